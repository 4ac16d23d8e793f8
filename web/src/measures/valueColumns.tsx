import type { MetricResult, MetricValue } from "../api/metrics";
import type { Column } from "../parts/sorting";
import type { Explorer } from "../shell/context";

/** Parts of a key that name an actor. */
const ACTORS = new Set(["actor", "other", "removed", "cluster", "about"]);

/** The columns that a result has something for. */
export function valueColumns({ say, word, number, link }: Explorer, result: MetricResult, name: (part: string | undefined) => string, open: (value: MetricValue) => void): Column<MetricValue>[] {
  const keys = [...new Set(result.values.flatMap((value) => Object.keys(value.key)))];
  const has = (field: keyof MetricValue) => result.values.some((value) => value[field] !== null && value[field] !== undefined && value[field] !== "");
  const plain = (field: "expected" | "sd" | "z" | "low" | "high" | "p" | "p_adjusted" | "n" | "coverage", digits = 3): Column<MetricValue>[] =>
    has(field) ? [{ key: field, title: word(field, "fields"), numeric: true, value: (v) => v[field], show: (v) => { const n = v[field]; return n === null ? "" : number(n, digits); } }] : [];
  return [
    ...keys.map((key): Column<MetricValue> => {
      const digits = result.values.every((v) => v.key[key] === undefined || (v.key[key] !== "" && Number.isFinite(Number(v.key[key]))));
      return {
        key: `key-${key}`,
        title: word(key),
        value: (v) => (digits && v.key[key] !== undefined ? Number(v.key[key]) : name(v.key[key])),
        show: ACTORS.has(key) ? (v) => (v.key[key] && result.labels?.[v.key[key]] ? <a href={link(`/page/actor/${v.key[key]}`)}>{name(v.key[key])}</a> : name(v.key[key])) : undefined,
        numeric: digits,
      };
    }),
    {
      key: "value",
      title: word("value", "fields"),
      numeric: true,
      value: (v) => v.value,
      show: (v) => (
        <button type="button" class="cell" onClick={() => open(v)} data-value aria-label={say("openValueOf", { value: v.value === null ? word(v.status) : number(v.value) })}>
          {v.value === null ? word(v.status) : number(v.value)}
        </button>
      ),
    },
    ...(has("unit") ? [{ key: "unit", title: word("unit", "fields"), value: (v: MetricValue) => (v.unit === "ratio" || v.unit === "count" ? "" : word(v.unit, "units")) }] : []),
    ...(has("verdict") ? [{ key: "verdict", title: word("verdict", "fields"), value: (v: MetricValue) => word(v.verdict) }] : []),
    ...(has("category") ? [{ key: "category", title: word("category", "fields"), value: (v: MetricValue) => word(v.category) }] : []),
    ...plain("expected"),
    ...plain("sd"),
    ...plain("z", 2),
    ...plain("low"),
    ...plain("high"),
    ...plain("p", 4),
    ...plain("p_adjusted", 4),
    ...plain("coverage", 2),
  ];
}
