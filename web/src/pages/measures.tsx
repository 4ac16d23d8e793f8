import { useMemo } from "preact/hooks";
import type { Listing } from "../api/lists";
import type { Metric } from "../api/metrics";
import { fold } from "../language";
import { MetricView } from "../measures/MetricView";
import { Await, Empty } from "../parts/Notice";
import { OnThisPage } from "../parts/OnThisPage";
import { PageHead } from "../parts/PageHead";
import { useWish } from "../parts/wish";
import { useExplorer, useGet } from "../shell/context";
import type { MessageKey } from "../language";

const SECTIONS: Record<string, MessageKey> = { A: "sectionA", B: "sectionB", C: "sectionC", D: "sectionD" };

/** The questions people come with, and the measure that answers each; one that is not in the registry is left out. */
const PLAIN: [MessageKey, string, Record<string, string>?][] = [
  ["plainBridges", "cross-sphere-betweenness"],
  ["plainBetween", "cross-sphere-betweenness", { between: "university,industry" }],
  ["plainWoven", "ei-index"],
  ["plainLoss", "interface-removal"],
  ["plainCompare", "next-generation-scorecard"],
  ["plainChanged", "tie-turnover"],
];

/** Plain questions, then every metric of the registry. */
export default function Measures() {
  const explorer = useExplorer();
  const { say, place } = explorer;
  const name = place.path.split("/")[2] ?? "";
  const metrics = useGet<Listing<Metric>>("/metrics");
  return (
    <div class="measures">
      <Await loaded={metrics} what={say("loading")}>
        {(answer) => {
          const metric = answer.items.find((one) => one.name === name);
          if (!name) {
            return (
              <>
                <PageHead title={say("measuresTitle")} lead={say("measuresLead", { n: answer.items.length })} />
                <PlainQuestions metrics={answer.items} />
                <h2>{say("registerOfMeasures")}</h2>
                <Catalogue metrics={answer.items} />
              </>
            );
          }
          return (
            <>
              <p class="eyebrow">
                <a href={explorer.link("/measures")}>{say("allMeasures")}</a>
              </p>
              {metric ? (
                <MetricView key={metric.name} metric={metric} />
              ) : (
                <Empty title={say("noMetric", { name })}>
                  <a href={explorer.link("/measures")}>{say("allMeasures")}</a>
                </Empty>
              )}
            </>
          );
        }}
      </Await>
    </div>
  );
}

function PlainQuestions({ metrics }: { metrics: Metric[] }) {
  const { say, pick, link } = useExplorer();
  return (
    <ul class="plain-questions" aria-label={say("plainQuestions")}>
      {PLAIN.map(([key, name, settings]) => {
        const metric = metrics.find((one) => one.name === name);
        return (
          metric && (
            <li key={key}>
              <a href={link(`/measures/${name}`, settings)} data-plain={key}>
                <strong>{say(key)}</strong>
                <span>{pick(metric.title)}</span>
              </a>
            </li>
          )
        );
      })}
    </ul>
  );
}

function Catalogue({ metrics }: { metrics: Metric[] }) {
  const explorer = useExplorer();
  const { say, pick, link } = explorer;
  const titleOf = (letter: string) => (SECTIONS[letter] ? say(SECTIONS[letter]) : letter);
  const [wish, setWish] = useWish();
  const groups = useMemo(() => {
    const folded = fold(wish);
    const found = new Map<string, Metric[]>();
    for (const metric of metrics) {
      const text = fold(`${metric.name} ${metric.title.tr} ${metric.title.en} ${metric.question.tr} ${metric.question.en}`);
      if (folded && !text.includes(folded)) continue;
      const letter = metric.section.slice(0, 1);
      found.set(letter, [...(found.get(letter) ?? []), metric]);
    }
    for (const list of found.values()) list.sort((a, b) => Number(a.section.slice(1)) - Number(b.section.slice(1)));
    return [...found].sort(([a], [b]) => (a === "B" ? -1 : b === "B" ? 1 : a < b ? -1 : 1));
  }, [metrics, wish]);
  return (
    <>
      <label class="field narrow">
        {say("findMetric")}
        <input type="search" value={wish} onInput={(event) => setWish(event.currentTarget.value)} data-find-metric />
      </label>
      {!groups.length && <Empty title={say("noMetricFound")}>{say("noMetricFoundHint")}</Empty>}
      <OnThisPage parts={groups.map(([letter, list]) => [`section-${letter}`, titleOf(letter), list.length])} />
      {groups.map(([letter, list]) => (
        <section key={letter} id={`section-${letter}`} class="metric-group">
          <h2>{titleOf(letter)}</h2>
          <ul class="metric-list">
            {list.map((metric) => (
              <li key={metric.name}>
                <h3>
                  <a href={link(`/measures/${metric.name}`)}>{pick(metric.title)}</a>
                  {!metric.reads_release && <span class="chip">{say("bringTable")}</span>}
                </h3>
                <p>{pick(metric.question)}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
