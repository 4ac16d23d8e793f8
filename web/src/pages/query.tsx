import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Listing } from "../api/lists";
import type { Completion, Example } from "../api/release";
import { ErrorNotice, Loading } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { navigate } from "../router";
import { useExplorer, useGet } from "../shell/context";
import { whileBusy } from "../shell/loading";
import { Answered } from "../sparql/Answered";
import { CodeSamples } from "../sparql/CodeSamples";
import { Gallery } from "../sparql/Gallery";
import type { ResultView } from "../sparql/Results";
import { useAsking } from "../sparql/asking";
import type { Editor } from "../sparql/editor";
import { addPrefixes, exampleParameters, fillExample } from "../sparql/text";

/** The question the page opens with, where the release brings it; else its first. */
const START = "best-connected-actors";
/** What parameters of a ready question are called in the address. */
const GIVEN = "p-";

export default function QueryPage() {
  const explorer = useExplorer();
  const { say, place, here, lang, asOf } = explorer;
  const asked = place.query.get("query") ?? "";
  const view = (["table", "graph", "map", "chart"].includes(place.query.get("view") ?? "") ? place.query.get("view") : "table") as ResultView;
  const examples = useGet<Listing<Example>>("/examples");
  const terms = useGet<Completion>("/completion");
  const wanted = place.query.get("example") ?? (asked ? "" : START);
  const example = examples.data?.items.find((one) => one.name === wanted) ?? (asked ? undefined : examples.data?.items[0]);
  const values = Object.fromEntries([...place.query].filter(([name]) => name.startsWith(GIVEN)).map(([name, value]) => [name.slice(GIVEN.length), value]));
  const defaults = example ? Object.fromEntries(exampleParameters(example).map(({ name, value }) => [name, value])) : {};
  const current = asked || (example ? fillExample(example.query, { ...defaults, ...values, lang }) : "");
  const [text, setText] = useState(current);
  const [open, setOpen] = useState(Boolean(asked));
  const { run, ask, stop } = useAsking();
  const [drawn, setDrawn] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const latest = useRef({ terms: terms.data, lang, submit: () => {} });

  // The URL holds the query: running means going there, so that back, reload and share all work.
  const submit = (query = editor.current?.text() ?? text) => {
    const whole = addPrefixes(query, terms.data?.prefixes ?? {});
    if (whole !== editor.current?.text()) editor.current?.set(whole);
    if (whole === asked) void whileBusy(ask(whole));
    else navigate(here({ ...without, query: whole }), { keepScroll: true });
  };
  // A ready question stands in the address by its name: in the other language it is asked in that language.
  const without = Object.fromEntries(["example", "query", ...Object.keys(values).map((name) => GIVEN + name)].map((name) => [name, undefined]));
  const choose = (name: string, chosen: Record<string, string>) =>
    navigate(here({ ...without, example: name, ...Object.fromEntries(Object.entries(chosen).map(([key, value]) => [GIVEN + key, value])) }), { keepScroll: true });
  latest.current = { terms: terms.data, lang, submit: () => submit() };

  useLayoutEffect(() => {
    if (!current) return;
    setText(current);
    if (editor.current && editor.current.text() !== current) editor.current.set(current);
    void whileBusy(ask(current));
  }, [current, asOf, place.prefix]);

  useEffect(() => editor.current?.mark(run.problem?.line ?? null), [run.problem, drawn]);

  useLayoutEffect(() => {
    if (!open) return;
    let gone = false;
    whileBusy(
      import("../sparql/editor").then(({ createEditor }) => {
        if (gone || !host.current) return;
        setDrawn(true);
        editor.current = createEditor(host.current, current || text, {
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
    };
  }, [lang, open]);

  const query = current || text;
  return (
    <div class="query-page">
      <PageHead title={say("queryTitle")} lead={say("queryLead")} />
      <div class="query-grid">
        {examples.problem ? (
          <ErrorNotice problem={examples.problem} retry={examples.retry} />
        ) : examples.data ? (
          <Gallery examples={examples.data.items} values={values} onRun={choose} />
        ) : (
          <Loading />
        )}
        <div class="query-main">
          {!asked && example && (
            <div class="asked" data-asked={example.name}>
              <h2>{explorer.pick(example.title)}</h2>
              <p>{explorer.pick(example.question)}</p>
            </div>
          )}
          <div aria-live="polite">
            {run.busy && <Loading what={say("asking")} />}
            {run.stopped && (
              <p class="notice" role="status" data-stopped>
                {say("stopped")}
              </p>
            )}
          </div>
          {run.problem && <ErrorNotice problem={run.problem} />}
          {run.answer && <Answered answer={run.answer} names={run.names} view={view} query={query} />}
          <details class="own-query" open={open} onToggle={(event) => setOpen(event.currentTarget.open)} data-own-query>
            <summary>{say("ownQuery")}</summary>
            <div class="editor" ref={host} data-editor />
            <div class="row editor-tools">
              {run.busy ? (
                <button type="button" class="primary" onClick={stop} data-stop>
                  {say("stop")}
                </button>
              ) : (
                <button type="button" class="primary" onClick={() => submit()} data-run>
                  {say("ask")}
                </button>
              )}
              <span class="muted small">{say("editorKeys")}</span>
            </div>
            <CodeSamples text={text} />
          </details>
        </div>
      </div>
    </div>
  );
}
