"""The inner loops of the null models. Every draw has its own stream, so results do not depend on threads."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
LOW = np.uint64(0xFFFFFFFF)


@kernel
def _next(state):
    """splitmix64 (Steele, Lea and Flood 2014): the state is one word and every seed is a good one."""
    state[0] += GOLDEN
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@kernel
def _below(state, bound):
    """A uniform integer in 0..bound-1, bound < 2^32, without bias (Lemire 2019)."""
    bound = np.uint64(bound)
    product = (_next(state) & LOW) * bound
    if product & LOW < bound:
        refuse = ((LOW + np.uint64(1)) - bound) % bound
        while product & LOW < refuse:
            product = (_next(state) & LOW) * bound
    return np.int64(product >> np.uint64(32))


@kernel
def _shuffle(labels, state):
    for i in range(len(labels) - 1, 0, -1):
        j = _below(state, i + 1)
        labels[i], labels[j] = labels[j], labels[i]


@kernel
def permuted_mixing(u, v, labels, k, seeds):
    """Ties by the labels of (u, v) under one random permutation of the labels for each seed: (B, k, k).

    k <= 16: eight permutations share a machine word, so a tie costs two memory reads for eight of them.
    """
    draws = len(seeds)
    counts = np.zeros((draws, k * k), np.int64)
    packed = np.empty(len(labels), np.uint64)
    lane_counts = np.empty((8, 256), np.int32)
    state = np.empty(1, np.uint64)
    own = labels.copy()
    times = np.uint64(k)
    byte = np.uint64(255)
    for begin in range(0, draws, 8):
        lanes = min(8, draws - begin)
        packed[:] = np.uint64(0)
        for lane in range(lanes):
            own[:] = labels
            state[0] = seeds[begin + lane]
            _shuffle(own, state)
            shift = np.uint64(8 * lane)
            for i in range(len(own)):
                packed[i] |= np.uint64(own[i]) << shift
        lane_counts[:] = 0
        for e in range(len(u)):
            cells = packed[u[e]] * times + packed[v[e]]
            lane_counts[0, cells & byte] += 1
            lane_counts[1, (cells >> np.uint64(8)) & byte] += 1
            lane_counts[2, (cells >> np.uint64(16)) & byte] += 1
            lane_counts[3, (cells >> np.uint64(24)) & byte] += 1
            lane_counts[4, (cells >> np.uint64(32)) & byte] += 1
            lane_counts[5, (cells >> np.uint64(40)) & byte] += 1
            lane_counts[6, (cells >> np.uint64(48)) & byte] += 1
            lane_counts[7, (cells >> np.uint64(56)) & byte] += 1
        for lane in range(lanes):
            for cell in range(k * k):
                counts[begin + lane, cell] = lane_counts[lane, cell]
    return counts.reshape((draws, k, k))


@kernel
def permuted_labels(labels, seeds):
    """The permuted labels themselves, the same permutations as :func:`permuted_mixing`: (B, n)."""
    drawn = np.empty((len(seeds), len(labels)), labels.dtype)
    state = np.empty(1, np.uint64)
    for b in range(len(seeds)):
        drawn[b] = labels
        state[0] = seeds[b]
        _shuffle(drawn[b], state)
    return drawn


@kernel
def every_labelling(labels, count):
    """All ``count`` distinct orders of the labels, which must come sorted, in lexicographic order: (count, n)."""
    n = len(labels)
    own = labels.copy()
    every = np.empty((count, n), labels.dtype)
    for b in range(count):
        every[b] = own
        i = n - 2
        while i >= 0 and own[i] >= own[i + 1]:
            i -= 1
        if i < 0:
            break
        j = n - 1
        while own[j] <= own[i]:
            j -= 1
        own[i], own[j] = own[j], own[i]
        low, high = i + 1, n - 1
        while low < high:
            own[low], own[high] = own[high], own[low]
            low += 1
            high -= 1
    return every


@kernel
def mixing_of(u, v, labellings, k):
    """Ties by the labels of (u, v) for each row of labels: (B, k, k)."""
    counts = np.zeros((len(labellings), k, k), np.int64)
    for b in range(len(labellings)):
        for e in range(len(u)):
            counts[b, labellings[b, u[e]], labellings[b, v[e]]] += 1
    return counts


@kernel
def _find(table, key):
    """The slot that holds the key, or the free slot where it would go (free slots hold -1)."""
    mask = len(table) - 1
    slot = np.int64((np.uint64(key) * GOLDEN) >> np.uint64(20)) & mask
    while table[slot] >= 0 and table[slot] != key:
        slot = (slot + 1) & mask
    return slot


@kernel
def _remove(table, key):
    """Free the key's slot and close the gap, so that searches never meet a hole they must skip."""
    mask = len(table) - 1
    hole = _find(table, key)
    slot = hole
    while True:
        slot = (slot + 1) & mask
        if table[slot] < 0:
            break
        home = np.int64((np.uint64(table[slot]) * GOLDEN) >> np.uint64(20)) & mask
        if (slot - home) & mask >= (slot - hole) & mask:
            table[hole] = table[slot]
            hole = slot
    table[hole] = -1


@kernel
def swap_ends(u, v, n, directed, wanted, most, out, out_start, groups, group_start, group_of, seed):
    """Swap the heads of two ties until ``wanted`` swaps were made, then half as many tries again; (made, tried).

    ``u`` and ``v`` change in place. Half-ties are numbered 2 e (head v[e]) and, undirected, 2 e + 1 (head u[e]);
    ``groups`` lists those whose heads may be exchanged, one group after the other: ``group_start``, ``group_of``.
    ``out`` lists the ties by tail (``out_start``). Self-ties and parallel ties never arise. Gives up at ``most`` tries.

    A chain that stops when a swap succeeds favours graphs that many swaps lead to, and on few graphs it comes back
    after an even number of swaps; only a number of tries that does not depend on their outcome draws evenly. Swaps
    cannot turn a cycle of three arcs round, so every fourth try on a directed network does that
    (Rao, Jana and Bandyopadhyay 1996).
    """
    m = len(u)
    size = 16
    while size < 4 * m:
        size *= 2
    table = np.full(size, -1, np.int64)
    for e in range(m):
        a, b = np.int64(u[e]), np.int64(v[e])
        if not directed and a > b:
            a, b = b, a
        table[_find(table, a * n + b)] = a * n + b
    place = np.empty(2 * m, np.int64)
    for i in range(len(groups)):
        place[groups[i]] = i
    state = np.empty(1, np.uint64)
    state[0] = seed
    made = 0
    tried = 0
    last = most
    while tried < last:
        tried += 1
        if directed and _next(state) & np.uint64(3) == np.uint64(0):
            made += _turn_cycle(table, u, v, n, out, out_start, groups, group_of, place, state)
        else:
            made += _swap_heads(table, u, v, n, directed, groups, group_start, group_of, state)
        if made >= wanted and last == most:
            last = tried + (tried + 1) // 2
    return made, tried


@kernel
def _swap_heads(table, u, v, n, directed, groups, group_start, group_of, state):
    """One try at exchanging the heads of two random half-ties of one group; 1 when it was made."""
    first = groups[_below(state, len(groups))]
    group = group_of[first]
    start = group_start[group]
    second = groups[start + _below(state, group_start[group + 1] - start)]
    e, f = first // 2, second // 2
    if e == f:
        return 0
    a, b = (u[e], v[e]) if first % 2 == 0 else (v[e], u[e])
    c, d = (u[f], v[f]) if second % 2 == 0 else (v[f], u[f])
    if a in (c, d) or b in (c, d):
        return 0
    old = (np.int64(a) * n + b, np.int64(c) * n + d)
    new = (np.int64(a) * n + d, np.int64(c) * n + b)
    if not directed:
        old = (min(a, b) * np.int64(n) + max(a, b), min(c, d) * np.int64(n) + max(c, d))
        new = (min(a, d) * np.int64(n) + max(a, d), min(c, b) * np.int64(n) + max(c, b))
    if table[_find(table, new[0])] >= 0 or table[_find(table, new[1])] >= 0:
        return 0
    _remove(table, old[0])
    _remove(table, old[1])
    table[_find(table, new[0])] = new[0]
    table[_find(table, new[1])] = new[1]
    if first % 2 == 0:
        v[e] = d
    else:
        u[e] = d
    if second % 2 == 0:
        v[f] = b
    else:
        u[f] = b
    return 1


@kernel
def _turn_cycle(table, u, v, n, out, out_start, groups, group_of, place, state):
    """One try at turning a cycle of three arcs round, without touching the mixing of the groups; 1 when it was made.

    A random arc a -> b, a random arc b -> c: the turned cycle is proposed as often, since out-degrees do not change.
    Tails stay, so each of the three arcs takes a new head.
    """
    e = np.int64(_below(state, len(u)))
    a, b = u[e], v[e]
    ties = out_start[b + 1] - out_start[b]
    if ties == 0:
        return 0
    f = out[out_start[b] + _below(state, ties)]
    c = v[f]
    wide = np.int64(n)
    closing = c * wide + a
    if c == a or table[_find(table, closing)] < 0:
        return 0
    new = (b * wide + a, c * wide + b, a * wide + c)
    for key in new:
        if table[_find(table, key)] >= 0:
            return 0
    g = out[out_start[c]]
    for i in range(out_start[c], out_start[c + 1]):
        if v[out[i]] == a:
            g = out[i]
    into_b, into_c, into_a = group_of[2 * e], group_of[2 * f], group_of[2 * g]
    if into_a not in (into_b, into_c) and into_b != into_c:
        return 0
    for key in (a * wide + b, b * wide + c, closing):
        _remove(table, key)
    for key in new:
        table[_find(table, key)] = key
    v[e], v[f], v[g] = c, a, b
    # each half-tie takes the place that the half-tie of its new head had
    old = (place[2 * e], place[2 * f], place[2 * g])
    for half, at, group in ((2 * e, old[1], into_c), (2 * f, old[2], into_a), (2 * g, old[0], into_b)):
        place[half] = at
        groups[at] = half
        group_of[half] = group
    return 1


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
        r = _below(state, rows)
        s = _below(state, rows - 1)
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
            j = i + _below(state, free - i)
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
    A tie lies at the end that is next to trade and goes on to the other, so each round handles each tie twice.
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
    # of each node in this round and the next: when it trades, and where the list of its ties ends
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
        order[:] = next_order
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
                j = i + _below(state, free - i)
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
    _shuffle(order, state)
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
    """A tie of one that has traded to its other end, or to the next round when that has traded too."""
    if now[w, 0] > turn:
        here[now[w, 1]] = a
        now[w, 1] += 1
    else:
        _put(a, w, later, then)
