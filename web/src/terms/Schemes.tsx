import type { Texts } from "../api/records";
import { compareNames } from "../language";
import { Await } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { useWish } from "../parts/wish";
import { useExplorer, useGet } from "../shell/context";
import { FindBox, fits } from "./find";

export interface SchemeRow {
  key: string;
  iri: string;
  label: string;
  labels: Texts;
  definition?: string;
  definitions?: Texts;
  count?: number;
  concepts?: number;
}

/** The ontology and every scheme, by name. */
export function Schemes() {
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
                .filter((scheme) => fits(wish, label(scheme), explorer.pick(scheme.definitions)))
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
