import type { ActorRow, Listing, Region } from "../api/lists";
import { Await } from "../parts/Notice";
import { WIDE, ZONES, profileOf } from "../profile/types";
import { useExplorer, useGet } from "../shell/context";
import type { Loaded } from "../shell/loading";

const NAMED = 8;

type Named = ActorRow & { actors?: number };

/** Regions with most actors, clusters with most members, zones with most ties, by name. */
export function Profiles() {
  const { say, link } = useExplorer();
  const places = useGet<Listing<Region>>("/places/map", { located: false });
  const clusters = useGet<Listing<Named>>("/clusters", { limit: 500 });
  const zones = useGet<Listing<Named>>("/actors", { type: ZONES.join(","), sort: "degree", limit: NAMED });
  return (
    <section class="profiles" aria-labelledby="profiles">
      <h2 id="profiles">{say("profilesTitle")}</h2>
      <Names title={say("profilesRegions")} loaded={places} of={(one) => one.actors} all={link("/lists/regions")} />
      <Names title={say("profilesClusters")} loaded={clusters} of={(one) => one.actors ?? 0} then={(one) => one.degree} all={link("/lists/clusters")} />
      <Names title={say("profilesZones")} loaded={zones} of={(one) => one.degree} all={link("/lists/actors", { type: ZONES.join(",") })} />
    </section>
  );
}

/** Those with most of what is counted, and the way to all of them. */
function Names<T extends Named | Region>({ title, loaded, of, then, all }: { title: string; loaded: Loaded<Listing<T>>; of: (one: T) => number; then?: (one: T) => number; all: string }) {
  const { say, link, label, number } = useExplorer();
  if (loaded.data && !loaded.data.items.length) return null;
  return (
    <div>
      <h3>{title}</h3>
      <Await loaded={loaded}>
        {(list) => (
          <ul class="names">
            {list.items
              .filter((one) => !WIDE.includes(one.class ?? "")) // they stand in the list of all
              .toSorted((a, b) => of(b) - of(a) || (then ? then(b) - then(a) : 0))
              .slice(0, NAMED)
              .map((one) => (
                <li key={one.iri}>
                  <a href={link(profileOf(one) ?? "/")}>{label(one)}</a> {of(one) > 0 && <span class="count">{number(of(one))}</span>}
                </li>
              ))}
            {list.meta.count > NAMED && (
              <li>
                <a class="muted" href={all}>
                  {say("allOfList", { n: list.meta.count })}
                </a>
              </li>
            )}
          </ul>
        )}
      </Await>
    </div>
  );
}
