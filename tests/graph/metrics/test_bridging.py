"""B9: who lies between different spheres (gefura)."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.metrics.graphs import gefura, random_network
from triskele import metrics


def test_the_middle_of_a_path_has_one() -> None:
    # igraph and networkx give half of this as subset betweenness
    graph = nx.path_graph(3)
    nx.set_node_attributes(graph, {0: "university", 1: "industry", 2: "government"}, "sphere")
    result = metrics.run("cross-sphere-betweenness", graph)
    assert result.pick(actor="1", quantity="gefura").value == 1.0
    assert result.pick(actor="1", quantity="gefura-raw").value == 1.0
    assert result.pick(actor="0", quantity="gefura").value == 0.0


@pytest.mark.parametrize("variant", ["global", "local"])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_gefura_against_brute_force(seed: int, directed: bool, variant: str) -> None:
    graph = random_network(seed, directed=directed, n=8, p=0.3, unknown=0.1)
    result = metrics.run("cross-sphere-betweenness", graph, variant=variant, permutations=0)
    for node in graph:
        total, pairs = gefura(graph, node, local=variant == "local")
        value = result.pick(actor=node, quantity="gefura").value
        if variant == "local" and graph.nodes[node].get("sphere") is None:
            assert value is None
        else:
            assert value == (pytest.approx(total / pairs) if pairs else None)
            assert result.pick(actor=node, quantity="gefura-raw").value == pytest.approx(total)


def test_weights_shorten_the_way() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1.0), ("a", "c", 4.0), ("c", "b", 4.0)])
    nx.set_node_attributes(graph, {"a": "university", "b": "industry", "c": "government"}, "sphere")
    plain = metrics.run("cross-sphere-betweenness", graph, permutations=0)
    heavy = metrics.run("cross-sphere-betweenness", graph, weight="weight")
    assert plain.pick(actor="c", quantity="gefura").value == 0.0
    # 1/4 + 1/4 is shorter than 1
    assert heavy.pick(actor="c", quantity="gefura").value == 1.0


def test_small_groups_get_a_percentile_and_many_tests_are_corrected() -> None:
    result = metrics.run("cross-sphere-betweenness", random_network(2, n=12, p=0.3), permutations=19)
    some = result.values[0]
    assert some.z is None
    assert some.p_low is not None
    assert any("percentile" in note["en"] for note in result.notes)
    assert any("Benjamini-Hochberg" in note["en"] for note in result.notes)
    assert result.null == "degree-preserving"


def test_two_actors_have_no_pair_between_them() -> None:
    graph = nx.path_graph(2)
    nx.set_node_attributes(graph, {0: "university", 1: "industry"}, "sphere")
    for value in metrics.run("cross-sphere-betweenness", graph).values[:2]:
        assert value.value is None
        assert value.reason["en"]
