/** Parts of a network without a tie between them move together, so that no empty paper lies in between. */
import type { Point } from "./model";

const STEPS = 40;

/** Moves every part but the largest (in place) towards it, each on its own ray, until it would touch what is there. */
export function pack(points: Point[], pairs: readonly (readonly [number, number])[]): void {
  const parts = partsOf(points.length, pairs).sort((a, b) => b.length - a.length);
  const first = parts[0];
  if (!first || parts.length < 2) return;
  const there = first.map((i) => points[i] as Point);
  const [x0, x1] = [Math.min(...there.map((p) => p.x)), Math.max(...there.map((p) => p.x))];
  const [y0, y1] = [Math.min(...there.map((p) => p.y)), Math.max(...there.map((p) => p.y))];
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const room = Math.max(x1 - x0, y1 - y0) * 0.06;
  for (const part of parts.slice(1)) {
    const own = part.map((i) => points[i] as Point);
    const mean = (value: (p: Point) => number) => own.reduce((sum, p) => sum + value(p), 0) / own.length;
    const [mx, my] = [mean((p) => p.x), mean((p) => p.y)];
    const reach = Math.max(...own.map((p) => Math.hypot(p.x - mx, p.y - my))) + room;
    let best = 0;
    for (let step = 1; step < STEPS; step++) {
      const t = step / STEPS;
      const [x, y] = [mx + (cx - mx) * t, my + (cy - my) * t];
      if (there.some((p) => Math.abs(p.x - x) < reach && Math.abs(p.y - y) < reach && Math.hypot(p.x - x, p.y - y) < reach)) break;
      best = t;
    }
    for (const p of own) {
      p.x += (cx - mx) * best;
      p.y += (cy - my) * best;
    }
    there.push(...own);
  }
}

function partsOf(count: number, pairs: readonly (readonly [number, number])[]): number[][] {
  const head = Array.from({ length: count }, (_, i) => i);
  const find = (i: number): number => {
    while (head[i] !== i) i = head[i] = head[head[i] as number] as number;
    return i;
  };
  for (const [a, b] of pairs) head[find(a)] = find(b);
  const parts = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const root = find(i);
    const part = parts.get(root);
    if (part) part.push(i);
    else parts.set(root, [i]);
  }
  return [...parts.values()];
}
