"""Triangles, each found once: from the end of lowest degree, along arcs towards higher degree. O(m^1.5).

Rows must be symmetric; self-ties are passed over.
"""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel


@kernel
def upward(indptr, indices):
    """The arcs towards higher (degree, position), with nodes renumbered in that order.

    Returns row starts, heads, the arcs' numbers among all arcs, and the node behind each new number.
    """
    n = len(indptr) - 1
    top = 0
    for v in range(n):
        top = max(top, indptr[v + 1] - indptr[v])
    free = np.zeros(top + 2, np.int32)
    for v in range(n):
        free[indptr[v + 1] - indptr[v] + 1] += 1
    for d in range(top + 1):
        free[d + 1] += free[d]
    rank = np.empty(n, np.int32)
    node = np.empty(n, np.int32)
    for v in range(n):
        d = indptr[v + 1] - indptr[v]
        rank[v] = free[d]
        node[free[d]] = v
        free[d] += 1
    start = np.zeros(n + 1, np.int32)
    heads = np.empty(len(indices) // 2 + 2, np.int32)
    arcs = np.empty(len(indices) // 2 + 2, np.int32)
    used = 0
    for u in range(n):
        v = node[u]
        for a in range(indptr[v], indptr[v + 1]):
            w = rank[np.uint32(indices[a])]
            heads[used] = w  # overwritten by the next arc unless counted: no branch to guess wrong
            arcs[used] = a
            used += w > u
        start[u + 1] = used
    return start, heads[:used], arcs[:used], node


@kernel
def count_above(start, heads, first, last):
    """Triangles through each of the renumbered nodes, of those whose lowest one is in ``first .. last - 1``."""
    n = len(start) - 1
    counts = np.zeros(n, np.int64)
    mark = np.full(n, -1, np.int32)
    for u in range(first, last):
        begin, end = start[u], start[u + 1]
        if end - begin < 2:
            continue
        for e in range(begin, end):
            mark[np.uint32(heads[e])] = u
        mine = 0
        for e in range(begin, end):
            v = np.uint32(heads[e])
            shared = 0
            for f in range(start[v], start[v + 1]):
                w = np.uint32(heads[f])
                if mark[w] == u:
                    shared += 1
                    counts[w] += 1
            counts[v] += shared
            mine += shared
        counts[u] += mine
    return counts


@kernel
def weigh_triangles(indptr, indices, values):
    """The product of the values of its three ties, summed over the triangles through each node."""
    n = len(indptr) - 1
    start, heads, arcs, node = upward(indptr, indices)
    sums = np.zeros(n)
    mark = np.full(n, -1, np.int64)
    for u in range(n):
        for e in range(start[u], start[u + 1]):
            mark[heads[e]] = arcs[e]
        for e in range(start[u], start[u + 1]):
            v = heads[e]
            first = values[arcs[e]]
            for f in range(start[v], start[v + 1]):
                w = heads[f]
                if mark[w] >= 0:
                    product = first * values[arcs[f]] * values[mark[w]]
                    sums[node[u]] += product
                    sums[node[v]] += product
                    sums[node[w]] += product
        for e in range(start[u], start[u + 1]):
            mark[heads[e]] = -1
    return sums


@kernel
def list_triangles(indptr, indices):
    """The triangles themselves, one row of three positions each."""
    n = len(indptr) - 1
    start, heads, _, node = upward(indptr, indices)
    mark = np.full(n, -1, np.int32)
    found = np.empty((1024, 3), np.int32)
    size = 0
    for u in range(n):
        for e in range(start[u], start[u + 1]):
            mark[heads[e]] = u
        for e in range(start[u], start[u + 1]):
            v = heads[e]
            for f in range(start[v], start[v + 1]):
                w = heads[f]
                if mark[w] == u:
                    if size == len(found):
                        grown = np.empty((2 * size, 3), np.int32)
                        for row in range(size):
                            for corner in range(3):
                                grown[row, corner] = found[row, corner]
                        found = grown
                    found[size, 0] = node[u]
                    found[size, 1] = node[v]
                    found[size, 2] = node[w]
                    size += 1
    return found[:size].copy()


@kernel
def holes(indptr, indices, mutual):
    """Burt's (constraint, effective size) of each node; NaN where its ties weigh nothing.

    ``mutual`` holds for each arc the weight in both directions together and must be symmetric and not negative; no
    self-ties. Redundancy is counted along triangles, so no n x n matrix appears.
    """
    n = len(indptr) - 1
    start, heads, arcs, node = upward(indptr, indices)
    total = np.zeros(n)
    top = np.zeros(n)
    size = np.zeros(n)
    for v in range(n):
        for a in range(indptr[node[v]], indptr[node[v] + 1]):
            total[v] += mutual[a]
            top[v] = max(top[v], mutual[a])
            if mutual[a] > 0.0:
                size[v] += 1.0
    # of the investment of one end in the other, the part that goes through third nodes
    out_of_tail = np.zeros(len(heads))
    out_of_head = np.zeros(len(heads))
    mark = np.full(n, -1, np.int64)
    for u in range(n):
        for e in range(start[u], start[u + 1]):
            if mutual[arcs[e]] > 0.0:
                mark[heads[e]] = e
        for e in range(start[u], start[u + 1]):
            uv = mutual[arcs[e]]
            if uv <= 0.0:
                continue
            v = heads[e]
            for f in range(start[v], start[v + 1]):
                vw = mutual[arcs[f]]
                w = heads[f]
                g = mark[w]
                if g >= 0 and vw > 0.0:
                    uw = mutual[arcs[g]]
                    out_of_tail[e] += uw / total[u] * vw / total[w]
                    out_of_head[e] += vw / total[v] * uw / total[w]
                    out_of_tail[g] += uv / total[u] * vw / total[v]
                    out_of_head[g] += vw / total[w] * uv / total[v]
                    out_of_tail[f] += uv / total[v] * uw / total[u]
                    out_of_head[f] += uw / total[w] * uv / total[u]
                    size[u] -= uw / total[u] * (vw / top[v]) + uv / total[u] * (vw / top[w])
                    size[v] -= vw / total[v] * (uw / top[u]) + uv / total[v] * (uw / top[w])
                    size[w] -= vw / total[w] * (uv / top[u]) + uw / total[w] * (uv / top[v])
        for e in range(start[u], start[u + 1]):
            mark[heads[e]] = -1
    constraint = np.zeros(n)
    effective = np.empty(n)
    for u in range(n):
        for e in range(start[u], start[u + 1]):
            weight = mutual[arcs[e]]
            if weight > 0.0:
                v = heads[e]
                constraint[node[u]] += (weight / total[u] + out_of_tail[e]) ** 2
                constraint[node[v]] += (weight / total[v] + out_of_head[e]) ** 2
    for v in range(n):
        effective[node[v]] = size[v]
        if total[v] == 0.0:
            constraint[node[v]] = np.nan
            effective[node[v]] = np.nan
    return constraint, effective
