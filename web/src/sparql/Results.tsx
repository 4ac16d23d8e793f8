import { createContext } from "preact";
import { useContext, useMemo, useRef, useState } from "preact/hooks";
import { Bars } from "../charts/Bars";
import { Curve } from "../charts/Curve";
import type { MetricValue } from "../api/types";
import { GraphCanvas, type GraphHandle } from "../graph/GraphCanvas";
import { pictureDownloads } from "../graph/downloads";
import { sceneOf } from "../graph/model";
import { Downloads } from "../parts/Downloads";
import { Empty } from "../parts/Notice";
import { Table } from "../parts/Table";
import { Tabs } from "../parts/Tabs";
import { PlaceMap } from "../places/PlaceMap";
import { navigate } from "../router";
import { pathOf, useExplorer } from "../shell/context";
import { type Answer, type Cell, type Row, networkOf, numericColumns, placesOf, plotOf, shortName } from "./answer";

export type ResultView = "table" | "graph" | "map" | "chart";

/** What the things of the answer are called; a thing without an entry keeps its short name. */
export const Labels = createContext<ReadonlyMap<string, string>>(new Map());

export function Results({ answer, view, onView }: { answer: Answer; view: ResultView; onView: (view: ResultView) => void }) {
  const { say, number } = useExplorer();
  const count = answer.kind === "rows" ? answer.rows.length : answer.kind === "graph" ? answer.triples.length : 1;
  return (
    <section data-answer={answer.kind} data-count={count}>
      <p class="row spread">
        <strong>
          {answer.kind === "yes-no" ? say(answer.value ? "yes" : "no") : say(answer.kind === "rows" ? "answerRows" : "answerTriples", { n: count })}
        </strong>
        <span class="muted">{say("answerTime", { seconds: number(answer.seconds, 2) })}</span>
      </p>
      {answer.kind !== "yes-no" && (
        <>
          <Tabs
            label={say("view")}
            value={view}
            onChange={onView}
            tabs={[
              ["table", say("viewTable")],
              ["graph", say("viewGraph")],
              ["map", say("viewMap")],
              ["chart", say("viewChart")],
            ]}
          />
          {count === 0 ? (
            <Empty title={say("answerEmpty")}>{say("answerEmptyHint")}</Empty>
          ) : view === "graph" ? (
            <AnswerGraph answer={answer} />
          ) : view === "map" ? (
            <AnswerMap answer={answer} />
          ) : view === "chart" ? (
            <AnswerChart answer={answer} />
          ) : (
            <AnswerTable answer={answer} />
          )}
        </>
      )}
    </section>
  );
}

function CellView({ cell }: { cell: Cell | undefined }) {
  const explorer = useExplorer();
  const labels = useContext(Labels);
  if (!cell) return null;
  if (cell.type === "uri") {
    const path = pathOf(cell.value);
    return path.startsWith("/page/") ? (
      <a href={explorer.link(path)}>{labels.get(cell.value) ?? shortName(cell.value)}</a>
    ) : (
      <span title={cell.value} class="iri">
        {labels.get(cell.value) ?? (cell.value.startsWith("https://w3id.org/triskele/") ? shortName(cell.value) : cell.value)}
      </span>
    );
  }
  return <span lang={cell["xml:lang"]}>{cell.value}</span>;
}

function AnswerTable({ answer }: { answer: Answer }) {
  const { say, word, hasWord } = useExplorer();
  const labels = useContext(Labels);
  const [columns, rows] = useMemo((): [string[], Row[]] => {
    if (answer.kind === "rows") return [answer.columns, answer.rows];
    if (answer.kind === "graph") {
      return [["subject", "predicate", "object"], answer.triples.map(([subject, predicate, object]) => ({ subject, predicate, object }))];
    }
    return [[], []];
  }, [answer]);
  // A thing is shown by its name: a column that repeats it is left out.
  const named = new Set(columns.filter((name) => name.endsWith("Label") && columns.includes(name.slice(0, -5))));
  const numeric = useMemo(() => new Set(numericColumns(columns, rows)), [columns, rows]);
  return (
    <Table
      caption={say("results")}
      hideCaption
      file="answer"
      param="sort"
      rows={rows}
      rowKey={(_, i) => String(i)}
      columns={columns.filter((name) => !named.has(name)).map((name) => ({
        key: name,
        title: hasWord(name, "columns") ? word(name, "columns") : name,
        numeric: numeric.has(name),
        value: (row: Row) => (numeric.has(name) && row[name] ? Number(row[name]?.value) : (labels.get(row[name]?.value ?? "") ?? row[name]?.value)),
        show: (row: Row) => <CellView cell={row[name]} />,
      }))}
    />
  );
}

function AnswerGraph({ answer }: { answer: Answer }) {
  const explorer = useExplorer();
  const { say } = explorer;
  const network = useMemo(() => networkOf(answer), [answer]);
  const scene = useMemo(() => network && sceneOf(network, (node) => node.label, () => ""), [network]);
  const handle = useRef<GraphHandle>(null);
  const [selected, setSelected] = useState<string>();
  if (!scene || !network) return <Empty title={say("noGraph")}>{say("noGraphHint")}</Empty>;
  const title = say("pictureTitle", { n: network.nodes.length, m: network.links.length });
  const source = say("pictureSource", {
    release: String(explorer.summary?.release ?? ""),
    year: explorer.asOf === undefined ? say("allYears") : String(explorer.asOf),
    licence: explorer.summary?.licence_name ?? say("noLicence"),
  });
  return (
    <>
      <GraphCanvas
        handle={handle}
        scene={scene}
        family={String(answer.seconds)}
        label={say("graphLabel", { n: network.nodes.length, m: network.links.length })}
        selected={selected}
        onSelect={(point) => setSelected(point?.key)}
        onOpen={(point) => {
          const path = pathOf(point.key);
          if (path.startsWith("/page/")) navigate(explorer.link(path));
        }}
      />
      <Downloads items={pictureDownloads(handle, "answer", { title, source })} />
      <AnswerTable answer={answer} />
    </>
  );
}

function AnswerMap({ answer }: { answer: Answer }) {
  const { say } = useExplorer();
  const points = useMemo(() => (answer.kind === "rows" ? placesOf(answer.columns, answer.rows) : []), [answer]);
  if (!points.length) return <Empty title={say("noMap")}>{say("noMapHint")}</Empty>;
  return (
    <>
      <PlaceMap points={points} label={say("mapLabel", { n: points.length })} file="answer" />
      <AnswerTable answer={answer} />
    </>
  );
}

function AnswerChart({ answer }: { answer: Answer }) {
  const { say, word, hasWord } = useExplorer();
  const plot = useMemo(() => (answer.kind === "rows" ? plotOf(answer.columns, answer.rows) : undefined), [answer]);
  if (!plot) return <Empty title={say("noChart")}>{say("noChartHint")}</Empty>;
  const label = say("chartLabel", { title: `${plot.label}, ${plot.value}` });
  const lines = plot.points.every((point) => point.x !== null);
  const values = plot.points.map((point) => ({ key: { [plot.label]: point.label }, value: point.y }) as unknown as MetricValue);
  return (
    <>
      {lines ? (
        <Curve label={label} xName={plot.label} series={[{ name: plot.value, points: plot.points.map((p) => ({ x: p.x ?? 0, y: p.y })) }]} />
      ) : (
        <Bars values={values} items={[plot.label]} name={(part) => (part && hasWord(part) ? word(part) : (part ?? ""))} label={label} />
      )}
      <AnswerTable answer={answer} />
    </>
  );
}
