"""Trades of neighbours (curveball): the inner loops of the null models that keep degrees."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel
from triskele.engines.kernels.streams import below, shuffle


@kernel
def trade_rows(indptr, indices, columns, trades, seed):
    """Curveball: pairs of rows exchange what only one of them holds; ``indices`` changes in place, rows unsorted.

    Source: Strona et al. 2014. O(row lengths) a trade.
    """
    rows = len(indptr) - 1
    holder = np.zeros(columns, np.int8)
    pool = np.empty(columns, indices.dtype)
    state = np.empty(1, np.uint64)
    state[0] = seed
    for _ in range(trades):
        r = below(state, rows)
        s = below(state, rows - 1)
        if s >= r:
            s += 1
        for a in range(indptr[r], indptr[r + 1]):
            holder[indices[a]] = 1
        shared = 0
        free = 0
        for a in range(indptr[s], indptr[s + 1]):
            c = indices[a]
            if holder[c] == 1:
                holder[c] = 2
                shared += 1
            else:
                pool[free] = c
                free += 1
        for a in range(indptr[r], indptr[r + 1]):
            if holder[indices[a]] == 1:
                pool[free] = indices[a]
                free += 1
        mine = indptr[r + 1] - indptr[r] - shared
        for i in range(mine):
            j = i + below(state, free - i)
            pool[i], pool[j] = pool[j], pool[i]
        # what both hold goes first in either row, the traded rest after it
        at = indptr[r]
        for a in range(indptr[r], indptr[r + 1]):
            c = indices[a]
            both = holder[c] == 2
            holder[c] = 0
            if both:
                indices[at] = c
                at += 1
        for i in range(shared):
            indices[indptr[s] + i] = indices[indptr[r] + i]
        for i in range(mine):
            indices[at + i] = pool[i]
        for i in range(mine, free):
            indices[indptr[s] + shared + i - mine] = pool[i]


@kernel
def trade_neighbours(u, v, n, rounds, seed):
    """Global curveball: in each round all nodes are paired, and each pair exchanges neighbours that only one of it has.

    ``u`` and ``v`` are the ends of each tie and change in place; degrees stay, self-ties and parallel ties never arise.
    A tie lies at the end that is word to trade and goes on to the other, so each round handles each tie twice.
    Source: Carstens, Hamann, Meyer, Penschuck, Tran and Wagner 2018. O((n + m) rounds).
    """
    m = len(u)
    start = np.zeros(n + 1, np.int64)
    for e in range(m):
        start[u[e] + 1] += 1
        start[v[e] + 1] += 1
    for i in range(n):
        start[i + 1] += start[i]
    order = np.arange(n).astype(np.int32)
    # of each node in this round and the word: when it trades, and where the list of its ties ends
    now, then = np.empty((n, 2), np.int64), np.empty((n, 2), np.int64)
    here, later = np.empty(2 * m, np.int32), np.empty(2 * m, np.int32)
    held = np.zeros(n, np.int8)
    pool = np.empty(m + 1, np.int32)
    both = np.empty(m + 1, np.int32)
    state = np.empty(1, np.uint64)
    state[0] = seed
    _pair(order, then, start, state)
    next_order = order.copy()
    for e in range(m):
        _put(u[e], v[e], later, then)
    for _ in range(rounds):
        here, later = later, here
        now, then = then, now
        for node in range(n):
            order[node] = next_order[node]
        _pair(next_order, then, start, state)
        for at in range(0, n - 1, 2):
            a, b = order[at], order[at + 1]
            shared, free = 0, 0
            tied = False
            for i in range(start[a], now[a, 1]):
                held[here[i]] = 1
            for i in range(start[b], now[b, 1]):
                w = here[i]
                if w == a:
                    tied = True
                elif held[w] == 1:
                    held[w] = 0
                    both[shared] = w
                    shared += 1
                else:
                    pool[free] = w
                    free += 1
            theirs = free
            for i in range(start[a], now[a, 1]):
                w = here[i]
                if w == b:
                    tied = True
                elif held[w] == 1:
                    pool[free] = w
                    free += 1
                held[w] = 0
            mine = free - theirs
            # whoever had fewer draws as many
            few, one, other = (mine, a, b) if mine < theirs else (theirs, b, a)
            for i in range(few):
                j = i + below(state, free - i)
                pool[i], pool[j] = pool[j], pool[i]
            for i in range(free):
                _pass_on(one if i < few else other, pool[i], at // 2, here, now, later, then)
            for i in range(shared):
                _pass_on(a, both[i], at // 2, here, now, later, then)
                _pass_on(b, both[i], at // 2, here, now, later, then)
            if tied:
                _put(a, b, later, then)
        if n % 2:
            a = order[n - 1]
            for i in range(start[a], now[a, 1]):
                _put(a, here[i], later, then)
    e = 0
    for a in range(n):
        for i in range(start[a], then[a, 1]):
            u[e], v[e] = a, later[i]
            e += 1


@kernel
def _pair(order, places, start, state):
    """Nodes in a new order, the first two trade first; lists of ties empty."""
    shuffle(order, state)
    for at in range(len(order)):
        places[order[at], 0] = at // 2
        places[order[at], 1] = start[order[at]]


@kernel
def _put(a, b, ends, places):
    """The tie at its end that trades first."""
    if places[b, 0] < places[a, 0]:
        a, b = b, a
    ends[places[a, 1]] = b
    places[a, 1] += 1


@kernel
def _pass_on(a, w, turn, here, now, later, then):
    """A tie of one that has traded to its other end, or to the word round when that has traded too."""
    if now[w, 0] > turn:
        here[now[w, 1]] = a
        now[w, 1] += 1
    else:
        _put(a, w, later, then)
