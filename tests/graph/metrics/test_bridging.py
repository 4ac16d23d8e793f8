"""B9: who lies between different spheres (gefura)."""

from __future__ import annotations

from functools import partial
from typing import Any

import networkx as nx
import pytest
from numpy.typing import NDArray

from tests.graph.metrics.graphs import gefura, random_network
from triskele import metrics
from triskele.errors import ParameterError
from triskele.metrics import nulls, typed
from triskele.metrics.verdicts import VERDICTS
from triskele.networks.csr import Network


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


def test_between_two_spheres_only_their_pairs_count() -> None:
    # u - c - i and g - d - i: c stands between the one pair of university and industry, d between no such pair
    graph = nx.Graph([("u", "c"), ("c", "i"), ("g", "d"), ("d", "i")])
    spheres = {"u": "university", "i": "industry", "g": "government", "c": "civil-society", "d": "government"}
    nx.set_node_attributes(graph, spheres, "sphere")
    result = metrics.run("cross-sphere-betweenness", graph, between="university,industry", permutations=19)
    assert result.pick(actor="c", quantity="gefura").value == 1.0
    assert result.pick(actor="d", quantity="gefura").value == 0.0
    assert result.pick(actor="u", quantity="gefura").value is None  # the only pair has it at an end
    assert {v.verdict for v in result.values if v.value is not None} <= {*VERDICTS}
    assert result.pick(actor="c", quantity="gefura").draws == 19
    assert result.reading["en"].startswith("Cross-sphere betweenness between university and industry: 3 values")
    assert result.reading["tr"].startswith("Alanlar arası arasındalık, üniversite ve sanayi arasında: 3 değer")


@pytest.mark.parametrize("variant", ["global", "local"])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_between_is_the_metric_with_all_other_spheres_unknown(seed: int, directed: bool, variant: str) -> None:
    graph = random_network(seed, directed=directed, n=9, p=0.3, unknown=0.1)
    some = {"between": ["industry", "Civil Society"], "variant": variant, "permutations": 0}
    kept = nx.create_empty_copy(graph)
    kept.add_edges_from(graph.edges)
    for _, data in kept.nodes(data=True):
        if data.get("sphere") not in ("industry", "civil-society"):
            data["sphere"] = None
    chosen = metrics.run("cross-sphere-betweenness", graph, **some).values
    blanked = metrics.run("cross-sphere-betweenness", kept, variant=variant, permutations=0).values
    assert [v.value for v in chosen] == [v.value for v in blanked]


def test_the_null_of_chosen_spheres_is_of_their_pairs() -> None:
    # actors that rewiring cannot tell apart share their draws, so single means differ where spheres are unknown; their
    # sum does not
    graph = random_network(3, n=14, p=0.3)
    kept = graph.copy()
    for _, data in kept.nodes(data=True):
        data["sphere"] = data["sphere"] if data["sphere"] in ("university", "industry") else None
    options = {"permutations": 19, "null": "degree-preserving"}
    chosen = metrics.run("cross-sphere-betweenness", graph, between="university,industry", **options)
    blanked = metrics.run("cross-sphere-betweenness", kept, **options)
    sums = [sum(v.expected for v in r.values if v.expected is not None) for r in (chosen, blanked)]
    assert sums[0] == pytest.approx(sums[1])
    assert sums[0] > 0


def test_labels_are_shuffled_before_spheres_are_chosen() -> None:
    # a path of three has six labellings; the middle is neither end in two of them, and then stands between all pairs
    graph = nx.path_graph(3)
    nx.set_node_attributes(graph, {0: "university", 1: "government", 2: "industry"}, "sphere")
    result = metrics.run("cross-sphere-betweenness", graph, between="university,industry", null="label-permutation")
    middle = result.pick(actor="1", quantity="gefura")
    assert (middle.value, middle.expected, middle.draws) == (1.0, 1.0, 2)


def test_between_says_what_it_cannot_take() -> None:
    graph = random_network(2, n=12, p=0.3)
    with pytest.raises(ParameterError, match="one sphere"):
        metrics.run("cross-sphere-betweenness", graph, between="university")
    with pytest.raises(ParameterError, match="nobody here") as wrong:
        metrics.run("cross-sphere-betweenness", graph, between="universities,industry")
    assert "university" in wrong.value.hint


def _cross(network: Network, codes: NDArray[Any]) -> int:
    u, v = network.edges_array
    return int((codes[u] != codes[v]).sum())


@pytest.mark.parametrize("directed", [False, True])
def test_only_the_null_that_keeps_mixing_keeps_the_ties_between_spheres(directed: bool) -> None:
    net = typed.read(random_network(4, directed=directed, n=14, p=0.3))
    statistic = partial(_cross, codes=net.codes)
    kept = nulls.degree_draws(net, statistic, 9, 1, mixing=True).values
    assert set(kept) == {_cross(net.network, net.codes)}
    assert len(set(nulls.degree_draws(net, statistic, 9, 1).values)) > 1
