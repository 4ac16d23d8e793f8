/** A citation in the forms people and their programs take: APA, BibTeX, RIS, CSL-JSON. */
import type { Lang, Texts } from "../api/records";
import { LOCALE, say } from "../language";
import { named } from "./csv";

export interface Cited {
  /** What is cited within the data set; undefined: the data set itself. */
  subject?: string;
  iri: string;
  /** A short name for keys and files. */
  name: string;
  release: number;
  asOf?: number;
  /** The day on which the release was made. */
  made: string;
  /** Where the documents say it: document, section, lines. */
  where?: string[];
  /** When the reader looked. */
  seen: Date;
  /** Whose data they are: nothing is claimed that the release does not say. */
  title: Texts;
  publisher?: string | null;
  licence?: string | null;
}

const releaseOf = (cited: Cited, lang: Lang): string => say(lang, "citedRelease", { n: String(cited.release) });

function titleOf(cited: Cited, lang: Lang): string {
  const set = cited.title[lang];
  const what = cited.subject ?? set;
  const dated = cited.asOf === undefined ? what : say(lang, "citedYear", { title: what, year: String(cited.asOf) });
  return cited.subject ? `${dated}. ${set}` : dated;
}

const notesOf = (cited: Cited, lang: Lang): string[] => [
  ...(cited.where?.length ? [say(lang, "citedWhere", { where: cited.where.join("; ") })] : []),
  ...(cited.licence ? [cited.licence] : []),
];

export function apa(cited: Cited, lang: Lang): string {
  const day = new Intl.DateTimeFormat(LOCALE[lang], { day: "numeric", month: "long", year: "numeric" }).format(cited.seen);
  const seen = say(lang, "citedSeen", { day, iri: cited.iri });
  const notes = notesOf(cited, lang).map((one) => ` ${one}.`).join("");
  const title = `${titleOf(cited, lang)} (${releaseOf(cited, lang)}) [${say(lang, "citedKind")}].`;
  const year = `(${cited.made.slice(0, 4)}).`;
  // nobody named: the title stands in the author's place
  return `${cited.publisher ? `${cited.publisher}. ${year} ${title}` : `${title} ${year}`}${notes} ${seen}`;
}

const isoDay = (date: Date) => date.toISOString().slice(0, 10);
const keyOf = (cited: Cited) => named(`${cited.release}-${cited.name}`);

export function bibtex(cited: Cited, lang: Lang): string {
  const escape = (text: string) => text.replace(/[&%$#_{}]/g, (sign) => `\\${sign}`);
  const fields = [
    ...(cited.publisher ? [["author", `{{${escape(cited.publisher)}}}`]] : []),
    ["title", `{{${escape(titleOf(cited, lang))}}}`],
    ["year", `{${cited.made.slice(0, 4)}}`],
    ["version", `{${releaseOf(cited, lang).toLocaleLowerCase(LOCALE[lang])}}`],
    ["howpublished", `{\\url{${cited.iri}}}`],
    ...(notesOf(cited, lang).length ? [["note", `{${escape(notesOf(cited, lang).join(". "))}}`]] : []),
    ["urldate", `{${isoDay(cited.seen)}}`],
  ];
  return `@misc{${keyOf(cited)},\n${fields.map(([name, value]) => `  ${name} = ${value}`).join(",\n")}\n}\n`;
}

export function ris(cited: Cited, lang: Lang): string {
  const lines = [
    ["TY", "DATA"],
    ...(cited.publisher ? [["AU", cited.publisher]] : []),
    ["TI", titleOf(cited, lang)],
    ["PY", cited.made.slice(0, 4)],
    ["ET", releaseOf(cited, lang)],
    ["UR", cited.iri],
    ["Y2", isoDay(cited.seen).replace(/-/g, "/")],
    ...notesOf(cited, lang).map((one) => ["N1", one]),
    ["ER", ""],
  ];
  return `${lines.map(([tag, value]) => `${tag}  - ${value}`).join("\r\n")}\r\n`;
}

export function csl(cited: Cited, lang: Lang): string {
  const [year, month, day] = isoDay(cited.seen).split("-").map(Number);
  const item = {
    id: keyOf(cited),
    type: "dataset",
    title: titleOf(cited, lang),
    author: cited.publisher ? [{ literal: cited.publisher }] : undefined,
    version: releaseOf(cited, lang),
    URL: cited.iri,
    issued: { "date-parts": [cited.made.split("-").map(Number)] },
    accessed: { "date-parts": [[year, month, day]] },
    note: notesOf(cited, lang).join(". ") || undefined,
    language: lang,
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}
