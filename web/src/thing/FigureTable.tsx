import { useMemo } from "preact/hooks";
import type { Figure } from "../api/records";
import { writeFigure } from "../language";
import { EvidenceList, whichSection } from "../parts/Evidence";
import { Table } from "../parts/Table";
import type { Column } from "../parts/sorting";
import { ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";

/** Figures with their sources; `about` says of whom each is, where they are about several. */
export function FigureTable({ figures, about = false }: { figures: Figure[]; about?: boolean }) {
  const explorer = useExplorer();
  const { say, heading, word, label, lang } = explorer;
  const columns = useMemo(
    (): Column<Figure>[] => [
      ...(about ? [{ key: "about", title: say("columnAbout"), value: (f: Figure) => label(f.about), show: (f: Figure) => <ThingLink thing={f.about} plain /> }] : []),
      { key: "measure", title: heading("measure"), value: (f) => label(f.measure), show: (f) => <a href={explorer.page(f)}>{label(f.measure)}</a> },
      { key: "value", title: heading("value"), value: (f) => f.value, numeric: true, show: (f) => (
        <>
          {writeFigure(lang, explorer.words, f.value, f.qualifier, f.unit)}
          {f.modality && f.modality !== "stated" && <span class={`chip m-${f.modality}`}>{explorer.word(f.modality)}</span>}
        </>
      ) },
      {
        key: "year",
        title: heading("year"),
        value: (f) => f.year,
        numeric: true,
        show: (f) => (f.year === null ? <span class="muted">{word("undated")}</span> : f.year_to ? `${f.year}–${f.year_to}` : String(f.year)),
      },
      { key: "part", title: heading("part", "columns"), value: (f) => [f.part, f.area].map((p) => label(p)).filter(Boolean).join("; ") },
      {
        key: "source",
        title: heading("source"),
        value: (f) => f.evidence.map((e) => `${label(e.document)} ${e.section}, ${e.line_from}-${e.line_to}`).join("; "),
        show: (f) => (
          <details>
            <summary>{f.evidence[0] ? whichSection(say, f.evidence[0]) : say("noEvidence")}</summary>
            <EvidenceList evidence={f.evidence} />
            <a href={explorer.page(f)}>{say("figurePage")}</a>
          </details>
        ),
      },
    ],
    [figures, lang],
  );
  return <Table caption={say("figures")} hideCaption columns={columns} rows={figures} file="figures" param="sort-figures" rowKey={(f) => f.key} />;
}
