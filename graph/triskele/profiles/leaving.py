"""The ties of a region or a cluster: how many stay inside, which lead out, and where to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from triskele.catalogue.records import Thing, Tie
from triskele.catalogue.summary import middles_of
from triskele.profiles.around import Around, distinct

SHOWN = 40
"""So many of those whom ties lead to, and of these ties with their evidence, are written; all are counted."""


def write_ties(around: Around) -> dict[str, Any]:
    """Counts, the places that ties lead to (with coordinates where they, or a place around them, have any), and the
    ties themselves, those to whom most lead first."""
    leaving = around.leaving
    u, v, tie = leaving["u"].tolist(), leaving["v"].tolist(), leaving.keys
    others = [b if around.inside[a] else a for a, b in zip(u, v, strict=True)]
    things = around.find(dict.fromkeys(others))
    keys = around.arrays.keys
    to: dict[str, dict[str, None]] = defaultdict(dict)
    for other, name in zip(others, tie, strict=True):
        to[keys[other]][name] = None
    order = sorted(to, key=lambda key: (-len(to[key]), key))
    shown = list(dict.fromkeys(name for key in order for name in to[key]))[:SHOWN]
    places, nowhere = _places(around, {key: things[key] for key in order if key in things}, to)
    return {
        "inside": distinct(around.ties) - distinct(leaving),
        "leaving": distinct(leaving),
        "dated": distinct(around.ties.where(around.ties["dated"])),
        "all": distinct(around.ties),
        "origin": _origin(around),
        "places": places,
        "nowhere": nowhere,
        "others": len(order),
        "to": [
            {**(around.writer.thing(things[key].iri) or {}), "ties": len(to[key])}
            for key in order[:SHOWN]
            if key in things
        ],
        "items": write_documents(around, shown),
    }


def write_documents(around: Around, keys: list[str]) -> list[dict[str, Any]]:
    """The ties of these keys with their evidence."""
    iris = around.catalogue.by_key(keys)
    around.writer.records.bring(iris.values())
    records = (around.writer.records.get(iris.get(key)) for key in keys)
    return [around.writer.tie(record) for record in records if isinstance(record, Tie)]


def _places(
    around: Around, things: dict[str, Thing], to: dict[str, dict[str, None]]
) -> tuple[list[dict[str, Any]], int]:
    """The places of those outside, with their ties and actors; and how many ties lead to nowhere on a map."""
    where = locate(around, things.values())
    ties: dict[str, set[str]] = defaultdict(set)
    actors: dict[str, int] = defaultdict(int)
    nowhere: set[str] = set()
    for key, thing in things.items():
        place = where.get(thing.number)
        if place is None:
            nowhere |= set(to[key])
        else:
            ties[place.iri] |= set(to[key])
            actors[place.iri] += 1
    found = {place.iri: place for place in where.values()}
    return [
        {**(around.writer.thing(iri) or {}), "lat": found[iri].lat, "long": found[iri].long,
         "ties": len(ties[iri]), "actors": actors[iri]}
        for iri in sorted(ties, key=lambda iri: (-len(ties[iri]), iri))
    ], len(nowhere)  # fmt: skip


def locate(around: Around, things: Iterable[Thing]) -> dict[int, Thing]:
    """The narrowest place that a map can draw each thing at, by its row number: one with coordinates or with a middle;
    the fewer actors lie in a place, the narrower it is."""
    rows = around.catalogue.rows.tuples(
        "SELECT i.number, p.iri, p.key, p.lat IS NULL OR p.long IS NULL FROM in_place i "
        "JOIN thing p ON p.key = i.key AND p.kind = 'place' WHERE i.number IN (SELECT value FROM json_each(?)) "
        "ORDER BY (SELECT count(*) FROM in_place x WHERE x.key = i.key) DESC, p.key DESC",
        [json.dumps([thing.number for thing in things])],
    )
    without = {key for _, _, key, lacking in rows if lacking}
    middles = middles_of(around.catalogue, sorted(without)) if without else {}
    narrowest = {number: (iri, key) for number, iri, key, lacking in rows if not lacking or key in middles}
    around.writer.records.bring({iri for iri, _ in narrowest.values()})
    found: dict[int, Thing] = {}
    for number, (iri, key) in narrowest.items():
        if place := around.writer.records.thing(iri):
            lat, long = middles.get(key, (place.lat, place.long))
            found[number] = replace(place, lat=lat, long=long)
    return found


def _origin(around: Around) -> dict[str, float] | None:
    """Where a map draws the subject: a place at its own coordinates, anything else in the middle of its members."""
    thing = around.thing
    if thing.lat is not None and thing.long is not None:
        return {"lat": thing.lat, "long": thing.long}
    own = locate(around, [thing]) if around.kind != "region" else {}
    places = list((own or locate(around, around.things.values())).values())
    if not places:
        return None
    return {name: sum(getattr(place, name) for place in places) / len(places) for name in ("lat", "long")}
