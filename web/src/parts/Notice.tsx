import type { ComponentChildren } from "preact";
import type { Problem } from "../api/client";
import { useExplorer } from "../shell/context";
import type { Loaded } from "../shell/loading";

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
  const where =
    problem.line !== undefined ? say("atLine", { line: String(problem.line), column: String(problem.column ?? 1) }) : "";
  return (
    <div class="notice error" role="alert" data-problem={problem.code}>
      <p>
        <strong>{silent ? say("noAnswer") : problem.title || say("failed")}</strong>
        {problem.status > 0 && <code>{problem.status}</code>}
      </p>
      {problem.detail && (
        <p>
          {problem.detail} {where}
        </p>
      )}
      <p>
        {silent ? say("noAnswerHint") : problem.hint && <span>{problem.hint}</span>}
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
