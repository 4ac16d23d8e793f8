"""What a column is by its cells, where its heading says nothing: names of organisations, words of ours, dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from triskele.sources.sheets.cells import text
from triskele.sources.sheets.dates import when
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.words import Vocabulary, class_of_name, plain

_LOOK = 500
"""Cells of a column that are looked at."""
_MOST = 0.6
"""Of the cells, those that have to be what a column without a heading of ours is taken for."""
_NAMED = 0.3
"""Of the cells of names, those that end as names of organisations do: others are called anything."""


def share(values: Iterable[Any], reads: Callable[[Any], Any]) -> float:
    """The share of filled cells that a reader takes."""
    filled = [value for value in values if text(value)]
    good = 0
    for value in filled[:_LOOK]:
        try:
            reads(value)
            good += 1
        except ValueError:
            pass
    return good / min(_LOOK, len(filled)) if filled else 1.0


def differ(cells: list[str]) -> bool:
    """Whether nine cells in ten are different: what names each row, and not what many of them share."""
    return len(set(cells)) >= 0.9 * len(cells)


def filled(table: Table, at: int) -> list[str]:
    """The filled cells of a column, as many as are looked at."""
    return [said for value in table.values(at) if (said := text(value))][:_LOOK]


def names_of(table: Table, known: Callable[[str], bool]) -> set[str]:
    """The organisations that a table lists in a column with a heading of names, as they are compared."""
    for at, heading in table.columns.items():
        cells = filled(table, at) if known(heading) else []
        if cells and differ(cells):
            return {plain(cell) for cell in cells}
    return set()


def names_here(table: Table, free: Iterable[int]) -> int | None:
    """The column that most looks like names of organisations, each in one row; None without one."""
    best, most = None, _NAMED
    for at in free:
        cells = filled(table, at)
        part = sum(bool(class_of_name(cell)) for cell in cells) / len(cells) if cells and differ(cells) else 0
        if part >= most:
            best, most = at, part
    return best


def ends_here(table: Table, names: frozenset[str]) -> list[int]:
    """The columns whose cells are organisations that another table lists, or are called as such, in their order."""
    found = []
    for at in table.columns:
        cells = filled(table, at)
        named = sum(plain(cell) in names or (" " in cell and bool(class_of_name(cell))) for cell in cells)
        if len(cells) > 1 and named >= _MOST * len(cells):
            found.append(at)
    return found


def words_here(table: Table, free: Iterable[int], vocabulary: Vocabulary, scheme: str) -> int | None:
    """The column whose cells are most often words of a scheme of ours; None without one."""

    def reads(value: Any) -> None:
        if not vocabulary.find(scheme, text(value))[0]:
            raise ValueError(value)

    parts = {at: share(table.values(at), reads) for at in free if len(filled(table, at)) > 1}
    best = max(parts, key=lambda at: parts[at], default=None)
    return best if best is not None and parts[best] >= _MOST else None


def dates_here(table: Table, free: Iterable[int]) -> int | None:
    """The only column of dates; None without one, or with several."""
    found = [at for at in free if len(filled(table, at)) > 1 and share(table.values(at), when) >= _MOST]
    return found[0] if len(found) == 1 else None
