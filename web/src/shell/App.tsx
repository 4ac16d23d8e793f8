import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { getJson, queryText } from "../api/client";
import type { Summary } from "../api/types";
import { chooseLang } from "../language";
import { ErrorNotice, Loading } from "../parts/Notice";
import { Problem } from "../api/client";
import { usePlace } from "../router";
import { Explorer, ExplorerContext, recall, useLoad, whileBusy } from "./context";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { YearBar } from "./YearBar";

type Page = ComponentType;

/** Pages are loaded when first visited. */
const PAGES: [RegExp, string, () => Promise<Page>][] = [
  [/^\/$/, "home", () => import("../pages/home").then((m) => m.Home)],
  [/^\/ties$/, "ties", () => import("../pages/ties").then((m) => m.Ties)],
  [/^\/page\/[^/]+\/[^/]+$/, "actor", () => import("../pages/actor").then((m) => m.ThingPageView)],
  [/^\/measures(\/[^/]+)?$/, "measures", () => import("../pages/measures").then((m) => m.Measures)],
  [/^\/query$/, "query", () => import("../pages/query").then((m) => m.QueryPage)],
  [/^\/about-data$/, "data", () => import("../pages/data").then((m) => m.DataPage)],
  [/^\/terms(\/[^/]+)?$/, "terms", () => import("../pages/terms").then((m) => m.Terms)],
];

const loaded = new Map<string, Page>();

function usePage(path: string): { name: string; page?: Page; failed: boolean } {
  const entry = PAGES.find(([pattern]) => pattern.test(path));
  const name = entry?.[1] ?? "missing";
  const [, setVersion] = useState(0);
  const [failed, setFailed] = useState("");
  useLayoutEffect(() => {
    if (!entry || loaded.has(name)) return;
    whileBusy(
      entry[2]().then(
        (page) => {
          loaded.set(name, page);
          setVersion((v) => v + 1);
        },
        () => setFailed(name),
      ),
    );
  }, [name]);
  return { name, page: loaded.get(name), failed: failed === name };
}

export function App() {
  const place = usePlace();
  const lang = chooseLang(place.query.get("lang"), recall("triskele-lang"), navigator.language);
  const summary = useLoad<Summary>(place.prefix || "/", () => getJson<Summary>(`${place.prefix}/summary${queryText({})}`));
  const explorer = useMemo(() => new Explorer(lang, place, summary.data), [lang, place, summary.data]);
  const { name, page: Page, failed } = usePage(place.path);
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
    main.current?.focus({ preventScroll: true });
  }, [place.path]);

  return (
    <ExplorerContext.Provider value={explorer}>
      <a class="skip" href="#main">
        {explorer.say("skip")}
      </a>
      <Header page={name} />
      <YearBar summary={summary.data} />
      <main id="main" ref={main} tabIndex={-1} data-page={name}>
        {summary.problem && name !== "missing" ? (
          <ErrorNotice problem={summary.problem} retry={summary.retry} />
        ) : name === "missing" ? (
          <ErrorNotice
            problem={new Problem(404, "no-such-page", explorer.say("noPageTitle"), place.path, explorer.say("noPageHint"))}
          />
        ) : failed ? (
          <ErrorNotice problem={new Problem(0, "no-answer", "", "", "")} retry={() => location.reload()} />
        ) : Page ? (
          <Page key={name} />
        ) : (
          <Loading />
        )}
      </main>
      <Footer />
    </ExplorerContext.Provider>
  );
}
