/** What the things of an answer are called: one question for all of them, in the language of the page. */
import { pathOf } from "../shell/context";
import { type Answer, readJsonAnswer } from "./answer";

const OURS = "https://w3id.org/triskele/";
const AT_MOST = 400;

/** The IRIs of things and of our terms in an answer, each once, at most a few hundred: further ones keep their short names. */
export function namedIn(answer: Answer): string[] {
  const found = new Set<string>();
  const take = (value: string | undefined) => value && (value.startsWith(OURS) || pathOf(value) !== value) && found.size < AT_MOST && found.add(value);
  if (answer.kind === "rows") for (const row of answer.rows) for (const cell of Object.values(row)) cell?.type === "uri" && take(cell.value);
  if (answer.kind === "graph") for (const triple of answer.triples) for (const cell of triple) cell.type === "uri" && take(cell.value);
  return [...found];
}

export async function fetchLabels(address: string, iris: string[], lang: string, signal: AbortSignal): Promise<Map<string, string>> {
  if (!iris.length) return new Map();
  const query = `SELECT ?thing (SAMPLE(?own) AS ?shown) (SAMPLE(?any) AS ?other) {
  VALUES ?thing { ${iris.map((iri) => `<${iri}>`).join(" ")} }
  ?thing <http://www.w3.org/2004/02/skos/core#prefLabel>|<http://www.w3.org/2000/01/rdf-schema#label> ?any .
  OPTIONAL { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel>|<http://www.w3.org/2000/01/rdf-schema#label> ?own FILTER(LANG(?own) = "${lang}") }
} GROUP BY ?thing`;
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ query }), headers: { Accept: "application/sparql-results+json" }, signal });
  if (!answer.ok) return new Map();
  const read = readJsonAnswer(await answer.json(), 0);
  if (read.kind !== "rows") return new Map();
  return new Map(read.rows.map((row) => [row.thing?.value ?? "", row.shown?.value ?? row.other?.value ?? ""]));
}
