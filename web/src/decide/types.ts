/** Answers behind the cards: partners, what if, readings (docs/how-to). */
import type { Evidence, Term, Texts } from "../api/records";

export interface Partners {
  actor: string;
  sentence: Texts;
  partners: number;
  missing: string[];
  candidates: {
    actor: string;
    kind: "two-steps" | "alike";
    sphere: string;
    fills: boolean;
    reason: Texts;
    verdict: string | null;
    through: { actor: string; near: string[]; far: string[] }[];
  }[];
  ties: Record<string, { iri: string; type: Term; from: string | null; to: string | null; from_latest: string | null; to_latest: string | null; evidence: Evidence[] }>;
  labels: Record<string, Texts>;
  address: string;
}

export interface Side {
  value: number | null;
  subject: Record<string, string>;
  category: string | null;
  expected: number | null;
  verdict: string | null;
  reason: Texts | null;
}

export interface WhatIf {
  changes: string[];
  sentence: Texts;
  effects: { metric: string; title: Texts; sentence: Texts; before: Side | null; after: Side | null; error: { detail: string } | null }[];
  labels: Record<string, Texts>;
  permutations: number;
  address: string;
}

export interface Readings {
  sentence: Texts;
  of: number;
  held: number;
  turned: number;
  choices: { name: string; title: Texts; options: { name: string; words: Texts; held: number; of: number }[] }[];
  address: string;
}
