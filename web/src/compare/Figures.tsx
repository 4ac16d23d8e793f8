import { writeFigure } from "../language";
import { EvidenceList } from "../parts/Evidence";
import { OpenEvidence } from "../parts/OpenEvidence";
import { useExplorer } from "../shell/context";
import { SideBySide } from "./SideBySide";
import type { Compared, Comparison } from "./types";

/** Figures of the same kind and year; what has no counterpart is counted, not compared. */
export function Figures({ figures, subjects }: { figures: Comparison["figures"]; subjects: Compared[] }) {
  const explorer = useExplorer();
  const { say, word, label, lang, number, link } = explorer;
  const years = (row: Comparison["figures"]["rows"][number]) => (row.year === null ? word("undated") : row.year_to ? `${row.year}–${row.year_to}` : String(row.year));
  return (
    <section id="figures">
      <h2>{say("figures")}</h2>
      {figures.rows.length > 0 && (
        <SideBySide
          caption={say("figures")}
          subjects={subjects}
          rows={figures.rows.map((row, i) => ({
            key: String(i),
            title: `${label(row.measure)}${row.part ? ` (${label(row.part)})` : ""}, ${years(row)}`,
            cells: row.cells.map((cell) =>
              cell.map((one) => (
                <p key={one.iri}>
                  {writeFigure(lang, explorer.words, one.value, one.qualifier, one.unit)} <OpenEvidence title={label(one.measure)}>{() => <EvidenceList evidence={one.evidence} />}</OpenEvidence>
                </p>
              )),
            ),
          }))}
        />
      )}
      {(figures.alone > 0 || !figures.rows.length) && <p class="muted">
        {say(figures.rows.length ? "compareAlone" : "compareNoFigures", { n: number(figures.alone) })}{" "}
        {figures.alone > 0 &&
          subjects.map((one, i) => (
            <span key={one.thing.iri}>
              {i > 0 && ", "}
              <a href={`${link(`/${one.kind}/${one.thing.key}`)}#figures`}>{label(one.thing)}</a>
            </span>
          ))}
      </p>}
    </section>
  );
}
