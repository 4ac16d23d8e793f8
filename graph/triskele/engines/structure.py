"""Components, cut points and the adjacency matrix."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from triskele.engines.arrays import arc_weights, position, positions
from triskele.engines.communities import as_sets
from triskele.engines.dispatch import Declined
from triskele.networks.csr import Network


def to_scipy_sparse_array(
    G: Network, nodelist: Any = None, dtype: Any = None, weight: Any = "weight", format: str = "csr"
) -> Any:
    """The adjacency matrix in the network's node order, or of the nodes listed in their order."""
    from scipy.sparse import csr_array

    if len(G) == 0:
        raise nx.NetworkXError("Graph has no nodes or edges")
    order = None if nodelist is None or nodelist == G.ids else _chosen(G, list(nodelist))
    values = arc_weights(G, weight)
    if dtype is None:
        values = np.ones(len(G.indices), dtype=np.int64) if values is None else values
    else:
        values = np.ones(len(G.indices), dtype) if values is None else values.astype(dtype)
    A = csr_array((values, G.indices, G.indptr), shape=(len(G), len(G)), copy=True)
    A.has_canonical_format = True
    if order is not None:
        A = A[order][:, order]
        A.sort_indices()
    try:
        return A.asformat(format)
    except ValueError as unknown:
        raise nx.NetworkXError(f"Unknown sparse matrix format: {format}") from unknown


def _chosen(G: Network, nodes: list) -> NDArray[np.int64]:
    if not nodes:
        raise nx.NetworkXError("nodelist has no nodes")
    for node in nodes:
        if node not in G:
            raise nx.NetworkXError(f"Node {node} in nodelist is not in G")
    if len(set(nodes)) < len(nodes):
        raise nx.NetworkXError("nodelist contains duplicates.")
    return positions(G, nodes)


# -------------------------------------------------------------------- components


def component_labels(G: Network) -> NDArray[np.int32]:
    """The (weak) component of each node, numbered in the order of first nodes."""
    from triskele.engines.kernels import components

    return components.component_labels(G.indptr, G.indices, G.in_indptr, G.in_indices)


def strong_component_labels(G: Network) -> NDArray[np.int32]:
    """The strong component of each node, numbered in the order in which networkx yields them."""
    from triskele.engines.kernels import components

    return components.strong_labels(G.indptr, G.indices)


def _count(label: NDArray) -> int:
    return int(label.max(initial=-1)) + 1


def _is_whole(G: Network, label: NDArray) -> bool:
    if len(G) == 0:
        raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
    return _count(label) == 1


def connected_components(G: Network) -> Iterator[set]:
    return iter(as_sets(G, component_labels(G)))


def weakly_connected_components(G: Network) -> Iterator[set]:
    return iter(as_sets(G, component_labels(G)))


def strongly_connected_components(G: Network) -> Iterator[set]:
    return iter(as_sets(G, strong_component_labels(G)))


def number_connected_components(G: Network) -> int:
    return _count(component_labels(G))


def number_weakly_connected_components(G: Network) -> int:
    return _count(component_labels(G))


def number_strongly_connected_components(G: Network) -> int:
    return _count(strong_component_labels(G))


def is_connected(G: Network) -> bool:
    return _is_whole(G, component_labels(G))


def is_weakly_connected(G: Network) -> bool:
    return _is_whole(G, component_labels(G))


def is_strongly_connected(G: Network) -> bool:
    return _is_whole(G, strong_component_labels(G))


def node_connected_component(G: Network, n: Any) -> set:
    from triskele.engines.kernels.paths import bfs

    if n not in G:
        raise KeyError(n)
    found, _ = bfs(G.indptr, G.indices, np.array([G.index[n]]), len(G))
    return set(G.names(found))


# -------------------------------------------------------------------- cut points


def _blocks(G: Network) -> tuple[NDArray, ...]:
    from triskele.engines.kernels import components

    return components.blocks(G.indptr, G.indices)


def biconnected_component_edges(G: Network) -> Iterator[list[tuple]]:
    tails, heads, ends, _, _ = _blocks(G)
    edges = list(zip(G.names(tails), G.names(heads), strict=True))
    return (edges[start:end] for start, end in pairwise([0, *ends.tolist()]))


def biconnected_components(G: Network) -> Iterator[set]:
    tails, heads, ends, _, _ = _blocks(G)
    u, v = G.names(tails), G.names(heads)
    return ({*u[start:end], *v[start:end]} for start, end in pairwise([0, *ends.tolist()]))


def is_biconnected(G: Network) -> bool:
    tails, heads, ends, _, _ = _blocks(G)
    return len(ends) == 1 and len(np.union1d(tails, heads)) == len(G)


def articulation_points(G: Network) -> Iterator:
    cuts = _blocks(G)[3]
    return iter(dict.fromkeys(G.names(cuts)))


def bridges(G: Network, root: Any = None) -> Iterator[tuple]:
    if len(G.self_ties):
        raise Declined("the network has self-ties")
    arcs = np.flatnonzero(_blocks(G)[4])
    edges = np.sort(G.arc_edges[arcs])
    u, v = G.edges_array
    u, v = u[edges], v[edges]
    if root is not None:
        label = component_labels(G)
        here = label[u] == label[position(G, root, "Root node")]
        u, v = u[here], v[here]
    return iter(zip(G.names(u), G.names(v), strict=True))
