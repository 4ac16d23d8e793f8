"""B11: constraint and effective size."""

from __future__ import annotations

import igraph
import networkx as nx
import pytest

from tests.graph.metrics.graphs import random_network
from triskele import metrics


def test_constraint_of_the_karate_club() -> None:
    result = metrics.run("constraint", nx.karate_club_graph())
    assert result.pick(actor="0", quantity="constraint").value == pytest.approx(0.155423, abs=5e-7)
    assert result.pick(actor="33", quantity="constraint").value == pytest.approx(0.156419, abs=5e-7)
    # node 0: 16 contacts with 18 ties among them, 16 − 2·18/16; node 33: 17 and 15, 17 − 2·15/17
    assert result.pick(actor="0", quantity="effective-size").value == pytest.approx(16 - 36 / 16)
    assert result.pick(actor="33", quantity="effective-size").value == pytest.approx(17 - 30 / 17)
    assert result.pick(actor="0", quantity="efficiency").value == pytest.approx(13.75 / 16)


@pytest.mark.parametrize("directed", [False, True])
def test_constraint_is_that_of_networkx_and_igraph(directed: bool) -> None:
    graph = random_network(4, directed=directed, n=12)
    nx.set_edge_attributes(graph, {e: 1.0 + i % 3 for i, e in enumerate(graph.edges())}, "weight")
    for weight in (None, "weight"):
        result = metrics.run("constraint", graph, weight=weight)
        ours = {v.key["actor"]: v.value for v in result.values if v.key["quantity"] == "constraint"}
        theirs = nx.constraint(nx.DiGraph(graph) if directed else nx.Graph(graph), weight=weight, backend="networkx")
        for actor, value in ours.items():
            assert value == (None if theirs[actor] != theirs[actor] else pytest.approx(theirs[actor]))
    if not directed:
        oracle = dict(zip(graph, igraph.Graph.from_networkx(graph).constraint(), strict=True))
        plain = metrics.run("constraint", graph)
        for actor, value in oracle.items():
            found = plain.pick(actor=actor, quantity="constraint").value
            assert found == (None if value != value else pytest.approx(value))


def test_isolates_are_null_and_self_ties_fall_out() -> None:
    graph = nx.complete_graph(["a", "b", "c"])
    graph.add_node("d")
    plain = metrics.run("constraint", graph)
    # three mutual contacts: each share ½, indirect ¼: 2·(3/4)²
    assert plain.pick(actor="a", quantity="constraint").value == pytest.approx(1.125)
    assert plain.pick(actor="d", quantity="constraint").reason["en"].startswith("An isolate")
    ties = [("a", "b", {"weight": 1.0}), ("a", "c", {"weight": 0.0}), ("a", "d", {"weight": 1.0})]
    weighed = metrics.run("constraint", nx.Graph(ties), weight="weight")
    # whom nothing ties is no contact: two others, who do not know each other
    assert weighed.pick(actor="a", quantity="effective-size").value == pytest.approx(2)
    assert weighed.pick(actor="a", quantity="efficiency").value == pytest.approx(1)
    graph.add_edge("a", "a")
    again = metrics.run("constraint", graph)
    assert [v.value for v in again.values] == [v.value for v in plain.values]
    assert again.dropped == {"self_ties": 1}
