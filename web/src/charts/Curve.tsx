/** Lines over an ordered number. */
import { useExplorer } from "../shell/context";
import { Frame } from "./Frame";
import { extent, ticksOf } from "./axis";

export interface CurvePoint {
  x: number;
  y: number | null;
  low?: number | null;
  high?: number | null;
  expected?: number | null;
}

const LINE_COLOURS = ["var(--s-university)", "var(--s-industry)", "var(--s-government)", "var(--s-civil-society)", "var(--s-hybrid)", "var(--muted)"];
const LINE_DASHES = ["", "7 4", "2 3", "9 3 2 3", "12 4", "4 2"];

/** Lines over an ordered number: removal curves, time series. Lines differ in colour and dash; a band is the null's. */
export function Curve({ series, label, xName }: { series: { name: string; points: CurvePoint[] }[]; label: string; xName: string }) {
  const { number, say } = useExplorer();
  const points = series.flatMap((one) => one.points);
  if (!points.some((p) => p.y !== null)) return <p class="muted">{say("nothingDefined")}</p>;
  const [x0, x1] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  const [y0, y1] = extent(points.flatMap((p) => [p.y, p.low, p.high, p.expected]));
  const [left, top, bottom] = [60, 10, 260];
  const y = (n: number) => bottom - ((n - y0) / (y1 - y0 || 1)) * (bottom - top);
  const whole = points.every((p) => Number.isInteger(p.x)) && x1 > 1000;
  return (
    <figure>
      {series.length > 1 && (
        <ul class="chips key">
          {series.slice(0, 6).map((one, i) => (
            <li key={one.name}>
              <svg width="30" height="10" aria-hidden="true">
                <line x1="0" x2="30" y1="5" y2="5" stroke-width="2.5" stroke-dasharray={LINE_DASHES[i % 6]} style={{ stroke: LINE_COLOURS[i % 6] }} />
              </svg>
              {one.name}
            </li>
          ))}
        </ul>
      )}
      <Frame
        label={label}
        height={300}
        draw={(width) => {
          const right = width - 20;
          const x = (n: number) => left + ((n - x0) / (x1 - x0 || 1)) * (right - left);
          return (
            <>
        {ticksOf(y0, y1).map((tick) => (
          <g key={tick}>
            <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} class="grid" />
            <text x={left - 6} y={y(tick) + 4} text-anchor="end" class="tick">
              {number(tick)}
            </text>
          </g>
        ))}
        {ticksOf(x0, x1, width < 420 ? 4 : 8)
          .filter((tick) => !whole || Number.isInteger(tick))
          .map((tick) => (
            <text key={tick} x={x(tick)} y={bottom + 18} text-anchor="middle" class="tick">
              {whole ? String(tick) : number(tick)}
            </text>
          ))}
        <text x={right} y={bottom + 36} text-anchor="end" class="tick">
          {xName}
        </text>
        {series.slice(0, 6).map((one, i) => {
          const known = one.points.filter((p) => p.y !== null).sort((a, b) => a.x - b.x);
          const band = known.filter((p) => p.low !== null && p.low !== undefined && p.high !== null && p.high !== undefined);
          return (
            <g key={one.name}>
              {band.length > 1 && (
                <path
                  class="null-band"
                  d={`M${band.map((p) => `${x(p.x)} ${y(p.high ?? 0)}`).join("L")}L${[...band].reverse().map((p) => `${x(p.x)} ${y(p.low ?? 0)}`).join("L")}Z`}
                />
              )}
              <path d={`M${known.map((p) => `${x(p.x).toFixed(1)} ${y(p.y ?? 0).toFixed(1)}`).join("L")}`} fill="none" stroke-width="2.4" stroke-dasharray={LINE_DASHES[i % 6]} style={{ stroke: LINE_COLOURS[i % 6] }} />
              {known.length <= 40 &&
                known.map((p) => (
                  <circle key={p.x} cx={x(p.x)} cy={y(p.y ?? 0)} r={3.2} style={{ fill: LINE_COLOURS[i % 6] }}>
                    <title>{`${whole ? p.x : number(p.x)}: ${number(p.y ?? 0)}`}</title>
                  </circle>
                ))}
            </g>
          );
        })}
            </>
          );
        }}
      />
    </figure>
  );
}
