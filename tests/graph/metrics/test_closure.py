"""B6: triangles and two-paths of the three spheres."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.engines.worked import toy
from tests.graph.metrics.graphs import random_network, uig
from triskele import metrics


def test_closure_of_the_toy_graph() -> None:
    result = metrics.run("uig-closure", toy())
    # U1-I1-G1 is the only U-I-G triangle; its three two-paths are all there are: G2's run to G1 and T1 only
    assert result.pick(quantity="tau").value == 1
    assert result.headline.value == 1.0
    assert result.pick(quantity="coverage").value == pytest.approx(1 / (3 * 4 * 2))
    # triangles U1-I1-G1 and I2-I3-I4: 6·3·4·2·2/(10·9·8)
    assert result.pick(quantity="expected-tau").value == pytest.approx(288 / 720)
    assert result.pick(quantity="tau").expected == pytest.approx(0.4)
    assert result.exact


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_closure_against_brute_force(seed: int, directed: bool) -> None:
    graph = random_network(seed, directed=directed, n=10, p=0.4, unknown=0.15)
    triples, closed, paths = uig(graph)
    result = metrics.run("uig-closure", graph, permutations=0)
    assert result.pick(quantity="tau").value == triples
    assert result.headline.value == (pytest.approx(closed / paths) if paths else None)


def test_fractional_closure_weighs_assignments() -> None:
    graph = nx.complete_graph(["u", "i", "t"])
    graph.nodes["u"]["sphere"], graph.nodes["i"]["sphere"] = "university", "industry"
    graph.nodes["t"]["sphere"] = "hybrid"
    graph.nodes["t"]["membership"] = {"university": 0.25, "industry": 0.25, "government": 0.5}
    exclusive = metrics.run("uig-closure", graph)
    assert exclusive.pick(quantity="tau").value == 0
    assert exclusive.pick(quantity="coverage").value is None
    fractional = metrics.run("uig-closure", graph, hybrids="fractional")
    # only t can stand for government: 1·1·0.5
    assert fractional.pick(quantity="tau").value == pytest.approx(0.5)
    assert fractional.headline.value == pytest.approx(1.0)
    assert fractional.pick(quantity="expected-tau").value == pytest.approx(0.5)


@pytest.mark.parametrize("null", ["degree-preserving", "degree-mixing-preserving"])
def test_other_nulls(null: str) -> None:
    result = metrics.run("uig-closure", random_network(3, n=14, p=0.4), null=null, permutations=30)
    assert result.null == null
    assert result.pick(quantity="tau").expected is not None
    assert result.seed == 1


def test_weighted_triangles_take_the_geometric_mean() -> None:
    graph = nx.complete_graph(["u", "i", "g"])
    nx.set_node_attributes(graph, {"u": "university", "i": "industry", "g": "government"}, "sphere")
    nx.set_edge_attributes(graph, {("u", "i"): 1.0, ("i", "g"): 2.0, ("u", "g"): 4.0}, "weight")
    result = metrics.run("uig-closure", graph, weight="weight", permutations=0)
    assert result.pick(quantity="weighted-tau").value == pytest.approx(2.0)


def test_without_a_two_path_closure_is_null() -> None:
    for graph in (nx.Graph(), nx.path_graph(3)):
        nx.set_node_attributes(graph, "university", "sphere")
        result = metrics.run("uig-closure", graph)
        assert result.headline.value is None
        assert result.headline.reason["tr"]


def test_a_closure_of_few_cases_says_so() -> None:
    # the toy graph has the one triangle U1 I1 G1
    notes = " ".join(note["en"] for note in metrics.run("uig-closure", toy(), permutations=0).notes)
    assert "The closure rests on few cases: 1 triangles and " in notes
    for count in (9, 10):
        many = nx.disjoint_union_all([nx.complete_graph(3)] * count)
        nx.set_node_attributes(many, {n: ("university", "industry", "government")[n % 3] for n in many}, "sphere")
        assert bool(metrics.run("uig-closure", many, permutations=0).notes) == (count < 10)
