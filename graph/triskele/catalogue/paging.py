"""Filters, facets and pages: what every list does the same way.

A filter is a set of keys; within one filter any key will do, all filters must hold. A facet counts what a click on it
would give: the records that fit every other filter. A page begins after the last record of the one before it, named by
its place in the order and not by its number, so that a page stays right when a release with other records is promoted.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from triskele.catalogue.collection import Catalogue
from triskele.catalogue.reading import Records
from triskele.errors import InvalidInput
from triskele.text import collation_key

MAX_LIMIT = 1000
MAX_CURSOR = 4000
_MOST = 1 << 31
Part = str | int | float | None
Wanted = Mapping[str, set[str]]


def quote(text: str) -> str:
    """A text as SQL writes it; the engine reads no further than a NUL, which no key of ours holds."""
    return "'" + text.replace("\0", "\ufffd").replace("'", "''") + "'"


@dataclass(frozen=True)
class Facet:
    """What the records of a list are told apart by: an expression over their row, or a table of (number, key)."""

    expression: str = ""
    table: str = ""

    def meets(self, keys: set[str]) -> str:
        """The condition that a record carries any of some keys."""
        quoted = ", ".join(map(quote, sorted(keys)))
        if self.expression:
            return f"{self.expression} IN ({quoted})"
        return f"number IN (SELECT number FROM {self.table} WHERE key IN ({quoted}))"


@dataclass(frozen=True)
class Order:
    """What a list is sorted by: the column of ranks of a table, and what a record's rank stands for. The last of its
    parts is the key, which tells records of equal parts before it from each other."""

    table: str
    rank: str
    place: Callable[[Records, Any], list[Part]]
    first: str = ""
    """A column that comes before the rank, the greatest first, of the table ``of``."""
    of: str = ""


@dataclass(frozen=True)
class Listing:
    """One list: its order, its facets and the conditions that all its records meet."""

    order: Order
    facets: Mapping[str, Facet] = field(default_factory=dict)
    conditions: Sequence[str] = ()
    usual: Mapping[str, str] = field(default_factory=dict)
    """The condition of a facet of which nothing is asked, where that is not every value."""

    def filters(self, wanted: Wanted) -> dict[str, str]:
        asked = {name: facet.meets(wanted[name]) for name, facet in self.facets.items() if wanted.get(name)}
        return {**self.usual, **asked}


@dataclass(frozen=True)
class Page:
    """One page: the row numbers of its records, how many there are in all, the cursor of the next page, facets, and
    what the column that comes ``first`` holds of each."""

    numbers: list[int]
    count: int
    cursor: str | None
    facets: dict[str, Counter[str]]
    first: list[int | None]


def turn(catalogue: Catalogue, listing: Listing, wanted: Wanted, limit: int, cursor: str | None) -> Page:
    """The page after the cursor. InvalidInput for a cursor that no page of ours carries, or a limit outside 1 to
    MAX_LIMIT."""
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidInput(f"limit is {limit}.", hint=f"Give a number from 1 to {MAX_LIMIT}.")
    filters = listing.filters(wanted)
    count, facets = _count(catalogue, listing, filters)
    order, conditions = listing.order, [*listing.conditions, *filters.values()]
    sorted_by = f"{order.first} DESC, {order.rank}" if order.first else order.rank
    if cursor:
        conditions.append(_after(catalogue, listing, _read_cursor(cursor)))
    rows = catalogue.columns.tuples(
        f"SELECT number, {order.rank}, {order.first or 'NULL'} FROM {order.of or order.table} WHERE {_all(conditions)} "
        f"ORDER BY {sorted_by} LIMIT {limit + 1}"
    )
    following = None
    if len(rows) > limit:
        _, rank, value = rows[limit - 1]
        parts = _parts(Records(catalogue), order, rank)
        following = _write_cursor([-value, *parts] if order.first else parts)
    return Page([row[0] for row in rows[:limit]], count, following, facets, [row[2] for row in rows[:limit]])


def _count(catalogue: Catalogue, listing: Listing, filters: Mapping[str, str]) -> tuple[int, dict[str, Counter[str]]]:
    columns = {name: facet.expression for name, facet in listing.facets.items() if facet.expression}
    base = ", ".join(
        [
            "number",
            *(f"{expression} AS key_{name}" for name, expression in columns.items()),
            *(f"({condition}) AS fits_{name}" for name, condition in filters.items()),
        ]
    )
    counts = [f"SELECT '' AS facet, '' AS key, count(*) AS n FROM base WHERE {_all(_fits(filters))}"]
    for name, facet in listing.facets.items():
        key, joined = (f"b.key_{name}", "") if facet.expression else ("f.key", f" JOIN {facet.table} f USING (number)")
        counts.append(
            f"SELECT '{name}', {key}, count(*) FROM base b{joined} WHERE {_all(_fits(filters, name))} GROUP BY {key}"
        )
    rows = catalogue.columns.tuples(
        f"WITH base AS MATERIALIZED (SELECT {base} FROM {listing.order.table} WHERE {_all(listing.conditions)}) "
        + " UNION ALL ".join(counts)
    )
    facets = {name: Counter[str]() for name in listing.facets}
    total = 0
    for name, key, n in rows:
        if name:
            facets[name][key] = n
        else:
            total = n
    return total, facets


def _fits(filters: Mapping[str, str], without: str = "") -> Iterator[str]:
    return (f"fits_{name}" for name in filters if name != without)


def _all(conditions: Any) -> str:
    return " AND ".join(f"({condition})" for condition in conditions) or "TRUE"


# -- cursors ---------------------------------------------------------------------------------------------------------


def order_key(parts: Sequence[Part]) -> tuple[Any, ...]:
    """A sort key for texts (Turkish order), numbers and None (last)."""
    return tuple(
        (2,) if part is None else (1, collation_key(part), part) if isinstance(part, str) else (0, part)
        for part in parts
    )


def _parts(records: Records, order: Order, rank: int) -> list[Part]:
    """What the record of a rank is sorted by; nothing when there is none."""
    numbers = records.catalogue.rows.column(f"SELECT number FROM {order.table} WHERE {order.rank} = ?", [rank])
    return [part for record in records.take(order.table, numbers) for part in order.place(records, record)]


def _after(catalogue: Catalogue, listing: Listing, parts: list[Part]) -> str:
    """The condition that a record comes after the place that a cursor names."""
    order, records, rows = listing.order, Records(catalogue), catalogue.rows
    value = parts.pop(0) if order.first and parts else None
    length = len(_parts(records, order, 0))
    fits = not length or (len(parts) == length and isinstance(parts[-1], str))
    if not fits or (order.first and not (isinstance(value, int) and abs(value) < _MOST)):
        raise _foreign()
    after = order_key(parts)
    known = rows.column(f"SELECT {order.rank} FROM {order.table} WHERE key = ?", [parts[-1]]) if length else []
    here = next((rank for rank in known if order_key(_parts(records, order, rank)) == after), None)
    if here is None:  # a page of another release: the place is looked for among the ranks
        low, high = 0, rows.one(f"SELECT count(*) FROM {order.table}")
        while low < high:
            middle = (low + high) // 2
            beyond = order_key(_parts(records, order, middle)) > after
            low, high = (low, middle) if beyond else (middle + 1, high)
        here = low - 1
    if not order.first:
        return f"{order.rank} > {here}"
    assert isinstance(value, int)
    return f"{order.first} < {-value} OR ({order.first} = {-value} AND {order.rank} > {here})"


def _write_cursor(parts: Sequence[Part]) -> str:
    text = json.dumps(list(parts), ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> list[Part]:
    try:
        if len(cursor) > MAX_CURSOR:
            raise ValueError("longer than any of ours")
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        parts = json.loads(text)
        json.dumps(parts, ensure_ascii=False).encode()  # half a pair of surrogates is no text
    except (binascii.Error, ValueError, RecursionError):
        parts = None
    if (
        not isinstance(parts, list)
        or not parts
        or not all(p is None or isinstance(p, str | int | float) for p in parts)
    ):
        raise _foreign()
    return parts


def _foreign() -> InvalidInput:
    return InvalidInput("The cursor is none of this list.", hint="Take it from meta.next of the page before.")
