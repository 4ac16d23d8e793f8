import type { ComponentChildren } from "preact";
import type { Summary } from "../api/release";
import type { MessageKey } from "../language";
import { SPHERES, SphereMark } from "../parts/spheres";
import { useExplorer } from "../shell/context";

/** What is counted, and the page that has exactly so many rows. */
const COUNTS: [string, MessageKey, string][] = [
  ["actors", "countActors", "/lists/actors"],
  ["ties", "countTies", "/lists/ties"],
  ["figures", "countFigures", "/lists/figures"],
  ["events", "countEvents", "/lists/events"],
  ["contradictions", "countContradictions", "/lists/contradictions"],
  ["concepts", "countConcepts", "/terms"],
];

/** How much of everything the release holds. */
export function Holdings({ summary }: { summary: Summary }) {
  const { say, number, word, link } = useExplorer();
  const every = Object.values(summary.modalities).reduce((sum, count) => sum + count, 0);
  const notes: Record<string, ComponentChildren> = {
    actors: summary.counts.collectives ? say("countActorsNote", { n: summary.counts.collectives }) : undefined,
    ties: (
      <>
        {say("countTiesNote")}
        {every !== summary.counts.ties && <>; <a href={link("/lists/ties", { modality: "all" })}>{say("countTiesAll", { n: every })}</a></>}
      </>
    ),
  };
  const total = SPHERES.reduce((sum, sphere) => sum + (summary.spheres[sphere] ?? 0), 0);
  return (
    <section class="holdings" aria-labelledby="holdings">
      <h2 id="holdings">{say("holdings", { n: String(summary.release) })}</h2>
      <ul class="tiles">
        {COUNTS.filter(([name]) => summary.counts[name] !== undefined).map(([name, key, path]) => (
          <li key={name}>
            <a href={link(path)} data-count={name}>
              <strong>{number(summary.counts[name] ?? 0)}</strong>
              <span>{say(key)}</span>
            </a>
            {notes[name] && <small class="muted">{notes[name]}</small>}
          </li>
        ))}
      </ul>
      <p>
        <a href={link("/quality")}>{say("aboutQuality")}</a>
      </p>
      <h3>{say("bySphere")}</h3>
      <div class="stack" aria-hidden="true">
        {SPHERES.map((sphere) => {
          const share = (summary.spheres[sphere] ?? 0) / Math.max(total, 1);
          return share > 0 && <span key={sphere} class={`bg-${sphere}`} style={{ flexGrow: share }} />;
        })}
      </div>
      <ul class="spheres-list">
        {SPHERES.filter((sphere) => summary.spheres[sphere]).map((sphere) => (
          <li key={sphere}>
            <SphereMark sphere={sphere} /> <a href={link("/lists/actors", { sphere })}>{word(sphere)}</a> {number(summary.spheres[sphere] ?? 0)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What this release is, and what it is not: which documents, how much of it is dated. */
export function Bounds({ summary }: { summary: Summary }) {
  const { say, label, link } = useExplorer();
  const { counts, coverage } = summary;
  // what was read for what it says; registers only give identifiers
  const documents = summary.documents.filter((one) => one.type?.key !== "register");
  const named = documents.slice(0, 3).map(label).join("; ");
  const dated = coverage.dated_ties ?? 0;
  const ties = counts.ties ?? 0;
  return (
    <p class="bounds" data-bounds>
      {documents.length ? say("boundsRead", { n: documents.length, named: named + (documents.length > 3 ? "; …" : "") }) : say("boundsNone")}{" "}
      {ties > 0 && say("boundsDated", { dated, ties, share: Math.round((100 * dated) / ties) })} {say("boundsNot")} <a href={link("/about")}>{say("moreAboutData")}</a>
    </p>
  );
}

/** Coverage as readable pairs: how many of how many. */
export function coverageRows(summary: Summary, say: ReturnType<typeof useExplorer>["say"]): [string, string][] {
  const { coverage, counts } = summary;
  const rows: [string, string][] = [];
  const of = (key: MessageKey, part: number | undefined, whole: number | undefined) => {
    if (part !== undefined && whole) rows.push([say(key), say("partOf", { part, whole })]);
  };
  of("coverageDated", coverage.dated_ties, counts.ties);
  of("coverageLocated", coverage.located_actors, counts.actors);
  of("coverageUnknownSphere", coverage.unknown_sphere, counts.actors);
  return rows;
}
