import { useState } from "preact/hooks";
import type { Texts } from "../api/types";
import { Downloads } from "../parts/Downloads";
import { Await, Empty } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { Table } from "../parts/Table";
import { useExplorer, useGet } from "../shell/context";

interface Fault {
  iri?: string | null;
  kind?: string;
  key?: string;
  labels: Texts;
  set?: string | null;
  file?: string | null;
  row?: number | null;
  field?: string;
  value?: string;
  /** Of a pair that may be one body: the second, and what speaks for it. */
  other?: { iri: string; label: string; set?: string | null };
  score?: number;
  whys?: Texts;
}

interface Faults {
  labels: Texts;
  items: Fault[];
  meta: { count: number; next: string | null };
}

const MOST = 500;

/** The rows behind the number of a check. */
export function FaultList({ check }: { check: string }) {
  const explorer = useExplorer();
  const { say, pick, place, link } = explorer;
  const set = place.query.get("set") ?? "";
  const [asked, setAsked] = useState(MOST);
  const faults = useGet<Faults>(`/quality/${check}`, { set: set || undefined, limit: Math.min(asked, 1000), as_of: undefined });
  const title = faults.data ? pick(faults.data.labels) : say("qualityTitle");
  return (
    <>
      <p>
        <a href={link("/quality", { set })}>{say("qualityTitle")}</a>
      </p>
      <PageHead title={title} lead={faults.data && say("qualityRows", { n: explorer.number(faults.data.meta.count) })} />
      <Await loaded={faults}>
        {(answer) =>
          answer.items.length ? (
            <>
              <Table
                caption={title}
                hideCaption
                rows={answer.items}
                rowKey={(_, index) => String(index)}
                columns={[
                  {
                    key: "name",
                    title: say("qualityRecord"),
                    value: (one) => pick(one.labels),
                    show: (one) => (one.kind && one.iri ? <a href={explorer.page({ iri: one.iri, kind: one.kind, key: one.key })}>{pick(one.labels)}</a> : pick(one.labels)),
                  },
                  ...(check === "twins"
                    ? [
                        {
                          key: "other",
                          title: say("qualityOther"),
                          value: (one: Fault) => one.other?.label,
                          show: (one: Fault) => one.other && <a href={explorer.page(one.other)}>{one.other.label}</a>,
                        },
                        { key: "score", title: say("qualityScore"), value: (one: Fault) => one.score, numeric: true },
                        { key: "why", title: say("qualityWhy"), value: (one: Fault) => pick(one.whys) },
                      ]
                    : [
                        { key: "set", title: say("qualitySet"), value: (one: Fault) => one.set },
                        { key: "file", title: say("file"), value: (one: Fault) => one.file },
                        { key: "row", title: say("rowOf"), value: (one: Fault) => one.row, numeric: true },
                      ]),
                ]}
              />
              {answer.meta.next && asked < 1000 && (
                <button type="button" class="quiet" onClick={() => setAsked(1000)}>
                  {say("moreRows")}
                </button>
              )}
              <Downloads
                items={["csv", "json"].map((format) => ({
                  label: format.toUpperCase(),
                  id: format,
                  href: explorer.url(`/quality/${check}`, { set: set || undefined, limit: 1000, format, as_of: undefined }),
                }))}
              />
            </>
          ) : (
            <Empty title={say("qualityNone")} />
          )
        }
      </Await>
    </>
  );
}
