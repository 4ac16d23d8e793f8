"""What no library has: brokerage, balls, efficiency and removal by label. Arrays in, arrays out.

Rows are CSR with ascending columns; ``labels`` are codes 0..k-1 in node order, -1 for unknown.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from triskele.engines.parallel import map_pieces, split
from triskele.networks.columns import frozen
from triskele.progress import PATHS

ROLES = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")


def gould_fernandez(
    indptr: NDArray,
    indices: NDArray,
    labels: ArrayLike,
    in_indptr: NDArray | None = None,
    in_indices: NDArray | None = None,
) -> NDArray[np.int64]:
    """Brokerage counts of each node, columns as :data:`ROLES`: (n, 5).

    Open two-paths a -> v -> b without a -> b. Leave the incoming rows out when the rows are symmetric: every open
    pair is then counted in both directions, gatekeeper equals representative, and halves are the undirected counts.
    Nodes labelled -1 take no part. Self-ties are passed over.
    """
    from triskele.engines.kernels.labels import gould_fernandez as kernel

    labels = np.asarray(labels, dtype=np.int32)
    if in_indptr is None or in_indices is None:
        return kernel(indptr, indices, np.full(len(indices), 3, dtype=np.uint8), labels)
    from scipy.sparse import csr_array

    shape = (len(indptr) - 1,) * 2
    there = csr_array((np.full(len(indices), 1, dtype=np.uint8), indices, indptr), shape=shape)
    back = csr_array((np.full(len(in_indices), 2, dtype=np.uint8), in_indices, in_indptr), shape=shape)
    both = there + back
    both.sort_indices()
    return kernel(frozen(both.indptr), frozen(both.indices), both.data, labels)


def list_triangles(indptr: NDArray, indices: NDArray) -> NDArray[np.int32]:
    """Each triangle once, three positions a row: (t, 3). Rows must be symmetric. O(m^1.5)."""
    from triskele.engines.kernels import triangles

    return triangles.list_triangles(indptr, indices)


def ball_spheres(indptr: NDArray, indices: NDArray, labels: ArrayLike, steps: int) -> NDArray[np.uint64]:
    """Labels met within 0..steps hops along arcs, the start included: (steps + 1, n), bit c set for label c < 64."""
    from triskele.engines.kernels.paths import ball_labels

    return ball_labels(indptr, indices, np.asarray(labels, dtype=np.int64), int(steps))


def pair_efficiency(
    indptr: NDArray,
    indices: NDArray,
    labels: ArrayLike,
    k: int,
    in_indptr: NDArray | None = None,
    in_indices: NDArray | None = None,
    sources: NDArray | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(mean of 1/hops, share of pairs reachable) from label a to label b, both (k, k); NaN without pairs.

    Unreachable pairs add 0 to the mean. Leave the incoming rows out when rows are symmetric. ``sources`` (positions)
    estimates from some starting nodes. 64 sources at a time.
    """
    labels = np.asarray(labels, dtype=np.int32)
    into = (indptr, indices) if in_indptr is None else (in_indptr, in_indices)
    begin = np.flatnonzero(labels >= 0) if sources is None else np.asarray(sources)
    begin = begin[np.argsort(labels[begin], kind="stable")]
    shared = (indptr, indices, *into, labels, int(k))
    inverse, reached = np.zeros((k, k)), np.zeros((k, k), dtype=np.int64)
    for part in map_pieces(_sweep_from, split(begin, 1024, 64), shared=shared, threaded=True, what=PATHS):
        inverse += part[0]
        reached += part[1]
    starts = np.bincount(labels[begin][labels[begin] >= 0], minlength=k)
    ends = np.bincount(labels[labels >= 0], minlength=k)
    pairs = np.outer(starts, ends) - np.diag(starts)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(pairs > 0, inverse / pairs, np.nan), np.where(pairs > 0, reached / pairs, np.nan)


def _sweep_from(sources: NDArray, *rest: Any) -> tuple[NDArray, NDArray]:
    from triskele.engines.kernels.paths import sweep_labels

    *rows, labels, k = rest
    return sweep_labels(*rows, sources, labels, k)


def degree_attack(indptr: NDArray, indices: NDArray) -> NDArray[np.int32]:
    """All nodes in the order of highest remaining degree, ties to the lowest position; rows symmetric, no self-ties."""
    from triskele.engines.kernels import removal

    return removal.degree_attack(indptr, indices)


def removal_curve(indptr: NDArray, indices: NDArray, order: ArrayLike) -> NDArray[np.int64]:
    """Size of the largest component after 0, 1, ... removals in this order: (len(order) + 1,). Rows symmetric."""
    from triskele.engines.kernels import removal

    return removal.largest_component_curve(indptr, indices, np.asarray(order, dtype=np.int64))
