/** Actors and ties of a network by place. */
import type { MapPlace } from "../api/lists";
import type { Network } from "../api/networks";
import { nodeKey } from "../graph/model";
import type { PlaceTie } from "./PlaceMap";

export interface Gathered {
  /** How many actors of the network lie in each place. */
  actors: Map<string, number>;
  ties: PlaceTie[];
  /** Actors whose place is not known or has no coordinates. */
  elsewhere: number;
}

export function gatherPlaces(network: Network, located: readonly MapPlace[]): Gathered {
  const known = new Set(located.map((place) => place.key));
  const home = new Map<string, string>();
  const actors = new Map<string, number>();
  for (const node of network.nodes) {
    if (!node.place || !known.has(node.place)) continue;
    home.set(nodeKey(node), node.place);
    actors.set(node.place, (actors.get(node.place) ?? 0) + 1);
  }
  const ties = new Map<string, PlaceTie>();
  for (const link of network.links) {
    const [a, b] = [home.get(link.source), home.get(link.target)].sort();
    if (a === undefined || b === undefined || a === b) continue;
    const tie = ties.get(`${a} ${b}`) ?? { a, b, count: 0, pale: true };
    tie.count++;
    if (link.certain !== false) tie.pale = false;
    ties.set(`${a} ${b}`, tie);
  }
  return { actors, ties: [...ties.values()].sort((p, q) => q.count - p.count), elsewhere: network.nodes.length - home.size };
}
