import { useMemo, useState } from "preact/hooks";
import type { Listing, MapPlace } from "../api/types";
import { Downloads } from "../parts/Downloads";
import { Await, Empty } from "../parts/Notice";
import { Table } from "../parts/Table";
import { saveFile } from "../parts/csv";
import { useExplorer, useGet } from "../shell/context";
import { PlaceMap } from "./PlaceMap";

/** Where the actors are: places as points on bundled open geography, and the same as a table. */
export function PlacesView() {
  const explorer = useExplorer();
  const { say, label, number, link } = explorer;
  const places = useGet<Listing<MapPlace>>("/places/map");
  const [svg, setSvg] = useState<SVGSVGElement | null>(null);
  return (
    <Await loaded={places} what={say("loadingMap")}>
      {(answer) => {
        const located = answer.items.filter((place) => Number.isFinite(place.lat) && Number.isFinite(place.long) && place.actors > 0);
        if (!located.length) return <Empty title={say("noPlaces")}>{say("noPlacesHint")}</Empty>;
        return (
          <Places located={located} setSvg={setSvg}>
            <Downloads
              title={say("downloadsShown")}
              items={[
                { label: "SVG", run: () => svg && saveFile("triskele-map.svg", serialise(svg), "image/svg+xml") },
                { label: "PNG", run: () => svg && void savePng(svg) },
                { label: "JSON", id: "json", href: explorer.url("/places/map") },
              ]}
            />
            <Table
              caption={say("placesTable")}
              file="triskele-places"
              rows={answer.items}
              rowKey={(place) => place.key}
              sort={{ key: "actors", down: true }}
              columns={[
                { key: "label", title: say("place"), value: (p) => label(p), show: (p) => <a href={explorer.page(p)}>{label(p)}</a> },
                { key: "actors", title: say("countActors"), value: (p) => p.actors, numeric: true, show: (p) => <a href={link("/ties", { places: p.key })}>{number(p.actors)}</a> },
                { key: "ties", title: say("countTies"), value: (p) => p.ties, numeric: true },
                { key: "lat", title: say("latitude"), value: (p) => p.lat, numeric: true },
                { key: "long", title: say("longitude"), value: (p) => p.long, numeric: true },
              ]}
            />
          </Places>
        );
      }}
    </Await>
  );
}

function Places({ located, setSvg, children }: { located: MapPlace[]; setSvg: (svg: SVGSVGElement | null) => void; children: preact.ComponentChildren }) {
  const explorer = useExplorer();
  const points = useMemo(
    () => located.map((place) => ({ key: place.key, label: explorer.label(place), lat: place.lat, long: place.long, size: place.actors, href: explorer.page(place) })),
    [located, explorer.lang],
  );
  return (
    <div class="places">
      <PlaceMap points={points} label={explorer.say("mapLabel", { n: points.length })} onSvg={setSvg} />
      {children}
    </div>
  );
}

/** The map with its colours written out, so that it looks the same outside the page. */
export function serialise(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [...svg.querySelectorAll<SVGElement>("*")];
  [...copy.querySelectorAll<SVGElement>("*")].forEach((element, i) => {
    const source = from[i];
    if (!source) return;
    const style = getComputedStyle(source);
    for (const name of ["fill", "stroke", "stroke-width", "font-size", "font-family", "text-anchor", "fill-opacity", "stroke-dasharray", "font-weight"]) {
      element.style.setProperty(name, style.getPropertyValue(name));
    }
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  return new XMLSerializer().serializeToString(copy);
}

export async function savePng(svg: SVGSVGElement, name = "triskele-map.png"): Promise<void> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([serialise(svg)], { type: "image/svg+xml" }));
  await image.decode();
  const box = svg.viewBox.baseVal;
  const canvas = document.createElement("canvas");
  canvas.width = box.width * 2;
  canvas.height = box.height * 2;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => blob && saveFile(name, blob), "image/png");
}
