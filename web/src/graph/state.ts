/** The state of the ties page, read from its URL and turned into the parameters of the service. */
/** What the map opens with: the ties of every other count. A plan is shown when asked for. */
export const USUAL = ["stated", "implied"] as const;

const LISTS = ["types", "spheres", "places", "sectors", "clusters", "tie_types", "layers", "modalities", "documents"] as const;
export type ListName = (typeof LISTS)[number];

export interface TiesState {
  view: "graph" | "table" | "map";
  projection: string;
  lists: Record<ListName, string[]>;
  focus: string[];
  k: number;
  from: string;
  to: string;
  sel: string;
  /** The community whose members are shown; "" for none. */
  open: string;
  bubbles: string;
  /** Whether what is merely possible in the year stays out. */
  certain: boolean;
  /** Whether groups that stand for many are drawn, too. */
  collectives: boolean;
  /** Where the reader looks; "" when everything is fitted. */
  at: string;
  /** What the service is asked, the same for the picture and for every download of it. */
  parameters: Record<string, string | number | undefined>;
  raw: Record<ListName | "view" | "projection" | "focus" | "k" | "from" | "to" | "sel" | "open" | "bubbles" | "isolates" | "collectives" | "when" | "as_of" | "at", string>;
}

/** Says it in the address; `replace` leaves no step to go back to. */
export type Change = (changes: Partial<Record<keyof TiesState["raw"], string>>, replace?: boolean) => void;

/** How deep a focus opens. */
export const STEPS = 2;

const split = (text: string | null): string[] => (text ?? "").split(",").filter(Boolean);

export function readTiesState(query: URLSearchParams): TiesState {
  const lists = Object.fromEntries(LISTS.map((name) => [name, split(query.get(name))])) as Record<ListName, string[]>;
  const focus = split(query.get("focus"));
  const k = Math.min(3, Math.max(1, Number(query.get("k")) || STEPS));
  const certain = query.get("when") === "certain" && Boolean(query.get("as_of"));
  const collectives = query.get("collectives") === "on";
  const view = query.get("view");
  const open = /^\d{1,9}$/.exec(query.get("open") ?? "")?.[0] ?? "";
  const filtered = LISTS.filter((name) => lists[name].length && name !== "modalities");
  return {
    view: view === "table" || view === "map" ? view : "graph",
    projection: /^[a-z-]+$/.test(query.get("projection") ?? "") ? (query.get("projection") as string) : "organisations",
    lists,
    focus,
    k,
    from: query.get("from") ?? "",
    to: query.get("to") ?? "",
    sel: query.get("sel") ?? "",
    open,
    bubbles: query.get("bubbles") ?? "",
    certain,
    collectives,
    at: query.get("at") ?? "",
    parameters: {
      ...Object.fromEntries(filtered.map((name) => [name, lists[name].join(",")])),
      modalities: (lists.modalities.length ? lists.modalities : USUAL).join(","),
      // Whoever is looked at stays in the picture also in a year without ties.
      isolates: query.get("isolates") === "on" || focus.length || view === "map" ? "true" : "false",
      when: certain ? "certain" : undefined,
      collectives: collectives ? "true" : undefined,
      level: open || query.get("bubbles") === "off" ? undefined : "auto",
      community: open || undefined,
      focus: focus.join(",") || undefined,
      k: focus.length ? k : undefined,
    },
    raw: {} as TiesState["raw"],
  };
}

const REFITS = ["projection", "focus", "k", "bubbles", "open"] as const;

/** Changes to the address; a change that asks for another picture fits it anew. */
export function withFit(changes: Partial<TiesState["raw"]>): Partial<TiesState["raw"]> {
  return REFITS.some((name) => name in changes) ? { at: "", ...changes } : changes;
}

/** A list parameter after one entry was switched: what is usual is the same as none, so that links stay short. */
export function toggle(all: readonly string[], now: readonly string[], entry: string, usual: readonly string[] = all): string {
  const shown = new Set(now.length ? now : usual);
  if (shown.has(entry)) shown.delete(entry);
  else shown.add(entry);
  const kept = all.filter((name) => shown.has(name));
  return !kept.length || (kept.length === usual.length && kept.every((name) => usual.includes(name))) ? "" : kept.join(",");
}

/** A list parameter of a filter, where none chosen means all. */
export function switchEntry(now: readonly string[], entry: string): string {
  return (now.includes(entry) ? now.filter((name) => name !== entry) : [...now, entry]).join(",");
}
