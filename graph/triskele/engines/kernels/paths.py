"""Breadth-first and Dijkstra searches, one source at a time or 64 at once."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel

ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
ONE = np.uint64(1)
ZERO = np.uint64(0)


@kernel
def bfs(indptr, indices, sources, cutoff):
    """Hops from the nearest source: (nodes in the order reached, hops of every node or -1). O(n + arcs).

    The first entries of the order are the sources; nothing beyond ``cutoff`` hops is visited.
    """
    n = len(indptr) - 1
    hops = np.full(n, -1, np.int32)
    order = np.empty(n, np.int32)
    last = 0
    for s in sources:
        if hops[s] < 0:
            hops[s] = 0
            order[last] = s
            last += 1
    first = 0
    while first < last:
        v = order[first]
        first += 1
        if hops[v] >= cutoff:
            break
        next_hop = hops[v] + 1
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            if hops[w] < 0:
                hops[w] = next_hop
                order[last] = w
                last += 1
    return order[:last], hops


@kernel
def near_order(indptr, indices, first):
    """All nodes, breadth-first from ``first`` and then from whatever is left: neighbours come to lie close together."""
    n = len(indptr) - 1
    seen = np.zeros(n, np.bool_)
    order = np.empty(n, np.int32)
    last = 0
    at = 0
    for root in range(-1, n):
        v = first if root < 0 else root
        if seen[v]:
            continue
        seen[v] = True
        order[last] = v
        last += 1
        while at < last:
            v = order[at]
            at += 1
            for a in range(indptr[v], indptr[v + 1]):
                w = indices[a]
                if not seen[w]:
                    seen[w] = True
                    order[last] = w
                    last += 1
    return order


@kernel
def reorder(indptr, indices, order):
    """The same rows with the nodes renumbered so that ``order[i]`` becomes i: (indptr, indices, arcs, places).

    ``arcs`` tells which arc each entry was, ``places`` the new number of each node. Columns no longer ascend.
    """
    n = len(indptr) - 1
    place = np.empty(n, np.int32)
    for i in range(n):
        place[order[i]] = i
    ptr = np.empty_like(indptr)
    idx = np.empty_like(indices)
    arcs = np.empty_like(indices)
    ptr[0] = 0
    used = 0
    for i in range(n):
        v = order[i]
        for a in range(indptr[v], indptr[v + 1]):
            idx[used] = place[indices[a]]
            arcs[used] = a
            used += 1
        ptr[i + 1] = used
    return ptr, idx, arcs, place


@kernel
def dijkstra(indptr, indices, lengths, sources, cutoff):
    """Length of the shortest way from the nearest source: (nodes in the order settled, lengths or inf).

    Lengths must not be negative. Binary heap, O((n + arcs) log arcs).
    """
    n = len(indptr) - 1
    best = np.full(n, np.inf)
    settled = np.zeros(n, np.bool_)
    order = np.empty(n, np.int32)
    last = 0
    room = len(indices) + len(sources) + 1
    key = np.empty(room)
    item = np.empty(room, np.int32)
    size = 0
    for s in sources:
        if best[s] > 0.0:
            best[s] = 0.0
            key[size] = 0.0
            item[size] = s
            size += 1
    while size > 0:
        d, v = key[0], item[0]
        size -= 1
        moved_key, moved_item = key[size], item[size]
        hole = 0
        while True:
            child = 2 * hole + 1
            if child >= size:
                break
            if child + 1 < size and key[child + 1] < key[child]:
                child += 1
            if key[child] >= moved_key:
                break
            key[hole], item[hole] = key[child], item[child]
            hole = child
        key[hole], item[hole] = moved_key, moved_item
        if settled[v]:
            continue
        settled[v] = True
        order[last] = v
        last += 1
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            length = d + lengths[a]
            if length < best[w] and length <= cutoff:
                best[w] = length
                hole = size
                size += 1
                while hole > 0:
                    parent = (hole - 1) // 2
                    if key[parent] <= length:
                        break
                    key[hole], item[hole] = key[parent], item[parent]
                    hole = parent
                key[hole], item[hole] = length, w
    return order[:last], best


@kernel
def _ones(bits):
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@kernel
def _advance(indptr, indices, in_indptr, in_indices, seen, front, fresh, active):
    """One hop for 64 searches: ``fresh`` gets the searches that reach each node now; returns how many nodes it has.

    Few active nodes push along their arcs; many are pulled from, and a node stops pulling once all have reached it.
    """
    n = len(seen)
    if active * 24 < n:
        fresh[:] = ZERO
        for v in range(n):
            bits = front[v]
            if bits != ZERO:
                for a in range(indptr[v], indptr[v + 1]):
                    fresh[indices[a]] |= bits
        active = 0
        for v in range(n):
            bits = fresh[v] & ~seen[v]
            fresh[v] = bits
            if bits != ZERO:
                seen[v] |= bits
                active += 1
        return active
    active = 0
    for v in range(n):
        known = seen[v]
        bits = ZERO
        if known != ALL:
            for a in range(in_indptr[v], in_indptr[v + 1]):
                bits |= front[in_indices[a]]
                if bits | known == ALL:
                    break
            bits &= ~known
        fresh[v] = bits
        if bits != ZERO:
            active += 1
    for v in range(n):
        seen[v] |= fresh[v]
    return active


@kernel
def _start(batch, seen, front):
    """Lanes 0.. begin at the nodes of the batch; lanes without a source count as having seen everything."""
    empty = ZERO
    for lane in range(len(batch), 64):
        empty |= ONE << np.uint64(lane)
    seen[:] = empty
    front[:] = ZERO
    for lane in range(len(batch)):
        bit = ONE << np.uint64(lane)
        seen[batch[lane]] |= bit
        front[batch[lane]] |= bit


@kernel
def sweep(indptr, indices, in_indptr, in_indices, sources):
    """Hops from every source to every node, summed at the node they arrive at; sources must differ.

    Returns (sum of hops, sources that reach the node without itself, sum of 1/hops) for each node, and the hops
    to the farthest node reached for each source. O(arcs * levels) for 64 sources.
    """
    n = len(indptr) - 1
    farness = np.zeros(n, np.int64)
    reached = np.zeros(n, np.int64)
    inverse = np.zeros(n)
    farthest = np.zeros(len(sources), np.int32)
    seen = np.empty(n, np.uint64)
    front = np.empty(n, np.uint64)
    fresh = np.empty(n, np.uint64)
    for begin in range(0, len(sources), 64):
        batch = sources[begin : begin + 64]
        _start(batch, seen, front)
        active = len(batch)
        hop = 0
        while True:
            active = _advance(indptr, indices, in_indptr, in_indices, seen, front, fresh, active)
            if active == 0:
                break
            hop += 1
            lanes = ZERO
            for v in range(n):
                bits = fresh[v]
                if bits != ZERO:
                    lanes |= bits
                    count = _ones(bits)
                    reached[v] += count
                    farness[v] += count * hop
                    inverse[v] += count / hop
            for lane in range(len(batch)):
                if (lanes >> np.uint64(lane)) & ONE:
                    farthest[begin + lane] = hop
            front, fresh = fresh, front
    return farness, reached, inverse, farthest


@kernel
def sweep_labels(indptr, indices, in_indptr, in_indices, sources, labels, k):
    """Hops between labels: (sum of 1/hops, reachable pairs), both k x k, from label of source to label of target.

    Nodes labelled outside 0..k-1 are passed through but are no ends; a node is no pair with itself.
    """
    n = len(indptr) - 1
    inverse = np.zeros((k, k))
    reached = np.zeros((k, k), np.int64)
    seen = np.empty(n, np.uint64)
    front = np.empty(n, np.uint64)
    fresh = np.empty(n, np.uint64)
    lanes_of = np.empty(k, np.uint64)
    for begin in range(0, len(sources), 64):
        batch = sources[begin : begin + 64]
        _start(batch, seen, front)
        lanes_of[:] = ZERO
        for lane in range(len(batch)):
            label = labels[batch[lane]]
            if 0 <= label < k:
                lanes_of[label] |= ONE << np.uint64(lane)
        active = len(batch)
        hop = 0
        while True:
            active = _advance(indptr, indices, in_indptr, in_indices, seen, front, fresh, active)
            if active == 0:
                break
            hop += 1
            for v in range(n):
                bits = fresh[v]
                target = labels[v]
                if bits != ZERO and 0 <= target < k:
                    for label in range(k):
                        count = _ones(bits & lanes_of[label])
                        if count:
                            reached[label, target] += count
                            inverse[label, target] += count / hop
            front, fresh = fresh, front
    return inverse, reached


@kernel
def ball_labels(indptr, indices, labels, steps):
    """Labels found within 0, 1, ..., ``steps`` hops along arcs: bit c of [s, v] is set when label c is.

    Labels outside 0..63 set no bit. O(steps * arcs).
    """
    n = len(indptr) - 1
    found = np.zeros((steps + 1, n), np.uint64)
    for v in range(n):
        if 0 <= labels[v] < 64:
            found[0, v] = ONE << np.uint64(labels[v])
    for step in range(1, steps + 1):
        for v in range(n):
            bits = found[step - 1, v]
            for a in range(indptr[v], indptr[v + 1]):
                bits |= found[step - 1, indices[a]]
            found[step, v] = bits
    return found
