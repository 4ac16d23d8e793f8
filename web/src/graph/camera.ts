/** From the scene's coordinates to pixels. */
import type { Scene } from "./model";

export interface Camera {
  scale: number;
  /** Pixel of the scene's origin. */
  tx: number;
  ty: number;
  /** The scale at which everything fits: zoom 1. */
  base: number;
  /** How large marks are: below 1 where many points share a small frame. */
  marks?: number;
}

/** Square pixels a point wants around it. */
const ROOM = 1300;

export function fit(scene: Scene, width: number, height: number, least = 46): Camera {
  const margin = scene.points.reduce((most, point) => Math.max(most, point.r + 10), least); // the largest mark fits, too
  const { x0, y0, x1, y1 } = scene.box;
  // a handful of points does not spread over the whole frame
  const most = scene.points.length < 8 ? 150 * (scene.points.length - 1) : Infinity;
  const scale = Math.min(Math.min(most, width - 2 * margin) / Math.max(x1 - x0, 1e-9), Math.min(most, height - 2 * margin) / Math.max(y1 - y0, 1e-9));
  const bounded = Number.isFinite(scale) && scale > 0 ? Math.min(scale, 1e6) : 1;
  const one = scene.points.length < 2 ? 1 : bounded;
  return { scale: one, tx: width / 2 - (one * (x0 + x1)) / 2, ty: height / 2 - (one * (y0 + y1)) / 2, base: one, marks: Math.min(1, Math.max(0.45, Math.sqrt((width * height) / (scene.points.length * ROOM)))) };
}

export function zoomAt(camera: Camera, factor: number, px: number, py: number): Camera {
  const scale = Math.min(Math.max(camera.scale * factor, camera.base * 0.2), camera.base * 60);
  const real = scale / camera.scale;
  return { ...camera, scale, tx: px - (px - camera.tx) * real, ty: py - (py - camera.ty) * real };
}

export function centreOn(camera: Camera, x: number, y: number, width: number, height: number): Camera {
  return { ...camera, tx: width / 2 - x * camera.scale, ty: height / 2 - y * camera.scale };
}

/** A screen higher than wide shows the scene turned by a quarter: the layout lies along x. */
export function turn(scene: Scene): Scene {
  const { x0, y0, x1, y1 } = scene.box;
  const points = scene.points.map((point) => ({ ...point, x: -point.y, y: point.x }));
  return { ...scene, points, box: { x0: -y1, y0: x0, x1: -y0, y1: x1 } };
}

/** Where the reader looks, for the address: the middle of the frame in the layout's coordinates, and the zoom. "" when
 * everything is fitted. */
export function writeView(camera: Camera, fitted: Camera, width: number, height: number, turned: boolean): string {
  const zoom = camera.scale / camera.base;
  const [x, y] = [(width / 2 - camera.tx) / camera.scale, (height / 2 - camera.ty) / camera.scale];
  const off = Math.hypot(camera.tx - fitted.tx, camera.ty - fitted.ty);
  if (Math.abs(zoom - 1) < 0.01 && off < 2) return "";
  const round = (n: number) => Number(n.toPrecision(5));
  return [...(turned ? [round(y), round(-x)] : [round(x), round(y)]), round(Number(zoom.toFixed(3)))].join(",");
}

export function readView(text: string, fitted: Camera, width: number, height: number, turned: boolean): Camera {
  const [x, y, zoom] = text.split(",").map(Number);
  if (![x, y, zoom].every((n) => Number.isFinite(n)) || !zoom || zoom < 0) return fitted;
  const scale = fitted.base * Math.min(60, Math.max(0.2, zoom));
  const [px, py] = turned ? [-(y ?? 0), x ?? 0] : [x ?? 0, y ?? 0];
  return centreOn({ ...fitted, scale }, px, py, width, height);
}

/** Points grow a little when one comes near, far less than distances do. */
export function growth(camera: Camera): number {
  return (camera.marks ?? 1) * Math.min(3, Math.max(0.55, (camera.scale / camera.base) ** 0.35));
}

/** The nearest point in a direction (keyboard), in pixels; ahead counts more than aside. */
export function nextPoint(scene: Scene, from: number, dx: number, dy: number): number {
  const start = scene.points[from];
  if (!start) return scene.points.length ? 0 : -1;
  let best = from;
  let least = Infinity;
  scene.points.forEach((point, i) => {
    const [x, y] = [point.x - start.x, point.y - start.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (i === from || ahead <= 0 || aside > 2 * ahead) return;
    const cost = ahead + 2 * aside;
    if (cost < least) {
      least = cost;
      best = i;
    }
  });
  return best;
}

/** The point under a pixel, or -1. */
export function pointAt(scene: Scene, camera: Camera, px: number, py: number): number {
  const grown = growth(camera);
  let found = -1;
  let nearest = Infinity;
  for (let i = 0; i < scene.points.length; i++) {
    const point = scene.points[i];
    if (!point) continue;
    const distance = Math.hypot(point.x * camera.scale + camera.tx - px, point.y * camera.scale + camera.ty - py);
    if (distance <= Math.max(point.r * grown + 4, 12) && distance < nearest) {
      nearest = distance;
      found = i;
    }
  }
  return found;
}

/** The line under a pixel, or -1. */
export function lineAt(scene: Scene, camera: Camera, px: number, py: number): number {
  let found = -1;
  let nearest = 6;
  scene.lines.forEach((line, i) => {
    const [p, q] = [scene.points[line.a], scene.points[line.b]];
    if (!p || !q) return;
    const [ax, ay] = [p.x * camera.scale + camera.tx, p.y * camera.scale + camera.ty];
    const [bx, by] = [q.x * camera.scale + camera.tx, q.y * camera.scale + camera.ty];
    const square = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const t = Math.min(1, Math.max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / square));
    const distance = Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay));
    if (distance < nearest) {
      nearest = distance;
      found = i;
    }
  });
  return found;
}
