"""Shortest path lengths: hops by breadth-first search, weighted by Dijkstra."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from triskele.engines.arrays import lengths, position, positions
from triskele.engines.dispatch import Declined
from triskele.engines.near import near
from triskele.engines.parallel import map_pieces, run_pieces, split
from triskele.networks.columns import frozen
from triskele.networks.csr import Network
from triskele.progress import PATHS, counted

FAR = 2**31 - 1


def _rows(G: Network) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    return G.indptr, G.indices, G.in_indptr, G.in_indices


def path_sums(
    G: Network, values: NDArray | None, at: NDArray | None = None, *, towards: bool = False
) -> tuple[NDArray, NDArray, NDArray]:
    """(sum of distances, number, sum of 1/distance) of the nodes from which each node is reached, itself excluded.

    ``at`` limits the sources, and the result still has one entry a node. With ``towards`` the result has one entry
    for each node of ``at`` instead, about all nodes from which that one is reached. ``values`` are arc lengths or
    None for hops.
    """
    begin = np.arange(len(G)) if at is None else at
    return _sweep(G, begin) if values is None and not towards else _searches(G, values, begin, towards)


def _sweep(G: Network, begin: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    n = len(G)
    close = near(G) if len(begin) > 256 else None
    rows = _rows(G) if close is None else close.rows
    at = begin if close is None else close.places[begin].astype(np.int64)
    far, reached, inverse = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)
    for part in map_pieces(_sweep_from, split(at, 1024, 64), shared=rows, threaded=True, what=PATHS):
        far += part[0]
        reached += part[1]
        inverse += part[2]
    if close is not None:
        return far[close.places], reached[close.places], inverse[close.places]
    return far, reached, inverse


def _sweep_from(sources: NDArray, *rows: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    return _kernels().sweep(*rows, sources)[:3]


def _searches(G: Network, values: NDArray | None, begin: NDArray, towards: bool) -> tuple[NDArray, NDArray, NDArray]:
    rows = (G.in_indptr, G.in_indices) if towards else (G.indptr, G.indices)
    arcs = G.incoming(values) if towards else values
    size = len(begin) if towards else len(G)
    far, reached, inverse = np.zeros(size), np.zeros(size, np.int64), np.zeros(size)
    for place, source in enumerate(counted(begin, PATHS)):
        found, length = _search(rows, arcs, np.array([source]))
        others = found[found != source]
        length = length[others]
        with np.errstate(divide="ignore"):
            nearness = np.where(length > 0, 1.0 / length, 0.0)
        if towards:
            far[place], reached[place], inverse[place] = length.sum(), len(others), nearness.sum()
        else:
            far[others] += length
            reached[others] += 1
            inverse[others] += nearness
    return far, reached, inverse


def _kernels() -> ModuleType:
    from triskele.engines.kernels import paths

    return paths


def _search(
    rows: tuple[NDArray, NDArray], arcs: NDArray | None, sources: NDArray, cutoff: float = math.inf
) -> tuple[NDArray, NDArray]:
    if arcs is None:
        return _kernels().bfs(*rows, sources, FAR if cutoff >= FAR else max(math.floor(cutoff), 0))
    return _kernels().dijkstra(*rows, frozen(arcs), sources, float(cutoff))


def _as_dict(G: Network, found: NDArray, length: NDArray) -> dict:
    return dict(zip(G.names(found), length[found].tolist(), strict=True))


def single_source_shortest_path_length(G: Network, source: Any, cutoff: float | None = None) -> dict:
    at = np.array([position(G, source)])
    return _as_dict(G, *_search((G.indptr, G.indices), None, at, math.inf if cutoff is None else cutoff))


def single_target_shortest_path_length(G: Network, target: Any, cutoff: float | None = None) -> dict:
    at = np.array([position(G, target, "Target")])
    rows = (G.in_indptr, G.in_indices)
    return _as_dict(G, *_search(rows, None, at, math.inf if cutoff is None else cutoff))


def all_pairs_shortest_path_length(G: Network, cutoff: float | None = None) -> Iterator[tuple[Any, dict]]:
    _kernels()  # a missing numba must show now, not when the first pair is asked for
    return ((node, single_source_shortest_path_length(G, node, cutoff)) for node in G)


def single_source_dijkstra_path_length(
    G: Network, source: Any, cutoff: float | None = None, weight: Any = "weight"
) -> dict:
    return multi_source_dijkstra_path_length(G, {source}, cutoff, weight)


def multi_source_dijkstra_path_length(
    G: Network, sources: Iterable, cutoff: float | None = None, weight: Any = "weight"
) -> dict:
    if not sources:
        raise ValueError("sources must not be empty")
    values = lengths(G, weight)
    arcs = np.ones(len(G.indices)) if values is None else values
    at = np.array([position(G, source, "Node") for source in sources])
    return _as_dict(G, *_search((G.indptr, G.indices), arcs, at, math.inf if cutoff is None else cutoff))


def average_shortest_path_length(G: Network, weight: Any = None, method: str | None = None) -> float:
    if method not in (None, "unweighted" if weight is None else "dijkstra"):
        raise Declined(f"the method {method} was asked for")
    n = len(G)
    if n == 0:
        raise nx.NetworkXPointlessConcept("the null graph has no paths, thus there is no average shortest path length")
    if n == 1:
        return 0
    far, reached, _ = path_sums(G, lengths(G, weight))
    if int(reached.sum()) < n * (n - 1):
        kind = "strongly connected" if G.is_directed() else "connected"
        raise nx.NetworkXError(f"Graph is not {kind}.")
    return float(far.sum()) / (n * (n - 1))


def global_efficiency(G: Network) -> float:
    n = len(G)
    return float(path_sums(G, None)[2].sum()) / (n * (n - 1)) if n > 1 else 0


def eccentricity(G: Network, v: Any = None, sp: Any = None, weight: Any = None) -> Any:
    if sp is not None or weight is not None:
        raise Declined("distances are given or weighted")
    paths = _kernels()
    begin = positions(G, list(G.nbunch_iter(v)) if v is not None else None)
    parts = run_pieces(lambda part: paths.sweep(*_rows(G), part)[1::2], split(begin, 1024, 64))
    if sum(int(reached.sum()) for reached, _ in parts) < len(begin) * (len(G) - 1):
        kind = "digraph is not strongly connected" if G.is_directed() else "graph is not connected"
        raise nx.NetworkXError(f"Found infinite path length because the {kind}")
    farthest = np.concatenate([np.empty(0, np.int32), *(far for _, far in parts)]).tolist()
    if v is not None and v in G:
        return farthest[0]
    return {G.ids[i]: far for i, far in zip(begin.tolist(), farthest, strict=True)}
