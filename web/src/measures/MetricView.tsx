import { useMemo, useState } from "preact/hooks";
import type { Metric, MetricResult, MetricValue } from "../api/types";
import { ResultPicture } from "../charts/ResultPicture";
import { CitationBox } from "../parts/CitationBox";
import { Downloads } from "../parts/Downloads";
import { PageHead } from "../parts/PageHead";
import { type Column, Table } from "../parts/Table";
import { saveFile } from "../parts/csv";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { DefinitionFacts, RunFacts, ValueDialog } from "./Definition";
import { Measured } from "./Measured";
import { MetricForm } from "./MetricForm";
import { SeriesView } from "./SeriesView";
import { TableInput } from "./TableInput";
import { useMeasurement } from "./job";
import { nameKeys } from "./reading";
import { drawsToDecide, highestFirst, needsTable, runParameters, takesNetwork } from "./run";

export function MetricView({ metric }: { metric: Metric }) {
  const explorer = useExplorer();
  const { say, pick, place } = explorer;
  const parameters = runParameters(metric, place.query);
  const table = needsTable(metric);
  return (
    <>
      <PageHead title={pick(metric.title)} lead={pick(metric.question)} />
      <div class="metric-grid">
        <div>{table ? <FromTable metric={metric} parameters={parameters} /> : <FromNetwork metric={metric} parameters={parameters} />}</div>
        <aside aria-label={say("settings")}>
          <MetricForm metric={metric} />
          <details class="card">
            <summary>
              <strong>{say("definition")}</strong>
            </summary>
            <DefinitionFacts metric={metric} />
          </details>
        </aside>
      </div>
    </>
  );
}

type Asked = ReturnType<typeof runParameters>;

function FromNetwork({ metric, parameters }: { metric: Metric; parameters: Asked }) {
  const explorer = useExplorer();
  const { say } = explorer;
  const asked = (more: Asked) => explorer.url(`/metrics/${metric.name}`, { ...parameters, ...more });
  // the draws of a null model take their time, and a client's measurements come one after the other: first what is
  // measured, which can be read meanwhile, then its comparison
  const draws = metric.parameters.some((one) => one.name === "permutations") && !metric.needs_null && parameters.permutations === undefined;
  const plain = useMeasurement<MetricResult>(draws ? asked({ permutations: 0 }) : null, `${metric.name} plain`);
  const next = !draws || (!plain.loading && (plain.data || plain.problem));
  const result = useMeasurement<MetricResult>(next ? asked({}) : null, draws ? asked({}) : metric.name);
  const view = (data: MetricResult, more: Asked) => <ResultView metric={metric} result={data} files={(format) => asked({ ...more, format })} />;
  const early = draws && !result.data && !result.problem;
  return (
    <>
      <Measured of={result}>{(data) => view(data, {})}</Measured>
      {early && <Measured of={plain}>{(data) => view(data, { permutations: 0 })}</Measured>}
      {!takesNetwork(metric) && (
        <details>
          <summary>{say("ownTable")}</summary>
          <FromTable metric={metric} parameters={parameters} waits />
        </details>
      )}
      <SeriesView metric={metric} parameters={parameters} />
    </>
  );
}

function FromTable({ metric, parameters, waits }: { metric: Metric; parameters: Asked; waits?: boolean }) {
  const explorer = useExplorer();
  const [text, setText] = useState<string>();
  const url = text === undefined ? null : explorer.url(`/metrics/${metric.name}`, parameters);
  const result = useMeasurement<MetricResult>(url, metric.name, text);
  return (
    <>
      <TableInput metric={metric} onRun={setText} waits={waits} />
      {url !== null && <Measured of={result}>{(data) => <ResultView metric={metric} result={data} />}</Measured>}
    </>
  );
}

/** A result: in words, as a picture, as a table, and everything that could have changed its numbers. */
export function ResultView({ metric, result, files }: { metric: Metric; result: MetricResult; files?: (format: string) => string }) {
  const explorer = useExplorer();
  const { say, pick, word, number, lang } = explorer;
  const [open, setOpen] = useState<MetricValue>();
  const name = (part: string | undefined) => (part === undefined ? "" : pick(result.labels?.[part], word(part)));
  const title = pick(metric.title);
  const rows = useMemo(() => (isCurve(result) ? result.values : highestFirst(result.values)), [result]);
  const draws = drawsToDecide(result.values);
  const columns = useMemo(() => valueColumns(explorer, result, name, setOpen), [result, explorer.lang]);
  const save = (format: "json") => saveFile(`${metric.name}.${format}`, JSON.stringify(result, null, 2), "application/json");
  return (
    <div data-result={result.metric}>
      <section class="reading" aria-label={say("reading")}>
        <Reading text={nameKeys(pick(result.reading), result.labels, lang)} />
      </section>
      {files && draws !== undefined && (
        <p class="row undecided" data-undecided>
          {say("undecidedHere")}
          <button type="button" onClick={() => navigate(explorer.here({ permutations: draws }), { keepScroll: true })} data-more-draws>
            {say("moreDraws", { n: number(draws) })}
          </button>
        </p>
      )}
      <section aria-label={say("viewChart")}>
        <ResultPicture result={result} title={title} name={name} onOpen={setOpen} />
      </section>
      {result.notes.length > 0 && (
        <ul class="notes muted">
          {result.notes.map((note, i) => (
            <li key={i}>{pick(note)}</li>
          ))}
        </ul>
      )}
      <Table
        caption={say("values")}
        columns={columns}
        rows={rows}
        file={files ? undefined : `${metric.name}`}
        rowKey={(_, i) => String(i)}
        param="sort"
      />
      <Downloads
        title={say("downloadsShown")}
        items={
          files
            ? [
                { label: "CSV", id: "csv", href: files("csv") },
                { label: "JSON", id: "json", href: files("json") },
                { label: "RDF Data Cube (Turtle)", id: "ttl", href: files("ttl") },
              ]
            : [{ label: "JSON", id: "json", run: () => save("json") }]
        }
      />
      <details class="card">
        <summary>
          <strong>{say("thisRun")}</strong> <span class="muted">{say("thisRunHint", { n: number(result.values.length) })}</span>
        </summary>
        <RunFacts result={result} />
      </details>
      {result.address && (
        <details class="card">
          <summary>
            <strong>{say("cite")}</strong>
          </summary>
          <CitationBox subject={title} iri={result.address} name={metric.name} />
        </details>
      )}
      {open && <ValueDialog metric={metric} result={result} value={open} name={name} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

/** Steps of a curve keep their order. */
function isCurve(result: MetricResult): boolean {
  const first = result.values[0]?.key ?? {};
  return Object.keys(first).some((key) => result.values.every((one) => one.key[key] !== undefined && one.key[key] !== "" && Number.isFinite(Number(one.key[key]))));
}

/** Parts of a key that name an actor. */
const ACTORS = new Set(["actor", "other", "removed", "cluster"]);

const LONG = 480;

/** A long reading (one sentence a cluster) shows its beginning. */
function Reading({ text }: { text: string }) {
  const { say } = useExplorer();
  if (text.length <= LONG) return <p>{text}</p>;
  const cut = text.lastIndexOf(". ", LONG * 0.75) + 1 || LONG;
  return (
    <>
      <p>{text.slice(0, cut)}</p>
      <details>
        <summary>{say("restOfReading")}</summary>
        <p>{text.slice(cut)}</p>
      </details>
    </>
  );
}

type Explorer = ReturnType<typeof useExplorer>;

function valueColumns({ say, word, number, link }: Explorer, result: MetricResult, name: (part: string | undefined) => string, open: (value: MetricValue) => void): Column<MetricValue>[] {
  const keys = [...new Set(result.values.flatMap((value) => Object.keys(value.key)))];
  const has = (field: keyof MetricValue) => result.values.some((value) => value[field] !== null && value[field] !== undefined && value[field] !== "");
  const plain = (field: "expected" | "sd" | "z" | "low" | "high" | "p" | "p_adjusted" | "n" | "coverage", title: string, digits = 3): Column<MetricValue>[] =>
    has(field) ? [{ key: field, title, numeric: true, value: (v) => v[field], show: (v) => { const n = v[field]; return n === null ? "" : number(n, digits); } }] : [];
  return [
    ...keys.map((key): Column<MetricValue> => {
      const digits = result.values.every((v) => v.key[key] === undefined || (v.key[key] !== "" && Number.isFinite(Number(v.key[key]))));
      return {
        key: `key-${key}`,
        title: word(key),
        value: (v) => (digits && v.key[key] !== undefined ? Number(v.key[key]) : name(v.key[key])),
        show: ACTORS.has(key) ? (v) => (v.key[key] && result.labels?.[v.key[key]] ? <a href={link(`/page/actor/${v.key[key]}`)}>{name(v.key[key])}</a> : name(v.key[key])) : undefined,
        numeric: digits,
      };
    }),
    {
      key: "value",
      title: say("columnValue"),
      numeric: true,
      value: (v) => v.value,
      show: (v) => (
        <button type="button" class="cell" onClick={() => open(v)} data-value aria-label={say("openValueOf", { value: v.value === null ? word(v.status) : number(v.value) })}>
          {v.value === null ? word(v.status) : number(v.value)}
        </button>
      ),
    },
    ...(has("unit") ? [{ key: "unit", title: say("unit"), value: (v: MetricValue) => (v.unit === "ratio" || v.unit === "count" ? "" : word(v.unit, "units")) }] : []),
    ...(has("verdict") ? [{ key: "verdict", title: word("verdict"), value: (v: MetricValue) => word(v.verdict) }] : []),
    ...(has("category") ? [{ key: "category", title: say("category"), value: (v: MetricValue) => word(v.category) }] : []),
    ...plain("expected", say("expected")),
    ...plain("sd", say("sd")),
    ...plain("z", "z", 2),
    ...plain("low", say("low")),
    ...plain("high", say("high")),
    ...plain("p", "P", 4),
    ...plain("p_adjusted", say("pAdjusted"), 4),
    ...plain("coverage", say("coverage"), 2),
  ];
}
