"""A Network is an nx.Graph for whoever reads it, and arrays for whoever computes."""

import copy
import logging
import pickle

import networkx as nx
import numpy as np
import pytest

from triskele.errors import InvalidInput, TriskeleError
from triskele.networks.csr import ImmutableNetwork, Network


def sample(directed: bool) -> nx.Graph:
    G = nx.gnp_random_graph(30, 0.2, directed=directed, seed=1)
    G.add_edge(3, 3)
    G.graph["name"] = "örnek"
    for number, (u, v) in enumerate(G.edges):
        G[u][v].update(weight=number % 5 + 0.5, kind=f"k{number % 3}")
        if number % 2:
            G[u][v]["note"] = number
    for node in G:
        if node % 4:
            G.nodes[node]["sphere"] = "UI"[node % 2]
    return G


@pytest.fixture(params=[False, True], ids=["undirected", "directed"])
def graph(request) -> nx.Graph:
    return sample(request.param)


def test_reads_like_the_graph_it_was_made_from(graph):
    N = Network.from_networkx(graph)
    assert isinstance(N, nx.DiGraph if graph.is_directed() else nx.Graph)
    assert nx.utils.graphs_equal(N.copy(), graph)
    assert dict(N.degree) == dict(graph.degree)
    assert dict(N.degree([1, 3])) == dict(graph.degree([1, 3]))
    assert N.degree[3] == graph.degree[3]
    assert dict(N.degree(weight="weight")) == pytest.approx(dict(graph.degree(weight="weight")))
    assert N.size("weight") == graph.size("weight")
    assert set(N.edges) == set(graph.edges)
    u, v = N.edges_array
    assert list(N.edges) == list(zip(u.tolist(), v.tolist(), strict=True))
    assert all(N.has_edge(a, b) == graph.has_edge(a, b) for a in range(-1, 31) for b in range(31))
    assert {n: sorted(N[n]) for n in N} == {n: sorted(graph[n]) for n in graph}
    if graph.is_directed():
        assert {n: sorted(N.pred[n]) for n in N} == {n: sorted(graph.pred[n]) for n in graph}
        assert dict(N.in_degree) == dict(graph.in_degree)
        assert N.pred[3] == N.reverse().adj[3]


def test_rows_are_made_when_looked_up_and_look_complete(graph):
    N = Network.from_networkx(graph)
    row = N._adj[7]
    assert dict.__len__(N._adj) == 1
    assert len(N._adj) == 30
    assert 8 in N._adj
    assert list(N._adj) == list(graph)
    assert dict.__len__(N._adj) == 1
    assert N._adj.get("nobody") is None
    with pytest.raises(KeyError):
        N._adj["nobody"]
    assert list(N._adj.items())[7][1] is row
    assert N._adj == N.copy()._adj


def test_keeps_everything_in_a_folder_and_in_a_pickle(graph, tmp_path):
    N = Network.from_networkx(graph)
    M = Network.open(N.save(tmp_path / "network"))
    assert isinstance(M.indptr.base, np.memmap)
    assert not M.indptr.flags.writeable
    for other in (M, pickle.loads(pickle.dumps(M)), copy.deepcopy(N)):
        assert type(other) is type(N)
        assert nx.utils.graphs_equal(other.copy(), graph)


def test_codes_with_categories_are_attributes_under_their_names():
    N = Network.from_arrays(
        ["a", "b", "c"],
        [0, 1],
        [1, 2],
        weight=[2, 3],
        node_data={"sphere": np.array([1, 0, -1], dtype=np.int8)},
        edge_data={"year": [1999, 2001]},
        categories={"sphere": ["university", "industry"]},
    )
    assert dict(N.nodes(data=True)) == {"a": {"sphere": "industry"}, "b": {"sphere": "university"}, "c": {}}
    assert list(N.edges(data=True)) == [
        ("a", "b", {"year": 1999, "weight": 2.0}),
        ("b", "c", {"year": 2001, "weight": 3.0}),
    ]
    assert N.codes("sphere")[0].tolist() == [1, 0, -1]
    assert N.codes("nothing")[0].tolist() == [-1, -1, -1]
    assert N.arc_values("year").tolist() == [1999, 1999, 2001, 2001]
    assert N.weights.tolist() == [2, 2, 3, 3]


def test_the_order_in_which_ties_are_given_changes_nothing():
    rng = np.random.default_rng(0)
    pairs = np.array(list(nx.gnp_random_graph(40, 0.2, seed=2).edges))
    year = np.arange(len(pairs))
    first = Network.from_arrays(range(40), *pairs.T, edge_data={"year": year}, weight=year + 1)
    order = rng.permutation(len(pairs))
    flipped = pairs[order][:, ::-1]
    second = Network.from_arrays(range(40), *flipped.T, edge_data={"year": year[order]}, weight=year[order] + 1)
    for a, b in zip(first.__reduce__()[1][2:5], second.__reduce__()[1][2:5], strict=True):
        assert np.array_equal(a, b)
    assert np.array_equal(first.edge_data["year"], second.edge_data["year"])
    assert np.array_equal(first.arc_edges, second.arc_edges)


def test_induced_network_is_the_subgraph(graph):
    N = Network.from_networkx(graph)
    some = [9, 3, 7, 1, 20, 15, 2]
    assert nx.utils.graphs_equal(N.induced(some).copy(), graph.subgraph(some).copy())


def test_nothing_changes_it(graph):
    N = Network.from_networkx(graph)
    before = N.copy()
    for change in (
        lambda: N.add_node(99),
        lambda: N.add_edge(0, 1),
        lambda: N.remove_node(0),
        lambda: N.clear(),
        lambda: N.nodes[1].update(sphere="G"),
        lambda: N[3][3].__setitem__("weight", 9),
        lambda: N._adj.pop(1),
        lambda: nx.set_node_attributes(N, {1: "G"}, "sphere"),
    ):
        with pytest.raises(ImmutableNetwork) as refused:
            change()
        assert isinstance(refused.value, nx.NetworkXError)
        assert isinstance(refused.value, TriskeleError)
        assert "nx.Graph(G)" in refused.value.hint
    with pytest.raises(ValueError, match="read-only"):
        N.indices[0] = 5
    assert nx.is_frozen(N)
    assert nx.utils.graphs_equal(before, N.copy())


def test_the_class_called_by_networkx_makes_ordinary_graphs(graph):
    N = Network.from_networkx(graph)
    H = N.__class__([(1, 2)])
    assert not isinstance(H, Network)
    H.add_edge(2, 3)
    assert type(H) is type(graph)
    view = N.subgraph([1, 2, 3])
    assert not isinstance(view, Network)
    assert nx.utils.graphs_equal(view.copy(), graph.subgraph([1, 2, 3]).copy())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"source": [0], "target": [2]}, "outside"),
        ({"source": [0, 1], "target": [1, 0]}, "parallel"),
        ({"source": ["a"], "target": ["b"]}, "integer"),
        ({"source": [0], "target": [1], "weight": [np.nan]}, "finite"),
        ({"source": [0], "target": [1], "weight": [1, 2]}, "shape"),
        ({"source": [0], "target": [1], "node_data": {"x": [1]}}, "shape"),
    ],
)
def test_bad_arrays_are_refused_with_a_hint(arguments, words):
    with pytest.raises(InvalidInput, match=words) as refused:
        Network.from_arrays(["a", "b"], **arguments)
    assert refused.value.hint


def test_other_bad_input(tmp_path):
    with pytest.raises(InvalidInput, match="more than one node"):
        _ = Network.from_arrays(["a", "a"], [0], [1]).index
    with pytest.raises(InvalidInput, match="multigraph"):
        Network.from_networkx(nx.MultiGraph())
    with pytest.raises(InvalidInput, match="no network"):
        Network.open(tmp_path)
    with pytest.raises(InvalidInput, match="texts or integers"):
        Network.from_arrays([(1, 2)], [], []).save(tmp_path / "x")


def test_empty_and_lonely_networks():
    empty = Network.from_arrays([], [], [])
    assert len(empty) == empty.number_of_edges() == 0
    assert nx.pagerank(empty) == {}
    lonely = Network.from_arrays(["a"], [], [])
    assert nx.degree_centrality(lonely) == {"a": 1}
    assert nx.pagerank(lonely) == {"a": 1.0}
    loop = Network.from_arrays(["a"], [0], [0])
    assert dict(loop.degree) == {"a": 2}
    assert loop.number_of_edges() == 1


def test_networkx_answers_where_there_is_no_kernel(caplog):
    N = Network.from_networkx(nx.karate_club_graph())
    G = N.copy()
    assert nx.dominating_set(N) == nx.dominating_set(G)
    assert nx.shortest_path(N, 0, 26) == nx.shortest_path(G, 0, 26)
    assert list(nx.k_core(N, 4)) == list(nx.k_core(G, 4))
    assert nx.community.louvain_communities(N, seed=4) == nx.community.louvain_communities(G, seed=4)
    mixed = nx.compose(N, nx.path_graph(3))
    assert nx.utils.graphs_equal(mixed, nx.compose(G, nx.path_graph(3)))
    assert nx.is_isomorphic(N, G)
    assert nx.utils.graphs_equal(nx.ego_graph(N, 11), nx.ego_graph(G, 11))
    with caplog.at_level(logging.INFO, "triskele.engines"):
        nx.bridges(Network.from_arrays("ab", [0, 0], [0, 1]))
    assert "bridges: the fast path is not taken: the network has self-ties" in caplog.text


def test_attributes_may_be_tuples_as_long_as_there_are_nodes():
    """A column of pairs is a column, not a table."""
    G = nx.path_graph(2)
    nx.set_node_attributes(G, {0: (1, 2), 1: (3, 4)}, "pos")
    assert dict(Network.from_networkx(G).nodes(data="pos")) == {0: (1, 2), 1: (3, 4)}
