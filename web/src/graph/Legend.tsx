import { useMemo } from "preact/hooks";
import type { Network } from "../api/networks";
import { SPHERES, SphereMark, sphereOf } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import { PALE } from "./paintlines";
import { DASHES, LAYERS, MODALITIES } from "./style";
import { type Change, type TiesState, USUAL, toggle } from "./state";

/** What the shapes, colours and dashes mean; every entry is a switch. */
export function Legend({
  network,
  layers,
  state,
  change,
}: {
  network: Network;
  layers: Map<string, string>;
  state: TiesState;
  change: Change;
}) {
  const { say, word, number } = useExplorer();
  const gathered = network.level === "communities";
  const counts = useMemo(() => {
    const found: Record<string, number> = {};
    const add = (name: string, count = 1) => {
      found[name] = (found[name] ?? 0) + count;
    };
    for (const node of network.nodes) {
      if (!gathered) add(`sphere ${sphereOf(node.sphere)}`);
      else for (const [sphere, share] of Object.entries(node.membership ?? {})) add(`sphere ${sphere}`, share * (node.size ?? 0));
    }
    for (const link of network.links) {
      add(`modality ${link.modality}`);
      add(link.certain ? "certain" : "merely-possible");
      const own = new Set(link.layers ?? link.types.map((type) => layers.get(type) ?? ""));
      for (const layer of own) add(`layer ${layer}`);
    }
    return found;
  }, [network, layers]);
  const usual = (name: "spheres" | "layers" | "modalities", all: readonly string[]) => (name === "modalities" ? USUAL : all);
  const shown = (name: "spheres" | "layers" | "modalities", all: readonly string[], entry: string) =>
    (state.lists[name].length ? state.lists[name] : usual(name, all)).includes(entry);
  const entry = (name: "spheres" | "layers" | "modalities", all: readonly string[], key: string, mark: preact.JSX.Element, count = 0) => (
    <li key={key}>
      <button
        type="button"
        class="legend-entry"
        aria-pressed={shown(name, all, key)}
        onClick={() => change({ [name]: toggle(all, state.lists[name], key, usual(name, all)) })}
        data-legend={key}
      >
        {mark}
        <span>{word(key)}</span>
        <small>{shown(name, all, key) && number(count, 0)}</small>
      </button>
    </li>
  );
  return (
    <div class="legend">
      <h2 id="legend" tabIndex={-1}>
        {say("legend")}
      </h2>
      <p class="muted small">{say("legendHint")}</p>
      <h3>{say("legendSpheres")}</h3>
      <ul>{SPHERES.map((key) => entry("spheres", SPHERES, key, <SphereMark sphere={key} />, counts[`sphere ${key}`]))}</ul>
      {!gathered && <h3>{say("legendModalities")}</h3>}
      <ul hidden={gathered}>
        {MODALITIES.map((key) =>
          entry(
            "modalities",
            MODALITIES,
            key,
            <svg width="26" height="10" aria-hidden="true" class="line-mark">
              <line x1="0" y1="5" x2="26" y2="5" stroke-dasharray={(DASHES[key] ?? []).map((d) => d * 1.4).join(" ")} />
            </svg>,
            counts[`modality ${key}`],
          ),
        )}
      </ul>
      {network.as_of !== null && (
        <>
          <h3>{say("lineOfYear")}</h3>
          <ul>
            {([["certain", 1], ["merely-possible", PALE]] as const).map(([key, opacity]) => (
              <li key={key} class="legend-entry">
                <svg width="26" height="10" aria-hidden="true" class="line-mark">
                  <line x1="0" y1="5" x2="26" y2="5" stroke-opacity={opacity} />
                </svg>
                <span>{word(key)}</span>
                <small>{number(counts[key] ?? 0)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{say("legendLayers")}</h3>
      <ul>
        {LAYERS.filter((key) => counts[`layer ${key}`] || state.lists.layers.length).map((key) =>
          entry(
            "layers",
            LAYERS,
            key,
            <svg width="26" height="10" aria-hidden="true" class="line-mark">
              <line x1="0" y1="5" x2="26" y2="5" style={{ stroke: `var(--l-${key})` }} />
            </svg>,
            counts[`layer ${key}`],
          ),
        )}
      </ul>
    </div>
  );
}
