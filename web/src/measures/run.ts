/** What a run of a metric asks the service: its own parameters and those of the network it is run on. */
import type { Parameters } from "../api/client";
import type { Metric, MetricParameter, MetricValue } from "../api/metrics";

export const PROJECTIONS = ["organisations", "membership", "layers", "hyperedges"] as const;

/** Whether the network's own parameters (hybrids, filters) can be chosen. */
export function takesNetwork(metric: Metric): boolean {
  return ["network", "layers", "incidence", "records"].includes(metric.input);
}

/** What no release holds: the reader brings a table. */
export function needsTable(metric: Metric): boolean {
  return !metric.reads_release;
}

/** The parameters a form can show: a table has an editor of its own. */
export function formParameters(metric: Metric): MetricParameter[] {
  return metric.parameters.filter((parameter) => parameter.type !== "table" && parameter.type !== "any");
}

export function runParameters(metric: Metric, query: URLSearchParams): Parameters {
  const asked: Record<string, string | number | undefined> = {};
  if (takesNetwork(metric)) {
    for (const name of ["projection", "hybrids", "layers", "tie_types", "spheres", "places", "clusters", "without"]) {
      asked[name] = query.get(name) ?? undefined;
    }
  }
  for (const parameter of formParameters(metric)) asked[parameter.name] = query.get(parameter.name) ?? undefined;
  if (metric.nulls.length && !metric.parameters.some((parameter) => parameter.name === "null")) asked.null = query.get("null") ?? undefined;
  return asked;
}

/** More than this many draws nobody waits for in a page. */
const MOST = 99_999;

/** How many draws would decide what these could not, as far as a page can make them; undefined when all is decided or more
 * would not help. */
export function drawsToDecide(values: MetricValue[]): number | undefined {
  const needed = values.filter((one) => one.verdict === "undecided" && one.needed !== null).map((one) => one.needed ?? 0);
  const draws = Math.min(Math.max(0, ...needed), MOST);
  return needed.length && draws > Math.max(0, ...values.map((one) => one.draws ?? 0)) ? draws : undefined;
}

/** Highest first within each quantity, in the order the quantities come; what has no value last. */
export function highestFirst(values: MetricValue[]): MetricValue[] {
  const order = new Map<string, number>();
  for (const one of values) order.set(one.key.quantity ?? "", order.get(one.key.quantity ?? "") ?? order.size);
  const place = (one: MetricValue) => order.get(one.key.quantity ?? "") ?? 0;
  // what is known only between bounds stands where its lower bound does
  const size = (one: MetricValue) => one.value ?? one.low ?? -Infinity;
  return values.toSorted((a, b) => place(a) - place(b) || (size(b) > size(a) ? 1 : size(b) < size(a) ? -1 : 0));
}

/** How a default is written in a form field. */
export function writeDefault(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(",") : String(value);
}
