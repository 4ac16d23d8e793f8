"""B1, B2 and B4: mixing, densities by pair of spheres, assortativity."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.engines.worked import florentine, karate, toy
from tests.graph.metrics.graphs import random_network
from triskele import metrics

ORDER = ("university", "industry", "government", "hybrid")


def cells(result, quantity: str = "mixing") -> list[list[float]]:
    return [[result.pick(**{"from": a, "to": b}, quantity=quantity).value for b in ORDER] for a in ORDER]


def test_mixing_of_the_toy_graph() -> None:
    # one tie inside U, three inside I, one inside G, none inside H; U-I, U-G, I-G, U-H, I-H, G-H once each
    result = metrics.run("mixing-matrix", toy(), permutations=99)
    assert cells(result) == [[2, 1, 1, 1], [1, 6, 1, 1], [1, 1, 2, 1], [1, 1, 1, 0]]
    assert sum(map(sum, cells(result))) == 2 * 11
    assert result.exact
    assert result.permutations == 12_600
    # 9 ordered pairs of U and H of 90, times 22 tie ends: 3·1/90 · 22
    assert result.pick(**{"from": "university", "to": "hybrid"}).expected == pytest.approx(3 / 90 * 22)
    assert result.dropped == {"isolates": 1}
    # without directions a pair of spheres is one test, and its two cells have one verdict: 4 · 5/2 pairs, and a single
    # hybrid is never tied to itself
    assert {v.tests for v in result.values} == {9, None}
    for a in ORDER:
        one, other = (result.pick(**{"from": x, "to": y}) for x, y in ((a, "industry"), ("industry", a)))
        assert (one.p_adjusted, one.verdict) == (other.p_adjusted, other.verdict)
    assert "10 values" in result.reading["en"]


def test_directed_mixing_counts_arcs() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")])
    nx.set_node_attributes(graph, {"a": "university", "b": "industry", "c": "industry"}, "sphere")
    result = metrics.run("mixing-matrix", graph, permutations=0)
    assert result.direction == "directed"
    assert result.pick(**{"from": "university", "to": "industry"}).value == 2
    assert result.pick(**{"from": "industry", "to": "university"}).value == 1
    assert sum(v.value for v in result.values) == 3
    assert result.null is None


def test_unknown_spheres_have_a_row_of_their_own() -> None:
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
    nx.set_node_attributes(graph, {"a": "university", "b": "industry", "c": "unknown"}, "sphere")
    result = metrics.run("mixing-matrix", graph, permutations=0)
    assert result.headline.coverage == pytest.approx(1 / 3)
    assert (result.headline.n, result.headline.m) == (2, 1)
    assert result.dropped == {"unknown_sphere": 2, "unknown_ties": 2}
    assert result.pick(**{"from": "industry", "to": "?"}).value == 1
    assert result.pick(**{"from": "?", "to": "?"}).value == 2
    ends = [v.value for v in result.values]
    assert sum(ends) == 2 * 3


def test_parallel_ties_merge_and_self_ties_fall_out() -> None:
    graph = nx.MultiGraph([("a", "b"), ("a", "b"), ("a", "a")])
    nx.set_node_attributes(graph, {"a": "university", "b": "industry"}, "sphere")
    nx.set_edge_attributes(graph, dict(zip(graph.edges(keys=True), (2.0, 3.0, 9.0), strict=True)), "weight")
    for rule, weight in (("sum", 5.0), ("max", 3.0), ("count", 2.0)):
        result = metrics.run("mixing-matrix", graph, weight="weight", parallel=rule, permutations=0)
        pair = {"from": "university", "to": "industry"}
        assert result.pick(**pair, quantity="mixing").value == 1
        assert result.pick(**pair, quantity="weighted-mixing").value == weight
        assert result.dropped == {"self_ties": 1, "parallel_ties": 1}
        assert result.weights == "weight"


def test_fractional_mixing_keeps_the_sum() -> None:
    graph = toy()
    plain = nx.Graph(graph)
    nx.set_node_attributes(plain, {"T1": {"university": 0.5, "industry": 0.5}}, "membership")
    result = metrics.run("mixing-matrix", plain, hybrids="fractional", permutations=9)
    assert result.hybrids == "fractional"
    found = {(v.key["from"], v.key["to"]): v.value for v in result.values}
    # T1's ties to U2, I2 and G2 count half for U and half for I
    assert found["university", "university"] == 2 + 2 * 0.5
    assert found["university", "industry"] == 1 + 0.5 + 0.5
    assert found["industry", "industry"] == 6 + 2 * 0.5
    assert found["university", "government"] == found["industry", "government"] == 1.5
    assert sum(found.values()) == pytest.approx(22)
    # the mean over labellings keeps the sum too, and a hybrid without shares is unknown
    assert sum(v.expected for v in result.values) == pytest.approx(22)
    assert metrics.run("mixing-matrix", toy(), hybrids="fractional", permutations=0).dropped["unknown_sphere"] == 1


def test_densities_of_the_toy_graph() -> None:
    result = metrics.run("cross-sphere-density", toy(), permutations=99)
    # six cross ties among 3·4 + 3·2 + 3·1 + 4·2 + 4·1 + 2·1 = 35 cross pairs
    assert result.headline.value == pytest.approx(6 / 35)
    expected = {
        ("university", "university"): 1 / 3, ("university", "industry"): 1 / 12, ("university", "government"): 1 / 6,
        ("industry", "industry"): 1 / 2, ("industry", "government"): 1 / 8, ("government", "government"): 1.0,
        ("university", "hybrid"): 1 / 3, ("industry", "hybrid"): 1 / 4, ("government", "hybrid"): 1 / 2,
    }  # fmt: skip
    for (a, b), density in expected.items():
        assert result.pick(**{"from": a, "to": b}).value == pytest.approx(density)
    lone = result.pick(**{"from": "hybrid", "to": "hybrid"})
    assert lone.value is None
    assert lone.reason["tr"]


def test_assortativity_of_the_toy_graph() -> None:
    # e_aa: (2 + 6 + 2 + 0)/22; Σa² = (25 + 81 + 25 + 9)/484 = 140/484
    result = metrics.run("sphere-assortativity", toy())
    chance = 140 / 484
    assert result.headline.value == pytest.approx((10 / 22 - chance) / (1 - chance))
    assert result.headline.value == pytest.approx(0.232558, abs=5e-7)
    assert result.pick(quantity="minimum").value == pytest.approx(-0.406977, abs=5e-7)
    assert result.pick(quantity="sphere-modularity").value == pytest.approx(0.165289, abs=5e-7)


def test_assortativity_of_the_karate_club() -> None:
    result = metrics.run("sphere-assortativity", karate(), attribute="club", permutations=99)
    assert result.headline.value == pytest.approx(0.717531, abs=5e-7)
    assert result.pick(quantity="sphere-modularity").value == pytest.approx(0.358235, abs=5e-7)
    assert result.headline.value == pytest.approx(
        nx.attribute_assortativity_coefficient(nx.karate_club_graph(), "club")
    )


def test_one_sphere_and_no_tie_are_null() -> None:
    alone = nx.path_graph(3)
    nx.set_node_attributes(alone, "university", "sphere")
    for graph in (alone, nx.Graph(), nx.empty_graph(3), florentine()):
        result = metrics.run("sphere-assortativity", graph)
        assert result.headline.value is None
        assert result.headline.reason["en"]
    assert metrics.run("cross-sphere-density", alone).headline.value is None
    assert metrics.run("cross-sphere-density", alone).values[1].value == pytest.approx(2 / 3)


@pytest.mark.parametrize("seed", range(4))
def test_degree_null_keeps_degrees_and_weighted_draws_agree_with_counts(seed: int) -> None:
    graph = random_network(seed, n=12)
    nx.set_edge_attributes(graph, 1.0, "weight")
    plain = metrics.run("sphere-assortativity", graph, permutations=50)
    heavy = metrics.run("sphere-assortativity", graph, weight="weight", permutations=50)
    assert heavy.pick(quantity="weighted-assortativity").value == plain.headline.value
    assert heavy.pick(quantity="weighted-assortativity").expected == pytest.approx(plain.headline.expected)
    # margins do not move when degrees are kept
    kept = metrics.run("mixing-matrix", graph, null="degree-preserving", permutations=20)
    assert kept.null == "degree-preserving"
    for a in {v.key["from"] for v in kept.values}:
        row = [v for v in kept.values if v.key["from"] == a and v.key["quantity"] == "mixing"]
        assert sum(v.value for v in row) == pytest.approx(sum(v.expected for v in row))
