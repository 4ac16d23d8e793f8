"""B10: brokerage roles, their moments and nulls."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from tests.graph.engines.worked import toy
from tests.graph.metrics.graphs import brokerage, random_network
from triskele import metrics

ROLES = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")


def counted(result, actor: str) -> dict[str, float]:
    found = [v for v in result.values if v.key.get("actor") == actor and v.key["quantity"] == "count"]
    return {v.key["role"]: v.value for v in found}


def test_roles_of_the_toy_graph() -> None:
    result = metrics.run("brokerage", toy())
    assert counted(result, "T1")["liaison"] == 6
    for actor, times in (("I2", 2), ("U1", 2), ("G1", 2), ("U2", 1), ("G2", 1)):
        roles = counted(result, actor)
        assert (roles["gatekeeper"], roles["representative"]) == (times, times)
        assert roles["total"] == 2 * times
    assert counted(result, "U3")["total"] == 0
    # eleven open triads, each seen from both ends
    assert result.pick(role="total", quantity="network-count").value == 22
    frame = metrics.brokerage(toy(), permutations=9)
    assert isinstance(frame, pd.DataFrame)
    assert {"actor", "sphere", "role", "value", "expected", "p_adjusted"} <= set(frame.columns)


def test_unordered_counting_halves_and_merges() -> None:
    result = metrics.run("brokerage", toy(), counting="unordered", permutations=0)
    assert counted(result, "T1") == {
        "coordinator": 0, "consultant": 0, "gatekeeper-representative": 0, "liaison": 3, "total": 3
    }  # fmt: skip
    assert counted(result, "I2")["gatekeeper-representative"] == 2
    assert result.pick(role="total", quantity="network-count").value == 11
    ordered = metrics.run("brokerage", toy(), permutations=0)
    for moment, share in (("mean", 1 / 2), ("variance", 1 / 4)):
        both, once = (r.pick(role="total", quantity=f"random-graph-{moment}").value for r in (ordered, result))
        assert once == pytest.approx(both * share)


def test_ties_that_weigh_as_much_as_the_threshold_stay() -> None:
    graph = nx.Graph([("a", "b", {"weight": 2.0}), ("b", "c", {"weight": 3.0}), ("c", "d", {"weight": 1.0})])
    nx.set_node_attributes(graph, dict(zip("abcd", "UIGU", strict=True)), "sphere")
    result = metrics.run("brokerage", graph, weight="weight", threshold=2, permutations=0)
    assert counted(result, "b")["liaison"] == 2
    assert result.dropped["light_ties"] == 1


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_roles_against_brute_force(seed: int, directed: bool) -> None:
    graph = random_network(seed, directed=directed, n=9, p=0.35, unknown=0.1)
    result = metrics.run("brokerage", graph, permutations=0)
    for actor, roles in brokerage(graph).items():
        if graph.nodes[actor].get("sphere") is None:
            assert set(counted(result, actor).values()) == {None}
        else:
            assert counted(result, actor) == {**roles, "total": sum(roles.values())}


def test_moments_by_hand() -> None:
    # four actors, spheres of 2, 1 and 1, six of twelve arcs: d = 1/2, q = d²(1 − d) = 1/8
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("a", "c"), ("b", "d")])
    nx.set_node_attributes(graph, {"a": "university", "b": "university", "c": "industry", "d": "government"}, "sphere")
    result = metrics.run("brokerage", graph, permutations=0)

    def mean(role: str, sphere: str) -> float:
        return result.pick(role=role, sphere=sphere, quantity="random-graph-mean").value

    q = 1 / 8
    assert mean("coordinator", "university") == pytest.approx(q * 1 * 0)
    assert mean("consultant", "university") == pytest.approx(0.0)
    assert mean("consultant", "industry") == pytest.approx(q * 2 * 1)
    assert mean("representative", "university") == pytest.approx(q * 2 * 1)
    assert mean("gatekeeper", "university") == pytest.approx(q * 2 * 1)
    assert mean("liaison", "university") == pytest.approx(q * (4 - 2))
    assert mean("liaison", "industry") == pytest.approx(q * (9 - 5))
    total = q * 3 * 2
    assert result.pick(role="total", quantity="random-graph-mean").value == pytest.approx(total)
    variance = total * (1 - q) + 2 * 3 * 2 * 1 * (1 / 8) * (1 / 8)
    assert result.pick(role="total", quantity="random-graph-variance").value == pytest.approx(variance)


def test_the_simulated_mean_meets_the_moments() -> None:
    # over all labellings of all graphs of one density the means agree; over many random graphs nearly so
    means = []
    for seed in range(60):
        graph = random_network(seed, directed=True, n=9, p=0.3)
        nx.set_node_attributes(graph, {v: "university" if i < 5 else "industry" for i, v in enumerate(graph)}, "sphere")
        result = metrics.run("brokerage", graph, permutations=0)
        gap = sum(v.value for v in result.values if v.key.get("actor") and v.key["role"] == "total") / 9
        means.append(gap - result.pick(role="total", quantity="random-graph-mean").value)
    assert abs(np.mean(means)) < 3 * np.std(means) / np.sqrt(len(means)) + 0.05


def test_threshold_leaves_light_ties_out() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "v", 2.0), ("v", "b", 2.0), ("a", "b", 1.0)])
    nx.set_node_attributes(graph, {"a": "university", "v": "industry", "b": "government"}, "sphere")
    assert counted(metrics.run("brokerage", graph, permutations=0), "v")["liaison"] == 0
    light = metrics.run("brokerage", graph, weight="weight", threshold=1.5, permutations=0)
    assert counted(light, "v")["liaison"] == 2
    assert light.dropped["light_ties"] == 1


@pytest.mark.parametrize("null", ["label-permutation", "degree-preserving", "degree-mixing-preserving"])
def test_nulls_of_roles(null: str) -> None:
    result = metrics.run("brokerage", random_network(5, directed=True, n=14), null=null, permutations=29)
    total = result.pick(role="liaison", quantity="network-count")
    assert total.expected is not None
    assert result.null == null
    whole = result.pick(role="total", quantity="network-count")
    # shuffling labels cannot change how many open pairs an actor has
    assert (whole.p is None) == (null == "label-permutation")
