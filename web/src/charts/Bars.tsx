import type { MetricValue } from "../api/metrics";
import { useExplorer } from "../shell/context";
import { Distribution } from "./Distribution";
import { Frame, type Name, XAxis, nameRoom, short, tickCount } from "./Frame";

const MOST = 25;

/** The largest values as bars; of many values first how they are spread. */
export function Bars({ values, items, name, label }: { values: Pick<MetricValue, "key" | "value">[]; items: string[]; name: Name; label: string }) {
  const { number, say } = useExplorer();
  const sorted = values.filter((v) => v.value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const drawn = sorted.slice(0, MOST);
  const largest = drawn[0]?.value ?? 0;
  if (!drawn.length) return <p class="muted">{say("nothingDefined")}</p>;
  const many = sorted.length > 2 * MOST;
  // Bars of one length say nothing a sentence does not say.
  const tied = sorted.filter((v) => v.value === largest).length;
  const low = Math.min(0, ...drawn.map((v) => v.value ?? 0));
  const high = Math.max(0, ...drawn.map((v) => v.value ?? 0)) || 1;
  return (
    <figure>
      {many && <Distribution numbers={sorted.map((v) => v.value ?? 0)} label={label} />}
      {tied >= MOST ? (
        <p class="muted">{say("manyLargest", { n: tied, value: number(largest) })}</p>
      ) : (
        <Frame
          label={label}
          height={drawn.length * 23 + 28}
          draw={(width) => {
            const { left, letters } = nameRoom(width);
            const x = (n: number) => left + ((n - low) / (high - low || 1)) * (width - 70 - left);
            return (
              <>
                <XAxis low={low} high={high} x={x} top={0} bottom={drawn.length * 23 + 4} count={tickCount(width)} />
                {drawn.map((v, i) => (
                  <g key={i}>
                    <text x={left - 8} y={i * 23 + 16} text-anchor="end">
                      {short(items.map((one) => name(v.key[one])).join(" – "), letters)}
                    </text>
                    <rect x={Math.min(x(0), x(v.value ?? 0))} y={i * 23 + 4} width={Math.max(Math.abs(x(v.value ?? 0) - x(0)), 1)} height={15} rx={2} class="bar-fill">
                      <title>{`${items.map((one) => name(v.key[one])).join(" – ")}: ${number(v.value ?? 0)}`}</title>
                    </rect>
                    <text x={Math.max(x(0), x(v.value ?? 0)) + 6} y={i * 23 + 16} class="tick">
                      {number(v.value ?? 0)}
                    </text>
                  </g>
                ))}
              </>
            );
          }}
        />
      )}
      {tied < MOST && sorted.length > drawn.length && <p class="muted small">{say("restInTable", { n: sorted.length - drawn.length })}</p>}
    </figure>
  );
}
