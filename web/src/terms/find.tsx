/** Finding a term among many: the box, what fits, the one that the address names. */
import { useEffect } from "preact/hooks";
import { fold } from "../language";
import { Downloads } from "../parts/Downloads";
import { useWish } from "../parts/wish";
import { useExplorer } from "../shell/context";

export function FindBox({ label }: { label: string }) {
  const [wish, setWish] = useWish();
  return (
    <label class="field narrow">
      {label}
      <input type="search" value={wish} onInput={(event) => setWish(event.currentTarget.value)} data-find-term />
    </label>
  );
}

export const fits = (wish: string, ...texts: (string | undefined)[]): boolean => !wish || fold(texts.join(" ")).includes(fold(wish));

type Named = string | { key: string };

/** The keys that a term names, however it names them. */
export function keysOf(value: Named | readonly Named[] | null | undefined): string[] {
  const list = value === null || value === undefined ? [] : typeof value === "string" || "key" in value ? [value] : value;
  return list.map((one) => (typeof one === "string" ? (one.split(/[#/]/).pop() ?? one) : one.key));
}

/** Goes to the term the address names, once it is there. */
export function useAnchor(ready: boolean): void {
  useEffect(() => {
    if (!ready || !location.hash) return;
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  }, [ready, location.hash]);
}

/** The definitions as files. */
export function TermFormats({ path }: { path: string }) {
  const explorer = useExplorer();
  return (
    <Downloads
      items={[
        ["Turtle", "ttl"],
        ["JSON-LD", "jsonld"],
        ["N-Triples", "nt"],
        ["RDF/XML", "rdfxml"],
      ].map(([title, format]) => ({ label: title ?? "", id: format, href: `${explorer.place.prefix}${path}?format=${format}` }))}
    />
  );
}
