"""Faults that other tests let pass: each test here fails for one of them."""

from __future__ import annotations

from functools import partial
from typing import Any

import networkx as nx
import numpy as np
import pytest

from tests.graph.engines.worked import karate
from triskele import metrics
from triskele.metrics import communities, nulls, richclub, significance, typed
from triskele.metrics.communities import consensus, quality_of
from triskele.networks.csr import Network


def test_an_adjusted_p_is_never_above_that_of_a_larger_one() -> None:
    # p·m/rank: .03·3/1 = .09, .03·3/2 = .045, .04·3/3 = .04; the smallest of a rank and those above it
    assert significance.adjust([0.04, 0.03, None, 0.03]) == pytest.approx([0.04, 0.04, None, 0.04])
    assert significance.adjust([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
    assert significance.adjust([0.9, 0.8]) == pytest.approx([0.9, 0.9])


def test_the_rich_are_a_tenth_and_three_at_least() -> None:
    assert richclub._bound(np.array([9, 9, 8, 8, 7, *[1] * 45])) == 6  # five of fifty exceed 6
    assert richclub._bound(np.array([5, 4, 3, 2, 1])) == 2  # three of five exceed 2
    # degrees of the karate club: 17, 16, 12, 10, ...: three of 34 exceed 11
    assert metrics.run("rich-club", karate(), permutations=0).headline.key["k"] == "11"


def _kept(ties: frozenset[tuple[int, int]], network: Network) -> float:
    u, v = network.edges_array
    pairs = zip(np.minimum(u, v).tolist(), np.maximum(u, v).tolist(), strict=True)
    return sum(pair in ties for pair in pairs) / len(u)


def test_rewiring_forgets_where_it_began() -> None:
    # a ring of 60: by chance a pair is tied with 2/59 = .034; after 1.5 swaps a tie e⁻³ = .05 more are still there
    net = typed.read(nx.cycle_graph(60))
    ties = frozenset(tuple(sorted(edge)) for edge in nx.cycle_graph(60).edges)
    drawn = nulls.degree_draws(net, partial(_kept, ties), 80, 1)
    assert drawn.values.mean() == pytest.approx(2 / 59, abs=0.012)


def _of_the_first(network: Network) -> float:
    assert network.weights is not None
    return float(network.weights[network.indptr[0] : network.indptr[1]].sum())


def test_weights_are_dealt_anew_over_rewired_ties() -> None:
    # a swap leaves every arc its tail; the one of eight that weighs 9 is anybody's all the same: (9 + 7)/8 on average
    ring = nx.DiGraph([(i, (i + 1) % 8, {"weight": 9.0 if i == 0 else 1.0}) for i in range(8)])
    drawn = nulls.degree_draws(typed.read(ring, weight="weight"), _of_the_first, 200, 1, weighted=True)
    assert drawn.values.mean() == pytest.approx(2, abs=0.6)


def test_seeds_that_never_agree_leave_the_partition_of_highest_quality(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Network.from_networkx(nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(4)))
    good = np.repeat([0, 1], 4).astype(np.int32)
    found = [np.zeros(8, np.int32), good, np.arange(8, dtype=np.int32), np.tile([0, 1], 4).astype(np.int32)]
    monkeypatch.setattr(communities, "partitions", lambda *given: list(found))
    label, _, agreed = consensus(graph, "modularity", 1.0, 4, 1)
    assert not agreed
    assert label.tolist() == good.tolist()
    assert quality_of(graph, label, "modularity", 1.0) == pytest.approx(0.5)


def test_a_hub_that_reaches_beyond_the_corrected_level_is_found() -> None:
    """The whole way: draws, pooling, correction, verdict; two cliques of different spheres over one broker."""
    graph: Any = nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(6))
    spheres = dict.fromkeys(range(6), "university") | dict.fromkeys(range(6, 12), "industry") | {12: "hybrid"}
    graph.add_edges_from([(12, 0), (12, 6)])
    nx.set_node_attributes(graph, spheres, "sphere")
    result = metrics.run("cross-sphere-betweenness", graph, permutations=999)
    broker = result.pick(actor="12", quantity="gefura")
    # all 36 pairs of university and industry go through it: its normalised share is 1
    assert broker.value == pytest.approx(1.0)
    assert broker.verdict == "distinguishable"
    assert broker.p_most <= 0.05
    # who sits inside a clique stands between nobody, which by chance such a degree seldom does
    inner = result.pick(actor="3", quantity="gefura")
    assert (inner.value, inner.verdict) == (0.0, "distinguishable")
    assert inner.expected > 0.03
