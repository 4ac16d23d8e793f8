import { useMemo } from "preact/hooks";
import type { Listing, MapPlace } from "../api/lists";
import type { Network } from "../api/networks";
import { FacetFilters } from "../graph/Filters";
import type { Change, TiesState } from "../graph/state";
import { Downloads } from "../parts/Downloads";
import { Await, Empty } from "../parts/Notice";
import { Table } from "../parts/Table";
import { useExplorer, useGet } from "../shell/context";
import { PlaceMap, type PlaceTie } from "./PlaceMap";
import { gatherPlaces } from "./gather";

interface Props {
  network: Network;
  state: TiesState;
  change: Change;
}

/** Where the actors of the network are and which ties run between places: points and lines on bundled open geography,
 * and the same as tables. */
export function PlacesView(props: Props) {
  const { say } = useExplorer();
  const places = useGet<Listing<MapPlace>>("/places/map", { as_of: undefined }, "places");
  return (
    <Await loaded={places} what={say("loadingMap")}>
      {(answer) => {
        const located = answer.items;
        return located.length ? <Places located={located} {...props} /> : <Empty title={say("noPlaces")}>{say("noPlacesHint")}</Empty>;
      }}
    </Await>
  );
}

function Places({ located, network, state, change }: Props & { located: MapPlace[] }) {
  const explorer = useExplorer();
  const { say, heading, label, link } = explorer;
  // communities lie in no place: then the circles are those of the whole release
  const whole = network.level === "communities";
  const found = useMemo(() => gatherPlaces(network, located), [network, located]);
  const rows = useMemo(
    () => located.map((place) => ({ ...place, actors: whole ? place.actors : (found.actors.get(place.key) ?? 0) })).filter((place) => place.actors > 0),
    [located, found, whole],
  );
  const points = useMemo(
    () => rows.map((place) => ({ key: place.key, label: explorer.label(place), lat: place.lat, long: place.long, size: place.actors, href: link(`/region/${place.key}`) })),
    [rows, explorer.lang, explorer.asOf],
  );
  const named = useMemo(() => new Map(located.map((place) => [place.key, place])), [located]);
  const linkOf = (key: string) => {
    const place = named.get(key);
    return place && <a href={explorer.page(place)}>{label(place)}</a>;
  };
  return (
    <div class="picture">
      <div class="places">
        <p class="picture-title">
          <strong>{say("placesCount", { n: rows.length, m: found.ties.length })}</strong>
          {whole && <span class="muted">{say("placesTooMany")}</span>}
          {!whole && found.elsewhere > 0 && <span class="muted">{say("placesElsewhere", { n: found.elsewhere })}</span>}
        </p>
        {rows.length ? <PlaceMap points={points} ties={found.ties} label={say("mapLabel", { n: points.length })} file="map" /> : <Empty title={say("nothingDrawn")}>{say("nothingDrawnHint")}</Empty>}
        <Table
          caption={say("placesTable")}
          file="places"
          rows={rows}
          rowKey={(place) => place.key}
          sort={{ key: "actors", down: true }}
          param="sort"
          columns={[
            { key: "label", title: heading("place"), value: (p: MapPlace) => label(p), show: (p: MapPlace) => <a href={link(`/region/${p.key}`)}>{label(p)}</a> },
            { key: "actors", title: say("actorsExactly"), value: (p: MapPlace) => p.actors, numeric: true },
            { key: "lat", title: say("latitude"), value: (p: MapPlace) => p.lat, numeric: true },
            { key: "long", title: say("longitude"), value: (p: MapPlace) => p.long, numeric: true },
          ]}
        />
        {found.ties.length > 0 && (
          <Table
            caption={say("placeTiesTable")}
            file="place-ties"
            rows={found.ties}
            rowKey={(tie) => `${tie.a} ${tie.b}`}
            sort={{ key: "count", down: true }}
            param="sort-ties"
            columns={[
              { key: "a", title: heading("place"), value: (t: PlaceTie) => label(named.get(t.a)), show: (t: PlaceTie) => linkOf(t.a) },
              { key: "b", title: say("otherPlace"), value: (t: PlaceTie) => label(named.get(t.b)), show: (t: PlaceTie) => linkOf(t.b) },
              { key: "count", title: say("columnLines"), value: (t: PlaceTie) => t.count, numeric: true },
            ]}
          />
        )}
        <Downloads title={say("downloads")} items={[{ label: "JSON", id: "json", href: explorer.url("/places/map") }]} />
      </div>
      <div class="picture-side">
        <FacetFilters state={state} change={change} year={network.as_of} />
      </div>
    </div>
  );
}
