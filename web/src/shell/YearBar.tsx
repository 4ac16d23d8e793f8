import type { Summary } from "../api/release";
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

/** The years in which something changes, the newest first: between two of them every year is like the earlier. */
export function yearsOf(summary: Summary | undefined): number[] {
  return summary?.years.views.toReversed() ?? [];
}
