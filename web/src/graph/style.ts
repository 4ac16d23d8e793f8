/** How ties look: colour by layer, line by modality. Colours come from the style sheet, so both themes have their own. */
import { SPHERES } from "../parts/spheres";

export const LAYERS = [
  "governance",
  "membership",
  "funding",
  "knowledge",
  "training",
  "market",
  "spatial",
  "policy",
  "recognition",
  "activity",
] as const;

/** Dashes in units of the line's width. A stated tie is a plain line. */
export const DASHES: Record<string, number[]> = {
  stated: [],
  planned: [6, 4],
  implied: [1.5, 3],
  recommended: [8, 3, 1.5, 3],
};

export const MODALITIES = ["stated", "planned", "implied", "recommended"] as const;

export interface Palette {
  spheres: Record<string, string>;
  layers: Record<string, string>;
  ink: string;
  muted: string;
  paper: string;
  accent: string;
  edge: string;
}

/** The palette of the theme in force. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim() || "#777";
  return {
    spheres: Object.fromEntries(SPHERES.map((name) => [name, read(`--s-${name}`)])),
    layers: Object.fromEntries(LAYERS.map((name) => [name, read(`--l-${name}`)])),
    ink: read("--ink"),
    muted: read("--muted"),
    paper: read("--surface"),
    accent: read("--accent"),
    edge: read("--edge"),
  };
}
