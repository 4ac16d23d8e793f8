"""B3 and B5: E-I index, Freeman segregation, odds ratio, Coleman."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.engines.worked import karate, toy
from triskele import metrics


def test_ei_of_the_toy_graph() -> None:
    result = metrics.run("ei-index", toy())
    value = result.headline
    # six external and five internal ties
    assert value.value == pytest.approx((6 - 5) / 11)
    # Σn_a(n_a−1) = 6 + 12 + 2 + 0 = 20 of 90 ordered pairs
    assert value.expected == pytest.approx(1 - 2 * 20 / 90)
    assert (result.exact, result.permutations, result.seed) == (True, 12_600, None)
    assert value.sd == pytest.approx(0.223041, abs=5e-7)
    assert value.z == pytest.approx(-2.0832, abs=5e-5)
    assert value.p_low == pytest.approx(0.052540, abs=5e-7)
    assert value.p_high == pytest.approx(0.986111, abs=5e-7)
    assert value.p == pytest.approx(2 * 0.0525396825)
    # E_min = max(0, 11 − 10) = 1, E_max = min(11, 35) = 11: 2·(6 − 1)/(11 − 1) − 1
    assert result.pick(quantity="rescaled").value == pytest.approx(0.0)
    assert result.pick(quantity="expected-ei").value == pytest.approx(0.555556, abs=5e-7)
    spheres = {"university": (3 - 1) / 4, "industry": 0.0, "government": 0.5, "hybrid": 1.0}
    for name, ei in spheres.items():
        assert result.pick(sphere=name, quantity="ei-of-sphere").value == pytest.approx(ei)
    assert result.pick(actor="T1").value == 1.0
    assert result.pick(actor="U1").value == pytest.approx((2 - 1) / 3)
    isolate = result.pick(actor="U3")
    assert isolate.value is None
    assert "isolate" in isolate.reason["en"]
    assert "not distinguishable from its null model" in result.reading["en"]
    assert "boş modelden ayırt edilemiyor" in result.reading["tr"]


def test_ei_of_the_karate_club() -> None:
    result = metrics.run("ei-index", nx.karate_club_graph(), attribute="club", permutations=199)
    assert result.headline.value == pytest.approx((11 - 67) / 78)
    assert result.headline.value == pytest.approx(-0.717949, abs=5e-7)
    assert not result.exact
    assert "more inward than random" in result.reading["en"]
    # Σk_a(k_a−1)/(2(2m−1)) with 81 and 75 tie ends
    assert result.pick(quantity="expected-internal-by-degree").value == pytest.approx((81 * 80 + 75 * 74) / (2 * 155))


def test_exact_and_drawn_p_agree() -> None:
    from dataclasses import replace

    from triskele.metrics import nulls, significance, typed
    from triskele.metrics.outward import ei_of

    net = typed.read(toy())
    exact = nulls.mixing_draws(net, 1, 1)
    drawn = replace(nulls.label_draws(net, lambda t: 0.0, 1, 1), exact=False)
    assert drawn.size == exact.size
    from triskele.engines.permutation import label_permutations

    u, v = net.ends
    some = significance.against(1 / 11, ei_of(label_permutations(u, v, net.types, 4, 4000, 7)))
    error = (0.052540 * (1 - 0.052540) / 4000) ** 0.5
    assert abs(some["p_low"] - 0.052540) < 3 * error + 1 / 4000


def test_weights_are_summed_beside_the_count() -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=3.0)
    graph.add_edge("b", "c", weight=1.0)
    nx.set_node_attributes(graph, {"a": "university", "b": "university", "c": "industry"}, "sphere")
    result = metrics.run("ei-index", graph, weight="weight")
    assert result.headline.value == 0.0
    assert result.pick(quantity="weighted-ei").value == pytest.approx((1 - 3) / 4)


def test_directed_ei_reads_arcs_that_leave() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("c", "a")])
    nx.set_node_attributes(graph, {"a": "university", "b": "university", "c": "industry"}, "sphere")
    result = metrics.run("ei-index", graph)
    assert result.headline.value == pytest.approx((1 - 2) / 3)
    assert result.pick(sphere="university", quantity="ei-of-sphere").value == -1.0
    assert result.pick(sphere="industry", quantity="ei-of-sphere").value == 1.0


def test_segregation_of_the_toy_graph() -> None:
    result = metrics.run("segregation", toy())
    # E[cross] = 11·(1 − 20/90) = 8.555556
    assert result.headline.value == pytest.approx((77 / 9 - 6) / (77 / 9))
    assert result.headline.value == pytest.approx(0.298701, abs=5e-7)
    # within 10 pairs: 5 tied, 5 not; between 35 pairs: 6 tied, 29 not
    assert result.pick(quantity="odds-ratio").value == pytest.approx(5 * 29 / (5 * 6))
    assert result.pick(sphere="university", quantity="coleman").value is None
    # Freeman is linear in E-I, so the tails only change sides
    assert result.headline.p_high == pytest.approx(0.052540, abs=5e-7)


def test_a_zero_cell_adds_a_half_and_says_so() -> None:
    graph = nx.Graph([("a", "b"), ("c", "d")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y", "d": "y"}, "sphere")
    odds = metrics.run("segregation", graph).pick(quantity="odds-ratio")
    assert odds.value == pytest.approx(2.5 * 4.5 / (0.5 * 0.5))
    assert odds.category == "half-added"
    assert metrics.run("segregation", graph).headline.value == 1.0


def test_coleman_by_hand() -> None:
    # a → b, b → a, a → c, c → a; group x = {a, b, d}: 3 arcs sent, 2 inside; E = 3·(3−1)/(4−1) = 2
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c"), ("c", "a")])
    graph.add_node("d")
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "d": "x", "c": "y"}, "sphere")
    result = metrics.run("segregation", graph)
    assert result.pick(sphere="x", quantity="coleman").value == pytest.approx((2 - 2) / (3 - 2))
    graph.remove_edge("a", "c")
    # now 2 arcs sent, both inside, E = 4/3: (2 − 4/3)/(2 − 4/3)
    assert metrics.run("segregation", graph).pick(sphere="x", quantity="coleman").value == pytest.approx(1.0)


def test_fractional_hybrids_have_no_attainable_range() -> None:
    graph = nx.Graph(toy())
    nx.set_node_attributes(graph, {"T1": {"university": 0.5, "industry": 0.5}}, "membership")
    result = metrics.run("ei-index", graph, hybrids="fractional")
    assert result.headline.value == pytest.approx(1 - 2 * (3 + 7 + 2) / 22)
    assert result.pick(quantity="rescaled").value is None
    # expected: 1 − 2·Σ_a Σ_{i<j} W_ia W_ja / 45, with 3 + .5·3 pairs in U, 6 + .5·4 in I, 1 in G
    assert result.headline.expected == pytest.approx(1 - 2 * (4.5 + 8 + 1) / 45)


def test_the_source_organisation_can_be_left_out() -> None:
    result = metrics.run("ei-index", toy(), without="T1", permutations=0)
    assert result.headline.value == pytest.approx((3 - 5) / 8)
    assert result.dropped["left_out_actors"] == 1


def test_karate_and_network_say_the_same() -> None:
    one = metrics.run("segregation", karate(), attribute="club", permutations=0)
    two = metrics.run("segregation", nx.karate_club_graph(), attribute="club", permutations=0)
    assert [v.value for v in one.values] == [v.value for v in two.values]


def with_arcs(sizes: dict[str, int], arcs: dict[tuple[str, str], int]) -> nx.DiGraph:
    """So many actors of each group, so many arcs from group to group, no pair twice."""
    members = {name: [f"{name}{i}" for i in range(size)] for name, size in sizes.items()}
    graph = nx.DiGraph()
    for name, some in members.items():
        graph.add_nodes_from(some, sphere=name)
    for (a, b), count in arcs.items():
        pairs = (
            (u, v)
            for step in range(1, len(members[b]))
            for u, v in zip(members[a], _turned(members[b], step), strict=False)
        )
        graph.add_edges_from([pair for pair in pairs if pair[0] != pair[1]][:count])
    return graph


def _turned(some: list[str], step: int) -> list[str]:
    return [some[(i + step) % len(some)] for i in range(60)]


def test_coleman_of_his_example_as_netseg_prints_it() -> None:
    # Coleman 1958, 60 boys and 40 girls: netseg's tests (tests/testthat/test-coleman.R) give .38125 and .175 where his
    # paper, which leaves the one out who chooses, prints .375 and .167
    arcs = {("boy", "boy"): 45, ("boy", "girl"): 15, ("girl", "boy"): 20, ("girl", "girl"): 20}
    graph = with_arcs({"boy": 60, "girl": 40}, arcs)
    assert graph.number_of_edges() == 100
    result = metrics.run("segregation", graph, permutations=0)
    assert result.pick(sphere="boy", quantity="coleman").value == pytest.approx(0.38125)
    assert result.pick(sphere="girl", quantity="coleman").value == pytest.approx(0.175)


def test_ring_and_integrated_square_as_netseg_prints_them() -> None:
    # the same tests: a directed ring of six in three pairs of neighbours has .375 each; test-orwg.R: this square has 1
    ring = nx.cycle_graph(6, create_using=nx.DiGraph)
    nx.set_node_attributes(ring, {i: "xyz"[i // 2] for i in range(6)}, "sphere")
    result = metrics.run("segregation", ring, permutations=0)
    assert [result.pick(sphere=name, quantity="coleman").value for name in "xyz"] == pytest.approx([0.375] * 3)
    square = nx.DiGraph([(1, 2), (1, 3), (2, 4), (3, 4), (3, 1), (4, 2)])
    nx.set_node_attributes(square, {1: "x", 2: "x", 3: "y", 4: "y"}, "sphere")
    assert metrics.run("segregation", square, permutations=0).pick(quantity="odds-ratio").value == pytest.approx(1)


def test_assortativity_of_newmans_table() -> None:
    # Newman 2003, Mixing patterns in networks, table I: shares of couples by ethnicity, here 1000 couples. networkx's
    # tests give .623 for it, the paper, from more digits, .621
    table = ((258, 16, 35, 13), (12, 157, 58, 19), (13, 23, 306, 35), (5, 7, 24, 16))
    graph = nx.DiGraph()
    number = 0
    for i, row in enumerate(table):
        for j, count in enumerate(row):
            for _ in range(count):
                number += 1
                graph.add_node(("man", number), sphere=f"e{i}")
                graph.add_node(("woman", number), sphere=f"e{j}")
                graph.add_edge(("man", number), ("woman", number))
    assert metrics.run("sphere-assortativity", graph, permutations=0).headline.value == pytest.approx(0.623, abs=5e-4)
