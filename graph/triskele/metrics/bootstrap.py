"""Record bootstrap of T: an interval for sampling error. It does not remove the bias of small samples.

Source of the BCa formulas: Efron 1987. Percentile intervals are not offered: they inherit the bias twice.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics.entropy import margin_index, subsets, xlogx

BATCH = 2_000_000
"""How many resampled counts are held at once."""


def interval(
    codes: NDArray[Any],
    counts: NDArray[Any],
    *,
    kind: str,
    level: float,
    resamples: int,
    rng: np.random.Generator,
) -> tuple[float, float] | None:
    """(low, high) in bits for T over all variables, ``kind`` bca or basic; None when it does not exist.

    BCa does not exist when no resample falls on one side of the observed value, or with a single record.
    O(resamples · occupied cells · 2^k).
    """
    from scipy.special import ndtr, ndtri  # slow to import

    draws = _resampled(codes, counts, resamples, rng)
    observed = float(_coinformation(codes, counts[None])[0])
    tail = (1 - level) / 2
    if kind == "basic":
        low, high = np.quantile(draws, [tail, 1 - tail])
        return 2 * observed - float(high), 2 * observed - float(low)
    shift = float(ndtri(np.mean(draws < observed) + np.mean(draws == observed) / 2))
    if counts.sum() < 2 or not np.isfinite(shift):
        return None
    acceleration = _acceleration(codes, counts)
    z = ndtri([tail, 1 - tail])
    scale = 1 - acceleration * (shift + z)
    if np.any(scale <= 0):
        return None
    low, high = np.quantile(draws, ndtr(shift + (shift + z) / scale))
    return float(low), float(high)


def _resampled(codes: NDArray[Any], counts: NDArray[Any], resamples: int, rng: np.random.Generator) -> NDArray[Any]:
    total = int(counts.sum())
    size = max(1, BATCH // len(counts))
    batches = [min(size, resamples - start) for start in range(0, resamples, size)]
    return np.concatenate(
        [_coinformation(codes, rng.multinomial(total, counts / counts.sum(), size=b)) for b in batches]
    )


def _coinformation(codes: NDArray[Any], tables: NDArray[Any]) -> NDArray[Any]:
    """T of each row of counts over the same occupied cells."""
    from scipy.sparse import csr_array

    total = tables.sum(axis=1).astype(float)
    cells, k = codes.shape
    result = np.zeros(len(tables))
    for axes in subsets(k):
        where = margin_index(codes, axes)
        gather = csr_array((np.ones(cells), (where, np.arange(cells))))
        margin = gather @ tables.T.astype(float)
        result += (-1) ** (len(axes) + 1) * (np.log2(total) - xlogx(margin).sum(axis=0) / total)
    return result


def _acceleration(codes: NDArray[Any], counts: NDArray[Any]) -> float:
    """From the jackknife: T without one record of each cell, weighted by the records of the cell."""
    total = float(counts.sum())
    without = np.zeros(len(counts))
    for axes in subsets(codes.shape[1]):
        where = margin_index(codes, axes)
        margin = np.bincount(where, weights=counts)
        here = margin[where]
        logs = xlogx(margin).sum() - xlogx(here) + xlogx(here - 1)
        without += (-1) ** (len(axes) + 1) * (np.log2(total - 1) - logs / (total - 1))
    gaps = (counts @ without) / total - without
    spread = counts @ gaps**2
    return float(counts @ gaps**3 / (6 * spread**1.5)) if spread > 1e-24 else 0.0
