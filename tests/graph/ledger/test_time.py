"""The worked examples of docs/explanation/time.md, through the tables in which they are computed."""

from __future__ import annotations

from typing import Any

import pytest

from triskele.ledger.tables import opened
from triskele.ledger.time import FUTURE, PAST, date_things, date_ties

EVER, NEVER = (PAST, FUTURE), (FUTURE, PAST)
THESIS = {"written_from": 2016, "written_to": 2017}


def spans(
    tie: dict[str, Any], kind: dict[str, bool], ends: list[dict[str, Any]], document: dict[str, Any] | None = None
) -> tuple[tuple[int, int], tuple[int, int]]:
    """In which years one tie between two things possibly and certainly counts."""
    with opened() as ledger:
        ledger.append("tie_types", [{"iri": "urn:k", "key": "k", "occurrence": False, "coexist": True, **kind}])
        for name, end in zip("uv", ends, strict=True):
            ledger.append("things", [{"iri": f"urn:{name}", "kind": "actor", "class": "urn:c", **end}])
        ledger.append("ties", [{"iri": "urn:t", "type": "urn:k", "modality": "stated", "confidence": "1", **tie}])
        for place, (name, role) in enumerate(zip("uv", ("source", "target"), strict=True)):
            ledger.append("ends", [{"tie": "urn:t", "thing": f"urn:{name}", "role": role, "place": place}])
        if document:
            ledger.append("documents", [{"thing": "urn:d", **document}])
            ledger.append("evidence", [{"iri": "urn:e", "document": "urn:d"}])
            ledger.append("supports", [{"thing": "urn:t", "evidence": "urn:e"}])
        ledger.execute("CREATE TABLE house (class VARCHAR, actor BOOLEAN)")
        date_things(ledger)
        date_ties(ledger)
        (row,) = ledger.query("SELECT possible_from, possible_to, certain_from, certain_to FROM pairs")
    return row[:2], row[2:]


@pytest.mark.parametrize(
    ("tie", "possible", "certain"),
    [
        ({"valid_from": "2001", "valid_to": "2013-03"}, (2001, 2013), (2001, 2013)),
        ({"valid_from": "1986", "valid_from_latest": "1989"}, (1986, FUTURE), NEVER),
        ({"valid_to": "2010"}, (PAST, 2010), (2010, 2010)),
        ({}, EVER, NEVER),
    ],
)
def test_what_is_written(tie: dict[str, Any], possible: Any, certain: Any) -> None:
    assert spans(tie, {}, [{}, {}]) == (possible, certain)


def test_what_a_document_tells() -> None:
    assert spans({}, {}, [{}, {}], THESIS) == (EVER, NEVER)
    assert spans({}, {}, [{}, {}], {"written_from": 2016, "written_to": 2016}) == (EVER, (2016, 2016))
    # begun in 2001 and spoken of as present in 2016: certain from the one to the other
    assert spans({"valid_from": "2001"}, {}, [{}, {}], THESIS) == ((2001, FUTURE), (2001, 2016))


def test_what_happens_once_is_a_fact_from_then_on() -> None:
    assert spans({"valid_from": "2009"}, {"occurrence": True}, [{}, {}]) == ((2009, FUTURE), (2009, FUTURE))
    assert spans({}, {"occurrence": True}, [{}, {}], THESIS) == (EVER, (2017, FUTURE))


def test_ties_need_their_ends() -> None:
    founded, closed = {"valid_from": "1992"}, {"valid_to": "2008"}
    assert spans({}, {}, [founded, {}])[0] == (1992, FUTURE)
    assert spans({}, {}, [founded, closed])[0] == (1992, 2008)
    # from the later foundation to the earlier closure, whether they must have met or not
    long, short = ({"valid_from": a, "valid_to": b} for a, b in (("1992", "2008"), ("1999", "2003")))
    for coexist in (True, False):
        ever, sure = spans({"valid_from": "1990", "valid_to": "2010"}, {"coexist": coexist}, [long, short])
        assert (ever, sure) == ((1999, 2003), (1999, 2003))
    ended, begun = {"valid_to": "1980"}, {"valid_from": "1983"}
    assert spans({"valid_from": "1983"}, {"coexist": False}, [ended, begun]) == (NEVER, NEVER)


def test_a_tie_of_several_needs_all_of_them() -> None:
    """Three that cooperate, one of them founded in 2013: no two of them are tied by it in 1950."""
    with opened() as ledger:
        ledger.append("tie_types", [{"iri": "urn:k", "key": "k", "occurrence": False, "coexist": True}])
        ledger.append("things", [{"iri": f"urn:{n}", "kind": "actor", "class": "urn:c",
                                  "valid_from": "2013" if n == "w" else None} for n in "uvw"])  # fmt: skip
        ledger.append("ties", [{"iri": "urn:t", "type": "urn:k", "modality": "stated", "confidence": "1"}])
        ledger.append("ends", [{"tie": "urn:t", "thing": f"urn:{n}", "role": "participant", "place": place}
                               for place, n in enumerate("uvw")])  # fmt: skip
        ledger.execute("CREATE TABLE house (class VARCHAR, actor BOOLEAN)")
        date_things(ledger)
        date_ties(ledger)
        assert list(ledger.query("SELECT possible_from, possible_to FROM pairs")) == [(2013, FUTURE)] * 3


def test_plans_are_never_certain() -> None:
    planned = {"valid_from": "2001", "valid_to": "2013", "modality": "planned"}
    assert spans(planned, {}, [{}, {}]) == ((2001, 2013), NEVER)


def founded(own: dict[str, Any], *events: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    """When an actor was founded: by its own row and by events."""
    with opened() as ledger:
        ledger.append("things", [{"iri": "urn:a", "kind": "actor", "class": "urn:c", **own}])
        ledger.append("event_types", [{"iri": "urn:f", "key": "founding", "begins": True, "ends": False}])
        ledger.append("events", [{"iri": f"urn:e{n}", "type": "urn:f", "subject": "urn:a", **event}
                                 for n, event in enumerate(events)])  # fmt: skip
        ledger.execute("CREATE TABLE house AS SELECT 'urn:c' AS class, true AS actor")
        date_things(ledger)
        return [(date, latest) for date, latest in ledger.query("SELECT date, latest FROM founded")]


AFTER_LAW = {"date": "2001", "date_latest": "2003", "modality": "implied"}


@pytest.mark.parametrize(
    ("own", "events", "said"),
    [
        ({"valid_from": "2015-03"}, [{"date": "2015"}], ("2015-03", None)),
        ({}, [AFTER_LAW], ("2001", "2003")),
        ({}, [AFTER_LAW, {"date": "2002"}], ("2002", None)),  # an exact date inside a range wins
        ({}, [AFTER_LAW, {"date": "2000"}], ("2000", "2003")),  # both cannot hold: all of it, and a contradiction
        ({}, [{"date": "1966"}, {"date": "1968-05-01"}], ("1966", "1968")),
        ({}, [{"date": "2010", "date_latest": ".."}], ("2010", "..")),
        ({}, [{"date_latest": "2016"}], (None, "2016")),
        ({}, [{"date": "-0050", "date_latest": "-0040"}], ("-0050", "-0040")),
    ],
)
def test_a_founding_keeps_its_range(own: dict[str, Any], events: list[dict[str, Any]], said: Any) -> None:
    assert founded(own, *events) == [said]


def test_a_plan_founds_nothing() -> None:
    assert founded({}, {"date": "2013", "modality": "planned"}, {}) == []
