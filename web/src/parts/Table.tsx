import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { capital, compareNames } from "../language";
import { navigate } from "../router";
import { useExplorer } from "../shell/context";
import { type Cell, saveFile, writeCsv } from "./csv";
import { Scroll } from "./Scroll";

export interface Column<T> {
  key: string;
  title: string;
  /** What the file holds and what sorting compares. */
  value: (row: T) => Cell;
  /** What the page shows; the value when left out. */
  show?: (row: T) => ComponentChildren;
  numeric?: boolean;
  /** Stands in the file and not on the page, where another column says it. */
  fileOnly?: boolean;
}

export interface Sort {
  key: string;
  down: boolean;
}

export function parseSort(text: string | null): Sort | undefined {
  if (!text) return undefined;
  return text.startsWith("-") ? { key: text.slice(1), down: true } : { key: text, down: false };
}

/** Sorted copy; empty cells last whichever way; names in the order of the language. */
export function sortRows<T>(rows: T[], column: Column<T> | undefined, down: boolean, lang: "tr" | "en"): T[] {
  if (!column) return rows;
  const names = compareNames(lang);
  const empty = (cell: Cell) => cell === null || cell === undefined || cell === "";
  return rows
    .map((row, index) => ({ row, index, cell: column.value(row) }))
    .sort((a, b) => {
      if (empty(a.cell) || empty(b.cell)) return Number(empty(a.cell)) - Number(empty(b.cell)) || a.index - b.index;
      const order =
        typeof a.cell === "number" && typeof b.cell === "number"
          ? a.cell - b.cell
          : names(String(a.cell), String(b.cell));
      return (down ? -order : order) || a.index - b.index;
    })
    .map((entry) => entry.row);
}

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
