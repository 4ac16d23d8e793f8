import type { MetricValue } from "../api/metrics";
import { useExplorer } from "../shell/context";
import { Frame, type Name, XAxis, nameRoom, short, tickCount } from "./Frame";

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
      <Frame
        label={label}
        height={items.length * 24 + 30}
        draw={(width) => {
          const { left, letters } = nameRoom(width);
          const x = (n: number) => left + (n / most) * (width - left - 50);
          return (
            <>
        <XAxis low={0} high={most} x={x} top={0} bottom={items.length * 24 + 4} count={tickCount(width)} />
        {items.map(([key, sum], i) => {
          let from = 0;
          return (
            <g key={key}>
              <text x={left - 8} y={i * 24 + 16} text-anchor="end">
                {short(name(key), letters)}
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
            </>
          );
        }}
      />
      {totals.size > items.length && <p class="muted small">{say("restInTable", { n: totals.size - items.length })}</p>}
    </figure>
  );
}
