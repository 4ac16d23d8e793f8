import { useEffect, useRef, useState } from "preact/hooks";
import { getJson } from "../api/client";
import type { Found, Listing } from "../api/lists";
import { useExplorer } from "../shell/context";
import { SphereMark } from "./spheres";

/** Search with suggestions: a combobox after the ARIA pattern; arrows move, Enter chooses, Escape closes. */
export function SearchBox({
  id,
  label,
  compact,
  kind,
  value = "",
  picks,
  onChoose,
}: {
  id: string;
  label?: string;
  compact?: boolean;
  kind?: string;
  value?: string;
  /** A field of a form: only what has a page, the kind may be left open, and no search of the page. */
  picks?: boolean;
  onChoose: (thing: Found) => void;
}) {
  const explorer = useExplorer();
  const { say } = explorer;
  const [text, setText] = useState(value);
  const [found, setFound] = useState<Found[]>([]);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [asked, setAsked] = useState("");
  const asking = useRef<AbortController | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => setText(value), [value]);

  useEffect(() => {
    const wish = text.trim();
    asking.current?.abort();
    if (wish.length < 2 || wish === value) {
      setFound([]);
      setOpen(false);
      return;
    }
    const control = new AbortController();
    asking.current = control;
    const timer = setTimeout(() => {
      const parameters = kind ? { q: wish, kind, limit: 8 } : { q: wish };
      getJson<Listing<Found>>(explorer.url(kind ? "/search" : "/suggest", parameters), control.signal).then(
        (answer) => {
          setFound(answer.items.slice(0, 8));
          setAsked(wish);
          setOpen(true);
          setActive(-1);
        },
        () => {
          if (!control.signal.aborted) setFound([]);
        },
      );
    }, 80);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [text, explorer.lang, explorer.asOf]);

  useEffect(() => {
    const close = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, []);

  const choose = (thing: Found) => {
    setOpen(false);
    setText("");
    setFound([]);
    onChoose(thing);
  };
  const list = `${id}-list`;
  return (
    <div class={compact ? "search compact" : "search"} ref={box} role={kind || picks ? undefined : "search"}>
      <label htmlFor={id} class={compact ? "sr" : undefined}>
        {label ?? say("searchLabel")}
      </label>
      <input
        id={id}
        type="search"
        role="combobox"
        list={undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={say("searchHint")}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onFocus={() => found.length && setOpen(true)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false);
          if (event.key === "Tab") setOpen(false);
          if (event.key === "Enter") {
            const thing = found[active >= 0 ? active : 0];
            if (open && thing) {
              event.preventDefault();
              choose(thing);
            }
          }
          if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
            event.preventDefault();
            setOpen(true);
            setActive((active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : found.length - 1)) % found.length);
          }
        }}
      />
      <ul id={list} role="listbox" aria-label={say("suggestions")} hidden={!open} class="suggestions">
        {found.map((thing, index) => (
          <li
            key={thing.iri}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(thing)}
          >
            {thing.kind === "actor" && <SphereMark sphere={thing.sphere} />}
            <span>
              {explorer.label(thing)}
              {thing.matched && thing.matched !== explorer.label(thing) && thing.why !== "key" && (
                <small class="why">{say(thing.why === "identifier" ? "foundById" : "foundByName", { name: thing.matched })}</small>
              )}
            </span>
            <small>{explorer.word(thing.kind)}</small>
          </li>
        ))}
        {open && !found.length && (
          <li role="option" aria-disabled="true" aria-selected="false" class="none">
            {say("searchNone", { q: asked })}
          </li>
        )}
      </ul>
    </div>
  );
}
