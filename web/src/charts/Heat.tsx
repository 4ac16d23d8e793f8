import type { MetricValue } from "../api/metrics";
import { useExplorer } from "../shell/context";
import type { Name, Open } from "./Frame";

/** A matrix of numbers or of judgements; depth of colour is size. A real table, so that it reads without the colour. */
export function Heat({ values, rows, columns, name, caption, onOpen }: { values: MetricValue[]; rows: string; columns: string; name: Name; caption: string; onOpen: Open }) {
  const { number, word, say } = useExplorer();
  const down = [...new Set(values.map((v) => v.key[rows] ?? ""))];
  const across = [...new Set(values.map((v) => v.key[columns] ?? ""))];
  const cells = new Map(values.map((v) => [`${v.key[rows]} ${v.key[columns]}`, v]));
  // Where every cell is a judgement its word is what there is to read.
  const judged = values.every((v) => v.category !== null);
  const largest = Math.max(...values.map((v) => Math.abs(v.value ?? 0)), 1e-12);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="heat" data-chart>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td>{`${word(rows)} \\ ${word(columns)}`}</td>
            {across.map((part) => (
              <th key={part} scope="col">
                {name(part)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {down.map((row) => (
            <tr key={row}>
              <th scope="row">{name(row)}</th>
              {across.map((column) => {
                const value = cells.get(`${row} ${column}`);
                if (!value) return <td key={column} />;
                const depth = Math.abs(value.value ?? 0) / largest;
                return (
                  <td key={column} class="num" style={{ background: value.value === null ? undefined : `rgb(var(--heat) / calc(var(--heat-most) * ${depth.toFixed(3)}))` }}>
                    <button type="button" class="cell" onClick={() => onOpen(value)} title={say("openValue")}>
                      {judged ? word(value.category) : value.value === null ? "–" : number(value.value)}
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
