"""D: quadratic assignment, alone and with several predictors."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from tests.graph.engines.worked import toy
from tests.graph.metrics.graphs import random_network
from triskele import metrics
from triskele.errors import ParameterError
from triskele.metrics import typed
from triskele.metrics.qap import great_circle, predictors


def test_correlation_has_the_p_of_the_ei_index() -> None:
    result = metrics.run("qap-correlation", toy())
    ei = metrics.run("ei-index", toy()).headline
    assert result.null == "qap"
    assert result.exact
    assert (result.headline.p_low, result.headline.p_high) == pytest.approx((ei.p_high, ei.p_low))
    assert result.headline.z == pytest.approx(-ei.z)


@pytest.mark.parametrize("directed", [False, True])
def test_correlation_is_that_of_the_two_matrices(directed: bool) -> None:
    graph = random_network(3, directed=directed, n=10)
    nx.set_edge_attributes(graph, {e: 1.0 + i % 3 for i, e in enumerate(graph.edges())}, "weight")
    ids = sorted(graph)
    same = np.array([[graph.nodes[a]["sphere"] == graph.nodes[b]["sphere"] for b in ids] for a in ids], dtype=float)
    off = ~np.eye(10, dtype=bool)
    for weight in (None, "weight"):
        plain = nx.DiGraph(graph) if directed else nx.Graph(graph)
        table = nx.to_numpy_array(plain, nodelist=ids, weight=weight)
        wanted = np.corrcoef(table[off], same[off])[0, 1]
        found = metrics.run("qap-correlation", graph, weight=weight, permutations=9).headline.value
        assert found == pytest.approx(wanted)


@pytest.mark.parametrize("directed", [False, True])
def test_regression_is_least_squares(directed: bool) -> None:
    graph = random_network(7, directed=directed, n=12)
    ids = sorted(graph)
    for i, node in enumerate(ids):
        graph.nodes[node]["founded"] = 1990 + (i * 7) % 11
        graph.nodes[node]["cluster"] = "xyz"[i % 3]
    result = metrics.run("qap-regression", graph, same="cluster", difference="founded", permutations=49)
    pairs = [(a, b) for a in ids for b in ids if (a != b if directed else a < b)]
    y = np.array([graph.has_edge(a, b) for a, b in pairs], dtype=float)
    x = np.array(
        [
            [
                1.0,
                graph.nodes[a]["sphere"] == graph.nodes[b]["sphere"],
                graph.nodes[a]["cluster"] == graph.nodes[b]["cluster"],
                abs(graph.nodes[a]["founded"] - graph.nodes[b]["founded"]),
            ]
            for a, b in pairs
        ]
    )
    beta = np.linalg.lstsq(x, y, rcond=None)[0]
    error = y - x @ beta
    spread = np.sqrt(np.diag(np.linalg.inv(x.T @ x)) * (error @ error) / (len(y) - 4))
    for position, name in enumerate(("same-sphere", "same-cluster", "difference-founded"), start=1):
        assert result.pick(predictor=name, quantity="coefficient").value == pytest.approx(beta[position])
        assert result.pick(predictor=name, quantity="t").value == pytest.approx(beta[position] / spread[position])
        assert 0 < result.pick(predictor=name, quantity="coefficient").p <= 1


def test_a_strong_predictor_is_found_beside_a_weak_one() -> None:
    rng = np.random.default_rng(2)
    graph = nx.empty_graph(24)
    for i in graph:
        graph.nodes[i]["sphere"] = "university" if i % 2 else "industry"
        graph.nodes[i]["cluster"] = f"c{i // 8}"
    for i in graph:
        for j in range(i):
            if rng.random() < (0.6 if i // 8 == j // 8 else 0.05):
                graph.add_edge(i, j)
    result = metrics.run("qap-regression", graph, same=["cluster"], permutations=99)
    assert result.pick(predictor="same-cluster", quantity="coefficient").p == pytest.approx(0.02)
    assert result.pick(predictor="same-sphere", quantity="coefficient").p > 0.05


def test_distance_on_the_globe_and_missing_predictors() -> None:
    # a degree of longitude on the equator: 2π·6371/360
    assert great_circle(np.zeros(2), np.radians([0.0, 1.0]))[0, 1] == pytest.approx(111.194926, abs=1e-5)
    graph = random_network(1, n=9)
    for i, node in enumerate(graph):
        graph.nodes[node].update({"lat": 38 + i % 4, "long": 27 + i % 5} if i else {})
    result = metrics.run("qap-regression", graph, coordinates="lat,long", permutations=9)
    assert result.dropped["without_predictor"] == 1
    assert result.pick(predictor="distance", quantity="coefficient").n == 8
    # a coefficient is one of 100 km
    measured, whole = predictors(typed.read(graph), (), (), ("lat", "long"))
    far = np.radians([[38 + i % 4, 27 + i % 5] for i in range(9)]).T
    assert measured["distance"][1:, 1:] == pytest.approx(great_circle(*far)[1:, 1:] / 100)
    assert whole.tolist() == [False] + [True] * 8
    with pytest.raises(ParameterError, match="two"):
        metrics.run("qap-regression", graph, coordinates="lat")
    with pytest.raises(ParameterError, match="not numeric"):
        metrics.run("qap-regression", graph, difference="sphere")


def test_what_does_not_vary_is_null() -> None:
    graph = nx.path_graph(4)
    nx.set_node_attributes(graph, "university", "sphere")
    result = metrics.run("qap-regression", graph, permutations=9)
    assert result.headline.value is None
    assert metrics.run("qap-correlation", graph).headline.value is None
