/** What every part of the page knows: language, place, year, and how to ask the service in their name. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Parameters, getJson, queryText } from "../api/client";
import type { Found } from "../api/lists";
import type { Lang, Texts } from "../api/records";
import type { Summary } from "../api/release";
import { type MessageKey, capital, pick, say, writeNumber } from "../language";
import { NO_WORDS, type Section, type Words, word } from "../language/words";
import { profileOf } from "../profile/types";
import { type Place, linkHere, linkTo } from "../router";
import { type Loaded, useLoad } from "./loading";

export class Explorer {
  constructor(
    readonly lang: Lang,
    readonly place: Place,
    readonly summary: Summary | undefined,
    readonly words: Words = NO_WORDS,
  ) {}

  /** The year the reader looks at; undefined: ties of any date. */
  get asOf(): number | undefined {
    const year = Number(this.place.query.get("as_of"));
    return Number.isInteger(year) && year !== 0 ? year : undefined;
  }

  say = (key: MessageKey, fill?: Record<string, string | number>): string => say(this.lang, key, fill);
  pick = (texts: Partial<Texts> | null | undefined, otherwise?: string): string => pick(this.lang, texts, otherwise);
  /** A word of results as a heading. */
  heading = (name: string, section?: Section): string => capital(this.lang, this.word(name, section));
  word = (name: string | null | undefined, section?: Section): string => word(this.words, name, section);
  /** Whether the service has a word for this, so that a name is not taken for one. */
  hasWord = (name: string, section: Section = "parts"): boolean => name in this.words[section] || name in this.words.parts;
  number = (value: number, digits?: number): string => writeNumber(this.lang, value, digits);

  /** The label of anything that carries labels in both languages. */
  label = (thing: { label?: string; labels?: Partial<Texts>; key?: string } | null | undefined): string =>
    thing ? pick(this.lang, thing.labels, thing.label || thing.key || "") : "";

  link = (path: string, query?: Record<string, string | number | undefined>): string => linkTo(this.place, path, query);
  here = (changes: Record<string, string | number | undefined>): string => linkHere(this.place, changes);
  /** The page of a thing, in whichever namespace its IRI is; of what we have no page for, its own address. */
  page = (thing: { iri: string; kind?: string; key?: string }): string => {
    const path = thing.kind && thing.key ? `/page/${thing.kind}/${thing.key}` : pathOf(thing.iri);
    return path.startsWith("/") ? this.link(path) : path;
  };

  /** Where somebody who looked for a thing wants to be: its profile, when it has one. */
  best = (thing: Found): string => {
    if (thing.iri.startsWith("/")) return this.link(thing.iri);
    const profile = profileOf(thing);
    return profile ? this.link(profile) : this.page(thing);
  };

  /** A URL of the service under the pinned release, in the reader's language and year. */
  url = (path: string, parameters: Parameters = {}): string =>
    `${this.place.prefix}${path}${queryText({ as_of: this.asOf, lang: this.lang, ...parameters })}`;

  get = <T>(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<T> =>
    getJson<T>(this.url(path, parameters), signal);
}

const NAMED = /^https?:\/\/\S+\/id\/([a-z]+)\/([a-z0-9][a-z0-9-]*)$/;

/** The page of an IRI that names a thing as we do, in whichever namespace; any other as it stands. */
export function pathOf(iri: string): string {
  const named = NAMED.exec(iri);
  return named ? `/page/${named[1]}/${named[2]}` : iri;
}

export const ExplorerContext = createContext<Explorer | undefined>(undefined);

export function useExplorer(): Explorer {
  const explorer = useContext(ExplorerContext);
  if (!explorer) throw new Error("used outside of the explorer");
  return explorer;
}

/** The usual case: one GET of the service. */
export function useGet<T>(path: string | null, parameters: Parameters = {}, family = path ?? ""): Loaded<T> {
  const explorer = useExplorer();
  const url = path === null ? null : explorer.url(path, parameters);
  return useLoad<T>(url, () => getJson<T>(url ?? ""), family);
}
