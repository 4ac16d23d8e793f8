import { useMemo } from "preact/hooks";
import type { Network, NetworkNode } from "../api/networks";
import { SphereMark, sphereOf } from "../parts/spheres";
import { profileOf } from "../profile/types";
import { useExplorer } from "../shell/context";
import { nodeKey } from "./model";
import type { Change, TiesState } from "./state";

/** The chosen actor: who it is, whom it is tied to, and where to go from here. */
export function Selection({
  node,
  network,
  byKey,
  state,
  change,
  onWhy,
}: {
  node: NetworkNode;
  network: Network;
  byKey: Map<string, NetworkNode>;
  state: TiesState;
  change: Change;
  onWhy: (a: string, b: string) => void;
}) {
  const { say, label, word, page, link: linkTo } = useExplorer();
  const key = nodeKey(node);
  const profile = profileOf(node);
  const near = useMemo(
    () =>
      network.links
        .filter((link) => link.source === key || link.target === key)
        .map((link) => ({ link, other: byKey.get(link.source === key ? link.target : link.source) }))
        .filter((row) => row.other !== undefined),
    [network, key],
  );
  const sphere = sphereOf(node.sphere);
  return (
    <section class="selection" aria-label={say("selected")} data-selection={key}>
      <div class="row spread">
        <h2>
          <SphereMark sphere={sphere} size={18} /> {label(node)}
        </h2>
        <button type="button" class="quiet" onClick={() => change({ sel: "" })} aria-label={say("closeSelection")}>
          ×
        </button>
      </div>
      <p class="muted">
        {word(sphere)} · {say("tiesCount", { n: near.length })}
      </p>
      <p class="row">
        <a class="button primary" href={page(node)}>
          {say("openPage")}
        </a>
        {profile && (
          <a class="button" href={linkTo(profile)} data-profile-link>
            {say("profileOpen")}
          </a>
        )}
        <button
          type="button"
          onClick={() => change({ focus: state.focus.includes(key) ? key : [...(state.focus.length ? state.focus : []), key].join(","), sel: key })}
        >
          {say(state.focus.length ? "expand" : "focusHere")}
        </button>
        <button type="button" onClick={() => change({ from: key, to: "" })}>
          {say("pathFromHere")}
        </button>
      </p>
      <ul class="near">
        {near.slice(0, 40).map(({ link, other }) => (
          <li key={nodeKey(other as NetworkNode)}>
            <button type="button" class="quiet as-link" onClick={() => change({ sel: nodeKey(other as NetworkNode) })}>
              <SphereMark sphere={other?.sphere} /> {label(other)}
            </button>
            <button
              type="button"
              class="quiet why"
              onClick={() => onWhy(link.source, link.target)}
              aria-label={say("whyLinked", { a: label(node), b: label(other) })}
            >
              {say("why")}
            </button>
          </li>
        ))}
      </ul>
      {near.length > 40 && <p class="muted">{say("moreInTable", { n: near.length - 40 })}</p>}
    </section>
  );
}
