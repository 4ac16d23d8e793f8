"""Tables handed to a metric: read, checked, and never silently repaired.

A table is the path of a UTF-8 CSV file with a header row, an open text file, a pandas DataFrame, or a sequence of
mappings. What cannot be used raises :class:`TableError` with what was found and what was expected. An empty cell is
*unknown*, which is neither zero nor no.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from triskele.errors import TableError
from triskele.text import fold

SHOWN = 5
"""How many offending cells an error message lists."""

UNKNOWN_WORDS = frozenset({"", "unknown", "bilinmiyor", "?"})


def read(source: Any, *columns: str, name: str = "table") -> pd.DataFrame:
    """All cells as stripped text ("" for a missing one) with the columns in their order; rows keep theirs.

    ``columns`` must be there. Raises TableError for an unreadable source, a ragged row, a doubled or missing column.
    """
    if isinstance(source, pd.DataFrame):
        frame = source.copy()
        frame.columns = [str(column).strip() for column in frame.columns]
        _refuse_doubled(list(frame.columns), name)
        frame = frame.map(_text).reset_index(drop=True)
    elif isinstance(source, (str, Path)):
        path = Path(source)
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                frame = _read_csv(file, str(path))
        except (OSError, UnicodeDecodeError) as wrong:
            raise TableError(
                f"{name}: {path} cannot be read ({wrong})", hint="Give the path of a UTF-8 CSV file."
            ) from wrong
    elif hasattr(source, "read"):
        frame = _read_csv(source, name)
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


def _read_csv(file: IO[str], name: str) -> pd.DataFrame:
    try:
        rows = [row for row in csv.reader(file, strict=True) if row]
    except csv.Error as wrong:
        raise TableError(f"{name}: not a CSV table ({wrong})", hint="Write it as RFC 4180 CSV.") from wrong
    if not rows:
        raise TableError(f"{name}: found no header row", hint="The first row names the columns.")
    header = [cell.strip() for cell in rows[0]]
    _refuse_doubled(header, name)
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            raise TableError(
                f"{name}: row {number} has {len(row)} cells; expected {len(header)}",
                hint="Separate cells with commas and quote a cell that holds one.",
            )
    return pd.DataFrame([[c.strip() for c in row] for row in rows[1:]], columns=header, dtype=object)


def _refuse_doubled(header: list[str], name: str) -> None:
    doubled = sorted({column for column in header if header.count(column) > 1})
    if doubled:
        raise TableError(
            f"{name}: found the column {', '.join(doubled)} more than once", hint="Name every column once."
        )


def _text(cell: Any) -> str:
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
        near = [n for c in missing for n in get_close_matches(c, list(frame.columns), 1, 0.6)]
        raise TableError(
            f"{name}: column {', '.join(missing)} is missing; found {', '.join(frame.columns) or 'none'}, "
            f"expected {', '.join(columns)}",
            hint=f"Rename {', '.join(near)}?" if near else "Add the column, comma-separated, with a header.",
        )


def labels(frame: pd.DataFrame, *columns: str, name: str = "table") -> None:
    """TableError when a cell that names something is empty."""
    for column in columns:
        empty = frame.index[frame[column] == ""]
        if len(empty):
            raise TableError(
                f"{name}: {column} is empty in row {_shown(i + 2 for i in empty)}",
                hint=f"Every row needs its {column}; delete rows that stand for nothing.",
            )


def unique(frame: pd.DataFrame, *columns: str, name: str = "table") -> None:
    """TableError when two rows carry the same key."""
    doubled = frame[frame.duplicated(list(columns), keep=False)]
    if len(doubled):
        keys = dict.fromkeys(" / ".join(row) for row in doubled[list(columns)].itertuples(index=False))
        raise TableError(
            f"{name}: {', '.join(columns)} occurs more than once: {_shown(keys)}",
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
    values = np.array([_float(cell) for cell in text], dtype=float)
    wrong = ~np.isfinite(values) & ~empty.to_numpy()
    if wrong.any():
        _refuse(frame, column, wrong, name, "a number", "Write plain numbers with a dot and no thousands mark.")
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


def _float(cell: str) -> float:
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
    found = (f"row {i + 2}: {frame[column].iloc[i]!r}" for i in np.flatnonzero(wrong))
    raise TableError(f"{name}: {column} must be {expected}; found {_shown(found)}", hint=hint)


def _shown(things: Iterable[Any]) -> str:
    listed = [str(thing) for thing in things]
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return ", ".join(listed[:SHOWN]) + more


@dataclass(frozen=True)
class Cells:
    """Occupied cells of a count table: ``codes`` (cells × variables), ``counts``, sorted so that row order is lost.

    ``labels[v][c]`` names code c of variable v. ``dropped`` counts the records left out, by reason.
    """

    variables: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    codes: NDArray[Any]
    counts: NDArray[Any]
    dropped: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """N, the number of records."""
        return float(self.counts.sum())

    @property
    def coverage(self) -> float | None:
        """Known records over all records; None without records."""
        everything = self.total + sum(self.dropped.values())
        return self.total / everything if everything else None

    @property
    def shape(self) -> tuple[int, ...]:
        """How many classes each variable has."""
        return tuple(len(names) for names in self.labels)

    def dense(self) -> NDArray[Any]:
        """The whole table, one axis a variable."""
        table = np.zeros(self.shape)
        table[tuple(self.codes.T)] = self.counts
        return table

    def keep(self, axes: Sequence[int]) -> Cells:
        """The margin table over these variables."""
        chosen = list(axes)
        names = tuple(self.variables[a] for a in chosen), tuple(self.labels[a] for a in chosen)
        return _cells(*names, self.codes[:, chosen], self.counts, self.dropped)

    def require_whole(self) -> None:
        """TableError when the counts are not whole numbers: a null model shuffles records."""
        if np.any(self.counts != np.round(self.counts)):
            raise TableError(
                "the counts are not whole numbers; a null model shuffles records",
                hint="Give counts of records, not weights.",
            )


def _cells(
    variables: tuple[str, ...],
    names: tuple[tuple[str, ...], ...],
    codes: NDArray[Any],
    counts: NDArray[Any],
    dropped: Mapping[str, int],
) -> Cells:
    kept = counts > 0
    codes, counts = codes[kept], counts[kept]
    distinct, where = np.unique(codes, axis=0, return_inverse=True)
    summed = np.bincount(where.ravel(), weights=counts, minlength=len(distinct))
    return Cells(
        variables, names, distinct.reshape(-1, len(variables)), summed, {k: v for k, v in dropped.items() if v}
    )


def _counts(frame: pd.DataFrame, keys: Sequence[str], identifiers: Sequence[str], name: str) -> NDArray[Any]:
    for identifier in identifiers:
        if identifier in frame.columns:
            labels(frame, identifier, name=name)
            unique(frame, identifier, name=name)
    if "count" not in frame.columns:
        return np.ones(len(frame))
    if not any(identifier in frame.columns for identifier in identifiers):
        unique(frame, *keys, name=name)
    return numbers(frame, "count", name=name)


def read_records(source: Any, variables: Sequence[str], *, name: str = "records") -> Cells:
    """Records by presence of each variable (binary axes; any positive number is 1, an empty cell unknown).

    One row a record, or one row a pattern with a ``count``. Records with an unknown cell are left out and counted.
    """
    frame = read(source, *variables, name=name)
    counts = _counts(frame, variables, ("record", "id"), name)
    marks = {"true": "1", "yes": "1", "present": "1", "false": "0", "no": "0", "absent": "0"}
    lowered = {v: [marks.get(cell.lower(), cell.lower()) for cell in frame[v]] for v in variables}
    plain = pd.DataFrame(lowered, dtype=object)
    values = np.column_stack([numbers(plain, v, name=name, blank=True) for v in variables])
    known = ~np.isnan(values).any(axis=1)
    codes = (values[known] > 0).astype(np.int64)
    dropped = {"unknown-sphere": int(counts[~known].sum())}
    return _cells(tuple(variables), (("0", "1"),) * len(variables), codes, counts[known], dropped)


def read_firms(source: Any, variables: Sequence[str], *, name: str = "firms") -> Cells:
    """Firms by class of each variable (any labels); firms with an unknown class are left out and counted.

    One row a firm, or one row a combination with a ``count``.
    """
    frame = read(source, *variables, name=name)
    counts = _counts(frame, variables, ("firm", "id"), name)
    unknown = np.column_stack([frame[v].isin(UNKNOWN_WORDS).to_numpy(dtype=bool) for v in variables]).any(axis=1)
    kept = frame[~unknown]
    names, codes = [], []
    for variable in variables:
        classes, code = np.unique(kept[variable].to_numpy(dtype=str), return_inverse=True)
        names.append(tuple(str(c) for c in classes))
        codes.append(code.ravel())
    stacked = np.column_stack(codes) if len(kept) else np.zeros((0, len(variables)), dtype=np.int64)
    dropped = {"unknown-class": int(counts[unknown].sum())}
    return _cells(tuple(variables), tuple(names), stacked, counts[~unknown], dropped)


@dataclass(frozen=True)
class RegionTable:
    """Employment or firms e_ij of sector j in region i (NaN unknown), with the totals of the reference territory.

    ``sector_totals`` (E_j) and ``total`` (E) are those of the reference: the table itself unless one was given.
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    counts: NDArray[Any]
    sector_totals: NDArray[Any]
    total: float
    absent: int
    extra: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    @property
    def region_totals(self) -> NDArray[Any]:
        """e_i over the known cells."""
        sums: NDArray[Any] = np.nansum(self.counts, axis=1)
        return sums

    @property
    def unknown(self) -> int:
        """How many cells are unknown."""
        return int(np.isnan(self.counts).sum())


def read_regions(source: Any, reference: Any = None, *, absent: str = "zero", extra: Sequence[str] = ()) -> RegionTable:
    """A long table region, sector, value; ``reference`` is a table sector, value of a wider territory.

    An empty value is unknown. A pair without a row is read as 0 and counted, or as unknown with ``absent="unknown"``.
    ``extra`` columns (say productivity) are read where they exist; NaN where they do not.
    """
    frame = read(source, "region", "sector", "value", name="region table")
    labels(frame, "region", "sector", name="region table")
    unique(frame, "region", "sector", name="region table")
    values = numbers(frame, "value", name="region table", blank=True)
    regions, row = np.unique(frame["region"].to_numpy(dtype=str), return_inverse=True)
    sectors, column = np.unique(frame["sector"].to_numpy(dtype=str), return_inverse=True)
    counts = np.full((len(regions), len(sectors)), 0.0 if absent == "zero" else np.nan)
    counts[row, column] = values
    more = {}
    for name in extra:
        grid = np.full(counts.shape, np.nan)
        if name in frame.columns:
            grid[row, column] = numbers(frame, name, name="region table", blank=True, minimum=None)
        more[name] = grid
    totals: NDArray[Any] = np.nansum(counts, axis=0)
    territory = float(totals.sum())
    if reference is not None:
        totals, territory = _reference_totals(reference, [str(s) for s in sectors], totals)
    return RegionTable(
        tuple(str(r) for r in regions),
        tuple(str(s) for s in sectors),
        counts,
        totals,
        territory,
        counts.size - len(frame),
        more,
    )


def _reference_totals(reference: Any, sectors: list[str], inside: NDArray[Any]) -> tuple[NDArray[Any], float]:
    frame = read(reference, "sector", "value", name="reference table")
    labels(frame, "sector", name="reference table")
    unique(frame, "sector", name="reference table")
    values = numbers(frame, "value", name="reference table")
    known = dict(zip(frame["sector"], values, strict=True))
    missing = [sector for sector in sectors if sector not in known]
    if missing:
        raise TableError(
            f"reference table: no row for sector {_shown(missing)}; expected every sector of the region table",
            hint="Add the sector's total in the reference territory.",
        )
    totals = np.array([known[sector] for sector in sectors], dtype=float)
    if np.any(totals < inside):
        j = int(np.argmax(totals < inside))
        raise TableError(
            f"reference table: {sectors[j]} has {totals[j]:g}; its regions have {inside[j]:g}, expected no more",
            hint="The reference territory contains the regions; use the same base, year and sector revision.",
        )
    return totals, float(values.sum())


def exact(number: Any) -> Fraction:
    """A decimal number without rounding: 0.1 is one tenth; for comparisons with cut-offs."""
    return Fraction(str(number)) if not isinstance(number, float) else Fraction(repr(float(number)))
