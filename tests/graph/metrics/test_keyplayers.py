"""B29: key players and fragmentation."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest

from tests.graph.metrics.graphs import random_network
from triskele import metrics
from triskele.errors import ParameterError
from triskele.metrics import keyplayers


def fragmentation(graph: nx.Graph, gone: set) -> float:
    """Borgatti 2006, equation 4, on the actors that stay."""
    left = graph.subgraph(set(graph) - gone)
    n = len(left)
    return 1 - sum(len(c) * (len(c) - 1) for c in nx.connected_components(left)) / (n * (n - 1))


def far(graph: nx.Graph, gone: set) -> float:
    """Equation 9: pairs weigh 1/distance."""
    left = graph.subgraph(set(graph) - gone)
    return 1 - nx.global_efficiency(nx.Graph(left))


def reach(graph: nx.Graph, group: set, steps: int | None) -> float:
    """Equation 14, or with ``steps`` the share of actors within so many; members count."""
    hops = nx.multi_source_dijkstra_path_length(graph, group)
    found = sum(1 / d if d else 1.0 for d in hops.values()) if steps is None else sum(d <= steps for d in hops.values())
    return found / len(graph)


def members(result: metrics.Result) -> set:
    return {v.key["actor"] for v in result.values if v.category == "key"}


def test_key_players_of_the_kite() -> None:
    # Krackhardt's kite: without 7 it falls into 7 + 2 actors, 21 + 1 of 36 pairs stay joined: F = 14/36
    kite = nx.krackhardt_kite_graph()
    one = metrics.run("key-players", kite, size=1, permutations=0)
    assert members(one) == {"7"}
    assert one.headline.value == pytest.approx(14 / 36)
    assert one.pick(quantity="fragmentation-before").value == 0
    # the best connected, 3, cuts nothing: the point of Borgatti 2006
    assert one.pick(actor="3", quantity="fragmentation-alone").value == 0
    # 5 and 6 part five from three, 10 + 3 of 28 pairs: neither is the best one alone
    two = metrics.run("key-players", kite, size=2, permutations=0)
    assert members(two) == {"5", "6"}
    assert two.headline.value == pytest.approx(15 / 28)
    # of a path of three nobody is gone: pairs at 1, 1 and 2
    whole = metrics.run("key-players", nx.path_graph(3), size=1, aim="distance-fragmentation")
    assert whole.pick(quantity="distance-fragmentation-before").value == pytest.approx(1 - (1 + 1 + 1 / 2) / 3)
    # nobody is nearer to all than 3: six at 1, 7 at 2, 8 at 3, 9 at 4: (1 + 6 + 1/2 + 1/3 + 1/4)/10
    near = metrics.run("key-players", kite, size=1, aim="distance-reach", permutations=0)
    assert near.headline.value == pytest.approx(max(reach(kite, {v}, None) for v in kite))
    assert near.pick(actor="3", quantity="distance-reach-alone").value == pytest.approx(
        (7 + 1 / 2 + 1 / 3 + 1 / 4) / 10
    )


def test_of_equal_sets_the_first_in_the_order_of_ids_is_named() -> None:
    # each two actors that are not neighbours leave the other two of a ring of four alone
    ring = metrics.run("key-players", nx.cycle_graph(4), size=2, permutations=0)
    assert ring.headline.value == 1
    assert members(ring) == {"0", "2"}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("aim", ["fragmentation", "distance-fragmentation", "reach", "distance-reach"])
def test_the_value_is_that_of_the_set(seed: int, aim: str) -> None:
    graph = random_network(seed, n=10, p=0.25)
    result = metrics.run("key-players", graph, size=3, aim=aim, steps=1, permutations=0)
    group = members(result)
    assert len(group) == 3
    assert set(result.headline.evidence) == group
    measure = {
        "fragmentation": fragmentation,
        "distance-fragmentation": far,
        "reach": lambda g, s: reach(g, s, 1),
        "distance-reach": lambda g, s: reach(g, s, None),
    }[aim]
    assert result.headline.value == pytest.approx(measure(graph, group))
    assert max(measure(graph, set(c)) for c in combinations(graph, 3)) == pytest.approx(result.headline.value)
    for actor in graph:
        assert result.pick(actor=actor, quantity=f"{aim}-alone").value == pytest.approx(measure(graph, {actor}))


def test_searches_find_what_looking_at_all_sets_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    graphs = [random_network(seed, n=12, p=0.2) for seed in range(6)]
    best = [metrics.run("key-players", g, size=2, permutations=0).headline.value for g in graphs]
    monkeypatch.setattr(keyplayers, "EXHAUSTIVE", 0)
    for graph, wanted in zip(graphs, best, strict=True):
        result = metrics.run("key-players", graph, size=2, permutations=0)
        assert result.headline.value == pytest.approx(wanted)
        assert any("best of 5 searches" in note["en"] for note in result.notes)
    # of the kite the actor that parts it alone is no member of the best two: only other beginnings find them
    assert metrics.run("key-players", nx.krackhardt_kite_graph(), size=2, permutations=0).headline.value == 15 / 28


def test_null_and_edges() -> None:
    # two groups of five held together by one actor: rewired networks are not
    graph = nx.barbell_graph(5, 1)
    result = metrics.run("key-players", graph, size=1, permutations=199)
    assert members(result) == {"5"}
    assert result.null == "degree-preserving"
    assert result.headline.p_high < 0.1
    assert result.headline.key["group"] == "5"
    assert metrics.run("key-players", graph, aim="distance-fragmentation", permutations=9).headline.p is None
    assert metrics.run("key-players", nx.path_graph(3)).headline.value is None
    with pytest.raises(ParameterError, match="size"):
        metrics.run("key-players", graph, size=0)
