import { useState } from "preact/hooks";
import type { Contradiction, Listing, Summary } from "../api/types";
import { CitationBox } from "../parts/CitationBox";
import { ContradictionList } from "../parts/Contradiction";
import { Downloads } from "../parts/Downloads";
import { Await, Empty } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { Table } from "../parts/Table";
import { navigate } from "../router";
import { pathOf, useExplorer, useGet } from "../shell/context";
import { coverageRows } from "../home/Holdings";

interface ReleaseRow {
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

const FORMATS: [string, string][] = [
  ["nq", "N-Quads"],
  ["ttl", "Turtle"],
  ["trig", "TriG"],
  ["nt", "N-Triples"],
  ["jsonld", "JSON-LD"],
  ["rdfxml", "RDF/XML"],
];

export default function DataPage() {
  const explorer = useExplorer();
  const { say, summary, asOf } = explorer;
  return (
    <>
      <PageHead title={say("dataTitle")} lead={say("dataLead")} />
      <div class="data-grid">
        <div>
          <Releases />
          <Difference />
          <Report />
          <Contradictions />
        </div>
        <aside aria-label={say("dataSide")}>
          <section class="card">
            <Downloads
              title={asOf === undefined ? say("exportsAll") : say("exportsYear", { year: String(asOf) })}
              items={FORMATS.map(([format, label]) => ({ label, id: format, href: explorer.url(`/exports/${format}`, { lang: undefined }) }))}
            />
            <p class="muted small">{say("exportsHint")}</p>
            <h3>{say("descriptions")}</h3>
            <ul class="chips">
              {[
                ["/dataset", "DCAT"],
                ["/.well-known/void", "VoID"],
                ["/shapes", "SHACL"],
                ["/openapi.json", "OpenAPI"],
              ].map(([path, label]) => (
                <li key={path}>
                  <a class="button quiet" href={`${explorer.place.prefix}${path}`}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </section>
          {summary && <Datasheet summary={summary} />}
          <Cite />
        </aside>
      </div>
    </>
  );
}

function Datasheet({ summary }: { summary: Summary }) {
  const { say, label, number, link } = useExplorer();
  return (
    <section class="card" id="datasheet">
      <h2>{say("datasheet")}</h2>
      <h3>{say("whereFrom")}</h3>
      <ul>
        {summary.documents.map((document) => (
          <li key={document.key}>
            <a href={link(`/page/source/${document.key}`)}>{label(document)}</a>
          </li>
        ))}
      </ul>
      <p>{say("datasheetHow")}</p>
      <h3>{say("coverageTitle")}</h3>
      <dl class="facts">
        {coverageRows(summary, say).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {Object.entries(summary.counts)
          .filter(([name]) => ["figures", "events", "classifications", "evidence", "statements"].includes(name))
          .map(([name, count]) => (
            <div key={name}>
              <dt>{say(`of_${name}` as "of_figures")}</dt>
              <dd>{number(count)}</dd>
            </div>
          ))}
      </dl>
      <h3>{say("unknownTitle")}</h3>
      <p>
        {say("unknownText", {
          undated: summary.coverage.undated_ties ?? 0,
          unknown: summary.coverage.unknown_sphere ?? 0,
          unlocated: (summary.counts.actors ?? 0) - (summary.coverage.located_actors ?? 0),
        })}
      </p>
      <h3>{say("licence")}</h3>
      <p>
        {say("licenceText", { licence: summary.licence_name ?? say("noLicence") })} <span class="iri">{summary.licence}</span>
      </p>
    </section>
  );
}

function Cite() {
  const { say, summary } = useExplorer();
  const base = summary?.namespace ?? `${location.origin}/`;
  return (
    <section class="card" id="cite">
      <h2>{say("cite")}</h2>
      <CitationBox iri={`${base}dataset`} name="dataset" />
    </section>
  );
}

function Releases() {
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
            file="triskele-releases"
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

interface Diff {
  born: unknown[];
  died: unknown[];
  changed: unknown[];
  added?: unknown[] | number;
  removed?: unknown[] | number;
  counts?: Record<string, number>;
}

function Difference() {
  const explorer = useExplorer();
  const { say, place, here } = explorer;
  const releases = useGet<{ items: ReleaseRow[] }>("/releases");
  const numbers = (releases.data?.items ?? []).map((release) => release.number).sort((a, b) => a - b);
  const [a, b] = [place.query.get("a") ?? "", place.query.get("b") ?? ""];
  const both = /^\d+$/.test(a) && /^\d+$/.test(b) && a !== b;
  const diff = useGet<Diff>(both ? `/releases/${a}/diff/${b}` : null);
  const [from, setFrom] = useState(a || String(numbers[numbers.length - 2] ?? ""));
  const [to, setTo] = useState(b || String(numbers[numbers.length - 1] ?? ""));
  if (numbers.length < 2) {
    return releases.data ? (
      <section>
        <h2>{say("difference")}</h2>
        <Empty title={say("oneRelease")}>{say("oneReleaseHint")}</Empty>
      </section>
    ) : null;
  }
  const select = (title: string, value: string, set: (value: string) => void) => (
    <label class="field">
      {title}
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="" />
        {numbers.map((n) => (
          <option key={n} value={n}>
            {n}
          </option>
        ))}
      </select>
    </label>
  );
  const iri = (one: unknown) => (typeof one === "string" ? one : ((one as { iri?: string }).iri ?? ""));
  return (
    <section id="difference">
      <h2>{say("difference")}</h2>
      <div class="row">
        {select(say("olderRelease"), from, setFrom)}
        {select(say("newerRelease"), to, setTo)}
        <button type="button" disabled={!from || !to || from === to} onClick={() => navigate(here({ a: from, b: to }), { keepScroll: true })}>
          {say("compare")}
        </button>
      </div>
      {both && (
        <Await loaded={diff}>
          {(answer) => (
            <>
              {(["born", "died", "changed"] as const).map((kind) => (
                <details key={kind} class="card">
                  <summary>
                    <strong>{say(kind)}</strong> <span class="count">{answer[kind].length}</span>
                  </summary>
                  <ul>
                    {answer[kind].slice(0, 200).map((one) => (
                      <li key={iri(one)}>
                        <a href={pathOf(iri(one)).startsWith("/page/") ? explorer.link(pathOf(iri(one))) : iri(one)}>{iri(one).replace(/^https?:\/\/\S+\/id\//, "")}</a>
                      </li>
                    ))}
                  </ul>
                </details>
              ))}
              {answer.counts?.withdrawn ? <p>{say("withdrawnCount", { n: answer.counts.withdrawn })}</p> : null}
              <Downloads items={[{ label: "JSON", id: "diff", href: explorer.url(`/releases/${a}/diff/${b}`) }]} />
            </>
          )}
        </Await>
      )}
    </section>
  );
}

function Report() {
  const explorer = useExplorer();
  const { say, summary, pick } = explorer;
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
              file={`triskele-findings-r${number}`}
              rows={findings}
              rowKey={(_, i) => String(i)}
              columns={[
                { key: "severity", title: say("severity"), value: (f) => f.severity },
                { key: "file", title: say("file"), value: (f) => f.file },
                { key: "row", title: say("rowOf"), value: (f) => f.row, numeric: true },
                { key: "field", title: say("fieldOf"), value: (f) => f.field },
                { key: "value", title: say("columnValue"), value: (f) => f.value },
                { key: "message", title: say("whatIsWrong"), value: (f) => text(f) },
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

function Contradictions() {
  const { say } = useExplorer();
  const contradictions = useGet<Listing<Contradiction>>("/contradictions", { limit: 200 });
  return (
    <section id="contradictions">
      <h2>
        {say("contradictions")} {contradictions.data && <span class="count">{contradictions.data.meta.count}</span>}
      </h2>
      <p class="muted">{say("contradictionsLead")}</p>
      <Await loaded={contradictions}>
        {(answer) => (
          <>
            {!answer.items.length && <Empty title={say("noContradictions")} />}
            <ContradictionList contradictions={answer.items} first={4} />
          </>
        )}
      </Await>
    </section>
  );
}
