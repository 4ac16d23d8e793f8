import { TieCard } from "../parts/Evidence";
import { OpenEvidence } from "../parts/OpenEvidence";
import { ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import { LeavingMap } from "./LeavingMap";
import type { Profile } from "./types";

const NAMED = 8;
/** How many the printed page names (profile.css). */
const PRINTED = 5;

/** The ties that lead out: on a map as far as places are known, and to whom. */
export function Leaving({ profile }: { profile: Profile }) {
  const { say, number, label } = useExplorer();
  const { ties } = profile;
  return (
    <section class="card" id="ties">
      <h2>
        {say("profileLeaving")} <span class="count">{number(ties.leaving)}</span>
      </h2>
      <p class="muted small">{say("profileTies", { all: number(ties.all), inside: number(ties.inside), leaving: number(ties.leaving) })}</p>
      {ties.origin && ties.places.some((one) => one.lat !== ties.origin?.lat || one.long !== ties.origin?.long) && <LeavingMap profile={profile} />}
      {ties.nowhere > 0 && <p class="muted small">{say("profileNowhere", { n: number(ties.nowhere), all: number(ties.leaving) })}</p>}
      <ul class="plain">
        {ties.to.slice(0, NAMED).map((one) => {
          const between = ties.items.filter((tie) => [tie.source, tie.target, ...tie.participants].some((end) => end?.iri === one.iri));
          return (
            <li key={one.iri} data-leads-to={one.key}>
              <ThingLink thing={one} /> <span class="muted">{say("profileTieCount", { n: number(one.ties) })}</span>{" "}
              {between.length > 0 && <OpenEvidence title={label(one)}>{() => between.map((tie) => <TieCard key={tie.iri} tie={tie} />)}</OpenEvidence>}
            </li>
          );
        })}
      </ul>
      {ties.others > PRINTED && <p class="print-only muted small">{say("profileMore", { n: number(ties.others - PRINTED) })}</p>}
      {ties.others > NAMED && <p class="no-print muted small">{say("profileMore", { n: number(ties.others - NAMED) })}</p>}
    </section>
  );
}
