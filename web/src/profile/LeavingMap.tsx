import { geoMercator } from "d3-geo";
import { useMemo, useRef } from "preact/hooks";
import { Await } from "../parts/Notice";
import { useWidth } from "../parts/width";
import { type World, useOutlines, useWorld } from "../places/world";
import { useExplorer } from "../shell/context";
import type { Profile } from "./types";

/** Where ties lead to: a line to each place, as wide as there are ties. */
export function LeavingMap({ profile }: { profile: Profile }) {
  const { say } = useExplorer();
  const world = useWorld();
  return (
    <Await loaded={world} what={say("loadingMap")}>
      {(topology) => <Drawn topology={topology} profile={profile} />}
    </Await>
  );
}

function Drawn({ topology, profile }: { topology: World; profile: Profile }) {
  const { say, label, link, number } = useExplorer();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 260, 720);
  const height = Math.round(width * 0.46);
  const { origin, places } = profile.ties;
  const projection = useMemo(() => {
    const points = [...places, ...(origin ? [origin] : [])].map((one): [number, number] => [one.long, one.lat]);
    const [longs, lats] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [wide, high] = [Math.max(3, (Math.max(...longs) - Math.min(...longs)) * 0.12), Math.max(2, (Math.max(...lats) - Math.min(...lats)) * 0.15)];
    const corners = [
      [Math.min(...longs) - wide, Math.min(...lats) - high],
      [Math.max(...longs) + wide, Math.max(...lats) + high],
    ];
    return geoMercator().fitExtent([[6, 6], [width - 6, height - 6]], { type: "MultiPoint", coordinates: corners });
  }, [places, origin, width, height]);
  const outlines = useOutlines(topology, projection);
  const most = Math.max(...places.map((one) => one.ties), 1);
  const from = origin && projection([origin.long, origin.lat]);
  const spots = places.map((one) => ({ one, at: projection([one.long, one.lat]) })).filter((spot) => spot.at);
  return (
    <div class="map" ref={box}>
      <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={say("profileMapLabel", { name: label(profile.thing), n: places.length })} data-leaving-map={places.length}>
        <rect width={width} height={height} class="sea" />
        <path d={outlines.land} class="land" />
        <path d={outlines.borders} class="borders" />
        {from && spots.map(({ one, at }) => <line key={one.iri} x1={from[0]} y1={from[1]} x2={at?.[0]} y2={at?.[1]} class="leads" stroke-width={1 + (4 * one.ties) / most} />)}
        {spots.map(({ one, at }) => (
          <a key={one.iri} href={link(`/region/${one.key}`)} aria-label={say("profileMapPoint", { name: label(one), ties: number(one.ties) })}>
            <circle cx={at?.[0]} cy={at?.[1]} r={12} class="reach" />
            <circle cx={at?.[0]} cy={at?.[1]} r={4 + (5 * one.ties) / most} />
          </a>
        ))}
        {from && <circle cx={from[0]} cy={from[1]} r={7} class="origin" />}
        {named(spots, width).map(({ one, at }) => (
          <text key={one.iri} x={(at?.[0] ?? 0) + 12} y={(at?.[1] ?? 0) + 4} aria-hidden="true">
            {`${label(one)} (${number(one.ties)})`}
          </text>
        ))}
      </svg>
      <p class="muted small">{say("profileMapCredit")}</p>
    </div>
  );

  /** Those of the names that fit beside each other, the places of most ties first. */
  function named(all: typeof spots, wide: number) {
    const taken: [number, number, number][] = [];
    return all.filter(({ one, at }) => {
      const [x, y] = [(at?.[0] ?? 0) + 12, at?.[1] ?? 0];
      const long = (label(one).length + 5) * 6.6;
      if (x + long > wide || taken.some(([a, b, c]) => Math.abs(y - b) < 14 && x < a + c && x + long > a)) return false;
      taken.push([x, y, long]);
      return true;
    });
  }
}
