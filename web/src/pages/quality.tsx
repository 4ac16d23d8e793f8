import type { Texts } from "../api/types";
import { useState } from "preact/hooks";
import { Downloads } from "../parts/Downloads";
import { Await, Empty } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { Table } from "../parts/Table";
import { navigate } from "../router";
import { useExplorer, useGet } from "../shell/context";

interface Measured {
  key: string;
  labels: Texts;
  count: number;
  of: number | null;
  share: number | null;
  count_before: number | null;
  share_before: number | null;
}

interface Quality {
  set: string;
  sets: { key: string; titles: Partial<Texts> }[];
  compared_with: number | null;
  items: Measured[];
}

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

export default function QualityPage() {
  const { place } = useExplorer();
  const check = place.path.split("/")[2];
  return check ? <FaultList check={check} /> : <Overview />;
}

function Overview() {
  const explorer = useExplorer();
  const { say, place } = explorer;
  const set = place.query.get("set") ?? "";
  const quality = useGet<Quality>("/quality", { set: set || undefined, as_of: undefined });
  return (
    <>
      <PageHead title={say("qualityTitle")} lead={say("qualityLead")} />
      <Await loaded={quality}>{(answer) => <Numbers quality={answer} set={set} />}</Await>
    </>
  );
}

function Numbers({ quality, set }: { quality: Quality; set: string }) {
  const explorer = useExplorer();
  const { say, pick, number, link, here } = explorer;
  const before = quality.compared_with;
  const percent = (share: number | null) => (share === null ? "" : say("percent", { n: number(100 * share, 1) }));
  const change = (one: Measured) => (one.count_before === null ? undefined : one.count - one.count_before);
  const [complete, ...checks] = quality.items;
  return (
    <>
      {quality.sets.length > 1 && (
        <label class="field">
          {say("qualitySet")}
          <select value={set} onChange={(event) => navigate(here({ set: event.currentTarget.value }), { keepScroll: true })}>
            <option value="">{say("qualityAllSets")}</option>
            {quality.sets.map((one) => (
              <option key={one.key} value={one.key}>
                {pick(one.titles, one.key)}
              </option>
            ))}
          </select>
        </label>
      )}
      {complete && complete.share !== null && (
        <p class="lead" data-complete>
          {say("qualityComplete", { share: number(100 * complete.share, 1), filled: number(complete.count), all: number(complete.of ?? 0) })}{" "}
          {before !== null && complete.share_before !== null && say("qualityCompleteBefore", { n: before, share: number(100 * complete.share_before, 1) })}
        </p>
      )}
      {before === null && <p class="muted">{say("qualityFirst")}</p>}
      <Table
        caption={say("qualityTitle")}
        hideCaption
        rows={checks}
        rowKey={(one) => one.key}
        columns={[
          { key: "check", title: say("qualityCheck"), value: (one) => pick(one.labels) },
          {
            key: "count",
            title: say("qualityCount"),
            value: (one) => one.count,
            numeric: true,
            show: (one) => (one.count ? <a href={link(`/quality/${one.key}`, { set })}>{number(one.count)}</a> : number(0)),
          },
          { key: "of", title: say("qualityOf"), value: (one) => one.of, numeric: true },
          { key: "share", title: say("qualityShare"), value: (one) => one.share, numeric: true, show: (one) => percent(one.share) },
          ...(before === null
            ? []
            : [
                { key: "before", title: say("releaseNow", { n: before }), value: (one: Measured) => one.count_before, numeric: true },
                {
                  key: "change",
                  title: say("qualityChange"),
                  value: change,
                  numeric: true,
                  show: (one: Measured) => {
                    const by = change(one);
                    return by === undefined ? "" : by > 0 ? `+${number(by)}` : by < 0 ? `−${number(-by)}` : "0";
                  },
                },
              ]),
        ]}
      />
      <Downloads
        items={["csv", "json"].map((format) => ({ label: format.toUpperCase(), id: format, href: explorer.url("/quality", { set: set || undefined, format, as_of: undefined }) }))}
      />
    </>
  );
}

const MOST = 500;

function FaultList({ check }: { check: string }) {
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
