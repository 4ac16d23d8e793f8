"""What the headings of tables are, by the reviewed lists."""

from __future__ import annotations

from functools import cache

from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lists import data, index, plain
from triskele.sources.sheets.measuring import without_year
from triskele.sources.sheets.words import HOLDS, headings


@cache
def fields_of(holds: str) -> dict[str, str]:
    return index({**data()[holds], **data()["evidence"]})


@cache
def identifier_headings() -> dict[str, str]:
    return index(data()["identifiers"])


@cache
def known_headings() -> frozenset[str]:
    """Every heading that means something in some table, as headings are compared."""
    lists = [*(fields_of(holds) for holds in HOLDS), index(data()["legend"])]
    return frozenset(name for names in (*lists, identifier_headings(), index(data()["measures"])) for name in names)


def is_heading(cell: str) -> bool:
    """Whether a text is a heading that means something in some table."""
    return len(cell) < 80 and any(name in known_headings() for name in headings(without_year(cell)))


def counts(heading: str) -> bool:
    return plain(heading) in {plain(word) for word in data()["counters"]["words"]}


def field_of(heading: str, holds: str) -> str:
    return next((f for n in headings(heading) if (f := fields_of(holds).get(n))), "")


def has(table: Table, holds: str, field: str) -> bool:
    """Whether a heading says that a table has a field."""
    return any(fields_of(holds).get(name) == field for heading in table.columns.values() for name in headings(heading))
