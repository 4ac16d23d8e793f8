import type { ActorRow, Listing, Region } from "../api/lists";
import { WIDE } from "../profile/types";
import { useExplorer, useGet } from "../shell/context";

interface Named {
  value: string;
  label: string;
}

/** The two first of which none lies in the other. */
function apart(places: Region[]): Region[] {
  const named = new Map(places.map((one) => [one.key, one]));
  const around = (one: Region | undefined): string[] => (one ? [one.key, ...one.within.flatMap((key) => around(named.get(key)))] : []);
  for (const [i, one] of places.entries()) {
    const other = places.slice(i + 1).find((next) => one.class === next.class && !around(next).includes(one.key) && !around(one).includes(next.key));
    if (other) return [one, other];
  }
  return [];
}

/** Comparisons to begin with: the regions with most actors, the clusters with most members. */
export function Suggested() {
  const { say, label, here } = useExplorer();
  const places = useGet<Listing<Region>>("/places/map", { located: false });
  const clusters = useGet<Listing<ActorRow & { actors: number }>>("/clusters", { limit: 1000 });
  const [first, second] = apart((places.data?.items ?? []).filter((one) => one.actors > 0 && !WIDE.includes(one.class ?? "")));
  const regions = [first, second].filter((one) => one !== undefined).map((one): Named => ({ value: `region/${one.key}`, label: label(one) }));
  const known = (clusters.data?.items ?? []).toSorted((a, b) => b.actors - a.actors).map((one): Named => ({ value: `cluster/${one.key}`, label: label(one) }));
  const pairs = [regions, known.slice(0, 2)].filter((pair) => pair.length === 2);
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
