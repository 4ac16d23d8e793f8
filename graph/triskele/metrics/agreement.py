"""How far two ways to group the same actors agree: NMI, AMI, ARI, and F1 when groups overlap.

Natural logarithms inside; every measure is a ratio. Sources: Vinh, Epps and Bailey 2010; Hubert and Arabie 1985.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics.entropy import log_factorial


def contingency(first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.int64]:
    """Actors by group in either partition."""
    _, a = np.unique(first, return_inverse=True)
    _, b = np.unique(second, return_inverse=True)
    table = np.zeros((int(a.max(initial=-1)) + 1, int(b.max(initial=-1)) + 1), dtype=np.int64)
    np.add.at(table, (a, b), 1)
    return table


def _entropy(sizes: NDArray[Any]) -> float:
    share = sizes[sizes > 0] / sizes.sum()
    return -float((share * np.log(share)).sum())


def mutual_information(table: NDArray[Any]) -> float:
    """I of the two groupings, in nats."""
    return max(0.0, _entropy(table.sum(axis=1)) + _entropy(table.sum(axis=0)) - _entropy(table))


def normalised_information(table: NDArray[Any]) -> float | None:
    """NMI, arithmetic normaliser, in [0, 1]; None when neither partition has two groups."""
    mean = (_entropy(table.sum(axis=1)) + _entropy(table.sum(axis=0))) / 2
    return mutual_information(table) / mean if mean > 1e-12 else None


def expected_information(rows: NDArray[Any], columns: NDArray[Any]) -> float:
    """E[I] when groups of these sizes are filled at random (hypergeometric). Equal sizes are computed once."""
    n = int(rows.sum())
    logs = log_factorial(np.arange(n + 1))
    total = 0.0
    for a, many_a in zip(*np.unique(rows, return_counts=True), strict=True):
        for b, many_b in zip(*np.unique(columns, return_counts=True), strict=True):
            cell = np.arange(max(1, int(a + b - n)), int(min(a, b)) + 1)
            if not len(cell):
                continue
            ways = logs[[a, b, n - a, n - b]].sum() - logs[n]
            log_p = ways - logs[[cell, a - cell, b - cell, n - a - b + cell]].sum(axis=0)
            total += many_a * many_b * float((cell / n * np.log(n * cell / (a * b)) * np.exp(log_p)).sum())
    return total


def adjusted_information(table: NDArray[Any]) -> float | None:
    """AMI, arithmetic normaliser: 0 at chance, 1 for equal partitions; None when it is 0/0."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    chance = expected_information(rows, columns)
    room = (_entropy(rows) + _entropy(columns)) / 2 - chance
    return (mutual_information(table) - chance) / room if abs(room) > 1e-12 else None


def adjusted_rand(table: NDArray[Any]) -> float | None:
    """ARI: 0 at chance, 1 for equal partitions; None when it is 0/0."""

    def pairs(counts: NDArray[Any]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    n = int(table.sum())
    if n < 2:
        return None
    chance = rows * columns / (n * (n - 1) / 2)
    room = (rows + columns) / 2 - chance
    return (together - chance) / room if abs(room) > 1e-12 else None


def measures(table: NDArray[Any]) -> tuple[float | None, float | None, float | None]:
    """(NMI, AMI, ARI)."""
    return normalised_information(table), adjusted_information(table), adjusted_rand(table)


def dealt_anew(first: NDArray[Any], second: NDArray[Any], times: int, seed: int) -> NDArray[np.float64]:
    """NMI, AMI and ARI when the first grouping is shuffled over the actors: (times, 3), NaN where undefined.

    Sizes stay, so what depends on them alone (entropies, E[I], expected pairs) is computed once.
    """
    rng = np.random.default_rng(seed)
    table = contingency(first, second)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    room = (_entropy(rows) + _entropy(columns)) / 2
    chance = expected_information(rows, columns)
    drawn = np.full((times, 3), np.nan)
    for b in range(times):
        shuffled = contingency(rng.permutation(first), second)
        shared = mutual_information(shuffled)
        ari = adjusted_rand(shuffled)
        drawn[b] = (
            shared / room if room > 1e-12 else np.nan,
            (shared - chance) / (room - chance) if abs(room - chance) > 1e-12 else np.nan,
            np.nan if ari is None else ari,
        )
    return drawn


def best_f1(declared: Mapping[str, Sequence[int]], found: NDArray[Any]) -> dict[str, tuple[float, int]]:
    """For each declared group (positions) the best F1 of any community, and which one: one against the rest."""
    sizes = np.bincount(found)
    best = {}
    for name, members in declared.items():
        inside = np.bincount(found[list(members)], minlength=len(sizes))
        scores = 2 * inside / (sizes + len(members))
        best[name] = (float(scores.max()), int(scores.argmax()))
    return best
