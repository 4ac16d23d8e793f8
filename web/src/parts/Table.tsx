import { useMemo, useState } from "preact/hooks";
import { capital } from "../language";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { saveFile, writeCsv } from "./csv";
import { Scroll } from "./Scroll";
import { type Column, type Sort, parseSort, sortRows } from "./sorting";

const STEP = 50;

/** A sortable table whose rows can be taken away as CSV, exactly as shown. */
export function Table<T>({
  caption,
  columns,
  rows,
  file,
  sort: start,
  param,
  rowKey,
  empty,
  hideCaption,
}: {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  file?: string;
  /** The order to begin with. */
  sort?: Sort;
  /** The parameter of the address that keeps the order. */
  param?: string;
  rowKey: (row: T, index: number) => string;
  empty?: string;
  hideCaption?: boolean;
}) {
  const { say, lang, place, here, number } = useExplorer();
  const [inner, setInner] = useState<Sort | undefined>(start);
  const sort = param ? (parseSort(place.query.get(param)) ?? start) : inner;
  const [shown, setShown] = useState(STEP);
  const seen = columns.filter((c) => !c.fileOnly);
  const column = columns.find((c) => c.key === sort?.key);
  const sorted = useMemo(() => sortRows(rows, column, sort?.down ?? false, lang), [rows, sort?.key, sort?.down, lang, columns]);
  const visible = sorted.slice(0, shown);
  const save = () =>
    saveFile(`${file}.csv`, writeCsv(columns.map((c) => c.title), sorted.map((row) => columns.map((c) => c.value(row)))), "text/csv");
  return (
    <div class="table-box">
      <Scroll label={caption}>
        <table>
          <caption class={hideCaption ? "sr" : undefined}>{caption}</caption>
          <thead>
            <tr>
              {seen.map((c) => {
                const now = sort?.key === c.key ? (sort.down ? "descending" : "ascending") : undefined;
                return (
                  <th key={c.key} scope="col" aria-sort={now} class={c.numeric ? "num" : undefined}>
                    <button
                      type="button"
                      class="sort"
                      onClick={() => {
                        const next = { key: c.key, down: now ? now === "ascending" : Boolean(c.numeric) };
                        if (param) navigate(here({ [param]: `${next.down ? "-" : ""}${next.key}` }), { keepScroll: true, replace: true });
                        else setInner(next);
                      }}
                    >
                      {capital(lang, c.title)}
                      <span aria-hidden="true" class="sort-mark">
                        {now === "descending" ? "▾" : now === "ascending" ? "▴" : "↕"}
                      </span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {visible.map((row, index) => (
              <tr key={rowKey(row, index)}>
                {seen.map((c) => {
                  const value = c.value(row);
                  const content = c.show ? c.show(row) : typeof value === "number" ? number(value) : value;
                  return (
                    <td key={c.key} class={c.numeric ? "num" : undefined}>
                      {content ?? ""}
                    </td>
                  );
                })}
              </tr>
            ))}
            {!rows.length && (
              <tr>
                <td colSpan={seen.length}>{empty ?? say("noRows")}</td>
              </tr>
            )}
          </tbody>
        </table>
      </Scroll>
      <p class="row table-foot">
        <span>{say("rowsShown", { shown: visible.length, all: rows.length })}</span>
        {visible.length < rows.length && (
          <>
            <button type="button" class="quiet" onClick={() => setShown(shown + 200)}>
              {say("moreRows")}
            </button>
            <button type="button" class="quiet" onClick={() => setShown(rows.length)}>
              {say("allRows")}
            </button>
          </>
        )}
        {file && rows.length > 0 && (
          <button type="button" class="quiet" onClick={save} data-save="csv">
            {say("saveTable")}
          </button>
        )}
      </p>
    </div>
  );
}
