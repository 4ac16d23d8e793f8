import { useState } from "preact/hooks";
import { Problem, readProblem } from "../api/client";
import { ErrorNotice } from "../parts/Notice";
import { useExplorer } from "../shell/context";

/** A permanent link of the service: query, year, release and the checksum of the answer. */
export function Permalink({ query }: { query: string }) {
  const { say, place, asOf } = useExplorer();
  const [state, setState] = useState<{ url?: string; problem?: Problem }>({});
  const make = async () => {
    try {
      const answer = await fetch(`${place.prefix}/permalinks`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ query, as_of: asOf ?? null }),
      });
      if (!answer.ok) throw await readProblem(answer);
      const body = (await answer.json()) as { id: string; url?: string };
      setState({ url: new URL(body.url ?? `/permalinks/${body.id}`, location.origin).toString() });
    } catch (failure) {
      setState({ problem: failure instanceof Problem ? failure : new Problem(0, "no-answer", "", "", "") });
    }
  };
  return (
    <div class="permalink">
      <button type="button" class="quiet" onClick={make} data-permalink>
        {say("permalink")}
      </button>{" "}
      <span class="muted small">{say("permalinkHint")}</span>
      {state.url && (
        <p role="status">
          <a href={state.url}>{state.url}</a>
        </p>
      )}
      {state.problem && <ErrorNotice problem={state.problem} />}
    </div>
  );
}
