"""Every function with a kernel gives what networkx gives, in the same order, on random graphs of every kind."""

import math
import random

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from triskele.engines import near
from triskele.engines.dispatch import backend, calls
from triskele.engines.info import FUNCTIONS
from triskele.networks.csr import Network

MAPPING = {"U": 0, "I": 1, "G": 2, None: 3}
BOTH = {
    "degree": nx.degree_centrality,
    "closeness": nx.closeness_centrality,
    "closeness of one": lambda G: nx.closeness_centrality(G, 3),
    "closeness, lengths": lambda G: nx.closeness_centrality(G, distance="x"),
    "closeness of one, lengths": lambda G: nx.closeness_centrality(G, 5, distance="x", wf_improved=False),
    "harmonic": nx.harmonic_centrality,
    "harmonic of some": lambda G: nx.harmonic_centrality(G, nbunch=[1]),
    "harmonic from some": lambda G: dict(sorted(nx.harmonic_centrality(G, sources=[1, 2, 3]).items())),
    "harmonic, lengths": lambda G: nx.harmonic_centrality(G, distance="x"),
    "betweenness": nx.betweenness_centrality,
    "betweenness, lengths": lambda G: nx.betweenness_centrality(G, weight="x"),
    "betweenness, ties of length": lambda G: nx.betweenness_centrality(G, weight="weight", normalized=False),
    "betweenness with ends": lambda G: nx.betweenness_centrality(G, endpoints=True),
    "pivots": lambda G: nx.betweenness_centrality(G, k=7, seed=3),
    "pivots with ends": lambda G: nx.betweenness_centrality(G, k=7, seed=3, normalized=False, endpoints=True),
    "one pivot": lambda G: nx.betweenness_centrality(G, k=1, seed=1, normalized=False),
    "subset": lambda G: nx.betweenness_centrality_subset(G, [1, 2], [3, 4, 5]),
    "subset, lengths": lambda G: nx.betweenness_centrality_subset(G, [1, 2], [2, 5], normalized=True, weight="x"),
    "edge betweenness": nx.edge_betweenness_centrality,
    "edge betweenness, pivots": lambda G: nx.edge_betweenness_centrality(G, k=5, seed=1, normalized=False),
    "edge betweenness, lengths": lambda G: nx.edge_betweenness_centrality(G, weight="x"),
    "pagerank, weighted": lambda G: nx.pagerank(G, weight="x", personalization={1: 1, 2: 3}, dangling={4: 1}),
    "pagerank, started": lambda G: nx.pagerank(G, nstart={n: n + 1 for n in G}, tol=1e-10),
    "eigenvector": lambda G: nx.eigenvector_centrality(G, max_iter=5000, weight="x"),
    "katz": lambda G: nx.katz_centrality(G, alpha=0.01, weight="weight"),
    "katz, beta": lambda G: nx.katz_centrality(G, alpha=0.01, beta={n: n for n in G}, normalized=False),
    "clustering": nx.clustering,
    "clustering, weighted": lambda G: nx.clustering(G, weight="x"),
    "clustering of one": lambda G: nx.clustering(G, 2),
    "average clustering": lambda G: nx.average_clustering(G, count_zeros=False),
    "transitivity": nx.transitivity,
    "constraint": nx.constraint,
    "constraint, weighted": lambda G: nx.constraint(G, weight="x"),
    "constraint of some": lambda G: nx.constraint(G, [1, 2, 3], weight="x"),
    "effective size of some": lambda G: nx.effective_size(G, [2, 3], weight="x"),
    "mixing": lambda G: nx.attribute_mixing_dict(G, "sphere"),
    "mixing of some": lambda G: nx.attribute_mixing_dict(G, "sphere", nodes=[1, 2, 3, 4], normalized=True),
    "mixing matrix": lambda G: nx.attribute_mixing_matrix(G, "sphere", mapping=MAPPING).tolist(),
    "assortativity": lambda G: nx.attribute_assortativity_coefficient(G, "sphere"),
    "degree assortativity": nx.degree_assortativity_coefficient,
    "degree mixing": lambda G: nx.degree_mixing_dict(G, weight="weight"),
    "lengths from one": lambda G: nx.single_source_shortest_path_length(G, 1),
    "lengths from one, cut": lambda G: nx.single_source_shortest_path_length(G, 1, cutoff=2),
    "lengths to one": lambda G: nx.single_target_shortest_path_length(G, 1),
    "lengths of all": lambda G: dict(nx.all_pairs_shortest_path_length(G)),
    "dijkstra": lambda G: nx.single_source_dijkstra_path_length(G, 1, weight="x"),
    "dijkstra, cut": lambda G: nx.single_source_dijkstra_path_length(G, 1, weight="x", cutoff=0.8),
    "dijkstra from some": lambda G: nx.multi_source_dijkstra_path_length(G, {1, 5}, weight="x"),
    "mean length": nx.average_shortest_path_length,
    "mean length, lengths": lambda G: nx.average_shortest_path_length(G, weight="x"),
    "eccentricity": nx.eccentricity,
    "adjacency": lambda G: nx.adjacency_matrix(G, weight="x").toarray().tolist(),
    "adjacency of some": lambda G: nx.to_scipy_sparse_array(G, [4, 2, 9, 1], weight="x").toarray().tolist(),
    "core": nx.core_number,
}
UNDIRECTED = {
    "triangles": nx.triangles,
    "triangles of some": lambda G: [nx.triangles(G, 2), nx.triangles(G, [3, 1])],
    "components": lambda G: list(nx.connected_components(G)),
    "component of one": lambda G: nx.node_connected_component(G, 3),
    "connected": lambda G: [nx.number_connected_components(G), nx.is_connected(G)],
    "blocks": lambda G: [list(nx.biconnected_components(G)), list(nx.biconnected_component_edges(G))],
    "cut points": lambda G: [list(nx.articulation_points(G)), nx.is_biconnected(G)],
    "bridges": lambda G: [list(nx.bridges(G)), list(nx.bridges(G, root=1))],
    "efficiency": nx.global_efficiency,
    "effective size": nx.effective_size,
    "laplacian": lambda G: nx.laplacian_matrix(G).toarray().tolist(),
}
DIRECTED = {
    "in and out": lambda G: [nx.in_degree_centrality(G), nx.out_degree_centrality(G)],
    "weak components": lambda G: list(nx.weakly_connected_components(G)),
    "strong components": lambda G: list(nx.strongly_connected_components(G)),
    "counts": lambda G: [nx.number_weakly_connected_components(G), nx.number_strongly_connected_components(G)],
    "whole": lambda G: [nx.is_weakly_connected(G), nx.is_strongly_connected(G)],
}


def same(found, expected, what):
    if isinstance(expected, dict):
        assert list(found) == list(expected), what
        for key, value in expected.items():
            same(found[key], value, what)
    elif isinstance(expected, (list, tuple)):
        assert len(found) == len(expected), what
        for a, b in zip(found, expected, strict=True):
            same(a, b, what)
    elif isinstance(expected, float):
        assert type(found) in (int, float), what
        both_nan = math.isnan(found) and math.isnan(expected)
        assert both_nan or math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12), (what, found, expected)
    else:
        assert found == expected, what


def answer(function, G):
    try:
        return function(G)
    except (nx.NetworkXException, ZeroDivisionError) as error:
        return type(error).__name__


@st.composite
def graphs(draw):
    seed = draw(st.integers(0, 2**32 - 1))
    G = nx.gnp_random_graph(
        draw(st.integers(10, 26)),
        draw(st.sampled_from([0.03, 0.1, 0.3, 0.7])),
        directed=draw(st.booleans()),
        seed=seed,
    )
    if draw(st.booleans()):
        G.add_edges_from([(2, 2), (7, 7)])
    rnd = random.Random(seed)
    for u, v in G.edges:
        G[u][v].update(weight=rnd.choice([1, 2, 3, 5]), x=rnd.random() + 0.1)
    for node in G:
        if rnd.random() < 0.9:
            G.nodes[node]["sphere"] = rnd.choice("UIG")
    return G


def connected():
    """Some functions answer connected networks only, and chance need not draw one."""
    G = nx.complete_graph(10)
    nx.set_edge_attributes(G, 2, "weight")
    nx.set_edge_attributes(G, {edge: 0.5 + number / 100 for number, edge in enumerate(G.edges)}, "x")
    nx.set_node_attributes(G, dict(enumerate("UIGUIGUIGU")), "sphere")
    return G


@settings(max_examples=4, deadline=None)
@given(graphs())
@example(connected())
@example(nx.DiGraph(connected()))  # chance need not draw a directed one
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning", "ignore:divide by zero:RuntimeWarning")
def test_equal_to_networkx(G):
    N = Network.from_networkx(G)
    plain = N.copy()
    for what, function in {**BOTH, **(DIRECTED if G.is_directed() else UNDIRECTED)}.items():
        same(answer(function, N), answer(function, plain), what)
    assert answer(nx.pagerank, N) == answer(nx.pagerank, plain)


@pytest.mark.parametrize("directed", [False, True])
def test_hits(directed):
    """On a network whose largest singular value stands alone; otherwise any vector of a plane will do."""
    G = nx.gnp_random_graph(30, 0.3, seed=1, directed=directed)
    nx.set_edge_attributes(G, {edge: 1 + number % 3 for number, edge in enumerate(G.edges)}, "weight")
    N = Network.from_networkx(G)
    for a, b in zip(nx.hits(N, tol=1e-12), nx.hits(N.copy(), tol=1e-12), strict=True):
        assert a == pytest.approx(b, rel=1e-6)
    unweighted = Network.from_networkx(G, edge_attributes={})
    assert nx.hits(unweighted)[0] != pytest.approx(nx.hits(N)[0], rel=1e-3)


def test_every_listed_function_is_there_and_was_called_above():
    for family in FUNCTIONS.values():
        for name in family:
            assert callable(getattr(backend, name))
            assert name in nx.utils.backends._registered_algorithms
    ran = {name for name, outcome in calls if outcome == "kernel"}
    missing = {name for family in FUNCTIONS.values() for name in family} - ran
    assert missing <= {"leiden_communities", "leiden_partitions", "is_strongly_connected"}


def test_large_enough_to_be_renumbered(monkeypatch):
    monkeypatch.setattr(near, "WORTHWHILE", 1_000)
    G = nx.fast_gnp_random_graph(1_500, 0.0014, seed=5)
    N = Network.from_networkx(G)
    plain = N.copy()
    same(nx.betweenness_centrality(N, k=5, seed=1), nx.betweenness_centrality(plain, k=5, seed=1), "betweenness")
    D = Network.from_networkx(nx.fast_gnp_random_graph(1_500, 0.0014, seed=5, directed=True))
    sources = D.ids[:300]
    found = nx.harmonic_centrality(D, sources=sources)
    reverse = D.reverse()
    for node in (0, 17, 1_499):
        hops = nx.single_source_shortest_path_length(reverse, node)
        expected = sum(1 / hops[s] for s in sources if hops.get(s, 0) > 0)
        assert found[node] == pytest.approx(expected)


def test_effective_size_is_the_one_networkx_gives_node_by_node():
    """networkx's answer for all nodes at once scales by the wrong node's strongest tie when ties differ."""
    G = nx.gnp_random_graph(12, 0.4, seed=3)
    for number, (u, v) in enumerate(G.edges):
        G[u][v]["x"] = 1 + number % 4
    same(
        nx.effective_size(Network.from_networkx(G), weight="x"),
        nx.effective_size(G, nodes=list(G), weight="x"),
        "effective size",
    )
    assert nx.effective_size(G, weight="x") != pytest.approx(nx.effective_size(G, nodes=list(G), weight="x"))
