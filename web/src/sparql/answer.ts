/** Answers of the endpoint: rows, yes or no, or a graph. */

export interface Cell {
  type: "uri" | "literal" | "bnode";
  value: string;
  "xml:lang"?: string;
  datatype?: string;
}

export type Row = Record<string, Cell | undefined>;

export type Answer =
  | { kind: "rows"; columns: string[]; rows: Row[]; seconds: number }
  | { kind: "yes-no"; value: boolean; seconds: number }
  | { kind: "graph"; triples: [Cell, Cell, Cell][]; text: string; seconds: number };

export function readJsonAnswer(body: unknown, seconds: number): Answer {
  const answer = body as { boolean?: boolean; head: { vars?: string[] }; results?: { bindings: Row[] } };
  if (typeof answer.boolean === "boolean") return { kind: "yes-no", value: answer.boolean, seconds };
  return { kind: "rows", columns: answer.head.vars ?? [], rows: answer.results?.bindings ?? [], seconds };
}

const TERM = String.raw`(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?)`;
const LINE = new RegExp(`^${TERM} (<[^>]*>) ${TERM} \\.$`);

function unescape(text: string): string {
  return text.replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)/g, (_, code: string) => {
    if (code.length > 1) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    return { n: "\n", t: "\t", r: "\r" }[code] ?? code;
  });
}

function readTerm(text: string): Cell {
  if (text.startsWith("<")) return { type: "uri", value: unescape(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text };
  const end = text.lastIndexOf('"');
  const rest = text.slice(end + 1);
  const cell: Cell = { type: "literal", value: unescape(text.slice(1, end)) };
  if (rest.startsWith("@")) cell["xml:lang"] = rest.slice(1);
  if (rest.startsWith("^^")) cell.datatype = rest.slice(3, -1);
  return cell;
}

export function readTriples(text: string): [Cell, Cell, Cell][] {
  const triples: [Cell, Cell, Cell][] = [];
  for (const line of text.split("\n")) {
    const match = LINE.exec(line.trim());
    if (match) triples.push([readTerm(match[1] ?? ""), readTerm(match[2] ?? ""), readTerm(match[3] ?? "")]);
  }
  return triples;
}

/** The last part of an IRI. */
export function shortName(iri: string): string {
  return decodeURIComponent(/([^/#]+)[/#]?$/.exec(iri)?.[1] ?? iri);
}

const isNumber = (cell: Cell | undefined) =>
  cell?.type === "literal" && cell.value.trim() !== "" && Number.isFinite(Number(cell.value)) && !cell["xml:lang"];

/** Columns all of whose values are numbers. */
export function numericColumns(columns: string[], rows: Row[]): string[] {
  return columns.filter((name) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || isNumber(row[name])));
}

/** What things are called, by their IRIs; a thing without an entry keeps its short name. */
export type Names = ReadonlyMap<string, string>;
export const NO_NAMES: Names = new Map();
