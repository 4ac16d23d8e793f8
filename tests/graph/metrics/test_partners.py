"""Whom to approach next, worked out on the tiny ecosystem; the orders against networkx and with dates hidden."""

from __future__ import annotations

import json
import math

import networkx as nx
import numpy as np
import pytest

from triskele.cli import main
from triskele.ecosystem import Ecosystem
from triskele.engines.neighbours import best, dated, scores, tried
from triskele.errors import InvalidInput
from triskele.networks import project
from triskele.networks.changing import changed
from triskele.networks.scenario import Scenario


def test_sail_should_approach_two_actors_through_the_transfer_office(ecosystem: Ecosystem) -> None:
    """Sail Inc. is tied with Rope, Paint and the Transfer Office; through the office with South University and the
    Coast Agency. One shared partner, of 3 and 2 partners among 10 others: 3 · 2 / 10 expected, P(at least one) =
    1 − C(7,2)/C(10,2) = 1 − 21/45. Adamic-Adar: 1 / ln 3 for both."""
    found = ecosystem.partners("sail-firm", by="adamic-adar")
    assert {c.actor for c in found.candidates} == {"south-university", "coast-agency"}
    assert found.partners == 3
    assert found.missing == ["government", "civil-society"]
    agency = next(c for c in found.candidates if c.actor == "coast-agency")
    assert (agency.kind, agency.shared, agency.fills) == ("two-steps", 1, True)
    assert agency.score == pytest.approx(1 / math.log(3), abs=1e-6)
    assert agency.expected == pytest.approx(0.6)
    assert agency.p == pytest.approx(24 / 45)
    assert agency.verdict == "not-distinguishable"
    assert [(s.actor, s.near, s.far) for s in agency.through] == [("transfer-office", ["tiny-t06"], ["tiny-t10"])]
    assert found.ties["tiny-t10"]["evidence"][0]["line_from"] == 39
    assert "in a missing sphere: government" in agency.reason["en"]
    assert "Aktarım Ofisi" in agency.reason["tr"]
    assert found.trial is None
    assert "too few dated ties" in found.sentence["en"]


def test_an_undated_tie_counts_half_and_one_a_fifth_of_the_span_ago_too() -> None:
    recency = dated(4, [0, 1, 2, 0], [1, 2, 3, 3], [2020, math.nan, 2000, 2016]).recency.toarray()
    assert [recency[0, 1], recency[1, 2], recency[2, 3], recency[0, 3]] == pytest.approx([1, 1 / 2, 1 / 32, 1 / 2])


def test_a_later_tie_goes_first(ecosystem: Ecosystem) -> None:
    """South University has been tied with the office since 2010, the agency since 2012: both share it alone."""
    found = ecosystem.partners("sail-firm")
    assert [c.actor for c in found.candidates] == ["coast-agency", "south-university"]


def test_the_likes_of_an_actor_lead_into_a_missing_sphere(ecosystem: Ecosystem) -> None:
    """Two clusters have a firm as member each; one of them is supported by the ministry too. No partner of the other is
    in government; its like (cosine of (1) and (1, 1): 1/√2) leads there."""
    changes = ["end-tie:town-ministry,ship-firm", "found-cluster:a-cluster,ship-firm",
               "found-cluster:b-cluster,rope-firm", "add-tie:town-ministry,b-cluster,support"]  # fmt: skip
    release = changed(ecosystem.release, Scenario.read({"changes": changes}))
    found = Ecosystem(release).partners("a-cluster")
    alike = [c for c in found.candidates if c.kind == "alike"]
    assert [c.actor for c in alike] == ["town-ministry"]
    assert alike[0].fills
    assert alike[0].score == pytest.approx(math.sqrt(1 / 2))
    assert [(s.actor, s.likeness) for s in alike[0].through] == [
        ("b-cluster", pytest.approx(math.sqrt(1 / 2), abs=1e-6))
    ]


def test_adamic_adar_is_that_of_networkx(ecosystem: Ecosystem) -> None:
    network = project(ecosystem.release).network
    plain = nx.Graph(network)
    ids = network.ids
    u, v = network.edges_array
    graph = dated(len(ids), u, v, np.full(len(u), np.nan))
    table = scores(graph, range(len(ids)), "adamic-adar")
    for a, b, expected in nx.adamic_adar_index(plain):
        if graph.degree[ids.index(b)] and graph.degree[ids.index(a)]:
            assert table[ids.index(a), ids.index(b)] == pytest.approx(expected, abs=1e-6)
    for a, b in plain.edges():
        assert table[ids.index(a), ids.index(b)] == -1
    assert best(np.array([-1.0, 0.5, -1.0, 0.7]), 3) == [3, 1]


def test_a_trial_finds_what_closes_and_not_what_does_not() -> None:
    """Rings of five whose second neighbours close later: shared partners find both, degree what it meets."""
    u, v, when = [], [], []
    for ring in range(12):
        base = 5 * ring
        for i in range(5):
            u += [base + i, base + i]
            v += [base + (i + 1) % 5, base + (i + 2) % 5]
            when += [2000, 2020]
    trial = tried(60, u, v, when)
    assert trial is not None
    assert (trial.egos, trial.new, trial.cut) == (60, 120, 2016)
    assert trial.hits["adamic-adar"] == trial.hits["recent"] == 2
    assert trial.hits["degree"] < 0.5
    assert trial.chance == pytest.approx(10 * 2 / 57)
    assert trial.winner == "recent"
    assert tried(60, u, v, [2000] * len(u)) is None
    assert tried(60, u, v, [math.nan] * len(u)) is None


def test_the_command_line_tells_ties_and_lines(ecosystem: Ecosystem, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(ecosystem.release.folder.parents[1])]
    assert main(["partners", "sail-firm", *data, "--lang", "tr"]) == 0
    said = capsys.readouterr().out
    assert "Hiçbir ortağının bulunmadığı alan: kamu, sivil toplum" in said
    assert "iki adım ötede" in said
    assert "two-steps" not in said
    assert all(head in said for head in (" sıra ", " aktör ", " puan ", " satırlar "))
    assert main(["partners", "sail-firm", *data, "--format", "csv"]) == 0
    assert "tiny-t06 tiny-t10,novel 35; novel 39" in capsys.readouterr().out
    assert main(["partners", "sail-firm", *data, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["actor"] == "sail-firm"
    assert main(["partners", "sail-form", *data]) == 2
    with pytest.raises(InvalidInput, match="by is"):
        ecosystem.partners("sail-firm", by="magic")
    with pytest.raises(InvalidInput, match="limit is"):
        ecosystem.partners("sail-firm", limit=0)
