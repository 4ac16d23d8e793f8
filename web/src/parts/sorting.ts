/** The columns of a table, and its rows in an order. */
import type { ComponentChildren } from "preact";
import { compareNames } from "../language";
import type { Cell } from "./csv";

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
