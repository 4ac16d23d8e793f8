/** The shape of a comparison (docs/reference/http.md). */
import type { Figure, Term, Texts, Thing, Tie } from "../api/records";
import type { Checklist, Profile, ProfileKind } from "../profile/types";

export interface Compared {
  kind: ProfileKind;
  thing: Thing;
  class: Profile["class"];
  members: Profile["members"];
  ties: { all: number; inside: number; leaving: number; dated: number };
  checklists: Checklist[];
}

export interface Comparison {
  subjects: Compared[];
  pairs: { between: string[]; shared: Thing[]; ties: number; items: Tie[]; sentence: Texts }[];
  figures: {
    count: number;
    rows: { measure: Term; part: Thing | null; unit: string | null; year: number | null; year_to: number | null; cells: Figure[][] }[];
    alone: number;
  };
  address: string;
  release: number;
}

/** Two or three of them, as the address names them: region/izmir,cluster/inoviz. */
export const MOST = 3;

export function readSubjects(text: string | null): string[] {
  const named = (text ?? "").split(",").filter((one) => /^(region|cluster|zone)\/[^/]+$/.test(one));
  return [...new Set(named)].slice(0, MOST);
}
