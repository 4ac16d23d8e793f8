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
export function PlaceMap({ points, label, file }: { points: MapPoint[]; label: string; file: string }) {
  const { say } = useExplorer();
  const world = useWorld();
  return (
    <Await loaded={world} what={say("loadingMap")}>
      {(topology) => <Drawn topology={topology} points={points} label={label} file={file} />}
    </Await>
  );
}

type Frame = "region" | "world";

function Drawn({ topology, points, label, file }: { topology: World; points: MapPoint[]; label: string; file: string }) {
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
  const labelled = new Set<string>();
  const taken: [number, number, number][] = [];
  for (const { point, at, r } of placed) {
    if (!at || labelled.size >= 40) continue;
    const x = at[0] + r + 4;
    const long = point.label.length * 7;
    if (x + long > width) continue;
    if (taken.some(([a, b, c]) => Math.abs(at[1] - b) < 14 && x < a + c && x + long > a)) continue;
    taken.push([x, at[1], long]);
    labelled.add(point.key);
  }
  return (
    <figure class="map" ref={box}>
      <div class="row">
        {(["region", "world"] as const).map((name) => (
          <button key={name} type="button" class="quiet" aria-pressed={frame === name} onClick={() => navigate(here({ frame: name === "world" ? name : "" }), { keepScroll: true, replace: true })} data-frame={name}>
            {say(name === "region" ? "mapRegion" : "mapWorld")}
          </button>
        ))}
      </div>
      <svg ref={svg} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} data-map-points={placed.length}>
        <rect width={width} height={height} class="sea" />
        <path d={outlines.land} class="land" />
        <path d={outlines.borders} class="borders" />
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
        {placed
          .filter(({ point }) => labelled.has(point.key))
          .map(({ point, at, r }) => (
            <text key={point.key} x={(at?.[0] ?? 0) + r + 4} y={(at?.[1] ?? 0) + 4} aria-hidden="true">
              {point.label}
            </text>
          ))}
      </svg>
      <figcaption class="muted small">{say("mapCredit")}</figcaption>
      <DrawingFiles drawing={svg} file={file} title={label} />
    </figure>
  );
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
