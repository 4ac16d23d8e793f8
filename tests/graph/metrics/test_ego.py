"""B30: the composition of ego networks."""

from __future__ import annotations

from math import comb

import networkx as nx
import numpy as np
import pytest

from tests.graph.engines.worked import toy
from tests.graph.metrics.graphs import random_network
from triskele import metrics
from triskele.errors import ParameterError


def test_whom_the_toy_graph_surrounds() -> None:
    # T1 is tied to U2, I2 and G2: one of each, no tie among them
    result = metrics.run("ego-composition", toy())
    for sphere in ("university", "industry", "government"):
        assert result.pick(actor="T1", sphere=sphere).value == pytest.approx(1 / 3)
    assert result.pick(actor="T1", quantity="contacts").value == 3
    assert result.pick(actor="T1", quantity="ties-among-contacts").value == 0
    assert result.pick(actor="T1", quantity="pieces-without-ego").value == 3
    # 1 − 3/9 of at most 1 − 1/4
    assert result.pick(actor="T1", quantity="contact-iqv").value == pytest.approx((2 / 3) / (3 / 4))
    # I2 has T1, I3, I4; I3-I4 is tied: density 1/3, two pieces; two of three contacts are of industry
    assert result.pick(actor="I2", quantity="ego-density").value == pytest.approx(1 / 3)
    assert result.pick(actor="I2", quantity="pieces-without-ego").value == 2
    value = result.pick(actor="I2", sphere="industry")
    assert value.value == pytest.approx(2 / 3)
    assert value.expected == pytest.approx(4 / 10)
    assert value.p is None  # three contacts: too few to be tested
    assert result.pick(actor="U3", sphere="industry").value is None
    assert result.pick(actor="U3", quantity="ego-density").value is None


def test_the_law_by_hand() -> None:
    # six contacts of eleven actors (the hub too), four of them of government: P(4) = 4 over 4 · 7 over 2 / 11 over 6
    graph = nx.Graph([("hub", a) for a in "abcdef"])
    graph.add_nodes_from("wxyz")
    nx.set_node_attributes(graph, {a: "government" if a in "abcd" else "industry" for a in graph}, "sphere")
    result = metrics.run("ego-composition", graph)
    value = result.pick(actor="hub", sphere="government")
    assert value.value == pytest.approx(4 / 6)
    assert value.p_high == pytest.approx(comb(7, 2) / comb(11, 6))
    assert value.p_low == pytest.approx(1)
    assert value.expected == pytest.approx(4 / 11)
    assert result.exact


def test_five_contacts_are_enough_to_be_tested_and_four_are_not() -> None:
    graph = nx.Graph([("hub", a) for a in "abcde"])
    nx.set_node_attributes(graph, {a: "government" if a in "ab" else "industry" for a in graph}, "sphere")
    assert metrics.run("ego-composition", graph).pick(actor="hub", sphere="government").p is not None
    graph.remove_edge("hub", "e")
    assert metrics.run("ego-composition", graph).pick(actor="hub", sphere="government").p is None


def test_the_exact_law_is_that_of_shuffled_spheres() -> None:
    graph = random_network(3, n=12, p=0.6)
    result = metrics.run("ego-composition", graph)
    labels = [graph.nodes[a]["sphere"] for a in graph]
    rng, order = np.random.default_rng(1), list(graph)
    seen: dict[tuple[str, str], list[float]] = {}
    for _ in range(4000):
        drawn = dict(zip(order, rng.permutation(labels).tolist(), strict=True))
        for actor in order[:3]:
            shares = [drawn[b] for b in graph[actor]]
            for sphere in set(labels):
                seen.setdefault((actor, sphere), []).append(shares.count(sphere) / len(shares))
    for (actor, sphere), draws in seen.items():
        value = result.pick(actor=actor, sphere=sphere)
        assert value.expected == pytest.approx(np.mean(draws), abs=0.02)
        if value.p is None:
            assert value.n < 5
            continue
        assert value.sd == pytest.approx(np.std(draws), abs=0.02)
        assert value.p_high == pytest.approx(np.mean(np.array(draws) >= value.value - 1e-9), abs=0.03)


@pytest.mark.parametrize("seed", range(4))
def test_ties_and_pieces_around_an_actor(seed: int) -> None:
    graph = random_network(seed, n=14, p=0.3, unknown=0.2)
    result = metrics.run("ego-composition", graph)
    for actor in graph:
        inside = graph.subgraph(graph[actor])
        assert result.pick(actor=actor, quantity="contacts").value == len(inside)
        assert result.pick(actor=actor, quantity="ties-among-contacts").value == inside.number_of_edges()
        pieces = result.pick(actor=actor, quantity="pieces-without-ego").value
        assert pieces == nx.number_connected_components(inside)


def test_a_surplus_is_told_and_a_lone_contact_decides_nothing() -> None:
    graph = nx.Graph([("hub", f"g{i}") for i in range(8)])
    graph.add_edges_from([("other", f"i{i}") for i in range(30)] + [("lone", "g0")])
    spheres = {a: "government" if a[0] == "g" else "industry" for a in graph}
    nx.set_node_attributes(graph, spheres, "sphere")
    result = metrics.run("ego-composition", graph)
    assert result.pick(actor="hub", sphere="government").verdict == "distinguishable"
    assert result.pick(actor="lone", sphere="government").verdict == "no-null"
    few = metrics.run("ego-composition", graph, actors="hub")
    assert {v.key["actor"] for v in few.values} == {"hub"}
    with pytest.raises(ParameterError, match="nobody"):
        metrics.run("ego-composition", graph, actors="nobody")
    assert metrics.run("ego-composition", nx.Graph()).headline.value is None
