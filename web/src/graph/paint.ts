/** Painting a scene on a canvas. Lines of one look are one path: ten thousand actors take a fraction of a second in
 * software. */
import { SHAPES, corners } from "../parts/spheres";
import { type Camera, growth } from "./camera";
import { LABEL_FONT, LINE_HEIGHT, chooseLabels } from "./labels";
import type { Line, Point, Scene } from "./model";
import { DASHES, type Palette } from "./style";

export interface Look {
  palette: Palette;
  /** Keys to bring forward; everything else fades. */
  lit?: ReadonlySet<string>;
  /** Lines to bring forward, as indexes. */
  litLines?: ReadonlySet<number>;
  selected?: string;
  hovered?: string;
  /** While the reader drags a large picture lines are left out. */
  hurried?: boolean;
}

/** How much of its strength is left of what is merely possible in the year. */
export const PALE = 0.3;

const LINES_AT_MOST = 30_000;

export interface Painted {
  points: number;
  lines: number;
  labels: number;
}

export function paint(ctx: CanvasRenderingContext2D, scene: Scene, camera: Camera, width: number, height: number, look: Look): Painted {
  // Filled, not cleared: on paper a picture of the dark theme keeps the ground it was made for.
  ctx.fillStyle = look.palette.paper;
  ctx.fillRect(0, 0, width, height);
  const visible = scene.points.map((point) => inside(point, camera, width, height));
  const lines = look.hurried && scene.lines.length > 8000 ? 0 : paintLines(ctx, scene, camera, look, visible);
  const points = paintPoints(ctx, scene, camera, look, visible);
  const labels = paintLabels(ctx, scene, camera, width, height, look, visible);
  return { points, lines, labels };
}

function inside(point: Point, camera: Camera, width: number, height: number): boolean {
  const x = point.x * camera.scale + camera.tx;
  const y = point.y * camera.scale + camera.ty;
  return x > -60 && y > -60 && x < width + 60 && y < height + 60;
}

function paintLines(ctx: CanvasRenderingContext2D, scene: Scene, camera: Camera, look: Look, visible: boolean[]): number {
  const groups = new Map<string, Line[]>();
  let count = 0;
  const some = look.lit || look.litLines;
  scene.lines.forEach((line, i) => {
    if (!visible[line.a] && !visible[line.b]) return;
    if (++count > LINES_AT_MOST) return;
    const [p, q] = [scene.points[line.a], scene.points[line.b]];
    const lit = look.litLines?.has(i) || (look.lit && !look.litLines && p && q && look.lit.has(p.key) && look.lit.has(q.key));
    const width = line.link < 0 ? Math.min(6, 0.5 + Math.log2(1 + line.weight) * 0.55) : 1.15;
    const name = `${some ? (lit ? 1 : 0) : 2}|${line.layer}|${line.modality}|${width.toFixed(1)}|${line.pale ? 1 : 0}`;
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  });
  if (count > LINES_AT_MOST) return 0;
  const dense = scene.lines.length > 4000 ? 0.35 : scene.lines.length > 800 ? 0.6 : 0.8;
  for (const [name, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [state, layer, modality, thick, pale] = name.split("|") as [string, string, string, string, string];
    const width = Number(thick) * (state === "1" ? 2 : 1);
    ctx.beginPath();
    for (const line of group) {
      const [p, q] = [scene.points[line.a], scene.points[line.b]];
      if (!p || !q) continue;
      ctx.moveTo(p.x * camera.scale + camera.tx, p.y * camera.scale + camera.ty);
      ctx.lineTo(q.x * camera.scale + camera.tx, q.y * camera.scale + camera.ty);
    }
    ctx.strokeStyle = look.palette.layers[layer] ?? look.palette.edge;
    ctx.globalAlpha = state === "0" ? 0.12 : (state === "1" ? 1 : dense) * (pale === "1" ? PALE : 1);
    ctx.lineWidth = width;
    ctx.setLineDash((DASHES[modality] ?? []).map((d) => d * Math.max(width, 1)));
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  return count;
}

function traceShape(ctx: CanvasRenderingContext2D, point: Point, x: number, y: number, r: number): void {
  const shape = SHAPES[point.sphere];
  const points = corners(shape, r);
  if (!points.length) {
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  points.forEach(([px, py], i) => (i ? ctx.lineTo(x + px, y + py) : ctx.moveTo(x + px, y + py)));
  ctx.closePath();
}

function paintPoints(ctx: CanvasRenderingContext2D, scene: Scene, camera: Camera, look: Look, visible: boolean[]): number {
  const grown = growth(camera) * (scene.points.length > 4000 ? 0.6 : scene.points.length > 1200 ? 0.8 : 1);
  const groups = new Map<string, Point[]>();
  let count = 0;
  scene.points.forEach((point, i) => {
    if (!visible[i]) return;
    count++;
    const lit = !look.lit || look.lit.has(point.key);
    const state = lit ? (point.pale ? 1 : 2) : 0;
    const name = point.count !== undefined ? `${state}|bubble` : `${state}|${point.sphere}`;
    const group = groups.get(name);
    if (group) group.push(point);
    else groups.set(name, [point]);
  });
  const place = (point: Point): [number, number] => [point.x * camera.scale + camera.tx, point.y * camera.scale + camera.ty];
  for (const [name, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [state, sphere] = name.split("|") as [string, string];
    ctx.globalAlpha = state === "2" ? 1 : state === "1" ? 0.4 : 0.22;
    if (sphere === "bubble") {
      for (const point of group) paintBubble(ctx, point, ...place(point), point.r * grown, look.palette);
      continue;
    }
    const colour = look.palette.spheres[sphere] ?? look.palette.muted;
    ctx.beginPath();
    for (const point of group) traceShape(ctx, point, ...place(point), point.r * grown);
    if (sphere === "unknown") {
      ctx.fillStyle = look.palette.paper;
      ctx.fill();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 2;
      ctx.stroke();
    } else {
      ctx.fillStyle = colour;
      ctx.fill();
      ctx.strokeStyle = look.palette.paper;
      ctx.lineWidth = scene.points.length > 4000 ? 0.5 : 1.2;
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
  for (const [key, colour] of [
    [look.hovered, look.palette.ink],
    [look.selected, look.palette.accent],
  ] as const) {
    const point = key === undefined ? undefined : scene.points[scene.index.get(key) ?? -1];
    if (!point) continue;
    const [x, y] = place(point);
    ctx.beginPath();
    ctx.arc(x, y, point.r * grown + 5, 0, 2 * Math.PI);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2.5;
    ctx.stroke();
  }
  return count;
}

/** How thick the ring of a community is: never more than its circle, whose middle a canvas refuses to pass. */
export function ringOf(r: number): number {
  return Math.min(r, Math.max(3, r * 0.28));
}

function paintBubble(ctx: CanvasRenderingContext2D, point: Point, x: number, y: number, r: number, palette: Palette): void {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  let angle = -Math.PI / 2;
  const thick = ringOf(r);
  for (const [sphere, share] of Object.entries(point.shares ?? {})) {
    const end = angle + (2 * Math.PI * share) / (point.count ?? 1);
    ctx.beginPath();
    ctx.arc(x, y, r - thick / 2, angle, end);
    ctx.strokeStyle = palette.spheres[sphere] ?? palette.muted;
    ctx.lineWidth = thick;
    ctx.stroke();
    angle = end;
  }
  if (r > 13) {
    ctx.fillStyle = palette.ink;
    ctx.font = `600 ${Math.min(13, r * 0.6).toFixed(0)}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(String(point.count), x, y);
  }
}

function paintLabels(ctx: CanvasRenderingContext2D, scene: Scene, camera: Camera, width: number, height: number, look: Look, visible: boolean[]): number {
  ctx.font = LABEL_FONT;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const labels = chooseLabels(scene, camera, width, height, (text) => ctx.measureText(text).width, {
    lit: look.lit,
    always: [look.selected, look.hovered],
    visible,
    covered: [width - 54, height - 140, width, height],
  });
  for (const { lines, x, y, point } of labels) {
    ctx.font = point.key === look.selected ? LABEL_FONT.replace("12px", "600 12px") : LABEL_FONT;
    lines.forEach((text, i) => {
      const at = y + (i - (lines.length - 1) / 2) * LINE_HEIGHT;
      ctx.strokeStyle = look.palette.paper;
      ctx.lineWidth = 3.5;
      ctx.strokeText(text, x, at);
      ctx.fillStyle = look.palette.ink;
      ctx.fillText(text, x, at);
    });
  }
  return labels.length;
}
