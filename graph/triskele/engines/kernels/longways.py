"""Shortest ways over lengths that float64 cannot hold: whole numbers written in 32-bit digits, lowest first.

1 and 1 + 1e-12 are two lengths, 1/3 + 1/3 + 1/3 and 1 are one: see :func:`triskele.engines.lengths.digits_of`.
"""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel

BASE = 32
DIGIT = np.int64(0xFFFFFFFF)


@kernel
def add(a, b, into):
    """into = a + b; the highest digit is wide enough to take what is carried over."""
    carry = np.int64(0)
    for d in range(len(a)):
        total = a[d] + b[d] + carry
        into[d] = total & DIGIT
        carry = total >> BASE


@kernel
def less(a, b):
    """Whether a < b."""
    for d in range(len(a) - 1, -1, -1):
        if a[d] != b[d]:
            return a[d] < b[d]
    return False


@kernel
def as_short(longer, shortest, room):
    """Whether ``longer`` is at most ``room`` units more than ``shortest``, which is not the larger of the two."""
    borrow = np.int64(0)
    lowest = np.int64(0)
    for d in range(len(longer)):
        rest = longer[d] - shortest[d] - borrow
        borrow = np.int64(0)
        if rest < 0:
            rest += DIGIT + 1
            borrow = np.int64(1)
        if d == 0:
            lowest = rest
        elif rest != 0:
            return False
    return lowest <= room


@kernel
def settle(indptr, indices, lengths, source):
    """From one source: (nodes in the order settled, the length to each, (n, digits)). Binary heap of nodes."""
    n = len(indptr) - 1
    digits = lengths.shape[1]
    best = np.zeros((n, digits), np.int64)
    reach = np.empty(digits, np.int64)
    place = np.full(n, -1, np.int64)  # in the heap; -2 when settled
    heap = np.empty(n, np.int32)
    order = np.empty(n, np.int32)
    last = 0
    heap[0] = source
    place[source] = 0
    size = 1
    while size > 0:
        v = heap[0]
        place[v] = -2
        order[last] = v
        last += 1
        size -= 1
        if size > 0:
            moved = heap[size]
            hole = 0
            while True:
                child = 2 * hole + 1
                if child >= size:
                    break
                if child + 1 < size and less(best[heap[child + 1]], best[heap[child]]):
                    child += 1
                if not less(best[heap[child]], best[moved]):
                    break
                heap[hole] = heap[child]
                place[heap[hole]] = hole
                hole = child
            heap[hole] = moved
            place[moved] = hole
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            if place[w] == -2:
                continue
            add(best[v], lengths[a], reach)
            if place[w] == -1:
                hole = size
                size += 1
            elif less(reach, best[w]):
                hole = place[w]
            else:
                continue
            best[w] = reach
            while hole > 0:
                parent = (hole - 1) // 2
                if not less(reach, best[heap[parent]]):
                    break
                heap[hole] = heap[parent]
                place[heap[hole]] = hole
                hole = parent
            heap[hole] = w
            place[w] = hole
    return order[:last], best
