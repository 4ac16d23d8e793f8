import type { MetricValue } from "../api/metrics";
import { useExplorer } from "../shell/context";
import type { Name, Open } from "./Frame";
import { STATE_MARK, stateOf } from "./checked";

/** What is met, missing or not known, item by item; subjects side by side. */
export function Scorecard({ values, item, about, name, caption, onOpen }: { values: MetricValue[]; item: string; about: string | undefined; name: Name; caption: string; onOpen: Open }) {
  const { word } = useExplorer();
  const items = [...new Set(values.map((v) => v.key[item] ?? ""))];
  const subjects = about ? [...new Set(values.map((v) => v.key[about] ?? ""))] : [""];
  const cell = new Map(values.map((v) => [`${v.key[item]} ${about ? (v.key[about] ?? "") : ""}`, v]));
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="scorecard" data-chart>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{word(item)}</th>
            {subjects.map((subject) => (
              <th key={subject} scope="col">
                {subject ? name(subject) : word("value")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one}>
              <th scope="row">{name(one)}</th>
              {subjects.map((subject) => {
                const value = cell.get(`${one} ${subject}`);
                if (!value) return <td key={subject} />;
                const state = stateOf(value);
                return (
                  <td key={subject}>
                    <button type="button" class={`cell state-${state}`} onClick={() => onOpen(value)}>
                      <span aria-hidden="true">{STATE_MARK[state] ?? "·"}</span> {word(state)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
