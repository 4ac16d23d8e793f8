import { STATE_MARK } from "../charts/checked";
import { OpenEvidence } from "../parts/OpenEvidence";
import { Proof } from "../profile/ChecklistCard";
import { useExplorer } from "../shell/context";
import { SideBySide } from "./SideBySide";
import type { Compared } from "./types";

/** Components, features and the facets of the diamond, item by item. */
export function Checklists({ subjects }: { subjects: Compared[] }) {
  const { say, pick, word, number, link } = useExplorer();
  const [first] = subjects;
  return (
    <>
      {first?.checklists.map((list, at) => (
        <section key={list.metric} id={list.metric}>
          <h2>{pick(list.title)}</h2>
          <SideBySide
            caption={pick(list.title)}
            subjects={subjects}
            rows={[
              {
                key: "there",
                title: <strong>{say("compareThere")}</strong>,
                cells: subjects.map(({ checklists }) => say("partOf", { part: number(checklists[at]?.there ?? 0), whole: number(checklists[at]?.of ?? 0) })),
              },
              ...list.items.map((item, row) => ({
                key: item.item,
                title: item.optional ? `${pick(item.labels)} (${say("checklistExtra")})` : pick(item.labels),
                cells: subjects.map(({ checklists, thing }) => {
                  const one = checklists[at]?.items[row];
                  if (!one) return "";
                  return (
                    <span key={thing.iri} class={`cell-state state-${one.state}`}>
                      <span aria-hidden="true">{STATE_MARK[one.state] ?? "·"}</span> {word(one.state)}{" "}
                      {one.proof.length > 0 && <OpenEvidence title={`${pick(item.labels)} · ${pick(thing.labels)}`}>{() => <Proof item={one} />}</OpenEvidence>}
                    </span>
                  );
                }),
              })),
            ]}
          />
          <p class="small">
            <a href={link(`/measures/${list.metric}`)}>{say("compareMetric")}</a>
          </p>
        </section>
      ))}
    </>
  );
}
