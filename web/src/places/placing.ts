/** Where points of a map of places stand, and their names. */
import { geoMercator } from "d3-geo";
import { LABEL_FONT } from "../graph/labels";

export interface MapPoint {
  key: string;
  label: string;
  lat: number;
  long: number;
  size: number;
  href?: string;
}

export interface Placed {
  point: MapPoint;
  at: [number, number] | null;
  r: number;
}

/** How wide a name is written (places.css). */
function measure(text: string): number {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * 7.5;
  pen.font = LABEL_FONT;
  return pen.measureText(text).width + 4;
}

/** Names beside their circles, the largest first: none over another name or over a circle. */
export function placeLabels(placed: Placed[], width: number): { text: string; x: number; y: number }[] {
  const chosen: { text: string; x: number; y: number }[] = [];
  const taken: [number, number, number, number][] = placed.flatMap(({ at, r }) => (at ? [[at[0] - r, at[1] - r, at[0] + r, at[1] + r] as [number, number, number, number]] : []));
  for (const { point, at, r } of placed) {
    if (!at || chosen.length >= 60) continue;
    const long = measure(point.label);
    const spots = [
      [at[0] + r + 4, at[1] + 4],
      [at[0] - r - 4 - long, at[1] + 4],
      [at[0] - long / 2, at[1] - r - 5],
      [at[0] - long / 2, at[1] + r + 14],
    ] as const;
    const free = spots.find(([x, y]) => x > 2 && x + long < width - 2 && !taken.some(([a, b, c, d]) => x < c && x + long > a && y - 11 < d && y + 3 > b));
    if (!free) continue;
    taken.push([free[0], free[1] - 11, free[0] + long, free[1] + 3]);
    chosen.push({ text: point.label, x: free[0], y: free[1] });
  }
  return chosen;
}

/** The frame around the weighted middle of the points: the region most of them lie in, whatever lies far away. */
export function fitRegion(points: MapPoint[], width: number, height: number) {
  const middle = (value: (point: MapPoint) => number) => {
    const sorted = [...points].sort((a, b) => value(a) - value(b));
    const half = sorted.reduce((sum, point) => sum + point.size, 0) / 2;
    let sum = 0;
    return value(sorted.find((point) => (sum += point.size) >= half) ?? (sorted[0] as MapPoint));
  };
  const [x, y] = [middle((p) => p.long), middle((p) => p.lat)];
  const near = points.filter((point) => Math.abs(point.long - x) < 16 && Math.abs(point.lat - y) < 10);
  const [longs, lats] = [near.map((p) => p.long), near.map((p) => p.lat)];
  const [w, e, s, n] = [Math.min(...longs), Math.max(...longs), Math.min(...lats), Math.max(...lats)];
  const [wide, high] = [Math.max((e - w) * 0.09, 1.5), Math.max((n - s) * 0.12, 1)];
  const corners = [
    [w - wide, s - high],
    [e + wide, n + high],
  ];
  return geoMercator().fitExtent(
    [[12, 12], [width - 12, height - 12]],
    { type: "MultiPoint", coordinates: corners },
  );
}
