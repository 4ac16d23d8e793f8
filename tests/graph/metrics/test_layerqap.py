"""D: quadratic assignment between the layers of one set of actors."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from tests.graph.metrics.published import ADVICE, BUSINESS, FRIENDS, MARRIAGE, families, managers
from triskele import metrics
from triskele.errors import NetworkError, ParameterError


def test_marriage_and_business_of_the_florentine_families() -> None:
    # 8 of 20 marriage and 15 business ties among 120 pairs are both:
    # r = (8/120 − 20·15/120²)/√(20/120·100/120 · 15/120·105/120) = .372
    layers = {"marriage": families(MARRIAGE), "business": families(BUSINESS)}
    result = metrics.run("layer-qap-correlation", layers, permutations=999)
    assert result.headline.value == pytest.approx((8 / 120 - 300 / 14400) / np.sqrt(5 / 36 * 7 / 64))
    assert result.headline.value == pytest.approx(0.372, abs=5e-4)
    assert result.headline.m == 8
    assert result.headline.verdict == "distinguishable"
    assert result.null == "qap"
    assert result.headline.expected == pytest.approx(0, abs=0.02)


def test_correlation_is_that_of_the_matrices() -> None:
    friends, advice = managers(FRIENDS), managers(ADVICE)
    nx.set_edge_attributes(friends, {e: 1.0 + i % 3 for i, e in enumerate(friends.edges())}, "weight")
    nx.set_edge_attributes(advice, 2.0, "weight")
    off = ~np.eye(21, dtype=bool)
    for weight in (None, "weight"):
        tables = [nx.to_numpy_array(g, nodelist=range(1, 22), weight=weight)[off] for g in (advice, friends)]
        result = metrics.run("layer-qap-correlation", {"a": advice, "f": friends}, weight=weight, permutations=0)
        assert result.headline.value == pytest.approx(np.corrcoef(*tables)[0, 1])


def test_one_permutation_moves_actors_with_all_their_ties() -> None:
    # of a path of three the same path is drawn in two of six orders: r is 1 or −½, mean 0
    path = nx.path_graph(3)
    result = metrics.run("layer-qap-correlation", {"a": path, "b": path}, permutations=3000)
    assert result.headline.value == pytest.approx(1)
    assert result.headline.p_high == pytest.approx(1 / 3, abs=0.03)
    assert result.headline.sd == pytest.approx(np.sqrt(1 / 3 + 2 / 3 / 4), abs=0.02)


def test_regression_of_friendship_on_advice_is_least_squares() -> None:
    same = nx.DiGraph()
    friends, advice = managers(FRIENDS), managers(ADVICE)
    department = nx.get_node_attributes(friends, "sphere")
    same.add_nodes_from(friends)
    same.add_edges_from((a, b) for a in friends for b in friends if a != b and department[a] == department[b])
    layers = {"friends": friends, "advice": advice, "same": same}
    result = metrics.run("layer-qap-regression", layers, outcome="friends", permutations=199)
    off = ~np.eye(21, dtype=bool)
    y, *x = (nx.to_numpy_array(layers[n], nodelist=range(1, 22))[off] for n in ("friends", "advice", "same"))
    design = np.column_stack([np.ones(420), *x])
    beta, squares, *_ = np.linalg.lstsq(design, y, rcond=None)
    assert result.pick(quantity="intercept").value == pytest.approx(beta[0])
    for place, name in enumerate(("advice", "same"), start=1):
        assert result.pick(layer=name, quantity="coefficient").value == pytest.approx(beta[place])
    assert result.pick(quantity="r-squared").value == pytest.approx(1 - squares[0] / ((y - y.mean()) ** 2).sum())
    assert result.pick(layer="same", quantity="coefficient").p_high < 0.05
    # unless another is named, the layer with most ties is explained: 102, 190 and 136 arcs
    usual = metrics.run("layer-qap-regression", layers, permutations=0)
    assert {v.key["outcome"] for v in usual.values} == {"advice"}


def test_a_layer_that_only_goes_with_another_loses_its_weight_beside_it() -> None:
    rng = np.random.default_rng(4)
    base = nx.gnp_random_graph(24, 0.3, seed=1)
    outcome, shadow = (nx.empty_graph(24) for _ in range(2))
    for pair in base.edges():
        for graph, kept in ((outcome, 0.7), (shadow, 0.7)):
            if rng.random() < kept:
                graph.add_edge(*pair)
    alone = metrics.run("layer-qap-correlation", {"outcome": outcome, "shadow": shadow}, permutations=299)
    assert alone.headline.verdict == "distinguishable"
    layers = {"outcome": outcome, "shadow": shadow, "base": base}
    beside = metrics.run("layer-qap-regression", layers, outcome="outcome", permutations=299)
    assert beside.pick(layer="base", quantity="coefficient").p == pytest.approx(2 / 300)
    assert beside.pick(layer="shadow", quantity="coefficient").p > 0.05


def test_what_is_asked_wrongly() -> None:
    layers = {"marriage": families(MARRIAGE), "business": families(BUSINESS), "none": nx.empty_graph(4)}
    with pytest.raises(ParameterError, match="no layer with ties"):
        metrics.run("layer-qap-regression", layers, outcome="marriages")
    with pytest.raises(ParameterError, match="outcome and predictor"):
        metrics.run("layer-qap-regression", layers, outcome="marriage", predictors="marriage,business")
    with pytest.raises(NetworkError):
        metrics.run("layer-qap-correlation", families(MARRIAGE))
    assert metrics.run("layer-qap-correlation", {"a": families(MARRIAGE)}).headline.value is None
    twice = {"a": families(MARRIAGE), "b": families(BUSINESS), "c": families(BUSINESS)}
    result = metrics.run("layer-qap-regression", twice, outcome="a", permutations=9)
    assert result.pick(layer="b", quantity="coefficient").value is None
