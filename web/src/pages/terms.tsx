import { useEffect } from "preact/hooks";
import type { Texts } from "../api/types";
import { compareNames, fold } from "../language";
import { CopyButton } from "../parts/Share";
import { Await, Empty } from "../parts/Notice";
import { OnThisPage } from "../parts/OnThisPage";
import { PageHead } from "../parts/PageHead";
import { useWish } from "../parts/wish";
import { Downloads } from "../parts/Downloads";
import { useExplorer, useGet } from "../shell/context";

interface SchemeRow {
  key: string;
  iri: string;
  label: string;
  labels: Texts;
  definition?: string;
  definitions?: Texts;
  count?: number;
  concepts?: number;
}

interface Concept {
  key: string;
  iri: string;
  label: string;
  labels: Texts;
  definitions?: Texts;
  definition?: string;
  broader?: string | string[] | { key: string }[] | null;
  notation?: string | null;
  examples?: Texts;
  source?: string | null;
  [other: string]: unknown;
}

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

export default function Terms() {
  const { place } = useExplorer();
  const name = place.path.split("/")[2];
  if (name === "ontology") return <Ontology />;
  return name ? <Scheme name={name} /> : <Overview />;
}

function Overview() {
  const explorer = useExplorer();
  const { say, label, link, lang } = explorer;
  const schemes = useGet<{ schemes: SchemeRow[] }>("/vocabularies", { format: "json" });
  const [wish] = useWish();
  const names = compareNames(lang);
  return (
    <>
      <PageHead title={say("termsTitle")} lead={say("termsLead")} />
      <section class="card">
        <h2>
          <a href={link("/terms/ontology")}>{say("ontology")}</a>
        </h2>
        <p>{say("ontologyText")}</p>
      </section>
      <h2>{say("vocabularies")}</h2>
      <Await loaded={schemes}>
        {(answer) => (
          <>
            <FindBox label={say("findScheme")} />
            <ul class="cards">
              {answer.schemes
                .filter((scheme) => !wish || fold(`${label(scheme)} ${explorer.pick(scheme.definitions)}`).includes(fold(wish)))
                .sort((a, b) => names(label(a), label(b)))
                .map((scheme) => (
                  <li class="card" key={scheme.key}>
                    <h3>
                      <a href={link(`/terms/${scheme.key}`)}>{label(scheme)}</a>{" "}
                      {(scheme.count ?? scheme.concepts) !== undefined && <span class="count">{scheme.count ?? scheme.concepts}</span>}
                    </h3>
                    <p class="muted small">{explorer.pick(scheme.definitions, scheme.definition)}</p>
                  </li>
                ))}
            </ul>
          </>
        )}
      </Await>
    </>
  );
}

function FindBox({ label }: { label: string }) {
  const [wish, setWish] = useWish();
  return (
    <label class="field narrow">
      {label}
      <input type="search" value={wish} onInput={(event) => setWish(event.currentTarget.value)} data-find-term />
    </label>
  );
}

const fits = (wish: string, ...texts: (string | undefined)[]): boolean => !wish || fold(texts.join(" ")).includes(fold(wish));

const broaderOf = (concept: { broader?: unknown }): string[] => {
  const broader = concept.broader;
  const list = Array.isArray(broader) ? broader : broader ? [broader] : [];
  return list.map((one) => (typeof one === "string" ? (one.split(/[#/]/).pop() ?? one) : ((one as { key: string }).key ?? "")));
};

/** Goes to the term the address names, once it is there. */
function useAnchor(ready: boolean): void {
  useEffect(() => {
    if (!ready || !location.hash) return;
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  }, [ready, location.hash]);
}

function Scheme({ name }: { name: string }) {
  const explorer = useExplorer();
  const { say, label, pick, link } = explorer;
  const loaded = useGet<{ scheme: SchemeRow; concepts: Concept[] }>(`/vocabularies/${name}`, { format: "json" });
  const [wish] = useWish();
  useAnchor(loaded.data !== undefined);
  return (
    <>
      <p class="eyebrow">
        <a href={link("/terms")}>{say("termsTitle")}</a>
      </p>
      <Await loaded={loaded}>
        {({ scheme, concepts }) => (
          <>
            <PageHead title={label(scheme)} lead={pick(scheme.definitions, scheme.definition)} />
            <p>
              <code class="iri">{scheme.iri}</code> <CopyButton text={() => scheme.iri} label={say("copy")} />
            </p>
            <Formats path={`/vocabularies/${name}`} />
            {!concepts.length && <Empty title={say("noConcepts")} />}
            {concepts.length > 12 && <FindBox label={say("findTerm")} />}
            <dl class="terms">
              {concepts.filter((concept) => fits(wish, label(concept), concept.key, pick(concept.definitions, concept.definition))).map((concept) => (
                <div key={concept.key} id={concept.key} tabIndex={-1} class="term">
                  <dt>
                    {label(concept)} <code class="muted">{concept.key}</code>
                  </dt>
                  <dd>
                    <p>{pick(concept.definitions, concept.definition)}</p>
                    {broaderOf(concept).length > 0 && (
                      <p class="muted small">
                        {say("broader")}:{" "}
                        {broaderOf(concept).map((key) => (
                          <a key={key} href={`#${key}`}>
                            {label(concepts.find((one) => one.key === key)) || key}
                          </a>
                        ))}
                      </p>
                    )}
                    {pick(concept.examples) && <p class="muted small">{say("exampleIs", { text: pick(concept.examples) })}</p>}
                  </dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </Await>
    </>
  );
}

function Formats({ path }: { path: string }) {
  const explorer = useExplorer();
  return (
    <Downloads
      items={[
        ["Turtle", "ttl"],
        ["JSON-LD", "jsonld"],
        ["N-Triples", "nt"],
        ["RDF/XML", "rdfxml"],
      ].map(([title, format]) => ({ label: title ?? "", id: format, href: `${explorer.place.prefix}${path}?format=${format}` }))}
    />
  );
}

function Ontology() {
  const explorer = useExplorer();
  const { say, pick, link } = explorer;
  const loaded = useGet<{ classes: OntologyTerm[]; properties: OntologyTerm[] }>("/ontology", { format: "json" });
  const [wish] = useWish();
  useAnchor(loaded.data !== undefined);
  const list = (value: unknown): string[] =>
    (Array.isArray(value) ? value : value ? [value] : []).map((one) => (typeof one === "string" ? (one.split(/[#/]/).pop() ?? one) : String((one as { key?: string }).key ?? "")));
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
                  [say("broader"), list(term.broader)],
                  [say("domain"), list(term.domain)],
                  [say("rangeOf"), list(term.range)],
                ] as const
              )
                .filter(([, keys]) => keys.length)
                .map(([name, keys]) => (
                  <p key={name} class="muted small">
                    {name}:{" "}
                    {keys.map((key, i) => (
                      <span key={key}>
                        {i > 0 && ", "}
                        <a href={`#${key}`}>{key}</a>
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
      <Formats path="/ontology" />
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
