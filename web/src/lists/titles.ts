/** What the lists are called, for their pages and for whoever looks for one by its name. */
import { type Found, offer } from "../api/lists";
import { type MessageKey, fold } from "../language";
import type { Explorer } from "../shell/context";

export const TITLES = {
  actors: "actorsTable",
  clusters: "profileClusters",
  contradictions: "contradictions",
  events: "of_events",
  figures: "figures",
  regions: "compareRegions",
  ties: "tiesOf",
} satisfies Record<string, MessageKey>;

/** The lists whose name begins so, as what can be found. */
export function listsNamed({ say }: Explorer, wish: string): Found[] {
  const begun = fold(wish);
  return Object.entries(TITLES).flatMap(([key, title]) => {
    const label = say(title);
    return fold(label).startsWith(begun) ? [offer(`/lists/${key}`, key, say("aList"), label)] : [];
  });
}
