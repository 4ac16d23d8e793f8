/** One question at a time: a new one takes the place of the one under way, and a reader may stop it. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Problem, readProblem } from "../api/client";
import { useExplorer } from "../shell/context";
import { type Answer, type Names, readJsonAnswer, readTriples } from "./answer";
import { fetchLabels, namedIn } from "./labels";

const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";

interface Run {
  busy: boolean;
  answer?: Answer;
  /** What the things of the answer are called. */
  names?: Names;
  problem?: Problem;
  stopped?: boolean;
}

export function useAsking(): { run: Run; ask: (query: string) => Promise<void>; stop: () => void } {
  const { place, lang, asOf } = useExplorer();
  const [run, setRun] = useState<Run>({ busy: false });
  const control = useRef<AbortController | undefined>(undefined);
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
      const names = await fetchLabels(`${place.prefix}/sparql`, namedIn(read), lang, mine.signal).catch(() => new Map<string, string>());
      if (control.current !== mine) return;
      setRun({ busy: false, answer: read, names });
    } catch (failure) {
      if (control.current !== mine) return;
      if (mine.signal.aborted) setRun({ busy: false, stopped: true });
      else {
        const problem = failure instanceof Problem ? failure : new Problem(0, "no-answer", "", "", "");
        setRun({ busy: false, problem });
      }
    }
  };

  const stop = () => control.current?.abort();
  useLayoutEffect(() => stop, []);
  return { run, ask, stop };
}
