"""B20: two-mode structure, betweenness, projections and backbones."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from triskele import metrics
from triskele.errors import NetworkError, TableError
from triskele.metrics import incidence, twomode

PROJECTS = {"p1": ["a", "b", "c"], "p2": ["a", "b", "d"], "p3": ["c", "d"], "p4": ["e"]}


def bipartite(groups: dict[str, list[str]]) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from({x for members in groups.values() for x in members}, bipartite=0)
    graph.add_nodes_from(groups, bipartite=1)
    graph.add_edges_from((x, g) for g, members in groups.items() for x in members)
    return graph


def test_structure_by_hand() -> None:
    result = metrics.run("two-mode-structure", PROJECTS, permutations=50)
    # nine memberships of 5 × 4; a and b share two projects: one cycle of four.
    # paths of three: Σ (k−1)(d−1) = p1: 2·(1 + 1 + 1), p2: 2·(1 + 1 + 1), p3: 1·(1 + 1)
    assert result.pick(quantity="density").value == pytest.approx(9 / 20)
    assert result.headline.value == pytest.approx(4 * 1 / 14)
    assert result.pick(quantity="groups-of-one").value == 1
    theirs = nx.bipartite.robins_alexander_clustering(bipartite(PROJECTS))
    assert result.headline.value == pytest.approx(theirs)
    assert result.null == "both-margins"
    assert "memberships alone" in result.reading["en"]


def test_draws_of_memberships_forget_where_they_began() -> None:
    # forty groups of two among eighty actors of one group each: by chance a membership is there with 1/40
    two = incidence.read({f"g{i:02}": [f"a{i:02}", f"b{i:02}"] for i in range(40)})
    before = two.matrix.toarray()
    drawn = incidence.margins_draws(two, lambda matrix: float((matrix.toarray() * before).sum()) / 80, 100, 1)
    assert drawn is not None
    assert drawn.values.mean() == pytest.approx(1 / 40, abs=0.01)


def test_every_form_of_two_mode_data_is_read_the_same() -> None:
    rows = [{"group": g, "actor": a} for g, members in PROJECTS.items() for a in members]
    plain = metrics.run("two-mode-structure", PROJECTS, permutations=9).to_json()
    for data in (rows, rows[::-1], bipartite(PROJECTS)):
        assert metrics.run("two-mode-structure", data, permutations=9).to_json() == plain
    again = metrics.run("two-mode-structure", [*rows, rows[0]], permutations=9)
    assert again.dropped == {"repeated_memberships": 1}
    with pytest.raises(NetworkError, match="which nodes are groups"):
        metrics.run("two-mode-structure", nx.path_graph(3))
    wrong = nx.Graph([("a", "b")])
    nx.set_node_attributes(wrong, 0, "bipartite")
    with pytest.raises(NetworkError, match="same mode"):
        metrics.run("two-mode-structure", wrong)
    with pytest.raises(TableError, match="group"):
        metrics.run("two-mode-structure", [{"actor": "a"}])


def test_betweenness_has_its_own_normaliser() -> None:
    graph = bipartite(PROJECTS)
    actors = [n for n, mode in graph.nodes(data="bipartite") if mode == 0]
    theirs = nx.bipartite.betweenness_centrality(graph, actors)
    result = metrics.run("two-mode-betweenness", graph)
    for node, value in theirs.items():
        kind = "actor" if node in actors else "group"
        assert result.pick(**{kind: node}, quantity=f"{kind}-betweenness").value == pytest.approx(value)


def test_weights_by_hand() -> None:
    def pair(kind: str, a: str, b: str) -> float:
        return metrics.run("projection-weights", PROJECTS, kind=kind).pick(actor=a, other=b).value

    # a and b share two projects of three; c and d one of two
    assert pair("shared", "a", "b") == 2
    assert pair("newman", "a", "b") == pytest.approx(2 * 1 / 2)
    assert pair("hyperbolic", "a", "b") == pytest.approx(2 * 1 / 3)
    assert pair("newman", "c", "d") == pytest.approx(1.0)
    theirs = nx.bipartite.collaboration_weighted_projected_graph(bipartite(PROJECTS), list("abcde"))
    result = metrics.run("projection-weights", PROJECTS)
    assert {(v.key["actor"], v.key["other"]): v.value for v in result.values} == {
        tuple(sorted((a, b))): pytest.approx(w) for a, b, w in theirs.edges(data="weight")
    }
    # a project of one partner adds nothing, and large ones can be capped
    capped = metrics.run("projection-weights", PROJECTS, largest=2)
    assert [(v.key["actor"], v.key["other"]) for v in capped.values] == [("c", "d")]
    assert capped.dropped == {"large_groups": 2}


def test_empty_modes_are_null() -> None:
    for name in ("two-mode-structure", "two-mode-betweenness", "projection-weights", "projection-backbone"):
        for data in ({}, {"p": ["a"]}):
            value = metrics.run(name, data).headline
            assert value.value is None or data
            assert value.value is not None or value.reason["tr"]


def test_maximum_entropy_keeps_both_margins() -> None:
    two = incidence.read(PROJECTS)
    p = twomode.membership_chances(two.matrix)
    assert p.sum(axis=0) == pytest.approx(two.degrees, abs=1e-6)
    assert p.sum(axis=1) == pytest.approx(two.sizes, abs=1e-6)
    assert ((p >= 0) & (p <= 1)).all()
    full = incidence.read({"p": ["a", "b"], "q": ["a", "b"], "r": ["a"]})
    q = twomode.membership_chances(full.matrix)
    assert q[:, 0] == pytest.approx(1.0)
    assert q.sum(axis=1) == pytest.approx(full.sizes)


def test_poisson_binomial_tails_by_hand() -> None:
    # two groups with joint chances ¼ and ½: P(0) = 3/8, P(1) = ½, P(2) = 1/8
    p = np.array([[0.5, 0.5], [0.5, 1.0]])
    pair = (np.array([0]), np.array([1]))
    for shared, low, high in ((0, 3 / 8, 1.0), (1, 7 / 8, 5 / 8), (2, 1.0, 1 / 8)):
        found = twomode.tail_chances(p, pair, np.array([shared]))
        assert (found[0][0], found[1][0]) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize("method", ["sdsm", "fdsm"])
def test_backbone_keeps_what_sizes_do_not_give(method: str) -> None:
    rng = np.random.default_rng(5)
    groups = {
        f"g{i}": ["x", "y"] if i < 14 else list(rng.choice(list("abcdefgh"), 3, replace=False)) for i in range(40)
    }
    result = metrics.run("projection-backbone", groups, method=method, permutations=999)
    kept = {(v.key["actor"], v.key["other"]) for v in result.values if v.category == "kept"}
    assert kept == {("x", "y")}
    pair = result.pick(actor="x", other="y")
    assert pair.value == 14
    assert pair.expected < 14
    assert pair.p_adjusted >= pair.p_high
