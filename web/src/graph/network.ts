/** The network of the page's state, and the words for its ties. */
import { useMemo } from "preact/hooks";
import { Problem, getJson } from "../api/client";
import type { Network } from "../api/networks";
import type { Texts } from "../api/records";
import { useExplorer, useGet } from "../shell/context";
import { type Loaded, useLoad } from "../shell/loading";
import type { TiesState } from "./state";

const NOBODY: Network = { projection: "", parameters: {}, dropped: {}, nodes: [], links: [], meta: { n: 0, m: 0 }, release: 0, as_of: null };

export function useNetwork(path: string | null, state: TiesState): Loaded<Network> {
  const explorer = useExplorer();
  const url = path === null ? null : explorer.url(path, { format: "json", positions: true, ...state.parameters });
  return useLoad<Network>(url, () => ask(url ?? "", state.focus.length > 0), `network ${state.projection}`);
}

/** A focus that the filters leave out has an empty neighbourhood; that is no failure. */
async function ask(url: string, focused: boolean): Promise<Network> {
  try {
    return await getJson<Network>(url);
  } catch (failure) {
    if (focused && failure instanceof Problem && failure.code === "unknown-thing") return NOBODY;
    throw failure;
  }
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
