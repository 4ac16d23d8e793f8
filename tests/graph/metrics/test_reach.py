"""B7 and B8: all three spheres within k steps, and how near two spheres are."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.engines.worked import toy
from tests.graph.metrics.graphs import NAMES, efficiency, random_network, rho
from triskele import metrics


def test_reach_of_the_toy_graph() -> None:
    result = metrics.run("tri-sphere-reachability", toy(), permutations=9)
    by_step = {v.key["steps"]: v.value for v in result.values if "steps" in v.key}
    # k = 1: U1, I1, G1 hold the triangle, T1 has U2, I2, G2 around it
    assert by_step["1"] == pytest.approx(4 / 10)
    # k = 2 adds U2, I2 and G2; I3 and I4 need three steps; U3 never
    assert by_step["2"] == pytest.approx(7 / 10)
    assert by_step["3"] == pytest.approx(9 / 10)
    assert by_step["0"] == 0.0
    assert result.headline.key["steps"] == "2"
    assert result.pick(actor="I3").value == 3
    assert result.pick(actor="U3").value is None


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_rho_against_brute_force(seed: int, directed: bool) -> None:
    graph = random_network(seed, directed=directed, p=0.25, unknown=0.1)
    result = metrics.run("tri-sphere-reachability", graph, steps=4, permutations=0)
    found = {int(v.key["steps"]): v.value for v in result.values if "steps" in v.key}
    for k in range(5):
        assert found[k] == pytest.approx(rho(graph, k))
    assert sorted(found.values()) == [found[k] for k in range(5)]


def test_a_spread_hybrid_brings_every_sphere_it_has() -> None:
    graph = nx.Graph([("t", "g")])
    nx.set_node_attributes(graph, {"t": "hybrid", "g": "government"}, "sphere")
    graph.nodes["t"]["membership"] = {"university": 0.5, "industry": 0.5}
    assert metrics.run("tri-sphere-reachability", graph, permutations=0).headline.value == 0.0
    spread = metrics.run("tri-sphere-reachability", graph, hybrids="fractional", permutations=0)
    assert spread.pick(steps="0").value == 0.0
    assert spread.pick(steps="1").value == 1.0


def test_efficiency_of_the_toy_graph() -> None:
    result = metrics.run("cross-sphere-efficiency", toy(), permutations=9)
    pair = {"from": "university", "to": "government"}
    # U1: G1 1, G2 1/2; U2: G1 1/2, G2 1/2; U3 reaches nobody: 2.5 over 6 pairs
    assert result.pick(**pair, quantity="pair-efficiency").value == pytest.approx(2.5 / 6)
    assert result.pick(**pair, quantity="pair-reachable-share").value == pytest.approx(4 / 6)
    lone = result.pick(**{"from": "hybrid", "to": "hybrid"}, quantity="pair-efficiency")
    assert lone.value is None
    # U3 parts 1·7 of the 35 cross pairs
    assert result.pick(quantity="reachable-share").value == pytest.approx(28 / 35)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_efficiency_against_brute_force(seed: int, directed: bool) -> None:
    graph = random_network(seed, directed=directed, p=0.25, unknown=0.1)
    present = {graph.nodes[v].get("sphere") for v in graph} - {None}
    result = metrics.run("cross-sphere-efficiency", graph, permutations=0)
    for a in NAMES:
        for b in NAMES:
            keyed = [v for v in result.values if v.key.get("from") == a and v.key.get("to") == b]
            found = [v.value for v in keyed if v.key["quantity"] == "pair-efficiency"]
            if found:
                wanted = efficiency(graph, a, b)
                assert found == [None if wanted is None else pytest.approx(wanted)]
            else:
                assert not {a, b} <= present or not directed


def test_weighted_lengths_are_inverse_strengths() -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=2.0)
    graph.add_edge("b", "c", weight=4.0)
    graph.add_edge("a", "c", weight=0.0)
    nx.set_node_attributes(graph, {"a": "university", "b": "hybrid", "c": "industry"}, "sphere")
    result = metrics.run("cross-sphere-efficiency", graph, weight="weight")
    # the way a-b-c is 1/2 + 1/4 long; a tie of weight 0 is no way
    pair = result.pick(**{"from": "university", "to": "industry"}, quantity="pair-efficiency")
    assert pair.value == pytest.approx(4 / 3)
    assert any("1/strength" in note["en"] for note in result.notes)
    ones = nx.Graph(graph)
    nx.set_edge_attributes(ones, 1.0, "weight")
    plain = metrics.run("cross-sphere-efficiency", ones, permutations=0)
    heavy = metrics.run("cross-sphere-efficiency", ones, weight="weight", permutations=0)
    assert [v.value for v in heavy.values] == pytest.approx([v.value for v in plain.values])


@pytest.mark.parametrize("null", ["label-permutation", "degree-preserving", "degree-mixing-preserving"])
def test_nulls_of_reach(null: str) -> None:
    for name in ("tri-sphere-reachability", "cross-sphere-efficiency"):
        result = metrics.run(name, random_network(1, n=14), null=null, permutations=19)
        assert result.null == null
        assert 0 < result.headline.p <= 1


def test_an_empty_network_has_no_reach() -> None:
    for name in ("tri-sphere-reachability", "cross-sphere-efficiency"):
        assert metrics.run(name, nx.Graph()).headline.reason["en"] == "The network has no actor."
