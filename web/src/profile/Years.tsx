import { useRef } from "preact/hooks";
import { writeDate } from "../language";
import { EvidenceList } from "../parts/Evidence";
import { OpenEvidence } from "../parts/OpenEvidence";
import { useWidth } from "../parts/width";
import { useExplorer } from "../shell/context";
import type { Happening, Profile, YearCounts } from "./types";

/** How many the printed page shows (profile.css). */
const PRINTED = 6;

/** How it changed: a strip of years with foundings above, endings below and other events, and what they are. */
export function Years({ profile }: { profile: Profile }) {
  const { say } = useExplorer();
  const { years } = profile;
  if (!years.years.length) {
    return (
      <section class="card" id="years">
        <h2>{say("profileYears")}</h2>
        <p>{say("profileNoYears")}</p>
      </section>
    );
  }
  return (
    <section class="card" id="years">
      <h2>{say("profileYears")}</h2>
      <Strip years={years.years} />
      <p class="small key">
        <span class="dot founded" aria-hidden="true" /> {say("profileFounded")} <span class="dot ended" aria-hidden="true" /> {say("profileEnded")}{" "}
        <span class="dot event" aria-hidden="true" /> {say("profileEvent")}
      </p>
      {years.items.length > PRINTED && <p class="print-only muted small">{say("profileEarlier", { n: years.items.length - PRINTED })}</p>}
      <ul class="plain happenings">
        {years.items.slice(-12).map((one) => (
          <Happened key={`${one.kind} ${one.iri}`} one={one} />
        ))}
      </ul>
      {years.items.length > 12 && (
        <details class="no-print">
          <summary>{say("profileEarlier", { n: years.items.length - 12 })}</summary>
          <ul class="plain happenings">
            {years.items.slice(0, -12).map((one) => (
              <Happened key={`${one.kind} ${one.iri}`} one={one} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Happened({ one }: { one: Happening }) {
  const { say, label, lang, pick, page } = useExplorer();
  const what = one.kind === "founded" ? say("profileFounded") : one.kind === "ended" ? say("profileEnded") : "";
  const text = pick(one.labels, one.label);
  return (
    <li data-happening={one.kind}>
      <span class={`dot ${one.kind}`} aria-hidden="true" /> <b>{writeDate(lang, one.date) || String(one.year)}</b> <a href={page(one)}>{text}</a>
      {what && <span class="muted"> {text === label(one.thing) ? what : ""}</span>}{" "}
      {one.evidence.length > 0 && <OpenEvidence title={text}>{() => <EvidenceList evidence={one.evidence} />}</OpenEvidence>}
    </li>
  );
}

const HEIGHT = 76;
const MIDDLE = 40;

function Strip({ years }: { years: YearCounts[] }) {
  const { say } = useExplorer();
  const box = useRef<HTMLDivElement>(null);
  const wide = useWidth(box, 220, 900);
  const [first, last] = [years[0]?.year ?? 0, years.at(-1)?.year ?? 0];
  const from = Math.min(first, last - 9);
  const step = wide / (last - from + 1);
  const high = Math.max(...years.map((one) => Math.max(one.founded + one.event, one.ended)));
  const unit = Math.min(30 / high, 10);
  const width = Math.min(Math.max(step - 1, 2), 18);
  const ticks = [...new Set([from, ...Array.from({ length: 4 }, (_, i) => Math.round(from + ((last - from) * (i + 1)) / 4))])];
  const spoken = years.map((one) => `${one.year}: ${[[one.founded, "profileFounded"], [one.ended, "profileEnded"], [one.event, "profileEvent"]].filter(([n]) => n).map(([n, key]) => `${n} ${say(key as "profileFounded")}`).join(", ")}`);
  return (
    <div ref={box}>
    <svg class="year-strip" viewBox={`0 0 ${wide} ${HEIGHT}`} role="img" aria-label={`${say("profileYears")}. ${spoken.join("; ")}`}>
      <line x1={0} x2={wide} y1={MIDDLE} y2={MIDDLE} class="axis" />
      {years.map((one) => {
        const x = (one.year - from + 0.5) * step - width / 2;
        return (
          <g key={one.year}>
            <rect class="founded" x={x} width={width} y={MIDDLE - unit * one.founded} height={unit * one.founded} />
            <rect class="event" x={x} width={width} y={MIDDLE - unit * (one.founded + one.event)} height={unit * one.event} />
            <rect class="ended" x={x} width={width} y={MIDDLE} height={unit * one.ended} />
          </g>
        );
      })}
      {ticks.map((year) => (
        <text key={year} x={Math.min(Math.max((year - from + 0.5) * step, 16), wide - 16)} y={HEIGHT - 4} text-anchor="middle" class="tick">
          {year}
        </text>
      ))}
    </svg>
    </div>
  );
}
