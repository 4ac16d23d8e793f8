"""Statements of Wikidata between organisations: as ties with dates, each once whichever end states it."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from triskele.sources.dumps.snaks import Entity, Statement, amount_of, item_of, moment_of, statements
from triskele.sources.dumps.values import mapping, objects, text
from triskele.sources.dumps.writing import Where, Writer, rows_of

STRONG = {"P854", "P248", "P813"}
"""References that say where it can be read: an address, a work, the day it was read. Others only name a Wikipedia."""
WEAK = "0.8"
_PERCENT = "Q11229"


@dataclass
class Claim:
    """One statement: who makes it, what it comes to, and between whom."""

    item: str
    name: str
    kind: str
    source: str
    target: str
    where: Where
    span: dict[str, str]
    cells: dict[str, Any]
    mark: tuple[str, ...] = ()
    """What tells it from other ties of its kind between the same ends."""

    @classmethod
    def read(
        cls, write: Writer, where: Where, item: str, kind: str, source: str, target: str, name: str,
        statement: Statement, day: str,
    ) -> Claim:  # fmt: skip
        qualifiers = mapping(statement.get("qualifiers"))
        span = _span(write, where, name, qualifiers, day)
        strong = any(STRONG & set(mapping(one.get("snaks"))) for one in objects(statement.get("references")))
        cells: dict[str, Any] = {**span, "confidence": "1" if strong else WEAK}
        share, unit = amount_of(next(iter(objects(qualifiers.get("P1107"))), None))
        if share:
            percent = float(share) * (1 if unit == _PERCENT else 100)
            cells |= {"note_en": f"share {percent:g} %", "note_tr": f"pay %{percent:g}"}
        return cls(item, name, kind, source, target, where, span, cells)


def claims_of(write: Writer, where: Where, item: str, entity: Entity, day: str) -> Iterator[Claim]:
    """What an item states about itself and other items. Unknown values and none are no ties."""
    for row in rows_of("wikidata-ties.csv"):
        for statement in statements(entity, row["property"]):
            if other := item_of(statement.get("mainsnak")):
                ends = (item, other) if row["source"] == "item" else (other, item)
                yield Claim.read(write, where, item, row["tie"], *ends, row["property"], statement, day)


def _span(write: Writer, where: Where, name: str, qualifiers: dict[str, Any], day: str) -> dict[str, str]:
    """The dates of a statement. Stated as not ended: told as present by the file; ended, nobody knows when: at the
    latest on the day of the file; a point in time: begun by then."""
    span: dict[str, str] = {}
    for qualifier, column in (("P580", "valid_from"), ("P582", "valid_to")):
        snaks = objects(qualifiers.get(qualifier))
        moments = {moment.text for snak in snaks if (moment := moment_of(snak)) is not None and moment.text}
        kinds = {text(snak.get("snaktype")) for snak in snaks}
        days = sorted(day for moment in moments for day in _days(moment))
        if len(moments) > 1:
            write.say(where, f"{name} {qualifier}", " ".join(sorted(moments)), "several-dates", "warning",
                      "Several dates are stated for one thing; it is one between them.",
                      "Tek bir şey için birden çok tarih yazılı; bunların arasında biri.")  # fmt: skip
        if days:
            span |= {column: days[0]} | ({f"{column}_latest": days[-1]} if days[-1] != days[0] else {})
        elif column == "valid_to" and "novalue" in kinds:
            span["told"] = "present"
        elif column == "valid_to" and "somevalue" in kinds and day:
            span["valid_to_latest"] = day
    start, end = span.get("valid_from", ""), span.get("valid_to_latest") or span.get("valid_to", "")
    if start and end and end < start[: len(end)]:
        write.say(where, f"{name} P582", end, "date-order", "warning",
                  f"It ends before it begins ({start}); both dates are left out.",
                  f"Başlamadan ({start}) bitiyor; iki tarih de okunmadı.")  # fmt: skip
        return {}
    if not span and len(at := objects(qualifiers.get("P585"))) == 1 and (moment := moment_of(at[0])) and moment.text:
        span["valid_from_latest"] = _days(moment.text)[-1]
    return span


def _days(said: str) -> tuple[str, ...]:
    """A month as its first and last day, since ties have years and days; anything else as it is."""
    if len(said) != 7:
        return (said,)
    year, month = int(said[:4]), int(said[5:])
    return f"{said}-01", f"{said}-{monthrange(year, month)[1]}"


def one_of_each(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The claims that are one tie, the one that knows most first. What the other end states without dates, or with the
    same, only confirms; two statements of one item stay two."""
    between: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        between[claim.kind, claim.source, claim.target].append(claim)
    for all_of_them in between.values():
        groups: list[list[Claim]] = []
        for claim in sorted(all_of_them, key=lambda c: -len(c.span)):
            same = next((group for group in groups if _confirms(claim, group)), None)
            if same is None:
                groups.append([claim])
                continue
            same.append(claim)
            for name in ("note_en", "note_tr"):
                if name in claim.cells:
                    same[0].cells.setdefault(name, claim.cells[name])
        marks: set[tuple[str, ...]] = set()
        for group in groups:
            if len(groups) > 1:
                mark = (group[0].span.get("valid_from", "x"), group[0].span.get("valid_to", "x"))
                group[0].mark = (*mark, str(len(marks))) if mark in marks else mark
                marks.add(mark)
            yield group


def _confirms(claim: Claim, group: list[Claim]) -> bool:
    first = group[0]
    if claim.span == first.span or not claim.span:
        return True
    if claim.item in {other.item for other in group}:
        return False
    return all(
        name in first.span and (first.span[name].startswith(said) or said.startswith(first.span[name]))
        for name, said in claim.span.items()
    )
