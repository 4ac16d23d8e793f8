import { useEffect, useState } from "preact/hooks";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";

/** The year as a slider that plays; a step waits until the picture of the step before has come. */
export function YearPlayer({ busy }: { busy: boolean }) {
  const explorer = useExplorer();
  const { say, asOf, summary, here } = explorer;
  const [playing, setPlaying] = useState(false);
  const first = summary?.years.first;
  const last = summary?.years.last;
  const go = (year: number | undefined) => navigate(here({ as_of: year }), { keepScroll: true, replace: true });

  useEffect(() => {
    if (!playing || busy || !first || !last) return;
    const timer = setTimeout(() => {
      const next = asOf === undefined || asOf >= last ? first : asOf + 1;
      if (asOf !== undefined && asOf >= last) setPlaying(false);
      else go(next);
    }, 700);
    return () => clearTimeout(timer);
  }, [playing, busy, asOf, first, last]);

  if (!first || !last || first >= last) return null;
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
        min={first}
        max={last}
        step={1}
        value={asOf ?? last}
        aria-label={say("year")}
        aria-valuetext={asOf === undefined ? say("allYears") : String(asOf)}
        onInput={(event) => {
          setPlaying(false);
          go(Number(event.currentTarget.value));
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
