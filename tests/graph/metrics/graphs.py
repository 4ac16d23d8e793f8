"""Small random networks with spheres, and measures counted pair by pair straight from their definitions."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import networkx as nx
import numpy as np

NAMES = ("university", "industry", "government", "hybrid")
HELIX = set(NAMES[:3])


def random_network(seed: int, *, directed: bool = False, n: int = 9, p: float = 0.3, unknown: float = 0.0) -> nx.Graph:
    """n actors named a0.., each pair tied with chance p, spheres at random; ``unknown`` of them without a sphere."""
    rng = np.random.default_rng(seed)
    graph = nx.DiGraph() if directed else nx.Graph()
    for i in range(n):
        sphere = {} if rng.random() < unknown else {"sphere": str(rng.choice(NAMES))}
        graph.add_node(f"a{i}", **sphere)
    for a, b in permutations(graph, 2) if directed else combinations(graph, 2):
        if rng.random() < p:
            graph.add_edge(a, b)
    return graph


def sphere(graph: nx.Graph, node: Any) -> str | None:
    return graph.nodes[node].get("sphere")


def brokerage(graph: nx.Graph) -> dict[str, dict[str, int]]:
    """Ordered open pairs a → v → b by role."""
    counts = {
        v: dict.fromkeys(("coordinator", "consultant", "representative", "gatekeeper", "liaison"), 0) for v in graph
    }
    for v in graph:
        for a, b in permutations(graph, 2):
            if v in (a, b) or not graph.has_edge(a, v) or not graph.has_edge(v, b) or graph.has_edge(a, b):
                continue
            x, y, z = sphere(graph, a), sphere(graph, v), sphere(graph, b)
            if None in (x, y, z):
                continue
            if x == y == z:
                role = "coordinator"
            elif x == z:
                role = "consultant"
            elif x == y:
                role = "representative"
            elif y == z:
                role = "gatekeeper"
            else:
                role = "liaison"
            counts[v][role] += 1
    return counts


def gefura(graph: nx.Graph, node: Any, *, local: bool = False) -> tuple[float, int]:
    """(sum over pairs of different spheres of the share of shortest paths through the node, number of such pairs)."""
    total, pairs = 0.0, 0
    choose = permutations if graph.is_directed() else combinations
    for g, h in choose(graph, 2):
        if node in (g, h) or None in (sphere(graph, g), sphere(graph, h)) or sphere(graph, g) == sphere(graph, h):
            continue
        if local and sphere(graph, node) not in (sphere(graph, g), sphere(graph, h)):
            continue
        pairs += 1
        if nx.has_path(graph, g, h):
            paths = list(nx.all_shortest_paths(graph, g, h))
            total += sum(node in path for path in paths) / len(paths)
    return total, pairs


def uig(graph: nx.Graph) -> tuple[int, int, int]:
    """(triangles or transitive triples, closed two-paths, all two-paths) whose three actors are one U, one I, one G."""
    triples = closed = paths = 0
    for a, c, b in permutations(graph, 3):
        if {sphere(graph, x) for x in (a, b, c)} != HELIX or not (graph.has_edge(a, c) and graph.has_edge(c, b)):
            continue
        paths += 1
        closed += graph.has_edge(a, b)
    if graph.is_directed():
        return closed, closed, paths
    for trio in combinations(graph, 3):
        whole = all(graph.has_edge(a, b) for a, b in combinations(trio, 2))
        triples += whole and {sphere(graph, x) for x in trio} == HELIX
    return triples, closed // 2, paths // 2


def rho(graph: nx.Graph, k: int) -> float:
    """Share of actors whose closed out-ball of k hops holds U, I and G."""
    return float(
        np.mean(
            [{sphere(graph, x) for x in nx.single_source_shortest_path_length(graph, v, k)} >= HELIX for v in graph]
        )
    )


def efficiency(graph: nx.Graph, a: str, b: str) -> float | None:
    """Mean of 1/distance over ordered pairs from sphere a to sphere b."""
    found = []
    for g, h in permutations(graph, 2):
        if sphere(graph, g) == a and sphere(graph, h) == b:
            found.append(1 / nx.shortest_path_length(graph, g, h) if nx.has_path(graph, g, h) else 0.0)
    return float(np.mean(found)) if found else None


def connected_cross_pairs(graph: nx.Graph, without: Any = None) -> int:
    """Connected pairs of different known spheres, pairs with this actor left out."""
    return sum(
        sphere(graph, g) is not None
        and sphere(graph, h) is not None
        and sphere(graph, g) != sphere(graph, h)
        and nx.has_path(graph, g, h)
        for g, h in combinations(graph, 2)
        if without not in (g, h)
    )
