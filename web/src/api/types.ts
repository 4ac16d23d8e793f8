/** The shapes of the service's JSON answers. */

export type Lang = "tr" | "en";
export type Texts = Record<Lang, string>;
export type Sphere = "university" | "industry" | "government" | "civil-society" | "hybrid" | "unknown";

export interface Term {
  iri: string;
  key: string;
  label: string;
  labels: Texts;
}

export interface Thing extends Term {
  kind: string;
  class: string | null;
  sphere: Sphere | null;
  place: string | null;
}

export interface Evidence {
  iri: string;
  document: { key: string; label: string; labels: Texts };
  section: string;
  line_from: number;
  line_to: number;
  /** Of a workbook: the sheet. */
  sheet?: string | null;
  statement: string;
  statements: Texts;
}

export interface Tie {
  iri: string;
  key: string;
  type: Term;
  layer: string | null;
  symmetric: boolean;
  source: Thing | null;
  target: Thing | null;
  participants: Thing[];
  from: string | number | null;
  to: string | number | null;
  from_latest: string | null;
  to_latest: string | null;
  modality: string;
  confidence: number | null;
  amount: number | null;
  currency: string | null;
  source_role?: Term | null;
  note: string | null;
  evidence: Evidence[];
}

export interface RoleTie extends Tie {
  role: "in" | "out" | "both";
  other: Thing;
}

export interface Figure {
  iri: string;
  key: string;
  about: Thing;
  measure: Term;
  value: number;
  qualifier: string | null;
  unit: string | null;
  year: number | null;
  year_to: number | null;
  part: Thing | null;
  area: Thing | null;
  modality: string | null;
  note: string | null;
  evidence: Evidence[];
}

export interface EventRow {
  iri: string;
  key: string;
  type: Term;
  label: string;
  labels: Texts;
  subject: Thing;
  participants: Thing[];
  date: string | null;
  date_latest: string | null;
  date_to: string | null;
  place: Thing | null;
  modality: string | null;
  evidence: Evidence[];
}

export interface Claim {
  iri: string;
  kind: string;
  text: string;
  texts: Texts;
  evidence?: Evidence[];
  figure?: Figure;
  tie?: Tie;
  event?: EventRow;
}

export interface Contradiction {
  iri: string;
  key: string;
  claims: Claim[];
  resolution: string | null;
  rule: string | null;
  note: string | null;
  notes?: Texts;
  evidence: Evidence[];
}

export interface FacetValue {
  key: string;
  label: string;
  labels: Texts;
  count: number;
}

export interface Listing<T> {
  items: T[];
  meta: { count: number; truncated?: boolean; next?: string | null };
  facets?: Record<string, FacetValue[]>;
  release: number;
  as_of: number | null;
}

export interface ActorRow extends Thing {
  degree: number;
  founded: string | null;
  founded_latest: string | null;
  alt: unknown[];
}

export interface Found extends Thing {
  matched?: string;
  why?: "name" | "other-name" | "key" | "identifier";
  score?: number;
}

export interface Classification {
  key?: string;
  concept: Term;
  scheme: Term;
  by: Thing | null;
  year: number | null;
  value: number | string | null;
  evidence: Evidence[];
}

/** What a source document is, and which copy or version of it was read. */
export interface DocumentFacts {
  type: Term | null;
  title: string | null;
  language: string | null;
  address: string | null;
  version: string | null;
  lines: number | null;
  sha256: string | null;
  written_from: number | null;
  written_to: number | null;
}

export interface ThingPage {
  thing: Thing;
  description: {
    class?: Term | null;
    alt?: { text: string; lang: string }[];
    spheres?: { sphere: Sphere; share: number; basis: string }[];
    place?: Thing | null;
    within?: Thing[];
    founded?: string | null;
    founded_latest?: string | null;
    links?: { scheme: Term; value: string; url: string | null; evidence: Evidence[] }[];
    searches?: { register: Thing; looked_for: string[]; note: string | null }[];
    document?: DocumentFacts | null;
    note?: string | null;
    evidence?: Evidence[];
    classifications?: Classification[];
    sector?: Thing[];
  };
  ties?: { count: number; items: RoleTie[]; next?: string | null };
  figures?: Figure[];
  events?: EventRow[];
  contradictions?: Contradiction[];
  formats?: { name: string; media_type: string; url: string }[];
  cite?: { text: string; labels?: Texts };
  tie?: Tie;
  figure?: Figure;
  event?: EventRow;
  contradiction?: Contradiction;
  classification?: Classification & { about?: Thing };
  evidence?: Evidence;
  stands_for?: Thing[];
  related?: { list: string; count: number; url: string }[];
  release: number;
  as_of: number | null;
}

export interface NetworkNode extends Thing {
  id?: string;
  x?: number;
  y?: number;
  degree: number;
  community?: number | string | null;
  membership?: Partial<Record<Sphere, number>>;
  mode?: number;
  /** Of a community: its members, and the ties among them. */
  size?: number;
  inner?: number;
  /** In a year: whether the actor was certainly there. */
  certain?: boolean;
}

export interface NetworkLink {
  source: string;
  target: string;
  types: string[];
  modality: string;
  from: number | null;
  to: number | null;
  weight: number;
  /** The keys of the ties; between communities their number. */
  ties: string[] | number;
  confidence?: number;
  layers?: string[];
  /** In a year: whether one of the ties certainly counts in it. */
  certain?: boolean;
}

/** An actor's ties and its lines, and why some of the ties are no line. */
export interface Around {
  actor: string;
  ties: number;
  drawn: number;
  lines: number;
  apart: Record<string, number>;
}

export interface Network {
  projection: string;
  parameters: Record<string, unknown>;
  dropped: Record<string, number>;
  level?: string;
  nodes: NetworkNode[];
  links: NetworkLink[];
  meta: { n: number; m: number; licence?: string };
  around?: Around | null;
  chosen?: { ties: number; actors: number; certain: number | null; possible: number | null };
  release: number;
  as_of: number | null;
}

export interface Paths {
  paths: { length: number; nodes: Thing[]; steps: { from: string | Thing; to: string | Thing; ties: Tie[] }[] }[];
}

export interface MetricParameter {
  name: string;
  type: "int" | "float" | "str" | "bool" | "list" | "table" | "any";
  default: unknown;
  help: Texts;
  choices: string[];
  minimum: number | null;
}

export interface Metric {
  name: string;
  section: string;
  title: Texts;
  question: Texts;
  formula: Texts;
  range: Texts;
  direction: Texts;
  weights: Texts;
  undefined_when: Texts;
  cost: Texts;
  reference: Texts;
  input: string;
  parameters: MetricParameter[];
  nulls: string[];
  units: string[];
  needs_null?: boolean;
  sample?: string | null;
  /** Whether a release holds what it measures; else it needs a table. */
  reads_release: boolean;
}

export interface MetricValue {
  key: Record<string, string>;
  value: number | null;
  unit: string;
  expected: number | null;
  sd: number | null;
  /** What holds 95 % of the null model, if it is normal. */
  null_low?: number | null;
  null_high?: number | null;
  z: number | null;
  low: number | null;
  high: number | null;
  p_low: number | null;
  p_high: number | null;
  p: number | null;
  p_adjusted: number | null;
  n: number | null;
  m: number | null;
  coverage: number | null;
  category: string | null;
  /** Whether it can be told from its null model; null where a value is not judged. */
  verdict: "distinguishable" | "not-distinguishable" | "undecided" | "no-null" | null;
  /** How many draws would decide it, when these do not. */
  needed: number | null;
  draws?: number | null;
  null: string | null;
  status: "ok" | "undefined" | "suppressed";
  reason: Texts | null;
}

export interface MetricResult {
  metric: string;
  version: string;
  values: MetricValue[];
  null: string | null;
  permutations: number | null;
  seed: number | null;
  exact: boolean;
  direction: string | null;
  weights: string | null;
  hybrids: string | null;
  as_of: string | number | null;
  release: string | number | null;
  layer: string | null;
  projection: string | null;
  /** Gives the result again; null where a table of the reader's went into it. */
  address: string | null;
  dropped: Record<string, number>;
  parameters: Record<string, unknown>;
  notes: Texts[];
  reading: Texts;
  labels?: Record<string, Texts>;
}

export interface Summary {
  release: number;
  as_of: number | null;
  counts: Record<string, number>;
  spheres: Partial<Record<Sphere, number>>;
  /** Ties of every modality. */
  modalities: Record<string, number>;
  years: { first: number; last: number; views: number[] };
  coverage: Record<string, number>;
  documents: { key: string; label: string; labels: Texts; type: Term | null }[];
  findings?: Record<string, number> | number;
  /** The day on which the release was made. */
  made: string;
  licence: string | null;
  licence_name?: string | null;
  title: Texts;
  /** What files of it are named after. */
  file_name: string;
  publisher?: string | null;
  /** What the IRIs of its things begin with, where its owner says so. */
  namespace?: string | null;
  code_version: string;
  ontology_version: string;
}

export interface Example {
  name: string;
  title: Texts;
  question: Texts;
  parameters: { name: string; default?: string; type?: string; help?: Texts }[] | Record<string, unknown>;
  query: string;
}

export interface Completion {
  classes: { iri: string; prefixed: string; labels: Texts; count: number }[];
  properties: { iri: string; prefixed: string; labels: Texts; count: number }[];
  prefixes: Record<string, string>;
}

/** A place with its actors; coordinates are null where nobody told them. */
export interface Region extends Thing {
  lat: number | null;
  long: number | null;
  /** The place around it. */
  within: string[];
  actors: number;
  ties: number;
}

export interface MapPlace extends Region {
  lat: number;
  long: number;
}
