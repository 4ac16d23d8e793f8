"""Triangles, clustering and cores."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from triskele.engines.arrays import arc_weights, by_node, matrix, positions
from triskele.engines.dispatch import Declined
from triskele.engines.parallel import FEWEST, run_pieces
from triskele.networks.csr import Network


def _pick(G: Network, values: NDArray, nodes: Any) -> Any:
    """All values, those of some nodes, or the one of a single node, as networkx's ``nodes`` argument goes.

    networkx gives the whole number 0 where there is nothing to count.
    """
    if nodes is None:
        return by_node(G, values)
    if nodes in G:
        return values[G.index[nodes]].item()
    some = list(G.nbunch_iter(nodes))
    return dict(zip(some, values[positions(G, some)].tolist(), strict=True))


TOGETHER = 100_000
"""Ties below which counting their triangles takes less than a thread to begin."""


def _triangles(G: Network) -> NDArray[np.int64]:
    """Triangles through each node, counted in pieces of about as many ties on the threads there are."""
    from triskele.engines.kernels.triangles import count_above, upward

    start, heads, _, node = upward(G.indptr, G.indices)
    marks = np.linspace(0, len(heads), FEWEST + 1 if len(heads) >= TOGETHER else 2)
    cuts = np.searchsorted(start, marks[1:-1]).tolist()
    pieces = list(pairwise([0, *cuts, len(node)]))
    counted = run_pieces(lambda piece: count_above(start, heads, *piece), pieces)
    found = np.empty(len(node), np.int64)
    found[node] = sum(counted)
    return found


def triangles(G: Network, nodes: Any = None) -> Any:
    return _pick(G, _triangles(G), nodes)


def _without_self(G: Network) -> NDArray:
    """Neighbours of each node other than itself (out-neighbours when directed)."""
    return G.out_degrees - np.bincount(G.self_ties, minlength=len(G))


def clustering(G: Network, nodes: Any = None, weight: Any = None) -> Any:
    """Watts-Strogatz; with weights the geometric mean of the three; directed as Fagiolo 2007."""
    from triskele.engines.kernels.triangles import weigh_triangles

    values = arc_weights(G, weight)
    root = None if values is None else np.cbrt(values / values.max(initial=-np.inf))
    d = _without_self(G)
    if G.is_directed():
        A = matrix(G, root)
        both = (A + A.T).tocsr()
        both.sort_indices()
        twice = matrix(G)
        returned = _without_diagonal(twice.multiply(twice.T).sum(axis=1), G)
        total = d + np.diff(G.in_indptr) - np.bincount(G.self_ties, minlength=len(G))
        closed = 2 * weigh_triangles(both.indptr, both.indices, both.data)
        possible = 2.0 * (total * (total - 1) - 2 * returned)
    elif root is None:
        closed = 2.0 * _triangles(G)
        possible = d * (d - 1)
    else:
        closed = 2 * weigh_triangles(G.indptr, G.indices, root)
        possible = d * (d - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _pick(G, np.where(closed == 0, 0.0, closed / possible), nodes)


def _without_diagonal(counts: NDArray, G: Network) -> NDArray:
    return counts - np.bincount(G.self_ties, minlength=len(G))


def average_clustering(G: Network, nodes: Any = None, weight: Any = None, count_zeros: bool = True) -> float:
    values = list(clustering(G, nodes, weight).values())
    if not count_zeros:
        values = [value for value in values if abs(value) > 0]
    return sum(values) / len(values)


def transitivity(G: Network) -> float:
    if G.is_directed():
        raise Declined("the network is directed")
    closed = 2 * int(_triangles(G).sum())
    d = _without_self(G)
    return closed / int((d * (d - 1)).sum()) if closed else 0


def core_number(G: Network) -> dict:
    from triskele.engines.kernels.components import core_numbers

    if len(G.self_ties):
        raise nx.NetworkXNotImplemented(
            "Input graph has self loops which is not permitted; "
            "Consider using G.remove_edges_from(nx.selfloop_edges(G))."
        )
    if not G.is_directed():
        return by_node(G, core_numbers(G.indptr, G.indices, G.out_degrees))
    indptr = G.indptr.astype(np.int64) + G.in_indptr
    indices = np.empty(len(G.indices) * 2, dtype=G.indices.dtype)
    indices[np.arange(len(G.indices)) + G.in_indptr[G.arc_sources]] = G.indices
    owner = np.repeat(np.arange(len(G)), G.in_degrees)
    indices[np.arange(len(G.indices)) + G.indptr[1:][owner]] = G.in_indices
    return by_node(G, core_numbers(indptr, indices, G.degrees))
