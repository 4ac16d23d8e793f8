import { useLayoutEffect, useState } from "preact/hooks";
import type { Metric } from "../api/metrics";
import { useExplorer } from "../shell/context";
import { SAMPLES, sampleFor } from "./samples";

const BOUND = 4_000_000;
/** So many of its columns say which of the worked tables one is. */
const NAMED = 3;

/** A table to measure: the worked example to start from, a file, or typed. It goes to this service and nowhere else. */
export function TableInput({ metric, onRun, waits }: { metric: Metric; onRun: (text: string) => void; waits?: boolean }) {
  const { say, word } = useExplorer();
  const sample = sampleFor(metric);
  const [chosen, setChosen] = useState(sample?.name ?? "");
  const [text, setText] = useState(sample?.text ?? "");
  const [refusal, setRefusal] = useState("");
  useLayoutEffect(() => {
    if (sample && !waits) onRun(sample.text);
  }, [metric.name]);
  const take = (name: string) => {
    const other = SAMPLES.find((one) => one.name === name);
    setChosen(name);
    if (other) setText(other.text);
  };
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
      <p class="muted">{say(sample ? "tableInputHint" : "tableInputBare")}</p>
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
        <label class="row">
          {say("tableSample")}
          <select value={chosen} onChange={(event) => take(event.currentTarget.value)}>
            {SAMPLES.map((one) => (
              <option key={one.name} value={one.name}>
                {one.columns.slice(0, NAMED).map((column) => word(column.replace(/_/g, "-"))).join(", ") + (one.columns.length > NAMED ? " …" : "")}
              </option>
            ))}
          </select>
        </label>
      </div>
      {refusal && <p role="alert">{refusal}</p>}
    </section>
  );
}
