"""B15: what is lost without an interface organisation, and the removal curve."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.engines.worked import karate, toy
from tests.graph.metrics.graphs import connected_cross_pairs, random_network
from triskele import metrics
from triskele.errors import ParameterError


def test_removal_in_the_toy_graph() -> None:
    result = metrics.run("interface-removal", toy())
    # the hybrid T1 alone is tried: of the 20 connected cross pairs without it, 8 stay connected
    assert [v.key["actor"] for v in result.values if v.key["quantity"] == "relative-loss"] == ["T1"]
    assert result.headline.value == pytest.approx(12 / 20)
    assert result.pick(quantity="components-before").value == 2
    assert result.pick(quantity="components-after").value == 3
    assert result.pick(quantity="largest-component-after").value == 5
    # U1, G1 and I2 have three ties as T1 has: they lose 0, 0 and 10 pairs
    whole = connected_cross_pairs(toy(), "I2")
    assert result.headline.expected == pytest.approx((0 + 0 + 10 / whole) / 3)
    assert result.headline.p_high == pytest.approx((1 + 0) / (1 + 3))


@pytest.mark.parametrize("seed", range(5))
def test_losses_and_efficiency_against_brute_force(seed: int) -> None:
    graph = random_network(seed, n=10, p=0.2, unknown=0.1)
    result = metrics.run("interface-removal", graph, actors=list(graph), permutations=0)
    for actor in graph:
        rest = graph.copy()
        rest.remove_node(actor)
        before, after = connected_cross_pairs(graph, actor), connected_cross_pairs(rest)
        assert result.pick(actor=actor, quantity="cross-pairs-before").value == before
        assert result.pick(actor=actor, quantity="cross-pairs-after").value == after
        loss = result.pick(actor=actor, quantity="relative-loss").value
        assert loss == (pytest.approx((before - after) / before) if before else None)
        assert result.pick(actor=actor, quantity="efficiency-after").value == pytest.approx(nx.global_efficiency(rest))


def test_wholly_without_hybrids_everyone_is_tried() -> None:
    result = metrics.run("interface-removal", karate(), attribute="club", permutations=5)
    tried = [v for v in result.values if v.key["quantity"] == "relative-loss"]
    assert len(tried) == 34
    assert any("every actor was tried" in note["en"] for note in result.notes)
    with pytest.raises(ParameterError, match="nobody"):
        metrics.run("interface-removal", toy(), actors="nobody")


def test_nothing_to_lose_is_null() -> None:
    graph = nx.path_graph(2)
    nx.set_node_attributes(graph, "university", "sphere")
    result = metrics.run("interface-removal", graph)
    assert result.headline.value is None
    assert result.headline.reason["en"].startswith("No cross pair")


def test_the_curve_of_a_star() -> None:
    # the hub goes first, after that one actor is left joined to nobody: (1 + 1 + 1 + 1 + 0)/25
    result = metrics.run("removal-curve", nx.star_graph(4), permutations=99)
    assert result.headline.value == pytest.approx(4 / 25)
    # never above ½ · (n − 1)/n, what the complete graph has
    whole = metrics.run("removal-curve", nx.complete_graph(6), permutations=9)
    assert whole.headline.value == pytest.approx((5 + 4 + 3 + 2 + 1) / 36)
    assert whole.headline.z is None


def test_ties_in_degree_break_by_id_and_hybrids_can_go_first() -> None:
    result = metrics.run("removal-curve", toy(), points=10, permutations=9)
    curve = [v.value for v in result.values if v.key.get("order") == "degree" and "removed" in v.key]
    # 9; G1 (first of degree 3): 8; then I2: U1 U2 I1 T1 G2 = 5; then T1: U1 U2 I1 = 3; I3-I4 or U1-U2 ...
    assert curve[:4] == pytest.approx([0.9, 0.8, 0.5, 0.3])
    first = [v.value for v in result.values if v.key.get("order") == "interfaces" and "removed" in v.key]
    assert first[1] == pytest.approx(0.5)
    assert result.pick(quantity="R", order="random").value <= 0.5


def test_an_empty_network_has_no_curve() -> None:
    assert metrics.run("removal-curve", nx.Graph()).headline.value is None
    assert metrics.run("interface-removal", nx.Graph()).headline.value is None


def test_no_other_actor_of_equal_degree_is_drawn_twice() -> None:
    # a path of ten: eight of two ties, so seven stand beside the third; six of them, drawn, leave out exactly one
    path = nx.path_graph(10)
    nx.set_node_attributes(path, {i: "UIG"[i * i % 3] for i in path}, "sphere")
    plain = metrics.run("interface-removal", path, actors=[str(i) for i in path], permutations=0)
    losses = [plain.pick(actor=str(i), quantity="relative-loss").value for i in (1, 3, 4, 5, 6, 7, 8)]
    for seed in range(5):
        drawn = metrics.run("interface-removal", path, actors=["2"], permutations=6, seed=seed).headline
        assert drawn.draws == 6
        assert any(drawn.expected == pytest.approx((sum(losses) - one) / 6, abs=1e-12) for one in losses)


def test_all_others_of_equal_degree_are_no_sample_and_too_few_decide_nothing() -> None:
    few = metrics.run("interface-removal", toy()).headline
    # the three others of three ties are all there are: no further draw can decide, and none is called for
    assert (few.draws, few.exact, few.verdict, few.needed) == (3, True, "undecided", None)
    path = nx.path_graph(10)
    nx.set_node_attributes(path, {i: "UIG"[i * i % 3] for i in path}, "sphere")
    drawn = metrics.run("interface-removal", path, actors=["2"], permutations=6).headline
    assert (drawn.draws, drawn.exact) == (6, False)
