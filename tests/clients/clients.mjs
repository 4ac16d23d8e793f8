// What Comunica finds at an endpoint, one JSON object: node clients.mjs http://127.0.0.1:8000
import { QueryEngine } from "@comunica/query-sparql";

const base = process.argv[2];
const endpoint = `${base}/sparql`;
const engine = new QueryEngine();
const prefixes =
  "PREFIX tsk: <https://w3id.org/triskele/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> ";
const universities = `${prefixes} SELECT ?a WHERE { ?a a tsk:University } ORDER BY ?a`;

async function column(query, sources) {
  const rows = await engine.queryBindings(query, { sources });
  return (await rows.toArray()).map((row) => row.get("a").value);
}

const said = { type: "sparql", value: endpoint };
const actor = "<https://w3id.org/triskele/id/actor/sea-park>";
const found = {
  told: await column(universities, [said]),
  guessed: await column(universities, [endpoint]),
  asked: await engine.queryBoolean(`${prefixes} ASK { ?a a tsk:University }`, { sources: [said] }),
  constructed: (
    await (await engine.queryQuads(`${prefixes} CONSTRUCT WHERE { ?a a tsk:University }`, { sources: [said] })).toArray()
  ).length,
  // a page of one thing and the endpoint joined: links of the one are followed in the other
  joined: await column(
    `${prefixes} SELECT DISTINCT ?a WHERE { ${actor} a ?type . ?t tsk:source|tsk:target ${actor} ; tsk:source ?a }`,
    [`${base}/data/actor/sea-park`, said],
  ),
  federated: await column(`${prefixes} SELECT ?a WHERE { SERVICE <${endpoint}> { ?a a tsk:University } } ORDER BY ?a`, [
    `${base}/data/actor/sea-park`,
  ]),
};
process.stdout.write(JSON.stringify(found));
