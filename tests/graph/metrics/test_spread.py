"""B12 and B13: participation, Blau, IQV."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.engines.worked import karate, toy
from triskele import metrics


def test_participation_in_the_karate_club() -> None:
    result = metrics.run("participation", karate(), attribute="club", permutations=99)
    # node 0: 15 of 16 neighbours in its own club; node 33: 14 of 17
    assert result.pick(actor="0", quantity="participation").value == pytest.approx(1 - (15**2 + 1) / 256)
    assert result.pick(actor="0", quantity="participation").value == pytest.approx(0.1172, abs=5e-5)
    assert result.pick(actor="33", quantity="participation").value == pytest.approx(0.2907, abs=5e-5)
    assert result.pick(actor="0", quantity="within-group-z").value == pytest.approx(3.3465, abs=5e-5)
    assert result.pick(actor="33", quantity="within-group-z").value == pytest.approx(3.1363, abs=5e-5)
    normalised = result.pick(actor="0", quantity="participation-normalised").value
    assert normalised == pytest.approx(2 * result.pick(actor="0", quantity="participation").value)


def test_participation_is_the_blau_index_of_the_neighbours() -> None:
    graph = toy()
    result = metrics.run("participation", graph, permutations=0)
    for actor in graph:
        spheres = [graph.nodes[x]["sphere"] for x in graph[actor]]
        value = result.pick(actor=actor, quantity="participation").value
        if not spheres:
            assert value is None
            continue
        alone = nx.empty_graph(len(spheres))
        nx.set_node_attributes(alone, dict(enumerate(spheres)), "sphere")
        assert value == pytest.approx(metrics.run("blau-index", alone).headline.value)


def test_strength_and_direction() -> None:
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 3.0), ("c", "a", 1.0)])
    nx.set_node_attributes(graph, {"a": "university", "b": "industry", "c": "government"}, "sphere")

    def of(**options) -> float | None:
        return (
            metrics.run("participation", graph, permutations=0, **options)
            .pick(actor="a", quantity="participation")
            .value
        )

    assert of() == pytest.approx(0.5)
    assert of(weight="weight") == pytest.approx(1 - (9 + 1) / 16)
    assert of(ties="out") == 0.0
    assert of(ties="in") == 0.0


def test_neighbours_of_unknown_sphere_give_null() -> None:
    graph = nx.Graph([("a", "b")])
    nx.set_node_attributes(graph, {"a": "university"}, "sphere")
    value = metrics.run("participation", graph, permutations=0).pick(actor="a", quantity="participation")
    assert value.value is None
    assert "known sphere" in value.reason["en"]
    assert metrics.run("participation", nx.Graph()).headline.value is None


def test_degree_null_of_participation() -> None:
    result = metrics.run("participation", karate(), attribute="club", null="degree-preserving", permutations=19)
    assert result.null == "degree-preserving"
    assert result.pick(actor="0", quantity="participation").p_adjusted is not None


def test_blau_by_hand() -> None:
    result = metrics.run("blau-index", toy())
    # 3 + 4 + 2 + 1 of 10: 1 − (9 + 16 + 4 + 1)/100
    assert result.headline.value == pytest.approx(0.7)
    assert result.pick(quantity="iqv").value == pytest.approx(0.7 * 4 / 3)
    possible = metrics.run("blau-index", toy(), categories="possible")
    assert possible.pick(quantity="iqv").value == pytest.approx(0.7 * 5 / 4)
    alone = nx.empty_graph(2)
    nx.set_node_attributes(alone, "industry", "sphere")
    single = metrics.run("blau-index", alone)
    assert single.headline.value == 0.0
    assert single.pick(quantity="iqv").value is None
    assert metrics.run("blau-index", nx.Graph()).headline.value is None


def test_blau_of_groups() -> None:
    graph = nx.empty_graph(4)
    nx.set_node_attributes(graph, dict(enumerate(["university", "industry", "industry", "industry"])), "sphere")
    nx.set_node_attributes(graph, dict(enumerate(["x", "x", "y", "y"])), "cluster")
    result = metrics.run("blau-index", graph, group="cluster")
    assert result.pick(group="x", quantity="blau").value == 0.5
    assert result.pick(group="x", quantity="iqv").value == 1.0
    assert result.pick(group="y", quantity="blau").value == 0.0
