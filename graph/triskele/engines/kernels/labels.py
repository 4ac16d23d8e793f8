"""Counts over the labels of ties: mixing, brokerage roles."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel


@kernel
def count_pairs(u, v, first, second, k):
    """Pairs (u, v) by the label of either end, (k, k): ``first`` labels u and ``second`` labels v with 0..k-1."""
    counts = np.zeros(k * k, np.int64)
    done = 0
    if k <= 16:
        # four histograms of one cache page each: a count never waits for the one before it
        row = np.empty(len(first), np.uint8)
        column = np.empty(len(second), np.uint8)
        for i in range(len(first)):
            row[i] = first[i] * k
            column[i] = second[i]
        c0 = np.zeros(256, np.int64)
        c1 = np.zeros(256, np.int64)
        c2 = np.zeros(256, np.int64)
        c3 = np.zeros(256, np.int64)
        done = len(u) // 4 * 4
        for e in range(0, done, 4):
            c0[row[np.uint32(u[e])] + column[np.uint32(v[e])]] += 1
            c1[row[np.uint32(u[e + 1])] + column[np.uint32(v[e + 1])]] += 1
            c2[row[np.uint32(u[e + 2])] + column[np.uint32(v[e + 2])]] += 1
            c3[row[np.uint32(u[e + 3])] + column[np.uint32(v[e + 3])]] += 1
        for cell in range(k * k):
            counts[cell] = c0[cell] + c1[cell] + c2[cell] + c3[cell]
    for e in range(done, len(u)):
        counts[np.int64(first[u[e]]) * k + second[v[e]]] += 1
    return counts.reshape((k, k))


@kernel
def first_cells(u, v, first, second, counts):
    """The cells of :func:`count_pairs` that hold anything, in the order in which the pairs meet them."""
    k = len(counts)
    present = 0
    for a in range(k):
        for b in range(k):
            present += counts[a, b] > 0
    met = np.zeros((k, k), np.bool_)
    cells = np.empty((present, 2), np.int64)
    found = 0
    e = 0
    while found < present:
        a, b = first[u[e]], second[v[e]]
        if not met[a, b]:
            met[a, b] = True
            cells[found, 0] = a
            cells[found, 1] = b
            found += 1
        e += 1
    return cells


@kernel
def gould_fernandez(indptr, indices, in_indptr, in_indices, labels):
    """Brokerage roles of each node v, an (n, 5) count of a -> v -> b with a != b and no arc a -> b.

    Columns: coordinator AAA, consultant ABA, representative AAB, gatekeeper ABB, liaison ABC (labels of a, v, b).
    On symmetric rows each open pair is counted in both directions. Labels below 0 take no part; self-ties are passed
    over. All pairs are counted from degrees by label and the closed ones taken off arc by arc, so a hub costs its
    degree, not its square: O(sum over arcs of the shorter row, log).
    Source: Gould and Fernandez 1989.
    """
    n = len(indptr) - 1
    k = 0
    for v in range(n):
        k = max(k, labels[v] + 1)
    roles = np.zeros((n, 5), np.int64)
    into = np.zeros(k, np.int64)
    onto = np.zeros(k, np.int64)
    for v in range(n):
        mine = labels[v]
        if mine < 0:
            continue
        arriving = 0
        leaving = 0
        for a in range(in_indptr[v], in_indptr[v + 1]):
            w = in_indices[a]
            if w != v and labels[w] >= 0:
                into[labels[w]] += 1
                arriving += 1
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            if w != v and labels[w] >= 0:
                onto[labels[w]] += 1
                leaving += 1
        same = 0
        for label in range(k):
            same += into[label] * onto[label]
        coordinator = into[mine] * onto[mine]
        roles[v, 0] = coordinator
        roles[v, 1] = same - coordinator
        roles[v, 2] = into[mine] * (leaving - onto[mine])
        roles[v, 3] = (arriving - into[mine]) * onto[mine]
        roles[v, 4] = arriving * leaving - same - roles[v, 2] - roles[v, 3]
        for a in range(in_indptr[v], in_indptr[v + 1]):
            if labels[in_indices[a]] >= 0:
                into[labels[in_indices[a]]] = 0
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            if labels[w] >= 0:
                onto[labels[w]] = 0
                if w != v and _has(in_indptr, in_indices, v, w):
                    # there and back again is no brokerage: a and b are one node
                    roles[v, 0 if labels[w] == mine else 1] -= 1
    for a in range(n):
        if labels[a] < 0:
            continue
        for arc in range(indptr[a], indptr[a + 1]):
            b = indices[arc]
            if b == a or labels[b] < 0:
                continue
            if indptr[a + 1] - indptr[a] <= in_indptr[b + 1] - in_indptr[b]:
                for e in range(indptr[a], indptr[a + 1]):
                    v = indices[e]
                    if v != a and v != b and labels[v] >= 0 and _has(in_indptr, in_indices, b, v):
                        roles[v, _role(labels[a], labels[v], labels[b])] -= 1
            else:
                for e in range(in_indptr[b], in_indptr[b + 1]):
                    v = in_indices[e]
                    if v != a and v != b and labels[v] >= 0 and _has(indptr, indices, a, v):
                        roles[v, _role(labels[a], labels[v], labels[b])] -= 1
    return roles


@kernel
def _role(a, v, b):
    if a == v:
        return 0 if b == v else 2
    if b == v:
        return 3
    return 1 if a == b else 4


@kernel
def _has(indptr, indices, row, column):
    low, high = indptr[row], indptr[row + 1]
    while low < high:
        middle = (low + high) // 2
        if indices[middle] < column:
            low = middle + 1
        else:
            high = middle
    return low < indptr[row + 1] and indices[low] == column
