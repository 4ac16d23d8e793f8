import { useState } from "preact/hooks";
import type { Metric, MetricResult } from "../api/metrics";
import { PageHead } from "../parts/PageHead";
import { useExplorer } from "../shell/context";
import { DefinitionFacts } from "./Definition";
import { Measured } from "./Measured";
import { MetricForm } from "./MetricForm";
import { ResultView } from "./ResultView";
import { SeriesView } from "./SeriesView";
import { TableInput } from "./TableInput";
import { useMeasurement } from "./job";
import { needsTable, runParameters, takesNetwork } from "./run";

export function MetricView({ metric }: { metric: Metric }) {
  const explorer = useExplorer();
  const { say, heading, pick, place } = explorer;
  const parameters = runParameters(metric, place.query);
  const table = needsTable(metric);
  return (
    <>
      <PageHead title={pick(metric.title)} lead={pick(metric.question)} />
      <div class="metric-grid">
        <div>{table ? <FromTable metric={metric} parameters={parameters} /> : <FromNetwork metric={metric} parameters={parameters} />}</div>
        <aside aria-label={say("settings")}>
          <MetricForm metric={metric} />
          <details class="card">
            <summary>
              <strong>{heading("definition", "columns")}</strong>
            </summary>
            <DefinitionFacts metric={metric} />
          </details>
        </aside>
      </div>
    </>
  );
}

type Asked = ReturnType<typeof runParameters>;

function FromNetwork({ metric, parameters }: { metric: Metric; parameters: Asked }) {
  const explorer = useExplorer();
  const { say } = explorer;
  const asked = (more: Asked) => explorer.url(`/metrics/${metric.name}`, { ...parameters, ...more });
  // the draws of a null model take their time, and a client's measurements come one after the other: first what is
  // measured, which can be read meanwhile, then its comparison
  const draws = metric.parameters.some((one) => one.name === "permutations") && !metric.needs_null && parameters.permutations === undefined;
  const plain = useMeasurement<MetricResult>(draws ? asked({ permutations: 0 }) : null, `${metric.name} plain`);
  const next = !draws || (!plain.loading && (plain.data || plain.problem));
  const result = useMeasurement<MetricResult>(next ? asked({}) : null, draws ? asked({}) : metric.name);
  const view = (data: MetricResult, more: Asked) => <ResultView metric={metric} result={data} files={(format) => asked({ ...more, format })} />;
  const early = draws && !result.data && !result.problem;
  return (
    <>
      <Measured of={result}>{(data) => view(data, {})}</Measured>
      {early && <Measured of={plain}>{(data) => view(data, { permutations: 0 })}</Measured>}
      {!takesNetwork(metric) && (
        <details>
          <summary>{say("ownTable")}</summary>
          <FromTable metric={metric} parameters={parameters} waits />
        </details>
      )}
      <SeriesView metric={metric} parameters={parameters} />
    </>
  );
}

function FromTable({ metric, parameters, waits }: { metric: Metric; parameters: Asked; waits?: boolean }) {
  const explorer = useExplorer();
  const [text, setText] = useState<string>();
  const url = text === undefined ? null : explorer.url(`/metrics/${metric.name}`, parameters);
  const result = useMeasurement<MetricResult>(url, metric.name, text);
  return (
    <>
      <TableInput metric={metric} onRun={setText} waits={waits} />
      {url !== null && <Measured of={result}>{(data) => <ResultView metric={metric} result={data} />}</Measured>}
    </>
  );
}
