import { useMemo, useState } from "preact/hooks";
import type { RoleTie, Thing } from "../api/records";
import { spanOf } from "../parts/Evidence";
import { LinkedBy } from "../parts/LinkedBy";
import { Table } from "../parts/Table";
import type { Column } from "../parts/sorting";
import { ThingLink } from "../parts/spheres";
import { useExplorer } from "../shell/context";

/** Ties to other actors first, dated before undated, then as the service orders them. */
export function orderTies(ties: RoleTie[]): RoleTie[] {
  const rank = (tie: RoleTie) => (tie.other?.kind === "actor" ? 0 : 2) + (tie.from || tie.to ? 0 : 1);
  return ties.map((tie, i) => ({ tie, i })).sort((a, b) => rank(a.tie) - rank(b.tie) || a.i - b.i).map(({ tie }) => tie);
}

export function TiesOf({ thing, ties, count }: { thing: Thing; ties: RoleTie[]; count: number }) {
  const explorer = useExplorer();
  const { say, heading, label, word } = explorer;
  const roleOf = (tie: RoleTie) => (tie.role === "both" ? word("symmetric", "columns") : word(tie.role));
  const [open, setOpen] = useState<RoleTie>();
  const columns = useMemo(
    (): Column<RoleTie>[] => [
      { key: "other", title: say("columnOther"), value: (tie) => label(tie.other), show: (tie) => tie.other && <ThingLink thing={tie.other} /> },
      {
        key: "type",
        title: say("columnTypes"),
        value: (tie) => label(tie.type),
        show: (tie) => {
          const role = roleOf(tie);
          return (
            <>
              <span aria-hidden="true" class="arrow" title={role}>
                {tie.role === "in" ? "←" : tie.role === "out" ? "→" : "↔"}
              </span>{" "}
              {label(tie.type)} <span class="sr">({role})</span>
              {tie.source_role && <span class="chip">{label(tie.source_role)}</span>}
            </>
          );
        },
      },
      { key: "role", title: heading("direction"), value: roleOf, fileOnly: true },
      {
        key: "when",
        title: say("columnWhen"),
        value: (tie) => String(tie.from ?? tie.to ?? ""),
        show: (tie) => spanOf(explorer, tie),
      },
      {
        key: "modality",
        title: heading("modality", "columns"),
        value: (tie) => word(tie.modality),
        show: (tie) => <span class={`chip m-${tie.modality}`}>{word(tie.modality)}</span>,
      },
      {
        key: "evidence",
        title: heading("evidence"),
        value: (tie) => tie.evidence.length,
        show: (tie) => (
          <button type="button" class="quiet" onClick={() => setOpen(tie)} aria-label={say("whyLinked", { a: label(thing), b: label(tie.other) })} data-why={tie.key}>
            {say("why")}
          </button>
        ),
      },
    ],
    [ties, explorer.lang],
  );
  return (
    <section id="ties">
      <h2>
        {say("tiesOf")} <span class="count">{count}</span>
      </h2>
      <Table
        caption={say("tiesOfCaption", { name: label(thing) })}
        hideCaption
        columns={columns}
        rows={ties}
        file={`${thing.key}-ties`}
        rowKey={(tie) => `${tie.key} ${tie.other?.key} ${tie.role}`}
        param="sort"
      />
      {open && <LinkedBy a={thing} b={open.other} onClose={() => setOpen(undefined)} />}
    </section>
  );
}
