import { EvidenceList, spanOf } from "../parts/Evidence";
import { OpenEvidence } from "../parts/OpenEvidence";
import { SphereMark } from "../parts/spheres";
import { Measured } from "../measures/Measured";
import { useMeasurement } from "../measures/job";
import type { Ask } from "../profile/types";
import { useExplorer } from "../shell/context";
import type { Partners } from "./types";

const NAMED = 5;

/** Whom a cluster should approach next, each with the reasons and the ties they rest on. */
export function Approach({ actor, ask }: { actor: string; ask: Ask }) {
  const { say } = useExplorer();
  const partners = useMeasurement<Partners>(ask("/networks/organisations/partners", { actor, limit: NAMED }), "partners", undefined, true);
  return (
    <section class="card" id="approach">
      <h2>{say("decideApproach")}</h2>
      <Measured of={partners}>{(data) => <Candidates data={data} />}</Measured>
    </section>
  );
}

function Candidates({ data }: { data: Partners }) {
  const { say, pick, link } = useExplorer();
  return (
    <>
      <p class="muted small">{pick(data.sentence)}</p>
      {data.candidates.length === 0 && <p>{say("decideNobody")}</p>}
      <ol class="plain">
        {data.candidates.slice(0, NAMED).map((one) => {
          const name = pick(data.labels[one.actor], one.actor);
          const ties = one.through.flatMap((step) => [...step.near, ...step.far]);
          return (
            <li key={one.actor} data-candidate={one.actor}>
              <a class="thing" href={link(`/page/actor/${one.actor}`)}>
                <SphereMark sphere={one.sphere} />
                <span>{name}</span>
              </a>
              <br />
              <span class="muted small">{pick(one.reason)}</span> {ties.length > 0 && <OpenEvidence title={name}>{() => <Reasons ties={ties} data={data} />}</OpenEvidence>}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Reasons({ ties, data }: { ties: string[]; data: Partners }) {
  const explorer = useExplorer();
  const { label, page } = explorer;
  return (
    <>
      {ties.map((key) => {
        const tie = data.ties[key];
        return (
          tie && (
            <article class="card" key={key}>
              <h3>
                <a href={page(tie)}>{label(tie.type)}</a> <small class="muted">{spanOf(explorer, tie)}</small>
              </h3>
              <EvidenceList evidence={tie.evidence} />
            </article>
          )
        );
      })}
    </>
  );
}
