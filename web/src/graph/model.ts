/** A picture of a network before it is painted: points and lines in the server's coordinates. */
import type { Network, NetworkNode } from "../api/networks";
import type { Sphere } from "../api/records";
import { sphereOf } from "../parts/spheres";
import { bubbleOf, fillPaper, largestOf } from "./bubbles";
import { placeNodes } from "./layout";
import { separate } from "./separate";

export interface Point {
  key: string;
  label: string;
  x: number;
  y: number;
  /** Radius in pixels at zoom 1. */
  r: number;
  sphere: Sphere;
  degree: number;
  /** For a bubble: how many actors of each sphere it holds. */
  shares?: Partial<Record<Sphere, number>>;
  count?: number;
  community?: string;
  /** In a year: not certainly there. */
  pale?: boolean;
}

export interface Line {
  a: number;
  b: number;
  layer: string;
  modality: string;
  weight: number;
  /** Index into the network's links; -1 for a line between bubbles. */
  link: number;
  /** In a year: merely possible. */
  pale?: boolean;
}

export interface Scene {
  points: Point[];
  lines: Line[];
  index: Map<string, number>;
  box: { x0: number; y0: number; x1: number; y1: number };
}

export const nodeKey = (node: NetworkNode): string => node.key ?? node.id ?? node.iri;

/** The frame of the picture: everything is in it. */
function boxOf(points: Point[]): Scene["box"] {
  if (!points.length) return { x0: -1, y0: -1, x1: 1, y1: 1 };
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const { x, y } of points) {
    box.x0 = Math.min(box.x0, x);
    box.y0 = Math.min(box.y0, y);
    box.x1 = Math.max(box.x1, x);
    box.y1 = Math.max(box.y1, y);
  }
  return box;
}

export function radiusOf(degree: number): number {
  return Math.min(14, 3 + 1.35 * Math.sqrt(degree));
}

/** Every actor a point, every link a line. `layerOf` gives the layer of a tie type; `space` names the pictures in
 * which an actor keeps its place. */
export function sceneOf(
  whole: Network,
  labelOf: (node: NetworkNode) => string,
  layerOf: (type: string) => string,
  space?: string,
  spread?: number,
): Scene {
  const network = largestOf(whole);
  const degrees = new Map<string, number>();
  const sure = new Set<string>();
  for (const link of network.links) {
    if (link.certain !== false) sure.add(link.source).add(link.target);
    degrees.set(link.source, (degrees.get(link.source) ?? 0) + 1);
    degrees.set(link.target, (degrees.get(link.target) ?? 0) + 1);
  }
  const placed = placeNodes(network);
  const gathered = network.level === "communities";
  const points = network.nodes.map((node, i): Point => {
    const key = nodeKey(node);
    const degree = degrees.get(key) ?? 0;
    const [x, y] = placed[i] ?? [0, 0];
    const point: Point = { key, label: labelOf(node), x, y, r: radiusOf(degree), sphere: sphereOf(node.sphere), degree };
    if ((node.size ?? 0) > 1) Object.assign(point, bubbleOf(node));
    if (node.community !== undefined && node.community !== null) point.community = String(node.community);
    if (node.certain === false && !sure.has(key)) point.pale = true;
    return point;
  });
  const index = new Map(points.map((point, i) => [point.key, i]));
  const lines: Line[] = [];
  network.links.forEach((link, i) => {
    const a = index.get(link.source);
    const b = index.get(link.target);
    if (a === undefined || b === undefined || a === b) return;
    const pale = link.certain === false ? { pale: true } : {};
    if (gathered) lines.push({ a, b, layer: "", modality: "stated", weight: Number(link.ties), link: -1, ...pale });
    else lines.push({ a, b, layer: link.layers?.[0] ?? layerOf(link.types[0] ?? ""), modality: link.modality, weight: link.weight ?? 1, link: i, ...pale });
  });
  if (gathered) fillPaper(points);
  if (space !== undefined) separate(points, space, spread, lines.map(({ a, b }) => [a, b] as const), gathered ? 430 : 620);
  return { points, lines, index, box: boxOf(points) };
}

/** The keys next to a point. */
export function neighboursOf(scene: Scene, key: string): Set<string> {
  const at = scene.index.get(key);
  const near = new Set<string>();
  for (const line of scene.lines) {
    const other = line.a === at ? line.b : line.b === at ? line.a : -1;
    const point = scene.points[other];
    if (point) near.add(point.key);
  }
  return near;
}
