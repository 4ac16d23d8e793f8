"""B19: communities against declared clusters."""

from __future__ import annotations

from itertools import combinations

import igraph
import networkx as nx
import numpy as np
import pytest

from tests.graph.engines.worked import karate, toy
from triskele import metrics
from triskele.errors import ParameterError
from triskele.metrics import agreement


def test_communities_of_the_karate_club() -> None:
    result = metrics.run("community-agreement", karate(), clusters="club", permutations=9)
    assert result.headline.value == pytest.approx(0.419790, abs=5e-7)
    sizes = [v.value for v in result.values if v.key["quantity"] == "size"]
    assert sizes == [12, 11, 6, 5]
    assert result.pick(quantity="nmi").value == pytest.approx(0.5878, abs=5e-5)
    assert result.pick(quantity="ami").value == pytest.approx(0.5667, abs=5e-5)
    assert result.pick(quantity="ari").value == pytest.approx(0.4646, abs=5e-5)
    assert any("community is not a cluster" in note["en"] for note in result.notes)


def test_equal_partitions_agree_wholly() -> None:
    two = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(3))
    nx.set_node_attributes(two, {i: "x" if i < 4 else "y" for i in two}, "cluster")
    result = metrics.run("community-agreement", two, clusters="cluster", permutations=0)
    for quantity in ("nmi", "ami", "ari", "mean-f1"):
        assert result.pick(quantity=quantity).value == pytest.approx(1.0)


@pytest.mark.parametrize("seed", range(5))
def test_agreement_against_igraph_and_pair_counting(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, 4, 30), rng.integers(0, 3, 30)
    table = agreement.contingency(a, b)
    assert agreement.normalised_information(table) == pytest.approx(igraph.compare_communities(a, b, method="nmi"))
    assert agreement.adjusted_rand(table) == pytest.approx(igraph.compare_communities(a, b, method="adjusted_rand"))
    # E[I] by shuffling one of the two
    drawn = [agreement.mutual_information(agreement.contingency(a, rng.permutation(b))) for _ in range(400)]
    chance = agreement.expected_information(table.sum(axis=1), table.sum(axis=0))
    assert chance == pytest.approx(np.mean(drawn), abs=4 * np.std(drawn) / 20)
    together = sum((a[i] == a[j]) and (b[i] == b[j]) for i, j in combinations(range(30), 2))
    assert together == (table * (table - 1) // 2).sum()


def test_overlapping_clusters_are_scored_one_against_the_rest() -> None:
    members = [{"cluster": "x", "actor": a} for a in ("I2", "I3", "I4")]
    members += [{"cluster": "y", "actor": a} for a in ("U1", "I1", "G1", "I2", "elsewhere")]
    result = metrics.run("community-agreement", toy(), members=members, permutations=0)
    assert result.pick(quantity="nmi").value is None
    assert "overlapping" in result.pick(quantity="nmi").reason["en"]
    assert result.pick(cluster="x", quantity="f1").value == pytest.approx(1.0)
    # y has four actors in the network, three of them are a community: 2·3/(3 + 4)
    assert result.pick(cluster="y", quantity="f1").value == pytest.approx(6 / 7)
    assert any("not in the network" in note["en"] for note in result.notes)


def test_one_cluster_is_too_few_and_cpm_is_offered() -> None:
    result = metrics.run("community-agreement", toy(), members={"x": ["I2", "I3"]}, quality="cpm", resolution=0.5)
    assert result.headline.key["quantity"] == "cpm"
    assert "fewer than two clusters" in result.pick(quantity="nmi").reason["en"]
    # of ten actors one is tied to nobody, which is told by itself
    assert any(note["en"].startswith("7 actors in no cluster") for note in result.notes)
    # two triangles at resolution ½ have 3 − ½·3 each, what is left (U2-T1-G2) at most 1 − ½ or 2 − ½·3
    assert result.headline.value == pytest.approx(1.5 + 1.5 + 0.5)
    with pytest.raises(ParameterError, match="klub"):
        metrics.run("community-agreement", karate(), clusters="klub")
    assert metrics.run("community-agreement", nx.empty_graph(2)).headline.value is None


def test_the_seed_fixes_the_communities() -> None:
    one, two = (metrics.run("community-agreement", karate(), permutations=5, seed=3).to_json() for _ in range(2))
    assert one == two
