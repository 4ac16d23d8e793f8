"""C9: a score for every type, mixed or unknown rather than a forced label."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from triskele import metrics
from triskele.errors import TableError
from triskele.measure import profiles
from triskele.metrics.typology import any_of, profile_firms

MARSHALL: dict[str, Any] = {
    "cluster": "c",
    "hhi": 0.05,
    "cr3": 0.2,
    "centralisation": 0.3,
    "firm_density": 0.5,
    "firm_density_null_median": 0.3,
    "firm_density_null_p75": 0.4,
    "external_tie_share": 0.2,
    "external_headquarters_share": 0.1,
    "public_tie_share": 0.1,
    "public_employment_share": 0.2,
    "hubs_locally_decided": "absent",
    "hubs_outward": "absent",
    "critical_mass": "present",
    "ties": "present",
    "some_conditions": "present",
    "policy_support": "absent",
    "vertical_ties": "present",
    "horizontal_ties": "present",
    "social_and_public_actors": "present",
}


def verdict(row: dict[str, Any], dimension: str) -> Any:
    return metrics.run("cluster-typology", [row]).pick(dimension=dimension, quantity="verdict")


def score(row: dict[str, Any], kind: str) -> Any:
    return metrics.run("cluster-typology", [row]).pick(type=kind, quantity="score")


def test_types_by_hand() -> None:
    assert verdict(MARSHALL, "structure").category == "marshallian"
    assert verdict(MARSHALL, "stage").category == "working"
    assert verdict(MARSHALL, "direction").category == "inclusive"
    assert score(MARSHALL, "marshallian").value == 1.0  # 3 of 3
    assert score(MARSHALL, "hub-and-spoke").value == 0.0
    # 1 of 3: density below the median is not met, X is not high
    satellite = {**MARSHALL, "external_headquarters_share": 0.6}
    assert score(satellite, "satellite-platform").value == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("change", "dimension", "expected"),
    [
        (
            {"cr3": 0.6, "hhi": 0.2, "hubs_locally_decided": "present", "hubs_outward": "present"},
            "structure",
            "hub-and-spoke",
        ),
        (
            {"hhi": 0.2, "centralisation": 0.7, "hubs_locally_decided": "present", "hubs_outward": "present"},
            "structure",
            "hub-and-spoke",
        ),
        (
            {"external_headquarters_share": 0.7, "firm_density": 0.1, "external_tie_share": 0.8},
            "structure",
            "satellite-platform",
        ),
        ({"hhi": 0.2, "public_tie_share": 0.6}, "structure", "state-anchored"),
        ({"public_tie_share": 0.6}, "structure", "mixed"),  # Marshallian and state-anchored at once
        ({"hhi": 0.2}, "structure", "mixed"),  # none
        ({"ties": "absent"}, "stage", "latent"),
        ({"critical_mass": "absent"}, "stage", "potential"),
        ({"critical_mass": "absent", "policy_support": "present"}, "stage", "policy-driven"),
        ({"horizontal_ties": "absent"}, "direction", "vertical"),
        ({"vertical_ties": "absent"}, "direction", "horizontal"),
        ({"social_and_public_actors": "absent"}, "direction", "complex"),
    ],
)
def test_each_type_can_be_reached(change: dict[str, Any], dimension: str, expected: str) -> None:
    assert verdict({**MARSHALL, **change}, dimension).category == expected


def test_cut_offs_are_strict_and_exact() -> None:
    assert score({**MARSHALL, "hhi": 0.1}, "marshallian").value == pytest.approx(2 / 3)
    assert score({**MARSHALL, "public_tie_share": 0.5}, "state-anchored").value == 0.0


def test_missing_inputs_are_unknown_with_bounds() -> None:
    row = {**MARSHALL, "hhi": None}
    value = score(row, "marshallian")
    assert (value.value, value.category) == (None, "unknown")
    assert (value.low, value.high) == (pytest.approx(2 / 3), 1.0)
    assert verdict(row, "structure").category == "unknown"
    # an unknown that cannot change the verdict does not hide it
    assert verdict({**MARSHALL, "external_headquarters_share": None}, "structure").category == "marshallian"
    bare = metrics.run("cluster-typology", [{"cluster": "c"}])
    assert {v.category for v in bare.values} == {"unknown"}


def test_one_alternative_is_enough() -> None:
    either = [["cr3", ">", "0.5"], ["centralisation", ">", "0.5"]]
    from fractions import Fraction

    assert any_of(either, {"cr3": Fraction(6, 10), "centralisation": None}) is True
    assert any_of(either, {"cr3": Fraction(1, 10), "centralisation": None}) is None
    assert any_of(either, {"cr3": Fraction(1, 10), "centralisation": Fraction(0)}) is False


def test_the_ties_of_three_members_are_centralised_and_those_of_two_are_not() -> None:
    # b is tied to a and c: Σ(2 − d)/((3 − 1)(3 − 2)) = (1 + 0 + 1)/2
    ties = {"a": [("b", "supply", "out", "t1")], "b": [("a", "supply", "in", "t1"), ("c", "supply", "out", "t2")]}
    near = SimpleNamespace(ties={**ties, "c": [("b", "supply", "in", "t2")]})
    assert profiles._centralisation(["a", "b", "c"], near) == "1.0"
    assert profiles._centralisation(["a", "b"], near) == ""


def test_bad_profiles() -> None:
    with pytest.raises(TableError, match="hhi must be at most 1"):
        metrics.run("cluster-typology", [{"cluster": "c", "hhi": 5}])
    with pytest.raises(TableError, match="ties must be"):
        metrics.run("cluster-typology", [{"cluster": "c", "ties": "perhaps"}])
    with pytest.raises(TableError, match="cluster occurs more than once"):
        metrics.run("cluster-typology", [{"cluster": "c"}, {"cluster": "c"}])
    assert metrics.run("cluster-typology", [{"cluster": "x"}][:0]).headline.status == "undefined"


def test_profiles_from_firms() -> None:
    # 50, 30, 10, 10 of 100: CR3 = .9, HHI = .25 + .09 + .01 + .01 = .36
    rows = [
        {"cluster": "c", "firm": f"f{i}", "employment": e, "external_headquarters": x, "public": p}
        for i, (e, x, p) in enumerate([(50, "present", "no"), (30, "absent", "yes"), (10, "0", "no"), (10, "1", "")])
    ]
    (profile,) = profile_firms(rows)
    assert profile["cr3"] == pytest.approx(0.9)
    assert profile["hhi"] == pytest.approx(0.36)
    assert profile["external_headquarters_share"] == pytest.approx(0.6)
    assert profile["public_employment_share"] is None
    assert verdict(profile, "structure").category == "unknown"


def test_an_open_verdict_says_what_would_decide_it() -> None:
    # without hhi only the Marshallian type is open: of the others each fails at something known
    found = verdict({**MARSHALL, "hhi": None}, "structure")
    assert found.category == "unknown"
    assert found.reason["en"].endswith("Marshallian: concentration of firms (HHI).")
    assert found.sentence["en"] == "c, structure: unknown; decided by: concentration of firms (HHI)."
    # a satellite platform they are not, whoever owns them: nobody need ask
    rows = [{**MARSHALL, "cluster": name, "hhi": None, "external_headquarters_share": None} for name in "abcd"]
    said = metrics.run("cluster-typology", rows).reading
    assert "To decide the open ones, find out (in how many of them): concentration of firms (HHI) (4)." in said["en"]
    assert "unknown 4" in said["en"]
    assert "firmaların yoğunlaşması (HHI) (4)" in said["tr"]
    assert found.sentence["tr"] == "c, yapı: bilinmiyor; karar verdirecek olan: firmaların yoğunlaşması (HHI)."
