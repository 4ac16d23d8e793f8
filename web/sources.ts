/** The digest of everything the bundle is made from. The browser tests compute the same digest from the checkout, so a
 * stale bundle fails wherever the tests run, with or without Node. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const TOP = ["index.html", "package.json", "package-lock.json", "sources.ts", "tsconfig.json", "vite.config.ts"];
/** The list of pages stands beside the service, which reads it too. */
const LIST = "../api/triskele_api/pages/pages.json";
/** The worked tables of the docs are offered as input of the metrics that need a table. */
const FOLDERS = ["public", "src", "../docs/how-to/tables"];

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

/** SHA-256 over "path NUL content NUL" of every source in the order of its path; unit tests are no source. */
export function digestSources(root: string): string {
  const files = [...[...TOP, LIST].map((name) => join(root, name)), ...FOLDERS.flatMap((name) => walk(join(root, name)))]
    .map((path) => relative(root, path).split(sep).join("/"))
    .filter((path) => !path.endsWith(".test.ts"))
    .sort((a, b) => (a < b ? -1 : 1));
  const hash = createHash("sha256");
  for (const path of files) hash.update(path).update("\0").update(readFileSync(join(root, path))).update("\0");
  return hash.digest("hex");
}
