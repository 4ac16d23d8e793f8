"""Filters, facets and pages: what every list does the same way.

A filter is a set of keys; within one filter any key will do, all filters must hold. A facet counts what a click on it
would give: the records that fit every other filter. A page begins after the last record of the one before it, named by
its place in the order and not by its number, so that a page stays right when a release with other records is promoted.
"""

from __future__ import annotations

import base64
import binascii
import bisect
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from triskele.errors import InvalidInput
from triskele.text import collation_key

R = TypeVar("R")
Keys = Callable[[R], Iterable[str]]
MAX_LIMIT = 1000
MAX_CURSOR = 4000


@dataclass(frozen=True)
class Page(Generic[R]):
    """One page: its records, how many there are in all, the cursor of the next page, facets by name."""

    items: list[R]
    count: int
    cursor: str | None
    facets: dict[str, Counter[str]]


def sift(
    records: Iterable[R], facets: Mapping[str, Keys[R]], wanted: Mapping[str, set[str]]
) -> tuple[list[R], dict[str, Counter[str]]]:
    """The records that fit, and for each facet how many fit all but its own filter. O(records)."""
    kept: list[R] = []
    counts = {name: Counter[str]() for name in facets}
    for record in records:
        values = {name: set(keys(record)) for name, keys in facets.items()}
        misses = [name for name, asked in wanted.items() if asked and not asked & values[name]]
        if not misses:
            kept.append(record)
            for name in facets:
                counts[name].update(values[name])
        elif len(misses) == 1:
            counts[misses[0]].update(values[misses[0]])
    return kept, counts


def order_key(parts: Sequence[str | int | float | None]) -> tuple[Any, ...]:
    """A sort key for texts (Turkish order), numbers and None (last)."""
    return tuple(
        (2,) if part is None else (1, collation_key(part), part) if isinstance(part, str) else (0, part)
        for part in parts
    )


def turn(
    records: list[R],
    counts: dict[str, Counter[str]],
    place: Callable[[R], Sequence[str | int | float | None]],
    limit: int,
    cursor: str | None,
) -> Page[R]:
    """The page after the cursor. ``place`` gives what records are sorted by; its last part must be unique.

    InvalidInput for a cursor that no page of ours carries, or a limit outside 1 to MAX_LIMIT.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidInput(f"limit is {limit}.", hint=f"Give a number from 1 to {MAX_LIMIT}.")
    keys = {id(record): order_key(place(record)) for record in records}
    ordered = sorted(records, key=lambda record: keys[id(record)])
    start = 0
    if cursor:
        after = order_key(_read_cursor(cursor, len(place(ordered[0])) if ordered else 0))
        start = bisect.bisect_right(ordered, after, key=lambda record: keys[id(record)])
    items = ordered[start : start + limit]
    more = start + limit < len(ordered)
    return Page(items, len(ordered), _write_cursor(place(items[-1])) if more else None, counts)


def _write_cursor(parts: Sequence[str | int | float | None]) -> str:
    text = json.dumps(list(parts), ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str, length: int) -> list[str | int | float | None]:
    try:
        if len(cursor) > MAX_CURSOR:
            raise ValueError("longer than any of ours")
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        parts = None
    plain = isinstance(parts, list) and all(p is None or isinstance(p, str | int | float) for p in parts)
    if not plain or (length and len(parts) != length):
        raise InvalidInput("The cursor is none of this list.", hint="Take it from meta.next of the page before.")
    return parts  # type: ignore[no-any-return]  # checked just above
