import type { Metric, MetricParameter } from "../api/types";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { PROJECTIONS, formParameters, takesNetwork, writeDefault } from "./run";

/** The form of a metric, made from its parameters; what it is set to stands in the URL. */
export function MetricForm({ metric }: { metric: Metric }) {
  const explorer = useExplorer();
  const { say, pick, word, place, here } = explorer;
  const submit = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const changes: Record<string, string | undefined> = {};
    for (const name of [...fieldNames(metric)]) changes[name] = undefined;
    for (const [name, value] of form) changes[name] = String(value);
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
  return (
    <form class="metric-form card" onSubmit={submit} key={place.query.toString()}>
      <h2>{say("settings")}</h2>
      <div class="fields">
        {takesNetwork(metric) && metric.input === "network" && select("projection", say("projection"), PROJECTIONS.slice(1), word("organisations"))}
        {takesNetwork(metric) && !own.has("hybrids") && select("hybrids", say("hybrids"), ["fractional"], word("exclusive"))}
        {metric.nulls.length > 1 && !own.has("null") && select("null", say("nullModel"), metric.nulls, say("defaultOne"))}
        {fields.map((parameter) => (
          <Field key={parameter.name} parameter={parameter} value={place.query.get(parameter.name)} help={pick(parameter.help)} />
        ))}
      </div>
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

function Field({ parameter, value, help }: { parameter: MetricParameter; value: string | null; help: string }) {
  const { word, say } = useExplorer();
  const start = writeDefault(parameter.default);
  const now = value ?? start;
  const id = `p-${parameter.name}`;
  let input: preact.JSX.Element;
  if (parameter.choices.length || parameter.type === "bool") {
    const options = parameter.type === "bool" ? ["true", "false"] : parameter.choices;
    input = (
      <select id={id} name={parameter.name} aria-describedby={`${id}-help`}>
        {!options.includes(start.toLowerCase()) && !options.includes(start) && <option value="">{say("defaultOne")}</option>}
        {options.map((option) => (
          <option key={option} value={option} selected={now.toLowerCase() === option.toLowerCase()}>
            {parameter.type === "bool" ? say(option === "true" ? "yes" : "no") : word(option)}
          </option>
        ))}
      </select>
    );
  } else if (parameter.type === "int" || parameter.type === "float") {
    input = (
      <input
        id={id}
        name={parameter.name}
        type="number"
        step={parameter.type === "int" ? 1 : "any"}
        min={parameter.minimum ?? undefined}
        defaultValue={now}
        aria-describedby={`${id}-help`}
      />
    );
  } else {
    input = <input id={id} name={parameter.name} type="text" defaultValue={now} aria-describedby={`${id}-help`} />;
  }
  return (
    <div class="field">
      <label htmlFor={id}>{word(parameter.name, "parameters")}</label>
      {input}
      <span class="help" id={`${id}-help`}>
        {help}
      </span>
    </div>
  );
}
