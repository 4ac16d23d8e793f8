"""C12: what is missing is not what is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from triskele import metrics
from triskele.errors import TableError
from triskele.metrics.rules import rule_file

REQUIRED = [str(i["name"]) for i in rule_file("ecosystem-components")["items"] if not i.get("optional")]


def row(component: str, state: str = "present", **more: Any) -> dict[str, Any]:
    return {"component": component, "state": state, "evidence": "e", **more}


def test_ten_components_are_required_and_one_is_not() -> None:
    assert len(REQUIRED) == 10
    assert "leisure-and-social-space" not in REQUIRED


def test_completeness_keeps_unknown_apart() -> None:
    # 6 present, 1 absent, 3 unknown of 10: .6, at most .9
    rows = [row(c) for c in REQUIRED[:6]] + [row(REQUIRED[6], "absent")] + [row(REQUIRED[7], "unknown")]
    result = metrics.run("ecosystem-completeness", rows)
    value = result.headline
    assert value.value == pytest.approx(0.6)
    assert (value.low, value.high, value.coverage) == (0.6, 0.9, 0.7)
    gap = result.pick(quantity="gap")  # one is proven absent, four are not proven present
    assert (gap.value, gap.low, gap.high) == (1, 1, 4)
    assert result.pick(quantity="unknown").value == 3
    assert result.pick(component=REQUIRED[6]).category == "absent"
    assert result.pick(component=REQUIRED[8]).category == "unknown"
    assert result.reading["en"] == (
        "Of 10 required components 6 are present, 1 to 4 missing: 1 are known to be absent, 3 are unknown."
    )
    assert {
        "en": "missing: Standards and patent bodies.",
        "tr": "eksik: Standart ve patent kuruluşları.",
    } in result.notes


def test_nothing_known_is_null_and_not_empty() -> None:
    value = metrics.run("ecosystem-completeness", []).headline
    assert value.value is None
    assert (value.low, value.high) == (0, 1)


def test_leisure_counts_apart() -> None:
    result = metrics.run(
        "ecosystem-completeness", [row(c) for c in REQUIRED] + [row("leisure-and-social-space", "absent")]
    )
    assert result.headline.value == 1.0
    assert result.pick(quantity="optional-component").category == "absent"


def test_connected_completeness_leaves_out_the_isolated() -> None:
    # 10 present: 7 connected, 2 isolated, 1 nobody knows: .7, at most .8
    links = ["present"] * 7 + ["absent"] * 2 + [""]
    rows = [row(c, connected=link) for c, link in zip(REQUIRED, links, strict=True)]
    value = metrics.run("ecosystem-completeness", rows).pick(quantity="connected-completeness")
    assert value.value == pytest.approx(0.7)
    assert value.high == pytest.approx(0.8)
    # whose state is unknown may be connected, unless it is known not to be
    open_rows = [row(c, "unknown", connected=link) for c, link in zip(REQUIRED[:2], ("absent", ""), strict=True)]
    more = metrics.run("ecosystem-completeness", [*open_rows, *rows[2:]]).pick(quantity="connected-completeness")
    assert (more.value, more.high) == (pytest.approx(0.5), pytest.approx(0.7))
    without = metrics.run("ecosystem-completeness", [row(REQUIRED[0])]).pick(quantity="connected-completeness")
    assert without.value is None
    assert "no column connected" in (without.reason or {})["en"]


def test_other_words_for_a_component_are_understood() -> None:
    result = metrics.run("ecosystem-completeness", [row("start-ups", "var")])
    assert result.pick(component="entrepreneurs").category == "present"
    with pytest.raises(TableError, match="occurs more than once"):
        metrics.run("ecosystem-completeness", [row("start-ups"), row("entrepreneurs")])


def test_subjects_are_compared_side_by_side() -> None:
    rows = [row("universities", about="ossa"), row("universities", "absent", about="silicon-valley")]
    result = metrics.run("ecosystem-completeness", rows)
    assert [v.key["about"] for v in result.values if v.key["quantity"] == "completeness"] == ["ossa", "silicon-valley"]
    assert result.pick(about="silicon-valley", quantity="gap").value == 1


def test_component_names_are_checked() -> None:
    with pytest.raises(TableError, match="university is not on the list") as caught:
        metrics.run("ecosystem-completeness", [row("university")])
    assert "universities" in caught.value.hint
    with pytest.raises(TableError, match="state must be"):
        metrics.run("ecosystem-completeness", [row("universities", "maybe")])


def test_many_are_a_table_with_a_sentence_each() -> None:
    rows = [{**row(REQUIRED[0]), "about": name} for name in "abcde"] + [{**row(REQUIRED[1]), "about": "e"}]
    result = metrics.run("ecosystem-completeness", rows)
    told = [v.sentence["en"] for v in result.values if v.sentence]
    assert [sentence[:2] for sentence in told] == ["a:", "b:", "c:", "d:", "e:"]
    assert result.reading["en"].startswith(
        "Ecosystem completeness: 5 of them, each with its sentence in the table. Highest: e: Of 10 required"
    )
    assert "sentence_tr" in result.to_csv().splitlines()[0]
