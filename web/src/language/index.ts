/** Everything a reader reads, in Turkish and English. */
import type { Lang, Texts } from "../api/records";
import { messages } from "./messages";
import type { Words } from "./words";

export type MessageKey = keyof typeof messages;

const COLUMN: Record<Lang, 0 | 1> = { tr: 0, en: 1 };
export const LOCALE: Record<Lang, string> = { tr: "tr-TR", en: "en-GB" };

/** A message with its {placeholders} filled in; numbers are written as the language writes them. */
export function say(lang: Lang, key: MessageKey, fill: Record<string, string | number> = {}): string {
  return messages[key][COLUMN[lang]].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = fill[name];
    return value === undefined ? whole : typeof value === "number" ? writeNumber(lang, value) : value;
  });
}

/** The text of a pair in this language, in the other one when it is missing. */
export function pick(lang: Lang, texts: Partial<Texts> | null | undefined, otherwise = ""): string {
  return texts?.[lang] || texts?.[lang === "tr" ? "en" : "tr"] || otherwise;
}

/** At most `digits` decimals, a true minus sign, and small numbers with two significant digits instead of 0. */
export function writeNumber(lang: Lang, value: number, digits = 3): string {
  const small = value !== 0 && Math.abs(value) < 10 ** -digits;
  const options: Intl.NumberFormatOptions = small ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: digits };
  return new Intl.NumberFormat(LOCALE[lang], options).format(value).replace("-", "\u2212").replace(/^\u22120$/, "0");
}

/** A figure's value with its qualifier and unit, in the words of the service. Years are not grouped. */
export function writeFigure(lang: Lang, words: Words, value: number, qualifier?: string | null, unit?: string | null): string {
  const plain = unit === "year" ? String(value) : writeNumber(lang, value, 2);
  const measured = (words["figure-units"][unit || "one"] ?? `{figure} ${unit ?? ""}`).replace("{figure}", plain).trim();
  return (words.qualifiers[qualifier ?? ""] ?? "{figure}").replace("{figure}", measured);
}

/** A title begins with a capital; a sign of one letter stays as it is. */
export function capital(lang: Lang, title: string): string {
  return title.length > 1 ? title.charAt(0).toLocaleUpperCase(LOCALE[lang]) + title.slice(1) : title;
}

/** Turkish-aware order of names. */
export function compareNames(lang: Lang): (a: string, b: string) => number {
  const collator = new Intl.Collator(LOCALE[lang], { numeric: true, sensitivity: "base" });
  return (a, b) => collator.compare(a, b);
}

/** Lower case without diacritics, the Turkish letters folded: what a reader types matches what is written. */
export function fold(text: string): string {
  return text
    .replace(/[İIı]/g, "i")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
}

/** A date as written in the source (YYYY, YYYY-MM, YYYY-MM-DD), in words. */
export function writeDate(lang: Lang, date: string | number | null | undefined): string {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(String(date ?? ""));
  if (!parts) return date ? String(date) : "";
  const [, year, month, day] = parts;
  if (!month) return year ?? "";
  const when = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
  const options: Intl.DateTimeFormatOptions = { year: "numeric", month: "long", timeZone: "UTC" };
  if (day) options.day = "numeric";
  return new Intl.DateTimeFormat(LOCALE[lang], options).format(when);
}

/** A moment that a source gives exactly or within bounds: two dots leave the later one open. */
export function writeWhen(lang: Lang, date: string | number | null | undefined, latest: string | null | undefined): string {
  if (!latest) return writeDate(lang, date);
  return say(lang, !date ? "whenBy" : latest === ".." ? "whenFrom" : "whenBetween", { a: writeDate(lang, date), b: writeDate(lang, latest) });
}

/** When an event happened: a moment, or a span of time, each within bounds if the source gives it so. */
export function writeSpan(lang: Lang, event: { date: string | null; date_latest: string | null; date_to: string | null }): string {
  const date = writeWhen(lang, event.date, event.date_to ? null : event.date_latest);
  return event.date_to ? `${date} – ${writeDate(lang, event.date_to)}` : date;
}

/** The first sensible language: the URL, what was chosen before, the browser. */
export function chooseLang(asked: string | null, kept: string | null, browser: string): Lang {
  for (const wish of [asked, kept]) if (wish === "tr" || wish === "en") return wish;
  return browser.toLowerCase().startsWith("tr") ? "tr" : "en";
}
