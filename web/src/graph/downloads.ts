import type { RefObject } from "preact";
import type { Network } from "../api/types";
import type { Download } from "../parts/Downloads";
import { saveFile, writeCsv } from "../parts/csv";
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
  network: Network,
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
  if (state.focus.length > 1) return [...pictures, ...ownFiles(network, name)];
  const files = FORMATS.map(([format, label]): Download => ({
    label,
    id: format,
    href: explorer.url(`/networks/${state.projection}`, { ...state.parameters, format, positions: true }),
  }));
  return [...pictures, ...files];
}

/** Several neighbourhoods laid together exist only here: their files are written here. */
function ownFiles(network: Network, name: string): Download[] {
  const links = () =>
    writeCsv(
      ["source", "target", "types", "modality", "from", "to", "weight", "ties"],
      network.links.map((l) => [l.source, l.target, l.types.join(";"), l.modality, l.from, l.to, l.weight, l.ties.join(";")]),
    );
  const nodes = () =>
    writeCsv(
      ["key", "iri", "label_tr", "label_en", "class", "sphere", "x", "y"],
      network.nodes.map((n) => [n.key, n.iri, n.labels.tr, n.labels.en, n.class, n.sphere, n.x, n.y]),
    );
  return [
    { label: "GraphML", id: "graphml", run: () => saveFile(`${name}.graphml`, writeGraphml(network), "application/graphml+xml") },
    { label: "node-link JSON", id: "node-link", run: () => saveFile(`${name}.json`, JSON.stringify({ directed: false, multigraph: false, graph: network.meta, nodes: network.nodes.map((n) => ({ id: n.key, ...n })), links: network.links }), "application/json") },
    { label: "CSV (links)", id: "csv", run: () => saveFile(`${name}-links.csv`, links(), "text/csv") },
    { label: "CSV (actors)", id: "csv-actors", run: () => saveFile(`${name}-actors.csv`, nodes(), "text/csv") },
  ];
}

export function writeGraphml(network: Network): string {
  const escape = (text: unknown) =>
    String(text ?? "").replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
  const data = (values: Record<string, unknown>) =>
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== undefined && value !== "")
      .map(([key, value]) => `<data key="${key}">${escape(value)}</data>`)
      .join("");
  const keys = ["label_tr", "label_en", "class", "sphere"].map((key) => `<key id="${key}" for="node" attr.name="${key}" attr.type="string"/>`);
  const linkKeys = ["types", "modality", "from", "to", "ties"].map((key) => `<key id="${key}" for="edge" attr.name="${key}" attr.type="string"/>`);
  const nodes = network.nodes.map(
    (n) => `<node id="${escape(n.key)}">${data({ label_tr: n.labels.tr, label_en: n.labels.en, class: n.class, sphere: n.sphere })}</node>`,
  );
  const links = network.links.map(
    (l) =>
      `<edge source="${escape(l.source)}" target="${escape(l.target)}">${data({ types: l.types.join(";"), modality: l.modality, from: l.from, to: l.to, ties: l.ties.join(";") })}</edge>`,
  );
  const description = `<desc>Triskele, release ${network.release}, as of ${network.as_of ?? "all years"}. CC BY 4.0.</desc>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${[...keys, ...linkKeys].join("\n")}\n<graph edgedefault="undirected">${description}\n${[...nodes, ...links].join("\n")}\n</graph>\n</graphml>\n`;
}
