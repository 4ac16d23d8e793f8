"""Leiden communities with a seed that fixes the partition."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from triskele.engines.arrays import arc_weights
from triskele.engines.dispatch import Declined
from triskele.networks.columns import frozen
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
    runs: int | None = None,
) -> Iterator[NDArray[np.int32]]:
    """Community of each node, numbered by first node, after each level; rows symmetric, weights not negative.

    ``quality`` is ``modularity`` or ``cpm`` (constant Potts model, which has no resolution limit). When the levels
    are exhausted the result is the start of another run, until a run improves the quality by less than
    :data:`WORTHWHILE` or ``runs`` were made; the last yield is the result. The seed fixes it. About O(m) a run.
    """
    from triskele.engines.kernels import leiden

    n = len(indptr) - 1
    if n == 0:
        return
    values = np.ones(len(indices)) if weights is None else np.array(weights, dtype=np.float64)
    unit = float(np.exp2(np.frexp(values.max(initial=0.0))[1] - 1))
    unit = unit if unit > 0 and (unit > 1e30 or unit < 1e-30) else 1.0  # far from 1 squares leave float64
    values /= unit
    whole = np.ascontiguousarray(indptr), np.ascontiguousarray(indices), values
    tails = np.repeat(np.arange(n), np.diff(indptr))
    selves = tails == indices
    strength = np.bincount(tails, weights=values, minlength=n)
    strength += np.bincount(tails[selves], weights=values[selves], minlength=n)
    if quality == "cpm":
        sizes, pull = np.ones_like(strength), float(resolution) / unit
    else:
        sizes, pull = strength, float(resolution) / max(strength.sum(), 1e-300)
    tolerance = 1e-10 * max(values.max(initial=0.0), 1e-300)
    shuffle = np.random.default_rng(seed)
    final = np.arange(n, dtype=np.int32)

    def reached() -> float:
        inside = leiden.weight_inside(*whole, final)
        return float(inside - pull * (np.bincount(final, weights=sizes) ** 2).sum()) / max(values.sum(), 1e-300)

    quality_now = -np.inf
    for _ in repeat(None) if runs is None else range(runs):
        quality_before = quality_now
        rows, size, label = whole, sizes, final.copy()
        node_of = np.arange(n)
        while True:
            order = shuffle.permutation(len(size)).astype(np.int32)
            leiden.move_nodes(*rows, size, label, order, pull, tolerance)
            found, _ = leiden.renumber(label[node_of])
            if not np.array_equal(found, final):
                final = found
                yield final
            label, communities = leiden.renumber(label)
            if communities == len(label):
                break
            order = shuffle.permutation(len(size)).astype(np.int32)
            part, parts = leiden.renumber(leiden.refine_partition(*rows, size, label, order, pull, tolerance))
            if parts == len(part):
                # nothing may be merged safely: the communities themselves are the next nodes
                part, parts = label, communities
            starts, columns, weight = leiden.aggregate(*rows, part, parts)
            rows = frozen(starts), frozen(columns), weight
            size = np.bincount(part, weights=size, minlength=parts)
            upper = np.empty(parts, dtype=np.int32)
            upper[part] = label
            label, _ = leiden.renumber(upper)
            node_of = part[node_of]
        quality_now = reached()
        if quality_now - quality_before < WORTHWHILE:
            break
    yield final


def leiden_labels(G: Network, *, weight: str | None = "weight", **options: Any) -> NDArray[np.int32]:
    """The final community of each node of an undirected network; options as in :func:`leiden_levels`."""
    levels = leiden_levels(G.indptr, G.indices, arc_weights(G, weight), **options)
    return _last(levels, np.arange(len(G)))


def _last(items: Iterable[Any], otherwise: Any) -> Any:
    kept = deque(items, maxlen=1)
    return kept.pop() if kept else otherwise


def as_sets(G: Network, label: NDArray) -> list[set]:
    """Communities as sets of node ids, in the order of their labels."""
    if not len(label):
        return []
    order = np.argsort(label, kind="stable")
    names = G.names(order)
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    return [set(names[start:end]) for start, end in pairwise([0, *cuts.tolist(), len(names)])]


def leiden_partitions(
    G: Network, weight: Any = "weight", resolution: float = 1, seed: Any = None
) -> Iterator[list[set]]:
    """The partition after each level, each better than the one before."""
    levels = _levels(G, weight, resolution, seed)
    return (as_sets(G, label) for label in levels)


def _levels(G: Network, weight: Any, resolution: float, seed: Any) -> Iterator[NDArray[np.int32]]:
    values = arc_weights(G, weight)
    if values is not None and values.min(initial=0.0) < 0:
        raise Declined("a weight is negative")
    return leiden_levels(G.indptr, G.indices, values, resolution=resolution, seed=seed.getrandbits(64))


def leiden_communities(
    G: Network, weight: Any = "weight", resolution: float = 1, max_level: int | None = None, seed: Any = None
) -> list[set]:
    """The last partition, or the one after ``max_level`` levels."""
    if max_level is not None and max_level <= 0:
        raise ValueError("max_level argument must be a positive integer or None")
    return as_sets(G, _last(islice(_levels(G, weight, resolution, seed), max_level), np.empty(0, dtype=np.int32)))
