/** What the service wrote into the page: linked data and problems stand as they came, inside the explorer's frame. */
import { type Place, readPlace } from "../router";

export interface Served {
  /** The address they were asked at: there, and nowhere else, they are shown. */
  address: string;
  /** The prefix of a pinned release for links from here, when it is not the one of the address. */
  prefix?: string;
  content: Node[];
}

/** Takes the content out of the page, before the explorer is drawn. */
export function takeServed(): Served | undefined {
  const frame = document.getElementById("served");
  frame?.remove();
  const main = frame?.querySelector("main");
  if (!frame || !main) return undefined;
  return { address: addressOf(readPlace(new URL(location.href))), prefix: frame.dataset.prefix, content: [...main.childNodes] };
}

export function addressOf(place: Place): string {
  const query = place.query.toString();
  return `${place.prefix}${place.path}${query ? `?${query}` : ""}`;
}
