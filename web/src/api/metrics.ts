/** Metrics, and their results. */
import type { Texts } from "./records";

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
