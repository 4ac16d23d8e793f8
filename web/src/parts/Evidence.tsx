import type { Evidence, Tie } from "../api/records";
import { writeWhen } from "../language";
import { type Explorer, useExplorer } from "../shell/context";
import { ThingLink } from "./spheres";

/** Where a claim comes from: document, section, lines, and what is said there in the project's own words, unless it was `said` above. */
export function EvidenceList({ evidence, said }: { evidence: Evidence[]; said?: string }) {
  const explorer = useExplorer();
  const { say } = explorer;
  if (!evidence.length) return <p class="muted">{say("noEvidence")}</p>;
  return (
    <ul class="evidence">
      {evidence.map((item) => (
        <li key={item.iri}>
          {explorer.pick(item.statements, item.statement) !== said && <p>{explorer.pick(item.statements, item.statement)}</p>}
          <p class="where">{whereOf(explorer, item)}</p>
        </li>
      ))}
    </ul>
  );
}

/** The part of a document in words: a section, a table, the abstract, a sheet, or a file of a register. */
export function whichSection(say: Explorer["say"], { section, sheet }: Evidence): string {
  if (sheet) return say("sectionSheet", { section: sheet });
  const table = /^Table (.+)$/.exec(section);
  if (table) return say("sectionTable", { section: table[1] ?? "" });
  if (section === "abstract") return say("sectionAbstract");
  return say(section.includes("/") ? "sectionFile" : "sectionIs", { section });
}

export function whereOf({ say, label }: Explorer, item: Evidence): string {
  const lines = item.line_from === item.line_to ? `${item.line_from}` : `${item.line_from}\u2013${item.line_to}`;
  return say("evidenceWhere", { document: label(item.document), section: whichSection(say, item), lines });
}

/** When a tie holds; a start or end that a source gives within bounds keeps them. */
export function spanOf({ say, word, lang }: Explorer, { from, to, from_latest, to_latest }: Pick<Tie, "from" | "to" | "from_latest" | "to_latest">): string {
  const [begins, ends] = [writeWhen(lang, from, from_latest), writeWhen(lang, to, to_latest)];
  if (!begins && !ends) return word("undated");
  if (begins && ends) return begins === ends ? begins : `${begins} – ${ends}`;
  if (from_latest || to_latest) return begins || say("ends", { date: ends });
  return begins ? say(begins.length > 4 ? "sinceDay" : "since", { date: begins }) : say("until", { date: ends });
}

/** One tie in full: who, what, when, how sure, and the evidence. */
export function TieCard({ tie, level: Heading = "h3" }: { tie: Tie; level?: "h2" | "h3" | "h4" }) {
  const explorer = useExplorer();
  const { say, word, label, number } = explorer;
  const ends = tie.symmetric && tie.participants.length ? tie.participants : [tie.source, tie.target].filter((t) => t !== null);
  return (
    <article class="card tie" data-tie={tie.key}>
      <Heading>{label(tie.type)}</Heading>
      <p class="ends">
        {ends.map((thing, index) => (
          <span key={thing.iri}>
            {index > 0 && <span class="arrow">{tie.symmetric ? " ↔ " : " → "}</span>}
            <ThingLink thing={thing} />
          </span>
        ))}
      </p>
      <p class="chips">
        <span class={`chip m-${tie.modality}`}>{word(tie.modality)}</span>
        <span class="chip">{spanOf(explorer, tie)}</span>
        {tie.layer && <span class="chip">{word(tie.layer)}</span>}
        {tie.confidence !== null && <span class="chip">{say("confidenceIs", { value: number(tie.confidence, 2) })}</span>}
        {tie.amount !== null && <span class="chip">{`${number(tie.amount, 0)} ${tie.currency ?? ""}`}</span>}
      </p>
      <EvidenceList evidence={tie.evidence} />
    </article>
  );
}
