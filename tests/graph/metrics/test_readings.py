"""Readings of the tiny ecosystem, counted by hand, and the rules of what turns a claim."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triskele.cli import main
from triskele.ecosystem import Ecosystem
from triskele.errors import InvalidInput, TableError
from triskele.measure import choices, measure, readings, reads_release
from triskele.measure.choices import FEWEST, combinations
from triskele.measure.claims import Claim, judge, make_claim, turned_by
from triskele.measure.readings import Readings, read_all
from triskele.metrics import registry
from triskele.metrics.record import Result, Value, undefined
from triskele.networks import Selection, open_arrays


@pytest.fixture(scope="module")
def ministry(ecosystem: Ecosystem) -> Readings:
    return ecosystem.readings("degree-centrality", about="town-ministry")


def test_the_ministry_is_first_where_an_undated_and_an_implied_tie_count(ministry: Readings) -> None:
    """Town Ministry has three ties: t03, t04 (undated) and t11 (implied), as many as the best connected others.

    2 (undated) · 2 (groups) · 3 (modality) · 4 (weights) are 48 combinations, so occurrences are chosen about too: 96.
    Without t04 or without t11 it has two ties and North University, with three, is ahead: of the two and three options
    1 and 2 keep both, 96 · 1/2 · 2/3 = 32.
    """
    found = ministry
    assert [(c.name, len(c.options)) for c in found.choices] == [
        ("undated", 2), ("collectives", 2), ("modality", 3), ("weight", 4), ("occurrences", 2)
    ]  # fmt: skip
    assert (found.held, found.count("turned"), len(found.readings)) == (32, 64, 96)
    assert found.turned_by == [{"undated": "no"}, {"modality": "stated"}]
    assert found.unexplained == 0
    alone = {(s.choice, s.option): (s.held, s.of, s.alone) for s in found.shares}
    assert alone["undated", "no"] == (0, 48, "turned")
    assert alone["modality", "planned"] == (16, 32, "held")
    assert found.sentence["en"].startswith(
        "Degree: Town Ministry is first in 32 of 96 readings; not when undated ties are left out; nor when only stated "
        "ties count."
    )
    assert "Kent Bakanlığı birinci; 96 okumadan 32 tanesinde" in found.sentence["tr"]
    # {undated, modality} decide the ties; planned adds one, weights and groups change no degree: 2 · 3 results
    assert found.different == 6


def test_each_reading_is_the_result_at_its_own_address(ecosystem: Ecosystem) -> None:
    found = ecosystem.readings("strength-centrality", about="rope-firm", top=3)
    for reading in (found.readings[0], found.readings[37], found.readings[-1]):
        result = measure(ecosystem.release, "strength-centrality", selection=Selection.read(reading.selection))
        assert result.address == reading.address
        assert result.pick(actor="rope-firm").value == reading.outcome.value
    assert found.readings[0].selection == {}


def test_a_verdict_is_drawn_in_each_reading(ecosystem: Ecosystem) -> None:
    found = ecosystem.readings("ei-index")
    assert found.permutations == 199
    assert found.claim.kind == "verdict"
    assert len(found.readings) == 96
    assert all(r.outcome.expected is not None for r in found.readings if r.outcome.state != "undefined")
    same = measure(ecosystem.release, "ei-index", permutations=199).headline
    first = found.readings[0].outcome
    assert (first.value, first.expected, first.p, first.verdict) == (same.value, same.expected, same.p, same.verdict)
    plain = ecosystem.readings("ei-index", permutations=0)
    assert plain.claim.kind == "value"
    assert "Nothing was drawn" in plain.sentence["en"]


def test_every_metric_of_a_release_has_at_least_64_readings(ecosystem: Ecosystem) -> None:
    arrays, asked = open_arrays(ecosystem.release), Selection()
    for metric in filter(reads_release, registry.all()):
        assert len(combinations(asked, choices.choices(arrays, metric, asked))) >= FEWEST, metric.name
    found = read_all(ecosystem.release, "tie-turnover")
    assert len(found.readings) >= FEWEST
    assert sum(found.count(s) for s in ("held", "turned", "undecided", "undefined")) == len(found.readings)


def test_a_year_adds_possible_and_certain(ecosystem: Ecosystem) -> None:
    found = ecosystem.readings("k-core", selection={"as_of": 2012}, permutations=0)
    assert [o.name for c in found.choices if c.name == "when" for o in c.options] == ["possible", "certain"]
    assert found.readings[0].selection == {"as_of": 2012}
    assert found.as_of == 2012


def test_what_cannot_be_read_is_refused(ecosystem: Ecosystem) -> None:
    with pytest.raises(TableError, match="nothing to choose about"):
        ecosystem.readings("location-quotient")
    with pytest.raises(InvalidInput, match="town-ministri"):
        ecosystem.readings("degree-centrality", about="town-ministri")
    with pytest.raises(InvalidInput, match="about nobody"):
        ecosystem.readings("ei-index", about="town-ministry")
    with pytest.raises(InvalidInput, match="top is 0"):
        ecosystem.readings("degree-centrality", top=0)


def test_the_command_line_and_the_forms(
    ecosystem: Ecosystem, ministry: Readings, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(ecosystem.release.folder.parents[1])]
    command = ["metrics", "readings", "degree-centrality", "--about", "town-ministry", *data]
    assert main([*command, "--lang", "tr", "--all"]) == 0
    said = capsys.readouterr().out
    assert "32 tanesinde" in said
    assert "tarihsiz bağlar çıkarılırsa" in said
    assert "dönüyor" in said
    assert "turned" not in said
    heads = next(line for line in said.splitlines() if line.startswith("  okuma "))
    assert "tarihsiz bağlar" in heads
    assert "durum" in heads
    assert not any(word in heads for word in ("undated", "state", "place"))
    document = json.loads(ministry.to_json())
    assert (document["held"], document["of"]) == (32, 96)
    assert document["address"].endswith(
        "/metrics/degree-centrality/readings?about=town-ministry&projection=organisations"
    )
    rows = ministry.to_csv().splitlines()
    assert len(rows) == 97
    assert rows[0].startswith("reading,undated,collectives,modality,weight,occurrences,state,place,value")


def test_what_exists_beside_its_null_model_alone_is_read_with_it(
    ecosystem: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "DEAR", 9)  # enough to see that there are draws
    found = ecosystem.readings("small-world")
    assert found.permutations == 9
    assert found.claim.value is not None
    assert found.count("undefined") < len(found.readings)


def test_of_many_documents_those_that_most_ties_rest_on_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Held:
        def carried(self, name: str) -> dict[str, int]:
            return {"thin": 1, "thick": 9, "other": 5}

    monkeypatch.setattr(choices, "MOST_DOCUMENTS", 2)
    made = choices._documents(Held(), Selection(), {})
    assert made is not None
    assert [option.name for option in made.options] == ["all", "without-thick", "without-other"]


# -- claims ----------------------------------------------------------------------------------------------------


def numbers(**values: float | None) -> Result:
    made = [
        Value({"actor": name, "quantity": "q"}, value)
        if value is not None
        else undefined({"actor": name, "quantity": "q"}, {"tr": "yok", "en": "none"})
        for name, value in values.items()
    ]
    return Result(made, metric="m")


def test_places_share_the_better_number_and_sums_take_no_place() -> None:
    claim = make_claim(numbers(a=3.0, b=3.0, c=1.0))
    assert claim.subject == {"actor": "a"}
    assert judge(claim, numbers(a=2.0, b=2.0, c=5.0)).place == 2
    assert judge(claim, numbers(a=2.0, b=2.0)).state == "held"
    assert judge(claim, numbers(b=2.0, c=1.0)).state == "turned"
    assert judge(claim, numbers(a=None, b=None)).state == "undefined"
    assert make_claim(numbers(a=3.0, b=1.0), lowest=True).subject == {"actor": "b"}


def test_whoever_is_first_stays_so_when_read_as_of_another_sphere() -> None:
    def brokers(sphere: str, *, b: float) -> Result:
        keys = (
            {"actor": "a", "sphere": sphere, "quantity": "q"},
            {"actor": "b", "sphere": "government", "quantity": "q"},
        )
        return Result([Value(key, value) for key, value in zip(keys, (3.0, b), strict=True)], metric="m")

    claim = make_claim(brokers("hybrid", b=1.0))
    assert claim.subject == {"actor": "a"}
    assert judge(claim, brokers("industry", b=2.0)).state == "held"
    assert judge(claim, brokers("industry", b=4.0)).state == "turned"


def test_a_verdict_holds_on_its_side_only() -> None:
    def single(value: float, verdict: str) -> Result:
        return Result([Value({"quantity": "q"}, value, expected=1.0, sd=0.1, p=0.01, verdict=verdict)], metric="m")

    claim = make_claim(single(2.0, "distinguishable"))
    assert judge(claim, single(3.0, "distinguishable")).state == "held"
    assert judge(claim, single(0.5, "distinguishable")).state == "turned"
    assert judge(claim, single(2.0, "not-distinguishable")).state == "turned"
    assert judge(claim, single(2.0, "undecided")).state == "undecided"
    near = Claim("value", None, value=10.0)
    assert judge(near, Result([Value({}, 10.9)])).state == "held"
    assert judge(near, Result([Value({}, 11.1)])).state == "turned"


ROWS = [dict(zip("xyz", picked, strict=True)) for picked in product("01", "01", "01")]


@given(st.lists(st.sampled_from(["held", "turned", "undefined"]), min_size=8, max_size=8))
def test_no_reading_holds_under_a_condition_and_every_turn_is_accounted_for(states: list[str]) -> None:
    conditions, left = turned_by(list(zip(ROWS, states, strict=True)))
    explained = set()
    for condition in conditions:
        inside = {i for i, row in enumerate(ROWS) if condition.items() <= row.items()}
        assert not any(states[i] == "held" for i in inside)
        explained |= {i for i in inside if states[i] == "turned"}
    assert left == states.count("turned") - len(explained)
    if "held" not in states:
        assert conditions == []
    elif states.count("turned") <= 4:
        assert left == 0


def test_two_choices_together_may_turn_what_neither_does() -> None:
    states = ["turned" if (row["x"], row["y"]) == ("1", "1") else "held" for row in ROWS]
    assert turned_by(list(zip(ROWS, states, strict=True))) == ([{"x": "1", "y": "1"}], 0)
