import type { MetricValue } from "../api/metrics";
import { useExplorer } from "../shell/context";
import { Frame, type Name, short } from "./Frame";
import { STATE_MARK, stateOf } from "./checked";

/** Porter's diamond: four facets at the corners, what lies outside it below. */
export function Diamond({ values, item, name, label }: { values: MetricValue[]; item: string; name: Name; label: string }) {
  const { word, number } = useExplorer();
  const spots: [number, number][] = [[230, 36], [346, 130], [230, 224], [114, 130]];
  const facets = values.slice(0, 4);
  const outside = values.slice(4, 8);
  return (
    <Frame
      label={label}
      fixed={460}
      height={262 + outside.length * 20}
      draw={() => (
        <>
      <path d="M230 36 346 130 230 224 114 130ZM230 36V224M114 130H346" class="diamond-lines" />
      {facets.map((value, i) => {
        const [x, y] = spots[i] ?? [0, 0];
        const state = stateOf(value);
        return (
          <g key={i}>
            <rect x={x - 106} y={y - 27} width={212} height={54} rx={10} class={`facet state-${state}`} />
            <text x={x} y={y - 5} text-anchor="middle" class="strong">
              {short(name(value.key[item]), 31)}
            </text>
            <text x={x} y={y + 15} text-anchor="middle" class="tick">
              {`${STATE_MARK[state] ?? ""} ${word(state)}${value.value !== null ? `, ${number(value.value)}` : ""}`}
            </text>
          </g>
        );
      })}
      {outside.map((value, i) => (
        <text key={i} x={230} y={278 + i * 20} text-anchor="middle">
          {`${name(value.key[item])}: ${word(stateOf(value))}`}
        </text>
      ))}
        </>
      )}
    />
  );
}
