import { STATE_MARK } from "../charts/checked";
import { EvidenceList } from "../parts/Evidence";
import { OpenEvidence } from "../parts/OpenEvidence";
import { useExplorer } from "../shell/context";
import type { Checklist, Item } from "./types";

/** What is there, what is not, and what nobody says; each state that is known opens what shows it. */
export function ChecklistCard({ checklist, kind }: { checklist: Checklist; kind: string }) {
  const { say, number, pick, word } = useExplorer();
  return (
    <section class="card" id="checklist">
      <h2>{say("profileMissing")}</h2>
      <p class="muted small">
        {say("profileMissingLead", { there: number(checklist.there), of: number(checklist.of) })} {say(kind === "cluster" ? "profileByTies" : "profileByActors")}
      </p>
      <ul class="checklist">
        {checklist.items.map((one) => (
          <li key={one.item} class={`state-${one.state}`} data-item={one.item} data-state={one.state}>
            <span aria-hidden="true">{STATE_MARK[one.state] ?? "·"}</span>
            <span>
              {pick(one.labels)} {one.optional && <span class="muted">({say("checklistExtra")}) </span>}
              <span class="muted">{one.state === "unknown" ? "" : word(one.state)}</span>
              {one.state === "unknown" && <span class="sr"> ({word("unknown")})</span>}
            </span>
            {one.proof.length > 0 && <OpenEvidence title={pick(one.labels)}>{() => <Proof item={one} />}</OpenEvidence>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What shows an item, and where the sources say so. */
export function Proof({ item }: { item: Item }) {
  const { pick, page } = useExplorer();
  return (
    <>
      {item.proof.map((one) => (
        <article class="card" key={one.iri}>
          <h3>
            <a href={page(one)}>{pick(one.labels)}</a>
          </h3>
          <EvidenceList evidence={one.evidence} />
        </article>
      ))}
    </>
  );
}
