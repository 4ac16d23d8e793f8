import type { Metric, MetricResult, MetricValue } from "../api/metrics";
import { capital } from "../language";
import type { Section } from "../language/words";
import { Dialog } from "../parts/Dialog";
import { useExplorer } from "../shell/context";

/** What a number is: the metric's definition, the run it comes from, and the value in full. */
export function ValueDialog({ metric, result, value, name, onClose }: { metric: Metric; result: MetricResult; value: MetricValue; name: (part: string | undefined) => string; onClose: () => void }) {
  const { say, heading, pick, number, word } = useExplorer();
  const about = Object.entries(value.key);
  const facts: [string, string | undefined][] = [
    [word("value", "fields"), value.value === null ? word(value.status) : `${number(value.value, 5)} ${word(value.unit, "units")}`],
    [word("reason", "fields"), value.reason ? pick(value.reason) : undefined],
    [word("category", "fields"), value.category ? word(value.category) : undefined],
    [word("expected", "fields"), value.expected === null ? undefined : `${number(value.expected, 5)}${value.sd === null ? "" : ` ± ${number(value.sd, 5)}`}`],
    [word("z", "fields"), value.z === null ? undefined : number(value.z)],
    [word("p", "fields"), value.p === null ? undefined : number(value.p, 4)],
    [word("p_adjusted", "fields"), value.p_adjusted === null ? undefined : number(value.p_adjusted, 4)],
    [word("interval"), value.low === null || value.high === null ? undefined : `[${number(value.low)}; ${number(value.high)}]`],
    [word("n", "fields"), value.n === null ? undefined : number(value.n)],
    [word("m", "fields"), value.m === null ? undefined : number(value.m)],
    [word("coverage", "fields"), value.coverage === null ? undefined : say("percent", { n: number(value.coverage * 100, 1) })],
  ];
  return (
    <Dialog title={[pick(metric.title), ...about.map(([, part]) => name(part))].join(", ")} onClose={onClose} wide>
      <Facts facts={facts} />
      <h3>{heading("definition", "columns")}</h3>
      <DefinitionFacts metric={metric} />
      <h3>{say("thisRun")}</h3>
      <RunFacts result={result} />
    </Dialog>
  );
}

export function Facts({ facts }: { facts: [string, string | undefined][] }) {
  const { lang } = useExplorer();
  return (
    <dl class="facts">
      {facts
        .filter(([, text]) => text !== undefined && text !== "")
        .map(([title, text]) => (
          <div key={title}>
            <dt>{capital(lang, title)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}

export function DefinitionFacts({ metric }: { metric: Metric }) {
  const { say, heading, pick, word } = useExplorer();
  return (
    <Facts
      facts={[
        [say("question"), pick(metric.question)],
        [say("formula"), pick(metric.formula)],
        [say("range"), pick(metric.range)],
        [say("undefinedWhen"), pick(metric.undefined_when)],
        [heading("direction"), pick(metric.direction)],
        [say("weights"), pick(metric.weights)],
        [word("null", "parameters"), metric.nulls.map((null_) => word(null_)).join(", ")],
        [say("cost"), pick(metric.cost)],
        [say("reference"), pick(metric.reference)],
      ]}
    />
  );
}

export function RunFacts({ result }: { result: MetricResult }) {
  const { say, heading, word } = useExplorer();
  const list = (record: Record<string, unknown>, section: Section) =>
    Object.entries(record)
      .filter(([, value]) => value !== null && value !== "" && value !== 0)
      .map(([name, value]) => `${word(name, section)} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
      .join(", ");
  const text = (value: unknown) => (value === null || value === undefined ? undefined : String(value));
  return (
    <Facts
      facts={[
        [heading("network"), text(result.projection) && word(result.projection)],
        [heading("year"), text(result.as_of) ?? say("allYears")],
        [say("release"), text(result.release)],
        [word("hybrids", "parameters"), text(result.hybrids) && word(result.hybrids)],
        [word("null", "parameters"), text(result.null) && word(result.null)],
        [word("permutations", "parameters"), result.exact ? say("exact") : text(result.permutations)],
        [word("seed", "parameters"), text(result.seed)],
        [heading("direction"), text(result.direction) && word(result.direction)],
        [say("weights"), text(result.weights) && word(result.weights)],
        [say("dropped"), list(result.dropped, "left-out")],
        [say("parameters"), list(result.parameters, "parameters")],
        [say("codeVersion"), result.version],
      ]}
    />
  );
}
