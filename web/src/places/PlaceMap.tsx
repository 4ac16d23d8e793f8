import { geoNaturalEarth1 } from "d3-geo";
import { useMemo, useRef } from "preact/hooks";
import { DrawingFiles } from "../parts/DrawingFiles";
import { Await } from "../parts/Notice";
import { useWidth } from "../parts/width";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { type MapPoint, fitRegion, placeLabels } from "./placing";
import { type World, useOutlines, useWorld } from "./world";

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
