import { Answers } from "../home/Answers";
import { Glance } from "../home/Glance";
import { Bounds, Holdings } from "../home/Holdings";
import { Profiles } from "../home/Profiles";
import { Loading } from "../parts/Notice";
import { SearchBox } from "../parts/SearchBox";
import { CopyButton } from "../parts/Share";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { useTitle } from "../shell/title";

/** What this is to whoever comes for the first time: answers before tools. */
export default function Home() {
  const explorer = useExplorer();
  const { say, summary, link } = explorer;
  useTitle();
  return (
    <div class="home">
      <div class="hero-grid">
        <section class="hero">
          {summary && <p class="eyebrow">{[explorer.pick(summary.title), summary.publisher].filter(Boolean).join(" · ")}</p>}
          <h1>{say("homeTitle")}</h1>
          <p class="lead">{say("homeLead")}</p>
          <SearchBox id="home-search" onChoose={(thing) => navigate(explorer.best(thing))} />
          {summary ? <Bounds summary={summary} /> : <Loading />}
        </section>
        <Glance />
      </div>
      <Answers />
      <Profiles />
      <div class="two home-more">
        <section aria-labelledby="own">
          <h2 id="own">{say("ownTitle")}</h2>
          <p>{say("ownText")}</p>
          <ol class="commands">
            {say("ownCommands").split("\n").map((command) => (
              <li key={command}>
                <code>{command}</code>
              </li>
            ))}
          </ol>
          <CopyButton text={() => say("ownCommands")} label={say("copy")} />
        </section>
        <nav aria-labelledby="ways">
          <h2 id="ways">{say("waysTitle")}</h2>
          <ul class="ways">
            <li>
              <a href={link("/ties")}>{say("doorTies")}</a> {say("doorTiesText")}
            </li>
            <li>
              <a href={link("/measures")}>{say("doorMeasures")}</a> {say("doorMeasuresText")}
            </li>
            <li>
              <a href={link("/query")}>{say("doorQuery")}</a> {say("doorQueryText")}
            </li>
          </ul>
        </nav>
      </div>
      {summary && <Holdings summary={summary} />}
    </div>
  );
}
