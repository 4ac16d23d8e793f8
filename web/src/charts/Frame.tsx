/** What every drawn chart has: a frame as wide as the page gives, the same as a file, an axis. */
import { type ComponentChildren, createContext } from "preact";
import { useContext, useRef } from "preact/hooks";
import type { MetricValue } from "../api/metrics";
import { DrawingFiles } from "../parts/DrawingFiles";
import { useWidth } from "../parts/width";
import { useExplorer } from "../shell/context";
import { ticksOf } from "./axis";

export type Name = (part: string | undefined) => string;
export type Open = (value: MetricValue) => void;

/** What the files of the charts below are called. */
export const ChartFile = createContext("chart");

export const short = (text: string, most = 27) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

const WIDEST = 820;

/** Room for the names left of a chart, and how many letters of a name fit there. */
export function nameRoom(width: number): { left: number; letters: number } {
  const left = Math.min(224, Math.round(width * 0.4));
  return { left, letters: Math.floor((left - 14) / 7.4) };
}

/** The drawing, made for the width there is. */
export function Frame({ label, height, draw, fixed }: { label: string; height: number; draw: (width: number) => ComponentChildren; fixed?: number }) {
  const file = useContext(ChartFile);
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const room = useWidth(box, 260, WIDEST);
  const width = fixed ?? room;
  return (
    <div class="chart-box" ref={box}>
      <svg ref={svg} class={fixed ? "chart small-chart" : "chart"} viewBox={`0 0 ${width} ${height}`} style={{ maxWidth: `${width}px` }} role="img" aria-label={label} data-chart>
        {draw(width)}
      </svg>
      <DrawingFiles drawing={svg} file={file} title={label} />
    </div>
  );
}

export function XAxis({ low, high, x, top, bottom, count = 5 }: { low: number; high: number; x: (n: number) => number; top: number; bottom: number; count?: number }) {
  const { number } = useExplorer();
  return (
    <>
      {ticksOf(low, high, count).map((tick) => (
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

/** As many ticks as the width has room for. */
export const tickCount = (width: number) => (width < 420 ? 3 : 5);
