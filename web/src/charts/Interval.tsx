import type { ComponentChildren } from "preact";
import type { MetricValue } from "../api/metrics";
import { useExplorer } from "../shell/context";
import { Frame, type Name, XAxis, nameRoom, short, tickCount } from "./Frame";
import { extent } from "./axis";

/** Observed as a dot (hollow: not distinguishable; a square: no null model, or not decided), what holds 95 % of a normal null as
 * a bar, an interval as a thin line. Where a result is judged against a null model and
 * no level was asked for, bounds are what a value could attain (`attain`): two brackets, no line. */
export function Interval({ values, items, name, label, attain }: { values: MetricValue[]; items: string[]; name: Name; label: string; attain: boolean }) {
  const { say, word, number } = useExplorer();
  const item = items.length > 0;
  const known = values.filter((v) => v.value !== null);
  const drawn = known.length > 12 ? known.sort((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 25) : known;
  if (!drawn.length) return <p class="muted">{say("nothingDefined")}</p>;
  const band = (v: MetricValue): [number, number] | undefined =>
    v.expected === null ? undefined : [v.null_low ?? v.expected, v.null_high ?? v.expected];
  const [low, high] = extent(drawn.flatMap((v) => [v.value, v.low, v.high, v.expected, ...(band(v) ?? [])]));
  const bounded = drawn.filter((v) => v.low !== null && v.high !== null);
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
        {drawn.some(isOpen) && (
          <li>
            <svg width="16" height="12" aria-hidden="true">
              <rect x="3" y="1" width="10" height="10" class="observed open" />
            </svg>
            {say("keyOpen")}
          </li>
        )}
        {attain && bounded.length > 0 && (
          <li>
            <svg width="28" height="12" aria-hidden="true">
              <path d="M6 1H2V11H6M22 1H26V11H22" class="bracket" />
            </svg>
            {say("keyAttainable")}
          </li>
        )}
        {!attain && bounded.length > 0 && (
          <li>
            <svg width="28" height="12" aria-hidden="true">
              <line x1="1" x2="27" y1="6" y2="6" class="whisker" />
            </svg>
            {word("interval")}
          </li>
        )}
      </ul>
      <Frame
        label={label}
        height={height + 26}
        draw={(width) => {
          const { left, letters } = item ? nameRoom(width) : { left: 20, letters: 0 };
          const x = (n: number) => left + ((n - low) / (high - low || 1)) * (width - 20 - left);
          return (
            <>
        <XAxis low={low} high={high} x={x} top={0} bottom={height} count={tickCount(width)} />
        {drawn.map((v, i) => {
          const y = i * 28 + 16;
          const around = band(v);
          const p = v.p_adjusted ?? v.p;
          return (
            <g key={i}>
              {item && (
                <text x={left - 8} y={y + 4} text-anchor="end">
                  {short(items.map((one) => name(v.key[one])).join(" – "), letters)}
                </text>
              )}
              {around && (
                <>
                  <rect x={x(around[0])} y={y - 5} width={Math.max(x(around[1]) - x(around[0]), 2)} height={10} rx={5} class="null-band" />
                  <line x1={x(v.expected ?? 0)} x2={x(v.expected ?? 0)} y1={y - 9} y2={y + 9} class="null-mean" />
                </>
              )}
              {v.low !== null &&
                v.high !== null &&
                (attain ? (
                  <path d={`M${x(v.low) + 4} ${y - 7}h-4v14h4M${x(v.high) - 4} ${y - 7}h4v14h-4`} class="bracket" />
                ) : (
                  <line x1={x(v.low)} x2={x(v.high)} y1={y} y2={y} class="whisker" />
                ))}
              <Mark x={x(v.value ?? 0)} y={y} open={isOpen(v)} hollow={v.verdict ? v.verdict === "not-distinguishable" : p !== null && p > 0.05}>
                <title>{`${number(v.value ?? 0)}${v.expected === null ? "" : ` (${say("keyNull")}: ${number(v.expected)})`}`}</title>
              </Mark>
            </g>
          );
        })}
            </>
          );
        }}
      />
      {values.length > drawn.length && <p class="muted small">{say("restInTable", { n: values.length - drawn.length })}</p>}
    </figure>
  );
}

/** Not judged: there is no null model for it, or the draws do not decide. */
const isOpen = (v: MetricValue): boolean => v.verdict === "no-null" || v.verdict === "undecided";

function Mark({ x, y, open, hollow, children }: { x: number; y: number; open: boolean; hollow: boolean; children: ComponentChildren }) {
  if (open) {
    return (
      <rect x={x - 5} y={y - 5} width={10} height={10} class="observed open">
        {children}
      </rect>
    );
  }
  return (
    <circle cx={x} cy={y} r={6} class={hollow ? "observed same" : "observed"}>
      {children}
    </circle>
  );
}
