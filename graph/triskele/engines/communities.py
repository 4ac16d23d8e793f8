"""Leiden communities with a seed that fixes the partition."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from triskele.engines.arrays import arc_weights
from triskele.engines.dispatch import Declined
from triskele.networks.csr import Network

WORTHWHILE = 1e-5
"""Leiden runs again as long as a run adds more than this to the quality, as a share of all weight."""


def leiden_levels(
    indptr: NDArray,
    indices: NDArray,
    weights: ArrayLike | None = None,
    *,
    resolution: float = 1.0,
    seed: int = 0,
    quality: str = "modularity",
) -> Iterator[NDArray[np.int64]]:
    """Community of each node, numbered by first node, after each level; rows symmetric, weights not negative.

    ``quality`` is ``modularity`` or ``cpm`` (constant Potts model, which has no resolution limit). When the levels
    are exhausted the result is the start of another run, until a run improves the quality by less than
    :data:`WORTHWHILE`; the last yield is the result. The seed fixes it. About O(m) a run.
    """
    from scipy.sparse import csr_array

    from triskele.engines.kernels import leiden

    n = len(indptr) - 1
    if n == 0:
        return
    values = np.ones(len(indices)) if weights is None else np.array(weights, dtype=np.float64)
    A = csr_array((values, np.asarray(indices), np.asarray(indptr)), shape=(n, n))
    strength = A.sum(axis=1) + A.diagonal()
    if quality == "cpm":
        sizes, pull = np.ones_like(strength), float(resolution)
    else:
        sizes, pull = strength, float(resolution) / max(strength.sum(), 1e-300)
    tolerance = 1e-10 * max(values.max(initial=0.0), 1e-300)
    shuffle = np.random.default_rng(seed)
    final: NDArray[np.int64] = np.arange(n)
    leave = np.repeat(np.arange(n), np.diff(indptr))

    def reached() -> float:
        inside = values[final[leave] == final[A.indices]].sum()
        return float(inside - pull * (np.bincount(final, weights=sizes) ** 2).sum()) / max(values.sum(), 1e-300)

    quality_now = -np.inf
    while True:
        quality_before = quality_now
        graph, size, label = A, sizes, final.astype(np.int32)
        node_of = np.arange(n)
        while True:
            arrays = (graph.indptr, graph.indices, graph.data, size)
            order = shuffle.permutation(len(size)).astype(np.int32)
            leiden.move_nodes(*arrays, label, order, pull, tolerance)
            found = _renumber(label)[node_of]
            if not np.array_equal(found, final):
                final = found
                yield final
            if len(np.unique(label)) == len(label):
                break
            order = shuffle.permutation(len(size)).astype(np.int32)
            part = _renumber(leiden.refine_partition(*arrays, label, order, pull, tolerance))
            parts = int(part.max()) + 1
            if parts == len(part):
                # nothing may be merged safely: the communities themselves are the next nodes
                part = _renumber(label)
                parts = int(part.max()) + 1
            member = csr_array((np.ones(len(part)), (np.arange(len(part)), part)), shape=(len(part), parts))
            graph = (member.T @ graph @ member).tocsr()
            graph.sort_indices()
            size = np.bincount(part, weights=size, minlength=parts)
            upper = np.empty(parts, dtype=np.int32)
            upper[part] = label
            label = _renumber(upper).astype(np.int32)
            node_of = part[node_of]
        quality_now = reached()
        if quality_now - quality_before < WORTHWHILE:
            break
    yield final


def _renumber(label: NDArray) -> NDArray[np.int64]:
    """The same partition with communities numbered in the order of their first node."""
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def leiden_labels(G: Network, *, weight: str | None = "weight", **options: Any) -> NDArray[np.int64]:
    """The final community of each node of an undirected network; options as in :func:`leiden_levels`."""
    levels = leiden_levels(G.indptr, G.indices, arc_weights(G, weight), **options)
    return _last(levels, np.arange(len(G)))


def _last(items: Iterable[Any], otherwise: Any) -> Any:
    kept = deque(items, maxlen=1)
    return kept.pop() if kept else otherwise


def as_sets(G: Network, label: NDArray) -> list[set]:
    """Communities as sets of node ids, in the order of their labels."""
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    ids = G.ids
    return [{ids[i] for i in part.tolist()} for part in np.split(order, cuts)] if len(label) else []


def leiden_partitions(
    G: Network, weight: Any = "weight", resolution: float = 1, seed: Any = None
) -> Iterator[list[set]]:
    """The partition after each level, each better than the one before."""
    values = arc_weights(G, weight)
    if values is not None and values.min(initial=0.0) < 0:
        raise Declined("a weight is negative")
    levels = leiden_levels(G.indptr, G.indices, values, resolution=resolution, seed=seed.getrandbits(64))
    return (as_sets(G, label) for label in levels)


def leiden_communities(
    G: Network, weight: Any = "weight", resolution: float = 1, max_level: int | None = None, seed: Any = None
) -> list[set]:
    """The last partition, or the one after ``max_level`` levels."""
    if max_level is not None and max_level <= 0:
        raise ValueError("max_level argument must be a positive integer or None")
    return _last(islice(leiden_partitions(G, weight, resolution, seed), max_level), [])
