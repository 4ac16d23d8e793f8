import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Problem, readProblem } from "../api/client";
import type { Completion, Example, Listing } from "../api/types";
import { Downloads } from "../parts/Downloads";
import { ErrorNotice, Loading } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { CopyButton } from "../parts/Share";
import { Tabs } from "../parts/Tabs";
import { navigate } from "../router";
import { useExplorer, useGet, whileBusy } from "../shell/context";
import { Gallery } from "../sparql/Gallery";
import { Permalink } from "../sparql/Permalink";
import { type ResultView, Results } from "../sparql/Results";
import { type Answer, readJsonAnswer, readTriples } from "../sparql/answer";
import type { Editor } from "../sparql/editor";
import { LANGUAGES, type Language, START, addPrefixes, codeSample } from "../sparql/text";

interface Run {
  busy: boolean;
  answer?: Answer;
  problem?: Problem;
  stopped?: boolean;
}

const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";

export default function QueryPage() {
  const explorer = useExplorer();
  const { say, place, here, lang, asOf } = explorer;
  const asked = place.query.get("query") ?? "";
  const view = (["table", "graph", "map", "chart"].includes(place.query.get("view") ?? "") ? place.query.get("view") : "table") as ResultView;
  const examples = useGet<Listing<Example>>("/examples");
  const terms = useGet<Completion>("/completion");
  const [text, setText] = useState(asked || START);
  const [run, setRun] = useState<Run>({ busy: false });
  const code = LANGUAGES.find((name) => name.toLowerCase() === place.query.get("code")) ?? "curl";
  const setCode = (name: Language) => navigate(here({ code: name === "curl" ? "" : name.toLowerCase() }), { keepScroll: true, replace: true });
  const [drawn, setDrawn] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const control = useRef<AbortController | undefined>(undefined);
  const latest = useRef({ terms: terms.data, lang, submit: () => {} });

  const ask = async (query: string) => {
    control.current?.abort();
    const mine = new AbortController();
    control.current = mine;
    setRun({ busy: true });
    const start = performance.now();
    try {
      const body = new URLSearchParams({ query });
      if (asOf !== undefined) body.set("as_of", String(asOf));
      const answer = await fetch(`${place.prefix}/sparql`, { method: "POST", body, headers: { Accept: ACCEPT }, signal: mine.signal });
      if (!answer.ok) throw await readProblem(answer);
      const triples = (answer.headers.get("Content-Type") ?? "").includes("n-triples");
      const content = triples ? await answer.text() : await answer.json();
      const seconds = (performance.now() - start) / 1000;
      const read: Answer = triples
        ? { kind: "graph", triples: readTriples(content as string), text: content as string, seconds }
        : readJsonAnswer(content, seconds);
      if (control.current === mine) setRun({ busy: false, answer: read });
    } catch (failure) {
      if (control.current !== mine) return;
      if (mine.signal.aborted) setRun({ busy: false, stopped: true });
      else {
        const problem = failure instanceof Problem ? failure : new Problem(0, "no-answer", "", "", "");
        setRun({ busy: false, problem });
      }
    }
  };

  // The URL holds the query: running means going there, so that back, reload and share all work.
  const submit = (query = editor.current?.text() ?? text) => {
    const whole = addPrefixes(query, terms.data?.prefixes ?? {});
    if (whole !== editor.current?.text()) editor.current?.set(whole);
    if (whole === asked) void whileBusy(ask(whole));
    else navigate(here({ query: whole }), { keepScroll: true });
  };
  latest.current = { terms: terms.data, lang, submit: () => submit() };

  useLayoutEffect(() => {
    if (!asked) return;
    setText(asked);
    if (editor.current && editor.current.text() !== asked) editor.current.set(asked);
    void whileBusy(ask(asked));
  }, [asked, asOf, place.prefix]);

  useEffect(() => editor.current?.mark(run.problem?.line ?? null), [run.problem, drawn]);

  useLayoutEffect(() => {
    let gone = false;
    whileBusy(
      import("../sparql/editor").then(({ createEditor }) => {
        if (gone || !host.current) return;
        setDrawn(true);
        editor.current = createEditor(host.current, asked || text, {
          label: say("editor"),
          lang: () => latest.current.lang,
          terms: () => latest.current.terms,
          onRun: () => latest.current.submit(),
          onChange: setText,
        });
      }),
    );
    return () => {
      gone = true;
      editor.current?.destroy();
      editor.current = undefined;
      control.current?.abort();
    };
  }, [lang]);

  const query = asked || text;
  const file = (format: string) => explorer.url("/sparql", { query, format, lang: undefined });
  return (
    <div class="query-page">
      <PageHead title={say("queryTitle")} lead={say("queryLead")} />
      <div class="query-grid">
        {examples.problem ? (
          <ErrorNotice problem={examples.problem} retry={examples.retry} />
        ) : examples.data ? (
          <Gallery examples={examples.data.items} onRun={submit} />
        ) : (
          <Loading />
        )}
        <div class="query-main">
          <div class="editor" ref={host} data-editor />
          <div class="row editor-tools">
            {run.busy ? (
              <button type="button" class="primary" onClick={() => control.current?.abort()} data-stop>
                {say("stop")}
              </button>
            ) : (
              <button type="button" class="primary" onClick={() => submit()} data-run>
                {say("ask")}
              </button>
            )}
            <span class="muted small">{say("editorKeys")}</span>
          </div>
          <div aria-live="polite">
            {run.busy && <Loading what={say("asking")} />}
            {run.stopped && (
              <p class="notice" role="status" data-stopped>
                {say("stopped")}
              </p>
            )}
          </div>
          {run.problem && <ErrorNotice problem={run.problem} />}
          {run.answer && <Results answer={run.answer} view={view} onView={(next) => navigate(here({ view: next === "table" ? "" : next }), { keepScroll: true, replace: true })} />}
          {run.answer && (
            <>
              <Downloads
                title={say("downloadsShown")}
                items={(run.answer.kind === "graph" ? ["ttl", "nt", "jsonld", "rdfxml"] : ["csv", "tsv", "json", "xml"]).map((format) => ({
                  label: format.toUpperCase(),
                  id: format,
                  href: file(format),
                }))}
              />
              <Permalink query={query} />
            </>
          )}
          <section class="code" aria-label={say("codeSamples")}>
            <h2>{say("codeSamples")}</h2>
            <Tabs label={say("codeSamples")} value={code} onChange={setCode} tabs={LANGUAGES.map((name) => [name, name] as const)} />
            <pre tabIndex={0} aria-label={code} role="region">
              {codeSample(code, text, `${location.origin}${place.prefix}/sparql`, asOf)}
            </pre>
            <CopyButton text={() => codeSample(code, text, `${location.origin}${place.prefix}/sparql`, asOf)} label={say("copy")} />
          </section>
        </div>
      </div>
    </div>
  );
}
