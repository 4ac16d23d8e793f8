import { SHAPES, corners } from "../parts/spheres";
import { type Camera, growth } from "./camera";
import type { Point, Scene } from "./model";
import type { Look } from "./paint";
import type { Palette } from "./style";

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

/** Points of one look as one path, then the rings around whoever is chosen; how many there are. */
export function paintPoints(ctx: CanvasRenderingContext2D, scene: Scene, camera: Camera, look: Look, visible: boolean[]): number {
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
