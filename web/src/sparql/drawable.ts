/** What can be drawn of an answer: a chart, points on a map, a network. */
import type { Network, NetworkNode } from "../api/networks";
import { type Answer, NO_NAMES, type Names, type Row, numericColumns, shortName } from "./answer";

export interface Plotted {
  label: string;
  value: string;
  points: { label: string; x: number | null; y: number }[];
}

/** What a chart shows: the first column of names (or years) against the first column of numbers after it. */
export function plotOf(columns: string[], rows: Row[], named: Names = NO_NAMES): Plotted | undefined {
  const numbers = numericColumns(columns, rows);
  const years = numbers.find((name) => /year|yıl|date|as_?of/i.test(name));
  const value = numbers.find((name) => name !== years) ?? undefined;
  const names = columns.filter((name) => !numbers.includes(name));
  const label = names.find((name) => /label|name|title/i.test(name)) ?? names[0] ?? years;
  if (!value || !label) return undefined;
  const points = rows
    .filter((row) => row[value])
    .map((row) => {
      const cell = row[label];
      const text = cell?.type === "uri" ? (named.get(cell.value) ?? shortName(cell.value)) : (cell?.value ?? "");
      return { label: text, x: label === years || (!names.length && years) ? Number(text) : null, y: Number(row[value]?.value) };
    });
  return { label, value, points };
}

export interface Placed {
  key: string;
  label: string;
  lat: number;
  long: number;
  size: number;
}

/** Rows with coordinates: columns called lat and long, or a WKT point. */
export function placesOf(columns: string[], rows: Row[]): Placed[] {
  const lat = columns.find((name) => /^lat(itude)?$/i.test(name));
  const long = columns.find((name) => /^(long?|lng|longitude)$/i.test(name));
  const label = columns.find((name) => /label|name/i.test(name)) ?? columns[0] ?? "";
  const placed: Placed[] = [];
  rows.forEach((row, i) => {
    const point = Object.values(row).map((cell) => /^\s*POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)/i.exec(cell?.value ?? "")).find(Boolean);
    const y = lat && row[lat] ? Number(row[lat]?.value) : Number(point?.[2] ?? Number.NaN);
    const x = long && row[long] ? Number(row[long]?.value) : Number(point?.[1] ?? Number.NaN);
    if (Number.isFinite(x) && Number.isFinite(y)) placed.push({ key: String(i), label: row[label]?.value ?? "", lat: y, long: x, size: 1 });
  });
  return placed;
}

/** A network of the answer: the links of a graph, or of the first two columns of IRIs. */
export function networkOf(answer: Answer, named: Names = NO_NAMES): Network | undefined {
  const pairs: [string, string, string][] = [];
  const labels = new Map(named);
  if (answer.kind === "graph") {
    for (const [s, p, o] of answer.triples) {
      if (o.type !== "literal") pairs.push([s.value, o.value, shortName(p.value)]);
      else if (/label|name|title/i.test(p.value) && !named.has(s.value)) labels.set(s.value, o.value);
    }
  } else if (answer.kind === "rows") {
    const iris = answer.columns.filter((name) => answer.rows.some((row) => row[name]?.type === "uri"));
    const [a, b] = iris.filter((name) => answer.rows.every((row) => !row[name] || row[name]?.type !== "literal"));
    if (!a || !b) return undefined;
    for (const row of answer.rows) {
      const [s, o] = [row[a], row[b]];
      if (!s || !o) continue;
      pairs.push([s.value, o.value, ""]);
      for (const [column, cell] of [[a, s], [b, o]] as const) {
        const label = row[`${column}Label`];
        if (label && !named.has(cell.value)) labels.set(cell.value, label.value);
      }
    }
  }
  if (!pairs.length) return undefined;
  const node = (iri: string): NetworkNode => {
    const label = labels.get(iri) ?? shortName(iri);
    return { iri, key: iri, kind: "", class: null, label, labels: { tr: label, en: label }, sphere: null, place: null, degree: 0 };
  };
  const keys = [...new Set(pairs.flatMap(([s, o]) => [s, o]))];
  return {
    projection: "query",
    parameters: {},
    dropped: {},
    nodes: keys.map(node),
    links: pairs.map(([source, target, type]) => ({ source, target, types: [type], modality: "stated", from: null, to: null, weight: 1, ties: [] })),
    meta: { n: keys.length, m: pairs.length },
    release: 0,
    as_of: null,
  };
}
