import type { Parameters } from "../api/client";
import type { Metric, MetricValue } from "../api/metrics";
import { Curve } from "../charts/Curve";
import { Table } from "../parts/Table";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { Measured } from "./Measured";
import { useMeasurement } from "./job";

type Point = Partial<MetricValue> & { as_of: number; values?: MetricValue[]; headline?: MetricValue };

/** The last years of the record; earlier ones hold little that is dated. */
const LONGEST = 30;
/** Draws a year: enough for the band, and a series gives no verdict. */
const DRAWS = 199;

/** The headline over the years, with what the null gives in each. */
export function SeriesView({ metric, parameters }: { metric: Metric; parameters: Parameters }) {
  const explorer = useExplorer();
  const { say, heading, pick, place, here, summary, number, word } = explorer;
  const on = place.query.get("series") === "on";
  const years = summary?.years;
  const from = years ? Math.max(years.first, years.last - LONGEST) : 0;
  const span = years ? years.last - from : 0;
  const drawn = metric.parameters.some((parameter) => parameter.name === "permutations");
  const draws = drawn ? { permutations: parameters.permutations ?? DRAWS } : {};
  const asked = { ...parameters, ...draws, as_of: undefined, from, to: years?.last, step: 1 };
  const url = on && years ? explorer.url(`/metrics/${metric.name}/series`, asked) : null;
  const series = useMeasurement<{ points: Point[] }>(url, `series ${metric.name}`);
  if (!years?.first || span < 1) return null;
  return (
    <section class="card series">
      <h2>{say("series")}</h2>
      <p class="muted">{say("seriesHint")}</p>
      <button type="button" aria-pressed={on} onClick={() => navigate(here({ series: on ? "" : "on" }), { keepScroll: true })} data-series>
        {say(on ? "seriesOff" : "seriesOn")}
      </button>
      {on && (
        <Measured of={series}>
          {(answer) => {
            const points = answer.points.map((point) => {
              const value = point.headline ?? point.values?.[0] ?? point;
              return { ...value, as_of: point.as_of, value: value.value ?? null };
            });
            return (
              <>
                <Curve
                  label={say("chartLabel", { title: pick(metric.title) })}
                  xName={heading("year")}
                  series={[
                    {
                      name: pick(metric.title),
                      points: points.map((p) => ({ x: p.as_of, y: p.value, low: p.null_low ?? null, high: p.null_high ?? null, expected: p.expected })),
                    },
                  ]}
                />
                <p class="muted small">{say("seriesBand")}</p>
                <Table
                  caption={say("series")}
                  hideCaption
                  file={`${metric.name}-series`}
                  rows={points}
                  rowKey={(p) => String(p.as_of)}
                  columns={[
                    { key: "as_of", title: heading("year"), value: (p) => p.as_of, numeric: true, show: (p) => String(p.as_of) },
                    { key: "value", title: heading("value"), value: (p) => p.value, numeric: true, show: (p) => (p.value === null ? <span title={pick(p.reason)}>{word(p.status ?? "undefined")}</span> : number(p.value)) },
                    { key: "expected", title: word("expected", "fields"), value: (p) => p.expected, numeric: true, show: (p) => (typeof p.expected === "number" ? number(p.expected) : "") },
                    { key: "p", title: "P", value: (p) => p.p, numeric: true, show: (p) => (typeof p.p === "number" ? number(p.p, 4) : "") },
                  ]}
                />
              </>
            );
          }}
        </Measured>
      )}
    </section>
  );
}
