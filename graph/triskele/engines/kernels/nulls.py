"""The inner loops of the null models. Every draw has its own stream, so results do not depend on threads."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel
from triskele.engines.kernels.streams import GOLDEN, below, shuffle, word


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
            for i in range(len(own)):  # a slice would compile the words of an error with it: a second
                own[i] = labels[i]
            state[0] = seeds[begin + lane]
            shuffle(own, state)
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
        for i in range(len(labels)):
            drawn[b, i] = labels[i]
        state[0] = seeds[b]
        shuffle(drawn[b], state)
    return drawn


@kernel
def every_labelling(labels, count):
    """All ``count`` distinct orders of the labels, which must come sorted, in lexicographic order: (count, n)."""
    n = len(labels)
    own = labels.copy()
    every = np.empty((count, n), labels.dtype)
    for b in range(count):
        for place in range(n):
            every[b, place] = own[place]
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
        if directed and word(state) & np.uint64(3) == np.uint64(0):
            made += _turn_cycle(table, u, v, n, out, out_start, groups, group_of, place, state)
        else:
            made += _swap_heads(table, u, v, n, directed, groups, group_start, group_of, state)
        if made >= wanted and last == most:
            last = tried + (tried + 1) // 2
    return made, tried


@kernel
def _swap_heads(table, u, v, n, directed, groups, group_start, group_of, state):
    """One try at exchanging the heads of two random half-ties of one group; 1 when it was made."""
    first = groups[below(state, len(groups))]
    group = group_of[first]
    start = group_start[group]
    second = groups[start + below(state, group_start[group + 1] - start)]
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
    e = np.int64(below(state, len(u)))
    a, b = u[e], v[e]
    ties = out_start[b + 1] - out_start[b]
    if ties == 0:
        return 0
    f = out[out_start[b] + below(state, ties)]
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
