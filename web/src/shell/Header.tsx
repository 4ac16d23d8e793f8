import { useEffect, useState } from "preact/hooks";
import { PAGES } from "../pages";
import { SearchBox } from "../parts/SearchBox";
import { navigate } from "../router";
import { useExplorer } from "./context";
import { recall, remember } from "./memory";

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke-width="5.5" stroke-linecap="round">
      <path class="mark-university" d="M24 24C24 13 31 7 37 10c6 3 5 11-1 12" />
      <path class="mark-industry" d="M24 24C24 13 31 7 37 10c6 3 5 11-1 12" transform="rotate(120 24 24)" />
      <path class="mark-government" d="M24 24C24 13 31 7 37 10c6 3 5 11-1 12" transform="rotate(240 24 24)" />
    </svg>
  );
}

export function Header({ page }: { page: string }) {
  const explorer = useExplorer();
  const { say, pick, link, lang } = explorer;
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [explorer.place]);
  const other = lang === "tr" ? "en" : "tr";
  return (
    <header class="top">
      <div class="top-row">
        <a class="brand" href={link("/")} aria-label={say("home")}>
          <Mark />
          <span>Triskele</span>
        </a>
        <button
          type="button"
          class="menu quiet"
          aria-expanded={open}
          aria-controls="doors"
          onClick={() => setOpen(!open)}
        >
          {say("menu")}
        </button>
        <nav id="doors" class={open ? "doors open" : "doors"} aria-label={say("mainMenu")}>
          <ul>
            {PAGES.filter((entry) => entry.menu).map(({ name, paths, title }) => (
              <li key={name}>
                <a href={link(paths[0] ?? "/")} aria-current={page === name ? "page" : undefined}>
                  {pick(title)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {page !== "home" && <SearchBox id="top-search" compact onChoose={(thing) => navigate(explorer.best(thing))} />}
        <div class="switches">
          <a
            class="quiet button"
            lang={other}
            hreflang={other}
            data-keep-scroll
            href={explorer.here({ lang: other })}
            onClick={() => remember("triskele-lang", other)}
          >
            {other === "tr" ? "Türkçe" : "English"}
          </a>
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}

function ThemeSwitch() {
  const { say } = useExplorer();
  const [theme, setTheme] = useState(() => recall("triskele-theme") ?? "system");
  const choose = (next: string) => {
    const root = document.documentElement;
    if (next === "system") delete root.dataset.theme;
    else root.dataset.theme = next;
    remember("triskele-theme", next === "system" ? null : next);
    setTheme(next);
    dispatchEvent(new Event("triskele-theme"));
  };
  const next = theme === "system" ? "light" : theme === "light" ? "dark" : "system";
  const names = { system: say("themeSystem"), light: say("themeLight"), dark: say("themeDark") };
  return (
    <button type="button" class="quiet" onClick={() => choose(next)} title={say("themeTitle")} data-theme-switch>
      <span aria-hidden="true" class={`theme-dot ${theme}`} />
      <span class="sr">{say("theme")}: </span>
      <span class="theme-name">{names[theme as keyof typeof names]}</span>
    </button>
  );
}
