/** Which contradiction, which bridge and which year stand on the first page: chosen from the release, never named here. */
import type { FacetValue } from "../api/lists";
import type { MetricResult, MetricValue } from "../api/metrics";
import type { NetworkLink } from "../api/networks";
import type { Claim, Contradiction, Evidence } from "../api/records";

export function evidenceOf(claim: Claim): Evidence[] {
  return claim.evidence ?? claim.figure?.evidence ?? claim.tie?.evidence ?? claim.event?.evidence ?? [];
}

/** The one that is read fastest among those whose every claim shows its lines. */
export function plainest(contradictions: Contradiction[]): Contradiction | undefined {
  const shown = contradictions.filter((one) => one.claims.length > 1 && one.claims.every((claim) => evidenceOf(claim).length));
  const length = (one: Contradiction) => one.claims.reduce((sum, claim) => sum + claim.texts.tr.length + claim.texts.en.length, 0);
  // one that is open under every reading stands before one that a reading reconciles or that was decided
  const settled = (one: Contradiction) => Number(Boolean(one.resolution)) + Number(one.rule === "open-reading");
  return (shown.length ? shown : contradictions).toSorted((a, b) => settled(a) - settled(b) || length(a) - length(b))[0];
}

/** The actor most of whose betweenness lies across spheres: the highest share among those with a value above 0. */
export function foremost(result: MetricResult): MetricValue | undefined {
  const known = result.values.filter((one) => one.key.quantity === "gefura" && (one.value ?? 0) > 0);
  return known.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
}

export interface Year {
  year: number;
  count: number;
}

/** How many lines of a network begin in each year, in the order of the years. */
export function begun(links: NetworkLink[]): Year[] {
  const counts = new Map<number, number>();
  for (const { from } of links) if (from !== null) counts.set(from, (counts.get(from) ?? 0) + 1);
  return [...counts].map(([year, count]) => ({ year, count })).sort((a, b) => a.year - b.year);
}

/** Events of each year, in the order of the years; nothing without a year. */
export function byYear(facet: FacetValue[]): Year[] {
  return facet
    .filter((one) => /^-?\d+$/.test(one.key))
    .map((one) => ({ year: Number(one.key), count: one.count }))
    .sort((a, b) => a.year - b.year);
}

/** The year in which most happened, the later one among equals. */
export function busiest(years: Year[]): Year | undefined {
  return years.toSorted((a, b) => b.count - a.count || b.year - a.year)[0];
}
