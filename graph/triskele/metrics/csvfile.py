"""CSV files as people have them: RFC 4180, or as a Turkish or German Excel writes it.

A header with semicolons (or tabs) and no comma means that cells are separated so; a file separated by semicolons has a
comma as its decimal mark. A line ``sep=;`` in front, and a byte order mark, are what Excel leaves there.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import IO, TYPE_CHECKING

from triskele.errors import TableError

if TYPE_CHECKING:
    import pandas as pd


def open_csv(path: Path, name: str) -> pd.DataFrame:
    """The table of a file; TableError when it is not there or not UTF-8, with the row of the first wrong byte."""
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise TableError(f"{name}: {path} cannot be read ({wrong})", hint="Give the path of a CSV file.") from wrong
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = content[: wrong.start].count(b"\n") + 1
        raise TableError(
            f"{name}: {path} cannot be read: row {row} holds a byte that is not UTF-8",
            hint="Save it as UTF-8; in Excel the type is called CSV UTF-8.",
        ) from wrong
    return read_csv(io.StringIO(text, newline=""), str(path))


def read_csv(file: IO[str], name: str) -> pd.DataFrame:
    """All cells as stripped text. ``attrs`` hold ``rows``, the number of each row as a spreadsheet counts, and
    ``decimal``, the decimal mark. Blank rows are left out. TableError for a ragged row or a doubled column."""
    import pandas as pd  # slow to import

    text = file.read().removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    skipped = 1 if told.startswith("sep=") and len(told) == 5 else 0
    delimiter = told[4] if skipped else _delimiter(first)
    try:
        parsed = csv.reader(io.StringIO(rest if skipped else text, newline=""), delimiter=delimiter, strict=True)
        rows = [(number, [cell.strip() for cell in row]) for number, row in enumerate(parsed, 1 + skipped) if row]
    except csv.Error as wrong:
        raise TableError(f"{name}: not a CSV table ({wrong})", hint="Write it as RFC 4180 CSV.") from wrong
    if not rows:
        raise TableError(f"{name}: found no header row", hint="The first row names the columns.")
    header = rows[0][1]
    refuse_doubled(header, name)
    for number, row in rows[1:]:
        if len(row) != len(header):
            raise TableError(
                f"{name}: row {number} has {len(row)} cells; expected {len(header)}",
                hint=f"Cells are separated by {delimiter!r} here; quote a cell that holds one.",
            )
    frame = pd.DataFrame([row for _, row in rows[1:]], columns=header, dtype=object)
    frame.attrs = {"rows": [number for number, _ in rows[1:]], "decimal": "," if delimiter == ";" else "."}
    return frame


def _delimiter(header: str) -> str:
    return next((mark for mark in ";\t" if mark in header and "," not in header), ",")


def refuse_doubled(header: list[str], name: str) -> None:
    """TableError when two columns have one name."""
    doubled = sorted({column for column in header if header.count(column) > 1})
    if doubled:
        raise TableError(
            f"{name}: found the column {', '.join(doubled)} more than once", hint="Name every column once."
        )
