/** Communities drawn as circles, where a network has too many actors for points. */
import type { Network, NetworkNode } from "../api/networks";
import type { Sphere } from "../api/records";
import type { Explorer } from "../shell/context";
import type { Point } from "./model";

/** Above so many actors a picture shows communities first (level=auto of the service). */
export const BUBBLES_ABOVE = 3000;

/** More communities than this would be dots that nobody tells apart: the largest are drawn, all of them stand in the table. */
const BUBBLES = 250;

export function largestOf(network: Network): Network {
  if (network.level !== "communities" || network.nodes.length <= BUBBLES) return network;
  return { ...network, nodes: [...network.nodes].sort((a, b) => (b.size ?? 0) - (a.size ?? 0)).slice(0, BUBBLES) };
}

/** What a community shows of its members: how many, and an arc for each sphere. */
export function bubbleOf(node: NetworkNode): Pick<Point, "count" | "shares"> {
  const size = node.size ?? 0;
  const shares: Partial<Record<Sphere, number>> = {};
  let known = 0;
  for (const [sphere, share] of Object.entries(node.membership ?? {})) {
    if (share > 0) shares[sphere as Sphere] = share * size;
    known += share;
  }
  if (known < 0.995) shares.unknown = (1 - known) * size;
  return { count: size, shares };
}

/** Square pixels that all communities of a picture take together. */
const PAPER = 60_000;

/** Sizes of communities so that, whatever their number, they fill the same part of the paper. */
export function fillPaper(points: Point[]): void {
  const all = points.reduce((sum, point) => sum + (point.count ?? 1), 0);
  for (const point of points) point.r = Math.min(60, Math.max(4, Math.sqrt(((point.count ?? 1) / all) * (PAPER / Math.PI))));
}

/** How many of what a picture shows. */
export function titleOf(say: Explorer["say"], network: Network, plain: "pictureTitle" | "glanceLabel" = "pictureTitle"): string {
  const [n, m] = [network.nodes.length, network.links.length];
  if (network.level !== "communities") return say(plain, plain === "pictureTitle" ? { n, m } : { actors: n, ties: m });
  const said = say("communitiesTitle", { n, m, actors: network.nodes.reduce((sum, one) => sum + (one.size ?? 0), 0) });
  return n > BUBBLES ? `${said} ${say("communitiesLargest", { n: BUBBLES })}` : said;
}
