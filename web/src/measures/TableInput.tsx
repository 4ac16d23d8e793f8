import { useEffect, useState } from "preact/hooks";
import type { Metric } from "../api/types";
import { useExplorer } from "../shell/context";

const BOUND = 4_000_000;

/** A table to measure: the worked example to start from, a file, or typed. It goes to this service and nowhere else. */
export function TableInput({ metric, onRun }: { metric: Metric; onRun: (text: string) => void }) {
  const { say, word } = useExplorer();
  const [text, setText] = useState(metric.sample ?? "");
  const [refusal, setRefusal] = useState("");
  useEffect(() => {
    if (metric.sample) onRun(metric.sample);
  }, [metric.name]);
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > BOUND) {
      setRefusal(say("fileTooLarge"));
      return;
    }
    setRefusal("");
    const content = await file.text();
    setText(content);
    onRun(content);
  };
  return (
    <section class="card">
      <h2>{say("tableInput", { kind: word(metric.input) })}</h2>
      <p class="muted">{say(metric.sample ? "tableInputHint" : "tableInputBare")}</p>
      <label class="field">
        {say("tableText")}
        <textarea rows={8} class="mono" spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <div class="row">
        <button type="button" class="primary" disabled={!text.trim()} onClick={() => onRun(text)} data-run-table>
          {say("run")}
        </button>
        <label class="row">
          {say("tableFile")}
          <input type="file" accept=".csv,text/csv" onChange={(event) => read(event.currentTarget.files?.[0])} />
        </label>
        {metric.sample && (
          <button type="button" class="quiet" onClick={() => setText(metric.sample ?? "")}>
            {say("tableSample")}
          </button>
        )}
      </div>
      {refusal && <p role="alert">{refusal}</p>}
    </section>
  );
}
