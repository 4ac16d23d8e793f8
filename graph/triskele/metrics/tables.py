"""Tables handed to a metric: read, checked, and never silently repaired.

A table is the path of a UTF-8 CSV file with a header row (:mod:`csvfile` says which), an open text file, a pandas
DataFrame, or a sequence of mappings. What cannot be used raises :class:`TableError` with what was found and what was
expected. An empty cell is *unknown*, which is neither zero nor no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import TableError
from triskele.metrics.csvfile import open_csv, read_csv, refuse_doubled
from triskele.metrics.noticed import notice
from triskele.text import fold, near
from triskele.words import phrase

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
"""How many offending cells an error message lists."""

UNKNOWN_WORDS = frozenset({"", "unknown", "bilinmiyor", "?"})


def read(source: Any, *columns: str, name: str = "table") -> pd.DataFrame:
    """All cells as stripped text ("" for a missing one) with the columns in their order; rows keep theirs.

    ``columns`` must be there. Raises TableError for an unreadable source, a ragged row, a doubled or missing column.
    """
    import pandas as pd  # slow to import, and most metrics need none

    if isinstance(source, pd.DataFrame):
        names = [str(column).strip() for column in source.columns] or list(columns)
        refuse_doubled(names, name)
        frame = source.map(_text).reset_index(drop=True) if len(source.columns) else pd.DataFrame(dtype=object)
        frame = frame.set_axis(names, axis=1) if len(frame.columns) else pd.DataFrame(columns=names, dtype=object)
        frame.attrs = dict(source.attrs)
    elif isinstance(source, (str, Path)):
        frame = open_csv(Path(source), name)
    elif hasattr(source, "read"):
        frame = read_csv(source, name)
    elif isinstance(source, Sequence) and all(isinstance(row, Mapping) for row in source):
        names = list(dict.fromkeys(str(key) for row in source for key in row)) or list(columns)
        frame = pd.DataFrame([[_text(row.get(c)) for c in names] for row in source], columns=names, dtype=object)
    else:
        raise TableError(
            f"{name}: found {type(source).__name__}; expected a CSV path, a DataFrame or a list of rows",
            hint="See docs/how-to/regional-tables.md for the tables each metric takes.",
        )
    need(frame, *columns, name=name)
    return frame


def _text(cell: Any) -> str:
    import pandas as pd

    if cell is None or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell)):
        return ""
    if isinstance(cell, (bool, np.bool_)):
        return "1" if cell else "0"
    if isinstance(cell, (float, np.floating)):
        return str(int(cell)) if float(cell).is_integer() else repr(float(cell))
    return str(cell).strip()


def need(frame: pd.DataFrame, *columns: str, name: str = "table") -> None:
    """TableError unless every column is there; the hint offers the nearest name."""
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        alike = [n for c in missing for n in near(c, frame.columns, 1)]
        raise TableError(
            f"{name}: column {', '.join(missing)} is missing; found {', '.join(frame.columns) or 'none'}, "
            f"expected {', '.join(columns)}",
            hint=f"Rename {', '.join(alike)}?" if alike else "Add the column, comma-separated, with a header.",
        )


def labels(frame: pd.DataFrame, *columns: str, name: str = "table") -> None:
    """TableError when a cell that names something is empty; names that differ in case or accents alone are noted."""
    for column in columns:
        _note_alike(frame, column)
        empty = np.flatnonzero(frame[column] == "").tolist()
        if len(empty):
            raise TableError(
                f"{name}: {column} is empty in row {shown(row_number(frame, i) for i in empty)}",
                hint=f"Every row needs its {column}; delete rows that stand for nothing.",
            )


def _note_alike(frame: pd.DataFrame, column: str) -> None:
    """İzmir, Izmir and İZMİR stay three names, and the result says that there are three."""
    found: dict[str, list[str]] = {}
    for word in dict.fromkeys(frame[column]):
        found.setdefault(fold(word), []).append(word)
    alike = [" / ".join(words) for words in found.values() if len(words) > 1]
    if alike:
        listed = shown(alike)
        notice(phrase("tables.names-alike", column=column, listed=listed))


def unique(frame: pd.DataFrame, *columns: str, name: str = "table") -> None:
    """TableError when two rows carry the same key."""
    doubled = frame[frame.duplicated(list(columns), keep=False)]
    if len(doubled):
        found: dict[str, list[str]] = {}
        for i in np.flatnonzero(frame.duplicated(list(columns), keep=False)).tolist():
            key = " / ".join(frame[list(columns)].iloc[i])
            found.setdefault(key, []).append(str(row_number(frame, i)))
        told = (f"{key} (rows {', '.join(rows)})" for key, rows in found.items())
        raise TableError(
            f"{name}: {', '.join(columns)} occurs more than once: {shown(told)}",
            hint="Add the rows up or delete the copies; which one holds is not for a metric to say.",
        )


def numbers(
    frame: pd.DataFrame,
    column: str,
    *,
    name: str = "table",
    blank: bool = False,
    minimum: float | None = 0.0,
    maximum: float | None = None,
) -> NDArray[Any]:
    """The column as floats; an empty cell is NaN when ``blank`` is allowed. TableError for anything else."""
    text = frame[column]
    empty = text.isin(UNKNOWN_WORDS)
    comma = frame.attrs.get("decimal") == ","
    values = np.array([_float(cell, comma) for cell in text], dtype=float)
    wrong = ~np.isfinite(values) & ~empty.to_numpy()
    if wrong.any():
        _refuse(frame, column, wrong, name, "a number", _COMMA if comma else _DOT)
    if not comma and (grouped := _thousands(text)).any():
        _refuse(frame, column, grouped, name, "a number that can be read in one way", _TWO_WAYS)
    if (huge := np.abs(values) > LARGEST).any():
        _refuse(
            frame, column, huge, name, f"below {LARGEST:g}", "Check the unit; sums and products must be computable."
        )
    if not blank and empty.any():
        _refuse(frame, column, empty.to_numpy(), name, "a number", "Fill the cell or delete the row.")
    if minimum is not None and (values < minimum).any():
        _refuse(frame, column, values < minimum, name, f"at least {minimum:g}", "Counts cannot be negative.")
    if maximum is not None and (values > maximum).any():
        _refuse(frame, column, values > maximum, name, f"at most {maximum:g}", "Check the unit of the column.")
    return values


def states(frame: pd.DataFrame, column: str, words: Mapping[str, str], *, name: str = "table") -> list[str | None]:
    """The column as states: ``words`` maps what may be written to the state; an unknown word for unknown is None."""
    text = [fold(cell) for cell in frame[column]]
    wrong = np.array([t not in UNKNOWN_WORDS and t not in words for t in text], dtype=bool)
    if wrong.any():
        expected = ", ".join(dict.fromkeys(words))
        _refuse(frame, column, wrong, name, f"{expected} or unknown", "Leave it empty when nobody knows.")
    return [None if t in UNKNOWN_WORDS else words[t] for t in text]


LARGEST = 1e60
"""Larger numbers count nothing, and a product of a few of them is beyond what float64 can hold."""

_TWO_WAYS = "Write 20500 for the thousands or 20.5 for the fraction: 20.500 may be either."
_DOT = "Write plain numbers with a dot and no thousands mark."
_COMMA = "In a file separated by semicolons the comma is the decimal mark; write no thousands mark."
_GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
"""With a decimal comma 1.234 may be a thousand and more, so it is refused rather than guessed."""


_DECIMAL = re.compile(r"[+-]?(0\.\d+|\d*\.(\d{1,2}|\d{4,}))")
"""What only a decimal dot explains: nothing before it, or other than three digits after it."""


def _thousands(column: pd.Series) -> NDArray[np.bool_]:
    """Cells such as 20.500, whose last 0 no fraction needs, in a column where no other cell shows what a dot means."""
    grouped = np.array([_GROUPED.fullmatch(cell) is not None for cell in column], dtype=bool)
    padded = any(cell.endswith("0") for cell in column[grouped])
    told = any(_DECIMAL.fullmatch(cell) for cell in column)
    return grouped if padded and not told else np.zeros(len(column), dtype=bool)


def _float(cell: str, comma: bool) -> float:
    if comma:
        if _GROUPED.fullmatch(cell):
            return np.nan
        cell = cell.replace(",", ".", 1) if "." not in cell else cell
    try:
        return float(cell) if "_" not in cell else np.nan
    except ValueError:
        return np.nan


PRESENCE = {
    "present": "present",
    "absent": "absent",
    "yes": "present",
    "no": "absent",
    "true": "present",
    "false": "absent",
    "1": "present",
    "0": "absent",
    "var": "present",
    "yok": "absent",
}


def _refuse(frame: pd.DataFrame, column: str, wrong: NDArray[Any], name: str, expected: str, hint: str) -> None:
    found = (f"row {row_number(frame, i)}: {frame[column].iloc[i]!r}" for i in np.flatnonzero(wrong).tolist())
    raise TableError(f"{name}: {column} must be {expected}; found {shown(found)}", hint=hint)


def row_number(frame: pd.DataFrame, position: int) -> int:
    """The row of the file that stands at this position; rows without a file are numbered below a header."""
    rows = frame.attrs.get("rows", ())
    return int(rows[position]) if len(rows) == len(frame) else position + 2


def shown(things: Iterable[Any]) -> str:
    """The first few of them, and how many more there are."""
    listed = [str(thing) for thing in things]
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return ", ".join(listed[:SHOWN]) + more


def exact(number: Any) -> Fraction:
    """A decimal number without rounding: 0.1 is one tenth; for comparisons with cut-offs."""
    return Fraction(str(number)) if not isinstance(number, float) else Fraction(repr(float(number)))
