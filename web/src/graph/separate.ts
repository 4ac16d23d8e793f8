/** Making room: nodes that would cover each other move apart a little. Who has been placed once stays there, so that a
 * picture keeps its shape from year to year and filter to filter. */
import type { Point } from "./model";
import { pack } from "./pack";

const settled = new Map<string, Map<string, [number, number]>>();

/** Moves points (in place) so that none covers another when the picture is drawn about `width` pixels wide. */
export function separate(points: Point[], space: string, spread = 0.8, pairs: readonly (readonly [number, number])[] = [], width = 620): void {
  const known = settled.get(space) ?? new Map<string, [number, number]>();
  settled.set(space, known);
  if (points.length > 3000) return;
  gather(points, spread);
  if (pairs.length && !points.some((point) => known.has(point.key))) pack(points, pairs);
  const xs = points.map((point) => point.x).sort((a, b) => a - b);
  const ys = points.map((point) => point.y).sort((a, b) => a - b);
  const middle = (list: number[]) => (list[Math.floor(list.length * 0.98)] ?? 0) - (list[Math.floor(list.length * 0.02)] ?? 0);
  const pixel = Math.max(middle(xs), middle(ys), 1e-9) / width;
  const fixed = points.map((point) => {
    const place = known.get(point.key);
    if (place) [point.x, point.y] = place;
    return place !== undefined;
  });
  if (fixed.every(Boolean)) return;
  const reach = points.map((point) => (point.r + 8) * pixel);
  const cell = 2 * Math.max(...reach);
  for (let round = 0; round < 90; round++) {
    const grid = new Map<string, number[]>();
    points.forEach((point, i) => {
      const name = `${Math.floor(point.x / cell)} ${Math.floor(point.y / cell)}`;
      const list = grid.get(name);
      if (list) list.push(i);
      else grid.set(name, [i]);
    });
    let moved = false;
    points.forEach((p, i) => {
      const [cx, cy] = [Math.floor(p.x / cell), Math.floor(p.y / cell)];
      for (let gx = cx - 1; gx <= cx + 1; gx++) {
        for (let gy = cy - 1; gy <= cy + 1; gy++) {
          for (const j of grid.get(`${gx} ${gy}`) ?? []) {
            const q = points[j];
            if (j <= i || !q || (fixed[i] && fixed[j])) continue;
            const need = (reach[i] ?? 0) + (reach[j] ?? 0);
            let [dx, dy] = [q.x - p.x, q.y - p.y];
            const apart = Math.hypot(dx, dy);
            if (apart >= need) continue;
            if (apart < 1e-9) [dx, dy] = [Math.cos(i + j), Math.sin(i + j)];
            const push = (need - apart) / (apart < 1e-9 ? 1 : apart);
            const [mine, other] = fixed[i] ? [0, 1] : fixed[j] ? [1, 0] : [0.5, 0.5];
            p.x -= dx * push * mine;
            p.y -= dy * push * mine;
            q.x += dx * push * other;
            q.y += dy * push * other;
            moved = true;
          }
        }
      }
    });
    if (!moved) break;
  }
  for (const point of points) known.set(point.key, [point.x, point.y]);
}

/** Draws far points nearer, each on its own ray from the middle: what lies close together gets the room. */
function gather(points: Point[], power: number): void {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const few = points.length < 150;
  const [cx, cy] = few ? [middle(points.map((p) => p.x)), middle(points.map((p) => p.y))] : [0, 0];
  for (const point of points) {
    const [dx, dy] = [point.x - cx, point.y - cy];
    const far = Math.hypot(dx, dy);
    if (far < 1e-9) continue;
    const near = far ** power;
    point.x = (dx / far) * near;
    point.y = (dy / far) * near;
  }
}
