"""Who may become a neighbour: scores of actors two steps away, and how the scores do when the last years are hidden.

``degree``: how many neighbours. ``adamic-adar`` (Adamic and Adar 2003): shared neighbours, each by 1 over the logarithm
of its degree. ``recent``: the same, each shared neighbour by how recent its tie with the candidate is, and up to a half
more for candidates who were active lately; a tie loses half its weight in a fifth of the time that the dates span.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

METHODS = ("recent", "adamic-adar", "degree")
HALF_LIFE = 0.2
"""The part of the span of all dates in which a tie loses half its weight."""
ACTIVE = 0.5
"""What the most active of all lately has more."""
AMONG = 10
"""Hits are counted among so many first."""
HIDDEN = 0.2
"""The part of the span of all dates that is hidden in a trial."""
FEWEST = 30
"""New neighbours that a trial needs."""
MOST = 400
"""Actors a trial asks for at most, drawn evenly."""


@dataclass(frozen=True)
class Dated:
    """Who is tied with whom, and how recently: ``ties`` (1) and ``recency`` (0 to 1) as n × n CSR, symmetric;
    ``degree`` and ``activity`` are their row sums."""

    ties: Any
    recency: Any
    degree: NDArray[np.float64]
    activity: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.degree)


def dated(n: int, u: ArrayLike, v: ArrayLike, when: ArrayLike) -> Dated:
    """Ties of n actors with their dates (any unit; NaN where undated: half weight). Of parallel ties the last counts;
    loops are left out. O(m log m)."""
    from scipy.sparse import csr_array

    a, b, t = (np.asarray(part) for part in (u, v, when))
    apart = a != b
    a, b, t = np.minimum(a, b)[apart].astype(np.int64), np.maximum(a, b)[apart].astype(np.int64), t[apart].astype(float)
    known = t[~np.isnan(t)]
    now, span = (float(known.max()), float(np.ptp(known))) if len(known) else (0.0, 0.0)
    weight = np.where(np.isnan(t), 0.5, 0.5 ** ((now - t) / (HALF_LIFE * span)) if span else 1.0)
    order = np.lexsort((weight, a * n + b))
    code = (a * n + b)[order]
    last = np.r_[code[1:] != code[:-1], True] if len(code) else np.zeros(0, dtype=bool)
    code, weight = code[last], weight[order][last]
    rows, columns = np.r_[code // n, code % n], np.r_[code % n, code // n]
    recency = csr_array((np.r_[weight, weight], (rows, columns)), shape=(n, n))
    ties = csr_array((np.ones(2 * len(code)), (rows, columns)), shape=(n, n))
    return Dated(ties, recency, np.asarray(ties.sum(axis=1)).ravel(), np.asarray(recency.sum(axis=1)).ravel())


def scores(graph: Dated, egos: Sequence[int], method: str) -> NDArray[np.float64]:
    """The score of every actor for each ego, (egos, n); −1 for the ego, its neighbours and those without any tie.
    Activity (or degree) decides between equals."""
    ends = np.asarray(egos, dtype=np.int64)
    beside = graph.activity if method == "recent" else graph.degree
    if method == "degree":
        found = np.tile(graph.degree, (len(ends), 1))
    else:
        scale = np.zeros(len(graph))
        several = graph.degree > 1
        scale[several] = 1 / np.log(graph.degree[several])
        first = graph.ties[ends].multiply(scale[None, :]).tocsr()
        found = (first @ (graph.recency if method == "recent" else graph.ties)).toarray()
        if method == "recent" and graph.activity.any():
            found = found + ACTIVE * graph.activity / graph.activity.max()
    found = found + 1e-9 * beside / max(float(beside.max()), 1.0)
    found[graph.ties[ends].toarray() > 0] = -1
    found[:, graph.degree == 0] = -1
    found[np.arange(len(ends)), ends] = -1
    return np.asarray(found)


def best(row: NDArray[np.float64], count: int) -> list[int]:
    """The actors with the highest scores, the highest first; fewer where fewer may be approached."""
    order = np.argsort(-row, kind="stable")[:count]
    return [int(i) for i in order if row[i] >= 0]


@dataclass(frozen=True)
class Trial:
    """What the scores would have found: ``hits`` among the first ten on average, per method; ``chance`` what drawing at
    random gives. ``egos`` actors found ``new`` neighbours after ``cut``."""

    cut: float
    egos: int
    new: int
    hits: dict[str, float]
    chance: float

    @property
    def winner(self) -> str:
        """The method with most hits; the first of :data:`METHODS` among equals."""
        return max(METHODS, key=lambda method: self.hits[method])


def tried(n: int, u: ArrayLike, v: ArrayLike, when: ArrayLike, *, seed: int = 1) -> Trial | None:
    """Hide what came in the last fifth of the dates and look for it among the first ten of each actor who had a tie
    before and found new neighbours among those who had one. None with fewer than :data:`FEWEST` of them."""
    a, b, t = np.asarray(u), np.asarray(v), np.asarray(when, dtype=float)
    known = t[~np.isnan(t)]
    if not len(known) or known.min() == known.max():
        return None
    cut = float(known.max() - HIDDEN * np.ptp(known))
    before = ~(t > cut)
    graph = dated(n, a[before], b[before], t[before])
    later = dated(n, a[~before], b[~before], t[~before]).ties
    there = graph.degree > 0
    fresh = later - later.multiply(graph.ties)
    fresh = fresh.multiply(there[None, :].astype(float)).tocsr()
    fresh.eliminate_zeros()
    counts = np.diff(fresh.indptr)
    egos = np.flatnonzero((counts > 0) & there)
    if counts[egos].sum() < FEWEST:
        return None
    egos = np.sort(np.random.default_rng(seed).permutation(egos)[:MOST])
    hits: dict[str, list[int]] = {method: [] for method in METHODS}
    for start in range(0, len(egos), 50):
        some = egos[start : start + 50]
        wanted = [set(fresh.indices[fresh.indptr[e] : fresh.indptr[e + 1]].tolist()) for e in some]
        for method in METHODS:
            table = scores(graph, some.tolist(), method)
            hits[method] += [len(set(best(row, AMONG)) & new) for row, new in zip(table, wanted, strict=True)]
    free = there.sum() - graph.degree[egos] - 1
    chance = float(np.mean(np.minimum(AMONG, free) * counts[egos] / np.maximum(free, 1)))
    return Trial(cut, len(egos), int(counts[egos].sum()), {m: float(np.mean(h)) for m, h in hits.items()}, chance)
