import type { MetricParameter } from "../api/metrics";
import { SPHERES } from "../parts/spheres";
import { useExplorer } from "../shell/context";
import { nameChoices } from "./reading";
import { writeDefault } from "./run";

/** What the actors of a release can be sorted by. */
const ATTRIBUTES = ["sphere", "class"];

/** One setting: a list where the values are known, with their words; else a field for a number or a text. */
export function Field({ parameter, value, help }: { parameter: MetricParameter; value: string | null; help: string }) {
  const { word, say } = useExplorer();
  const start = writeDefault(parameter.default);
  const now = value ?? start;
  const id = `p-${parameter.name}`;
  if (parameter.name === "between") return <Spheres parameter={parameter} value={now} help={help} />;
  let input: preact.JSX.Element;
  if (parameter.choices.length || parameter.type === "bool" || (parameter.name === "attribute" && ATTRIBUTES.includes(now))) {
    const options = parameter.type === "bool" ? ["true", "false"] : parameter.name === "attribute" ? ATTRIBUTES : parameter.choices;
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
        {nameChoices(help, parameter.choices, word)}
      </span>
    </div>
  );
}

/** Which of the spheres. */
function Spheres({ parameter, value, help }: { parameter: MetricParameter; value: string; help: string }) {
  const { word } = useExplorer();
  const chosen = value.split(",");
  return (
    <fieldset class="field" aria-describedby={`p-${parameter.name}-help`}>
      <legend>{word(parameter.name, "parameters")}</legend>
      {SPHERES.filter((sphere) => sphere !== "unknown").map((sphere) => (
        <label key={sphere} class="check">
          <input type="checkbox" name={parameter.name} value={sphere} defaultChecked={chosen.includes(sphere)} />
          {word(sphere)}
        </label>
      ))}
      <span class="help" id={`p-${parameter.name}-help`}>
        {help}
      </span>
    </fieldset>
  );
}
