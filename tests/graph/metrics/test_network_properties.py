"""The property tests of the reference that concern networks, on generated graphs, and what every metric must bear."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.graph.engines.worked import toy
from tests.graph.metrics.graphs import random_network
from triskele import metrics
from triskele.errors import InvalidInput, NegativeWeight, NetworkError, ParameterError

FAST = settings(derandomize=True, max_examples=15, deadline=None, database=None)
seeds = st.integers(0, 10_000)
NETWORK = [m for m in metrics.registry.all() if m.input == "network"]
QUICK = {"permutations": 3}


def run(metric: Any, graph: nx.Graph, **given: Any) -> Any:
    known = {p.name for p in metric.parameters}
    return metric(graph, **{k: v for k, v in {**QUICK, **given}.items() if k in known})


def test_all_of_section_b_is_there() -> None:
    assert {f"B{i}" for i in range(1, 26)} | {"D"} <= {m.section for m in metrics.registry.all()}


@FAST
@given(seeds, st.booleans())
def test_mixing_sums_to_the_tie_ends_and_ei_counts_what_is_inside(seed: int, directed: bool) -> None:
    graph = random_network(seed, directed=directed)
    table = metrics.run("mixing-matrix", graph, permutations=0)
    ends = graph.number_of_edges() * (1 if directed else 2)
    assert sum(v.value or 0 for v in table.values) == ends
    inside = sum(graph.nodes[a]["sphere"] == graph.nodes[b]["sphere"] for a, b in graph.edges())
    ei = metrics.run("ei-index", graph, permutations=0).headline.value
    assert ei == (pytest.approx(1 - 2 * inside / graph.number_of_edges()) if ends else None)


@FAST
@given(seeds)
def test_modularity_is_r_times_what_is_left(seed: int) -> None:
    graph = random_network(seed)
    result = metrics.run("sphere-assortativity", graph, permutations=0)
    r, q = result.headline.value, result.pick(quantity="sphere-modularity").value
    if r is not None:
        groups = [
            {v for v in graph if graph.nodes[v]["sphere"] == s}
            for s in set(nx.get_node_attributes(graph, "sphere").values())
        ]
        ends = np.array([sum(dict(graph.degree(g)).values()) for g in groups]) / (2 * graph.number_of_edges())
        assert q == pytest.approx(r * (1 - (ends**2).sum()))
        assert q == pytest.approx(nx.community.modularity(nx.Graph(graph), groups))
        assert result.pick(quantity="minimum").value - 1e-12 <= r <= 1 + 1e-12


@FAST
@given(seeds, st.booleans())
def test_roles_sum_to_the_open_pairs(seed: int, directed: bool) -> None:
    graph = random_network(seed, directed=directed)
    result = metrics.run("brokerage", graph, permutations=0)
    total = result.pick(role="total", quantity="network-count").value
    assert total == sum(
        v.value for v in result.values if v.key["quantity"] == "network-count" and v.key["role"] != "total"
    )
    triads = sum(
        1 for v in graph for a in graph for b in graph
        if len({a, v, b}) == 3 and graph.has_edge(a, v) and graph.has_edge(v, b) and not graph.has_edge(a, b)
    )  # fmt: skip
    assert total == triads


@FAST
@given(seeds)
def test_renaming_spheres_changes_neither_ei_nor_r(seed: int) -> None:
    graph = random_network(seed)
    other = graph.copy()
    turn = dict(
        zip(("university", "industry", "government", "hybrid"), ("x", "government", "hybrid", "a"), strict=True)
    )
    for node in other:
        other.nodes[node]["sphere"] = turn[other.nodes[node]["sphere"]]
    for name in ("ei-index", "sphere-assortativity", "segregation"):
        one, two = (metrics.run(name, g, permutations=0).headline.value for g in (graph, other))
        assert one == (None if two is None else pytest.approx(two))


@FAST
@given(seeds)
def test_an_isolate_changes_only_what_its_formula_says(seed: int) -> None:
    graph = random_network(seed, n=8)
    more = graph.copy()
    more.add_node("zz", sphere="university")
    for name in ("ei-index", "sphere-assortativity"):
        one, two = (metrics.run(name, g, permutations=0).headline.value for g in (graph, more))
        assert one == two
    for name, quantity in (("cross-sphere-betweenness", "gefura-raw"), ("constraint", "constraint")):
        one, two = (run(metrics.registry.get(name), g, null="none") for g in (graph, more))
        for value in one.values:
            if value.key["quantity"] == quantity:
                assert two.pick(actor=value.key["actor"], quantity=quantity).value == value.value
    rho = [metrics.run("tri-sphere-reachability", g, permutations=0).headline.value for g in (graph, more)]
    assert rho[1] == pytest.approx(rho[0] * 8 / 9)


@pytest.mark.parametrize("metric", NETWORK, ids=lambda m: m.name)
def test_the_order_of_the_input_never_changes_an_output(metric: Any) -> None:
    graph = random_network(11, n=8, p=0.4)
    nodes, ties = list(graph.nodes(data=True))[::-1], [(b, a) for a, b in graph.edges()][::-1]
    other = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from(ties)
    one = run(metric, graph)
    assert run(metric, other).to_json() == one.to_json()
    assert run(metric, graph).to_json() == one.to_json()
    assert all((v.value is None) == (v.reason is not None) for v in one.values)
    assert one.reading["tr"]
    assert one.reading["en"]
    assert one.direction
    assert one.weights
    json.loads(one.to_json())


SOURCE = "a0"
ROWS = [{"group": g, "actor": a, "sphere": "industry"} for g, members in (("p", "ab"), ("q", "abc")) for a in members]
TIES = [{"source": a, "target": b, "from": 2000, "to": ""} for a, b in ("ab", "bc")]
SYSTEM = {"actors": [{"actor": a, "spheres": "industry", "rd": "yes", "level": ""} for a in "abc"], "ties": TIES}


@pytest.mark.parametrize("metric", NETWORK, ids=lambda m: m.name)
def test_without_the_source_is_as_if_it_had_never_been_there(metric: Any) -> None:
    graph = random_network(11, n=8, p=0.4)
    rest = graph.copy()
    rest.remove_node(SOURCE)
    one, two = run(metric, graph, without=[SOURCE]), run(metric, rest)
    assert one.values == two.values
    assert one.dropped == {**two.dropped, "left_out_actors": 1}


@pytest.mark.parametrize(
    "metric", [m for m in metrics.registry.all() if m.section[0] == "B" and m.input != "network"], ids=lambda m: m.name
)
def test_without_the_source_whatever_the_form_of_the_data(metric: Any) -> None:
    bare = nx.empty_graph(["c"])
    whole, rest = {
        "incidence": (ROWS, [row for row in ROWS if row["actor"] != "a"]),
        "tie-sets": (TIES, TIES[1:]),
        "system": (SYSTEM, {"actors": SYSTEM["actors"][1:], "ties": TIES[1:]}),
        "layers": ({"x": nx.Graph(["ab", "bc"]), "y": nx.Graph(["ac"])}, {"x": nx.Graph(["bc"]), "y": bare}),
    }[metric.input]
    assert run(metric, whole, without="a").values == run(metric, rest).values
    with pytest.raises(ParameterError, match="nobody"):
        run(metric, whole, without="nobody")


@pytest.mark.parametrize(
    "metric", [m for m in NETWORK if any(p.name == "weight" for p in m.parameters)], ids=lambda m: m.name
)
def test_weights_of_one_are_no_weights(metric: Any) -> None:
    graph = random_network(5, n=10, p=0.35)
    nx.set_edge_attributes(graph, 1.0, "weight")
    plain, heavy = run(metric, graph), run(metric, graph, weight="weight")
    assert heavy.weights == "weight"
    found = {tuple(v.key.items()): v.value for v in heavy.values}
    for value in plain.values:
        other = found[tuple(value.key.items())]
        assert other == (None if value.value is None else pytest.approx(value.value, abs=1e-9))


@pytest.mark.parametrize("metric", NETWORK, ids=lambda m: m.name)
def test_no_network_is_too_poor(metric: Any) -> None:
    alone = nx.path_graph(3)
    nx.set_node_attributes(alone, "university", "sphere")
    untied = nx.empty_graph(3)
    nx.set_node_attributes(untied, dict(enumerate(["university", "industry", "government"])), "sphere")
    for graph in (nx.Graph(), nx.DiGraph(), nx.empty_graph(1), nx.path_graph(2), alone, untied, alone.to_directed()):
        result = run(metric, graph)
        assert result.values
        for value in result.values:
            assert (value.value is None) == (value.reason is not None)
        json.loads(result.to_json())
        result.to_frame()


@pytest.mark.parametrize("metric", NETWORK, ids=lambda m: m.name)
def test_negative_weights_and_what_is_no_network(metric: Any) -> None:
    signed = nx.Graph()
    signed.add_edge("a", "b", weight=-1.0)
    for options in ({}, {"weight": "weight"}):
        with pytest.raises(NegativeWeight) as caught:
            run(metric, signed, **options)
        assert caught.value.code == "negative-weight"
    with pytest.raises(NetworkError, match="expected a networkx graph"):
        run(metric, [("a", "b")])


def test_bad_names_are_answered() -> None:
    with pytest.raises(ParameterError, match="no tie has an attribute 'wait'"):
        metrics.run("ei-index", toy(), weight="wait")
    with pytest.raises(ParameterError, match="no actor has an attribute 'colour'"):
        metrics.run("ei-index", nx.path_graph(2), attribute="colour")
    with pytest.raises(ParameterError, match="nobody"):
        metrics.run("ei-index", toy(), without="nobody")
    wrong = nx.Graph([("a", "b", {"weight": "heavy"})])
    with pytest.raises(InvalidInput, match="heavy"):
        metrics.run("constraint", wrong, weight="weight")
    fruit = nx.path_graph(2)
    nx.set_node_attributes(fruit, "apple", "sphere")
    with pytest.raises(ParameterError, match="apple"):
        metrics.run("ei-index", fruit, hybrids="fractional")


def test_any_networkx_function_result_can_be_measured_by_name() -> None:
    assert metrics.ei_index(nx.karate_club_graph(), attribute="club", permutations=9)["value"].iloc[0] == pytest.approx(
        -0.717949, abs=5e-7
    )
    assert "brokerage" in dir(metrics)


@FAST
@given(seeds)
def test_the_mean_over_all_labellings_is_the_formula(seed: int) -> None:
    graph = random_network(seed, n=7, p=0.4)
    result = metrics.run("ei-index", graph)
    if result.exact and result.headline.value is not None:
        chance = result.pick(quantity="expected-ei").value
        assert chance is None or result.headline.expected == pytest.approx(chance)


def test_every_null_model_has_a_concept_and_words() -> None:
    from pathlib import Path

    from triskele.words import catalogue

    concepts = (Path(__file__).parents[3] / "ontology/vocabularies/null-models.ttl").read_text(encoding="utf-8")
    for null in {null for metric in metrics.registry.all() for null in metric.nulls}:
        assert f"null:{null} a skos:Concept" in concepts
        assert null in catalogue("en")["nulls"]


def test_every_part_of_a_key_has_words_in_both_languages() -> None:
    from triskele.words import catalogue

    words = catalogue("en")

    graph = random_network(4, n=10)
    nx.set_edge_attributes(graph, 2.0, "weight")
    said = ("quantity", "role", "order", "measure", "undated")
    for metric in NETWORK:
        for options in ({}, {"weight": "weight"}):
            result = run(metric, graph, **options, null="none")
            for value in result.values:
                assert not value.unit or value.unit in words["units"], (metric.name, value.unit)
                missing = {value.key[part] for part in said if part in value.key} - words["parts"].keys()
                assert not missing, (metric.name, missing)
