/** Which picture fits a result: decided from the shape of its keys alone, never from the metric's name. */
import type { MetricValue } from "../api/metrics";
import { SPHERES } from "../parts/spheres";

export type Picture =
  | { kind: "heat"; rows: string; columns: string; values: MetricValue[] }
  | { kind: "stack"; item: string; part: string; values: MetricValue[] }
  | { kind: "curve"; x: string; series: string | undefined; values: MetricValue[] }
  | { kind: "diamond"; item: string; about: string | undefined; values: MetricValue[] }
  | { kind: "scorecard"; item: string; about: string | undefined; values: MetricValue[] }
  | { kind: "interval"; items: string[]; values: MetricValue[] }
  | { kind: "bars"; items: string[]; values: MetricValue[] }
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

/** The pictures of a result, in the order of its values: one for each quantity that has a shape of its own, and one for
 * all the single numbers that share the headline's unit. */
export function choosePictures(all: MetricValue[]): Picture[] {
  const listed = pictureOfItems(all);
  if (listed) return [listed];
  const groups = new Map<string, MetricValue[]>();
  for (const value of all) {
    const name = value.key.quantity ?? "";
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  const pictures: Picture[] = [];
  const single: MetricValue[] = [];
  for (const values of groups.values()) {
    if (values.length === 1) single.push(...values);
    else pictures.push(pictureOf(values));
  }
  const compared = sameUnit(single.filter(isCompared));
  if (compared.length) {
    const several = compared.length > 1;
    const picture: Picture = { kind: "interval", items: several ? ["quantity"] : [], values: compared };
    if (isCompared(all[0])) pictures.unshift(picture);
    else pictures.push(picture);
  }
  // What is compared with chance is the result; plain numbers of the same items are what it was reckoned from.
  const told = new Set(pictures.map((picture) => (picture.kind === "interval" && picture.items.length ? picture.items.join() : "")).filter(Boolean));
  const more = (picture: Picture) => picture.kind !== "none" && !(picture.kind === "bars" && told.has(picture.items.join()));
  return pictures.filter(more).slice(0, 3);
}

const isCompared = (value: MetricValue | undefined) =>
  value !== undefined && value.value !== null && (value.expected !== null || (value.low !== null && value.high !== null));

/** Things that are checked one by one: a diamond or a scorecard. */
function pictureOfItems(all: MetricValue[]): Picture | undefined {
  const item = CHECKED.find((name) => all.some((value) => value.key[name] !== undefined));
  if (!item) return undefined;
  const having = all.filter((value) => value.key[item] !== undefined);
  // Beside the judgements there may be counts of the same items: a picture shows the judgements.
  const quantities = new Set(having.filter((value) => value.category !== null).map((value) => value.key.quantity));
  const values = quantities.size ? having.filter((value) => quantities.has(value.key.quantity)) : having;
  const judged = values.some((value) => value.category !== null) || values.every((value) => value.value === null || [0, 1, 2].includes(value.value));
  if (!judged && item !== "facet") return undefined;
  const about = [...spread(values).keys()].find((name) => name !== item && name !== "quantity" && name !== "indicator");
  return { kind: item === "facet" ? "diamond" : "scorecard", item, about, values };
}

/** The picture of the values of one quantity. */
function pictureOf(values: MetricValue[]): Picture {
  const roles = values.filter((value) => value.key.role !== undefined && value.key.role !== "total");
  const actor = roles.length ? [...spread(roles)].find(([name, parts]) => name !== "role" && name !== "quantity" && parts.length > 1) : undefined;
  if (actor) return { kind: "stack", item: actor[0], part: "role", values: roles };
  const parts = [...spread(values)].filter(([name]) => name !== "quantity");
  const several = parts.filter(([, entries]) => entries.length > 1);
  // A part that another one decides (the sphere of an actor) names nothing anew.
  const varied = several.filter(([name]) => !several.some(([other]) => other !== name && decides(values, other, name) && !decides(values, name, other)));
  const ordered =
    varied.find(([name, entries]) => ORDERED.includes(name) && numeric(entries)) ??
    varied.find(([, entries]) => entries.length > 2 && numeric(entries));
  if (ordered) {
    const series = varied.find(([name, entries]) => name !== ordered[0] && entries.length <= 12);
    if (series || varied.length === 1) return { kind: "curve", x: ordered[0], series: series?.[0], values };
  }
  const spheres = varied.filter(([, entries]) => entries.every((entry) => SPHERE_NAMES.has(entry)));
  const [rows, columns] = spheres.length >= 2 ? spheres : varied.length === 2 ? varied : [];
  if (rows && columns && rows[1].length <= 30 && columns[1].length <= 30) {
    return { kind: "heat", rows: rows[0], columns: columns[0], values };
  }
  if (new Set(values.map((value) => value.value)).size === 1) return { kind: "none" };
  const items = varied.map(([name]) => name);
  return { kind: values.some(isCompared) ? "interval" : "bars", items, values };
}

function decides(values: MetricValue[], one: string, other: string): boolean {
  const found = new Map<string | undefined, string | undefined>();
  return values.every((value) => {
    const before = found.get(value.key[one]);
    if (found.has(value.key[one]) && before !== value.key[other]) return false;
    found.set(value.key[one], value.key[other]);
    return true;
  });
}

/** One axis can only show one unit: that of the first value. */
function sameUnit(values: MetricValue[]): MetricValue[] {
  return values.filter((value) => value.unit === values[0]?.unit);
}
