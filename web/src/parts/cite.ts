/** A citation in the forms people and their programs take: APA, BibTeX, RIS, CSL-JSON. */
import type { Lang } from "../api/types";
import { LOCALE } from "../language";

export interface Cited {
  /** What is cited within the data set; undefined: the data set itself. */
  subject?: string;
  iri: string;
  /** A short name for keys and files. */
  name: string;
  release: number;
  asOf?: number;
  /** When the reader looked; a release itself carries no date. */
  seen: Date;
}

export const AUTHOR = "Triskele contributors";

const WORDS: Record<Lang, { set: string; release: string; kind: string; undated: string; year: string }> = {
  tr: { set: "Triskele: yenilik ekosisteminin bilgi çizgesi", release: "Sürüm", kind: "Veri kümesi", undated: "t.y.", year: "yıl" },
  en: { set: "Triskele: knowledge graph of the innovation ecosystem", release: "Release", kind: "Data set", undated: "n.d.", year: "year" },
};

function titleOf(cited: Cited, lang: Lang): string {
  const words = WORDS[lang];
  const year = cited.asOf === undefined ? "" : ` (${words.year} ${cited.asOf})`;
  return cited.subject ? `${cited.subject}${year}. ${words.set}` : `${words.set}${year}`;
}

export function apa(cited: Cited, lang: Lang): string {
  const words = WORDS[lang];
  const day = new Intl.DateTimeFormat(LOCALE[lang], { day: "numeric", month: "long", year: "numeric" }).format(cited.seen);
  const seen = lang === "tr" ? `Erişim tarihi: ${day}, ${cited.iri}` : `Retrieved ${day}, from ${cited.iri}`;
  return `${AUTHOR}. (${words.undated}). ${titleOf(cited, lang)} (${words.release} ${cited.release}) [${words.kind}]. CC BY 4.0. ${seen}`;
}

const isoDay = (date: Date) => date.toISOString().slice(0, 10);
const keyOf = (cited: Cited) => `triskele-${cited.release}-${cited.name}`;

export function bibtex(cited: Cited, lang: Lang): string {
  const escape = (text: string) => text.replace(/[&%$#_{}]/g, (sign) => `\\${sign}`);
  const fields = [
    ["author", `{{${AUTHOR}}}`],
    ["title", `{{${escape(titleOf(cited, lang))}}}`],
    ["version", `{${WORDS[lang].release.toLocaleLowerCase(LOCALE[lang])} ${cited.release}}`],
    ["howpublished", `{\\url{${cited.iri}}}`],
    ["note", "{CC BY 4.0}"],
    ["urldate", `{${isoDay(cited.seen)}}`],
  ];
  return `@misc{${keyOf(cited)},\n${fields.map(([name, value]) => `  ${name} = ${value}`).join(",\n")}\n}\n`;
}

export function ris(cited: Cited, lang: Lang): string {
  const lines = [
    ["TY", "DATA"],
    ["AU", AUTHOR],
    ["TI", titleOf(cited, lang)],
    ["ET", `${WORDS[lang].release} ${cited.release}`],
    ["UR", cited.iri],
    ["Y2", isoDay(cited.seen).replace(/-/g, "/")],
    ["N1", "CC BY 4.0"],
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
    author: [{ literal: AUTHOR }],
    version: `${WORDS[lang].release} ${cited.release}`,
    URL: cited.iri,
    accessed: { "date-parts": [[year, month, day]] },
    note: "CC BY 4.0",
    language: lang,
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}
