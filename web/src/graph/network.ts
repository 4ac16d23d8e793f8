/** The network of the page's state. Several focuses are several neighbourhoods laid together. */
import { useMemo } from "preact/hooks";
import { Problem, getJson } from "../api/client";
import type { Network, Texts } from "../api/types";
import { type Loaded, useExplorer, useGet, useLoad } from "../shell/context";
import { nodeKey } from "./model";
import type { TiesState } from "./state";

export function useNetwork(path: string | null, state: TiesState): Loaded<Network> {
  const explorer = useExplorer();
  const focuses: (string | undefined)[] = state.focus.length ? state.focus : [undefined];
  const urls = path === null ? [] : focuses.map((focus) => explorer.url(path, { format: "json", positions: true, ...state.parameters, focus }));
  return useLoad<Network>(
    urls.length ? urls.join(" ") : null,
    async () => joinNetworks(await Promise.all(urls.map((url) => askOne(url, state.focus.length > 0)))),
    `network ${state.projection}`,
  );
}

const NOBODY: Network = { projection: "", parameters: {}, dropped: {}, nodes: [], links: [], meta: { n: 0, m: 0 }, release: 0, as_of: null };

/** A focus that the filters leave out has an empty neighbourhood; that is no failure of the others. */
async function askOne(url: string, focused: boolean): Promise<Network> {
  try {
    return await getJson<Network>(url);
  } catch (failure) {
    if (focused && failure instanceof Problem && failure.code === "unknown-thing") return NOBODY;
    throw failure;
  }
}

/** The union: every node and every link once. */
export function joinNetworks(networks: Network[]): Network {
  const [first, ...others] = networks;
  if (!first || !others.length) return first as Network;
  const nodes = new Map(first.nodes.map((node) => [nodeKey(node), node]));
  const pair = (link: Network["links"][number]) => `${link.source} ${link.target}`;
  const links = new Map(first.links.map((link) => [pair(link), link]));
  for (const network of others) {
    for (const node of network.nodes) nodes.set(nodeKey(node), node);
    for (const link of network.links) links.set(pair(link), link);
  }
  return { ...first, nodes: [...nodes.values()], links: [...links.values()], meta: { ...first.meta, n: nodes.size, m: links.size } };
}

interface TieType {
  key: string;
  label: string;
  labels: Texts;
  more?: { layer?: string[] };
}

/** The layer and the name of each tie type, from the vocabulary. */
export function useTieTypes(): { layers: Map<string, string>; name: (type: string) => string } {
  const { label, word } = useExplorer();
  const scheme = useGet<{ concepts: TieType[] }>("/vocabularies/tie-types", { format: "json", as_of: undefined });
  return useMemo(() => {
    const concepts = new Map((scheme.data?.concepts ?? []).map((concept) => [concept.key, concept]));
    const layers = new Map([...concepts].map(([key, concept]) => [key, (concept.more?.layer?.[0] ?? "").replace(/^layer:/, "")]));
    return { layers, name: (type: string) => label(concepts.get(type)) || word(type) };
  }, [scheme.data, label]);
}
