"""What is above itself is told, once for each circle, at the row where it begins."""

from __future__ import annotations

from typing import Any

from triskele.ledger.checks import check_tables
from triskele.ledger.tables import opened
from triskele.release.judging import derive
from triskele.terms import VOCABULARY

PART = VOCABULARY + "tie-types#part-of"


def told(places: dict[str, str], parts: list[tuple[str, str]]) -> list[tuple[Any, ...]]:
    """The findings about these places, each in another, and these bodies, each a part of another; rows begin at 2."""
    with opened() as ledger:
        rows = [{"iri": f"urn:{low}", "key": low, "kind": "place", "within": f"urn:{high}" if high else None,
                 "file": "places.csv", "row": n} for n, (low, high) in enumerate(places.items(), 2)]  # fmt: skip
        bodies = sorted({body for pair in parts for body in pair})
        ledger.append("things", rows)
        ledger.append("things", [{"iri": f"urn:{body}", "key": body, "kind": "actor"} for body in bodies])
        for n, pair in enumerate(parts, 2):
            ledger.append("ties", [{"iri": f"urn:t{n}", "type": PART, "file": "ties.csv", "row": n}])
            ends = zip(("source", "target"), pair, strict=True)
            ledger.append("ends", [{"tie": f"urn:t{n}", "thing": f"urn:{end}", "role": role} for role, end in ends])
        derive(ledger)
        found = [f for f in check_tables(ledger) if f.shape == "table/circular-parents"]
        return [(f.file, f.row, f.field, f.value, f.severity) for f in found]


def test_places_inside_themselves() -> None:
    places = {"izmir": "ege", "ege": "turkiye", "turkiye": "izmir", "konya": "konya", "ankara": ""}
    assert sorted(told(places, [])) == [
        ("places.csv", 2, "within", "ege izmir turkiye", "warning"),
        ("places.csv", 5, "within", "konya", "warning"),
    ]


def test_bodies_that_are_parts_of_each_other() -> None:
    """Two circles, and what only hangs on one of them."""
    parts = [("x", "a"), ("b", "a"), ("a", "b"), ("p", "q"), ("q", "r"), ("r", "p"), ("r", "top")]
    assert told({}, parts) == [
        ("ties.csv", 3, "target", "a b", "warning"),
        ("ties.csv", 5, "target", "p q r", "warning"),
    ]


def test_a_long_circle_is_cut_short() -> None:
    names = [f"n{n:02}" for n in range(12)]
    ((*_, value, _severity),) = told({}, list(zip(names, [*names[1:], names[0]], strict=True)))
    assert value == " ".join(names[:10]) + " …"


def test_a_tree_has_none() -> None:
    assert told({"a": "b", "b": "c", "c": ""}, [("x", "y"), ("x", "z"), ("y", "z")]) == []
