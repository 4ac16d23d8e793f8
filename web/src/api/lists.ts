/** What the lists of the service hold. */
import type { Texts, Thing } from "./records";

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

/** Something to choose that the service was not asked for. */
export const offer = (iri: string, key: string, kind: string, label: string): Found => ({
  iri, key, kind, label, labels: { tr: label, en: label }, class: null, sphere: null, place: null,
});

/** A place with its actors; coordinates are null where nobody told them. */
export interface Region extends Thing {
  lat: number | null;
  /** Nobody told where it is: it stands in the middle of its actors. */
  middle?: boolean;
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
