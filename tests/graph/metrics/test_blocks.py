"""B28: structural equivalence by CONCOR."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from tests.graph.metrics.graphs import random_network
from tests.graph.metrics.published import ADVICE, managers
from triskele import metrics
from triskele.metrics.blocks import alike, concor


def positions(result: metrics.Result) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for value in result.values:
        if value.category:
            found.setdefault(value.category, set()).add(value.key["actor"])
    return found


def test_positions_of_the_five_actors() -> None:
    # the two examples in the manual of concorR (Traxler et al.): it prints b c d and a e, then D E, A B C and F alone
    five = {"a": "bcde", "b": "c", "c": "bd", "d": "c", "e": "abcd"}
    result = metrics.run("structural-equivalence", nx.DiGraph(five), splits=1, permutations=0)
    assert sorted(map(sorted, positions(result).values())) == [["a", "e"], ["b", "c", "d"]]
    six = {"A": "BCDE", "B": "ACDE", "C": "ABDE", "D": "E", "E": "D", "F": ""}
    result = metrics.run("structural-equivalence", nx.DiGraph(six), splits=1, permutations=0)
    assert sorted(map(sorted, positions(result).values())) == [["A", "B", "C"], ["D", "E"]]
    assert result.pick(actor="F", quantity="position").reason is not None


@pytest.mark.parametrize("directed", [False, True])
def test_correlations_compare_two_actors_crosswise(directed: bool) -> None:
    graph = random_network(5, directed=directed, n=9, p=0.4)
    table = nx.to_numpy_array(graph)
    found = alike(table, directed)
    for i in range(9):
        for j in range(9):
            mine, theirs = table[[i, j]].copy(), table.T[[i, j]].copy()
            for rows in (mine, theirs):
                rows[1, [i, j]] = rows[1, [j, i]]
            profiles = np.hstack([mine, theirs]) if directed else mine
            if i != j:
                assert found[i, j] == pytest.approx(np.corrcoef(profiles)[0, 1])


@pytest.mark.parametrize("directed", [False, True])
def test_actors_of_equal_ties_share_a_position(directed: bool) -> None:
    # three firms tied to both of two brokers, two offices tied to a bank: their positions explain every tie
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_edges_from([(f"firm{i}", b) for i in range(3) for b in ("broker1", "broker2")])
    graph.add_edges_from([("office1", "bank"), ("office2", "bank"), ("lone", "lone")])
    result = metrics.run("structural-equivalence", graph, splits=3, permutations=9)
    together = [{"firm0", "firm1", "firm2"}, {"broker1", "broker2"}, {"office1", "office2"}]
    assert all(any(group <= found for found in positions(result).values()) for group in together)
    assert result.headline.value == pytest.approx(1)
    assert result.pick(actor="lone", quantity="position").value is None
    images = {v.value for v in result.values if v.key["quantity"] == "block-image"}
    assert images <= {0, 1, None}


def test_densities_and_fit_from_their_definitions() -> None:
    graph = managers(ADVICE)
    result = metrics.run("structural-equivalence", graph, permutations=0)
    groups = positions(result)
    predicted, tied = [], []
    for name, own in groups.items():
        for other, theirs in groups.items():
            pairs = [(a, b) for a in own for b in theirs if a != b]
            ties = [float(graph.has_edge(int(a), int(b))) for a, b in pairs]
            value = result.pick(**{"quantity": "block-density", "from": name, "to": other})
            assert value.value == pytest.approx(np.mean(ties)) if ties else value.value is None
            image = result.pick(**{"quantity": "block-image", "from": name, "to": other})
            assert image.value == float(np.mean(ties) >= 190 / 420)
            predicted += [np.mean(ties)] * len(ties)
            tied += ties
    assert result.headline.value == pytest.approx(np.corrcoef(predicted, tied)[0, 1] ** 2)
    sizes = sum(v.value for v in result.values if v.key["quantity"] == "position-size")
    assert sizes == 21


def test_a_structure_of_positions_is_more_than_degrees_give() -> None:
    # two parties of five that never speak with their own: all have degree 5, as in any rewiring
    graph = nx.complete_bipartite_graph(5, 5)
    result = metrics.run("structural-equivalence", graph, splits=1, permutations=399)
    assert result.headline.value == pytest.approx(1)
    assert result.headline.verdict == "distinguishable"
    assert len(positions(result)) == 2


def test_more_splits_only_part_positions() -> None:
    table = nx.to_numpy_array(managers(ADVICE))
    once, twice = concor(table, 1, True), concor(table, 2, True)
    assert all(len(set(once[twice == p])) == 1 for p in set(twice))
    assert len(set(twice)) > len(set(once)) == 2


def test_undefined() -> None:
    assert metrics.run("structural-equivalence", nx.empty_graph(3)).headline.value is None
    assert metrics.run("structural-equivalence", nx.complete_graph(4), permutations=0).headline.value is None
