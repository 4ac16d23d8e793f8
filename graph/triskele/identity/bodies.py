"""The bodies of a release's tables, as they are compared: names, class, place with all around it, identifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from triskele.folding.words import bare, town_of, towns_in
from triskele.identity.body import Body
from triskele.text import fold

_RIVER = re.compile(r"(?<=\w) (am|an der|an dem|upon|sur|bei|nad|im breisgau) .*$| im breisgau$")
"""What towns say of where they lie: Ludwigshafen am Rhein."""
_LOOSE = frozenset({"web", "email", "phone"})
"""What bodies under one roof share: no identifier of one body."""


def read_bodies(tables: Path) -> list[Body]:
    """Every actor in the tables of a release (the folder of Parquet files), collectives left out, by IRI."""
    from triskele.ledger.tables import read_table  # slow to import, and the service only looks at what was proposed

    things = read_table(
        tables, "things", ["iri", "key", "kind", "actor", "collective", "set", "cls", "place", "within", "label_tr",
                           "label_en"],
    ).to_pylist()  # fmt: skip
    names: dict[str, list[str]] = defaultdict(list)
    main: dict[str, int] = defaultdict(int)
    for row in read_table(tables, "names", ["thing", "text", "preferred"]).to_pylist():
        if row["text"] not in names[row["thing"]]:
            names[row["thing"]].append(row["text"])
            main[row["thing"]] += row["preferred"] is True
    identifiers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in read_table(tables, "identifiers", ["thing", "scheme", "value", "match"]).to_pylist():
        if row["scheme"] not in _LOOSE and row["value"]:
            identifiers[row["thing"]].add((row["scheme"] or "match", row["match"] or row["value"]))
    places = {row["iri"]: row for row in things if row["kind"] == "place"}
    around = {iri: _around(iri, places, names) for iri in places}
    here = {iri: frozenset({iri, *(called for name in names[iri] for called in called_here(name))}) for iri in places}
    return [
        Body(
            row["iri"],
            tuple(names[row["iri"]]) or (row["key"],),
            row["cls"] or "",
            row["place"] or "",
            around.get(row["place"], frozenset()),
            frozenset(identifiers[row["iri"]]),
            row["set"] or "",
            here.get(row["place"], frozenset()),
            max(1, main[row["iri"]]),
        )
        for row in things
        if row["actor"] and not row["collective"]
    ]


def decided_pairs(tables: Path) -> set[tuple[str, str]]:
    """The pairs of IRIs, the lower first, of which somebody has decided something else than that they be looked at."""
    if not (tables / "decisions.parquet").exists():
        return set()  # a release made before there were decisions
    from triskele.ledger.tables import read_table

    rows = read_table(tables, "decisions", ["thing", "other", "decision"]).to_pylist()
    return {
        (min(row["thing"], row["other"]), max(row["thing"], row["other"]))
        for row in rows
        if row["decision"] != "undecided"
    }


def _around(iri: str, places: dict[str, dict[str, str]], names: dict[str, list[str]]) -> frozenset[str]:
    """A place with all places around it: their IRIs, and their names, under which names of bodies speak of them."""
    found: set[str] = set()
    while iri in places and iri not in found:
        found.add(iri)
        iri = places[iri]["within"]
    return frozenset(found).union(*(called_around(name) for place in found for name in names[place]))


def called_here(name: str) -> frozenset[str]:
    """What a place of this name is called, as it is compared: without marks and the numbers of post offices, a town by
    the one name that stands for all it has."""
    called = " ".join(word for word in bare(name).split() if word != "cedex" and not word.isdigit()) or fold(name)
    if whole := town_of(called):
        return frozenset({whole})
    called = _RIVER.sub("", called)
    words = {town for word in called.split() if (town := town_of(word))}
    return frozenset({*words, called})


def called_around(name: str) -> frozenset[str]:
    """What a place of this name is called, and the town that it says it is a part of."""
    return called_here(name) | towns_in(name)
