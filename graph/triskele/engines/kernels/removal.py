"""What falls apart when nodes go, one alone or one after the other: pairs of labels, components, their size."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel


@kernel
def connected_without(indptr, indices, shares, removed):
    """For each node of ``removed`` (-1: none) what is left without it, four columns a row.

    Columns: connected pairs of different labels, connected pairs, components, nodes of the largest component. A node's
    ``shares`` in the labels sum to 1 (0 when unknown: it joins others but is no end); a pair counts by the chance that
    its ends differ. Rows must be symmetric. O(nodes and arcs) a removal.
    """
    n = len(indptr) - 1
    k = shares.shape[1]
    result = np.zeros((len(removed), 4))
    seen = np.empty(n, np.bool_)
    queue = np.empty(n, np.int32)
    sums = np.empty(k)
    for r in range(len(removed)):
        seen[:] = False
        gone = removed[r]
        if gone >= 0:
            seen[gone] = True
        cross = 0.0
        pairs = 0.0
        count = 0
        largest = 0
        for root in range(n):
            if seen[root]:
                continue
            seen[root] = True
            queue[0] = root
            first, last = 0, 1
            sums[:] = 0.0
            ends = 0.0
            alike = 0.0
            while first < last:
                v = queue[first]
                first += 1
                own = 0.0
                square = 0.0
                for c in range(k):
                    s = shares[v, c]
                    sums[c] += s
                    own += s
                    square += s * s
                ends += own
                alike += own * own - square
                for a in range(indptr[v], indptr[v + 1]):
                    w = indices[a]
                    if not seen[w]:
                        seen[w] = True
                        queue[last] = w
                        last += 1
            together = 0.0
            for c in range(k):
                together += sums[c] * sums[c]
            # (Σs)² − Σ_c(Σs_c)² counts every pair of different labels twice, and a spread node with itself
            cross += (ends * ends - together - alike) / 2.0
            pairs += last * (last - 1) / 2.0
            count += 1
            largest = max(largest, last)
        result[r, 0] = cross
        result[r, 1] = pairs
        result[r, 2] = count
        result[r, 3] = largest
    return result


@kernel
def largest_component_curve(indptr, indices, order):
    """Nodes in the largest component after 0, 1, ..., len(order) removals in this order; rows must be symmetric.

    Union-find run backwards, O((n + arcs) log n).
    """
    n = len(indptr) - 1
    when = np.full(n, len(order), np.int64)
    for i in range(len(order)):
        when[order[i]] = i
    parent = np.arange(n)
    size = np.ones(n, np.int64)
    largest = 0
    curve = np.empty(len(order) + 1, np.int64)
    # nodes that stay come first, then the removed ones from the last to the first
    for i in range(len(order), -1, -1):
        for at in range(n if i == len(order) else 1):
            v = at if i == len(order) else order[i]
            if when[v] != i:
                continue
            largest = max(largest, 1)
            for a in range(indptr[v], indptr[v + 1]):
                w = indices[a]
                if when[w] < i or (when[w] == i and w >= v):
                    continue
                x, y = v, w
                while parent[x] != x:
                    parent[x] = parent[parent[x]]
                    x = parent[x]
                while parent[y] != y:
                    parent[y] = parent[parent[y]]
                    y = parent[y]
                if x != y:
                    if size[x] < size[y]:
                        x, y = y, x
                    parent[y] = x
                    size[x] += size[y]
                    largest = max(largest, size[x])
        curve[i] = largest
    return curve


@kernel
def _push(heap, size, key):
    """Put a key into a heap with the smallest on top; the heap's new size."""
    hole = size
    while hole > 0 and heap[(hole - 1) // 2] > key:
        heap[hole] = heap[(hole - 1) // 2]
        hole = (hole - 1) // 2
    heap[hole] = key
    return size + 1


@kernel
def degree_attack(indptr, indices):
    """All nodes in the order in which the one of highest remaining degree goes next; ties go to the lowest position.

    Rows must be symmetric without self-ties. One heap entry for each change of degree, O((n + arcs) log arcs).
    """
    n = len(indptr) - 1
    degree = np.empty(n, np.int64)
    room = n + len(indices) + 1
    heap = np.empty(room, np.int64)
    size = 0
    for v in range(n):
        degree[v] = indptr[v + 1] - indptr[v]
    order = np.empty(n, np.int32)
    gone = np.zeros(n, np.bool_)
    # key: small for high degree, then for low position
    top = 0
    for v in range(n):
        top = max(top, degree[v])
    for v in range(n):
        size = _push(heap, size, (top - degree[v]) * n + v)
    done = 0
    while done < n:
        key = heap[0]
        size -= 1
        moved = heap[size]
        hole = 0
        while True:
            child = 2 * hole + 1
            if child >= size:
                break
            if child + 1 < size and heap[child + 1] < heap[child]:
                child += 1
            if heap[child] >= moved:
                break
            heap[hole] = heap[child]
            hole = child
        heap[hole] = moved
        v = key % n
        if gone[v] or top - key // n != degree[v]:
            continue
        gone[v] = True
        order[done] = v
        done += 1
        for a in range(indptr[v], indptr[v + 1]):
            w = indices[a]
            if not gone[w]:
                degree[w] -= 1
                size = _push(heap, size, (top - degree[w]) * n + w)
    return order
