import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Problem, getJson, queryText } from "../api/client";
import type { Summary } from "../api/release";
import { chooseLang } from "../language";
import type { Words } from "../language/words";
import { loadPage, pageAt } from "../pages";
import { ErrorNotice, Loading } from "../parts/Notice";
import { nameFilesAfter } from "../parts/csv";
import { usePlace } from "../router";
import { Explorer, ExplorerContext } from "./context";
import { useLoad, whileBusy } from "./loading";
import { recall } from "./memory";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { type Served, addressOf } from "./served";
import { YearBar } from "./YearBar";

const loaded = new Map<string, ComponentType>();

function usePage(path: string): { name: string; Page?: ComponentType; failed: boolean } {
  const entry = pageAt(path);
  const name = entry?.name ?? "missing";
  const [, setVersion] = useState(0);
  const [failed, setFailed] = useState("");
  useLayoutEffect(() => {
    if (!entry || loaded.has(name)) return;
    whileBusy(
      loadPage(entry).then(
        (page) => {
          loaded.set(name, page);
          setVersion((v) => v + 1);
        },
        () => setFailed(name),
      ),
    );
  }, [name]);
  return { name, Page: loaded.get(name), failed: failed === name };
}

export function App({ served }: { served?: Served }) {
  const here = usePlace();
  const shown = served && served.address === addressOf(here) ? served : undefined;
  const place = useMemo(() => (shown?.prefix === undefined ? here : { ...here, prefix: shown.prefix }), [here, shown]);
  const lang = chooseLang(place.query.get("lang"), recall("triskele-lang"), navigator.language);
  const summary = useLoad<Summary>(place.prefix || "/", () => getJson<Summary>(`${place.prefix}/summary${queryText({})}`));
  const words = useLoad<Words>(lang, () => getJson<Words>(`/words?lang=${lang}`));
  if (summary.data) nameFilesAfter(summary.data.file_name);
  const explorer = useMemo(() => new Explorer(lang, place, summary.data, words.data), [lang, place, summary.data, words.data]);
  const { name, Page, failed } = usePage(place.path);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);

  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    // Back to a page of the service's that was left before: it is asked for again.
    if (name === "missing" && !shown) location.reload();
    main.current?.focus({ preventScroll: true });
  }, [place.path]);

  return (
    <ExplorerContext.Provider value={explorer}>
      <a class="skip" href="#main">
        {explorer.say("skip")}
      </a>
      <Header page={shown ? "served" : name} />
      <YearBar summary={summary.data} />
      {shown ? (
        <ServedMain served={shown} />
      ) : (
        <main id="main" ref={main} tabIndex={-1} data-page={name}>
          {summary.problem && name !== "missing" ? (
            <ErrorNotice problem={summary.problem} retry={summary.retry} />
          ) : name === "missing" ? (
            <ErrorNotice
              problem={new Problem(404, "no-such-page", explorer.say("noPageTitle"), place.path, explorer.say("noPageHint"))}
            />
          ) : failed ? (
            <ErrorNotice problem={new Problem(0, "no-answer", "", "", "")} retry={() => location.reload()} />
          ) : Page && (words.data || words.problem) ? (
            <Page key={name} />
          ) : (
            <Loading />
          )}
        </main>
      )}
      <Footer />
    </ExplorerContext.Provider>
  );
}

/** What the service wrote, in the frame of the explorer. */
function ServedMain({ served }: { served: Served }) {
  const main = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    main.current?.replaceChildren(...served.content);
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [served]);
  return <main id="main" class="served" ref={main} tabIndex={-1} data-page="served" />;
}
