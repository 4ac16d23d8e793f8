"""From the arguments networkx functions take to arrays, and back to the dictionaries they return."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from triskele.engines.dispatch import Declined
from triskele.networks.csr import Network


def by_node(G: Network, values: NDArray) -> dict[Any, Any]:
    """One plain Python number for each node, in node order."""
    result = G.index.copy()  # copied whole, the table never has to grow: twice as fast as building it pair by pair
    result.update(zip(G.ids, values.tolist(), strict=True))
    return result


def arc_weights(G: Network, weight: Any) -> NDArray | None:
    """The weight of each arc, or None when all weigh 1; declines functions of edges."""
    if callable(weight):
        raise Declined("the weight is a function")
    return G.arc_values(weight)


def lengths(G: Network, weight: Any) -> NDArray | None:
    """Arc weights meant as lengths; declines negative ones, about which networkx has its own rules."""
    values = arc_weights(G, weight)
    if values is not None and len(values) and values.min() < 0:
        raise Declined("a length is negative")
    return values


def position(G: Network, node: Hashable, role: str = "Source") -> int:
    """The position of a node; raises as networkx does when it is not there."""
    try:
        return G.index[node]
    except (KeyError, TypeError):
        raise nx.NodeNotFound(f"{role} {node} is not in G") from None


def positions(G: Network, nodes: Iterable | None) -> NDArray:
    """Positions of some nodes in the order given, or of all; declines nodes that are not there."""
    if nodes is None:
        return np.arange(len(G), dtype=np.int64)
    index = G.index
    try:
        return np.array([index[node] for node in nodes], dtype=np.int64)
    except (KeyError, TypeError):
        raise Declined("a node is not in the network") from None


def matrix(G: Network, weights: NDArray | None = None) -> Any:
    """The adjacency matrix as scipy CSR over the network's own indices."""
    from scipy.sparse import csr_array

    values = np.ones(len(G.indices)) if weights is None else weights
    A = csr_array((len(G), len(G)), dtype=np.float64)
    A.indptr, A.indices, A.data = G.indptr, G.indices, values
    return A
