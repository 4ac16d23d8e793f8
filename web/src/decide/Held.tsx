import { useState } from "preact/hooks";
import { Measured } from "../measures/Measured";
import { useMeasurement } from "../measures/job";
import { useExplorer } from "../shell/context";
import type { Ask, Profile } from "../profile/types";
import type { Readings } from "./types";

const STEPS = [1, 3, 5, 10, 20, 50, 100];

/** In how many readings of the data the headline about who bridges holds; computed when asked for. */
export function Held({ profile, ask }: { profile: Profile; ask: Ask }) {
  const { say, label, number, pick } = useExplorer();
  const [asked, setAsked] = useState(false);
  const { bridges } = profile;
  const [first] = bridges?.items ?? [];
  const top = STEPS.find((step) => step >= (first?.place_among ?? 1)) ?? STEPS.at(-1);
  const address = first && asked ? ask(`/metrics/${bridges?.metric}/readings`, { about: first.key, top }) : null;
  const readings = useMeasurement<Readings>(address, "readings", undefined, true);
  if (!first) return null;
  const claim = say(top === 1 ? "decideFirst" : "decideAmong", { name: label(first), top: number(top ?? 1) });
  return (
    <section class="card" id="readings">
      <h2>{say("decideReadings")}</h2>
      <p>
        {claim}{" "}
        {readings.data && (
          <strong class="held" data-held={`${readings.data.held} ${readings.data.of}`}>
            {say("decideHeld", { held: number(readings.data.held), of: number(readings.data.of) })}
          </strong>
        )}
      </p>
      {!asked && (
        <p class="no-print">
          <button type="button" onClick={() => setAsked(true)} data-readings>
            {say("decideAskReadings")}
          </button>
        </p>
      )}
      {asked && (
        <Measured of={readings}>
          {(data) => (
            <>
              <p class="muted small">{pick(data.sentence)}</p>
              <details>
                <summary>{say("decideChoices")}</summary>
                <dl class="choices">
                  {data.choices.map((choice) => (
                    <div key={choice.name}>
                      <dt>{pick(choice.title)}</dt>
                      {choice.options.map((option) => (
                        <dd key={option.name}>
                          {pick(option.words)}: {say("partOf", { part: number(option.held), whole: number(option.of) })}
                        </dd>
                      ))}
                    </div>
                  ))}
                </dl>
              </details>
              <p class="muted small profile-foot">{data.address}</p>
            </>
          )}
        </Measured>
      )}
    </section>
  );
}
