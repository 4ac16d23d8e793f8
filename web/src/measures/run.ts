/** What a run of a metric asks the service: its own parameters and those of the network it is run on. */
import type { Parameters } from "../api/client";
import type { Metric, MetricParameter } from "../api/types";

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

/** How a default is written in a form field. */
export function writeDefault(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(",") : String(value);
}
