import { useMemo, useRef, useState } from "preact/hooks";
import type { Network, NetworkNode, Thing } from "../api/types";
import { FacetFilters } from "../graph/Filters";
import { GraphCanvas, type GraphHandle } from "../graph/GraphCanvas";
import { Legend } from "../graph/Legend";
import { PathFinder } from "../graph/PathFinder";
import { Selection } from "../graph/Selection";
import { ActorTable, LinkTable } from "../graph/Tables";
import { YearPlayer } from "../graph/YearPlayer";
import { BUBBLES_ABOVE, type Point, gatherBubbles, neighboursOf, nodeKey, sceneOf } from "../graph/model";
import { networkDownloads } from "../graph/downloads";
import { type TiesState, readTiesState, withFit } from "../graph/state";
import { Downloads } from "../parts/Downloads";
import { LinkedBy } from "../parts/LinkedBy";
import { ErrorNotice, Loading } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { SearchBox } from "../parts/SearchBox";
import { Tabs } from "../parts/Tabs";
import { PlacesView } from "../places/PlacesView";
import { navigate } from "../router";
import { useNetwork, useTieTypes } from "../graph/network";
import { useExplorer } from "../shell/context";

export default function Ties() {
  const explorer = useExplorer();
  const { say, label, here, place } = explorer;
  const state = useMemo(() => readTiesState(place.query), [place]);
  const asked = state.view === "map" ? null : `/networks/${state.projection}`;
  const network = useNetwork(asked, state);
  useTieTypes(); // asked for together with the network, not after it
  const change = (changes: Partial<Record<keyof TiesState["raw"], string>>, replace = false) =>
    navigate(here(withFit(changes)), { keepScroll: true, replace });

  return (
    <div class="ties">
      <PageHead title={say("tiesTitle")} lead={say("tiesLead")} />
      <Tabs
        label={say("view")}
        value={state.view}
        onChange={(view) => change({ view: view === "graph" ? "" : view })}
        tabs={[
          ["graph", say("viewGraph")],
          ["table", say("viewTable")],
          ["map", say("viewMap")],
        ]}
      />
      {state.view === "map" ? (
        <PlacesView />
      ) : (
        <div class="ties-grid">
          <aside class="ties-left" aria-label={say("filters")}>
            <SearchBox
              id="focus-search"
              label={say("focusSearch")}
              kind="actor"
              onChoose={(thing) => change({ focus: [...new Set([...state.focus, thing.key])].join(","), sel: thing.key })}
            />
            <FacetFilters state={state} change={change} />
          </aside>
          <section class="ties-main" aria-label={say(state.view === "table" ? "viewTable" : "viewGraph")}>
            <YearPlayer busy={network.loading} />
            {network.problem ? (
              <ErrorNotice problem={network.problem} retry={network.retry} />
            ) : network.data ? (
              <Picture network={network.data} state={state} change={change} loading={network.loading} label={label} />
            ) : (
              <Loading what={say("loadingNetwork")} />
            )}
          </section>
        </div>
      )}
    </div>
  );
}

interface PictureProps {
  network: Network;
  state: TiesState;
  change: (changes: Partial<Record<keyof TiesState["raw"], string>>, replace?: boolean) => void;
  loading: boolean;
  label: (thing: NetworkNode) => string;
}

function Picture({ network, state, change, loading, label }: PictureProps) {
  const explorer = useExplorer();
  const { say, link } = explorer;
  const handle = useRef<GraphHandle>(null);
  const [pair, setPair] = useState<[Thing, Thing]>();
  const [path, setPath] = useState<string[]>([]);
  const byKey = useMemo(() => new Map(network.nodes.map((node) => [nodeKey(node), node])), [network]);
  const { layers, name: nameType } = useTieTypes();
  const full = useMemo(
    () => sceneOf(network, label, (type) => layers.get(type) ?? "", `${network.release} ${state.projection} ${state.focus.join()}`, state.focus.length ? 0.5 : 0.85),
    [network, explorer.lang, layers],
  );
  const many = full.points.length > BUBBLES_ABOVE;
  const bubbles = many ? state.bubbles !== "off" : state.bubbles === "on";
  const scene = useMemo(
    () =>
      bubbles
        ? gatherBubbles(full, new Set(state.open), (members) => {
            const head = members.reduce((best, member) => (member.degree > best.degree ? member : best));
            return say("bubbleName", { name: head.label, n: members.length - 1 });
          }, `bubbles ${network.release} ${state.projection} ${full.points.length}`)
        : full,
    [full, bubbles, state.open.join(), explorer.lang],
  );
  const selected = scene.index.has(state.sel) ? state.sel : undefined;
  const lit = useMemo(() => {
    if (path.length) return new Set(path);
    return selected ? neighboursOf(scene, selected).add(selected) : undefined;
  }, [scene, selected, path]);
  const litLines = useMemo(() => {
    if (!selected && !path.length) return undefined;
    const chosen = new Set<number>();
    const at = scene.index.get(selected ?? "");
    const steps = new Set(path.slice(1).map((key, i) => [path[i], key].sort().join(" ")));
    scene.lines.forEach((line, i) => {
      const ends = [scene.points[line.a]?.key, scene.points[line.b]?.key].sort().join(" ");
      if (path.length ? steps.has(ends) : line.a === at || line.b === at) chosen.add(i);
    });
    return chosen;
  }, [scene, selected, path]);

  const open = (point: Point) => {
    if (point.count !== undefined && point.community !== undefined) change({ open: [...state.open, point.community].join(",") });
    else {
      const node = byKey.get(point.key);
      if (node) navigate(explorer.page(node));
    }
  };
  const ask = (a: string, b: string) => {
    const [p, q] = [byKey.get(a), byKey.get(b)];
    if (p && q) setPair([p, q]);
  };
  const title = say("pictureTitle", { n: network.nodes.length, m: network.links.length });
  const source = say("pictureSource", {
    release: String(network.release ?? explorer.summary?.release ?? ""),
    year: explorer.asOf === undefined ? say("allYears") : String(explorer.asOf),
    licence: explorer.summary?.licence_name ?? say("noLicence"),
  });
  const files = <Downloads items={networkDownloads(explorer, state, handle, { title, source })} title={say("downloadsShown")} />;
  const node = selected ? byKey.get(selected) : undefined;
  return (
    <div class={loading ? "stale" : undefined} data-network-nodes={network.nodes.length} data-network-links={network.links.length}>
      <p class="picture-title">
        <strong>{title}</strong>{" "}
        {network.chosen?.certain != null && (
          <span data-chosen>{say("chosenIn", { certain: network.chosen.certain, possible: network.chosen.possible ?? 0 })}</span>
        )}{" "}
        <DroppedNote dropped={network.dropped} />
        {state.focus.length > 0 && (
          <button type="button" class="quiet" onClick={() => change({ focus: "", k: "", sel: "" })}>
            {say("wholeNetwork")}
          </button>
        )}
        {many && (
          <button type="button" class="quiet" aria-pressed={bubbles} onClick={() => change({ bubbles: bubbles ? "off" : "" })}>
            {say("bubbles")}
          </button>
        )}
        {bubbles && state.open.length > 0 && (
          <button type="button" class="quiet" onClick={() => change({ open: "" })}>
            {say("closeBubbles")}
          </button>
        )}
      </p>
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
          <LinkTable network={network} byKey={byKey} nameType={nameType} onWhy={ask} />
          <ActorTable network={network} />
          {files}
        </>
      ) : (
        <div class="picture">
          <div class="picture-frame">
            <div class="frame">
            <GraphCanvas
              handle={handle}
              view={state.at}
              onView={(at) => change({ at }, true)}
              scene={scene}
              family={`${state.projection} ${state.focus.join()} ${state.k} ${bubbles}`}
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
            <div class="zoom" role="group" aria-label={say("zoom")}>
              <button type="button" onClick={() => handle.current?.zoom(1.4)} aria-label={say("zoomIn")}>
                +
              </button>
              <button type="button" onClick={() => handle.current?.zoom(1 / 1.4)} aria-label={say("zoomOut")}>
                −
              </button>
              <button type="button" onClick={() => handle.current?.fit()} aria-label={say("zoomFit")}>
                ⤢
              </button>
            </div>
            </div>
            <PathFinder state={state} change={change} onPath={setPath} />
            {files}
          </div>
          <div class="picture-side">
            {node && (
              <Selection node={node} network={network} byKey={byKey} state={state} change={change} onWhy={ask} />
            )}
            <Legend network={network} layers={layers} state={state} change={change} />
          </div>
        </div>
      )}
      {pair && <LinkedBy a={pair[0]} b={pair[1]} onClose={() => setPair(undefined)} />}
    </div>
  );
}

/** What the network leaves out or merges, behind one click. */
function DroppedNote({ dropped }: { dropped: Record<string, unknown> }) {
  const { say, word, number } = useExplorer();
  const parts = Object.entries(dropped ?? {}).filter((entry): entry is [string, number] => typeof entry[1] === "number" && entry[1] > 0);
  if (!parts.length) return null;
  return (
    <details class="small muted">
      <summary>{say("notDrawn")}</summary>
      <ul>
        {parts.map(([name, count]) => (
          <li key={name}>{`${word(name, "left-out")}: ${number(count)}`}</li>
        ))}
      </ul>
    </details>
  );
}
