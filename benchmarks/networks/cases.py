"""What is measured: networkx, Triskele through networkx's interface, and libraries called directly.

A peer stands only where it computes the same thing; pivots of networkit are its own, so it gets the same number.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np

from triskele.engines import spheres
from triskele.engines.centrality import cross_sphere_betweenness
from triskele.engines.communities import leiden_labels
from triskele.engines.permutation import label_permutations
from triskele.engines.rewiring import ROUNDS, traded_neighbours
from triskele.networks.csr import Network

PIVOTS = 10
DRAWS = 64
ERROR = 1e-9
"""What the ranks of a PageRank may still change in sum when it stops. igraph solves its equations to 1e-10."""


@dataclass(frozen=True)
class Case:
    """``call`` runs on an nx.Graph and on a Network alike; ``plain`` and ``fast`` where the two must differ."""

    name: str
    call: Callable[[Any], Any] | None = None
    plain: Callable[[nx.Graph], Any] | None = None
    fast: Callable[[Network], Any] | None = None
    peers: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    target: float | None = None
    times: float = 1.0
    """How many times the plain call must be repeated to do what the others do once."""

    def on_triskele(self, G: Network) -> Any:
        return (self.fast or self.call)(G)


def shuffle_and_count(G: nx.Graph) -> Any:
    """One label permutation as one writes it with networkx."""
    labels = list(nx.get_node_attributes(G, "sphere").values())
    random.shuffle(labels)
    nx.set_node_attributes(G, dict(zip(G, labels, strict=True)), "sphere")
    return nx.attribute_mixing_matrix(G, "sphere")


def converged_pagerank(G: nx.Graph) -> Any:
    """networkx stops when all changes in sum are below ``tol`` times the nodes: its default stops at once here."""
    return nx.pagerank(G, tol=ERROR / len(G), max_iter=1000)


def permute(G: Network) -> Any:
    return label_permutations(*G.edges_array, G.codes("sphere")[0], 5, DRAWS, 1)


def networkit_cases() -> dict[str, Callable[[Any], Any]]:
    """Built late: importing networkit takes half a second."""
    import networkit as nk

    def run(algorithm: Any) -> Any:
        return algorithm.run()

    return {
        "pagerank": lambda G: run(nk.centrality.PageRank(G, tol=ERROR)).scores(),
        "core number": lambda G: run(nk.centrality.CoreDecomposition(G)).scores(),
        "betweenness, pivots": lambda G: run(nk.centrality.EstimateBetweenness(G, PIVOTS)).scores(),
        "clustering": lambda G: run(nk.centrality.LocalClusteringCoefficient(G, True)).scores(),
        "components": lambda G: run(nk.components.ConnectedComponents(G)).getComponents(),
        "biconnected components": lambda G: run(nk.components.BiconnectedComponents(G)).getComponents(),
        "eigenvector": lambda G: run(nk.centrality.EigenvectorCentrality(G, 1e-9)).scores(),
        "rewiring": lambda G: run(nk.randomization.GlobalCurveball(G, ROUNDS, False, False)).getGraph(),
        "leiden, three rounds": lambda G: run(nk.community.ParallelLeiden(G, 3)).getPartition().getVector(),
        "lengths from one": lambda G: run(nk.distance.BFS(G, 0, False)).getDistances(),
        "lengths from one, same dictionary": lambda G: {
            i: d for i, d in enumerate(run(nk.distance.BFS(G, 0, False)).getDistances()) if d < 1e300
        },
    }


SWAPS = 10
"""Tries a tie of libraries that swap ends of ties instead of trading neighbours in rounds."""
PART = 100
"""networkx makes this part of the swaps, in place; its time is multiplied."""


def rewired(G: Network) -> Network:
    return Network.from_arrays(range(len(G)), *traded_neighbours(*G.edges_array, len(G), 1))


def igraph_rewired(G: Any) -> Any:
    drawn = G.copy()
    drawn.rewire(SWAPS * G.ecount())
    return drawn


def igraph_pivots(G: Any) -> Any:
    return G.betweenness(sources=random.Random(1).sample(range(G.vcount()), PIVOTS))


CASES = (
    Case("degree", nx.degree_centrality, peers={"igraph": lambda G: G.degree()}),
    Case(
        "degree, same dictionary",
        nx.degree_centrality,
        peers={"igraph": lambda G: {i: d / (G.vcount() - 1) for i, d in enumerate(G.degree())}},
    ),
    Case("pagerank", converged_pagerank, peers={"igraph": lambda G: G.pagerank()}, target=30),
    Case(
        "eigenvector",
        lambda G: nx.eigenvector_centrality(G, max_iter=1000),
        peers={"igraph": lambda G: G.eigenvector_centrality()},
    ),
    Case("katz", lambda G: nx.katz_centrality(G, alpha=0.001)),
    Case("hits", nx.hits),
    Case("core number", nx.core_number, peers={"igraph": lambda G: G.coreness()}, target=80),
    Case(
        "betweenness, pivots",
        lambda G: nx.betweenness_centrality(G, k=PIVOTS, seed=1),
        peers={"igraph": igraph_pivots},
        target=60,
    ),
    Case("triangles", nx.triangles, peers={"igraph": lambda G: G.list_triangles()}, target=50),
    Case(
        "clustering",
        nx.clustering,
        peers={"igraph": lambda G: G.transitivity_local_undirected(mode="zero")},
        target=50,
    ),
    Case(
        "transitivity",
        nx.transitivity,
        peers={"igraph": lambda G: G.transitivity_undirected(), "rustworkx": lambda G: _rx().transitivity(G)},
    ),
    Case("mixing", lambda G: nx.attribute_mixing_matrix(G, "sphere"), target=500),
    Case(
        "assortativity",
        lambda G: nx.attribute_assortativity_coefficient(G, "sphere"),
        peers={"igraph": lambda G: G.assortativity_nominal("sphere", directed=False)},
    ),
    Case(
        "degree assortativity",
        nx.degree_assortativity_coefficient,
        peers={"igraph": lambda G: G.assortativity_degree(directed=False)},
    ),
    Case(f"{DRAWS} label permutations", plain=shuffle_and_count, fast=permute, times=DRAWS, target=300),
    Case(
        "components",
        lambda G: list(nx.connected_components(G)),
        peers={
            "igraph": lambda G: list(G.connected_components()),
            "rustworkx": lambda G: _rx().connected_components(G),
        },
    ),
    Case(
        "biconnected components",
        lambda G: list(nx.biconnected_components(G)),
        peers={"igraph": lambda G: list(G.biconnected_components())},
    ),
    Case(
        "articulation points",
        lambda G: list(nx.articulation_points(G)),
        peers={
            "igraph": lambda G: G.articulation_points(),
            "rustworkx": lambda G: _rx().articulation_points(G),
        },
    ),
    Case(
        "bridges",
        lambda G: list(nx.bridges(G)),
        peers={"igraph": lambda G: G.bridges(), "rustworkx": lambda G: _rx().bridges(G)},
    ),
    Case("constraint", nx.constraint, peers={"igraph": lambda G: G.constraint()}),
    Case("effective size", fast=nx.effective_size),
    Case(
        "lengths from one",
        lambda G: nx.single_source_shortest_path_length(G, 0),
        peers={"igraph": lambda G: G.distances(source=0)},
    ),
    Case(
        "lengths from one, same dictionary",
        lambda G: nx.single_source_shortest_path_length(G, 0),
        peers={"igraph": lambda G: {i: d for i, d in enumerate(G.distances(source=0)[0]) if d < math.inf}},
    ),
    Case(
        "leiden",
        fast=lambda G: nx.community.leiden_communities(G, seed=1),
        peers={"igraph": lambda G: G.community_leiden("modularity", n_iterations=-1)},
    ),
    Case(
        "leiden, three rounds",
        fast=lambda G: leiden_labels(G, seed=1, runs=3),
        peers={"igraph": lambda G: G.community_leiden("modularity", n_iterations=3)},
    ),
    Case("brokerage roles", fast=lambda G: spheres.gould_fernandez(G.indptr, G.indices, G.codes("sphere")[0])),
    Case("balls of 3 steps", fast=lambda G: spheres.ball_spheres(G.indptr, G.indices, G.codes("sphere")[0], 3)),
    Case(
        "efficiency, 64 sources",
        fast=lambda G: spheres.pair_efficiency(G.indptr, G.indices, G.codes("sphere")[0], 5, sources=np.arange(64)),
    ),
    Case(
        "cross-sphere betweenness, pivots",
        fast=lambda G: cross_sphere_betweenness(G, G.codes("sphere")[0], sources=np.arange(PIVOTS)),
    ),
    Case(
        "removal curve",
        fast=lambda G: spheres.removal_curve(G.indptr, G.indices, spheres.degree_attack(G.indptr, G.indices)),
    ),
    Case(
        "rewiring",
        plain=lambda G: nx.double_edge_swap(G, SWAPS * G.number_of_edges() // PART, 10**9, seed=1),
        fast=rewired,
        peers={"igraph": igraph_rewired},
        times=PART,
    ),
)


def _rx() -> Any:
    import rustworkx

    return rustworkx
