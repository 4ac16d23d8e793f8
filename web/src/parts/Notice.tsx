import type { ComponentChildren } from "preact";
import type { Problem } from "../api/client";
import type { MessageKey } from "../language";
import { type Loaded, useExplorer } from "../shell/context";

export function Loading({ what }: { what?: string }) {
  const { say } = useExplorer();
  return (
    <p class="notice loading" role="status">
      <span class="spinner" aria-hidden="true" />
      {what ?? say("loading")}
    </p>
  );
}

/** Nothing to show, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="notice empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children && <p>{children}</p>}
    </div>
  );
}

/** What went wrong and what to do: the service's own words when it answered. */
export function ErrorNotice({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const { say, link } = useExplorer();
  const silent = problem.code === "no-answer";
  const own = problem.code === "no-such-page"; // said by the explorer in the reader's language; the service says it in English
  const where =
    problem.line !== undefined ? say("atLine", { line: String(problem.line), column: String(problem.column ?? 1) }) : "";
  return (
    <div class="notice error" role="alert" data-problem={problem.code}>
      <p>
        <strong>{silent ? say("noAnswer") : (titleOf(problem, say) ?? (problem.title || say("failed")))}</strong>
        {problem.status > 0 && <code>{problem.status}</code>}
      </p>
      {problem.detail && (
        <p lang={own ? undefined : "en"}>
          {problem.detail} {where}
        </p>
      )}
      <p>
        {silent ? say("noAnswerHint") : problem.hint && <span lang={own ? undefined : "en"}>{problem.hint}</span>}
      </p>
      <p class="row">
        {retry && (
          <button type="button" onClick={retry}>
            {say("retry")}
          </button>
        )}
        <a href={link("/")}>{say("toHome")}</a>
      </p>
    </div>
  );
}

const TITLES: Record<number, MessageKey> = {
  400: "problem400",
  401: "problem401",
  403: "problem403",
  404: "problem404",
  406: "problem406",
  413: "problem413",
  422: "problem422",
  500: "problem500",
  503: "problem503",
  504: "problem504",
};

/** What kind of problem it is in the reader's language; a problem of the explorer's own brings its title. */
function titleOf(problem: Problem, say: (key: MessageKey) => string): string | undefined {
  const key = problem.code === "no-such-page" ? undefined : TITLES[problem.status];
  return key && say(key);
}

/** The three states of anything asked for. */
export function Await<T>({
  loaded,
  what,
  children,
}: {
  loaded: Loaded<T>;
  what?: string;
  children: (data: T) => ComponentChildren;
}) {
  if (loaded.problem) return <ErrorNotice problem={loaded.problem} retry={loaded.retry} />;
  if (loaded.data === undefined) return <Loading what={what} />;
  return <div class={loaded.loading ? "stale" : undefined}>{children(loaded.data)}</div>;
}
