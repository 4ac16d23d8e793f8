/** The legend of a picture file: every mark that is in the picture, in as many rows as it takes. */
import { SHAPES, SPHERES, pathOfShape } from "../parts/spheres";
import type { Scene } from "./model";
import { PALE } from "./paintlines";
import { DASHES, LAYERS, MODALITIES, type Palette } from "./style";

export const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

/** What a picture file says beside the picture. */
export interface Caption {
  title: string;
  source: string;
  word: (name: string) => string;
}

const ROW = 20;

export function writeLegend(scene: Scene, width: number, top: number, palette: Palette, { word }: Pick<Caption, "word">): { text: string; height: number } {
  const out: string[] = [];
  let [x, y] = [12, top];
  const put = (name: string, wide: number, mark: (x: number, y: number) => string) => {
    const long = wide + 8 + name.length * 6.6 + 18;
    if (x > 12 && x + long > width) [x, y] = [12, y + ROW];
    out.push(mark(x, y), `<text x="${x + wide + 7}" y="${y + 4}" font-size="12" fill="${palette.ink}">${escape(name)}</text>`);
    x += long;
  };
  const line = (colour: string, dashes: number[] = [], opacity = 1) => (at: number, down: number) =>
    `<line x1="${at}" y1="${down}" x2="${at + 28}" y2="${down}" stroke="${colour}" stroke-width="2"${opacity < 1 ? ` stroke-opacity="${opacity}"` : ""}${dashes.length ? ` stroke-dasharray="${dashes.map((d) => d * 1.4).join(" ")}"` : ""}/>`;
  const group = () => {
    if (x > 12) [x, y] = [12, y + ROW];
  };
  for (const sphere of SPHERES.filter((name) => scene.points.some((point) => point.sphere === name || point.shares?.[name]))) {
    const colour = palette.spheres[sphere] ?? palette.muted;
    const hollow = sphere === "unknown";
    put(word(sphere), 14, (at, down) => `<path d="${pathOfShape(SHAPES[sphere], at + 7, down, 6)}" fill="${hollow ? "none" : colour}" stroke="${hollow ? colour : "none"}" stroke-width="2"/>`);
  }
  if (scene.points.some((point) => point.count !== undefined)) {
    put(word("community"), 14, (at, down) => `<circle cx="${at + 7}" cy="${down}" r="5" fill="none" stroke="${palette.muted}" stroke-width="3"/>`);
  }
  group();
  const own = scene.lines.filter((one) => one.link >= 0);
  for (const modality of MODALITIES.filter((name) => own.some((one) => one.modality === name))) put(word(modality), 28, line(palette.ink, DASHES[modality]));
  if (scene.lines.some((one) => one.pale)) {
    put(word("certain"), 28, line(palette.ink));
    put(word("merely-possible"), 28, line(palette.ink, [], PALE));
  }
  group();
  for (const layer of LAYERS.filter((name) => own.some((one) => one.layer === name))) put(word(layer), 28, line(palette.layers[layer] ?? palette.edge));
  group();
  return { text: out.join("\n"), height: y - top };
}
