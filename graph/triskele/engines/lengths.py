"""Lengths 1/strength without rounding, so that ways as long as each other are told from ways that are nearly so."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

UNITS = 80
"""The shortest length is at least 2^80 units: what lies below a unit decides nothing."""
DIGIT = 32


def digits_of(strengths: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """1/strength of every arc in whole units, as digits to the base 2^32, lowest first: (arcs, digits).

    A length is cut off below its last unit, so the sum over a way of k ties is at most k units short and two ways
    whose lengths are equal as fractions differ by fewer than n. Strengths must be above 0; any range of float64 does,
    at the cost of more digits (4 for ordinary weights, 21 when they reach from 1 to 1e180).
    """
    values, arcs = np.unique(strengths, return_inverse=True)
    if not len(values):
        return np.zeros((0, 1), np.int64)
    top = max(int(np.frexp(values[-1])[1]), -1100)
    shift = UNITS + top
    whole = []
    for p, q in (float(value).as_integer_ratio() for value in values.tolist()):
        whole.append((q << shift) // p if shift >= 0 else q // (p << -shift))
    bits = max(whole).bit_length() + max(n, 1).bit_length() + 1
    digits = -(-bits // DIGIT)
    mask = (1 << DIGIT) - 1
    table = np.array([[(length >> (DIGIT * d)) & mask for d in range(digits)] for length in whole], dtype=np.int64)
    return np.ascontiguousarray(table[arcs.ravel()])
