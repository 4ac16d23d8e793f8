import { useRef } from "preact/hooks";
import type { RoleTie, Thing } from "../api/records";
import { DrawingFiles } from "../parts/DrawingFiles";
import { SHAPES, SPHERES, pathOfShape, sphereOf } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import { wrap } from "./labels";
import { DASHES } from "./style";

const WIDTH = 368;
const AT_MOST = 26;
const ROW = 31;
/** Letters that fit beside a neighbour, in each of two lines. */
const WIDEST = 18;

/** A small picture of one actor and its neighbours, grouped by sphere; every neighbour is a link. */
export function EgoPicture({ centre, ties }: { centre: Thing; ties: RoleTie[] }) {
  const explorer = useExplorer();
  const { say, label, page, word } = explorer;
  const svg = useRef<SVGSVGElement>(null);
  const near = new Map<string, { thing: Thing; layer: string; modality: string; count: number }>();
  for (const tie of ties) {
    if (!tie.other || tie.other.kind !== "actor") continue;
    const found = near.get(tie.other.key);
    if (found) {
      found.count++;
      if (tie.modality === "stated") found.modality = "stated";
    } else near.set(tie.other.key, { thing: tie.other, layer: tie.layer ?? "", modality: tie.modality, count: 1 });
  }
  const all = [...near.values()].sort(
    (a, b) => SPHERES.indexOf(sphereOf(a.thing.sphere)) - SPHERES.indexOf(sphereOf(b.thing.sphere)) || b.count - a.count,
  );
  if (!all.length) return <p class="muted">{say("egoNone")}</p>;
  const drawn = all.slice(0, AT_MOST);
  const height = Math.max(260, Math.ceil(drawn.length / 2) * ROW + 60);
  const [cx, cy] = [WIDTH / 2, height / 2];
  const half = Math.ceil(drawn.length / 2);
  const spot = (i: number): [number, number, "start" | "end"] => {
    const right = i < half;
    const count = right ? half : drawn.length - half;
    const rank = right ? i : drawn.length - 1 - i;
    const t = count === 1 ? 0 : (2 * rank) / (count - 1) - 1;
    const y = cy + t * (height / 2 - 26);
    const x = 40 * Math.sqrt(Math.max(0, 1 - (0.82 * t) ** 2)) + 6;
    return [right ? cx + x : cx - x, y, right ? "start" : "end"];
  };
  const lines = (text: string) => {
    const [first = "", second, ...rest] = wrap(text, WIDEST);
    const last = second === undefined ? undefined : rest.length || second.length > WIDEST ? `${[second, ...rest].join(" ").slice(0, WIDEST - 1).trimEnd()}…` : second;
    return [first.length > WIDEST ? `${first.slice(0, WIDEST - 1)}…` : first, ...(last === undefined ? [] : [last])];
  };
  return (
    <div>
      <svg ref={svg} class="ego" viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-label={say("egoLabel", { name: label(centre), n: all.length })}>
        {drawn.map((one, i) => {
          const [x, y] = spot(i);
          const dash = (DASHES[one.modality] ?? []).join(" ");
          return <line key={one.thing.key} x1={cx} y1={cy} x2={x} y2={y} stroke-dasharray={dash} style={{ stroke: `var(--l-${one.layer || "none"}, var(--edge))` }} />;
        })}
        <path d={pathOfShape(SHAPES[sphereOf(centre.sphere)], cx, cy, 13)} class={`node s-${sphereOf(centre.sphere)}`} />
        {drawn.map((one, i) => {
          const [x, y, anchor] = spot(i);
          const sphere = sphereOf(one.thing.sphere);
          return (
            <a key={one.thing.key} href={page(one.thing)} aria-label={`${label(one.thing)}, ${word(sphere)}`}>
              <rect x={anchor === "start" ? x - 10 : x - 152} y={y - 12} width={162} height={24} fill="transparent" />
              <path d={pathOfShape(SHAPES[sphere], x, y, 7)} class={`node s-${sphere}`} />
              <text y={y + 4} text-anchor={anchor}>
                <title>{label(one.thing)}</title>
                {lines(label(one.thing)).map((text, row, all) => (
                  <tspan key={row} x={anchor === "start" ? x + 13 : x - 13} dy={row ? 12 : 6 * (1 - all.length)}>
                    {text}
                  </tspan>
                ))}
              </text>
            </a>
          );
        })}
      </svg>
      <DrawingFiles drawing={svg} file={`${centre.key}`} title={say("egoLabel", { name: label(centre), n: all.length })} />
      {all.length > AT_MOST && <p class="muted">{say("egoMore", { n: all.length - AT_MOST })}</p>}
    </div>
  );
}
