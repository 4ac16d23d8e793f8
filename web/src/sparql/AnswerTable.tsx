import { createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { Table } from "../parts/Table";
import { pathOf, useExplorer } from "../shell/context";
import { type Answer, type Cell, type Names, type Row, numericColumns, shortName } from "./answer";

/** What the things of the answer are called. */
export const Labels = createContext<Names>(new Map());

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

export function AnswerTable({ answer }: { answer: Answer }) {
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
