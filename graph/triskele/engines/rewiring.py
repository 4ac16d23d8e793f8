"""Random graphs that keep something of the observed one: degrees, degrees and mixing, or both margins of a table."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from triskele.errors import InvalidInput


class Rewired(NamedTuple):
    """Ends of the ties after rewiring, and how many swaps were made of how many tried."""

    u: NDArray
    v: NDArray
    made: int
    tried: int


def double_edge_swaps(
    u: ArrayLike,
    v: ArrayLike,
    n: int,
    swaps: int,
    seed: int,
    blocks: ArrayLike | None = None,
    *,
    directed: bool = False,
) -> Rewired:
    """A random simple graph with the same degrees: ``swaps`` exchanges of ends, then half as many tries again.

    Every such graph is drawn equally often when ``swaps`` is large (10 m are usual), because the last tries are
    counted whether they succeed or not; on directed graphs cycles of three are turned round as well. With ``blocks``
    (a label for each node) the mixing matrix stays too, while a node's own share of each label may change; evenly
    among the graphs that such exchanges reach, which are nearly always all. Gives up after 100 tries a swap: compare
    ``made`` with ``swaps``. O(tries). Source: Fosdick, Larremore, Nishimura and Ugander 2018.
    """
    from triskele.engines.kernels import nulls

    u, v = np.array(u, dtype=np.int64), np.array(v, dtype=np.int64)
    m = len(u)
    if np.any(u == v):
        raise InvalidInput("A self-tie cannot be swapped.", hint="Drop self-ties first.")
    heads = np.empty(2 * m, dtype=np.int64)
    heads[0::2], heads[1::2] = v, u
    halves = np.arange(0, 2 * m, 2 if directed else 1)
    labels = np.zeros(n, dtype=np.int64) if blocks is None else np.unique(blocks, return_inverse=True)[1]
    group = labels[heads[halves]]
    order = np.argsort(group, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(group, minlength=int(labels.max(initial=0)) + 1))))
    # a swap exchanges heads of one label, so a half-tie keeps its group
    group_of = np.zeros(2 * m, dtype=np.int64)
    group_of[halves] = group
    made = tried = 0
    if m > 1 and swaps > 0:
        start = np.random.SeedSequence(seed).generate_state(1, np.uint64)[0]
        out = np.argsort(u, kind="stable")
        out_start = np.concatenate(([0], np.cumsum(np.bincount(u, minlength=n))))
        made, tried = nulls.swap_ends(
            u, v, n, directed, swaps, 100 * swaps, out, out_start, halves[order], starts, group_of, start
        )
    return Rewired(u, v, int(made), int(tried))


ROUNDS = 20
"""Rounds of trades that forget the observed network: on 10^5 actors triangles are where they stay after 10 to 15."""


def traded_neighbours(u: ArrayLike, v: ArrayLike, n: int, seed: int, rounds: int = ROUNDS) -> tuple[NDArray, NDArray]:
    """A random simple graph with the same degrees, without directions: the ends of its ties after rounds of trades.

    In each round all nodes are paired at random and each pair deals the neighbours that only one of it has out anew. A
    round is as likely as its reverse and may change nothing, and trades lead everywhere, so every graph comes up
    equally often. O((n + m) rounds). Source: Carstens, Berger and Strona 2016; Carstens et al. 2018 for the rounds.
    """
    from triskele.engines.kernels.trades import trade_neighbours

    u, v = np.array(u, dtype=np.int64), np.array(v, dtype=np.int64)
    if np.any(u == v):
        raise InvalidInput("A self-tie cannot be traded.", hint="Drop self-ties first.")
    trade_neighbours(u, v, n, rounds, np.random.SeedSequence(seed).generate_state(1, np.uint64)[0])
    return u, v


def curveball(indptr: ArrayLike, indices: ArrayLike, columns: int, trades: int, seed: int) -> NDArray:
    """New ``indices`` of a two-mode table with the same row and column sums after ``trades`` random trades.

    Rows come back ascending. Five trades a row are usual.
    """
    from triskele.engines.kernels.trades import trade_rows

    indptr, traded = np.asarray(indptr, dtype=np.int64), np.array(indices, dtype=np.int64)
    rows = len(indptr) - 1
    if rows > 1:
        start = np.random.SeedSequence(seed).generate_state(1, np.uint64)[0]
        trade_rows(indptr, traded, int(columns), int(trades), start)
    owner = np.repeat(np.arange(rows), np.diff(indptr))
    return traded[np.lexsort((traded, owner))]
