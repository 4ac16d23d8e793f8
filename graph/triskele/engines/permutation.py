"""Label permutation: what mixing would chance produce on this very graph?

Arrays in, counts out. Labels are codes 0..k-1; nodes labelled -1 keep that label and ties to them are not counted.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from triskele.engines.parallel import map_pieces, split
from triskele.errors import InvalidInput
from triskele.progress import DRAWING

EXACT = 100_000
"""Up to this many distinct labellings a null distribution is enumerated instead of drawn."""


def count_labellings(labels: ArrayLike) -> int:
    """Distinct ways to give the same labels to the labelled nodes: n! / product of n_a!."""
    labels = np.asarray(labels)
    ways, left = 1, 0
    for size in np.unique(labels[labels >= 0], return_counts=True)[1].tolist():
        left += size
        ways *= math.comb(left, size)
    return ways


def label_permutations(
    u: ArrayLike, v: ArrayLike, labels: ArrayLike, k: int, B: int, seed: int, *, directed: bool = False
) -> NDArray[np.int64]:
    """Mixing counts under B random permutations of the labels: (B, k, k).

    ``u`` and ``v`` are the ends of each tie, once. Undirected counts follow the mixing matrix: symmetric, the
    diagonal twice the ties inside. Permutation b depends on (seed, b) alone. O(B (n + m)).
    """
    u, v, own, k = _prepare(u, v, labels, k)
    seeds = np.random.SeedSequence(seed).generate_state(B, np.uint64)
    pieces = split(seeds, 64 if k <= 16 else 16, 8)
    counts = map_pieces(_mixing_from, pieces, shared=(u, v, own, k), threaded=True, what=DRAWING, draws=True)
    return _both_ways(np.concatenate([np.empty((0, k, k), np.int64), *counts]), directed)


def _mixing_from(seeds: NDArray, u: NDArray, v: NDArray, own: NDArray, k: int) -> NDArray[np.int64]:
    from triskele.engines.kernels import nulls

    if k <= 16:
        return nulls.permuted_mixing(u, v, own, k, seeds)
    return nulls.mixing_of(u, v, nulls.permuted_labels(own, seeds), k)


def permuted_labels(labels: ArrayLike, B: int, seed: int) -> NDArray:
    """The labels of :func:`label_permutations`, for statistics that need more than mixing counts: (B, n)."""
    return permuted_by(np.random.SeedSequence(seed).generate_state(B, np.uint64), labels)


def permuted_by(seeds: NDArray, labels: ArrayLike) -> NDArray:
    """The labels under the permutation of each seed: (seeds, n)."""
    from triskele.engines.kernels import nulls

    labels = np.asarray(labels)
    known = np.flatnonzero(labels >= 0)
    drawn = np.tile(labels, (len(seeds), 1))
    drawn[:, known] = nulls.permuted_labels(_labels(labels[known]), seeds)
    return drawn


def exact_labellings(labels: ArrayLike) -> NDArray:
    """Every distinct labelling, one a row, the labelled nodes only changing; InvalidInput above :data:`EXACT`."""
    labels = np.asarray(labels)
    ways = count_labellings(labels)
    if ways > EXACT:
        raise InvalidInput(f"There are {ways} labellings, more than {EXACT}.", hint="Draw permutations instead.")
    from triskele.engines.kernels import nulls

    known = np.flatnonzero(labels >= 0)
    every = np.tile(labels, (ways, 1))
    every[:, known] = nulls.every_labelling(np.sort(_labels(labels[known])), ways)
    return every


def exact_mixing(u: ArrayLike, v: ArrayLike, labels: ArrayLike, k: int, *, directed: bool = False) -> NDArray[np.int64]:
    """Mixing counts under every distinct labelling, each equally likely: (labellings, k, k)."""
    from triskele.engines.kernels import nulls

    u, v, own, k = _prepare(u, v, labels, k)
    return _both_ways(nulls.mixing_of(u, v, exact_labellings(own), k), directed)


def _labels(labels: NDArray) -> NDArray:
    return np.ascontiguousarray(labels, dtype=np.int8 if labels.max(initial=0) < 128 else np.int32)


def _prepare(u, v, labels, k):
    """Ends and labels of the labelled nodes only, renumbered without gaps."""
    u, v, labels = np.asarray(u), np.asarray(v), np.asarray(labels)
    if labels.max(initial=-1) >= k:
        raise InvalidInput(
            f"Label {labels.max()} is not below k = {k}.", hint="Labels are codes 0..k-1, or -1 for unknown."
        )
    known = labels >= 0
    if not known.all():
        place = np.cumsum(known) - 1
        both = known[u] & known[v]
        u, v, labels = place[u[both]], place[v[both]], labels[known]
    kind = np.int32
    return np.ascontiguousarray(u, dtype=kind), np.ascontiguousarray(v, dtype=kind), _labels(labels), int(k)


def _both_ways(counts: NDArray, directed: bool) -> NDArray:
    return counts if directed else counts + counts.transpose(0, 2, 1)
