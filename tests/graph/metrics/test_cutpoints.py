"""B14: articulation actors and bridges."""

from __future__ import annotations

import igraph
import networkx as nx
import pytest

from tests.graph.engines.worked import karate, toy
from tests.graph.metrics.graphs import connected_cross_pairs, random_network
from triskele import metrics


def names(result, quantity: str) -> set:
    return {(v.key["actor"], *([v.key["other"]] if "other" in v.key else [])) for v in result.values
            if v.key["quantity"] == quantity}  # fmt: skip


def test_cuts_of_the_karate_club() -> None:
    result = metrics.run("articulation", karate(), attribute="club")
    assert names(result, "articulation") == {("0",)}
    assert names(result, "bridge") == {("0", "11")}
    assert result.headline.value == 1


def test_cuts_of_the_toy_graph() -> None:
    result = metrics.run("articulation", toy())
    # T1 holds I2, I3, I4 and the rest together, I2 the two others; T1-I2 is the only bridge
    assert names(result, "articulation") == {("T1",), ("I2",)}
    assert names(result, "bridge") == {("I2", "T1")}
    # without T1: U1 U2 I1 G1 G2 lose I2 I3 I4, that is (2 U + 2 G)·3 cross pairs
    assert result.pick(actor="T1", quantity="lost-cross-pairs").value == 12
    assert result.pick(actor="T1", quantity="articulation").category == "separates-spheres"


@pytest.mark.parametrize("seed", range(6))
def test_cuts_against_igraph_and_losses_against_brute_force(seed: int) -> None:
    graph = random_network(seed, n=12, p=0.16, unknown=0.15)
    result = metrics.run("articulation", graph)
    oracle = igraph.Graph.from_networkx(graph)
    ids = list(graph)
    assert names(result, "articulation") == {(ids[i],) for i in oracle.articulation_points()}
    ends = {frozenset((ids[e.source], ids[e.target])) for e in (oracle.es[i] for i in oracle.bridges())}
    assert {frozenset(pair) for pair in names(result, "bridge")} == ends
    for (actor,) in names(result, "articulation"):
        rest = graph.copy()
        rest.remove_node(actor)
        lost = connected_cross_pairs(graph, actor) - connected_cross_pairs(rest)
        assert result.pick(actor=actor, quantity="lost-cross-pairs").value == lost
        separates = result.pick(actor=actor, quantity="articulation").category == "separates-spheres"
        assert separates == (lost > 0)
    for a, b in names(result, "bridge"):
        rest = graph.copy()
        rest.remove_edge(a, b)
        lost = connected_cross_pairs(graph) - connected_cross_pairs(rest)
        assert result.pick(actor=a, other=b, quantity="lost-by-bridge").value == lost


def test_parallel_ties_are_merged_before_bridges_are_sought() -> None:
    result = metrics.run("articulation", nx.MultiGraph([("a", "b"), ("a", "b")]))
    assert names(result, "bridge") == {("a", "b")}
    assert result.dropped["parallel_ties"] == 1


def test_a_directed_network_is_cut_weakly() -> None:
    result = metrics.run("articulation", nx.DiGraph([("a", "b"), ("c", "b")]))
    assert names(result, "articulation") == {("b",)}
    assert metrics.run("articulation", nx.Graph()).headline.value is None
