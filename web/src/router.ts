/** Real paths, client side. The whole state of a page lives in its URL: what a reader sees is what a link shares. */
import { useEffect, useState } from "preact/hooks";
import { pageAt } from "./pages";

export interface Place {
  /** "/r/3" when the reader looks at a pinned release, else "". */
  prefix: string;
  /** The path below the prefix, for instance "/page/actor/odtu". */
  path: string;
  query: URLSearchParams;
}

const PINNED = /^(\/r\/\d{1,9})(\/.*)?$/;

export function readPlace(url: URL): Place {
  const pinned = PINNED.exec(url.pathname);
  const path = decodeURIComponent((pinned ? (pinned[2] ?? "/") : url.pathname).replace(/(.)\/+$/, "$1"));
  return { prefix: pinned?.[1] ?? "", path, query: new URLSearchParams(url.search) };
}

/** Parameters that go along to every page, as far as they can be read: what is wrong with one page ends there. */
const CARRIED: [string, RegExp][] = [
  ["lang", /^(tr|en)$/],
  ["as_of", /^\d{1,4}$/],
];

/** The key of a thing at somebody else's address is that address, and may hold what divides a URL. */
const encodePath = (path: string): string => encodeURI(path).replace(/[?#]|(?<=.)\/$/g, encodeURIComponent);

/** A link inside the explorer that keeps language, year and pinned release; undefined and "" drop a parameter. */
export function linkTo(from: Place, path: string, query: Record<string, string | number | undefined> = {}): string {
  const wanted = new URLSearchParams();
  for (const [name, readable] of CARRIED) {
    const value = from.query.get(name) ?? "";
    if (readable.test(value) && !(name in query)) wanted.set(name, value);
  }
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") wanted.set(name, String(value));
  }
  const text = wanted.toString();
  return `${from.prefix}${encodePath(path)}${text ? `?${text}` : ""}`;
}

/** The same page with some parameters changed. */
export function linkHere(from: Place, changes: Record<string, string | number | undefined>): string {
  const wanted = new URLSearchParams(from.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") wanted.delete(name);
    else wanted.set(name, String(value));
  }
  const text = wanted.toString();
  return `${from.prefix}${encodePath(from.path)}${text ? `?${text}` : ""}`;
}

const listeners = new Set<() => void>();

export function navigate(href: string, options: { replace?: boolean; keepScroll?: boolean } = {}): void {
  if (!pageAt(readPlace(new URL(href, location.href)).path)) {
    location.assign(href);
    return;
  }
  if (options.replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  for (const listener of listeners) listener();
  if (!options.keepScroll && !options.replace) scrollTo(0, 0);
}

export function usePlace(): Place {
  const [place, setPlace] = useState(() => readPlace(new URL(location.href)));
  useEffect(() => {
    const update = () => setPlace(readPlace(new URL(location.href)));
    listeners.add(update);
    addEventListener("popstate", update);
    return () => {
      listeners.delete(update);
      removeEventListener("popstate", update);
    };
  }, []);
  return place;
}

/** Plain left clicks on links to pages stay inside the explorer. */
export function interceptLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const anchor = (event.target as Element | null)?.closest("a[href]") as HTMLAnchorElement | SVGAElement | null;
    if (!anchor || anchor.hasAttribute("download") || anchor.getAttribute("target")) return;
    const href = anchor.getAttribute("href") ?? "";
    if (href.startsWith("#")) return;
    const url = new URL(href, location.href);
    if (url.origin !== location.origin || !pageAt(readPlace(url).path) || url.searchParams.has("format")) return;
    // A problem or a document of the service's in the other language or another year is asked for again.
    if (document.querySelector("main.served") && url.pathname === location.pathname) return;
    event.preventDefault();
    navigate(url.pathname + url.search + url.hash, { keepScroll: anchor.hasAttribute("data-keep-scroll") });
  });
}
