/** Which picture fits a result: decided from the shape of its keys alone, never from the metric's name. */
import type { MetricValue } from "../api/types";
import { SPHERES } from "../parts/spheres";

export type Picture =
  | { kind: "heat"; rows: string; columns: string; values: MetricValue[] }
  | { kind: "stack"; item: string; part: string; values: MetricValue[] }
  | { kind: "curve"; x: string; series: string | undefined; values: MetricValue[] }
  | { kind: "diamond"; item: string; about: string | undefined; values: MetricValue[] }
  | { kind: "scorecard"; item: string; about: string | undefined; values: MetricValue[] }
  | { kind: "interval"; item: string | undefined; values: MetricValue[] }
  | { kind: "bars"; item: string; values: MetricValue[] }
  | { kind: "none" };

const SPHERE_NAMES = new Set<string>([...SPHERES, "U", "I", "G", "C", "H", "?"]);
const CHECKED = ["facet", "feature", "component", "indicator", "item", "criterion"];
const ORDERED = ["step", "k", "removed", "share", "rank", "year", "as_of", "threshold", "degree", "size", "count"];

function spread(values: MetricValue[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const value of values) {
    for (const [name, part] of Object.entries(value.key)) {
      const parts = found.get(name);
      if (parts) parts.add(part);
      else found.set(name, new Set([part]));
    }
  }
  return new Map([...found].map(([name, parts]) => [name, [...parts]]));
}

const numeric = (parts: string[]) => parts.every((part) => part !== "" && Number.isFinite(Number(part)));

/** The values of the headline's quantity; every value when quantities are all there is. */
export function headlineValues(values: MetricValue[]): MetricValue[] {
  const quantity = values[0]?.key.quantity;
  if (quantity === undefined) return values;
  return values.filter((value) => value.key.quantity === quantity);
}

export function chooseQuantity(values: MetricValue[]): string[] {
  return [...new Set(values.map((value) => value.key.quantity).filter((q): q is string => q !== undefined))];
}

export function choosePicture(all: MetricValue[]): Picture {
  if (!all.length) return { kind: "none" };
  const everything = spread(all);
  const item = CHECKED.find((name) => everything.has(name));
  if (item) {
    const values = all.filter((value) => value.key[item] !== undefined);
    const about = [...spread(values).keys()].find((name) => name !== item && name !== "quantity" && name !== "indicator");
    const judged = values.some((value) => value.category !== null || value.status === "suppressed");
    if (item === "facet") return { kind: "diamond", item, about, values };
    if (judged || values.every((value) => value.value === null || [0, 1, 2].includes(value.value))) {
      return { kind: "scorecard", item, about, values };
    }
  }
  const roles = all.filter((value) => value.key.role !== undefined && value.key.role !== "total");
  const actor = roles.length ? [...spread(roles)].find(([name, parts]) => name !== "role" && name !== "quantity" && parts.length > 1) : undefined;
  if (actor) return { kind: "stack", item: actor[0], part: "role", values: headlineValues(roles) };

  const values = headlineValues(all);
  const varied = [...spread(values)].filter(([name, parts]) => name !== "quantity" && parts.length > 1);
  const ordered =
    varied.find(([name, parts]) => ORDERED.includes(name) && numeric(parts)) ?? varied.find(([, parts]) => parts.length > 2 && numeric(parts));
  if (ordered) {
    const series = varied.find(([name, parts]) => name !== ordered[0] && parts.length <= 12);
    return { kind: "curve", x: ordered[0], series: series?.[0], values: series || varied.length === 1 ? values : [] };
  }
  const spheres = varied.filter(([, parts]) => parts.every((part) => SPHERE_NAMES.has(part)));
  const pair = spheres.length >= 2 ? spheres : varied.length === 2 ? varied : [];
  const [rows, columns] = pair;
  if (rows && columns && rows[1].length <= 60 && columns[1].length <= 60) {
    return { kind: "heat", rows: rows[0], columns: columns[0], values };
  }
  const compared = values.some((value) => value.expected !== null || (value.low !== null && value.high !== null));
  if (varied.length === 0) {
    const shown = all.filter((value) => value.expected !== null || (value.low !== null && value.high !== null));
    return shown.length ? { kind: "interval", item: all.length > 1 ? "quantity" : undefined, values: sameUnit(shown) } : { kind: "none" };
  }
  const first = varied[0]?.[0] ?? "quantity";
  if (compared) return { kind: "interval", item: first, values };
  return { kind: "bars", item: first, values };
}

/** One axis can only show one unit: that of the first value. */
function sameUnit(values: MetricValue[]): MetricValue[] {
  return values.filter((value) => value.unit === values[0]?.unit);
}

/** Round ticks that cover [low, high], about `count` of them. */
export function ticksOf(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? rough;
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step - 1e-9) * step; tick <= high + step * 1e-6; tick += step) ticks.push(Number(tick.toPrecision(12)));
  return ticks;
}

export function extent(numbers: (number | null | undefined)[], around?: number): [number, number] {
  const known = numbers.filter((n): n is number => typeof n === "number" && Number.isFinite(n));
  if (around !== undefined) known.push(around);
  if (!known.length) return [0, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const margin = (high - low || Math.abs(high) || 1) * 0.06;
  return [low - margin, high + margin];
}
