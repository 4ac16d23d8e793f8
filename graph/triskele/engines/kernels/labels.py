"""Counts over the labels of ties: mixing, brokerage roles."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel


@kernel
def mixing_counts(indptr, indices, tails, heads, k, keep):
    """Arcs by the label of tail and head (k x k), and the cells in the order in which they first occur.

    ``tails`` and ``heads`` hold each node's label 0..k-1 in either role; only arcs leaving a node that ``keep`` holds
    count.
    """
    n = len(indptr) - 1
    # two interleaved histograms: a count never waits for the one just before it
    even = np.zeros(k * k, np.int64)
    odd = np.zeros(k * k, np.int64)
    for u in range(n):
        if keep[u]:
            base = np.int64(tails[u]) * k
            stop = indptr[u + 1]
            a = indptr[u]
            while a + 1 < stop:
                even[base + heads[indices[a]]] += 1
                odd[base + heads[indices[a + 1]]] += 1
                a += 2
            if a < stop:
                even[base + heads[indices[a]]] += 1
    even += odd
    present = 0
    for cell in range(k * k):
        present += even[cell] > 0
    seen = np.empty(present, np.int64)
    met = np.zeros(k * k, np.bool_)
    cells = 0
    u = 0
    while cells < present:
        if keep[u]:
            for a in range(indptr[u], indptr[u + 1]):
                cell = np.int64(tails[u]) * k + heads[indices[a]]
                if not met[cell]:
                    met[cell] = True
                    seen[cells] = cell
                    cells += 1
        u += 1
    return even.reshape((k, k)), seen


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
