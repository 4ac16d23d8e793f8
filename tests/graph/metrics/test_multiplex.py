"""B21: participation in layers and which relation crosses spheres."""

from __future__ import annotations

import networkx as nx
import pytest

from triskele import metrics
from triskele.errors import NetworkError

SPHERES = {"u": "university", "i": "industry", "g": "government", "x": "industry"}


def layer(*ties: str) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from((node, {"sphere": name}) for node, name in SPHERES.items())
    graph.add_edges_from(tie.split("-") for tie in ties)
    return graph


def test_participation_by_hand() -> None:
    layers = {"funding": layer("g-u", "g-i"), "training": layer("u-i", "u-g"), "supply": layer()}
    result = metrics.run("multiplex-participation", layers)
    # u: 1 and 2 and 0 of 3: 3/2·(1 − 5/9); g: 2, 1, 0 the same; i: 1, 1, 0: 3/2·(1 − ½)
    assert result.pick(actor="u", quantity="multiplex-participation").value == pytest.approx(1.5 * 4 / 9)
    assert result.pick(actor="i", quantity="multiplex-participation").value == pytest.approx(0.75)
    isolate = result.pick(actor="x", quantity="multiplex-participation")
    assert isolate.value is None
    assert isolate.reason["en"].startswith("An isolate")
    assert result.pick(actor="u", quantity="layers").value == 2
    assert result.pick(layer="funding", quantity="ei-of-layer").value == 1.0
    assert result.pick(layer="supply", quantity="ei-of-layer").value is None
    # u-g twice, u-i, g-i: three ties in the union
    union = result.pick(layer="union")
    assert (union.value, union.m) == (1.0, 3)
    assert result.pick(layer="training", quantity="ties").value == 2


def test_one_layer_is_null_and_all_equal_is_one() -> None:
    single = metrics.run("multiplex-participation", {"a": layer("u-i")})
    assert "one layer" in single.headline.reason["en"]
    same = metrics.run("multiplex-participation", {"a": layer("u-i"), "b": layer("u-i")})
    assert same.pick(actor="u", quantity="multiplex-participation").value == pytest.approx(1.0)
    assert metrics.run("multiplex-participation", {}).headline.value is None
    with pytest.raises(NetworkError, match="mapping"):
        metrics.run("multiplex-participation", layer("u-i"))


def test_strengths_count_when_a_weight_is_named() -> None:
    heavy = layer("u-i")
    heavy.edges["u", "i"]["weight"] = 3.0
    light = layer("u-g")
    light.edges["u", "g"]["weight"] = 1.0
    result = metrics.run("multiplex-participation", {"a": heavy, "b": light}, weight="weight")
    assert result.pick(actor="u", quantity="multiplex-participation").value == pytest.approx(2 * (1 - (9 + 1) / 16))
    assert result.weights == "weight"


def test_the_sentence_tells_of_actors_and_layers() -> None:
    # a on both layers, one tie each: P = 2 (1 - 1/4 - 1/4) = 1; b and c on one layer
    first, second = nx.Graph([("a", "b")]), nx.Graph([("a", "c")])
    for graph in (first, second):
        nx.set_node_attributes(graph, {"a": "university", "b": "industry", "c": "university"}, "sphere")
    first.add_node("alone", sphere="industry")  # has no tie and is on no layer
    result = metrics.run("multiplex-participation", {"funding": first, "training": second}, permutations=0)
    assert result.reading["en"] == (
        "3 actors have ties, on 2 layers; 2 of them on a single one. Most evenly on several: a (participation 1, on 2 "
        "layers). Ties cross spheres most in funding (E-I 1, ties: 1), least in training (E-I −1, ties: 1)."
    )
    assert result.reading["tr"].startswith("2 katmanda 3 aktörün bağı var; 2 tanesi yalnızca tek katmanda.")
