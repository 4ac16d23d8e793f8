/** The pages of the explorer: the list the service reads too, and the component of each, loaded when first visited. */
import type { ComponentType } from "preact";
import list from "../../api/triskele_api/pages/pages.json";
import type { Texts } from "./api/records";

export interface PageEntry {
  name: string;
  /** Addresses; a name in braces stands for one part, with ":path" for all that follows. */
  paths: string[];
  title: Texts;
  menu?: boolean;
}

export const PAGES: readonly PageEntry[] = list;

const COMPONENTS = import.meta.glob<{ default: ComponentType }>("./pages/*.tsx");

const PATTERNS: [RegExp, PageEntry][] = PAGES.flatMap((page) =>
  page.paths.map((path): [RegExp, PageEntry] => [new RegExp(`^${path.replace(/\{\w+:path\}/g, ".+").replace(/\{\w+\}/g, "[^/]+")}$`), page]),
);

/** The page that draws a path; everything else (downloads, linked data) is fetched from the service. */
export function pageAt(path: string): PageEntry | undefined {
  return PATTERNS.find(([pattern]) => pattern.test(path))?.[1];
}

export async function loadPage(page: PageEntry): Promise<ComponentType> {
  const load = COMPONENTS[`./pages/${page.name}.tsx`];
  if (!load) throw new Error(`web/src/pages/${page.name}.tsx is missing`);
  return (await load()).default;
}
