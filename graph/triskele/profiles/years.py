"""How a region or a cluster changed: its foundings, endings and other events by year, and who was there."""

from __future__ import annotations

import json
from typing import Any

from triskele.catalogue.records import Event
from triskele.ledger.selection import until
from triskele.ledger.time import year_of
from triskele.profiles.around import Around, distinct

SHOWN = 200
"""So many happenings are written; all are counted."""
FOUNDED, ENDED, OTHER = "founded", "ended", "event"


def write_years(around: Around) -> dict[str, Any]:
    """One happening a row, dated ones by their year: the founding and end of members, and the events of members and of
    the subject itself, until the year of the selection. An event that begins or ends a member is its founding or end.

    ``ties`` counts, for each year in which something happens, the ties that were certainly and possibly there.
    """
    rows = [*_events(around), *_foundings(around)]
    rows = sorted(_unique(rows), key=lambda row: (row["year"], row["kind"], row["key"]))
    by_year: dict[int, dict[str, int]] = {}
    for row in rows:
        counted = by_year.setdefault(row["year"], {FOUNDED: 0, ENDED: 0, OTHER: 0})
        counted[row["kind"]] += 1
    founded = {row["thing"]["key"] for row in rows if row["kind"] == FOUNDED}
    return {
        "count": len(rows),
        "years": [{"year": year, **counted, **_present(around, year)} for year, counted in sorted(by_year.items())],
        "items": rows[:SHOWN],
        "founded_known": len(founded & set(around.things)),
    }


def _present(around: Around, year: int) -> dict[str, int]:
    ties = around.ties
    return {
        f"ties_{when}": distinct(ties.where((ties[f"{when}_from"] <= year) & (ties[f"{when}_to"] >= year)))
        for when in ("certain", "possible")
    }


def _events(around: Around) -> list[dict[str, Any]]:
    own = {thing.iri for thing in around.things.values()} | {around.thing.iri}
    asked = json.dumps(sorted(own))
    numbers = around.catalogue.rows.column(
        "SELECT number FROM event WHERE (subject IN (SELECT value FROM json_each(?)) OR place = ? OR iri IN "
        "(SELECT iri FROM participant WHERE thing IN (SELECT value FROM json_each(?)))) AND year IS NOT NULL "
        f"AND ({until(around.selection, 'subject')}) ORDER BY rank",
        [asked, around.thing.iri, asked],
    )
    records = around.writer.records.take("event", numbers)
    return [_event(around, record, own) for record in records if around.taken(record)]


def _event(around: Around, event: Event, own: set[str]) -> dict[str, Any]:
    kinds = around.catalogue.rows.row("SELECT begins, ends FROM event_type WHERE iri = ?", [event.type]) or {}
    about_one = event.subject in own
    kind = FOUNDED if about_one and kinds.get("begins") else ENDED if about_one and kinds.get("ends") else OTHER
    written = around.writer.event(event)
    return {
        "year": event.year,
        "kind": kind,
        "key": event.key,
        "iri": event.iri,
        "thing": written["subject"],
        "date": event.date,
        "labels": written["labels"],
        "label": written["label"],
        "evidence": written["evidence"],
    }


def _foundings(around: Around) -> list[dict[str, Any]]:
    """Foundings and ends that stand in a thing's own row."""
    rows = []
    for thing in around.things.values():
        ends = thing.bounds.latest_end if thing.bounds.latest_end == thing.bounds.earliest_end else None
        dates = ((FOUNDED, thing.founded), (ENDED, None if ends is None else str(ends)))
        for kind, date in dates:
            year = year_of(date) if date else None
            if year is None or (around.selection.as_of is not None and year > around.selection.as_of):
                continue
            written = around.writer.thing(thing.iri) or {}
            rows.append(
                {"year": year, "kind": kind, "key": thing.key, "iri": thing.iri, "thing": written, "date": date,
                 "labels": written["labels"], "label": written["label"], "evidence": []}
            )  # fmt: skip
    return rows


def _unique(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A founding or end that an event tells with its evidence is not told a second time."""
    told: set[tuple[Any, ...]] = set()
    kept = []
    for row in rows:
        key = (row["year"], row["kind"], row["thing"]["key"] if row["kind"] != OTHER else row["iri"])
        if key not in told:
            told.add(key)
            kept.append(row)
    return kept
