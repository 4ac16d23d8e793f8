/** The shape of a profile (docs/reference/http.md). */
import type { Parameters } from "../api/client";
import type { Contradiction, Evidence, Figure, Sphere, Texts, Thing, Tie } from "../api/records";

/** The address of a question to the service under the selection that the page's address holds. */
export type Ask = (path: string, parameters?: Parameters) => string;

/** What profiles are about; the words of each. */
export type ProfileKind = "region" | "cluster" | "zone";
export const KINDS = { region: "profileRegion", cluster: "profileCluster", zone: "profileZone" } as const;

export interface SphereMembers {
  sphere: Sphere;
  count: number;
  actors: Thing[];
}

export interface Bridge extends Thing {
  place_among: number;
  value: number;
  expected: number | null;
  sd: number | null;
  p_adjusted: number | null;
  verdict: string | null;
  sentence: Texts | null;
}

export interface BridgesPart {
  metric: string;
  title: Texts;
  of: number;
  permutations: number;
  null: string | null;
  items: Bridge[];
}

export interface Item {
  item: string;
  labels: Texts;
  state: string;
  optional: boolean;
  proof: { iri: string; labels: Texts; evidence: Evidence[] }[];
}

export interface Checklist {
  metric: string;
  title: Texts;
  items: Item[];
  of: number;
  known: number;
  there: number;
}

export interface Destination extends Thing {
  lat: number;
  long: number;
  ties: number;
  actors: number;
}

export interface TiesAround {
  all: number;
  inside: number;
  leaving: number;
  dated: number;
  origin: { lat: number; long: number } | null;
  places: Destination[];
  nowhere: number;
  others: number;
  to: (Thing & { ties: number })[];
  items: Tie[];
}

export interface Happening {
  year: number;
  kind: "founded" | "ended" | "event";
  iri: string;
  thing: Thing | null;
  label: string;
  labels: Texts;
  date: string | null;
  evidence: Evidence[];
}

export interface YearCounts {
  year: number;
  founded: number;
  ended: number;
  event: number;
  ties_certain: number;
  ties_possible: number;
}

export interface Profile {
  kind: ProfileKind;
  thing: Thing;
  class: { key: string; labels: Texts; label: string };
  within: Thing | null;
  sentence: Texts;
  members: { count: number; left_out: Record<string, number>; spheres: SphereMembers[] };
  bodies: { clusters: (Thing & { members: number })[]; interfaces: (Thing & { class_labels: Texts })[] };
  /** null until asked for in a large network. */
  bridges: BridgesPart | null;
  checklist: Checklist;
  ties: TiesAround;
  years: { count: number; years: YearCounts[]; items: Happening[]; founded_known: number };
  figures: { count: number; items: Figure[] };
  contradictions: { count: number; items: Contradiction[] };
  unknown: { what: string; count: number; of: number; sentence: Texts; things: Thing[] }[];
  address: string;
  release: number;
}

/** The address of the profile of a region or cluster. */
export const profilePath = (kind: ProfileKind, key: string): string => `/${kind}/${key}`;

/** Places too wide to be somebody's region: they stand in the lists, not among the first. */
export const WIDE = ["Country", "Continent"];

const CLUSTERS = ["ClusterInitiative", "InnovationDistrict"];
/** Grounds with actors on them. */
export const ZONES = ["IndustrialZone", "Technopark"];

/** The profile of a thing, when it has one. */
export function profileOf(thing: { kind?: string; class: string | null; key: string }): string | undefined {
  if (thing.kind === "place") return profilePath("region", thing.key);
  if (ZONES.includes(thing.class ?? "")) return profilePath("zone", thing.key);
  return CLUSTERS.includes(thing.class ?? "") ? profilePath("cluster", thing.key) : undefined;
}
