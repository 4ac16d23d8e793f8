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
NOTHING: dict[str, Any] = dict.fromkeys(("expected", "sd", "z", "p_low", "p_high", "p", "draws"))


def against(observed: float | None, draws: NDArray[Any], *, complete: bool = False) -> dict[str, Any]:
    """expected, sd (n−1), z, p_low, p_high, p, draws of an observed value against B Monte-Carlo draws.

    p = (1 + number as extreme)/(1 + B); two-sided is twice the smaller tail, at most 1. ``draws`` may be (B, g): g
    values a draw that follow one law (actors whom the null cannot tell apart), and then each draw counts with the
    share of its values that are as extreme. sd 0 or fewer than two draws gives z None. Draws that are NaN (undefined
    in that draw) are left out. ``complete``: these are all there are, not a sample. Nothing observed: everything None.
    """
    table = np.asarray(draws, dtype=float)
    table = table if table.ndim == 2 else table.reshape(-1, 1)
    there = ~np.isnan(table)
    table, there = table[there.any(axis=1)], there[there.any(axis=1)]
    if observed is None or not len(table):
        return dict(NOTHING)
    count = there.sum(axis=1)
    unit = _unit(observed, table[there])
    seen, values = observed / unit, table / unit
    slack = TOLERANCE * max(1.0, abs(seen))
    size = len(table)
    low = (1 + float((((values <= seen + slack) & there).sum(axis=1) / count).sum())) / (1 + size)
    high = (1 + float((((values >= seen - slack) & there).sum(axis=1) / count).sum())) / (1 + size)
    kept = values[there]
    sd = float(kept.std(ddof=1)) if kept.size > 1 else None
    found = _summary(seen, float(kept.mean()), sd, min(low, 1.0), min(high, 1.0))
    return _in_unit(found, unit) | {"draws": size, "exact": complete}


def exactly(observed: float | None, values: NDArray[Any], weights: NDArray[Any]) -> dict[str, Any]:
    """The same against a complete enumeration: ``weights`` are the probabilities of ``values`` (any
    positive scale).
    """
    if observed is None or np.size(values) == 0:
        return dict(NOTHING)
    unit = _unit(observed, values)
    seen, every = observed / unit, np.asarray(values, dtype=float) / unit
    share = np.asarray(weights, dtype=float) / np.sum(weights)
    mean = float(np.sum(share * every))  # a sum, not a product of BLAS: its bytes do not depend on threads
    sd = float(np.sqrt(np.sum(share * (every - mean) ** 2)))
    slack = TOLERANCE * max(1.0, abs(seen))
    low = float(share[every <= seen + slack].sum())
    high = float(share[every >= seen - slack].sum())
    return _in_unit(_summary(seen, mean, sd, min(low, 1.0), min(high, 1.0)), unit) | {
        "draws": np.size(values),
        "exact": True,
    }


def _unit(observed: float, values: NDArray[Any]) -> float:
    """1, or a power of two near the largest where squares would leave float64."""
    top = max(abs(observed), float(np.abs(values).max(initial=0.0)))
    return float(np.exp2(np.frexp(top)[1] - 1)) if top > 1e100 or 0 < top < 1e-60 else 1.0


def _in_unit(found: dict[str, Any], unit: float) -> dict[str, Any]:
    if unit == 1.0:
        return found
    return {**found, **{name: found[name] and found[name] * unit for name in ("expected", "sd")}}


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
