import { Await, Empty } from "../parts/Notice";
import { Table } from "../parts/Table";
import { useExplorer, useGet } from "../shell/context";

interface Finding {
  severity?: string;
  file?: string;
  row?: number | string | null;
  field?: string | null;
  value?: string | null;
  message?: string | { tr: string; en: string };
  messages?: { tr: string; en: string };
  hint?: string;
  [other: string]: unknown;
}

/** What the build found in the tables. */
export function Report() {
  const explorer = useExplorer();
  const { say, heading, summary, pick } = explorer;
  const number = summary?.release;
  const report = useGet<{ items?: Finding[]; findings?: Finding[] }>(number === undefined ? null : `/releases/${number}/report`);
  const text = (finding: Finding) =>
    typeof finding.message === "string" ? pick(finding.messages, finding.message) : pick(finding.message ?? finding.messages);
  return (
    <section id="report">
      <h2>{say("report")}</h2>
      <p class="muted">{say("reportHint")}</p>
      <p>
        <a href={explorer.link("/quality")}>{say("qualityLink")}</a>
      </p>
      <Await loaded={report}>
        {(answer) => {
          const findings = answer.items ?? answer.findings ?? [];
          return findings.length ? (
            <Table
              caption={say("findings")}
              hideCaption
              file={`findings-r${number}`}
              rows={findings}
              rowKey={(_, i) => String(i)}
              columns={[
                { key: "severity", title: say("severity"), value: (f) => explorer.word(f.severity) },
                { key: "message", title: say("whatIsWrong"), value: (f) => text(f) },
                { key: "file", title: say("file"), value: (f) => f.file },
                { key: "row", title: heading("row", "columns"), value: (f) => f.row, numeric: true },
                { key: "field", title: say("fieldOf"), value: (f) => f.field },
                { key: "value", title: heading("value"), value: (f) => f.value },
              ]}
            />
          ) : (
            <Empty title={say("noFindings")}>{say("noFindingsHint")}</Empty>
          );
        }}
      </Await>
    </section>
  );
}
