import { useMemo } from "preact/hooks";
import { Picture } from "../graph/Picture";
import { YearPlayer } from "../graph/YearPlayer";
import { useNetwork, useTieTypes } from "../graph/network";
import { type TiesState, readTiesState, withFit } from "../graph/state";
import { ErrorNotice, Loading } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { SearchBox } from "../parts/SearchBox";
import { Tabs } from "../parts/Tabs";
import { PlacesView } from "../places/PlacesView";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";

const VIEWS = { graph: "viewGraph", table: "viewTable", map: "viewMap" } as const;

export default function Ties() {
  const explorer = useExplorer();
  const { say, label, here, place } = explorer;
  const state = useMemo(() => readTiesState(place.query), [place]);
  const network = useNetwork(`/networks/${state.projection}`, state);
  useTieTypes(); // asked for together with the network, not after it
  const change = (changes: Partial<Record<keyof TiesState["raw"], string>>, replace = false) =>
    navigate(here(withFit(changes)), { keepScroll: true, replace });

  return (
    <div class="ties">
      <PageHead title={say(state.view === "map" ? "placesTitle" : "tiesTitle")}>
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
      </PageHead>
      <section class="ties-main" aria-label={say(VIEWS[state.view])}>
        <div class="ties-bar">
          <SearchBox
            id="focus-search"
            label={say("focusSearch")}
            kind="actor"
            onChoose={(thing) => change({ focus: [...new Set([...state.focus, thing.key])].join(","), sel: thing.key })}
          />
          <YearPlayer busy={network.loading} network={network.data} certain={state.certain} />
        </div>
        {network.problem ? (
          <ErrorNotice problem={network.problem} retry={network.retry} />
        ) : network.data && state.view === "map" ? (
          <PlacesView network={network.data} state={state} change={change} />
        ) : network.data ? (
          <Picture network={network.data} state={state} change={change} loading={network.loading} label={label} />
        ) : (
          <Loading what={say("loadingNetwork")} />
        )}
      </section>
    </div>
  );
}
