import type { Listing } from "../api/lists";
import type { Contradiction } from "../api/records";
import { Datasheet } from "../data/Datasheet";
import { Difference } from "../data/Difference";
import { Releases } from "../data/Releases";
import { Report } from "../data/Report";
import { CitationBox } from "../parts/CitationBox";
import { ContradictionList } from "../parts/Contradiction";
import { Downloads } from "../parts/Downloads";
import { Await, Empty } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { useExplorer, useGet } from "../shell/context";

const FORMATS: [string, string][] = [
  ["nq", "N-Quads"],
  ["ttl", "Turtle"],
  ["trig", "TriG"],
  ["nt", "N-Triples"],
  ["jsonld", "JSON-LD"],
  ["rdfxml", "RDF/XML"],
];

export default function DataPage() {
  const explorer = useExplorer();
  const { say, summary, asOf } = explorer;
  return (
    <>
      <PageHead title={say("dataTitle")} lead={say("dataLead")} />
      <div class="data-grid">
        <div>
          <Releases />
          <Difference />
          <Report />
          <Contradictions />
        </div>
        <aside aria-label={say("dataSide")}>
          <section class="card">
            <Downloads
              title={asOf === undefined ? say("exportsAll") : say("exportsYear", { year: String(asOf) })}
              items={FORMATS.map(([format, label]) => ({ label, id: format, href: explorer.url(`/exports/${format}`, { lang: undefined }) }))}
            />
            <p class="muted small">{say("exportsHint")}</p>
            <h3>{say("descriptions")}</h3>
            <ul class="chips">
              {[
                ["/dataset", "DCAT"],
                ["/.well-known/void", "VoID"],
                ["/shapes", "SHACL"],
                ["/openapi.json", "OpenAPI"],
              ].map(([path, label]) => (
                <li key={path}>
                  <a class="button quiet" href={`${explorer.place.prefix}${path}`}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </section>
          {summary && <Datasheet summary={summary} />}
          <Cite />
        </aside>
      </div>
    </>
  );
}

function Cite() {
  const { say, summary } = useExplorer();
  const base = summary?.namespace ?? `${location.origin}/`;
  return (
    <section class="card" id="cite">
      <h2>{say("cite")}</h2>
      <CitationBox iri={`${base}dataset`} name="dataset" />
    </section>
  );
}

function Contradictions() {
  const { say } = useExplorer();
  const contradictions = useGet<Listing<Contradiction>>("/contradictions", { limit: 200 });
  return (
    <section id="contradictions">
      <h2>
        {say("contradictions")} {contradictions.data && <span class="count">{contradictions.data.meta.count}</span>}
      </h2>
      <p class="muted">{say("contradictionsLead")}</p>
      <Await loaded={contradictions}>
        {(answer) => (
          <>
            {!answer.items.length && <Empty title={say("noContradictions")} />}
            <ContradictionList contradictions={answer.items} first={4} />
          </>
        )}
      </Await>
    </section>
  );
}
