import { Measured } from "../measures/Measured";
import { useMeasurement } from "../measures/job";
import type { Ask, Profile } from "../profile/types";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { offersOf } from "./scenarios";
import type { Side, WhatIf } from "./types";
import { Scroll } from "../parts/Scroll";

/** The plain questions a scenario is measured by: who bridges, how woven, how much hangs on one. */
const METRICS = "cross-sphere-betweenness,ei-index,articulation,tri-sphere-reachability";
const DRAWS = 99;

/** What if: a scenario of the profile before and after. It is computed when asked for, as a job; the address keeps it. */
export function Scenarios({ profile, ask }: { profile: Profile; ask: Ask }) {
  const { say, place, here, label } = useExplorer();
  const offers = offersOf(profile);
  const chosen = offers.find((one) => one.changes === place.query.get("scenario"));
  const asked = chosen ? ask("/what-if", { changes: chosen.changes, metrics: METRICS, permutations: DRAWS }) : null;
  const answer = useMeasurement<WhatIf>(asked, "what-if", undefined, true);
  if (!offers.length) return null;
  return (
    <section class="card" id="what-if">
      <h2>{say("decideWhatIf")}</h2>
      <p class="muted small no-print">{say("decideWhatIfLead")}</p>
      <p class="row no-print">
        {offers.map((one) => (
          <button
            key={one.changes}
            type="button"
            class="quiet"
            aria-pressed={one === chosen}
            onClick={() => navigate(here({ scenario: one === chosen ? "" : one.changes }), { keepScroll: true, replace: true })}
            data-scenario={one.changes}
          >
            {say(one.message, { name: label(one.about) })}
          </button>
        ))}
      </p>
      {chosen && <Measured of={answer}>{(data) => <BeforeAfter data={data} />}</Measured>}
    </section>
  );
}

function BeforeAfter({ data }: { data: WhatIf }) {
  const { say, heading, pick, link } = useExplorer();
  return (
    <>
      <p>{pick(data.sentence)}</p>
      <Scroll label={say("decideWhatIf")}>
        <table class="side-by-side">
          <thead>
            <tr>
              <th scope="col">{heading("measure")}</th>
              <th scope="col">{say("decideBefore")}</th>
              <th scope="col">{say("decideAfter")}</th>
            </tr>
          </thead>
          <tbody>
            {data.effects.map((effect) => (
              <tr key={effect.metric} data-effect={effect.metric}>
                <th scope="row">
                  <a href={link(`/measures/${effect.metric}`)}>{pick(effect.title)}</a>
                </th>
                <Cell side={effect.before} labels={data.labels} />
                <Cell side={effect.after} labels={data.labels} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <ul class="plain small">
        {data.effects.map((effect) => (
          <li key={effect.metric}>{pick(effect.sentence)}</li>
        ))}
      </ul>
    </>
  );
}

function Cell({ side, labels }: { side: Side | null; labels: WhatIf["labels"] }) {
  const { say, number, pick, word } = useExplorer();
  if (!side || side.value === null) return <td>{side?.reason ? pick(side.reason) : "–"}</td>;
  const whose = Object.values(side.subject).map((key) => pick(labels[key], word(key)));
  return (
    <td>
      <b>{side.category ? word(side.category) : number(side.value)}</b>
      {whose.length > 0 && ` ${whose.join(", ")}`}
      {side.expected !== null && <small class="muted"> {say("decideExpected", { value: number(side.expected) })}</small>}
      {side.verdict && <small class="muted"> · {word(side.verdict)}</small>}
    </td>
  );
}
