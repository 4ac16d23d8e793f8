"""Projections of the tiny ecosystem, which is the graph TG of the metric reference plus three isolated actors."""

from __future__ import annotations

import io

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triskele.ecosystem import Ecosystem
from triskele.errors import InvalidInput, UnknownFormat, UnknownProjection
from triskele.exports import NETWORK_FORMATS, write_network


def test_organisations(ecosystem: Ecosystem) -> None:
    projected = ecosystem.project()
    network = projected.network
    assert (len(network), network.number_of_edges()) == (12, 11)
    assert isinstance(network, nx.Graph)
    assert network.nodes["transfer-office"]["sphere"] == "hybrid"
    assert projected.dropped["isolates"] == 3
    assert projected.dropped["other_modality"] == 1
    assert projected.dropped["kept_undated_ties"] == 2


@pytest.mark.parametrize(
    # in 2012: 11 ties less ship-north (…2016 is in), less coast-town (2013): 10; in 2014 sail-rope has ended: 10
    ("year", "ties"), [(1900, 2), (2005, 3), (2012, 10), (2013, 11), (2014, 10), (2017, 9), (2100, 9)]
)  # fmt: skip
def test_as_of(ecosystem: Ecosystem, year: int, ties: int) -> None:
    assert ecosystem.network(as_of=year).number_of_edges() == ties


def test_directed_ties_go_one_way(ecosystem: Ecosystem) -> None:
    assert ecosystem.network(modalities="stated").number_of_edges() == 10
    directed = ecosystem.network(directed=True, modalities="stated")
    # symmetric types count both ways: 2 R&D partnerships and 2 partnerships; the other 6 ties once
    assert directed.number_of_edges() == 4 * 2 + 6
    assert directed.has_edge("town-ministry", "north-university")
    assert not directed.has_edge("north-university", "town-ministry")


def test_filters(ecosystem: Ecosystem) -> None:
    assert set(ecosystem.network(spheres="university")) == {"north-university", "south-university", "idle-university"}
    assert set(ecosystem.network(places="hill", types="Firm")) == {"rope-firm", "paint-firm"}
    assert len(ecosystem.network(places="land")) == 12  # a place takes in what lies in it
    assert ecosystem.network(tie_types="funding").number_of_edges() == 2
    assert ecosystem.network(min_confidence=0.9).number_of_edges() == 9
    assert "town-ministry" not in ecosystem.network(without="town-ministry")
    assert ecosystem.network(isolates=False).number_of_nodes() == 9
    assert ecosystem.network(undated=False).number_of_edges() == 9


def test_weights(ecosystem: Ecosystem) -> None:
    network = ecosystem.network(weight="confidence")
    assert network["rope-firm"]["paint-firm"]["weight"] == 0.8
    assert network["coast-agency"]["town-ministry"]["weight"] == 0.6


def test_layers_share_their_nodes(ecosystem: Ecosystem) -> None:
    projected = ecosystem.project("layers", modalities="stated")
    assert sorted(projected.layers) == [
        "funding", "hosting", "partnership", "rnd-partnership", "supply", "support", "technology-transfer",
    ]  # fmt: skip
    assert {tuple(layer) for layer in projected.layers.values()} == {tuple(projected.network)}
    assert sum(layer.number_of_edges() for layer in projected.layers.values()) == 10


def test_memberships_and_hyperedges(ecosystem: Ecosystem) -> None:
    assert ecosystem.network("membership").number_of_edges() == 0
    planned = ecosystem.project("hyperedges", modalities="planned")
    assert planned.network.has_edge("sea-park", "sea-cluster")
    assert planned.hypergraph is not None
    assert planned.hypergraph.edges == ["sea-cluster"]
    assert planned.hypergraph.sphere_sets() == [frozenset({"university", "industry", "government"})]  # a technopark's


def test_wrong_names_are_answered_with_near_ones(ecosystem: Ecosystem) -> None:
    with pytest.raises(UnknownProjection) as projection:
        ecosystem.network("organization")
    assert "organisations" in projection.value.hint
    with pytest.raises(InvalidInput) as tie:
        ecosystem.network(tie_types="fundng")
    assert "funding" in tie.value.hint
    for wrong in (
        {"as_of": "soon"},
        {"min_confidence": 2},
        {"weight": "heavy"},
        {"colour": "red"},
        {"modalities": "x"},
    ):
        with pytest.raises(InvalidInput):
            ecosystem.network(**wrong)


@settings(max_examples=20, deadline=None)
@given(first=st.integers(2000, 2020), second=st.integers(2000, 2020))
def test_no_tie_is_active_outside_its_dates(ecosystem: Ecosystem, first: int, second: int) -> None:
    whole = ecosystem.network()
    for year in (first, second):
        assert set(ecosystem.network(as_of=year).edges) <= set(whole.edges)


POSITIONS = {"sea-park": (0.25, -1.5)}


@pytest.mark.parametrize("name", NETWORK_FORMATS)
def test_every_format_is_the_same_bytes_twice(ecosystem: Ecosystem, name: str) -> None:
    projected = ecosystem.project()
    assert write_network(projected, name, POSITIONS) == write_network(projected, name, POSITIONS)


def test_other_programs_read_what_is_written(ecosystem: Ecosystem, tmp_path) -> None:
    projected = ecosystem.project()
    edges = {frozenset(edge) for edge in projected.network.edges}
    graphml = nx.read_graphml(io.BytesIO(write_network(projected, "graphml")))
    assert {frozenset(edge) for edge in graphml.edges} == edges
    assert graphml.graph["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert graphml.nodes["idle-university"]["label_tr"] == "Işık Üniversitesi"
    gexf = nx.read_gexf(io.BytesIO(write_network(projected, "gexf")))
    assert {frozenset(edge) for edge in gexf.edges} == edges
    assert (gexf["sail-firm"]["rope-firm"]["start"], gexf["sail-firm"]["rope-firm"]["end"]) == (2011, 2013)
    net = tmp_path / "network.net"
    net.write_bytes(write_network(projected, "net"))
    pajek = nx.read_pajek(net)
    assert {frozenset(edge[:2]) for edge in pajek.edges} == edges
    assert igraph.Graph.Read_Pajek(str(net)).ecount() == 11
    file = tmp_path / "network.graphml"
    file.write_bytes(write_network(projected, "graphml"))
    assert igraph.Graph.Read_GraphML(str(file)).vcount() == 12


def test_an_unknown_format_lists_the_known(ecosystem: Ecosystem) -> None:
    with pytest.raises(UnknownFormat) as caught:
        write_network(ecosystem.project(), "dot")
    assert "graphml" in caught.value.hint
