import type { ComponentChildren } from "preact";
import { Empty, ErrorNotice, Loading } from "../parts/Notice";
import { useExplorer } from "../shell/context";
import type { Job, Measurement } from "./job";

/** A measurement in all its states: asked for, under way with its progress, stopped, failed, there. */
export function Measured<T>({ of, children }: { of: Measurement<T>; children: (data: T) => ComponentChildren }) {
  const { say } = useExplorer();
  if (of.problem?.code === "stopped") return <Stopped again={of.retry} />;
  if (of.problem?.code === "nothing-to-measure") return <Empty title={of.problem.detail}>{of.problem.hint}</Empty>;
  if (of.problem) return <ErrorNotice problem={of.problem} retry={of.retry} />;
  return (
    <>
      {of.job ? <Underway job={of.job} stop={of.stop} /> : of.data === undefined && of.loading && <Loading what={say("computing")} />}
      {of.data !== undefined && <div class={of.loading ? "stale" : undefined}>{children(of.data)}</div>}
    </>
  );
}

function Underway({ job, stop }: { job: Job; stop: () => void }) {
  const { say, pick, number } = useExplorer();
  const percent = Math.floor(job.fraction * 100);
  const steps = job.state === "running" && job.total > 1 ? say("stepsOf", { done: number(job.done), total: number(job.total) }) : "";
  const queue = job.state === "queued" && job.before > 0 ? say("jobsBefore", { n: job.before }) : "";
  const what = pick(job.what);
  return (
    <div class="notice measuring" data-job={job.state}>
      <p>
        <strong>{say("percent", { n: percent })}</strong> {what} {steps || queue}
      </p>
      <progress max={1} value={job.fraction} aria-label={what} />
      <button type="button" onClick={stop} data-stop>
        {say("stopWork")}
      </button>
      {/* Spoken at every tenth only: each per cent would never let a listener go. */}
      <p class="sr" role="status" aria-live="polite">
        {say("percent", { n: Math.floor(percent / 10) * 10 })} {what}
      </p>
    </div>
  );
}

function Stopped({ again }: { again: () => void }) {
  const { say } = useExplorer();
  return (
    <div class="notice measuring" data-job="cancelled">
      <p role="status">
        <strong>{say("workStopped")}</strong>
      </p>
      <button type="button" onClick={again}>
        {say("run")}
      </button>
    </div>
  );
}
