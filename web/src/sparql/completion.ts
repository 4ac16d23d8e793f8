/** What can stand at the cursor: variables of this query, keywords, and the terms this release really uses. */
import type { Completion } from "../api/release";

export interface Offer {
  label: string;
  detail: string;
  kind: "variable" | "keyword" | "class" | "property" | "namespace";
  /** Larger first. */
  weight: number;
}

const KEYWORDS = [
  "SELECT", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH", "BIND", "VALUES", "GROUP BY", "ORDER BY", "DESC", "LIMIT",
  "OFFSET", "HAVING", "COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT", "CONSTRUCT", "ASK", "DESCRIBE", "PREFIX", "LANG", "STR",
  "CONTAINS", "LCASE", "REGEX", "BOUND", "EXISTS", "NOT EXISTS", "COALESCE", "IF", "YEAR",
];

/** The word before the cursor, and what fits it, best first. */
export function offersAt(before: string, whole: string, terms: Completion | undefined, lang: "tr" | "en"): { from: number; offers: Offer[] } {
  const word = /[?$]?[\w-]*(?::[\w-]*)?$/.exec(before)?.[0] ?? "";
  const from = before.length - word.length;
  const wish = word.toLowerCase();
  if (!word) return { from, offers: [] };
  const offers: Offer[] = [];
  if (/^[?$]/.test(word)) {
    const variables = new Set([...whole.matchAll(/[?$]([A-Za-z_]\w*)/g)].map((match) => `${word[0]}${match[1]}`));
    variables.delete(word);
    for (const label of variables) offers.push({ label, detail: "", kind: "variable", weight: 1 });
  } else {
    const after = /(^|[\s;.,{}(])a\s+$/.test(before.slice(0, from));
    for (const [kind, list] of [["class", terms?.classes ?? []], ["property", terms?.properties ?? []]] as const) {
      for (const term of list) {
        const text = term.labels?.[lang] ?? term.labels?.en ?? "";
        const weight = Math.log10(term.count + 1) + (after === (kind === "class") ? 4 : 0);
        if (term.prefixed) offers.push({ label: term.prefixed, detail: `${text} ${term.count}`.trim(), kind, weight });
      }
    }
    if (!word.includes(":")) {
      for (const label of KEYWORDS) offers.push({ label, detail: "", kind: "keyword", weight: 3 });
      for (const label of Object.keys(terms?.prefixes ?? {})) offers.push({ label: `${label}:`, detail: terms?.prefixes[label] ?? "", kind: "namespace", weight: 2 });
    }
  }
  const fits = (offer: Offer) => {
    const text = offer.label.toLowerCase();
    if (text.startsWith(wish)) return 20;
    const local = text.slice(text.indexOf(":") + 1);
    if (local.startsWith(wish)) return 10;
    return wish.length > 2 && (text.includes(wish) || offer.detail.toLowerCase().includes(wish)) ? 1 : -1;
  };
  return {
    from,
    offers: offers
      .map((offer) => ({ offer, fit: fits(offer) }))
      .filter(({ fit }) => fit >= 0)
      .sort((a, b) => b.fit + b.offer.weight - a.fit - a.offer.weight || (a.offer.label < b.offer.label ? -1 : 1))
      .slice(0, 60)
      .map(({ offer }) => offer),
  };
}
