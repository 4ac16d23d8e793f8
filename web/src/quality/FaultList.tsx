import type { Listing } from "../api/lists";
import type { Texts } from "../api/records";
import { useWhole } from "../lists/pages";
import { Downloads } from "../parts/Downloads";
import { Await, Empty } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { Table } from "../parts/Table";
import { useExplorer } from "../shell/context";

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

interface Faults extends Listing<Fault> {
  labels: Texts;
}

/** The rows behind the number of a check. */
export function FaultList({ check }: { check: string }) {
  const explorer = useExplorer();
  const { say, heading, pick, place, link } = explorer;
  const set = place.query.get("set") ?? "";
  const faults = useWhole<Fault, Faults>(`/quality/${check}`, { set: set || undefined, as_of: undefined });
  const title = faults.data ? pick(faults.data.labels) : say("qualityTitle");
  return (
    <>
      <p>
        <a href={link("/quality", { set })}>{say("qualityTitle")}</a>
      </p>
      <PageHead title={title} lead={faults.data && say("qualityRows", { n: explorer.number(faults.data.meta.count) })} />
      <Await loaded={faults}>
        {() =>
          faults.rows.length ? (
            <>
              <Table
                caption={title}
                hideCaption
                rows={faults.rows}
                rowKey={(_, index) => String(index)}
                columns={[
                  {
                    key: "name",
                    title: heading("record"),
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
                        { key: "score", title: heading("score"), value: (one: Fault) => one.score, numeric: true },
                        { key: "why", title: say("qualityWhy"), value: (one: Fault) => pick(one.whys) },
                      ]
                    : [
                        { key: "set", title: say("qualitySet"), value: (one: Fault) => one.set },
                        { key: "file", title: say("file"), value: (one: Fault) => one.file },
                        { key: "row", title: heading("row", "columns"), value: (one: Fault) => one.row, numeric: true },
                      ]),
                ]}
              />
              {faults.more && (
                <button type="button" onClick={faults.more}>
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
