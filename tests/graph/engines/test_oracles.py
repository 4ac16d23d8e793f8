"""Against brute force, igraph, and numbers published in the reference of metrics."""

from itertools import combinations, permutations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.graph.engines.worked import florentine, karate, toy
from triskele.engines import cohesion, spheres
from triskele.engines.centrality import cross_pairs, cross_sphere_betweenness, strength
from triskele.networks.csr import Network


@st.composite
def labelled(draw, directed=None):
    directed = draw(st.booleans()) if directed is None else directed
    n = draw(st.integers(3, 14))
    seed = draw(st.integers(0, 2**32 - 1))
    G = nx.gnp_random_graph(n, draw(st.sampled_from([0.15, 0.3, 0.6])), seed=seed, directed=directed)
    labels = np.random.default_rng(seed).integers(-1, 4, n)
    return Network.from_networkx(G), labels


def brute_gefura(G, labels, local):
    plain = G.copy()
    values = np.zeros(len(G))
    for s, t in permutations(range(len(G)), 2):
        if labels[s] < 0 or labels[t] < 0 or labels[s] == labels[t] or not nx.has_path(plain, s, t):
            continue
        ways = list(nx.all_shortest_paths(plain, s, t))
        for way in ways:
            for v in way[1:-1]:
                if not local or labels[v] in (labels[s], labels[t]):
                    values[v] += 1 / len(ways)
    return values if G.is_directed() else values / 2


@settings(max_examples=25, deadline=None)
@given(labelled(), st.booleans())
def test_cross_sphere_betweenness_by_brute_force(case, local):
    G, labels = case
    expected = brute_gefura(G, labels, local)
    found = cross_sphere_betweenness(G, labels, local=local, normalized=False)
    assert found == pytest.approx(expected, abs=1e-9)
    shares = cross_sphere_betweenness(G, labels, local=local)
    pairs = np.zeros(len(G))
    for v in range(len(G)):
        for s, t in combinations(set(range(len(G))) - {v}, 2):
            if labels[s] >= 0 and labels[t] >= 0 and labels[s] != labels[t]:
                pairs[v] += not local or labels[v] in (labels[s], labels[t])
    assert np.array_equal(cross_pairs(labels, local=local), pairs)
    known = pairs > 0
    assert np.isnan(shares[~known]).all()
    assert shares[known] == pytest.approx(expected[known] / (pairs[known] * (2 if G.is_directed() else 1)), abs=1e-9)


def test_the_path_on_which_networkx_and_igraph_say_half():
    path = Network.from_networkx(nx.path_graph(3))
    assert cross_sphere_betweenness(path, [0, -1, 1]).tolist()[1] == 1.0
    assert cross_sphere_betweenness(path, [0, -1, 1], normalized=False).tolist() == [0.0, 1.0, 0.0]
    assert nx.betweenness_centrality_subset(path, [0], [2])[1] == 0.5


@settings(max_examples=25, deadline=None)
@given(labelled())
def test_brokerage_roles_by_brute_force(case):
    G, labels = case
    expected = np.zeros((len(G), 5), dtype=int)
    for a, v, b in permutations(range(len(G)), 3):
        if min(labels[[a, v, b]]) < 0 or not G.has_edge(a, v) or not G.has_edge(v, b) or G.has_edge(a, b):
            continue
        x, y, z = labels[[a, v, b]]
        role = (0 if x == z else 2) if x == y else 3 if y == z else 1 if x == z else 4
        expected[v, role] += 1
    found = spheres.gould_fernandez(G.indptr, G.indices, labels, G.in_indptr, G.in_indices)
    assert np.array_equal(found, expected)


def test_brokerage_roles_of_the_toy_graph():
    G = toy()
    roles = spheres.gould_fernandez(G.indptr, G.indices, G.node_data["sphere"])
    found = {node: dict(zip(spheres.ROLES, row, strict=True)) for node, row in zip(G, roles.tolist(), strict=True)}
    nobody = dict.fromkeys(spheres.ROLES, 0)
    assert found["T1"] == {**nobody, "liaison": 6}
    for node in ("I2", "U1", "G1"):
        assert found[node] == {**nobody, "gatekeeper": 2, "representative": 2}
    for node in ("U2", "G2"):
        assert found[node] == {**nobody, "gatekeeper": 1, "representative": 1}
    assert roles.sum() == 22


@settings(max_examples=25, deadline=None)
@given(labelled(directed=False))
def test_triangles(case):
    G, _ = case
    triples = spheres.list_triangles(G.indptr, G.indices)
    assert {frozenset(t) for t in triples.tolist()} == {
        frozenset(c) for c in nx.enumerate_all_cliques(G.copy()) if len(c) == 3
    }


@settings(max_examples=25, deadline=None)
@given(labelled())
def test_balls_and_efficiency_by_brute_force(case):
    G, labels = case
    hops = dict(nx.all_pairs_shortest_path_length(G.copy()))
    found = spheres.ball_spheres(G.indptr, G.indices, labels, 3)
    for k in range(4):
        for v in range(len(G)):
            near = {int(labels[w]) for w, d in hops[v].items() if d <= k and labels[w] >= 0}
            assert int(found[k, v]) == sum(1 << label for label in near)
    efficiency, reach = spheres.pair_efficiency(G.indptr, G.indices, labels, 4, G.in_indptr, G.in_indices)
    for a in range(4):
        for b in range(4):
            pairs = [(s, t) for s, t in permutations(range(len(G)), 2) if labels[s] == a and labels[t] == b]
            if not pairs:
                assert np.isnan(efficiency[a, b])
                continue
            near = [1 / hops[s][t] if t in hops[s] else 0 for s, t in pairs]
            assert efficiency[a, b] == pytest.approx(np.mean(near))
            assert reach[a, b] == pytest.approx(np.mean([x > 0 for x in near]))


@settings(max_examples=25, deadline=None)
@given(labelled(directed=False))
def test_removal_by_brute_force(case):
    G, _ = case
    order = spheres.degree_attack(G.indptr, G.indices)
    H = G.copy()
    sizes = [max(map(len, nx.connected_components(H)))]
    for v in order.tolist():
        assert v == min(H, key=lambda node: (-H.degree[node], node))
        H.remove_node(v)
        sizes.append(max(map(len, nx.connected_components(H)), default=0))
    assert spheres.removal_curve(G.indptr, G.indices, order).tolist() == sizes
    some = order[: len(order) // 2]
    assert spheres.removal_curve(G.indptr, G.indices, some).tolist() == sizes[: len(some) + 1]


@settings(max_examples=15, deadline=None)
@given(labelled())
def test_against_igraph(case):
    G, _ = case
    u, v = G.edges_array
    H = igraph.Graph(len(G), list(zip(u.tolist(), v.tolist(), strict=True)), directed=G.is_directed())
    close = {"nan_ok": True, "abs": 1e-9}
    assert list(nx.betweenness_centrality(G, normalized=False).values()) == pytest.approx(H.betweenness(), **close)
    assert list(nx.constraint(G).values()) == pytest.approx(H.constraint(), **close)
    assert list(nx.core_number(G).values()) == H.coreness(mode="all")
    assert list(nx.harmonic_centrality(G).values()) == pytest.approx(
        np.array(H.harmonic_centrality(mode="in", normalized=False)), **close
    )
    ranks = nx.pagerank(G, tol=1e-13, max_iter=1000)
    assert list(ranks.values()) == pytest.approx(H.pagerank(), abs=1e-9)
    if not G.is_directed():
        assert sorted(nx.articulation_points(G)) == sorted(H.articulation_points())
        assert {frozenset(b) for b in nx.bridges(G)} == {frozenset(H.es[e].tuple) for e in H.bridges()}
        assert list(nx.clustering(G).values()) == pytest.approx(H.transitivity_local_undirected(mode="zero"), **close)


def test_karate():
    G = karate()
    assert nx.constraint(G)[0] == pytest.approx(0.155423, abs=5e-7)
    assert nx.constraint(G)[33] == pytest.approx(0.156419, abs=5e-7)
    assert nx.effective_size(G)[0] == pytest.approx(13.75)
    assert nx.effective_size(G)[33] == pytest.approx(15.2353, abs=5e-5)
    assert list(nx.articulation_points(G)) == [0]
    assert list(nx.bridges(G)) == [(0, 11)]
    cores = nx.core_number(G)
    assert max(cores.values()) == 4
    assert sum(core == 4 for core in cores.values()) == 10
    assert nx.average_clustering(G) == pytest.approx(0.570638, abs=5e-7)
    assert nx.transitivity(G) == pytest.approx(0.255682, abs=5e-7)
    assert nx.average_shortest_path_length(G) == pytest.approx(2.4082, abs=5e-5)
    assert nx.attribute_assortativity_coefficient(G, "club") == pytest.approx(0.717531, abs=5e-7)


def test_florentine():
    G = florentine()
    assert G.degree["Medici"] == 6
    assert nx.betweenness_centrality(G, normalized=False)["Medici"] == pytest.approx(47.5)
    assert nx.betweenness_centrality(G)["Medici"] == pytest.approx(0.521978, abs=5e-7)
    assert nx.closeness_centrality(G)["Medici"] == pytest.approx(0.56)
    assert nx.eigenvector_centrality(G, tol=1e-9)["Medici"] == pytest.approx(0.430308, abs=5e-7)


def test_toy_mixing_and_assortativity():
    G = toy()
    order = {"U": 0, "I": 1, "G": 2, "H": 3}
    matrix = nx.attribute_mixing_matrix(G, "sphere", mapping=order, normalized=False)
    assert matrix.tolist() == [[2, 1, 1, 1], [1, 6, 1, 1], [1, 1, 2, 1], [1, 1, 1, 0]]
    assert nx.attribute_assortativity_coefficient(G, "sphere") == pytest.approx(0.232558, abs=5e-7)


def test_strength():
    G = Network.from_arrays(range(4), [0, 1, 2, 3], [1, 2, 3, 3], weight=[1, 2, 4, 8])
    assert strength(G).tolist() == [1, 3, 6, 20]
    D = Network.from_arrays(range(4), [0, 1, 2, 3], [1, 2, 3, 3], weight=[1, 2, 4, 8], directed=True)
    assert strength(D, direction="out").tolist() == [1, 2, 4, 8]
    assert strength(D, direction="in").tolist() == [0, 1, 2, 12]


@pytest.mark.parametrize("seed", range(3))
def test_triangles_counted_in_pieces_are_those_counted_at_once(seed, monkeypatch):
    plain = nx.gnp_random_graph(60, 0.2, seed=seed)
    plain.add_edge(0, 0)
    at_once = nx.triangles(Network.from_networkx(plain))
    monkeypatch.setattr(cohesion, "TOGETHER", 0)
    assert nx.triangles(Network.from_networkx(plain)) == at_once == nx.triangles(plain)
