import type { Texts } from "../api/records";
import { Await, Empty } from "../parts/Notice";
import { OnThisPage } from "../parts/OnThisPage";
import { PageHead } from "../parts/PageHead";
import { useWish } from "../parts/wish";
import { useExplorer, useGet } from "../shell/context";
import { FindBox, TermFormats, fits, keysOf, useAnchor } from "./find";

interface OntologyTerm {
  key: string;
  iri: string;
  labels: Texts;
  definitions?: Texts;
  broader?: (string | { key: string })[];
  domain?: string | string[] | null;
  range?: string | string[] | null;
  examples?: Texts;
}

/** The classes and properties. */
export function Ontology() {
  const explorer = useExplorer();
  const { say, pick, link } = explorer;
  const loaded = useGet<{ classes: OntologyTerm[]; properties: OntologyTerm[] }>("/ontology", { format: "json" });
  const [wish] = useWish();
  useAnchor(loaded.data !== undefined);
  const named = new Map([...(loaded.data?.classes ?? []), ...(loaded.data?.properties ?? [])].map((term) => [term.key, term]));
  const found = (items: OntologyTerm[]) => items.filter((term) => fits(wish, pick(term.labels), term.key, pick(term.definitions)));
  const terms = (title: string, items: OntologyTerm[], id: string) => items.length > 0 && (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="count">{items.length}</span>
      </h2>
      <dl class="terms">
        {items.map((term) => (
          <div key={term.key} id={term.key} tabIndex={-1} class="term">
            <dt>
              {pick(term.labels, term.key)} <code class="muted">tsk:{term.key}</code>
            </dt>
            <dd>
              <p>{pick(term.definitions)}</p>
              {(
                [
                  [say("broader"), keysOf(term.broader)],
                  [say("domain"), keysOf(term.domain)],
                  [say("rangeOf"), keysOf(term.range)],
                ] as const
              )
                .filter(([, keys]) => keys.length)
                .map(([name, keys]) => (
                  <p key={name} class="muted small">
                    {name}:{" "}
                    {keys.map((key, i) => (
                      <span key={key}>
                        {i > 0 && ", "}
                        <a href={`#${key}`}>{pick(named.get(key)?.labels, key)}</a>
                      </span>
                    ))}
                  </p>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
  return (
    <>
      <p class="eyebrow">
        <a href={link("/terms")}>{say("termsTitle")}</a>
      </p>
      <PageHead title={say("ontology")} lead={say("ontologyText")} />
      <TermFormats path="/ontology" />
      <Await loaded={loaded}>
        {(answer) => (
          <>
            <FindBox label={say("findTerm")} />
            <OnThisPage
              parts={[
                ["classes", say("classes"), found(answer.classes).length],
                ["properties", say("properties"), found(answer.properties).length],
              ]}
            />
            {terms(say("classes"), found(answer.classes), "classes")}
            {terms(say("properties"), found(answer.properties), "properties")}
            {!found(answer.classes).length && !found(answer.properties).length && <Empty title={say("noTermFound")}>{say("noMetricFoundHint")}</Empty>}
          </>
        )}
      </Await>
    </>
  );
}
