import { useState } from "preact/hooks";
import type { MetricResult, MetricValue } from "../api/metrics";
import { BridgingTies } from "../decide/BridgingTies";
import { BUBBLES_ABOVE } from "../graph/bubbles";
import { Measured } from "../measures/Measured";
import { type Measurement, useMeasurement } from "../measures/job";
import { drawsToDecide } from "../measures/run";
import { OpenEvidence } from "../parts/OpenEvidence";
import { ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import type { Ask, BridgesPart, Profile } from "./types";

/** Who lies between the spheres, and whether chance alone would give as much; the page does not wait for the draws. */
export function Bridges({ bridges, ask }: { bridges: BridgesPart; ask: Ask }) {
  const { say, number, link, summary, label } = useExplorer();
  const [wanted, setWanted] = useState(false);
  const [draws, setDraws] = useState<number>();
  const small = (summary?.counts.actors ?? Infinity) <= BUBBLES_ABOVE;
  const judging = bridges.items.length > 0 && (small || wanted);
  // The same question as on Home: one answer of the service for every profile, one verdict everywhere.
  const judged = useMeasurement<MetricResult>(judging ? ask(`/metrics/${bridges.metric}`, { permutations: draws }) : null, "judged", undefined, true);
  const verdicts = new Map((judged.data?.values ?? []).filter((one) => one.key.quantity === "gefura").map((one) => [one.key.actor, one]));
  const more = drawsToDecide(bridges.items.flatMap((one) => verdicts.get(one.key) ?? []));
  return (
    <section class="card" id="bridges">
      <h2>{say("askBridge")}</h2>
      {bridges.items.length === 0 && <p>{say("profileNoBridge")}</p>}
      <ol class="plain bridges">
        {bridges.items.map((one) => (
          <li key={one.iri} data-bridge={one.key}>
            <p>
              <ThingLink thing={one} />{" "}
              <span class="muted">{say("profileBridge", { share: number(100 * one.value, 1), place: number(one.place_among), of: number(bridges.of) })}</span>
            </p>
            <p class="small muted" data-verdict={verdicts.get(one.key)?.verdict ?? "waiting"}>
              <Verdict one={verdicts.get(one.key)} failed={judged.problem !== undefined} fraction={judged.job?.fraction ?? 0} asked={judging} />{" "}
              <OpenEvidence title={label(one)}>{() => <BridgingTies actor={one.key} />}</OpenEvidence>
            </p>
          </li>
        ))}
      </ol>
      {bridges.items.length > 0 && !judging && (
        <p>
          <button type="button" onClick={() => setWanted(true)} data-judge>
            {say("profileJudge")}
          </button>
        </p>
      )}
      {more !== undefined && !judged.loading && (
        <p class="no-print">
          <button type="button" class="quiet" onClick={() => setDraws(more)} data-more-draws>
            {say("profileMoreDraws", { n: number(more) })}
          </button>
        </p>
      )}
      <p class="small no-print">
        <a href={link(`/measures/${bridges.metric}`)}>{say("seeBridges")}</a>
      </p>
    </section>
  );
}

/** While who bridges is under way; in a large network it is computed when asked for. */
export function NoBridgesYet({ of, onAsk }: { of: Measurement<Profile>; onAsk: () => void }) {
  const { say, summary } = useExplorer();
  const idle = (summary?.counts.actors ?? 0) > BUBBLES_ABOVE && !of.loading && !of.problem;
  return (
    <section class="card" id="bridges">
      <h2>{say("askBridge")}</h2>
      {idle ? (
        <>
          <p>{say("profileBridgesLarge")}</p>
          <button type="button" onClick={onAsk} data-ask-bridges>
            {say("run")}
          </button>
        </>
      ) : (
        <Measured of={of}>{() => null}</Measured>
      )}
    </section>
  );
}

function Verdict({ one, failed, fraction, asked }: { one: MetricValue | undefined; failed: boolean; fraction: number; asked: boolean }) {
  const { say, word, number } = useExplorer();
  if (one?.verdict) {
    const verdict = say("verdictIs", { verdict: word(one.verdict), p: one.p_adjusted === null ? "–" : number(one.p_adjusted, 3) });
    return <>{one.expected === null ? verdict : `${verdict} ${say("profileExpected", { share: number(100 * one.expected, 1) })}`}</>;
  }
  if (failed) return <>{say("verdictNotNow")}</>;
  return asked ? (
    <>
      <span class="no-print">{say("verdictComing", { n: Math.floor(100 * fraction) })}</span>
      <span class="print-only">{say("verdictNotYet")}</span>
    </>
  ) : null;
}
