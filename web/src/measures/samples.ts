/** The worked tables of the docs, and which of them suits a metric: the one whose columns its own words speak of. */
import type { Metric } from "../api/metrics";

export interface Sample {
  name: string;
  columns: string[];
  text: string;
}

const texts = import.meta.glob<string>("../../../docs/how-to/tables/*.csv", { query: "?raw", import: "default", eager: true });

export const SAMPLES: Sample[] = Object.entries(texts)
  .map(([path, text]) => ({ name: path.replace(/^.*\//, ""), columns: (text.split(/\r?\n/)[0] ?? "").split(","), text }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const stem = (word: string) => word.toLowerCase().replace(/s$/, "");

/** The best fitting sample: its name says the kind of input, or its columns are named in the metric's texts. */
export function sampleFor(metric: Metric, samples: Sample[] = SAMPLES): Sample | undefined {
  const own = metric.sample ? { name: metric.name, columns: [], text: metric.sample } : undefined;
  if (own) return own;
  const words = new Set(
    `${metric.name} ${metric.input} ${metric.title.en} ${metric.question.en} ${metric.formula.en} ${metric.undefined_when.en} ${metric.parameters.map((p) => p.help.en).join(" ")}`
      .split(/[^A-Za-z]+/)
      .map(stem),
  );
  const score = (sample: Sample) => {
    const names = sample.name.replace(/\.csv$/, "").split("-").map(stem);
    const columns = sample.columns.map((column) => stem(column)).filter((column) => words.has(column));
    const named = names.filter((name) => metric.name.split("-").map(stem).includes(name) || metric.input.split("-").map(stem).includes(name));
    return 3 * (named.length / names.length) * named.length + 2 * (columns.length / sample.columns.length) + columns.length * 0.1;
  };
  return [...samples].sort((a, b) => score(b) - score(a))[0];
}
