import type { Contradiction } from "../api/records";
import { writeFigure } from "../language";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { EvidenceList } from "./Evidence";

/** Claims that disagree, side by side, with the rule by which one of them is preferred (or none). */
export function ContradictionCard({ contradiction, level: Heading = "h3" }: { contradiction: Contradiction; level?: "h2" | "h3" }) {
  const explorer = useExplorer();
  const { say, label, word, lang, page } = explorer;
  return (
    <article class="card contradiction" data-contradiction={contradiction.key}>
      <p>{explorer.pick(contradiction.notes, contradiction.note ?? "")}</p>
      <div class="claims">
        {contradiction.claims.map((claim) => {
          const chosen = contradiction.resolution === claim.iri;
          return (
            <section key={claim.iri} class={chosen ? "claim chosen" : "claim"}>
              <Heading>
                {claim.figure ? (
                  <>
                    {writeFigure(lang, explorer.words, claim.figure.value, claim.figure.qualifier, claim.figure.unit)}{" "}
                    <small>
                      {[label(claim.figure.about), label(claim.figure.part), label(claim.figure.measure)].filter(Boolean).join(", ")}
                      {claim.figure.year ? `, ${claim.figure.year}${claim.figure.year_to ? `–${claim.figure.year_to}` : ""}` : ""}
                    </small>
                  </>
                ) : (
                  explorer.pick(claim.texts, claim.text)
                )}
              </Heading>
              {chosen && <p class="chip">{say("preferred")}</p>}
              <EvidenceList said={claim.figure ? undefined : explorer.pick(claim.texts, claim.text)} evidence={claim.evidence ?? claim.figure?.evidence ?? claim.tie?.evidence ?? claim.event?.evidence ?? []} />
              <p>
                <a href={page(claim)}>{word(claim.kind)}</a>
              </p>
            </section>
          );
        })}
      </div>
      <p class="muted">
        {say("ruleIs", { rule: word(contradiction.rule ?? "both-kept") })}
        {!contradiction.resolution && ` ${say("noneChosen")}`}
      </p>
    </article>
  );
}

/** The first of many, and all of them when asked for; which, the address remembers. */
export function ContradictionList({ contradictions, first }: { contradictions: Contradiction[]; first: number }) {
  const { say, place, here } = useExplorer();
  const all = place.query.get("contradictions") === "all" || contradictions.length <= first + 1;
  return (
    <>
      {contradictions.slice(0, all ? undefined : first).map((one) => (
        <ContradictionCard key={one.iri} contradiction={one} />
      ))}
      {!all && (
        <button type="button" onClick={() => navigate(here({ contradictions: "all" }), { keepScroll: true })} data-all-contradictions>
          {say("allContradictions", { n: contradictions.length })}
        </button>
      )}
    </>
  );
}
