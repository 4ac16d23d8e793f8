import { useEffect, useRef, useState } from "preact/hooks";
import { getJson } from "../api/client";
import type { Found, Listing } from "../api/lists";
import { useExplorer } from "../shell/context";
import { SphereMark } from "./spheres";
import { listsNamed } from "../lists/titles";

/** Search with suggestions: a combobox after the ARIA pattern; arrows move, Enter chooses, Escape closes. */
export function SearchBox({
  id,
  label,
  compact,
  kind,
  value = "",
  picks,
  find,
  hint,
  field,
  onChoose,
  onClear,
}: {
  id: string;
  label?: string;
  compact?: boolean;
  kind?: string;
  value?: string;
  /** A field of a form: only what has a page, the kind may be left open, and no search of the page. */
  picks?: boolean;
  /** What is looked through without asking the service. */
  find?: (wish: string) => Found[];
  /** What stands in the field while it is empty. */
  hint?: string;
  /** Which of several fields this is, for whoever looks for it. */
  field?: number;
  onChoose: (thing: Found) => void;
  onClear?: () => void;
}) {
  const explorer = useExplorer();
  const { say } = explorer;
  const [text, setText] = useState(value);
  const [found, setFound] = useState<Found[]>([]);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [asked, setAsked] = useState("");
  const whole = !kind && !picks && !find;
  const asking = useRef<AbortController | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => setText(value), [value]);

  useEffect(() => {
    const wish = text.trim();
    asking.current?.abort();
    const show = (things: Found[]) => {
      setFound(things.slice(0, 8));
      setAsked(wish);
      setOpen(true);
      setActive(-1);
    };
    if (wish.length < 2 || wish === value) {
      setFound([]);
      setOpen(false);
      return;
    }
    if (find) {
      show(find(wish));
      return;
    }
    const control = new AbortController();
    asking.current = control;
    const timer = setTimeout(() => {
      const parameters = kind ? { q: wish, kind, limit: 8 } : { q: wish };
      getJson<Listing<Found>>(explorer.url(kind ? "/search" : "/suggest", parameters), control.signal).then(
        (answer) => show(whole ? [...listsNamed(explorer, wish), ...answer.items] : answer.items),
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
    <div class={compact ? "search compact" : "search"} ref={box} role={whole ? "search" : undefined}>
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
        placeholder={hint ?? say("searchHint")}
        data-subject={field}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          if (!event.currentTarget.value && value) onClear?.();
        }}
        onFocus={() => found.length && setOpen(true)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false);
          if (event.key === "Tab") setOpen(false);
          if (event.key === "Enter") {
            const among = find && active < 0 ? find(event.currentTarget.value.trim()) : open ? found : [];
            const thing = among[Math.max(active, 0)];
            if (thing) {
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
