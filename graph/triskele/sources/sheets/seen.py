"""What a column is by its cells, where its heading says nothing: names of organisations, words of ours, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from triskele.sources.sheets.cells import number, text
from triskele.sources.sheets.dates import when
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.legends import Legend
from triskele.sources.sheets.people import is_person, is_personal
from triskele.sources.sheets.roles import role
from triskele.sources.sheets.words import Vocabulary, class_of_name, plain, tie_of

_SHORT = 120
"""Letters of a cell that may name somebody."""
_SHORTER = 0.8
"""Of the letters of names, those that short ones have at most."""
_LOOK = 500
"""Cells of a column that are looked at."""
MOST = 0.6
"""Of the cells, those that have to be what a column without a heading of ours is taken for."""
_NAMED = 0.3
"""Of the cells of names, those that end as names of organisations do: others are called anything."""


_PARTED = re.compile(r"\s*[;\n|]\s*|\s+/\s+|,\s+")


@dataclass(frozen=True)
class Around:
    """What the tables of a folder say of one of them."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Organisations that the others list: what they are called, as it is compared, to their name."""
    persons: frozenset[str] = frozenset()
    legend: Legend = field(default_factory=Legend)
    used: frozenset[str] = frozenset()
    """Cells of all tables that may be names, as they are compared."""
    keeper: str = ""
    """Who keeps the tables: the publisher, where its name is known."""


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


def used_names(tables: list[Table]) -> frozenset[str]:
    """The cells that stand in more than one table and may be names, in full or parted, as they are compared."""
    found: set[str] = set()
    twice: set[str] = set()
    for table in tables:
        cells = {plain(piece) for at in table.columns for cell in filled(table, at) if len(cell) < _SHORT
                 for piece in (cell, *_PARTED.split(cell)) if piece and not piece.isdigit()}  # fmt: skip
        cells |= {plain(heading) for heading in table.columns.values()}
        twice |= cells & found
        found |= cells
    return frozenset(twice)


def short_here(table: Table, at: int, free: Iterable[int], used: frozenset[str]) -> int | None:
    """The column of short names of those listed in the column ``at``: each in one row, shorter than these, and used as
    names in other tables."""
    best, most = None, 0
    for other in free:
        heading, cells = table.columns[other], filled(table, other)
        hits = sum(plain(cell) in used for cell in cells)
        if len(cells) < 3 or not differ(cells) or hits < max(3, _NAMED * len(cells), most + 1):
            continue
        longer = sum(map(len, filled(table, at))) / max(1, len(filled(table, at)))
        if sum(map(len, cells)) / len(cells) > _SHORTER * longer or is_personal(heading) or role(heading):
            continue
        if max(share(cells, when), share(cells, lambda cell: number(cell, ","))) < _NAMED:
            best, most = other, hits
    return best


def names_of(table: Table, known: Callable[[str], str], used: frozenset[str] = frozenset()) -> dict[str, str]:
    """The organisations that a table lists in a column of names, by what they are called there, in full and short, as
    it is compared. ``known`` says which field of organisations a heading is."""
    fields = {at: known(heading) for at, heading in table.columns.items()}
    at = next((at for at, one in fields.items() if one == "name" and differ(filled(table, at))), None)
    if at is None or not filled(table, at):
        return {}
    free = [other for other, one in fields.items() if not one]
    if "alias" not in fields.values() and (short := short_here(table, at, free, used)) is not None:
        fields[short] = "alias"
    found: dict[str, str] = {}
    for other in [at, *(n for n, one in fields.items() if one in ("alias", "id"))]:
        for row in (row for _, row in table.rows):
            name, said = text(table.cell(row, at)), text(table.cell(row, other))
            if name and said and not said.isdigit() and (other == at or differ(filled(table, other))):
                found.setdefault(plain(said), name)
    return found


def names_here(table: Table, free: Iterable[int]) -> int | None:
    """The column that most looks like names of organisations, each in one row; None without one."""
    best, most = None, _NAMED
    for at in free:
        cells = filled(table, at)
        part = sum(bool(class_of_name(cell)) for cell in cells) / len(cells) if cells and differ(cells) else 0
        if part >= most:
            best, most = at, part
    return best


def pieces(cell: str, names: Mapping[str, Any]) -> list[str]:
    """The names in a cell: parted where a mark parts them, unless the whole is a name."""
    return [cell] if plain(cell) in names else [piece for piece in _PARTED.split(cell) if piece]


def ends_here(table: Table, around: Around) -> list[int]:
    """The columns whose cells are organisations that another table lists, or are called as such, in their order."""
    return [at for at, heading in table.columns.items() if names_in(table, at, around) >= MOST]


def names_in(table: Table, at: int, around: Around) -> float:
    """The share of the names in a column that are known or called as organisations are; 0 when there are too few."""
    parts = [piece for cell in filled(table, at) for piece in pieces(cell, around.names)]
    parts = [piece for piece in parts if not is_person(piece, around.persons)]
    good = sum(_is_called(piece, around) for piece in parts)
    return good / len(parts) if len(parts) > 1 or good else 0.0


def short_names(table: Table, at: int) -> bool:
    """Whether most cells of a column are short names in capitals, as organisations go by."""
    parts = [piece for cell in filled(table, at) for piece in _PARTED.split(cell) if piece]
    return bool(parts) and sum(piece.isupper() and 1 < len(piece) <= 10 for piece in parts) > len(parts) / 2


def _is_called(piece: str, around: Around) -> bool:
    """Whether a name is listed, or is called as organisations are, itself or in full."""
    full = around.legend.means(piece) or piece
    return plain(piece) in around.names or (" " in full and bool(class_of_name(full)))


def words_here(table: Table, free: Iterable[int], vocabulary: Vocabulary, scheme: str, around: Around) -> int | None:
    """The column whose cells are most often words of a scheme of ours; None without one."""

    def strict(said: str) -> bool:  # of a word that is only near, a column would be made of names of towns
        found, near = vocabulary.find(scheme, said)
        return bool(found) and (not near or bool(tie_of(said)))

    def part(at: int) -> float:
        cells = filled(table, at)
        said = [around.legend.means(cell, table.columns[at]) or cell for cell in cells]
        return sum(
            bool(strict(one) if scheme == "tie-types" else vocabulary.find(scheme, one)[0]) for one in said
        ) / len(cells)

    parts = {at: part(at) for at in free if len(filled(table, at)) > 1}
    best = max(parts, key=lambda at: parts[at], default=None)
    return best if best is not None and parts[best] >= MOST else None


def dates_here(table: Table, free: Iterable[int]) -> int | None:
    """The only column of dates; None without one, or with several."""
    found = [at for at in free if len(filled(table, at)) > 1 and share(table.values(at), when) >= MOST]
    return found[0] if len(found) == 1 else None
