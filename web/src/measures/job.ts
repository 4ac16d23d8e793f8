/** Asking for a measurement: at once when it is quick, else as a job that tells how far it is and can be stopped. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Problem, readProblem } from "../api/client";
import type { Texts } from "../api/records";
import { type Loaded, useLoad } from "../shell/loading";

/** How far a job of the service is (docs/reference/http.md). */
export interface Job {
  url: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  fraction: number;
  what: Texts;
  done: number;
  total: number;
  before: number;
  result: string | null;
}

export interface Measurement<T> extends Loaded<T> {
  /** While a long one is under way. */
  job?: Job;
  stop: () => void;
}

/** Seconds a quick measurement may take before it becomes a job, and between two looks at one. */
const PATIENCE = 2;
const PULSE = 1;

const stopped = () => new Problem(0, "stopped", "", "", "");

async function ask(url: string, wish: string, signal: AbortSignal, table?: string): Promise<Response> {
  const headers = { Accept: "application/json", Prefer: wish, ...(table === undefined ? {} : { "Content-Type": "text/csv" }) };
  let answer: Response;
  try {
    answer = await fetch(url, { method: table === undefined ? "GET" : "POST", body: table, headers, signal });
  } catch {
    throw signal.aborted ? stopped() : new Problem(0, "no-answer", "", "", "");
  }
  if (!answer.ok) throw await readProblem(answer);
  return answer;
}

/** The result; `tell` hears of the job when there is one. Aborting stops the work of the service too. */
async function measure<T>(url: string, tell: (job: Job) => void, signal: AbortSignal, table?: string): Promise<T> {
  const answer = await ask(url, `respond-async, wait=${PATIENCE}`, signal, table);
  if (answer.status !== 202) return (await answer.json()) as T;
  let job = (await answer.json()) as Job;
  const giveUp = () => void fetch(job.url, { method: "DELETE", keepalive: true }).catch(() => undefined);
  signal.addEventListener("abort", giveUp);
  addEventListener("pagehide", giveUp);
  try {
    while (job.state === "queued" || job.state === "running") {
      tell(job);
      job = (await (await ask(job.url, `wait=${PULSE}`, signal)).json()) as Job;
    }
    if (job.state === "cancelled") throw stopped();
    return (await (await ask(`${job.url}/result`, "", signal)).json()) as T;
  } finally {
    signal.removeEventListener("abort", giveUp);
    removeEventListener("pagehide", giveUp);
  }
}

/** A measurement of the service, asked again when `url` or `table` changes; leaving it stops the one under way. */
export function useMeasurement<T>(url: string | null, family: string, table?: string, aside = false): Measurement<T> {
  const [job, setJob] = useState<Job>();
  const control = useRef<AbortController | undefined>(undefined);
  const key = url === null ? null : `${url} ${table ?? ""}`;
  useLayoutEffect(() => () => control.current?.abort(), [key]);
  const loaded = useLoad<T>(
    key,
    () => {
      control.current = new AbortController();
      setJob(undefined);
      return measure<T>(url ?? "", setJob, control.current.signal, table).finally(() => setJob(undefined));
    },
    family,
    aside,
  );
  return { ...loaded, job, stop: () => control.current?.abort() };
}
