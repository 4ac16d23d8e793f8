/** What the service tells of things, ties, figures, events and what sources contradict. */

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

export interface Classification {
  key?: string;
  concept: Term;
  scheme: Term;
  by: Thing | null;
  year: number | null;
  value: number | string | null;
  evidence: Evidence[];
}
