"""B16: k-cores, s-cores and k-components."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.engines.worked import karate, toy
from tests.graph.metrics.graphs import random_network
from triskele import metrics
from triskele.metrics.cores import exact_components


def test_cores_of_the_karate_club() -> None:
    result = metrics.run("k-core", karate(), attribute="club", permutations=9)
    assert result.headline.value == 4
    assert result.pick(quantity="highest-core-size").value == 10
    assert sum(v.value for v in result.values if v.key["quantity"] == "highest-core-of-sphere") == 10
    assert result.null == "degree-preserving"
    assert metrics.run("k-core", toy(), permutations=0).pick(actor="U3").value == 0


@pytest.mark.parametrize("seed", range(4))
def test_s_cores_by_pruning(seed: int) -> None:
    graph = random_network(seed, n=10, p=0.4)
    nx.set_edge_attributes(graph, {e: 1.0 + i % 4 for i, e in enumerate(graph.edges())}, "weight")
    result = metrics.run("k-core", graph, weight="weight", permutations=0)
    levels = {v.key["actor"]: v.value for v in result.values if v.key["quantity"] == "s-core"}
    for level in set(levels.values()):
        rest = graph.copy()
        while weak := [v for v in rest if rest.degree(v, weight="weight") < level - 1e-9]:
            rest.remove_nodes_from(weak)
        assert set(rest) == {v for v, own in levels.items() if own >= level - 1e-9}
    cores = {v.key["actor"]: v.value for v in result.values if v.key["quantity"] == "core"}
    assert cores == nx.core_number(nx.Graph(graph), backend="networkx")


def test_components_of_the_karate_club() -> None:
    result = metrics.run("k-components", karate())
    sizes = {}
    for value in result.values:
        if value.key["quantity"] == "size":
            sizes.setdefault(value.key["k"], []).append(value.value)
    assert sizes == {"4": [10], "3": [18, 5], "2": [28, 6], "1": [34]}
    assert result.headline.value == 4


@pytest.mark.parametrize("seed", range(8))
def test_components_are_those_of_networkx(seed: int) -> None:
    graph = nx.disjoint_union(nx.gnp_random_graph(13, 0.2 + 0.05 * seed, seed=seed), nx.complete_graph(5))
    graph.add_edges_from([(0, 13), (1, 13), (13, 20)])
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    found = {k: sorted(map(sorted, sets)) for k, sets in exact_components(graph).items() if sets}
    assert found == {k: sorted(map(sorted, sets)) for k, sets in nx.k_components(graph).items() if sets}


def test_approximation_says_so_and_isolates_lie_outside() -> None:
    graph = nx.complete_graph(5)
    graph.add_node(9)
    result = metrics.run("k-components", graph, approximate=True)
    assert any("Approximate" in note["en"] for note in result.notes)
    assert result.pick(actor="9").value == 0
    assert metrics.run("k-components", nx.empty_graph(2)).headline.value is None
    assert metrics.run("k-core", nx.Graph()).headline.value is None
