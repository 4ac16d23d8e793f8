export type Pair = readonly [tr: string, en: string];

/** Keeps the keys as a type, so that a page cannot ask for a message that is not there. */
export function catalogue<K extends string>(pairs: Record<K, Pair>): Record<K, Pair> {
  return pairs;
}
