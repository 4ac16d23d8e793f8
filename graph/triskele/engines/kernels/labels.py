"""Counts over the labels of ties: mixing, brokerage roles."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel
from triskele.engines.kernels.triangles import upward


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
def tie_products(u, v, first, second):
    """Sum over the ties of a number of one end times a number of the other."""
    total = 0.0
    for e in range(len(u)):
        total += first[np.uint32(u[e])] * second[np.uint32(v[e])]
    return total


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
def gould_fernandez(indptr, indices, ways, labels):
    """Brokerage roles of each node v, an (n, 5) count of a -> v -> b with a != b and no arc a -> b.

    Rows are symmetric; ``ways`` tells of each entry (row, column) whether an arc leads there (1), back (2) or both
    (3). Columns: coordinator AAA, consultant ABA, representative AAB, gatekeeper ABB, liaison ABC (labels of a, v,
    b). Labels below 0 take no part; self-ties are passed over. All pairs are counted from degrees by label and the
    closed ones taken off triangle by triangle, so a hub costs its degree, not its square: O(m^1.5).
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
        into[:] = 0
        onto[:] = 0
        arriving = 0
        leaving = 0
        returned_mine = 0
        returned_other = 0
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            label = labels[w]
            if w == v or label < 0:
                continue
            if ways[a] & 1:
                onto[label] += 1
                leaving += 1
            if ways[a] & 2:
                into[label] += 1
                arriving += 1
            if ways[a] == 3:
                # there and back again is no brokerage: a and b are one node
                if label == mine:
                    returned_mine += 1
                else:
                    returned_other += 1
        same = 0
        for label in range(k):
            same += into[label] * onto[label]
        coordinator = into[mine] * onto[mine]
        roles[v, 0] = coordinator - returned_mine
        roles[v, 1] = same - coordinator - returned_other
        roles[v, 2] = into[mine] * (leaving - onto[mine])
        roles[v, 3] = (arriving - into[mine]) * onto[mine]
        roles[v, 4] = arriving * leaving - same - roles[v, 2] - roles[v, 3]
    start, heads, arcs, node = upward(indptr, indices)
    mark = np.zeros(n, np.uint8)
    for x in range(n):
        begin, end = start[x], start[x + 1]
        if end - begin < 2:
            continue
        for e in range(begin, end):
            mark[heads[e]] = ways[arcs[e]]
        for e in range(begin, end):
            y = heads[e]
            for f in range(start[y], start[y + 1]):
                z = heads[f]
                if mark[z]:
                    # arcs leave x for y and z, and y for z, in the ways 1; back in the ways 2
                    xy, xz, yz = ways[arcs[e]], mark[z], ways[arcs[f]]
                    _close(roles, labels, node[x], node[y], node[z], xy, yz, xz)
                    _close(roles, labels, node[x], node[z], node[y], xz, _turned(yz), xy)
                    _close(roles, labels, node[y], node[x], node[z], _turned(xy), xz, yz)
        for e in range(begin, end):
            mark[heads[e]] = 0
    return roles


@kernel
def _turned(way):
    return ((way & 1) << 1) | ((way & 2) >> 1)


@kernel
def _close(roles, labels, a, v, b, av, vb, ab):
    """Take the closed pairs over v off, from a to b and from b to a."""
    la, lv, lb = labels[a], labels[v], labels[b]
    if la < 0 or lv < 0 or lb < 0:
        return
    if av & 1 and vb & 1 and ab & 1:
        roles[v, _role(la, lv, lb)] -= 1
    if av & 2 and vb & 2 and ab & 2:
        roles[v, _role(lb, lv, la)] -= 1


@kernel
def _role(a, v, b):
    if a == v:
        return 0 if b == v else 2
    if b == v:
        return 3
    return 1 if a == b else 4
