import { useMemo } from "preact/hooks";
import type { ActorRow, Listing, MapPlace } from "../api/types";
import { compareNames } from "../language";
import { navigate } from "../router";
import { useExplorer, useGet } from "../shell/context";
import { MOST } from "./types";

interface Option {
  value: string;
  label: string;
}

/** One field a subject: regions with actors, and clusters, by name. The address keeps what is chosen. */
export function Choose({ subjects }: { subjects: string[] }) {
  const { say, label, here, lang } = useExplorer();
  const places = useGet<Listing<MapPlace & { class: string }>>("/places/map");
  const regions = useGet<Listing<ActorRow>>("/actors", { limit: 1 });
  const clusters = useGet<Listing<ActorRow>>("/clusters", { limit: 1000 });
  const groups = useMemo(() => {
    const names = compareNames(lang);
    const sorted = (options: Option[]) => options.sort((a, b) => names(a.label, b.label));
    const placed = regions.data?.facets?.place ?? [];
    const known = new Map((places.data?.items ?? []).filter((one) => one.actors > 0).map((one) => [one.key, label(one)]));
    for (const one of placed) known.set(one.key, label(one));
    return {
      regions: sorted([...known].map(([key, name]) => ({ value: `region/${key}`, label: name }))),
      clusters: sorted((clusters.data?.items ?? []).map((one) => ({ value: `cluster/${one.key}`, label: label(one) }))),
    };
  }, [places.data, regions.data, clusters.data, lang]);
  const change = (place: number, value: string) => {
    const next = [...subjects];
    next[place] = value;
    navigate(here({ of: next.filter((one, i) => one && next.indexOf(one) === i).join(",") }), { keepScroll: true });
  };
  const fields = Math.min(Math.max(subjects.length + 1, 2), MOST);
  return (
    <form class="row choose" onSubmit={(event) => event.preventDefault()} aria-label={say("compareChoose")}>
      {Array.from({ length: fields }, (_, i) => (
        <label key={i} class="field">
          <span>{say("compareSubject", { n: i + 1 })}</span>
          <select value={subjects[i] ?? ""} onChange={(event) => change(i, event.currentTarget.value)} data-subject={i}>
            <option value="">{say("compareNone")}</option>
            <Group title={say("compareRegions")} options={groups.regions} chosen={subjects[i]} />
            <Group title={say("profileClusters")} options={groups.clusters} chosen={subjects[i]} />
          </select>
        </label>
      ))}
    </form>
  );
}

function Group({ title, options, chosen }: { title: string; options: Option[]; chosen: string | undefined }) {
  return (
    <optgroup label={title}>
      {options.map((one) => (
        <option key={one.value} value={one.value} selected={one.value === chosen}>
          {one.label}
        </option>
      ))}
    </optgroup>
  );
}
