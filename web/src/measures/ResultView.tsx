import { useMemo, useState } from "preact/hooks";
import type { Metric, MetricResult, MetricValue } from "../api/metrics";
import { ResultPicture } from "../charts/ResultPicture";
import { CitationBox } from "../parts/CitationBox";
import { Downloads } from "../parts/Downloads";
import { Table } from "../parts/Table";
import { saveFile } from "../parts/csv";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { RunFacts, ValueDialog } from "./Definition";
import { nameKeys } from "./reading";
import { drawsToDecide, highestFirst } from "./run";
import { valueColumns } from "./valueColumns";

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
