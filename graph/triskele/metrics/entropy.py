"""The arithmetic of the information measures: arrays in, bits out; no names, no nulls, no words.

A *profile* maps every non-empty subset of the variables (a tuple of axis numbers) to its entropy in bits: a float, or
an array with one entry per table of a batch. All measures but one are sums of these.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

Axes = tuple[int, ...]
Profile = Mapping[Axes, Any]


def subsets(k: int, smallest: int = 1) -> list[Axes]:
    """Every subset of k axes with at least ``smallest`` members, small ones first."""
    return [axes for size in range(smallest, k + 1) for axes in combinations(range(k), size)]


def xlogx(values: NDArray[Any]) -> NDArray[Any]:
    """x·log2 x elementwise, 0 at 0."""
    positive = values > 0
    result: NDArray[Any] = values * np.log2(np.where(positive, values, 1.0))
    return result


def log_factorial(counts: Any) -> NDArray[np.float64]:
    """ln n! elementwise, each number once; scipy's takes 0.2 s to import."""
    values, where = np.unique(counts, return_inverse=True)
    logs = np.array([math.lgamma(value + 1) for value in values.tolist()], dtype=np.float64)
    return logs[where].reshape(np.shape(counts))


def dense_profile(tables: NDArray[Any], k: int) -> dict[Axes, NDArray[Any]]:
    """Entropies of a batch of count tables: the last k axes are the variables, leading ones the batch.

    Every table needs at least one record. O(2^k · cells) each.
    """
    lead = tables.ndim - k
    total = tables.sum(axis=tuple(range(lead, tables.ndim)))
    profile = {}
    for axes in subsets(k):
        out = tuple(lead + axis for axis in range(k) if axis not in axes)
        margin = tables.sum(axis=out) if out else tables
        summed = xlogx(margin).reshape(*total.shape, -1).sum(axis=-1)
        profile[axes] = np.maximum(np.log2(total) - summed / total, 0.0)
    return profile


def cell_profile(codes: NDArray[Any], counts: NDArray[Any]) -> dict[Axes, float]:
    """Entropies from the occupied cells alone (cells × variables, counts); for tables too wide to be dense."""
    total = counts.sum()
    profile = {}
    for axes in subsets(codes.shape[1]):
        margin = np.bincount(margin_index(codes, axes), weights=counts)
        profile[axes] = max(float(np.log2(total) - xlogx(margin).sum() / total), 0.0)
    return profile


def margin_index(codes: NDArray[Any], axes: Axes) -> NDArray[Any]:
    """For each cell the number of the margin cell it falls into, 0, 1, 2, ... without gaps."""
    where: NDArray[Any] = np.unique(codes[:, axes], axis=0, return_inverse=True)[1].ravel()
    return where


def coinformation(profile: Profile, axes: Axes) -> Any:
    """T of these variables: Σ over subsets of (−1)^(size+1) H. For two, mutual information; for three, T_xyz."""
    return sum(
        (-1) ** (size + 1) * profile[chosen] for size in range(1, len(axes) + 1) for chosen in combinations(axes, size)
    )


def redundancy(profile: Profile, axes: Axes) -> Any:
    """R = (−1)^(n+1) T."""
    return (-1) ** (len(axes) + 1) * coinformation(profile, axes)


def total_correlation(profile: Profile, k: int) -> Any:
    """TC = ΣH_i − H."""
    return sum(profile[(axis,)] for axis in range(k)) - profile[tuple(range(k))]


def dual_total_correlation(profile: Profile, k: int) -> Any:
    """DTC = H − Σ H(X_i | rest) = Σ H(rest of i) − (k−1) H."""
    joint = profile[tuple(range(k))]
    rests = sum(profile[tuple(a for a in range(k) if a != axis)] if k > 1 else 0.0 for axis in range(k))
    return rests - (k - 1) * joint


def o_information(profile: Profile, k: int) -> Any:
    """Ω = TC − DTC; equals T for three variables."""
    return total_correlation(profile, k) - dual_total_correlation(profile, k)


_SIGNS = np.array([1, -1, -1, 1, -1, 1, 1, -1], dtype=float)
"""(−1)^(x+y+z) over the eight cells of a binary table: the direction that leaves all bilateral margins alone."""


def binary_interaction(tables: NDArray[Any], *, seven: bool = False) -> NDArray[Any]:
    """I = H(maximum-entropy table with the same bilateral margins) − H, in bits, for a batch of 2×2×2 count tables.

    Such tables form the line p + s(−1)^(x+y+z); entropy is concave along it, so its top is found by bisection to the
    last bit. With ``seven`` the cell 000 must stay empty, which leaves only s = 0 and I = 0 wherever it is empty.
    """
    p = tables.reshape(-1, 8) / tables.reshape(-1, 8).sum(axis=1, keepdims=True)
    if seven:
        return np.zeros(len(p))
    low = -p[:, _SIGNS > 0].min(axis=1)
    high = p[:, _SIGNS < 0].min(axis=1)
    for _ in range(80):
        middle = (low + high) / 2
        moved = np.maximum(p + middle[:, None] * _SIGNS, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = np.log(moved[:, _SIGNS < 0]).sum(axis=1) - np.log(moved[:, _SIGNS > 0]).sum(axis=1)
        rising = np.nan_to_num(slope, nan=0.0) > 0
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    best = np.maximum(p + ((low + high) / 2)[:, None] * _SIGNS, 0.0)
    interaction: NDArray[Any] = np.maximum(xlogx(p).sum(axis=1) - xlogx(best).sum(axis=1), 0.0)
    return interaction


def fitted_interaction(
    table: NDArray[Any], *, seven: bool = False, tolerance: float = 1e-9, rounds: int = 20_000
) -> tuple[float, int, float]:
    """The same I for one three-way table of any shape, by iterative proportional fitting from a flat start.

    Returns (bits, rounds used, largest margin error); with ``seven`` the first cell of all is held empty. Empty
    bilateral margins empty their cells at once; sampling zeros make the fit slow, so the rounds are bounded.
    """
    p = table / table.sum()
    fit = np.full(p.shape, 1.0)
    if seven:
        fit[0, 0, 0] = 0.0
    fit /= fit.sum()
    used, error = 0, np.inf
    while error >= tolerance and used < rounds:
        used += 1
        for axis in range(3):
            have = fit.sum(axis=axis, keepdims=True)
            fit = fit * np.divide(p.sum(axis=axis, keepdims=True), have, out=np.zeros_like(have), where=have > 0)
        error = max(float(np.abs(fit.sum(axis=a) - p.sum(axis=a)).max()) for a in range(3))
    return max(float(xlogx(p).sum() - xlogx(fit).sum()), 0.0), used, error
