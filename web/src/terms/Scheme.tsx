import type { Texts } from "../api/records";
import { Await, Empty } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { CopyButton } from "../parts/Share";
import { useWish } from "../parts/wish";
import { useExplorer, useGet } from "../shell/context";
import { FindBox, TermFormats, fits, keysOf, useAnchor } from "./find";
import type { SchemeRow } from "./Schemes";

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

/** One scheme: its concepts and what each means. */
export function Scheme({ name }: { name: string }) {
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
            <TermFormats path={`/vocabularies/${name}`} />
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
                    {keysOf(concept.broader).length > 0 && (
                      <p class="muted small">
                        {say("broader")}:{" "}
                        {keysOf(concept.broader).map((key) => (
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
