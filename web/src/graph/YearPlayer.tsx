import { useEffect, useRef, useState } from "preact/hooks";
import type { Network } from "../api/networks";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";

/** A whole run takes at most this long, and one year at most that long; milliseconds. */
const RUN = 50_000;
const STEP = 700;

/** The years in which something changes as a slider that plays. A step waits until the picture before it has come; a
 * run that falls behind passes years over, so that it ends in time. */
export function YearPlayer({ busy, network, certain }: { busy: boolean; network?: Network; certain: boolean }) {
  const explorer = useExplorer();
  const { say, heading, word, number, asOf, summary, here } = explorer;
  const [playing, setPlaying] = useState(false);
  const began = useRef({ time: 0, place: 0 });
  const years = summary?.years.views ?? [];
  const first = years[0];
  const last = years.at(-1);
  // a year between two changes is like the last change before it
  const place = asOf === undefined ? years.length - 1 : Math.max(0, years.findLastIndex((year) => year <= asOf));
  const go = (year: number | undefined) =>
    navigate(here({ as_of: year, ...(year === undefined ? { when: "" } : {}) }), { keepScroll: true, replace: true });

  useEffect(() => {
    if (!playing || busy || first === undefined || asOf === undefined) return;
    if (place >= years.length - 1) {
      setPlaying(false);
      return;
    }
    const { time, place: start } = began.current;
    const step = Math.min(STEP, RUN / Math.max(1, years.length - 1 - start));
    const due = start + Math.floor((performance.now() - time) / step);
    const next = Math.min(Math.max(place + 1, due), years.length - 1);
    const timer = setTimeout(() => go(years[next]), Math.max(0, time + (next - start) * step - performance.now()));
    return () => clearTimeout(timer);
  }, [playing, busy, asOf, first, years.length]);

  if (first === undefined || last === undefined || first >= last) return null;
  const lines = network?.links ?? [];
  const sure = lines.filter((link) => link.certain).length;
  return (
    <div class="year-player" role="group" aria-label={say("yearSlider")}>
      <button
        type="button"
        aria-pressed={playing}
        onClick={() => {
          if (!playing) {
            const again = asOf === undefined || place >= years.length - 1;
            began.current = { time: performance.now(), place: again ? 0 : place };
            if (again) go(first);
          }
          setPlaying(!playing);
        }}
        data-play
      >
        {playing ? `❚❚ ${say("pause")}` : `▶ ${say("play")}`}
      </button>
      <input
        type="range"
        min={0}
        max={years.length - 1}
        step={1}
        value={place}
        aria-label={heading("year")}
        aria-valuetext={asOf === undefined ? say("allYears") : String(asOf)}
        onInput={(event) => {
          setPlaying(false);
          go(years[Number(event.currentTarget.value)]);
        }}
      />
      <output>{asOf ?? say("allYears")}</output>
      {asOf !== undefined && (
        <span class="sure" data-certain-lines={sure}>
          {`${number(sure)} ${word("certain")}`}
          {!certain && `, ${number(lines.length - sure)} ${word("merely-possible")}`}
          <label class="check">
            <input type="checkbox" checked={certain} onChange={(event) => navigate(here({ when: event.currentTarget.checked ? "certain" : "" }), { keepScroll: true, replace: true })} data-only-certain />
            {say("onlyCertain")}
          </label>
        </span>
      )}
      {asOf !== undefined && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setPlaying(false);
            go(undefined);
          }}
        >
          {say("allYears")}
        </button>
      )}
    </div>
  );
}
