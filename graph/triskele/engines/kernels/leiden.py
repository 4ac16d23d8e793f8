"""The two moves of the Leiden algorithm (Traag, Waltman and van Eck 2019).

Quality: sum over communities of (weight inside - resolution * size^2 / 2), where a node's size is its strength
(modularity, with the resolution divided by the total strength) or 1 (constant Potts model).
"""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel


@kernel
def move_nodes(indptr, indices, weights, size, label, order, resolution, tolerance):
    """Move nodes to their best community until none gains more than ``tolerance``; ``label`` changes in place.

    Nodes are visited in the given order first, later only when a neighbour has moved. Returns the moves made.
    """
    n = len(indptr) - 1
    total = np.zeros(n)
    members = np.zeros(n, np.int64)
    for v in range(n):
        total[label[v]] += size[v]
        members[label[v]] += 1
    empty = np.empty(n, np.int32)
    spare = 0
    for c in range(n):
        if members[c] == 0:
            empty[spare] = c
            spare += 1
    queue = order.copy()
    waiting = np.ones(n, np.bool_)
    first = 0
    length = n
    weight_to = np.zeros(n)
    touched = np.empty(n, np.int32)
    moves = 0
    while length > 0:
        v = queue[first]
        first = first + 1 if first + 1 < n else 0
        length -= 1
        waiting[v] = False
        own = label[v]
        count = 0
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            if w != v:
                c = label[w]
                if weight_to[c] == 0.0:
                    touched[count] = c
                    count += 1
                weight_to[c] += weights[a]
        pull = resolution * size[v]
        total[own] -= size[v]
        best = own
        gain = weight_to[own] - pull * total[own]
        for i in range(count):
            c = touched[i]
            here = weight_to[c] - pull * total[c]
            if here > gain + tolerance:
                best = c
                gain = here
            weight_to[c] = 0.0
        if members[own] > 1 and gain < -tolerance:
            spare -= 1
            best = empty[spare]
        total[best] += size[v]
        if best != own:
            members[own] -= 1
            members[best] += 1
            if members[own] == 0:
                empty[spare] = own
                spare += 1
            label[v] = best
            moves += 1
            for a in range(indptr[v], indptr[v + 1]):
                w = indices[a]
                if label[w] != best and not waiting[w]:
                    waiting[w] = True
                    queue[(first + length) % n] = w
                    length += 1
    return moves


@kernel
def refine_partition(indptr, indices, weights, size, community, order, resolution, tolerance):
    """Split every community into well-connected parts, grown from single nodes in the given order.

    Returns the part of each node; parts are numbered by one of their nodes.
    """
    n = len(indptr) - 1
    whole = np.zeros(n)
    for v in range(n):
        whole[community[v]] += size[v]
    part = np.arange(n).astype(np.int32)
    total = size.copy()
    members = np.ones(n, np.int64)
    outward = np.zeros(n)
    for v in range(n):
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            if w != v and community[w] == community[v]:
                outward[v] += weights[a]
    weight_to = np.zeros(n)
    touched = np.empty(n, np.int32)
    for v in order:
        if members[part[v]] != 1 or part[v] != v:
            continue
        rest = whole[community[v]]
        if outward[v] < resolution * size[v] * (rest - size[v]) - tolerance:
            continue
        count = 0
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            if w != v and community[w] == community[v]:
                p = part[w]
                if weight_to[p] == 0.0:
                    touched[count] = p
                    count += 1
                weight_to[p] += weights[a]
        best = v
        gain = tolerance
        link = 0.0
        for i in range(count):
            p = touched[i]
            here = weight_to[p] - resolution * size[v] * total[p]
            if here > gain and outward[p] >= resolution * total[p] * (rest - total[p]) - tolerance:
                best = p
                gain = here
                link = weight_to[p]
            weight_to[p] = 0.0
        if best != v:
            part[v] = best
            members[v] = 0
            members[best] += 1
            total[best] += size[v]
            outward[best] += outward[v] - 2.0 * link
    return part


@kernel
def renumber(label):
    """(the same partition with communities numbered in the order of their first node, how many there are)."""
    number = np.full(len(label), -1, np.int32)
    again = np.empty(len(label), np.int32)
    count = 0
    for v in range(len(label)):
        c = label[v]
        if number[c] < 0:
            number[c] = count
            count += 1
        again[v] = number[c]
    return again, count


@kernel
def aggregate(indptr, indices, weights, part, parts):
    """Rows of the network whose nodes are the parts; what lies inside a part becomes its self-tie. O(n + arcs)."""
    n = len(indptr) - 1
    start = np.zeros(parts + 1, np.int64)
    for v in range(n):
        start[part[v] + 1] += 1
    for p in range(parts):
        start[p + 1] += start[p]
    members = np.empty(n, np.int32)
    place = start[:-1].copy()
    for v in range(n):
        members[place[part[v]]] = v
        place[part[v]] += 1
    rows = np.zeros(parts + 1, indptr.dtype)
    columns = np.empty(len(indices), np.int32)
    values = np.empty(len(indices))
    at = np.full(parts, -1, np.int64)
    used = 0
    for p in range(parts):
        begin = used
        for i in range(start[p], start[p + 1]):
            v = members[i]
            for a in range(indptr[v], indptr[v + 1]):
                q = part[indices[a]]
                if at[q] < begin:
                    at[q] = used
                    columns[used] = q
                    values[used] = 0.0
                    used += 1
                values[at[q]] += weights[a]
        rows[p + 1] = used
    return rows, columns[:used].copy(), values[:used].copy()


@kernel
def weight_inside(indptr, indices, weights, label):
    """The weight of all arcs inside communities."""
    inside = 0.0
    for v in range(len(indptr) - 1):
        own = label[v]
        for a in range(indptr[v], indptr[v + 1]):
            if label[indices[a]] == own:
                inside += weights[a]
    return inside
