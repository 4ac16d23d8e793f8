"""C3: thresholds are data, comparisons are exact, and what is missing is not assessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from triskele import metrics
from triskele.errors import ParameterError
from triskele.metrics import rules

TABLE = [
    {"region": "A", "sector": "x", "value": 20_000},
    {"region": "A", "sector": "y", "value": 80_000},
    {"region": "B", "sector": "x", "value": 10_000},
    {"region": "B", "sector": "y", "value": 290_000},
    {"region": "C", "sector": "x", "value": 10_000},
    {"region": "C", "sector": "y", "value": 90_000},
]


def stars(result: Any, region: str, sector: str) -> Any:
    return result.pick(region=region, sector=sector, quantity="stars")


def state(result: Any, region: str, sector: str, criterion: str) -> str:
    category: str = result.pick(region=region, sector=sector, quantity=criterion).category
    return category


def test_three_stars_compare_in_whole_numbers() -> None:
    # E = 500 000, E_x = 40 000. A × x: size 20 000 > 10 000; LQ = (.2)/(.08) = 2.5 >= 2; dominance .2 > .03
    result = metrics.run("three-star", TABLE)
    assert stars(result, "A", "x").value == 3
    # B × x: 10 000 is not over 10 000; LQ = (1/30)/.08 = .4167; dominance 1/30 > .03
    assert stars(result, "B", "x").value == 1
    assert [state(result, "B", "x", c) for c in ("size", "specialisation", "dominance")] == ["unmet", "unmet", "met"]


def test_the_edges_are_exact() -> None:
    # e = 3, e_i = 5, E_j = 99, E = 495: LQ is exactly 3, floating point says less
    table = [
        {"region": "A", "sector": "x", "value": 3},
        {"region": "A", "sector": "y", "value": 2},
        {"region": "B", "sector": "x", "value": 96},
        {"region": "B", "sector": "y", "value": 394},
    ]
    rule = {
        "name": "edge",
        "date": "2026",
        "reference": "test",
        "title": {"tr": "kenar", "en": "edge"},
        "criteria": [{"name": "lq", "measure": "lq", "at_least": "3"}, {"name": "over", "measure": "lq", "above": "3"}],
    }
    result = metrics.run("three-star", table, rule_set=rule)
    assert state(result, "A", "x", "lq") == "met"
    assert state(result, "A", "x", "over") == "unmet"
    # 3 of 100 is .03: not over 3 per cent
    dominance = [{"region": "A", "sector": "x", "value": 3}, {"region": "A", "sector": "y", "value": 97}]
    assert state(metrics.run("three-star", dominance), "A", "x", "dominance") == "unmet"


def test_no_employment_data_is_not_assessed_and_never_no_stars() -> None:
    unknown = [{**row, "value": None} if row["region"] == "B" and row["sector"] == "x" else row for row in TABLE]
    value = stars(metrics.run("three-star", unknown), "B", "x")
    assert value.value is None
    assert value.category == "not-assessed"
    assert "Not assessed: size, specialisation, dominance" in (value.reason or {})["en"]
    assert (value.low, value.high) == (0, 3)
    firms = stars(metrics.run("three-star", TABLE, base="firms"), "A", "x")
    assert firms.category == "not-assessed"
    assert "size" in (firms.reason or {})["en"]
    assert (firms.low, firms.high) == (2, 3)


def test_unpublished_cut_offs_are_not_assessed_until_given() -> None:
    assert stars(metrics.run("three-star", TABLE, rule_set="turkiye-2008"), "A", "x").category == "not-assessed"
    # size 20/40 = .5, dominance 20/100 = .2, LQ 2.5
    given = metrics.run(
        "three-star",
        TABLE,
        rule_set="turkiye-2008",
        thresholds={"size": 0.5, "dominance": 0.2, "specialisation": 2.6},
    )
    assert stars(given, "A", "x").value == 2
    assert state(given, "A", "x", "specialisation") == "unmet"
    told = metrics.run("three-star", TABLE, rule_set="turkiye-2008", thresholds="size=0.5, dominance=0.2")
    assert stars(told, "A", "x").category == "not-assessed"
    assert state(told, "A", "x", "size") == "met"
    with pytest.raises(ParameterError, match="expected numbers"):
        metrics.run("three-star", TABLE, rule_set="turkiye-2008", thresholds="size=half")
    with pytest.raises(ParameterError, match="criterion 'mass'"):
        metrics.run("three-star", TABLE, rule_set="turkiye-2008", thresholds={"mass": 1})


def many(values: list[int]) -> list[dict[str, Any]]:
    return [{"region": f"R{i:02}", "sector": "x", "value": v} for i, v in enumerate(values)] + [
        {"region": f"R{i:02}", "sector": "y", "value": 100} for i in range(len(values))
    ]


def test_percentiles_include_ties_at_the_edge_and_flag_them() -> None:
    # ten regions, top 10 per cent is one; two share the first place, and both are in
    tied = metrics.run("three-star", many([9, 9, 1, 2, 3, 4, 5, 6, 7, 8]), rule_set="cluster-observatory-2007")
    assert [state(tied, f"R{i:02}", "x", "size") for i in range(3)] == ["met", "met", "unmet"]
    assert any("tied at the edge" in note["en"] and "size: " in note["en"] for note in tied.notes)
    plain = metrics.run("three-star", many([9, 8, 1, 2, 3, 4, 5, 6, 7, 0]), rule_set="cluster-observatory-2007")
    assert [state(plain, f"R{i:02}", "x", "size") for i in range(2)] == ["met", "unmet"]


def test_an_empty_cell_is_never_among_the_top() -> None:
    result = metrics.run("three-star", many([0] * 20), rule_set="cluster-observatory-2007")
    assert {state(result, f"R{i:02}", "x", "size") for i in range(20)} == {"unmet"}


def test_productivity_is_unknown_without_its_column() -> None:
    without = metrics.run("three-star", TABLE, rule_set="panorama-2014")
    assert state(without, "A", "x", "productivity") == "unknown"
    rows = [{**row, "productivity": i} for i, row in enumerate(TABLE)]
    assert stars(metrics.run("three-star", rows, rule_set="panorama-2014"), "C", "x").value is not None


def test_every_shipped_rule_set_is_named_and_dated() -> None:
    for name in rules.rule_sets("three-star"):
        rule = rules.rule_set("three-star", name)
        assert rule["name"] == name
        assert rule["date"] in name
        assert rule["reference"]
        assert rule["title"]["tr"]
        result = metrics.run("three-star", TABLE, rule_set=name)
        assert any(name in note["en"] for note in result.notes)


def test_rule_sets_can_be_files_and_unknown_ones_offer_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    shipped = Path(rules.DATA / "three-star" / "kaya-2006.toml").read_text(encoding="utf-8")
    path.write_text(shipped.replace("kaya-2006", "own"), encoding="utf-8")
    assert stars(metrics.run("three-star", TABLE, rule_set=path), "A", "x").value == 2
    with pytest.raises(ParameterError, match="no three-star rule set"):
        metrics.run("three-star", TABLE, rule_set=str(path))  # a text is a name, never a file
    with pytest.raises(ParameterError, match="eu-10") as caught:
        metrics.run("three-star", TABLE, rule_set="eu-10")
    assert "eu-10-2008" in caught.value.hint
    path.write_text("criteria = [", encoding="utf-8")
    with pytest.raises(ParameterError, match="is not a TOML file"):
        metrics.run("three-star", TABLE, rule_set=path)


def test_kaya_wants_more_than_the_cut_off() -> None:
    # e = 15, e_i = 52, E_j = 27, E = 117: LQ = 15·117/(52·27) = 1.25 exactly, which is not over 1.25
    table = [
        {"region": "A", "sector": "x", "value": 15},
        {"region": "A", "sector": "y", "value": 37},
        {"region": "B", "sector": "x", "value": 12},
        {"region": "B", "sector": "y", "value": 53},
    ]
    assert state(metrics.run("three-star", table, rule_set="kaya-2006"), "A", "x", "specialisation") == "unmet"
