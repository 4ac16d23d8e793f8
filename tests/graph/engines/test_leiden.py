"""Leiden: the best partitions known, the same ones for the same seed, and connected communities always."""

import igraph
import networkx as nx
import numpy as np
import pytest

from benchmarks.networks.ecosystem import grow
from tests.graph.engines.worked import karate
from triskele.engines.communities import leiden_labels, leiden_levels
from triskele.networks.csr import Network


def test_karate_reaches_the_maximum():
    G = karate()
    best = max(
        (nx.community.leiden_communities(G, weight=None, seed=seed) for seed in range(20)),
        key=lambda sets: nx.community.modularity(G, sets, weight=None),
    )
    assert nx.community.modularity(G, best, weight=None) == pytest.approx(0.419790, abs=5e-7)
    assert sorted(map(len, best)) == [5, 6, 11, 12]


def test_a_seed_fixes_the_partition_and_every_level_is_better():
    G = grow(2000, 8000, seed=3).network()
    first, second = (nx.community.leiden_communities(G, seed=5) for _ in range(2))
    assert first == second
    assert nx.community.is_partition(G, first)
    levels = list(nx.community.leiden_partitions(G, seed=5))
    values = [nx.community.modularity(G, level) for level in levels]
    assert levels[-1] == first
    assert values == sorted(values)
    assert nx.community.leiden_communities(G, seed=5, max_level=1) == levels[0]
    for community in first:
        assert nx.is_connected(G.induced(community))


def test_as_good_as_igraph():
    G = grow(3000, 12_000, seed=4).network()
    u, v = G.edges_array
    H = igraph.Graph(len(G), list(zip(u.tolist(), v.tolist(), strict=True)))
    theirs = H.community_leiden("modularity", n_iterations=-1).modularity
    ours = nx.community.modularity(G, nx.community.leiden_communities(G, seed=1))
    assert ours > theirs - 0.01


def test_constant_potts_model_finds_what_modularity_merges():
    """A ring of thirty cliques of five: modularity joins neighbours, the constant Potts model does not."""
    ring = Network.from_networkx(nx.ring_of_cliques(30, 5))
    labels = leiden_labels(ring, quality="cpm", resolution=0.5, seed=1)
    assert labels.max() == 29
    assert np.array_equal(labels, np.repeat(np.arange(30), 5))
    assert leiden_labels(ring, quality="modularity", seed=1).max() < 29


def test_nothing_to_join():
    assert list(leiden_levels(np.zeros(1, dtype=np.int32), np.empty(0, dtype=np.int32))) == []
    lonely = Network.from_arrays("abc", [], [])
    assert nx.community.leiden_communities(lonely, seed=1) == [{"a"}, {"b"}, {"c"}]
    weighted = Network.from_arrays("abcd", [0, 1, 2], [1, 2, 3], weight=[5, 0.1, 5])
    assert nx.community.leiden_communities(weighted, seed=1) == [{"a", "b"}, {"c", "d"}]


def test_runs_go_on_while_they_add_to_the_quality():
    G = Network.from_networkx(nx.gnp_random_graph(120, 0.05, seed=0))

    def reached(seed, runs):
        *_, label = leiden_levels(G.indptr, G.indices, seed=seed, runs=runs)
        return nx.community.modularity(G, [set(np.flatnonzero(label == c).tolist()) for c in range(label.max() + 1)])

    # a third run still adds .0014 to .018 for each of these seeds
    assert all(reached(seed, None) > reached(seed, 2) + 0.001 for seed in range(6))
