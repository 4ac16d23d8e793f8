/** Everything of one thing, on its page. */
import type { Classification, Contradiction, EventRow, Evidence, Figure, RoleTie, Sphere, Term, Texts, Thing, Tie } from "./records";

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
