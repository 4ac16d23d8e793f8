import { geoMercator, geoNaturalEarth1 } from "d3-geo";
import { useMemo, useRef } from "preact/hooks";
import { DrawingFiles } from "../parts/DrawingFiles";
import { Await } from "../parts/Notice";
import { useWidth } from "../parts/width";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { type World, useOutlines, useWorld } from "./world";

export interface MapPoint {
  key: string;
  label: string;
  lat: number;
  long: number;
  size: number;
  href?: string;
}

const WIDEST = 1200;

/** Points on the outlines of countries. */
export function PlaceMap({ points, ties = [], label, file }: { points: MapPoint[]; ties?: PlaceTie[]; label: string; file: string }) {
  const { say } = useExplorer();
  const world = useWorld();
  return (
    <Await loaded={world} what={say("loadingMap")}>
      {(topology) => <Drawn topology={topology} points={points} ties={ties} label={label} file={file} />}
    </Await>
  );
}

/** Ties between two places. */
export interface PlaceTie {
  a: string;
  b: string;
  count: number;
  /** In a year: none of them is certain. */
  pale: boolean;
}

type Frame = "region" | "world";

function Drawn({ topology, points, ties, label, file }: { topology: World; points: MapPoint[]; ties: PlaceTie[]; label: string; file: string }) {
  const { say, number, place, here } = useExplorer();
  const box = useRef<HTMLElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(box, 280, WIDEST);
  const height = Math.round(width < 560 ? width * 0.8 : Math.min(width * 0.52, 620));
  const frame: Frame = place.query.get("frame") === "world" ? "world" : "region";
  const projection = useMemo(
    () => (frame === "world" ? geoNaturalEarth1().fitExtent([[8, 8], [width - 8, height - 8]], { type: "Sphere" }) : fitRegion(points, width, height)),
    [frame, points, width, height],
  );
  const outlines = useOutlines(topology, projection);
  const largest = Math.max(...points.map((point) => point.size), 1);
  const placed = points
    .map((point) => ({ point, at: projection([point.long, point.lat]), r: 4 + (width < 560 ? 10 : 17) * Math.sqrt(point.size / largest) }))
    .filter((one) => one.at && one.at[0] > 0 && one.at[0] < width && one.at[1] > 0 && one.at[1] < height)
    .sort((a, b) => b.r - a.r);
  const labels = placeLabels(placed, width);
  const spots = new Map(points.map((point) => [point.key, { point, at: projection([point.long, point.lat]) }]));
  const drawn = ties.flatMap((tie) => {
    const [p, q] = [spots.get(tie.a), spots.get(tie.b)];
    return p?.at && q?.at ? [{ tie, p, q, from: p.at, to: q.at }] : [];
  });
  return (
    <figure class="map" ref={box}>
      <div class="row">
        {(["region", "world"] as const).map((name) => (
          <button key={name} type="button" class="quiet" aria-pressed={frame === name} onClick={() => navigate(here({ frame: name === "world" ? name : "" }), { keepScroll: true, replace: true })} data-frame={name}>
            {say(name === "region" ? "mapRegion" : "mapWorld")}
          </button>
        ))}
      </div>
      <svg ref={svg} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} data-map-points={placed.length} data-map-ties={drawn.length}>
        <rect width={width} height={height} class="sea" />
        <path d={outlines.land} class="land" />
        <path d={outlines.borders} class="borders" />
        {drawn.map(({ tie, p, q, from, to }) => (
          <path key={`${tie.a} ${tie.b}`} class={tie.pale ? "place-tie pale" : "place-tie"} d={arc(from, to)} stroke-width={1 + Math.log2(tie.count)}>
            <title>{say("placeTie", { a: p.point.label, b: q.point.label, n: tie.count })}</title>
          </path>
        ))}
        {placed.map(({ point, at, r }) => {
          const circle = <circle key={point.key} cx={at?.[0]} cy={at?.[1]} r={r} />;
          return point.href ? (
            <a key={point.key} href={point.href} aria-label={say("mapPoint", { name: point.label, n: number(point.size) })}>
              {circle}
            </a>
          ) : (
            circle
          );
        })}
        {labels.map(({ text, x, y }) => (
          <text key={`${x} ${y}`} x={x} y={y} aria-hidden="true">
            {text}
          </text>
        ))}
      </svg>
      <figcaption class="muted small">{say("mapCredit")}</figcaption>
      <DrawingFiles drawing={svg} file={file} title={label} />
    </figure>
  );
}

/** A line between two places, bent a little so that lines over each other come apart. */
function arc([x0, y0]: [number, number], [x1, y1]: [number, number]): string {
  const [mx, my] = [(x0 + x1) / 2 + (y1 - y0) * 0.12, (y0 + y1) / 2 - (x1 - x0) * 0.12];
  return `M${x0.toFixed(1)} ${y0.toFixed(1)}Q${mx.toFixed(1)} ${my.toFixed(1)} ${x1.toFixed(1)} ${y1.toFixed(1)}`;
}

interface Placed {
  point: MapPoint;
  at: [number, number] | null;
  r: number;
}

/** Names beside their circles, the largest first: none over another name or over a circle. */
function placeLabels(placed: Placed[], width: number): { text: string; x: number; y: number }[] {
  const chosen: { text: string; x: number; y: number }[] = [];
  const taken: [number, number, number, number][] = placed.flatMap(({ at, r }) => (at ? [[at[0] - r, at[1] - r, at[0] + r, at[1] + r] as [number, number, number, number]] : []));
  for (const { point, at, r } of placed) {
    if (!at || chosen.length >= 60) continue;
    const long = point.label.length * 6.8;
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
function fitRegion(points: MapPoint[], width: number, height: number) {
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
