import { type GeoPermissibleObjects, geoMercator, geoNaturalEarth1, geoPath } from "d3-geo";
import { useMemo, useState } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-50m.json?url";
import { getJson } from "../api/client";
import { Await } from "../parts/Notice";
import { useExplorer, useLoad } from "../shell/context";

export interface MapPoint {
  key: string;
  label: string;
  lat: number;
  long: number;
  size: number;
  href?: string;
}

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

const WIDTH = 960;
const HEIGHT = 540;

/** Points on the outlines of countries (Natural Earth, public domain), bundled: no tiles, no request outside. */
export function PlaceMap({ points, label, onSvg }: { points: MapPoint[]; label: string; onSvg?: (svg: SVGSVGElement | null) => void }) {
  const { say } = useExplorer();
  const world = useLoad<World>("atlas", () => getJson<World>(atlas));
  return (
    <Await loaded={world} what={say("loadingMap")}>
      {(topology) => <Drawn topology={topology} points={points} label={label} onSvg={onSvg} />}
    </Await>
  );
}

type Frame = "region" | "world";

function Drawn({ topology, points, label, onSvg }: { topology: World; points: MapPoint[]; label: string; onSvg?: (svg: SVGSVGElement | null) => void }) {
  const { say, number } = useExplorer();
  const [frame, setFrame] = useState<Frame>("region");
  const shapes = useMemo(
    () => ({ land: feature(topology, topology.objects.land), borders: mesh(topology, topology.objects.countries, (a, b) => a !== b) }),
    [topology],
  );
  const drawing = useMemo(() => {
    const world = geoNaturalEarth1().fitExtent([[8, 8], [WIDTH - 8, HEIGHT - 8]], { type: "Sphere" });
    const projection = frame === "world" ? world : fitRegion(points);
    const path = geoPath(projection);
    const draw = (shape: GeoPermissibleObjects) => path(shape) ?? "";
    return { projection, land: draw(shapes.land), borders: draw(shapes.borders) };
  }, [frame, points, shapes]);
  const largest = Math.max(...points.map((point) => point.size), 1);
  const placed = points
    .map((point) => ({ point, at: drawing.projection([point.long, point.lat]), r: 4 + 17 * Math.sqrt(point.size / largest) }))
    .filter((one) => one.at && one.at[0] > 0 && one.at[0] < WIDTH && one.at[1] > 0 && one.at[1] < HEIGHT)
    .sort((a, b) => b.r - a.r);
  const labelled = new Set<string>();
  const taken: [number, number, number][] = [];
  for (const { point, at, r } of placed) {
    if (!at || labelled.size >= 40) continue;
    const x = at[0] + r + 4;
    const long = point.label.length * 7;
    if (taken.some(([a, b, c]) => Math.abs(at[1] - b) < 14 && x < a + c && x + long > a)) continue;
    taken.push([x, at[1], long]);
    labelled.add(point.key);
  }
  return (
    <figure class="map">
      <div class="row">
        {(["region", "world"] as const).map((name) => (
          <button key={name} type="button" class="quiet" aria-pressed={frame === name} onClick={() => setFrame(name)}>
            {say(name === "region" ? "mapRegion" : "mapWorld")}
          </button>
        ))}
      </div>
      <svg ref={onSvg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={label} data-map-points={placed.length}>
        <rect width={WIDTH} height={HEIGHT} class="sea" />
        <path d={drawing.land} class="land" />
        <path d={drawing.borders} class="borders" />
        {placed.map(({ point, at, r }) => {
          const circle = <circle cx={at?.[0]} cy={at?.[1]} r={r} />;
          const text = labelled.has(point.key) && (
            <text x={(at?.[0] ?? 0) + r + 4} y={(at?.[1] ?? 0) + 4}>
              {point.label}
            </text>
          );
          return point.href ? (
            <a key={point.key} href={point.href} aria-label={say("mapPoint", { name: point.label, n: number(point.size) })}>
              {circle}
              {text}
            </a>
          ) : (
            <g key={point.key}>
              {circle}
              {text}
            </g>
          );
        })}
      </svg>
      <figcaption class="muted small">{say("mapCredit")}</figcaption>
    </figure>
  );
}

/** The frame in which the weight of the points lies: the middle nine tenths, so that a far one does not shrink it. */
function fitRegion(points: MapPoint[]) {
  const weighted = (value: (point: MapPoint) => number, share: number) => {
    const sorted = [...points].sort((a, b) => value(a) - value(b));
    const total = sorted.reduce((sum, point) => sum + point.size, 0);
    let sum = 0;
    for (const point of sorted) {
      sum += point.size;
      if (sum >= share * total) return value(point);
    }
    return 0;
  };
  const [w, e] = [weighted((p) => p.long, 0.05), weighted((p) => p.long, 0.95)];
  const [s, n] = [weighted((p) => p.lat, 0.05), weighted((p) => p.lat, 0.95)];
  const wide = Math.max(e - w, 6) * 0.18;
  const high = Math.max(n - s, 4) * 0.25;
  const corners = [
    [w - wide, s - high],
    [e + wide, n + high],
  ];
  return geoMercator().fitExtent(
    [[20, 20], [WIDTH - 20, HEIGHT - 20]],
    { type: "MultiPoint", coordinates: corners },
  );
}
