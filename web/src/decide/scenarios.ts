/** The scenarios a profile offers: what if the foremost bridge goes, what if somebody outside joins. */
import type { Profile } from "../profile/types";

export interface Offer {
  changes: string;
  message: "decideGone" | "decideJoins";
  /** The key of the actor it is about. */
  about: { label: string; labels: { tr: string; en: string }; key: string };
}

export function offersOf(profile: Profile): Offer[] {
  const { thing, kind, bridges, ties } = profile;
  const gone = (bridges?.items ?? []).filter((one) => one.key !== thing.key).slice(0, 2);
  const found: Offer[] = gone.map((one) => ({ changes: `remove-actor:${one.key}`, message: "decideGone", about: one }));
  if (kind === "cluster") {
    found.push({ changes: `remove-actor:${thing.key}`, message: "decideGone", about: thing });
    const [near] = ties.to;
    if (near) found.push({ changes: `add-tie:${near.key},${thing.key},cluster-membership`, message: "decideJoins", about: near });
  }
  return found;
}
