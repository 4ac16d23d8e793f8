import type { Lang, Texts } from "../api/records";

/** A text for those who see a list of words: the codes that stand in it, as the list calls them. */
export function nameChoices(text: string, choices: readonly string[], wordOf: (choice: string) => string): string {
  return choices.reduce((said, choice) => said.replace(new RegExp(`(?<![\\p{L}\\p{N}-])${choice}(?![\\p{L}\\p{N}-])`, "gu"), `“${wordOf(choice)}”`), text);
}

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
