import { useState } from "preact/hooks";
import { Downloads } from "../parts/Downloads";
import { Await, Empty } from "../parts/Notice";
import { navigate } from "../router";
import { pathOf, useExplorer, useGet } from "../shell/context";
import type { ReleaseRow } from "./Releases";

interface Diff {
  born: unknown[];
  died: unknown[];
  changed: unknown[];
  added?: unknown[] | number;
  removed?: unknown[] | number;
  counts?: Record<string, number>;
}

/** What came, went and changed between two releases that the reader chooses. */
export function Difference() {
  const explorer = useExplorer();
  const { say, place, here } = explorer;
  const releases = useGet<{ items: ReleaseRow[] }>("/releases");
  const numbers = (releases.data?.items ?? []).map((release) => release.number).sort((a, b) => a - b);
  const [a, b] = [place.query.get("a") ?? "", place.query.get("b") ?? ""];
  const both = /^\d+$/.test(a) && /^\d+$/.test(b) && a !== b;
  const diff = useGet<Diff>(both ? `/releases/${a}/diff/${b}` : null);
  const [chosen, choose] = useState<{ from?: string; to?: string }>({});
  // until the reader chooses: what the address says, else the two latest
  const from = chosen.from ?? (a || String(numbers.at(-2) ?? ""));
  const to = chosen.to ?? (b || String(numbers.at(-1) ?? ""));
  if (numbers.length < 2) {
    return releases.data ? (
      <section>
        <h2>{say("difference")}</h2>
        <Empty title={say("oneRelease")}>{say("oneReleaseHint")}</Empty>
      </section>
    ) : null;
  }
  const select = (title: string, value: string, set: (value: string) => void) => (
    <label class="field">
      {title}
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="" />
        {numbers.map((n) => (
          <option key={n} value={n}>
            {n}
          </option>
        ))}
      </select>
    </label>
  );
  const iri = (one: unknown) => (typeof one === "string" ? one : ((one as { iri?: string }).iri ?? ""));
  return (
    <section id="difference">
      <h2>{say("difference")}</h2>
      <div class="row">
        {select(say("olderRelease"), from, (one) => choose({ ...chosen, from: one }))}
        {select(say("newerRelease"), to, (one) => choose({ ...chosen, to: one }))}
        <button type="button" disabled={!from || !to || from === to} onClick={() => navigate(here({ a: from, b: to }), { keepScroll: true })}>
          {say("compare")}
        </button>
      </div>
      {both && (
        <Await loaded={diff}>
          {(answer) => (
            <>
              {(["born", "died", "changed"] as const).map((kind) => (
                <details key={kind} class="card">
                  <summary>
                    <strong>{say(kind)}</strong> <span class="count">{answer[kind].length}</span>
                  </summary>
                  <ul>
                    {answer[kind].slice(0, 200).map((one) => (
                      <li key={iri(one)}>
                        <a href={pathOf(iri(one)).startsWith("/page/") ? explorer.link(pathOf(iri(one))) : iri(one)}>{iri(one).replace(/^https?:\/\/\S+\/id\//, "")}</a>
                      </li>
                    ))}
                  </ul>
                </details>
              ))}
              {answer.counts?.withdrawn ? <p>{say("withdrawnCount", { n: answer.counts.withdrawn })}</p> : null}
              <Downloads items={[{ label: "JSON", id: "diff", href: explorer.url(`/releases/${a}/diff/${b}`) }]} />
            </>
          )}
        </Await>
      )}
    </section>
  );
}
