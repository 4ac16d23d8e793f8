import { useRef } from "preact/hooks";
import type { ThingPage } from "../api/page";
import { writeSpan, writeWhen } from "../language";
import type { Explorer } from "../shell/context";
import { useExplorer } from "../shell/context";
import { DrawingFiles } from "./DrawingFiles";
import { Table } from "./Table";
import { useWidth } from "./width";

export interface TimelineRow {
  label: string;
  kind: "founding" | "event" | "tie";
  from: number;
  to: number | undefined;
  open: boolean;
  dates: string;
  modality: string;
  href?: string;
}

export const yearOf = (date: unknown): number | undefined => {
  const found = /^(\d{4})(?:-(\d\d))?/.exec(String(date ?? ""));
  return found ? Number(found[1]) + (found[2] ? (Number(found[2]) - 1) / 12 : 0) : undefined;
};

/** Founding, dated events and dated ties, in the order of their dates. */
export function timelineRows(explorer: Explorer, data: ThingPage): TimelineRow[] {
  const { label, heading, lang } = explorer;
  const rows: TimelineRow[] = [];
  const { founded: begun, founded_latest: latest } = data.description ?? {};
  const founded = yearOf(begun);
  const told = (data.events ?? []).some((event) => event.type.key === "founding" && (latest || event.date === begun));
  if (founded && !told) {
    const dates = writeWhen(lang, begun, latest);
    rows.push({ label: heading("founded", "columns"), kind: "founding", from: founded, to: founded, open: false, dates, modality: "stated" });
  }
  for (const event of data.events ?? []) {
    const from = yearOf(event.date) ?? yearOf(event.date_latest);
    if (from === undefined) continue;
    const dates = writeSpan(lang, event);
    const to = yearOf(event.date_to) ?? from;
    rows.push({ label: label(event), kind: "event", from, to, open: false, dates, modality: event.modality ?? "stated", href: explorer.page(event) });
  }
  for (const tie of data.ties?.items ?? []) {
    const from = yearOf(tie.from) ?? yearOf(tie.from_latest) ?? yearOf(tie.to) ?? yearOf(tie.to_latest);
    if (from === undefined) continue;
    const dates = [writeWhen(lang, tie.from, tie.from_latest), writeWhen(lang, tie.to, tie.to_latest)].join(" – ");
    const text = `${label(tie.type)}: ${label(tie.other)}`;
    rows.push({ label: text, kind: "tie", from, to: yearOf(tie.to), open: !tie.to, dates, modality: tie.modality, href: explorer.page(tie) });
  }
  return rows.sort((a, b) => a.from - b.from || (a.to ?? 9999) - (b.to ?? 9999));
}

const ROW = 24;
const WIDEST = 900;

export function Timeline({ rows, name }: { rows: TimelineRow[]; name: string }) {
  const explorer = useExplorer();
  const { say, heading, summary, word } = explorer;
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(box, 300, WIDEST);
  const letters = Math.max(24, Math.floor((width * 0.55) / 6.6));
  const drawn = rows.slice(0, 60);
  const first = Math.floor(Math.min(...drawn.map((row) => row.from)));
  const end = Math.max(...drawn.map((row) => row.to ?? row.from), summary?.years.last ?? 0);
  const span = Math.max(end - first, 1);
  const x = (year: number) => 12 + ((year - first) / (span * 1.04)) * (width - 24);
  const step = span > 120 ? 50 : span > 60 ? 20 : span > 24 ? 10 : span > 10 ? 5 : width < 420 ? 2 : 1;
  const ticks: number[] = [];
  for (let year = Math.ceil(first / step) * step; year <= end; year += step) ticks.push(year);
  const height = drawn.length * ROW + 26;
  return (
    <>
      <div ref={box}>
        <svg ref={svg} class="timeline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say("timelineLabel", { name, n: rows.length })}>
          {ticks.map((year) => (
            <g key={year}>
              <line x1={x(year)} x2={x(year)} y1={0} y2={height - 20} class="grid" />
              <text x={x(year)} y={height - 6} text-anchor="middle" class="tick">
                {year}
              </text>
            </g>
          ))}
          {drawn.map((row, i) => {
            const y = i * ROW + 12;
            const [a, b] = [x(row.from), x(row.open ? end + span * 0.02 : (row.to ?? row.from))];
            const late = a > width * 0.5;
            return (
              <g key={i} class={`t-${row.kind}`}>
                {row.kind === "tie" ? (
                  <line x1={a} x2={Math.max(b, a + 4)} y1={y + 7} y2={y + 7} class={`bar m-${row.modality}`} />
                ) : (
                  <path d={`M${a} ${y - 1}l6 6-6 6-6-6z`} />
                )}
                <text x={late ? a - (row.kind === "tie" ? 4 : 10) : a + (row.kind === "tie" ? 2 : 10)} y={row.kind === "tie" ? y + 3 : y + 9} text-anchor={late ? "end" : "start"}>
                  {row.label.length > letters ? `${row.label.slice(0, letters - 1)}…` : row.label}
                </text>
              </g>
            );
          })}
        </svg>
        <DrawingFiles drawing={svg} file="timeline" title={say("timelineLabel", { name, n: rows.length })} />
      </div>
      {rows.length > drawn.length && <p class="muted small">{say("restInTable", { n: rows.length - drawn.length })}</p>}
      <details>
        <summary>{say("asTable")}</summary>
        <Table
          caption={say("timeline")}
          hideCaption
          file="timeline"
          rows={rows}
          rowKey={(_, i) => String(i)}
          columns={[
            { key: "date", title: say("columnWhen"), value: (row) => row.from, show: (row) => row.dates },
            { key: "kind", title: heading("kind"), value: (row) => (row.kind === "founding" ? heading("founded", "columns") : word(row.kind)) },
            { key: "label", title: heading("what", "columns"), value: (row) => row.label, show: (row) => (row.href ? <a href={row.href}>{row.label}</a> : row.label) },
          ]}
        />
      </details>
    </>
  );
}
