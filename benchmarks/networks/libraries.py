"""How each library builds the same graph from the same arrays."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import networkx as nx

from benchmarks.networks.ecosystem import SPHERES, Ecosystem


def present() -> list[str]:
    """Peers that can be imported here; rustworkx and igraph come with the dependency group ``bench``."""
    return [name for name in ("igraph", "networkit", "rustworkx") if find_spec(name)]


def build(library: str, eco: Ecosystem) -> Any:
    """The ecosystem as the library's own undirected graph, sphere attribute included where it has attributes."""
    pairs = zip(eco.source.tolist(), eco.target.tolist(), strict=True)
    if library == "triskele":
        return eco.network()
    if library == "networkx":
        G = nx.Graph()
        G.add_nodes_from((i, {"sphere": SPHERES[code]}) for i, code in enumerate(eco.sphere.tolist()))
        G.add_edges_from(pairs)
        return G
    if library == "igraph":
        import igraph

        G = igraph.Graph(eco.size, list(pairs))
        G.vs["sphere"] = eco.sphere.tolist()
        return G
    if library == "networkit":
        import networkit

        ends = eco.source.astype("uint64"), eco.target.astype("uint64")  # with other integers it crashes
        return networkit.GraphFromCoo(ends, n=eco.size, weighted=False, directed=False)
    import rustworkx

    G = rustworkx.PyGraph(multigraph=False)
    G.add_nodes_from(range(eco.size))
    G.add_edges_from_no_data(list(pairs))
    return G
