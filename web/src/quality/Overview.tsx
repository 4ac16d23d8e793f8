import type { Texts } from "../api/records";
import { Downloads } from "../parts/Downloads";
import { Await } from "../parts/Notice";
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

/** Every check with its count, of all sets or of one. */
export function Overview() {
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
  const { say, heading, pick, number, link, here } = explorer;
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
            title: heading("count"),
            value: (one) => one.count,
            numeric: true,
            show: (one) => (one.count ? <a href={link(`/quality/${one.key}`, { set })}>{number(one.count)}</a> : number(0)),
          },
          { key: "of", title: say("qualityOf"), value: (one) => one.of, numeric: true },
          { key: "share", title: heading("share"), value: (one) => one.share, numeric: true, show: (one) => percent(one.share) },
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
