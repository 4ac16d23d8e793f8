"""Scenarios over the tiny ecosystem, worked out by hand; documents of others are read, bounded, and never evaluated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triskele.cli import main
from triskele.ecosystem import Ecosystem
from triskele.errors import InvalidInput, TriskeleError
from triskele.measure import measure, whatif
from triskele.metrics.record import Value
from triskele.networks import project
from triskele.networks.changing import changed
from triskele.networks.scenario import MOST_CHANGES, SHAPES, Change, Scenario


def edges(ecosystem: Ecosystem, *changes: str) -> set[tuple[str, ...]]:
    release = changed(ecosystem.release, Scenario.read({"changes": list(changes)})) if changes else ecosystem.release
    return {tuple(sorted(edge)) for edge in project(release).network.edges()}


@pytest.mark.parametrize(
    ("change", "gone", "new"),
    [
        ("remove-actor:transfer-office",
         {("south-university", "transfer-office"), ("sail-firm", "transfer-office"),
          ("coast-agency", "transfer-office")},
         set()),
        # t07 joins the two and is a loop afterwards; t09 becomes a second tie of sail-firm and paint-firm
        ("merge-actors:sail-firm,rope-firm", {("rope-firm", "sail-firm"), ("paint-firm", "rope-firm")}, set()),
        ("add-tie:idle-university,ship-firm,partnership", set(), {("idle-university", "ship-firm")}),
        ("end-tie:tiny-t01", {("north-university", "south-university")}, set()),
        ("end-tie:ship-firm,north-university,rnd-partnership", {("north-university", "ship-firm")}, set()),
        ("found-cluster:a-cluster,ship-firm,idle-university", set(),
         {("a-cluster", "ship-firm"), ("a-cluster", "idle-university")}),
    ],
)  # fmt: skip
def test_each_change_does_what_it_says(
    ecosystem: Ecosystem, change: str, gone: set[tuple[str, ...]], new: set[tuple[str, ...]]
) -> None:
    before = edges(ecosystem)
    assert edges(ecosystem, change) == (before - gone) | {tuple(sorted(edge)) for edge in new}
    assert edges(ecosystem) == before  # the release stays as it is


def test_an_actor_without_a_sphere_has_that_of_most_actors_of_its_class(ecosystem: Ecosystem) -> None:
    added = ["add-actor:a-school,Ministry,university", "add-actor:b-school,Ministry,university"]
    added.append("add-actor:c-school,Ministry")
    release = changed(ecosystem.release, Scenario.read({"changes": added}))
    nodes = project(release).network.nodes
    assert (nodes["town-ministry"]["sphere"], nodes["c-school"]["sphere"]) == ("government", "university")


def test_later_changes_see_earlier_ones_and_keys_stay_in_order(ecosystem: Ecosystem) -> None:
    release = changed(ecosystem.release, Scenario.read({"changes": [
        "add-actor:a-lab,University", "add-tie:a-lab,ship-firm,partnership", "merge-actors:a-lab,coast-agency",
    ]}))  # fmt: skip
    network = project(release).network
    assert network.ids == sorted(network.ids)
    assert set(network["a-lab"]) == {"ship-firm", "transfer-office", "town-ministry"}
    assert network.nodes["a-lab"]["sphere"] == "hybrid"  # a university and a public body
    assert (network.nodes["a-lab"]["university"], network.nodes["a-lab"]["government"]) == (0.5, 0.5)
    known = {key: dict(data) for key, data in project(ecosystem.release).network.nodes(data=True)}
    for key, data in network.nodes(data=True):
        if key != "a-lab":
            assert dict(data) == known[key]


def test_effects_of_removing_the_transfer_office(ecosystem: Ecosystem) -> None:
    """Of eleven ties six cross spheres and five do not: E-I is 1/11. The office is a hybrid with three ties to others,
    all external: (3 - 5) / 8 = -1/4 afterwards. Its three neighbours lose a tie each, nobody gains one."""
    found = ecosystem.what_if(["remove-actor:transfer-office"], metrics=["ei-index", "degree-centrality"])
    ei, degree = found.effects
    assert ei.before is not None
    assert ei.after is not None
    assert (ei.before.value, ei.after.value) == (pytest.approx(1 / 11), -0.25)
    same = measure(ecosystem.release, "ei-index", permutations=199, seed=1).headline
    assert (ei.before.expected, ei.before.sd, ei.before.verdict) == (same.expected, same.sd, same.verdict)
    assert ei.in_sd == pytest.approx((-0.25 - 1 / 11) / (same.sd or 0))
    assert ei.before.null_low == pytest.approx((same.expected or 0) - 1.959964 * (same.sd or 0))
    assert degree.gains == []
    assert {move.subject["actor"] for move in degree.losses} == {"south-university", "sail-firm", "coast-agency"}
    assert degree.went == [{"actor": "transfer-office"}]
    assert degree.changed == 3
    assert found.chosen["before"]["ties"] == 11
    assert found.chosen["after"]["ties"] == 8
    assert found.sentence["en"].startswith("1 changes: 11 ties become 8, 12 actors 11. Of 2 metrics 2 change")
    assert "11 bağ yerine 8" in found.sentence["tr"]
    assert found.labels["sail-firm"]["tr"] == "Yelken A.Ş."


def test_equal_values_share_the_better_place() -> None:
    values = [Value({"actor": name}, value) for name, value in (("a", 3.0), ("b", 2.0), ("c", 2.0), ("d", 1.0))]
    assert [place for _, place in whatif._placed(values).values()] == [1, 2, 2, 4]


def test_a_scenario_that_changes_nothing_changes_no_metric(ecosystem: Ecosystem) -> None:
    found = ecosystem.what_if(
        ["add-tie:idle-university,ship-firm,partnership", "end-tie:idle-university,ship-firm"],
        metrics=["ei-index", "brokerage", "articulation", "sphere-entropy"], permutations=19,
    )  # fmt: skip
    for effect in found.effects:
        assert effect.before == effect.after
        assert (effect.changed, effect.difference or 0.0) == (0, 0.0)
    assert "Of 4 metrics 0 change" in found.sentence["en"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("remove-actor:transfer-ofice", "transfer-ofice"), ("remove-actor:harbour", "harbour"),
        ("delete:ship-firm", "delete"),
        ("add-tie:ship-firm,sail-firm", "2 names"), ("add-tie:ship-firm,sail-firm,no-such-type", "no-such-type"),
        ("add-actor:ship-firm,Firm", "already"), ("add-actor:new,Firmm", "Firmm"), ("add-actor:new,Firm,sky", "sky"),
        ("end-tie:ship-firm,paint-firm", "no such tie"), ("end-tie:tiny-t99", "tiny-t99"),
        ("merge-actors:ship-firm,ship-firm", "same twice"), ("remove-actor:__import__('os')", "no key"),
        ("remove-actor:" + "a" * 200, "no key"), ("x" * 100_000, "too long"),
    ],
)  # fmt: skip
def test_changes_that_cannot_be_made_are_refused_by_name(ecosystem: Ecosystem, change: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said.replace("(", r"\(").replace(")", r"\)")):
        changed(ecosystem.release, Scenario.read({"changes": [change]}))


@pytest.mark.parametrize(
    "document",
    [None, [], "x", {}, {"changes": []}, {"changes": ["remove-actor:a"] * (MOST_CHANGES + 1)}, {"changes": [{}]},
     {"changes": ["remove-actor:a"], "name": "x" * 200}, {"changes": ["remove-actor:a"], "name": "a\nb"},
     {"changes": ["remove-actor:a"], "more": 1}],
)  # fmt: skip
def test_documents_that_are_no_scenario_are_refused(document: object) -> None:
    with pytest.raises(InvalidInput):
        Scenario.read(document)


@given(st.text(max_size=60) | st.builds("{}:{}".format, st.sampled_from(sorted(SHAPES)), st.text("ab0-,", max_size=20)))
def test_any_text_is_a_change_or_refused(text: str) -> None:
    try:
        change = Change.read(text)
    except TriskeleError:
        return
    assert Change.read(str(change)) == change


def test_the_command_line_reads_changes_or_a_file(
    ecosystem: Ecosystem, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(ecosystem.release.folder.parents[1]), "--metrics", "blau-index"]
    assert main(["what-if", "remove-actor:transfer-office", *data, "--lang", "tr"]) == 0
    assert "11 bağ yerine 8" in capsys.readouterr().out
    file = tmp_path / "scenario.json"
    file.write_text('{"name": "No office", "changes": ["remove-actor:transfer-office"]}', "utf-8")
    assert main(["what-if", "--file", str(file), *data, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["name"] == "No office"
    assert "name=No%20office" in document["address"]
    file.write_text("[" * 100_000, "utf-8")
    assert main(["what-if", "--file", str(file), *data]) == 2
