import type { Summary } from "../api/types";
import { SearchBox } from "../parts/SearchBox";
import { Loading } from "../parts/Notice";
import { SPHERES, SphereMark } from "../parts/spheres";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { useTitle } from "../shell/title";
import type { MessageKey } from "../language";

const COUNTS: [string, MessageKey, string][] = [
  ["actors", "countActors", "/ties?view=table"],
  ["ties", "countTies", "/ties"],
  ["figures", "countFigures", "/about-data"],
  ["events", "countEvents", "/about-data"],
  ["contradictions", "countContradictions", "/about-data#contradictions"],
  ["concepts", "countConcepts", "/terms"],
];

export default function Home() {
  const explorer = useExplorer();
  const { say, summary, link } = explorer;
  useTitle(say("homeTitle"));
  return (
    <div class="home">
      <section class="hero">
        <h1>{say("homeTitle")}</h1>
        <p class="lead">{say("homeLead")}</p>
        <SearchBox id="home-search" onChoose={(thing) => navigate(explorer.page(thing))} />
      </section>
      <nav class="doors-grid" aria-label={say("doors")}>
        <Door href={link("/ties")} title={say("doorTies")} text={say("doorTiesText")} picture="ties" />
        <Door href={link("/measures")} title={say("doorMeasures")} text={say("doorMeasuresText")} picture="measures" />
        <Door href={link("/query")} title={say("doorQuery")} text={say("doorQueryText")} picture="query" />
      </nav>
      {summary ? <Holdings summary={summary} /> : <Loading />}
    </div>
  );
}

function Door({ href, title, text, picture }: { href: string; title: string; text: string; picture: "ties" | "measures" | "query" }) {
  return (
    <a class="door" href={href}>
      <svg viewBox="0 0 120 64" aria-hidden="true">
        {picture === "ties" && (
          <>
            <g class="door-lines">
              <path d="M20 44 52 18M52 18 92 30M20 44 60 52M60 52 92 30" />
              <path d="M92 30 108 52" stroke-dasharray="4 3" />
            </g>
            <circle cx="20" cy="44" r="8" class="fill-university" />
            <rect x="44" y="10" width="16" height="16" class="fill-industry" />
            <path d="M92 20l10 17H82z" class="fill-government" />
            <path d="M60 42l9 10-9 10-9-10z" class="fill-hybrid" />
            <circle cx="108" cy="52" r="5" class="fill-university" />
          </>
        )}
        {picture === "measures" && (
          <>
            <g class="door-lines">
              <path d="M14 56H108M62 8V56" stroke-dasharray="2 3" />
              <path d="M34 20H78M48 36H100" />
            </g>
            <circle cx="92" cy="20" r="6" class="fill-university" />
            <circle cx="56" cy="20" r="4" class="fill-muted" />
            <circle cx="30" cy="36" r="6" class="fill-industry" />
            <circle cx="74" cy="36" r="4" class="fill-muted" />
          </>
        )}
        {picture === "query" && (
          <>
            <g class="door-text">
              <rect x="14" y="12" width="28" height="6" class="fill-university" />
              <rect x="48" y="12" width="20" height="6" />
              <rect x="24" y="26" width="18" height="6" />
              <rect x="48" y="26" width="36" height="6" class="fill-industry" />
              <rect x="24" y="40" width="26" height="6" class="fill-government" />
              <rect x="56" y="40" width="40" height="6" />
            </g>
          </>
        )}
      </svg>
      <strong>{title}</strong>
      <span>{text}</span>
    </a>
  );
}

function Holdings({ summary }: { summary: Summary }) {
  const explorer = useExplorer();
  const { say, number, word, link, label } = explorer;
  const total = SPHERES.reduce((sum, sphere) => sum + (summary.spheres[sphere] ?? 0), 0);
  const coverage = coverageRows(summary, say);
  return (
    <section class="holdings" aria-labelledby="holdings">
      <h2 id="holdings">{say("holdings", { n: String(summary.release) })}</h2>
      <ul class="tiles">
        {COUNTS.filter(([name]) => summary.counts[name] !== undefined).map(([name, key, path]) => {
          const [page, query] = path.split("?");
          return (
            <li key={name}>
              <a href={`${link(page ?? "/", query ? { view: "table" } : {})}`}>
                <strong>{number(summary.counts[name] ?? 0)}</strong>
                <span>{say(key)}</span>
              </a>
            </li>
          );
        })}
      </ul>
      <div class="two">
        <div>
          <h3>{say("bySphere")}</h3>
          <div class="stack" aria-hidden="true">
            {SPHERES.map((sphere) => {
              const share = (summary.spheres[sphere] ?? 0) / Math.max(total, 1);
              return share > 0 && <span key={sphere} class={`bg-${sphere}`} style={{ flexGrow: share }} />;
            })}
          </div>
          <table class="plain">
            <caption class="sr">{say("bySphere")}</caption>
            <thead class="sr">
              <tr>
                <th scope="col">{say("columnSphere")}</th>
                <th scope="col">{say("countActors")}</th>
                <th scope="col">{say("shareOf")}</th>
              </tr>
            </thead>
            <tbody>
              {SPHERES.map((sphere) => (
                <tr key={sphere}>
                  <th scope="row">
                    <SphereMark sphere={sphere} /> <a href={link("/ties", { spheres: sphere })}>{word(sphere)}</a>
                  </th>
                  <td class="num">{number(summary.spheres[sphere] ?? 0)}</td>
                  <td class="num muted">{total ? say("percent", { n: number((100 * (summary.spheres[sphere] ?? 0)) / total, 0) }) : ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div>
          <h3>{say("coverageTitle")}</h3>
          <dl class="facts">
            {coverage.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            {summary.years?.first && (
              <div>
                <dt>{say("yearsCovered")}</dt>
                <dd>{`${summary.years.first}–${summary.years.last}`}</dd>
              </div>
            )}
            <div>
              <dt>{say("documents")}</dt>
              <dd>{summary.documents.map((document) => label(document)).join("; ")}</dd>
            </div>
          </dl>
          <p>
            <a href={link("/about-data")}>{say("moreAboutData")}</a>
          </p>
        </div>
      </div>
    </section>
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
