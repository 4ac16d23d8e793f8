import { useExplorer } from "../shell/context";
import { Frame, tickCount } from "./Frame";
import { binsOf, ticksOf } from "./axis";

/** How many values lie where: a histogram. */
export function Distribution({ numbers, label }: { numbers: number[]; label: string }) {
  const { number, say } = useExplorer();
  const bins = binsOf(numbers);
  const [first, last] = [bins[0], bins[bins.length - 1]];
  if (!first || !last || bins.length < 2) return null;
  const most = Math.max(...bins.map((bin) => bin.count));
  const sorted = [...numbers].sort((a, b) => a - b);
  const median = ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
  const [top, bottom] = [8, 128];
  return (
    <div data-distribution>
      <p class="muted small">{say("distribution", { n: numbers.length, median: number(median) })}</p>
      <Frame
        label={`${label} ${say("distribution", { n: numbers.length, median: number(median) })}`}
        height={bottom + 22}
        draw={(width) => {
          const [left, right] = [46, width - 14];
          const x = (n: number) => left + ((n - first.from) / (last.to - first.from)) * (right - left);
          const y = (n: number) => bottom - (n / most) * (bottom - top);
          return (
            <>
              {ticksOf(0, most, 3)
                .filter((tick) => Number.isInteger(tick))
                .map((tick) => (
                  <g key={tick}>
                    <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} class="grid" />
                    <text x={left - 6} y={y(tick) + 4} text-anchor="end" class="tick">
                      {number(tick)}
                    </text>
                  </g>
                ))}
              {bins.map((bin) => (
                <rect key={bin.from} x={x(bin.from) + 0.5} y={y(bin.count)} width={Math.max(x(bin.to) - x(bin.from) - 1, 1)} height={bottom - y(bin.count)} class="bar-fill">
                  <title>{`${number(bin.from)} – ${number(bin.to)}: ${number(bin.count)}`}</title>
                </rect>
              ))}
              {ticksOf(first.from, last.to, tickCount(width)).map((tick) => (
                <text key={tick} x={x(tick)} y={bottom + 16} text-anchor="middle" class="tick">
                  {number(tick)}
                </text>
              ))}
              <line x1={x(median)} x2={x(median)} y1={top - 4} y2={bottom} class="null-mean" />
            </>
          );
        }}
      />
    </div>
  );
}
