/** Which names stand in the picture, and where: none over another, none cut. */
import { type Camera, growth } from "./camera";
import { crossedBy, crowdOf } from "./crowd";
import type { Point, Scene } from "./model";

export const LABEL_FONT = '12px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif';
export const LINE_HEIGHT = 14;

const WIDEST = 24;
const HUBS = 15;
/** What a covered point costs, in lines; and the most that lines cost. */
const POINT = 20;
const CROSSED = 19;
/** How much wider the name of whoever is chosen is written, and how far its ring reaches beyond the point. */
const BOLD = 1.08;
const RING = 9;
/** What each line's height away from its point costs a name. */
const FAR = 2;
/** Up to so many points every one is named where there is room, whoever is brought forward. */
const FEW = 40;

export interface Label {
  point: Point;
  lines: string[];
  /** The left end, and the middle of the height. */
  x: number;
  y: number;
}

/** A long name in several lines of about the same length. */
export function wrap(text: string, widest = WIDEST): string[] {
  const count = Math.ceil(text.length / widest);
  if (count < 2) return [text];
  const aim = text.length / count;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && (longer.length > widest || longer.length - aim > aim - line.length)) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** The labels that fit: the best tied first, where they cover the fewest points. What must be named (`always`) looks for
 * room further away when there is none beside it; `covered` is where buttons lie. */
export function chooseLabels(
  scene: Scene,
  camera: Camera,
  width: number,
  height: number,
  measure: (text: string) => number,
  options: { lit?: ReadonlySet<string>; always?: readonly (string | undefined)[]; limit?: number; visible?: boolean[]; covered?: [number, number, number, number] } = {},
): Label[] {
  const zoom = camera.scale / camera.base;
  const limit = options.limit ?? Math.min(140, Math.round(((width * height) / 16_000) * Math.min(3, zoom ** 0.6)));
  const first = new Set(options.always ?? []);
  const rank = (point: Point) => (first.has(point.key) ? 1e9 : 0) + (options.lit?.has(point.key) ? 1e6 : 0) + (point.pale ? 0 : 1e3) + point.degree;
  const candidates = scene.points
    .filter((point, i) => (options.visible?.[i] ?? true) && (!options.lit || scene.points.length <= FEW || options.lit.has(point.key) || first.has(point.key)))
    .sort((a, b) => rank(b) - rank(a));
  const taken: [number, number, number, number][] = options.covered ? [options.covered] : [];
  const chosen: Label[] = [];
  const grown = growth(camera);
  const crowd = crowdOf(scene, camera, options.visible);
  const crossed = crossedBy(scene, camera, CROSSED);
  for (const [place, point] of candidates.slice(0, limit * 4).entries()) {
    if (chosen.length >= limit) break;
    const lines = wrap(point.label);
    const forced = first.has(point.key);
    const long = Math.max(...lines.map(measure)) * (forced ? BOLD : 1);
    const half = (lines.length * LINE_HEIGHT) / 2 + 1;
    const [px, py] = [point.x * camera.scale + camera.tx, point.y * camera.scale + camera.ty];
    const away = point.r * grown + (forced ? RING : 5);
    const [right, left, above, below] = [px + away, px - away - long, py - away - half + 2, py + away + half - 2];
    const spots: [number, number, number?][] = [[right, py], [left, py], [px - long / 2, above], [px - long / 2, below], [right - 3, above + 4], [right - 3, below - 4], [left + 3, above + 4], [left + 3, below - 4]];
    if (forced) for (let step = 1; step < 12; step++) for (const x of [right, left, px - long / 2]) spots.push([x, py - step * LINE_HEIGHT, FAR * step], [x, py + step * LINE_HEIGHT, FAR * step]);
    let best: [number, number] | undefined;
    let least = Infinity;
    for (const [wishX, wishY, far = 0] of spots) {
      const x = forced ? Math.max(2, Math.min(wishX, width - long - 2)) : wishX;
      const y = forced ? Math.max(half + 1, Math.min(wishY, height - half - 1)) : wishY;
      const free =
        x >= 2 && x + long <= width - 2 && y >= half && y <= height - half &&
        !taken.some(([a, b, c, d]) => x < c && x + long > a && y - half < d && y + half > b);
      if (!free) continue;
      const covered = far + POINT * crowd.covered(x, y - half + 1, x + long, y + half - 1) + crossed(x, y - half + 2, x + long, y + half - 2);
      if (covered < least) [best, least] = [[x, y], covered];
      if (!covered) break;
    }
    // a name that nobody asked for covers no point, that of a hub as few as it can
    const most = options.lit?.has(point.key) ? Infinity : place < HUBS ? 3 * POINT + CROSSED : CROSSED;
    if (!best || (!forced && least > most)) continue;
    const [x, y] = best;
    taken.push([x, y - half, x + long, y + half]);
    chosen.push({ point, lines, x, y });
  }
  return chosen;
}
