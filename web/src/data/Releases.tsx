import { Await } from "../parts/Notice";
import { Table } from "../parts/Table";
import { useExplorer, useGet } from "../shell/context";

export interface ReleaseRow {
  number: number;
  current?: boolean;
  quads?: number;
  statements?: number;
  counts?: Record<string, number>;
  findings?: Record<string, number>;
  views?: number[];
  ontology_version?: string;
  code_version?: string;
  digest?: string;
}

/** Every release, the newest first. */
export function Releases() {
  const explorer = useExplorer();
  const { say, number } = explorer;
  const releases = useGet<{ items: ReleaseRow[] }>("/releases");
  return (
    <section id="releases">
      <h2>{say("releases")}</h2>
      <p class="muted">{say("releasesHint")}</p>
      <Await loaded={releases}>
        {(answer) => (
          <Table
            caption={say("releases")}
            hideCaption
            file="releases"
            rows={answer.items}
            rowKey={(release) => String(release.number)}
            sort={{ key: "number", down: true }}
            columns={[
              {
                key: "number",
                title: say("release"),
                value: (r) => r.number,
                numeric: true,
                show: (r) => (
                  <>
                    <a href={`/r/${r.number}/about-data`}>{r.number}</a> {r.current && <span class="chip">{say("current")}</span>}
                  </>
                ),
              },
              { key: "statements", title: say("of_statements"), value: (r) => r.statements ?? r.quads, numeric: true, show: (r) => number(r.statements ?? r.quads ?? 0) },
              { key: "ties", title: say("everyTie"), value: (r) => r.counts?.Tie, numeric: true, show: (r) => <a href={`/r/${r.number}/lists/ties?modality=all`}>{number(r.counts?.Tie ?? 0)}</a> },
              { key: "errors", title: say("findings"), value: (r) => Object.values(r.findings ?? {}).reduce((sum, n) => sum + n, 0), numeric: true },
              { key: "ontology", title: say("ontology"), value: (r) => r.ontology_version },
              { key: "code", title: say("codeVersion"), value: (r) => r.code_version },
            ]}
          />
        )}
      </Await>
    </section>
  );
}
