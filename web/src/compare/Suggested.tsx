import type { ActorRow, Listing, MapPlace } from "../api/types";
import { useExplorer, useGet } from "../shell/context";

interface Named {
  value: string;
  label: string;
}

/** Comparisons to begin with: the regions with most actors, the clusters with most members. */
export function Suggested() {
  const { say, label, here } = useExplorer();
  const places = useGet<Listing<MapPlace>>("/places/map");
  const clusters = useGet<Listing<ActorRow & { actors: number }>>("/clusters", { limit: 1000 });
  const regions = (places.data?.items ?? []).filter((one) => one.actors > 0).map((one): Named => ({ value: `region/${one.key}`, label: label(one) }));
  const known = (clusters.data?.items ?? []).toSorted((a, b) => b.actors - a.actors).map((one): Named => ({ value: `cluster/${one.key}`, label: label(one) }));
  const pairs = [regions.slice(0, 2), known.slice(0, 2)].filter((pair) => pair.length === 2);
  return (
    <div class="notice">
      <p>{say("compareChooseTwo")}</p>
      {pairs.length > 0 && (
        <ul class="plain">
          {pairs.map((pair) => (
            <li key={pair[0]?.value}>
              <a href={here({ of: pair.map((one) => one.value).join(",") })} data-suggested>
                {pair.map((one) => one.label).join(" – ")}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
