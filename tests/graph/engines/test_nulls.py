"""Null models keep what they promise to keep, and draw evenly from what is left."""

from collections import Counter
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from tests.graph.engines.worked import toy
from triskele.engines.permutation import (
    count_labellings,
    exact_labellings,
    exact_mixing,
    label_permutations,
    permuted_labels,
)
from triskele.engines.rewiring import curveball, double_edge_swaps, traded_neighbours
from triskele.errors import InvalidInput


def ei_index(mixing):
    inside = np.trace(mixing, axis1=1, axis2=2)
    return 1 - 2 * inside / mixing.sum(axis=(1, 2))


def test_exact_distribution_of_the_toy_graph():
    G = toy()
    u, v = G.edges_array
    labels = G.node_data["sphere"]
    assert count_labellings(labels) == 12_600
    index = ei_index(exact_mixing(u, v, labels, 4))
    assert len(index) == 12_600
    assert index.mean() == pytest.approx(0.555556, abs=5e-7)
    assert index.std() == pytest.approx(0.223041, abs=5e-7)
    observed = 1 / 11
    assert (observed - index.mean()) / index.std() == pytest.approx(-2.0832, abs=5e-5)
    assert (index <= observed + 1e-12).mean() == pytest.approx(0.052540, abs=5e-7)
    assert (index >= observed - 1e-12).mean() == pytest.approx(0.986111, abs=5e-7)
    assert len({row.tobytes() for row in exact_labellings(labels)}) == 12_600


def test_draws_agree_with_the_exact_distribution():
    G = toy()
    u, v = G.edges_array
    labels = G.node_data["sphere"]
    index = ei_index(label_permutations(u, v, labels, 4, 20_000, seed=1))
    exact = ei_index(exact_mixing(u, v, labels, 4))
    assert index.mean() == pytest.approx(exact.mean(), abs=3 * exact.std() / np.sqrt(20_000))
    assert index.std() == pytest.approx(exact.std(), rel=0.02)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 20), st.booleans())
def test_permutations_are_those_of_the_labels(seed, k, directed):
    rng = np.random.default_rng(seed)
    G = nx.gnp_random_graph(25, 0.2, seed=seed)
    u, v = np.array(G.edges, dtype=int).reshape(-1, 2).T
    labels = rng.integers(-1, k, 25)
    counts = label_permutations(u, v, labels, k, 13, seed, directed=directed)
    drawn = permuted_labels(labels, 13, seed)
    assert np.array_equal(drawn < 0, np.tile(labels < 0, (13, 1)))
    assert all(Counter(row.tolist()) == Counter(labels.tolist()) for row in drawn)
    for b in range(13):
        expected = np.zeros((k, k), dtype=int)
        for i, j in zip(drawn[b, u], drawn[b, v], strict=True):
            if i >= 0 and j >= 0:
                expected[i, j] += 1
        assert np.array_equal(counts[b], expected if directed else expected + expected.T)


def test_draws_depend_on_the_seed_and_their_number_alone(monkeypatch):
    G = toy()
    u, v = G.edges_array
    labels = G.node_data["sphere"]
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    one = label_permutations(u, v, labels, 4, 200, 7)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert np.array_equal(one, label_permutations(u, v, labels, 4, 200, 7))
    assert np.array_equal(one[:50], label_permutations(u, v, labels, 4, 50, 7))
    assert not np.array_equal(one, label_permutations(u, v, labels, 4, 200, 8))


def test_too_many_labellings_and_labels_out_of_range():
    with pytest.raises(InvalidInput, match="labellings"):
        exact_labellings(np.arange(12))
    with pytest.raises(InvalidInput, match="below k"):
        label_permutations([0], [1], [0, 5], 4, 1, 0)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.booleans(), st.booleans())
def test_swaps_keep_degrees_and_mixing(seed, directed, blocks):
    G = nx.gnp_random_graph(30, 0.15, seed=seed, directed=directed)
    u, v = np.array(G.edges, dtype=int).reshape(-1, 2).T
    labels = np.random.default_rng(seed).integers(0, 3, 30)
    done = double_edge_swaps(u, v, 30, 300, seed, labels if blocks else None, directed=directed)
    H = G.__class__()
    H.add_nodes_from(G)
    H.add_edges_from(zip(done.u.tolist(), done.v.tolist(), strict=True))
    assert nx.number_of_selfloops(H) == 0
    assert H.number_of_edges() == G.number_of_edges()
    assert dict(H.degree) == dict(G.degree)
    if directed:
        assert dict(H.in_degree) == dict(G.in_degree)
    if blocks:

        def mixing(a, b):
            pairs = zip(labels[a].tolist(), labels[b].tolist(), strict=True)
            return Counter(pair if directed else tuple(sorted(pair)) for pair in pairs)

        assert mixing(done.u, done.v) == mixing(u, v)
    again = double_edge_swaps(u, v, 30, 300, seed, labels if blocks else None, directed=directed)
    assert np.array_equal(again.v, done.v)
    assert done.made <= done.tried <= 30_000


CYCLE = [(0, 1), (1, 2), (2, 0), (2, 3)]
SPACES = [
    # ties, directed, blocks, how many graphs there are
    ([(0, 1), (2, 3), (4, 5)], False, None, 15),  # pairings of six: 5 * 3
    ([(0, 1), (0, 2), (0, 3), (1, 2), (3, 4), (4, 5)], False, None, 36),  # some have more neighbours than others
    (
        [(0, 1), (0, 2), (0, 3), (1, 2), (3, 4), (4, 5)],
        False,
        [0, 0, 0, 1, 1, 1],
        2,
    ),  # 345 is a path
    ([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)], False, [0, 0, 1, 1, 0, 1], 22),
    (CYCLE[:3], True, None, 2),  # a cycle and its reverse, which no swap of heads can reach
    (CYCLE, True, None, 4),
    ([*CYCLE, (1, 3)], True, [0, 0, 1, 1], 3),
]


def all_graphs(ties, directed, blocks):
    """Every simple graph with the same degrees and mixing, each a set of ties."""
    shape = tuple if directed else lambda tie: tuple(sorted(tie))

    def kept(graph):
        ends = [(end if directed else 0, node) for tie in graph for end, node in enumerate(tie)]
        mixing = [[blocks[x] for x in tie] for tie in graph] if blocks else []
        return Counter(ends), Counter(tuple(pair if directed else sorted(pair)) for pair in mixing)

    pairs = list((permutations if directed else combinations)(range(max(map(max, ties)) + 1), 2))
    return {frozenset(map(shape, g)) for g in combinations(pairs, len(ties)) if kept(g) == kept(ties)}


def assert_even(draw, space, directed):
    """Chi-square over 60 draws a graph."""
    shape = tuple if directed else lambda tie: tuple(sorted(tie))
    seen = Counter()
    for seed in range(60 * len(space)):
        u, v = draw(seed)
        seen[frozenset(shape(tie) for tie in zip(u.tolist(), v.tolist(), strict=True))] += 1
    assert set(seen) == space
    assert sum((x - 60) ** 2 / 60 for x in seen.values()) < chi2.isf(0.001, len(space) - 1)


@pytest.mark.parametrize(("ties", "directed", "blocks", "size"), SPACES)
def test_swaps_reach_every_graph_equally_often(ties, directed, blocks, size):
    space, n = all_graphs(ties, directed, blocks), max(map(max, ties)) + 1
    assert len(space) == size

    def draw(seed):
        return double_edge_swaps(*zip(*ties, strict=True), n, 10 * len(ties), seed, blocks, directed=directed)[:2]

    assert_even(draw, space, directed)


@pytest.mark.parametrize(
    ("ties", "size"),
    [
        (SPACES[0][0], 15),
        (SPACES[1][0], 36),
        ([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)], 12),  # five in a ring: 4!/2, one of them sits out each round
        ([(0, 1), (0, 2), (1, 2), (0, 3), (1, 4), (2, 5)], 6),  # a triangle with tails: who hangs where, 3!
    ],
)
def test_trades_reach_every_graph_equally_often(ties, size):
    space, n = all_graphs(ties, False, None), max(map(max, ties)) + 1
    assert len(space) == size
    assert_even(lambda seed: traded_neighbours(*zip(*ties, strict=True), n, seed), space, False)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 31))
def test_trades_keep_degrees(seed, n):
    G = nx.gnp_random_graph(n, 0.3, seed=seed)
    u, v = np.array(G.edges, dtype=int).reshape(-1, 2).T
    a, b = traded_neighbours(u, v, n, seed)
    H = nx.empty_graph(n)
    H.add_edges_from(zip(a.tolist(), b.tolist(), strict=True))
    assert nx.number_of_selfloops(H) == 0
    assert dict(H.degree) == dict(G.degree)
    assert [x.tolist() for x in traded_neighbours(u, v, n, seed)] == [a.tolist(), b.tolist()]
    assert np.array_equal(np.array(G.edges, dtype=int).reshape(-1, 2).T, [u, v])  # what was given stays


def test_swaps_of_almost_nothing():
    assert double_edge_swaps([0], [1], 2, 10, 1).made == 0
    assert double_edge_swaps([0, 0], [1, 2], 3, 10, 1).made == 0  # a star has no other form
    with pytest.raises(InvalidInput, match="self-tie"):
        double_edge_swaps([0], [0], 1, 1, 1)
    with pytest.raises(InvalidInput, match="self-tie"):
        traded_neighbours([0], [0], 1, 1)
    u, v = traded_neighbours([0, 0], [1, 2], 3, 1)
    assert {frozenset(tie) for tie in zip(u.tolist(), v.tolist(), strict=True)} == {
        frozenset({0, 1}),
        frozenset({0, 2}),
    }
    assert [len(x) for x in traded_neighbours([], [], 2, 1)] == [0, 0]


def test_curveball_keeps_both_margins_and_draws_evenly():
    table = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 1]])
    indptr = np.concatenate(([0], np.cumsum(table.sum(axis=1))))
    seen = Counter()
    for seed in range(3000):
        indices = curveball(indptr, np.nonzero(table)[1], 3, 25, seed)
        drawn = np.zeros((3, 3), dtype=int)
        drawn[np.repeat(np.arange(3), np.diff(indptr)), indices] = 1
        assert drawn.sum() == table.sum()
        assert np.array_equal(drawn.sum(axis=0), table.sum(axis=0))
        seen[drawn.tobytes()] += 1
    assert len(seen) == 5
    assert sum((n - 600) ** 2 / 600 for n in seen.values()) < 18.5  # chi-square, 4 df, p = .001
