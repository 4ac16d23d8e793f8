"""A table whose headings name others (clusters, projects) and whose cells mark who is with whom, as one row a mark."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from triskele.sources.sheets.cells import text
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lists import data, plain

ACROSS, MARK = "(across)", "(mark)"
"""Headings of what the headings name, and of the marks."""
_LONGEST = 4
"""Letters of a mark."""
_KINDS = 8
"""Different marks in one table."""
_FEW = 3
"""Columns of marks that make such a table."""
_BESIDE = 4
"""Columns beside those of the marks: a number, who it is, a sum."""


def turned(table: Table, known: frozenset[str], fields: dict[str, str]) -> Table | None:
    """The table with a row for each mark; None when it is no such table. ``known`` are headings that say what a column
    is, ``fields`` what the rows that say something of the columns may be (*Süre*, *Bütçe*)."""
    names = [at for at, heading in table.columns.items() if plain(heading) not in known]
    first = next((at for at in table.columns if _texts(table, at)), None)
    columns = [at for at in names if first is not None and at > first and _marks(table, at)]
    beside = len(table.columns) - len(columns)
    if len(columns) < _FEW or first is None or beside > _BESIDE:
        return None
    kinds = Counter(mark for at in columns for mark in _marks(table, at))
    no = {plain(word) for word in data()["marks"]["no"]}
    if len(kinds) > _KINDS or sum(kinds.values()) < len(columns) or no.intersection(map(plain, kinds)):
        return None
    said: dict[int, dict[str, object]] = {at: {} for at in columns}
    more = [heading for at, heading in table.columns.items() if at not in columns and at > columns[-1]]
    rows = list[tuple[int, str, str, str, int]]()
    for number, row in table.rows:
        label = text(table.cell(row, first))
        cells = {at: text(table.cell(row, at)) for at in columns}
        if not any(mark in kinds for mark in cells.values()):
            for at in columns if plain(label) in fields else ():
                said[at][label] = table.cell(row, at)
            continue
        rows += [(number, label, table.columns[at], mark, at) for at, mark in cells.items() if mark in kinds]
    about = list(dict.fromkeys(label for of in said.values() for label in of))
    heads = [table.columns[first], ACROSS, MARK, *about]
    span = table.columns[columns[0]], table.columns[columns[-1]]
    told = (
        f"Columns {span[0]} to {span[1]} name others; each mark below them is a row.",
        f"{span[0]} ile {span[1]} arası sütunlar başkalarını anıyor; altlarındaki her işaret bir satır sayıldı.",
    )
    found = [(n, [label, name, mark, *(said[at].get(a) for a in about)]) for n, label, name, mark, at in rows]
    left = (f"Columns {', '.join(more)} beside them are not read.", f"Yanlarındaki {', '.join(more)} okunmuyor.")
    return replace(
        table, columns=dict(enumerate(heads)), rows=found, assumed=[*table.assumed, told, *[left] * bool(more)]
    )


def is_plain(mark: str) -> bool:
    """Whether a mark says no more than yes."""
    return plain(mark) in {plain(word) for word in data()["marks"]["words"]} or mark in data()["marks"]["words"]


def _marks(table: Table, at: int) -> list[str]:
    """The marks of a column that holds little else: short words without a number."""
    filled = [cell for value in table.values(at) if (cell := text(value))]
    short = [cell for cell in filled if len(cell) <= _LONGEST and not any(c.isdigit() for c in cell)]
    if filled and all(cell == "1" for cell in filled):
        return filled
    return short if short and 2 * len(short) >= len(filled) else []


def _texts(table: Table, at: int) -> bool:
    cells = [cell for value in table.values(at) if (cell := text(value))]
    return len(cells) > 1 and sum(not cell.isdigit() and len(cell) > 1 for cell in cells) > 0.8 * len(cells)
