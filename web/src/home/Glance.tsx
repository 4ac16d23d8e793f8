import { useMemo } from "preact/hooks";
import type { Network } from "../api/networks";
import { titleOf } from "../graph/bubbles";
import { radiusOf, sceneOf } from "../graph/model";
import { useNetwork } from "../graph/network";
import { readTiesState } from "../graph/state";
import { Await } from "../parts/Notice";
import { SHAPES, SPHERES, SphereMark, pathOfShape } from "../parts/spheres";
import { useExplorer } from "../shell/context";

export const AS_IT_OPENS = readTiesState(new URLSearchParams());
const [WIDTH, HEIGHT, MARGIN] = [560, 330, 14];

/** The map of ties as it opens, small: the same network, asked for in the same words. */
export function Glance() {
  const { say, summary, link } = useExplorer();
  const network = useNetwork("/networks/organisations", AS_IT_OPENS);
  if (summary?.counts.ties === 0) {
    return (
      <div class="notice empty" data-no-ties>
        <p>
          <strong>{say("noTies")}</strong>
        </p>
        <p>
          {say("noTiesHint")} <a href={link("/quality")}>{say("noTiesWay")}</a>
        </p>
      </div>
    );
  }
  return (
    <Await loaded={network} what={say("loadingNetwork")}>
      {(data) => <Picture network={data} />}
    </Await>
  );
}

function Picture({ network }: { network: Network }) {
  const { say, label, link, word } = useExplorer();
  const scene = useMemo(() => sceneOf(network, label, () => "", "glance", 0.6), [network]);
  const tied = scene.points.filter((point) => point.degree > 0);
  const [x0, x1] = ends(tied.map((point) => point.x));
  const [y0, y1] = ends(tied.map((point) => point.y));
  const scale = Math.min((WIDTH - 2 * MARGIN) / Math.max(x1 - x0, 1e-9), (HEIGHT - 2 * MARGIN) / Math.max(y1 - y0, 1e-9));
  const at = (index: number): [number, number] => {
    const point = scene.points[index] ?? { x: 0, y: 0 };
    return [WIDTH / 2 + (point.x - (x0 + x1) / 2) * scale, HEIGHT / 2 + (point.y - (y0 + y1) / 2) * scale];
  };
  const path = scene.lines.map((line) => `M${at(line.a).map(round)}L${at(line.b).map(round)}`).join("");
  const shown = SPHERES.filter((sphere) => scene.points.some((point) => point.sphere === sphere && point.degree > 0));
  const about = titleOf(say, network, "glanceLabel");
  return (
    <figure class="glance">
      <a href={link("/ties")} aria-label={`${about} ${say("openMap")}`}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          <path d={path} class="glance-lines" />
          {scene.points.map((point, index) => {
            const [x, y] = at(index);
            const r = Math.max(1.6, radiusOf(point.degree) * 0.55);
            return point.degree > 0 && <path key={point.key} d={pathOfShape(SHAPES[point.sphere], x, y, r)} class={`s-${point.sphere}`} />;
          })}
        </svg>
      </a>
      <figcaption>
        {about}{" "}
        {shown.map((sphere) => (
          <span key={sphere} class="glance-key">
            <SphereMark sphere={sphere} /> {word(sphere)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function ends(values: number[]): [number, number] {
  return values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

const round = (value: number): string => value.toFixed(1);
