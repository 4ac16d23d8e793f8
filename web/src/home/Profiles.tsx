import type { ActorRow, Listing, MapPlace } from "../api/types";
import { Await } from "../parts/Notice";
import { useExplorer, useGet } from "../shell/context";

const NAMED = 8;

interface ClusterRow extends ActorRow {
  actors: number;
}

/** Regions with most actors and clusters with most members, by name. */
export function Profiles() {
  const { say, link, label, number } = useExplorer();
  const places = useGet<Listing<MapPlace>>("/places/map");
  const clusters = useGet<Listing<ClusterRow>>("/clusters", { limit: 500 });
  const regions = (places.data?.items ?? []).filter((one) => one.actors > 0).slice(0, NAMED);
  return (
    <section class="two profiles" aria-labelledby="profiles">
      <h2 id="profiles" class="whole">
        {say("profilesTitle")}
      </h2>
      <div>
        <h3>{say("profilesRegions")}</h3>
        <Await loaded={places}>
          {() => (
            <ul class="names">
              {regions.map((one) => (
                <li key={one.iri}>
                  <a href={link(`/region/${one.key}`)}>{label(one)}</a> <span class="count">{number(one.actors)}</span>
                </li>
              ))}
            </ul>
          )}
        </Await>
      </div>
      <div>
        <h3>{say("profilesClusters")}</h3>
        <Await loaded={clusters}>
          {(list) => (
            <ul class="names">
              {list.items
                .toSorted((a, b) => b.actors - a.actors || b.degree - a.degree)
                .slice(0, NAMED)
                .map((one) => (
                  <li key={one.iri}>
                    <a href={link(`/cluster/${one.key}`)}>{label(one)}</a> {one.actors > 0 && <span class="count">{number(one.actors)}</span>}
                  </li>
                ))}
            </ul>
          )}
        </Await>
      </div>
    </section>
  );
}
