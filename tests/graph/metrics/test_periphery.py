"""B27: core and periphery."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from tests.graph.engines.worked import toy
from tests.graph.metrics.graphs import random_network
from triskele import metrics
from triskele.words import phrase


def members(result: metrics.Result) -> set[str]:
    return {v.key["actor"] for v in result.values if v.category == "core"}


def errors(graph: nx.Graph, core: set[str]) -> int:
    """Untied pairs inside plus tied pairs outside, counted pair by pair."""
    inside = sum(not graph.has_edge(a, b) for a, b in combinations(core, 2))
    return inside + sum(graph.has_edge(a, b) for a, b in combinations(set(graph) - core, 2))


def test_core_of_the_toy_graph() -> None:
    # degrees: U2 T1 I2 U1 I1 G1 G2 I3 I4 have 2 or more; order T1 3 (U2 I2 G2), U1 3, I1 2, G1 3, I2 3, ...
    graph = toy()
    result = metrics.run("core-periphery", graph, permutations=0)
    core = members(result)
    # k grows while the next degree is at least k: 3, 3, 3, 3 ≥ 0..3, the next is 2 < 4
    assert len(core) == result.pick(quantity="core-size").value == 4
    best = min(errors(graph, set(c)) for k in range(11) for c in combinations(graph, k))
    assert result.pick(quantity="core-errors").value == errors(graph, core) == best


@pytest.mark.parametrize("seed", range(6))
def test_no_other_core_has_fewer_errors(seed: int) -> None:
    graph = random_network(seed, n=9, p=0.2 + 0.1 * seed)
    result = metrics.run("core-periphery", graph, permutations=0)
    best = min(errors(graph, set(c)) for k in range(10) for c in combinations(graph, k))
    assert result.pick(quantity="core-errors").value == errors(graph, members(result)) == best
    pairs = [
        (graph.has_edge(a, b), a in members(result))
        for a, b in combinations(graph, 2)
        if (a in members(result)) == (b in members(result))
    ]
    tied, ideal = np.array(pairs, dtype=float).T
    if tied.std() and ideal.std():
        assert result.headline.value == pytest.approx(np.corrcoef(tied, ideal)[0, 1])


def test_of_equal_degrees_those_tied_to_the_better_connected_come_first() -> None:
    # h has three ties; b, x and y two each, and only two of them fit in: to neighbours of 1 + 1, 3 + 2 and 2 + 1 ties
    graph = nx.Graph([("b", "a"), ("b", "c"), ("h", "p"), ("h", "q"), ("h", "x"), ("x", "y"), ("y", "z")])
    result = metrics.run("core-periphery", graph, permutations=0)
    assert members(result) == {"h", "x", "y"}
    assert phrase("periphery.interchangeable", inside=2, outside=1) in result.notes  # x and y; b would do as well


def test_the_ideal_pattern_fits_without_an_error() -> None:
    # a core of four tied to each other, six that are tied to the core alone
    graph = nx.complete_graph(4)
    graph.add_edges_from([(4, 0), (5, 0), (6, 1), (7, 1), (8, 2), (9, 3)])
    nx.set_node_attributes(graph, "industry", "sphere")
    result = metrics.run("core-periphery", graph, null="tie-preserving", permutations=199)
    assert members(result) == {"0", "1", "2", "3"}
    assert result.headline.value == 1
    assert result.headline.verdict == "distinguishable"
    assert result.pick(quantity="core-errors").value == 0
    assert result.pick(quantity="density-between").value == pytest.approx(6 / 24)
    assert result.pick(quantity="core-of-sphere").value == 4


def test_degrees_fix_the_errors_and_not_the_fit() -> None:
    result = metrics.run("core-periphery", random_network(4, n=14, p=0.3), permutations=49)
    assert result.null == "degree-preserving"
    assert result.pick(quantity="core-errors").sd == 0
    assert result.pick(quantity="core-errors").verdict == "no-null"
    assert result.headline.sd > 0


def test_actors_that_could_stand_for_each_other_are_told() -> None:
    # in a ring everybody has two ties: which three are in the core says nothing
    result = metrics.run("core-periphery", nx.cycle_graph(6), permutations=0)
    assert len(members(result)) == 3
    assert any("could be replaced by 3 of equal degree" in note["en"] for note in result.notes)
    assert metrics.run("core-periphery", nx.empty_graph(3)).headline.value is None
    assert metrics.run("core-periphery", nx.complete_graph(4), permutations=0).headline.value is None
