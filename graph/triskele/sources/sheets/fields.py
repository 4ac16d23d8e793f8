"""What the headings of tables are, by the reviewed lists."""

from __future__ import annotations

from functools import cache

from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lists import data, index, plain
from triskele.sources.sheets.measuring import without_year
from triskele.sources.sheets.words import HOLDS, headings

_TOLD_APART = ("from", "to", "date", "date_to", "amount", "currency")


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


def is_of_event(heading: str) -> bool:
    """Whether a heading says that rows tell what happened: *Etkinlik*, *Etkinliğin adı*, *Incident*."""
    first = next(iter(plain(heading).split()), "")
    words = {plain(word) for word in data()["happening"]["words"]}
    return plain(heading) in words or any(first[:-3] == word[:-1] and len(word) > 5 for word in words)


def ends_as(heading: str, holds: str) -> str:
    """The field that the last word of a heading names, of those that more words only tell apart: *Onaylanan tutar*,
    *Sözleşme sonu*, *signing date*; empty when none."""
    words = plain(without_year(heading)).split()
    found = fields_of(holds).get(words[-1], "") if len(words) > 1 else ""
    return found if found in _TOLD_APART else ""


def called(field: str, holds: str) -> str:
    """What a field is called in Turkish: the first of its headings."""
    return str(next(iter({**data()[holds], **data()["evidence"]}.get(field, ())), field))
