import { useMemo, useRef, useState } from "preact/hooks";
import type { Network, NetworkNode } from "../api/networks";
import type { Thing } from "../api/records";
import { Downloads } from "../parts/Downloads";
import { LinkedBy } from "../parts/LinkedBy";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { Community, CommunityTable } from "./Community";
import { titleOf } from "./bubbles";
import { FacetFilters } from "./Filters";
import { GraphCanvas, type GraphHandle } from "./GraphCanvas";
import { Legend } from "./Legend";
import { PathFinder } from "./PathFinder";
import { PictureTitle } from "./PictureTitle";
import { Selection } from "./Selection";
import { ActorTable, LinkTable } from "./Tables";
import { Zoom } from "./Zoom";
import { networkDownloads } from "./downloads";
import { useLit } from "./lit";
import { type Point, nodeKey, sceneOf } from "./model";
import { useTieTypes } from "./network";
import type { Change, TiesState } from "./state";

/** Fewer actors than this need no large frame. */
const FEW = 7;

/** Up to so many actors a neighbourhood is laid out for itself, not where it lies in the whole network: far ends would
 * leave the middle empty. */
const OWN_LAYOUT = 400;
const unplaced = (network: Network): Network => ({ ...network, nodes: network.nodes.map(({ x: _x, y: _y, ...node }) => node) });

interface PictureProps {
  network: Network;
  state: TiesState;
  change: Change;
  loading: boolean;
  label: (thing: NetworkNode) => string;
}

/** The network as a picture or as tables, with what belongs beside it. */
export function Picture({ network, state, change, loading, label }: PictureProps) {
  const explorer = useExplorer();
  const { say, link } = explorer;
  const handle = useRef<GraphHandle>(null);
  const [pair, setPair] = useState<[Thing, Thing]>();
  const [path, setPath] = useState<string[]>([]);
  const byKey = useMemo(() => new Map(network.nodes.map((node) => [nodeKey(node), node])), [network]);
  const { layers, name: nameType } = useTieTypes();
  const gathered = network.level === "communities";
  const own = state.focus.length > 0 && network.nodes.length <= OWN_LAYOUT;
  const scene = useMemo(
    () =>
      sceneOf(
        own ? unplaced(network) : network,
        label,
        (type) => layers.get(type) ?? "",
        `${network.release} ${state.projection} ${state.focus.join()} ${state.open} ${own} ${gathered}`,
        own || gathered ? 1 : state.focus.length ? 0.5 : 0.85,
      ),
    [network, explorer.lang, layers],
  );
  const selected = scene.index.has(state.sel) ? state.sel : undefined;
  // a path may lead through actors that this picture does not hold
  const drawn = useMemo(() => (path.every((key) => scene.index.has(key)) ? path : []), [scene, path]);
  const { lit, lines: litLines } = useLit(scene, selected, drawn);

  const open = (point: Point) => {
    if (gathered) change({ open: point.community ?? "", sel: "" });
    else {
      const node = byKey.get(point.key);
      if (node) navigate(explorer.page(node));
    }
  };
  const ask = (a: string, b: string) => {
    const [p, q] = [byKey.get(a), byKey.get(b)];
    if (p && q) setPair([p, q]);
  };
  const title = titleOf(say, network);
  const source = say("pictureSource", {
    release: String(network.release ?? explorer.summary?.release ?? ""),
    year: explorer.asOf === undefined ? say("allYears") : String(explorer.asOf),
    licence: explorer.summary?.licence_name ?? say("noLicence"),
  });
  const files = <Downloads items={networkDownloads(explorer, state, handle, { title, source })} title={say("downloadsShown")} />;
  const asksPath = Boolean(state.from || state.to);
  const finder = <PathFinder key="path" state={state} change={change} onPath={setPath} />;
  const node = selected ? byKey.get(selected) : undefined;
  return (
    <div class={loading ? "stale" : undefined} data-network-nodes={network.nodes.length} data-network-links={network.links.length}>
      <PictureTitle title={title} network={network} state={state} byKey={byKey} change={change} label={label} />
      {!network.nodes.length ? (
        <div class="notice empty">
          <p>
            <strong>{say("nothingDrawn")}</strong>
          </p>
          <p>{say("nothingDrawnHint")}</p>
          <p>
            <a href={link("/ties", { as_of: undefined })}>{say("clearFilters")}</a>
          </p>
        </div>
      ) : state.view === "table" ? (
        <>
          <FacetFilters state={state} change={change} year={network.as_of} />
          {gathered ? (
            <CommunityTable network={network} onOpen={(community) => change({ open: community })} />
          ) : (
            <>
              <LinkTable network={network} byKey={byKey} nameType={nameType} onWhy={ask} />
              <ActorTable network={network} />
            </>
          )}
          {files}
        </>
      ) : (
        <div class={network.nodes.length < FEW ? "picture few" : "picture"}>
          <div class="picture-frame">
            <a class="skip inner" href="#legend">
              {say("toLegend")}
            </a>
            <div class="frame">
              <GraphCanvas
                handle={handle}
                view={state.at}
                onView={(at) => change({ at }, true)}
                scene={scene}
                family={`${state.projection} ${state.focus.join()} ${state.k} ${state.open} ${gathered}`}
                label={say("graphLabel", { n: network.nodes.length, m: network.links.length })}
                selected={selected}
                lit={lit}
                litLines={litLines}
                onSelect={(point) => change({ sel: point?.key ?? "" }, true)}
                onOpen={open}
                onLine={(line) => {
                  const found = network.links[line.link];
                  if (found) ask(found.source, found.target);
                }}
              />
              <Zoom handle={handle} />
            </div>
            <p class="muted small">{say("tiesLead")}</p>
            {files}
          </div>
          <div class="picture-side">
            {node && gathered && <Community node={node} onOpen={() => change({ open: String(node.community), sel: "" })} />}
            {node && !gathered && (
              <Selection node={node} network={network} byKey={byKey} state={state} change={change} onWhy={ask} />
            )}
            {asksPath && finder}
            <Legend network={network} layers={layers} state={state} change={change} />
            <FacetFilters state={state} change={change} year={network.as_of} />
            {!asksPath && finder}
          </div>
        </div>
      )}
      {pair && <LinkedBy a={pair[0]} b={pair[1]} onClose={() => setPair(undefined)} />}
    </div>
  );
}
