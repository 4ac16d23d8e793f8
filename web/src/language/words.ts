/** The words of results as the service gives them: names of closed lists, of parts of keys, units and parameters. */

export type Section = "parts" | "units" | "parameters" | "columns" | "fields" | "left-out" | "nulls" | "qualifiers" | "figure-units";
export type Words = Record<Section, Record<string, string>>;

export const NO_WORDS: Words = { parts: {}, units: {}, parameters: {}, columns: {}, fields: {}, "left-out": {}, nulls: {}, qualifiers: {}, "figure-units": {} };

/** The word of a closed list; what is none is a name: its dashes become spaces, names of several spheres are joined. */
export function word(words: Words, name: string | null | undefined, section: Section = "parts"): string {
  if (!name) return "";
  const found = words[section][name] ?? words.parts[name] ?? words.parameters[name] ?? words["left-out"][name];
  if (found !== undefined) return found;
  const parts = name.split("-").map((part) => words.parts[part]);
  if (parts.length > 1 && parts.every((part) => part && part.length > 2)) return parts.join("\u2013");
  return name.replace(/[-_]/g, " ");
}
