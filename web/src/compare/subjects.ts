/** What can be compared: regions, clusters, industrial zones and technoparks by name. */
import { useMemo } from "preact/hooks";
import type { ActorRow, Listing, Region } from "../api/lists";
import type { Thing } from "../api/records";
import { compareNames } from "../language";
import { ZONES, profileOf } from "../profile/types";
import { useExplorer, useGet } from "../shell/context";

export interface Subject {
  /** As the address names it: region/izmir. */
  value: string;
  label: string;
}

export function useSubjects(): Subject[] {
  const { label, lang } = useExplorer();
  const places = useGet<Listing<Region>>("/places/map", { located: false });
  const actors = useGet<Listing<ActorRow>>("/actors", { limit: 1 });
  const clusters = useGet<Listing<ActorRow>>("/clusters", { limit: 1000 });
  const zones = useGet<Listing<ActorRow>>("/actors", { type: ZONES.join(","), limit: 1000 });
  return useMemo(() => {
    const found = new Map<string, string>();
    const add = (things: readonly Thing[]) => {
      for (const one of things) found.set((profileOf(one) ?? "").slice(1), label(one));
    };
    add((places.data?.items ?? []).filter((one) => one.actors > 0));
    for (const one of actors.data?.facets?.place ?? []) found.set(`region/${one.key}`, label(one));
    add(clusters.data?.items ?? []);
    add(zones.data?.items ?? []);
    found.delete("");
    const names = compareNames(lang);
    return [...found].map(([value, name]) => ({ value, label: name })).sort((a, b) => names(a.label, b.label));
  }, [places.data, actors.data, clusters.data, zones.data, lang]);
}
