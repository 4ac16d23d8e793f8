import type { Metric } from "../api/metrics";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { Field } from "./Field";
import { PROJECTIONS, formParameters, takesNetwork, writeDefault } from "./run";

/** What most measures take and hardly anybody changes: folded. */
const SELDOM = new Set(["attribute", "weight", "parallel", "without", "null", "permutations", "seed", "alpha", "points", "resamples"]);

/** The form of a metric, made from its parameters; what it is set to stands in the URL. */
export function MetricForm({ metric }: { metric: Metric }) {
  const explorer = useExplorer();
  const { say, heading, pick, word, place, here } = explorer;
  const submit = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const changes: Record<string, string | undefined> = {};
    for (const name of [...fieldNames(metric)]) changes[name] = undefined;
    for (const name of new Set(form.keys())) changes[name] = form.getAll(name).filter(Boolean).join(",");
    for (const parameter of formParameters(metric)) {
      if (changes[parameter.name] === writeDefault(parameter.default)) changes[parameter.name] = undefined;
    }
    navigate(here(changes), { keepScroll: true });
  };
  const fields = formParameters(metric);
  if (!fields.length && !takesNetwork(metric)) return null;
  const own = new Set(fields.map((field) => field.name));
  const select = (name: string, title: string, options: readonly string[], first: string) => (
    <label class="field" key={name}>
      {title}
      <select name={name} defaultValue={place.query.get(name) ?? ""}>
        <option value="">{first}</option>
        {options.map((option) => (
          <option key={option} value={option} selected={place.query.get(name) === option}>
            {word(option)}
          </option>
        ))}
      </select>
    </label>
  );
  const seldom = fields.filter((one) => SELDOM.has(one.name));
  const field = (parameter: (typeof fields)[number]) => <Field key={parameter.name} parameter={parameter} value={place.query.get(parameter.name)} help={pick(parameter.help)} />;
  return (
    <form class="metric-form card" onSubmit={submit} key={place.query.toString()}>
      <h2>{say("settings")}</h2>
      <div class="fields">
        {takesNetwork(metric) && metric.input === "network" && select("projection", heading("network"), PROJECTIONS.slice(1), word("organisations"))}
        {takesNetwork(metric) && !own.has("hybrids") && select("hybrids", word("hybrids", "parameters"), ["fractional"], word("exclusive"))}
        {metric.nulls.length > 1 && !own.has("null") && select("null", word("null", "parameters"), metric.nulls, say("defaultOne"))}
        {fields.filter((one) => !SELDOM.has(one.name)).map(field)}
      </div>
      {seldom.length > 0 && (
        <details open={seldom.some((one) => place.query.get(one.name))}>
          <summary>{say("moreSettings")}</summary>
          <div class="fields">{seldom.map(field)}</div>
        </details>
      )}
      <button type="submit" class="primary" data-run>
        {say("run")}
      </button>
    </form>
  );
}

function* fieldNames(metric: Metric): Iterable<string> {
  yield* ["projection", "hybrids", "null"];
  for (const parameter of formParameters(metric)) yield parameter.name;
}
