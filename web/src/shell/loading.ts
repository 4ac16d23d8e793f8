/** Loading: the document says when everything a page asked for has come, for tests and for assistive technology. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/client";

/** Effects of what has just come may ask for more: so long nothing must be under way. */
const QUIET = 120;
let pending = 0;
let timer = 0;

function settle(change: number): void {
  pending += change;
  const root = document.documentElement;
  clearTimeout(timer);
  if (pending > 0) root.removeAttribute("data-ready");
  else timer = window.setTimeout(() => requestAnimationFrame(() => pending || (root.dataset.ready = "true")), QUIET);
}

export function whileBusy<T>(work: Promise<T>): Promise<T> {
  settle(1);
  return work.finally(() => settle(-1));
}

export interface Loaded<T> {
  data?: T;
  problem?: Problem;
  loading: boolean;
  retry: () => void;
}

/** Runs `ask` whenever `key` changes; keeps the last answer on show meanwhile unless the family changes. What comes `aside`
 * the page does not wait for. */
export function useLoad<T>(key: string | null, ask: () => Promise<T>, family = "", aside = false): Loaded<T> {
  const [state, setState] = useState<{ key: string | null; family: string; data?: T; problem?: Problem }>({
    key: null,
    family,
  });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef<string>("");
  // Before the paint: nobody may take the page for ready between an answer and the question it leads to.
  useLayoutEffect(() => {
    if (key === null) return;
    const ticket = `${key} ${attempt}`;
    latest.current = ticket;
    (aside ? (work: Promise<unknown>) => work : whileBusy)(
      ask().then(
        (data) => latest.current === ticket && setState({ key, family, data }),
        (failure: unknown) => {
          if (latest.current !== ticket) return;
          const problem =
            failure instanceof Problem ? failure : new Problem(0, "explorer-failed", "", String(failure), "");
          setState({ key, family, problem });
        },
      ),
    );
    return () => {
      latest.current = "";
    };
  }, [key, attempt]);
  const same = state.family === family && key !== null;
  return {
    data: same ? state.data : undefined,
    problem: state.key === key && same ? state.problem : undefined,
    loading: key !== null && state.key !== key,
    retry: () => setAttempt((count) => count + 1),
  };
}
