import type { Listing } from "../api/lists";
import type { Contradiction } from "../api/records";
import { writeFigure } from "../language";
import { ContradictionCard } from "../parts/Contradiction";
import { whereOf } from "../parts/Evidence";
import { Await } from "../parts/Notice";
import { useExplorer, useGet } from "../shell/context";
import { AnswerCard } from "./AnswerCard";
import { evidenceOf, plainest } from "./answers";

/** Where the sources contradict: the contradiction that is read fastest, with the lines of its claims. */
export function Disagreement() {
  const explorer = useExplorer();
  const { say, link, lang, label } = explorer;
  const list = useGet<Listing<Contradiction>>("/contradictions", { limit: 40 });
  const one = list.data && plainest(list.data.items);
  return (
    <AnswerCard
      name="contradiction"
      question={say("askDisagree")}
      evidence={one && (() => <ContradictionCard contradiction={one} />)}
      more={list.data?.meta.count === 0 ? undefined : { href: `${link("/about-data")}#contradictions`, text: list.data ? say("seeContradictions", { n: list.data.meta.count }) : say("contradictions") }}
    >
      <Await loaded={list}>
        {() =>
          one ? (
            <>
              <p>{explorer.pick(one.notes, one.note ?? "")}</p>
              <ul class="claims-short">
              {one.claims.slice(0, 2).map((claim) => {
                const [evidence] = evidenceOf(claim);
                const { figure } = claim;
                return (
                  <li key={claim.iri}>
                    {figure ? `${label(figure.about)}: ${label(figure.measure)} ${writeFigure(lang, explorer.words, figure.value, figure.qualifier, figure.unit)}` : explorer.pick(claim.texts, claim.text)}
                    {evidence && <small class="where">{whereOf(explorer, evidence)}</small>}
                  </li>
                );
              })}
            </ul>
            </>
          ) : (
            <p>{say("noDisagreement")}</p>
          )
        }
      </Await>
    </AnswerCard>
  );
}
