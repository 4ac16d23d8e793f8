import { ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import type { Profile } from "./types";

/** What nobody knows, in numbers, and of whom. */
export function Unknown({ profile }: { profile: Profile }) {
  const { say, pick } = useExplorer();
  return (
    <section class="card" id="unknown">
      <h2>{say("unknownTitle")}</h2>
      {profile.unknown.length === 0 && <p>{say("profileAllKnown")}</p>}
      <ul class="plain">
        {profile.unknown.map((one) => (
          <li key={one.what} data-unknown={one.what}>
            {pick(one.sentence)}
            {one.things.length > 0 && (
              <details class="small">
                <summary>{say("profileWhich")}</summary>
                {one.things.map((thing, i) => (
                  <span key={thing.iri}>
                    {i > 0 && ", "}
                    <ThingLink thing={thing} plain />
                  </span>
                ))}
                {one.count > one.things.length && " …"}
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
