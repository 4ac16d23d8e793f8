import { Downloads } from "../parts/Downloads";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { Labels } from "./AnswerTable";
import { Permalink } from "./Permalink";
import { type ResultView, Results } from "./Results";
import { type Answer, NO_NAMES, type Names } from "./answer";

const ROWS = ["csv", "tsv", "json", "xml"];
const GRAPH = ["ttl", "nt", "jsonld", "rdfxml"];

/** An answer, the files of it, and an address that keeps it. */
export function Answered({ answer, names, view, query }: { answer: Answer; names: Names | undefined; view: ResultView; query: string }) {
  const { say, here, url } = useExplorer();
  const items = (answer.kind === "graph" ? GRAPH : ROWS).map((format) => ({
    label: format.toUpperCase(),
    id: format,
    href: url("/sparql", { query, format, lang: undefined }),
  }));
  const turn = (next: ResultView) => navigate(here({ view: next === "table" ? "" : next }), { keepScroll: true, replace: true });
  return (
    <>
      <Labels.Provider value={names ?? NO_NAMES}>
        <Results answer={answer} view={view} onView={turn} />
      </Labels.Provider>
      <Downloads title={say("downloadsShown")} items={items} />
      <Permalink query={query} />
    </>
  );
}
