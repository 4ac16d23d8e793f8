import { useEffect, useState } from "preact/hooks";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";

/** The years in which something changes as a slider that plays; a step waits until the picture before it has come. */
export function YearPlayer({ busy }: { busy: boolean }) {
  const explorer = useExplorer();
  const { say, asOf, summary, here } = explorer;
  const [playing, setPlaying] = useState(false);
  const years = summary?.years.views ?? [];
  const first = years[0];
  const last = years.at(-1);
  // a year between two changes is like the last change before it
  const place = asOf === undefined ? years.length - 1 : Math.max(0, years.findLastIndex((year) => year <= asOf));
  const go = (year: number | undefined) => navigate(here({ as_of: year }), { keepScroll: true, replace: true });

  useEffect(() => {
    if (!playing || busy || first === undefined) return;
    const timer = setTimeout(() => {
      if (asOf !== undefined && place >= years.length - 1) setPlaying(false);
      else go(asOf === undefined ? first : years[place + 1]);
    }, 700);
    return () => clearTimeout(timer);
  }, [playing, busy, asOf, first, years.length]);

  if (first === undefined || last === undefined || first >= last) return null;
  return (
    <div class="year-player" role="group" aria-label={say("yearSlider")}>
      <button
        type="button"
        aria-pressed={playing}
        onClick={() => {
          if (!playing && (asOf === undefined || asOf >= last)) go(first);
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
        aria-label={say("year")}
        aria-valuetext={asOf === undefined ? say("allYears") : String(asOf)}
        onInput={(event) => {
          setPlaying(false);
          go(years[Number(event.currentTarget.value)]);
        }}
      />
      <output>{asOf ?? say("allYears")}</output>
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
