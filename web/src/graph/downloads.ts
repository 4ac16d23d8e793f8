import type { RefObject } from "preact";
import type { Download } from "../parts/Downloads";
import { saveFile } from "../parts/csv";
import type { Explorer } from "../shell/context";
import type { GraphHandle } from "./GraphCanvas";
import type { TiesState } from "./state";

const FORMATS: [string, string][] = [
  ["graphml", "GraphML"],
  ["gexf", "GEXF"],
  ["pajek", "Pajek"],
  ["cytoscape", "Cytoscape"],
  ["node-link", "node-link JSON"],
  ["csv", "CSV"],
];

/** The picture as a file, and the network in every format, with the very parameters of the picture. */
export function networkDownloads(
  explorer: Explorer,
  state: TiesState,
  handle: RefObject<GraphHandle | null>,
  caption: { title: string; source: string },
): Download[] {
  const name = `${state.projection}-r${explorer.summary?.release ?? 0}${explorer.asOf ? `-${explorer.asOf}` : ""}`;
  const files = FORMATS.map(([format, label]): Download => ({
    label,
    id: format,
    href: explorer.url(`/networks/${state.projection}`, { ...state.parameters, format, positions: true }),
  }));
  return state.view === "table" ? files : [...pictureDownloads(handle, name, caption), ...files];
}

/** A drawn graph as PNG and SVG. */
export function pictureDownloads(handle: RefObject<GraphHandle | null>, name: string, caption: { title: string; source: string }): Download[] {
  return [
    { label: "PNG", run: () => void handle.current?.png(caption).then((blob) => blob && saveFile(`${name}.png`, blob)) },
    { label: "SVG", run: () => handle.current && saveFile(`${name}.svg`, handle.current.svg(caption), "image/svg+xml") },
  ];
}
