import { TieCard } from "../parts/Evidence";
import { OpenEvidence } from "../parts/OpenEvidence";
import { ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import type { Comparison } from "./types";

/** Who belongs to both of a pair, and which ties lie between them. */
export function Between({ pairs }: { pairs: Comparison["pairs"] }) {
  const { pick, say } = useExplorer();
  return (
    <section id="between">
      <h2>{say("compareBetween")}</h2>
      <ul class="plain">
        {pairs.map((pair) => (
          <li key={pair.between.join(" ")} data-pair={pair.between.join(" ")}>
            {pick(pair.sentence)}{" "}
            {pair.items.length > 0 && <OpenEvidence title={pick(pair.sentence)}>{() => pair.items.map((tie) => <TieCard key={tie.iri} tie={tie} />)}</OpenEvidence>}
            {pair.shared.length > 0 && (
              <p>
                {say("compareShared")}{" "}
                {pair.shared.map((one, i) => (
                  <span key={one.iri}>
                    {i > 0 && ", "}
                    <ThingLink thing={one} plain />
                  </span>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
