/** What a release holds, and what may be asked of it. */
import type { Sphere, Term, Texts } from "./records";

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
