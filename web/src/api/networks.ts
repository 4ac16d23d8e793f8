/** Networks, and paths in them. */
import type { Sphere, Thing, Tie } from "./records";

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
