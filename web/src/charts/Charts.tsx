/** Pictures of results. Each is an SVG or a table of its own; the full table always stands below. */
import type { ComponentChildren } from "preact";
import type { MetricValue } from "../api/types";
import { useExplorer } from "../shell/context";
import { extent, ticksOf } from "./shape";

export type Name = (part: string | undefined) => string;
export type Open = (value: MetricValue) => void;

const short = (text: string, most = 27) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function Frame({ label, children, width = 720, height, small }: { label: string; children: ComponentChildren; width?: number; height: number; small?: boolean }) {
  return (
    <div class="chart-scroll" tabIndex={0} role="region" aria-label={label}>
      <svg class={small ? "chart small-chart" : "chart"} viewBox={`0 0 ${width} ${height}`} style={{ maxWidth: `${width}px` }} role="img" aria-label={label} data-chart>
        {children}
      </svg>
    </div>
  );
}

function XAxis({ low, high, x, top, bottom }: { low: number; high: number; x: (n: number) => number; top: number; bottom: number }) {
  const { number } = useExplorer();
  return (
    <>
      {ticksOf(low, high).map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={top} y2={bottom} class={tick === 0 ? "axis" : "grid"} />
          <text x={x(tick)} y={bottom + 15} text-anchor="middle" class="tick">
            {number(tick)}
          </text>
        </g>
      ))}
    </>
  );
}

/** A matrix of numbers; depth of colour is size. A real table, so that it reads without the colour. */
export function Heat({ values, rows, columns, name, caption, onOpen }: { values: MetricValue[]; rows: string; columns: string; name: Name; caption: string; onOpen: Open }) {
  const { number, word, say } = useExplorer();
  const down = [...new Set(values.map((v) => v.key[rows] ?? ""))];
  const across = [...new Set(values.map((v) => v.key[columns] ?? ""))];
  const cells = new Map(values.map((v) => [`${v.key[rows]} ${v.key[columns]}`, v]));
  const largest = Math.max(...values.map((v) => Math.abs(v.value ?? 0)), 1e-12);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="heat" data-chart>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td>{`${word(rows)} \\ ${word(columns)}`}</td>
            {across.map((part) => (
              <th key={part} scope="col">
                {name(part)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {down.map((row) => (
            <tr key={row}>
              <th scope="row">{name(row)}</th>
              {across.map((column) => {
                const value = cells.get(`${row} ${column}`);
                if (!value) return <td key={column} />;
                const depth = Math.abs(value.value ?? 0) / largest;
                return (
                  <td key={column} class="num" style={{ background: value.value === null ? undefined : `rgb(var(--heat) / calc(var(--heat-most) * ${depth.toFixed(3)}))` }}>
                    <button type="button" class="cell" onClick={() => onOpen(value)} title={say("openValue")}>
                      {value.value === null ? "–" : number(value.value)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ROLE_FILLS = ["var(--s-university)", "var(--s-industry)", "var(--s-government)", "var(--s-hybrid)", "var(--s-civil-society)", "var(--s-unknown)", "var(--accent)"];

/** One bar an actor, parts stacked; parts differ in colour and in the order they always keep. */
export function Stack({ values, item, part, name, label }: { values: MetricValue[]; item: string; part: string; name: Name; label: string }) {
  const { number, say } = useExplorer();
  const parts = [...new Set(values.map((v) => v.key[part] ?? ""))];
  const totals = new Map<string, number>();
  for (const v of values) totals.set(v.key[item] ?? "", (totals.get(v.key[item] ?? "") ?? 0) + (v.value ?? 0));
  const items = [...totals].filter(([, sum]) => sum > 0).sort((a, b) => b[1] - a[1]).slice(0, 25);
  const most = Math.max(...items.map(([, sum]) => sum), 1);
  const cell = new Map(values.map((v) => [`${v.key[item]} ${v.key[part]}`, v.value ?? 0]));
  const left = 224;
  const x = (n: number) => left + (n / most) * (720 - left - 50);
  if (!items.length) return <p class="muted">{say("allZero")}</p>;
  return (
    <figure>
      <ul class="chips key">
        {parts.map((one, i) => (
          <li key={one}>
            <span class="swatch" style={{ background: ROLE_FILLS[i % ROLE_FILLS.length] }} /> {name(one)}
          </li>
        ))}
      </ul>
      <Frame label={label} height={items.length * 24 + 30}>
        <XAxis low={0} high={most} x={x} top={0} bottom={items.length * 24 + 4} />
        {items.map(([key, sum], i) => {
          let from = 0;
          return (
            <g key={key}>
              <text x={left - 8} y={i * 24 + 16} text-anchor="end">
                {short(name(key))}
              </text>
              {parts.map((one, j) => {
                const size = cell.get(`${key} ${one}`) ?? 0;
                const start = from;
                from += size;
                return size > 0 && (
                  <rect key={one} x={x(start)} y={i * 24 + 4} width={Math.max(x(from) - x(start) - 1, 0.5)} height={16} style={{ fill: ROLE_FILLS[j % ROLE_FILLS.length] }}>
                    <title>{`${name(key)}, ${name(one)}: ${number(size)}`}</title>
                  </rect>
                );
              })}
              <text x={x(sum) + 6} y={i * 24 + 16} class="tick">
                {number(sum)}
              </text>
            </g>
          );
        })}
      </Frame>
      {totals.size > items.length && <p class="muted small">{say("restInTable", { n: totals.size - items.length })}</p>}
    </figure>
  );
}

/** Observed as a dot, what the null gives as a bar of two standard deviations, an interval as a thin line. */
export function Interval({ values, items, name, label }: { values: MetricValue[]; items: string[]; name: Name; label: string }) {
  const { say, number } = useExplorer();
  const item = items.length > 0;
  const known = values.filter((v) => v.value !== null);
  const drawn = known.length > 12 ? known.sort((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 25) : known;
  if (!drawn.length) return <p class="muted">{say("nothingDefined")}</p>;
  const band = (v: MetricValue): [number, number] | undefined =>
    v.expected === null ? undefined : [v.expected - 1.96 * (v.sd ?? 0), v.expected + 1.96 * (v.sd ?? 0)];
  const [low, high] = extent(drawn.flatMap((v) => [v.value, v.low, v.high, v.expected, ...(band(v) ?? [])]));
  const left = item ? 224 : 20;
  const x = (n: number) => left + ((n - low) / (high - low || 1)) * (700 - left);
  const height = drawn.length * 28 + 8;
  return (
    <figure>
      <ul class="chips key">
        <li>
          <svg width="16" height="12" aria-hidden="true">
            <circle cx="8" cy="6" r="5" class="observed" />
          </svg>
          {say("keyObserved")}
        </li>
        {drawn.some((v) => v.expected !== null) && (
          <li>
            <svg width="28" height="12" aria-hidden="true">
              <rect x="1" y="3" width="26" height="6" rx="3" class="null-band" />
              <line x1="14" x2="14" y1="0" y2="12" class="null-mean" />
            </svg>
            {say("keyNull")}
          </li>
        )}
        {drawn.some((v) => v.low !== null) && (
          <li>
            <svg width="28" height="12" aria-hidden="true">
              <line x1="1" x2="27" y1="6" y2="6" class="whisker" />
            </svg>
            {say("keyInterval")}
          </li>
        )}
      </ul>
      <Frame label={label} height={height + 26}>
        <XAxis low={low} high={high} x={x} top={0} bottom={height} />
        {drawn.map((v, i) => {
          const y = i * 28 + 16;
          const around = band(v);
          const p = v.p_adjusted ?? v.p;
          return (
            <g key={i}>
              {item && (
                <text x={left - 8} y={y + 4} text-anchor="end">
                  {short(items.map((one) => name(v.key[one])).join(" – "))}
                </text>
              )}
              {around && (
                <>
                  <rect x={x(around[0])} y={y - 5} width={Math.max(x(around[1]) - x(around[0]), 2)} height={10} rx={5} class="null-band" />
                  <line x1={x(v.expected ?? 0)} x2={x(v.expected ?? 0)} y1={y - 9} y2={y + 9} class="null-mean" />
                </>
              )}
              {v.low !== null && v.high !== null && <line x1={x(v.low)} x2={x(v.high)} y1={y} y2={y} class="whisker" />}
              <circle cx={x(v.value ?? 0)} cy={y} r={6} class={p !== null && p > 0.05 ? "observed same" : "observed"}>
                <title>{`${number(v.value ?? 0)}${v.expected === null ? "" : ` (${say("keyNull")}: ${number(v.expected)})`}`}</title>
              </circle>
            </g>
          );
        })}
      </Frame>
      {values.length > drawn.length && <p class="muted small">{say("restInTable", { n: values.length - drawn.length })}</p>}
    </figure>
  );
}

export function Bars({ values, items, name, label }: { values: MetricValue[]; items: string[]; name: Name; label: string }) {
  const { number, say } = useExplorer();
  const sorted = values.filter((v) => v.value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const drawn = sorted.slice(0, 25);
  if (!drawn.length) return <p class="muted">{say("nothingDefined")}</p>;
  const low = Math.min(0, ...drawn.map((v) => v.value ?? 0));
  const high = Math.max(0, ...drawn.map((v) => v.value ?? 0)) || 1;
  const left = 224;
  const x = (n: number) => left + ((n - low) / (high - low || 1)) * (650 - left);
  return (
    <figure>
      <Frame label={label} height={drawn.length * 23 + 28}>
        <XAxis low={low} high={high} x={x} top={0} bottom={drawn.length * 23 + 4} />
        {drawn.map((v, i) => (
          <g key={i}>
            <text x={left - 8} y={i * 23 + 16} text-anchor="end">
              {short(items.map((one) => name(v.key[one])).join(" – "))}
            </text>
            <rect x={Math.min(x(0), x(v.value ?? 0))} y={i * 23 + 4} width={Math.max(Math.abs(x(v.value ?? 0) - x(0)), 1)} height={15} rx={2} class="bar-fill" />
            <text x={Math.max(x(0), x(v.value ?? 0)) + 6} y={i * 23 + 16} class="tick">
              {number(v.value ?? 0)}
            </text>
          </g>
        ))}
      </Frame>
      {sorted.length > drawn.length && <p class="muted small">{say("restInTable", { n: sorted.length - drawn.length })}</p>}
    </figure>
  );
}

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
  const [left, right, top, bottom] = [60, 700, 10, 260];
  const x = (n: number) => left + ((n - x0) / (x1 - x0 || 1)) * (right - left);
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
      <Frame label={label} height={300}>
        {ticksOf(y0, y1).map((tick) => (
          <g key={tick}>
            <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} class="grid" />
            <text x={left - 6} y={y(tick) + 4} text-anchor="end" class="tick">
              {number(tick)}
            </text>
          </g>
        ))}
        {ticksOf(x0, x1, 8)
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
      </Frame>
    </figure>
  );
}

const STATE_MARK: Record<string, string> = { met: "●", present: "●", partial: "◐", unmet: "○", absent: "○", unknown: "?" };

export function stateOf(value: MetricValue): string {
  if (value.category) return value.category;
  if (value.value === null) return "unknown";
  return value.value >= 2 ? "met" : value.value === 1 ? "present" : "absent";
}

/** What is met, missing or not known, item by item; subjects side by side. */
export function Scorecard({ values, item, about, name, caption, onOpen }: { values: MetricValue[]; item: string; about: string | undefined; name: Name; caption: string; onOpen: Open }) {
  const { word } = useExplorer();
  const items = [...new Set(values.map((v) => v.key[item] ?? ""))];
  const subjects = about ? [...new Set(values.map((v) => v.key[about] ?? ""))] : [""];
  const cell = new Map(values.map((v) => [`${v.key[item]} ${about ? (v.key[about] ?? "") : ""}`, v]));
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="scorecard" data-chart>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{word(item)}</th>
            {subjects.map((subject) => (
              <th key={subject} scope="col">
                {subject ? name(subject) : word("value")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one}>
              <th scope="row">{name(one)}</th>
              {subjects.map((subject) => {
                const value = cell.get(`${one} ${subject}`);
                if (!value) return <td key={subject} />;
                const state = stateOf(value);
                return (
                  <td key={subject}>
                    <button type="button" class={`cell state-${state}`} onClick={() => onOpen(value)}>
                      <span aria-hidden="true">{STATE_MARK[state] ?? "·"}</span> {word(state)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Porter's diamond: four facets at the corners, what lies outside it below. */
export function Diamond({ values, item, name, label }: { values: MetricValue[]; item: string; name: Name; label: string }) {
  const { word, number } = useExplorer();
  const spots: [number, number][] = [[230, 36], [346, 130], [230, 224], [114, 130]];
  const facets = values.slice(0, 4);
  const outside = values.slice(4, 8);
  return (
    <Frame label={label} width={460} height={262 + outside.length * 20} small>
      <path d="M230 36 346 130 230 224 114 130ZM230 36V224M114 130H346" class="diamond-lines" />
      {facets.map((value, i) => {
        const [x, y] = spots[i] ?? [0, 0];
        const state = stateOf(value);
        return (
          <g key={i}>
            <rect x={x - 106} y={y - 27} width={212} height={54} rx={10} class={`facet state-${state}`} />
            <text x={x} y={y - 5} text-anchor="middle" class="strong">
              {short(name(value.key[item]), 31)}
            </text>
            <text x={x} y={y + 15} text-anchor="middle" class="tick">
              {`${STATE_MARK[state] ?? ""} ${word(state)}${value.value !== null ? `, ${number(value.value)}` : ""}`}
            </text>
          </g>
        );
      })}
      {outside.map((value, i) => (
        <text key={i} x={230} y={278 + i * 20} text-anchor="middle">
          {`${name(value.key[item])}: ${word(stateOf(value))}`}
        </text>
      ))}
    </Frame>
  );
}
