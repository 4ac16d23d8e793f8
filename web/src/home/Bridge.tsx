import type { MetricResult } from "../api/metrics";
import { BridgingTies } from "../decide/BridgingTies";
import { BUBBLES_ABOVE } from "../graph/bubbles";
import { useMeasurement } from "../measures/job";
import { Loading } from "../parts/Notice";
import { useExplorer } from "../shell/context";
import { AnswerCard } from "./AnswerCard";
import { foremost } from "./answers";

const BRIDGE = "/metrics/cross-sphere-betweenness";

/** Who bridges the spheres, and whether chance would do as much. */
export function Bridge() {
  const { say, link, number, pick, summary, url, word } = useExplorer();
  const small = (summary?.counts.actors ?? Infinity) <= BUBBLES_ABOVE;
  const tied = summary?.counts.ties !== 0;
  // A measurement takes its time, the draws of the null model more of it: the page waits for neither.
  const plain = useMeasurement<MetricResult>(summary && small && tied ? url(BRIDGE, { permutations: 0 }) : null, "bridge", undefined, true);
  const first = plain.data && foremost(plain.data);
  const key = first?.key.actor ?? "";
  const judged = useMeasurement<MetricResult>(first ? url(BRIDGE) : null, "bridge-verdict", undefined, true);
  const verdict = judged.data?.values.find((one) => one.key.actor === key && one.key.quantity === "gefura");
  const name = pick(plain.data?.labels?.[key], key);
  return (
    <AnswerCard
      name="bridge"
      question={say("askBridge")}
      evidence={first && (() => <BridgingTies actor={key} />)}
      more={{ href: link("/measures/cross-sphere-betweenness"), text: say("seeBridges") }}
      also={{ href: link("/measures/cross-sphere-betweenness", { between: "university,industry" }), text: say("seeBetween") }}
    >
      {!tied ? (
        <p>{say("noBridge")}</p>
      ) : !small && summary ? (
        <p>{say("bridgeLarge")}</p>
      ) : plain.problem ? (
        <p>{say("bridgeNotNow")}</p>
      ) : !plain.data ? (
        <Loading what={say("computing")} />
      ) : first ? (
        <>
          <p class="answer-main">
            <a href={link(`/page/actor/${key}`)}>{name}</a>
          </p>
          <p>{say("bridgeIs", { share: number(100 * (first.value ?? 0), 1) })}</p>
          <p class="muted small" data-verdict={verdict?.verdict ?? "waiting"}>
            {verdict?.verdict
              ? say("verdictIs", { verdict: word(verdict.verdict), p: verdict.p_adjusted === null ? "–" : number(verdict.p_adjusted, 3) })
              : judged.problem
                ? say("verdictNotNow")
                : say("verdictComing", { n: Math.floor(100 * (judged.job?.fraction ?? 0)) })}
          </p>
        </>
      ) : (
        <p>{say("noBridge")}</p>
      )}
    </AnswerCard>
  );
}
