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
  const name = `triskele-${state.projection}-r${explorer.summary?.release ?? 0}${explorer.asOf ? `-${explorer.asOf}` : ""}`;
  const pictures: Download[] =
    state.view === "table"
      ? []
      : [
          {
            label: "PNG",
            run: () => handle.current?.png(caption).then((blob) => blob && saveFile(`${name}.png`, blob)),
          },
          {
            label: "SVG",
            run: () => handle.current && saveFile(`${name}.svg`, handle.current.svg(caption), "image/svg+xml"),
          },
        ];
  const files = FORMATS.map(([format, label]): Download => ({
    label,
    id: format,
    href: explorer.url(`/networks/${state.projection}`, { ...state.parameters, format, positions: true }),
  }));
  return [...pictures, ...files];
}
