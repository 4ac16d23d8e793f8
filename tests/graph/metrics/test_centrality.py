"""B25: standard centralities and Freeman centralisation."""

from __future__ import annotations

from fractions import Fraction

import networkx as nx
import numpy as np
import pytest

from tests.graph.engines.worked import florentine
from tests.graph.metrics.graphs import random_network
from triskele import metrics
from triskele.errors import ParameterError


def test_degree_of_the_florentine_families() -> None:
    result = metrics.run("degree-centrality", florentine())
    assert result.pick(actor="Medici", quantity="degree").value == 6
    assert result.pick(actor="Medici", quantity="degree-normalised").value == pytest.approx(6 / 14)


def test_betweenness_of_the_florentine_families() -> None:
    result = metrics.run("betweenness-centrality", florentine())
    assert result.pick(actor="Medici", quantity="betweenness").value == pytest.approx(47.5)
    assert result.pick(actor="Medici", quantity="betweenness-normalised").value == pytest.approx(0.521978, abs=5e-7)


def test_closeness_of_the_florentine_families() -> None:
    assert metrics.run("closeness-centrality", florentine()).pick(actor="Medici").value == pytest.approx(0.56)


def test_eigenvector_of_the_florentine_families() -> None:
    found = metrics.run("eigenvector-centrality", florentine())
    assert found.pick(actor="Medici").value == pytest.approx(0.430308, abs=5e-7)
    with_isolate = nx.Graph(florentine())
    with_isolate.add_node("Pucci")
    again = metrics.run("eigenvector-centrality", with_isolate)
    assert again.pick(actor="Medici").value == pytest.approx(0.430308, abs=5e-7)
    assert again.pick(actor="Pucci").reason["en"] == "Outside the largest component."


def test_centralisation_of_the_florentine_families() -> None:
    result = metrics.run("freeman-centralisation", florentine())
    # 15·6 − 40 over 14·13
    assert result.headline.value == pytest.approx(50 / 182)
    assert result.headline.value == pytest.approx(0.274725, abs=5e-7)
    with_isolate = nx.Graph(florentine())
    with_isolate.add_node("Pucci")
    again = metrics.run("freeman-centralisation", with_isolate)
    assert again.headline.value == pytest.approx(0.266667, abs=5e-7)
    assert again.pick(measure="closeness").value is None
    assert again.dropped == {"isolates": 1}


def test_a_star_is_wholly_centralised() -> None:
    result = metrics.run("freeman-centralisation", nx.star_graph(5))
    assert [v.value for v in result.values] == pytest.approx([1.0] * 3)
    assert metrics.run("freeman-centralisation", nx.path_graph(2)).headline.value is None
    out = metrics.run("freeman-centralisation", nx.DiGraph([(0, i) for i in range(1, 5)]))
    assert out.pick(measure="out-degree").value == pytest.approx(1.0)
    assert out.pick(measure="closeness").value is None  # of directed networks it is not told


def test_harmonic_by_hand() -> None:
    graph = nx.path_graph(3)
    graph.add_node(3)
    result = metrics.run("harmonic-centrality", graph)
    assert result.pick(actor="0", quantity="harmonic").value == pytest.approx(1.5)
    assert result.pick(actor="1", quantity="harmonic-normalised").value == pytest.approx(2 / 3)
    assert result.pick(actor="3", quantity="harmonic").value == 0.0


def test_strength_by_hand() -> None:
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 2.0), ("c", "a", 3.0)])
    result = metrics.run("strength-centrality", graph, weight="weight")
    assert result.pick(actor="a", quantity="strength").value == 5.0
    assert result.pick(actor="a", quantity="in-strength").value == 3.0
    assert metrics.run("strength-centrality", graph).pick(actor="a", quantity="strength").value == 2.0


@pytest.mark.parametrize("directed", [False, True])
def test_pagerank_sums_to_one(directed: bool) -> None:
    graph = random_network(2, directed=directed, n=12)
    result = metrics.run("pagerank", graph)
    values = [v.value for v in result.values]
    assert sum(values) == pytest.approx(1.0)
    theirs = nx.pagerank(
        nx.DiGraph(graph) if directed else nx.Graph(graph), tol=1e-12, max_iter=1000, backend="networkx"
    )
    assert values == pytest.approx([theirs[v.key["actor"]] for v in result.values], abs=1e-9)
    with pytest.raises(ParameterError, match="alpha"):
        metrics.run("pagerank", graph, alpha=1.0)


def test_katz_solves_its_equation() -> None:
    graph = random_network(3, n=10, p=0.4)
    result = metrics.run("katz-centrality", graph, alpha=0.05)
    A = nx.to_numpy_array(nx.Graph(graph), nodelist=[v.key["actor"] for v in result.values])
    x = np.linalg.solve(np.eye(10) - 0.05 * A, np.ones(10))
    assert [v.value for v in result.values] == pytest.approx(x / np.linalg.norm(x), abs=1e-9)
    radius = np.abs(np.linalg.eigvalsh(A)).max()
    usual, named = (metrics.run("katz-centrality", graph, **given) for given in ({}, {"alpha": 0.85 / radius}))
    assert [v.value for v in usual.values] == pytest.approx([v.value for v in named.values], abs=1e-9)
    with pytest.raises(ParameterError, match="below 1/λ"):
        metrics.run("katz-centrality", graph, alpha=5.0)


def test_hits_by_hand() -> None:
    # a and b point to c, a to d as well: c is the better authority, a the better hub
    result = metrics.run("hits", nx.DiGraph([("a", "c"), ("b", "c"), ("a", "d")]))
    golden = (1 + 5**0.5) / 2
    assert result.pick(actor="c", quantity="authority").value == pytest.approx(golden / (golden + 1))
    assert result.pick(actor="a", quantity="hub").value == pytest.approx(golden / (golden + 1))
    assert result.pick(actor="c", quantity="hub").value == pytest.approx(0.0)
    assert metrics.run("hits", nx.empty_graph(2)).headline.value is None


@pytest.mark.parametrize("name", ["closeness-centrality", "harmonic-centrality", "betweenness-centrality"])
@pytest.mark.parametrize("directed", [False, True])
def test_weighted_paths_are_those_of_networkx(name: str, directed: bool) -> None:
    """Exact fractions: 1/3 + 1/2 + 1/2 is as long as 1/2 + 1/2 + 1/3, whatever floating point makes of it."""
    graph = random_network(6, directed=directed, n=10, p=0.35)
    nx.set_edge_attributes(graph, {e: 1.0 + i % 3 for i, e in enumerate(graph.edges())}, "weight")
    nx.set_edge_attributes(graph, {(a, b): 1 / Fraction(w) for a, b, w in graph.edges(data="weight")}, "length")
    plain = nx.DiGraph(graph) if directed else nx.Graph(graph)
    theirs = {
        "closeness-centrality": lambda: nx.closeness_centrality(plain, distance="length", backend="networkx"),
        "harmonic-centrality": lambda: nx.harmonic_centrality(plain, distance="length", backend="networkx"),
        "betweenness-centrality": lambda: nx.betweenness_centrality(
            plain, weight="length", normalized=False, backend="networkx"
        ),
    }[name]()
    result = metrics.run(name, graph, weight="weight")
    quantity = name.split("-")[0]
    for value in result.values:
        if value.key["quantity"] == quantity:
            assert value.value == pytest.approx(float(theirs[value.key["actor"]]))


@pytest.mark.parametrize("name", [m.name for m in metrics.registry.all() if m.section == "B25"])
def test_empty_and_single_networks(name: str) -> None:
    assert metrics.run(name, nx.Graph()).headline.value is None
    single = metrics.run(name, nx.empty_graph(1))
    assert all((v.value is None) == (v.reason is not None) for v in single.values)
