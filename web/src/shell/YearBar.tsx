import type { Summary } from "../api/types";
import { navigate } from "../router";
import { useExplorer } from "./context";

/** Which release and which year everything below speaks of: never out of sight. */
export function YearBar({ summary }: { summary: Summary | undefined }) {
  const explorer = useExplorer();
  const { say, asOf, place } = explorer;
  const years = yearsOf(summary);
  return (
    <div class="year-bar" role="region" aria-label={say("contextRegion")}>
      <p>
        <span class="tag" data-release={summary?.release ?? ""}>
          {say(place.prefix ? "releasePinned" : "releaseNow", { n: summary ? String(summary.release) : "…" })}
        </span>
        <label>
          {say("year")}{" "}
          <select
            data-year
            value={asOf === undefined ? "" : String(asOf)}
            onChange={(event) =>
              navigate(explorer.here({ as_of: event.currentTarget.value }), { keepScroll: true })
            }
          >
            <option value="">{say("allYears")}</option>
            {asOf !== undefined && !years.includes(asOf) && <option value={asOf}>{asOf}</option>}
            {years.map((year) => (
              <option key={year} value={year}>
                {year}
              </option>
            ))}
          </select>
        </label>
        {place.prefix && (
          <a href={location.pathname.slice(place.prefix.length) + location.search}>{say("toCurrent")}</a>
        )}
      </p>
    </div>
  );
}

export function yearsOf(summary: Summary | undefined): number[] {
  const years = summary?.years;
  if (!years?.first || !years.last) return [];
  return Array.from({ length: years.last - years.first + 1 }, (_, step) => years.last - step);
}
