import { useMemo } from "preact/hooks";
import type { Classification } from "../api/records";
import { EvidenceList, whichSection } from "../parts/Evidence";
import { Table } from "../parts/Table";
import type { Column } from "../parts/sorting";
import { useExplorer } from "../shell/context";

/** How the thing is classified, by whom, and where that is said. */
export function ClassificationTable({ rows, file }: { rows: Classification[]; file: string }) {
  const explorer = useExplorer();
  const { say, heading, label, link, word, number, lang } = explorer;
  const columns = useMemo((): Column<Classification>[] => {
    const has = (value: (one: Classification) => unknown) => rows.some((one) => value(one) !== null && value(one) !== undefined);
    const scheme = (one: Classification) => (label(one.scheme) === one.scheme.key ? word(one.scheme.key) : label(one.scheme));
    return [
      {
        key: "concept",
        title: heading("class"),
        value: (one) => label(one.concept),
        show: (one) => <a href={`${link(`/terms/${one.scheme.key}`)}#${one.concept.key}`}>{label(one.concept)}</a>,
      },
      { key: "scheme", title: say("columnScheme"), value: scheme },
      ...(has((one) => one.by) ? [{ key: "by", title: say("columnBy"), value: (one: Classification) => label(one.by) }] : []),
      ...(has((one) => one.year)
        ? [{ key: "year", title: heading("year"), value: (one: Classification) => one.year, numeric: true, show: (one: Classification) => (one.year ? String(one.year) : "") }]
        : []),
      ...(has((one) => one.value)
        ? [{ key: "value", title: heading("value"), value: (one: Classification) => one.value, numeric: true, show: (one: Classification) => (typeof one.value === "number" ? number(one.value) : (one.value ?? "")) }]
        : []),
      {
        key: "source",
        title: heading("source"),
        value: (one) => (one.evidence ?? []).map((e) => `${label(e.document)} ${e.section}, ${e.line_from}-${e.line_to}`).join("; "),
        show: (one) => (
          <details>
            <summary>{one.evidence?.[0] ? whichSection(say, one.evidence[0]) : say("noEvidence")}</summary>
            <EvidenceList evidence={one.evidence ?? []} />
          </details>
        ),
      },
    ];
  }, [rows, lang]);
  return <Table caption={say("classifications")} hideCaption columns={columns} rows={rows} file={file} rowKey={(one, i) => one.key ?? String(i)} param="sort-classes" />;
}
