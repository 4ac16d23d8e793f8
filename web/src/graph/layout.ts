/** Where nodes stand. The server's positions when it sends them; a small deterministic layout otherwise. */
import type { Network } from "../api/networks";

type XY = [number, number];

export function placeNodes(network: Network): XY[] {
  const placed = network.nodes.every((node) => Number.isFinite(node.x) && Number.isFinite(node.y));
  if (placed) return network.nodes.map((node): XY => [node.x ?? 0, node.y ?? 0]);
  const index = new Map(network.nodes.map((node, i) => [node.key ?? node.id ?? "", i]));
  const pairs: [number, number][] = [];
  for (const link of network.links) {
    const [a, b] = [index.get(link.source), index.get(link.target)];
    if (a !== undefined && b !== undefined && a !== b) pairs.push([a, b]);
  }
  return relax(network.nodes.length, pairs);
}

/** A sunflower: evenly spread points, the same for the same count. */
export function spiral(count: number): XY[] {
  return Array.from({ length: count }, (_, i): XY => {
    const angle = i * 2.399963229728653;
    const radius = Math.sqrt(i + 0.5) * 30;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Fruchterman-Reingold from the sunflower, for at most some hundred nodes; larger ones stay where they start. */
export function relax(count: number, pairs: [number, number][], rounds = 160): XY[] {
  const degree = new Array<number>(count).fill(0);
  for (const pair of pairs) for (const end of pair) degree[end] = (degree[end] ?? 0) + 1;
  // the best tied in the middle, what hangs on it around
  const order = [...degree.keys()].sort((a, b) => (degree[b] ?? 0) - (degree[a] ?? 0) || a - b);
  const spots = spiral(count);
  const at = spots.slice();
  order.forEach((node, place) => (at[node] = spots[place] as XY));
  if (count > 600 || count < 2) return at;
  const ideal = 60;
  const push: XY[] = at.map(() => [0, 0]);
  for (let round = 0; round < rounds; round++) {
    const heat = ideal * (1 - round / rounds) + 0.5;
    for (const p of push) p[0] = p[1] = 0;
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        const [p, q] = [at[i] as XY, at[j] as XY];
        const [dx, dy] = [p[0] - q[0], p[1] - q[1]];
        const square = Math.max(dx * dx + dy * dy, 1);
        const force = (ideal * ideal) / square;
        const [f, g] = [push[i] as XY, push[j] as XY];
        f[0] += dx * force;
        f[1] += dy * force;
        g[0] -= dx * force;
        g[1] -= dy * force;
      }
    }
    for (const [a, b] of pairs) {
      const [p, q, f, g] = [at[a] as XY, at[b] as XY, push[a] as XY, push[b] as XY];
      const [dx, dy] = [p[0] - q[0], p[1] - q[1]];
      const pull = Math.hypot(dx, dy) / ideal;
      f[0] -= dx * pull;
      f[1] -= dy * pull;
      g[0] += dx * pull;
      g[1] += dy * pull;
    }
    for (let i = 0; i < count; i++) {
      const [p, f] = [at[i] as XY, push[i] as XY];
      f[0] -= p[0] * 0.35; // keeps loose parts near
      f[1] -= p[1] * 0.35;
      const size = Math.hypot(f[0], f[1]) || 1;
      const step = Math.min(size, heat) / size;
      p[0] += f[0] * step;
      p[1] += f[1] * step;
    }
  }
  return at;
}
