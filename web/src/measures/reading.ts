import type { Lang, Texts } from "../api/types";

/** A reading with the names of things in the place of their keys. */
export function nameKeys(text: string, labels: Record<string, Texts> | undefined, lang: Lang): string {
  if (!labels) return text;
  return text.replace(/[a-z0-9]+(?:-[a-z0-9]+)*/g, (key, at: number) => {
    const before = text[at - 1] ?? " ";
    const after = text[at + key.length] ?? " ";
    const whole = !/[\p{L}\p{N}.,-]/u.test(before) && !/[\p{L}\p{N}-]/u.test(after);
    return (whole && Object.hasOwn(labels, key) && labels[key]?.[lang]) || key;
  });
}
