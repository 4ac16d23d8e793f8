"""Tables that a release gave, read back as they were: CSV, Parquet or a workbook with the columns of the ledger."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from triskele.bounded import Limits, run
from triskele.errors import SourceError
from triskele.ledger.schema import DECIMAL, FLAG, TABLES, WHOLE
from triskele.sources.batch import BATCH, Batch, Known, Read

MARKER = "triskele-tables.json"
"""The file that says that a folder holds the tables of a release."""
_NUMBER = re.compile(r"[+-]?([0-9]{1,300}\.?[0-9]{0,300}|\.[0-9]{1,300})([eE][+-]?[0-9]{1,4})?")
_READING = Limits(first_seconds=600, total_seconds=600, memory_mb=4096)


class ExportedTables:
    """The tables of one release in a folder; a source as :mod:`triskele.sources.batch` has it."""

    def __init__(self, folder: Path, form: str) -> None:
        self.folder, self.form, self.read = folder, form, Read()

    @classmethod
    def find(cls, folder: Path, known: Known) -> list[ExportedTables]:
        marker = folder / MARKER
        if not marker.is_file():
            return []
        try:
            form = json.loads(marker.read_text(encoding="utf-8"))["form"]
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(
                f"{marker} does not say what the folder holds: {error}.", hint="Export the tables again."
            ) from error
        return [cls(folder, str(form))]

    def files(self) -> list[Path]:
        patterns = {"csv": "*.csv", "parquet": "*.parquet", "xlsx": "tables.xlsx"}
        return sorted(self.folder.glob(patterns.get(self.form, "")) if self.form in patterns else [])

    def batches(self) -> Iterator[Batch]:
        tables: dict[str, list[dict[str, Any]]] = run(read_tables, self.folder, self.form, limits=_READING)
        for row in tables["statements"]:  # the graph of a set ends with its name, and files are told by their set
            row["file"] = f"{str(row['graph']).rpartition('/')[2]}/statements"
        for table, rows in tables.items():
            for start in range(0, len(rows), BATCH):
                yield Batch(table, rows[start : start + BATCH])


def read_tables(folder: Path, form: str) -> dict[str, list[dict[str, Any]]]:
    """Every table of a folder; runs in a bounded process."""
    return {table: read_table(folder, form, table) for table in TABLES}


def read_table(folder: Path, form: str, table: str) -> list[dict[str, Any]]:
    """The rows of one table, with values of the kinds that the ledger has; none when the table is not there."""
    known = TABLES[table].columns
    try:
        rows = list(_cells(folder, form, table))
    except Exception as error:  # each reader has errors of its own, which say where the file is damaged
        raise SourceError(f"The table {table} cannot be read: {error}.", hint="Export the tables again.") from error
    if not rows:
        return []
    names = [str(name) for name in rows[0]]
    if unknown := set(names) - set(known):
        raise SourceError(
            f"The table {table} has columns nobody knows: {', '.join(sorted(unknown))[:300]}.",
            hint=f"It may have {', '.join(known)}.",
        )
    return [
        {
            name: _value(cell, known[name], f"{table} row {number}, {name}")
            for name, cell in zip(names, row, strict=False)
        }
        for number, row in enumerate(rows[1:], start=2)
    ]


def _value(cell: Any, kind: str, where: str) -> Any:
    if cell is None or cell == "" or cell != cell:
        return None
    if kind == FLAG:
        return cell if isinstance(cell, bool) else str(cell).lower() == "true"
    if kind == DECIMAL:
        text = str(cell)
        if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
            raise SourceError(f"{where}: {text[:80]!r} is no number.", hint="Export the tables again.")
        return text
    if kind != WHOLE:
        return str(cell)
    try:
        number = int(float(cell))
    except (ValueError, TypeError, OverflowError):
        number = None
    if number is None or abs(number) >= 1 << 31:
        raise SourceError(f"{where}: {str(cell)[:80]!r} is no whole number.", hint="Export the tables again.")
    return number


def _cells(folder: Path, form: str, table: str) -> Iterator[Any]:
    if form == "csv":
        path = folder / f"{table}.csv"
        if path.is_file():
            with open(path, encoding="utf-8", newline="") as file:
                yield from csv.reader(file, strict=True)
    elif form == "parquet":
        path = folder / f"{table}.parquet"
        if path.is_file():
            import pandas as pd

            frame = pd.read_parquet(path).astype(object)
            yield list(frame.columns)
            yield from frame.where(frame.notna(), None).to_numpy(dtype=object).tolist()
    else:
        import python_calamine as calamine

        with calamine.CalamineWorkbook.from_path(str(folder / "tables.xlsx")) as book:
            if table in book.sheet_names:
                yield from book.get_sheet_by_name(table).to_python(skip_empty_area=False)
