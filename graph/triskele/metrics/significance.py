"""An observed value against draws of its null model: mean, sd, z, tail probabilities, corrected for many
tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

TOLERANCE = 1e-9
"""Two values nearer than this (relative to their size, if above 1) count as equal: sums of logarithms are
not exact.
"""


def against(observed: float | None, draws: NDArray[Any]) -> dict[str, Any]:
    """expected, sd (n−1), z, p_low, p_high, p of an observed value against B Monte-Carlo draws.

    p = (1 + number as extreme)/(1 + B); two-sided is twice the smaller tail, at most 1. sd 0 or fewer than
    two draws gives z None. Draws that are NaN (undefined in that draw) are left out. Nothing observed:
    everything None.
    """
    kept = np.asarray(draws, dtype=float)
    kept = kept[~np.isnan(kept)]
    if observed is None or kept.size == 0:
        return dict.fromkeys(("expected", "sd", "z", "p_low", "p_high", "p"))
    slack = TOLERANCE * max(1.0, abs(observed))
    low = (1 + np.count_nonzero(kept <= observed + slack)) / (1 + kept.size)
    high = (1 + np.count_nonzero(kept >= observed - slack)) / (1 + kept.size)
    sd = float(kept.std(ddof=1)) if kept.size > 1 else None
    return _summary(observed, float(kept.mean()), sd, float(low), float(high))


def exactly(observed: float | None, values: NDArray[Any], weights: NDArray[Any]) -> dict[str, Any]:
    """The same against a complete enumeration: ``weights`` are the probabilities of ``values`` (any
    positive scale).
    """
    if observed is None or np.size(values) == 0:
        return dict.fromkeys(("expected", "sd", "z", "p_low", "p_high", "p"))
    share = np.asarray(weights, dtype=float) / np.sum(weights)
    mean = float(share @ values)
    sd = float(np.sqrt(share @ (values - mean) ** 2))
    slack = TOLERANCE * max(1.0, abs(observed))
    low = float(share[values <= observed + slack].sum())
    high = float(share[values >= observed - slack].sum())
    return _summary(observed, mean, sd, min(low, 1.0), min(high, 1.0))


def _summary(observed: float, mean: float, sd: float | None, low: float, high: float) -> dict[str, Any]:
    flat = sd is None or sd <= TOLERANCE * max(1.0, abs(mean))
    return {
        "expected": mean,
        "sd": sd if sd is None or not flat else 0.0,
        "z": None if flat or sd is None else (observed - mean) / sd,
        "p_low": low,
        "p_high": high,
        "p": min(1.0, 2 * min(low, high)),
    }


def adjust(ps: Sequence[float | None]) -> list[float | None]:
    """Benjamini-Hochberg adjusted probabilities, in the order given; None stays None and is not counted."""
    known = [i for i, p in enumerate(ps) if p is not None]
    ordered = sorted(known, key=lambda i: ps[i] or 0.0)
    adjusted: list[float | None] = [None] * len(ps)
    smallest = 1.0
    for rank in range(len(ordered), 0, -1):
        i = ordered[rank - 1]
        smallest = min(smallest, (ps[i] or 0.0) * len(ordered) / rank)
        adjusted[i] = smallest
    return adjusted
