import { useMemo } from "preact/hooks";
import type { Listing, MapPlace } from "../api/types";
import { Downloads } from "../parts/Downloads";
import { Await, Empty } from "../parts/Notice";
import { Table } from "../parts/Table";
import { useExplorer, useGet } from "../shell/context";
import { PlaceMap } from "./PlaceMap";

/** Where the actors are: places as points on bundled open geography, and the same as a table. */
export function PlacesView() {
  const { say } = useExplorer();
  const places = useGet<Listing<MapPlace>>("/places/map");
  return (
    <Await loaded={places} what={say("loadingMap")}>
      {(answer) => {
        const located = answer.items.filter((place) => Number.isFinite(place.lat) && Number.isFinite(place.long) && place.actors > 0);
        return located.length ? <Places located={located} all={answer.items} /> : <Empty title={say("noPlaces")}>{say("noPlacesHint")}</Empty>;
      }}
    </Await>
  );
}

function Places({ located, all }: { located: MapPlace[]; all: MapPlace[] }) {
  const explorer = useExplorer();
  const { say, label, number, link } = explorer;
  const points = useMemo(
    () => located.map((place) => ({ key: place.key, label: explorer.label(place), lat: place.lat, long: place.long, size: place.actors, href: link(`/region/${place.key}`) })),
    [located, explorer.lang],
  );
  const columns = useMemo(
    () => [
      { key: "label", title: say("place"), value: (p: MapPlace) => label(p), show: (p: MapPlace) => <a href={link(`/region/${p.key}`)}>{label(p)}</a> },
      { key: "actors", title: say("countActors"), value: (p: MapPlace) => p.actors, numeric: true, show: (p: MapPlace) => <a href={link("/ties", { places: p.key })}>{number(p.actors)}</a> },
      { key: "ties", title: say("countTies"), value: (p: MapPlace) => p.ties, numeric: true },
      { key: "lat", title: say("latitude"), value: (p: MapPlace) => p.lat, numeric: true },
      { key: "long", title: say("longitude"), value: (p: MapPlace) => p.long, numeric: true },
    ],
    [all, explorer],
  );
  return (
    <div class="places">
      <PlaceMap points={points} label={say("mapLabel", { n: points.length })} file="triskele-map" />
      <Table caption={say("placesTable")} file="triskele-places" rows={all} rowKey={(place) => place.key} sort={{ key: "actors", down: true }} param="sort" columns={columns} />
      <Downloads title={say("downloads")} items={[{ label: "JSON", id: "json", href: explorer.url("/places/map") }]} />
    </div>
  );
}
