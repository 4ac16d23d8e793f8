import type { ActorRow, FacetValue, Listing } from "../api/lists";
import type { Tie } from "../api/records";
import { fold } from "../language";
import { useState } from "preact/hooks";
import { Await } from "../parts/Notice";
import { useExplorer, useGet } from "../shell/context";
import { type ListName, type TiesState, switchEntry } from "./state";

type Change = (changes: Partial<Record<keyof TiesState["raw"], string>>) => void;

/** Filters with counts; within one group any of the chosen, between groups all of them. The counts are those of the year
 * that is drawn: with 50,000 actors they are asked for after the picture, which would wait for them. */
export function FacetFilters({ state, change, year }: { state: TiesState; change: Change; year: number | null }) {
  const { say, heading } = useExplorer();
  const drawn = { limit: 1, as_of: year ?? undefined };
  const actors = useGet<Listing<ActorRow>>("/actors", drawn, "actors");
  const ties = useGet<Listing<Tie>>("/ties", drawn, "ties");
  const chosen = Object.values(state.lists).flat().length;
  const groups: [ListName, string, FacetValue[] | undefined][] = [
    ["types", heading("type"), actors.data?.facets?.type],
    ["places", heading("place"), actors.data?.facets?.place],
    ["sectors", heading("sector"), actors.data?.facets?.sector],
    ["clusters", heading("cluster"), actors.data?.facets?.cluster],
    ["tie_types", say("filterTieType"), ties.data?.facets?.type],
    ["documents", say("filterDocument"), ties.data?.facets?.document],
  ];
  return (
    <div class="filters">
      <div class="row spread">
        <h2>{say("filters")}</h2>
        {chosen > 0 && (
          <button
            type="button"
            class="quiet"
            onClick={() => change(Object.fromEntries(Object.keys(state.lists).map((name) => [name, ""])))}
          >
            {say("clearFilters")}
          </button>
        )}
      </div>
      <label class="field">
        {heading("network")}
        <select value={state.projection} onChange={(event) => change({ projection: event.currentTarget.value })}>
          {["organisations", "membership", "layers"].map((name) => (
            <option key={name} value={name}>
              {say(name === "organisations" ? "projectionOrganisations" : name === "membership" ? "projectionMembership" : "projectionLayers")}
            </option>
          ))}
        </select>
      </label>
      <Await loaded={actors}>
        {() => (
          <>
            {groups.map(([name, title, values]) => (
              <Group
                key={name}
                title={title}
                values={values ?? []}
                chosen={state.lists[name]}
                onSwitch={(entry) => change({ [name]: switchEntry(state.lists[name], entry) })}
              />
            ))}
          </>
        )}
      </Await>
      <label class="check">
        <input
          type="checkbox"
          checked={state.parameters.isolates === "true"}
          disabled={state.focus.length > 0 || state.view === "map"}
          onChange={(event) => change({ isolates: event.currentTarget.checked ? "on" : "" })}
        />
        {say("showIsolates")}
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={state.collectives}
          onChange={(event) => change({ collectives: event.currentTarget.checked ? "on" : "" })}
          data-collectives
        />
        {say("showCollectives")}
      </label>
    </div>
  );
}

function Group({
  title,
  values,
  chosen,
  onSwitch,
}: {
  title: string;
  values: FacetValue[];
  chosen: string[];
  onSwitch: (entry: string) => void;
}) {
  const { say, label, number } = useExplorer();
  const [wish, setWish] = useState("");
  if (!values.length) return null;
  const folded = fold(wish);
  const found = values.filter((value) => !wish || fold(label(value)).includes(folded));
  return (
    <details open={chosen.length > 0}>
      <summary>
        {title} {chosen.length > 0 && <span class="count">{chosen.length}</span>}
      </summary>
      {values.length > 12 && (
        <input
          type="search"
          value={wish}
          aria-label={say("filterWithin", { title })}
          placeholder={say("filterWithin", { title })}
          onInput={(event) => setWish(event.currentTarget.value)}
        />
      )}
      <ul>
        {found.slice(0, 60).map((value) => (
          <li key={value.key}>
            <label class="check">
              <input type="checkbox" checked={chosen.includes(value.key)} onChange={() => onSwitch(value.key)} />
              <span>{label(value)}</span> <small class="muted">{number(value.count)}</small>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
