"""Brandes' accumulation, for all pairs, some targets, or pairs of different labels.

Source: Brandes 2001, A faster algorithm for betweenness centrality; cross-label pairs as in Flom et al. 2004.
"""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel
from triskele.engines.kernels.paths import dijkstra


@kernel
def brandes(indptr, indices, lengths, sources, target, label, cross, endpoints, own, by_arc):
    """Shares of shortest paths through each node, or along each arc, added up over the sources.

    ``lengths``: one positive number an arc, or empty for hops. A pair counts when ``target`` is set at its end and,
    with ``cross``, when its ends carry different labels of 0 or more. ``endpoints`` also counts the ends. ``own``
    keeps, for each node, only the sources that carry the node's own label. With ``by_arc`` the result has one value
    an arc, otherwise one a node. O(arcs) a source, O(arcs log arcs) with lengths.
    """
    n = len(indptr) - 1
    hops_only = len(lengths) == 0
    result = np.zeros(len(indices) if by_arc else n)
    paths = np.zeros(n)
    share = np.zeros(n)
    hops = np.full(n, -1, np.int32)
    order = np.empty(n, np.int32)
    # arcs that lie on a shortest path, in the order their tails are settled, and where each tail's arcs end
    onward = np.empty(len(indices), np.int32)
    until = np.empty(n + 1, np.int64)
    until[0] = 0
    source = np.empty(1, np.int64)
    for s in sources:
        if cross and label[s] < 0:
            continue
        used = 0
        if hops_only:
            hops[s] = 0
            paths[s] = 1.0
            order[0] = s
            last = 1
            first = 0
            while first < last:
                v = order[first]
                first += 1
                ways = paths[v]
                next_hop = hops[v] + 1
                for a in range(indptr[v], indptr[v + 1]):
                    w = indices[a]
                    if hops[w] < 0:
                        hops[w] = next_hop
                        order[last] = w
                        last += 1
                        paths[w] = ways
                        onward[used] = a
                        used += 1
                    elif hops[w] == next_hop:
                        paths[w] += ways
                        onward[used] = a
                        used += 1
                until[first] = used
        else:
            source[0] = s
            settled, best = dijkstra(indptr, indices, lengths, source, np.inf)
            last = len(settled)
            order[:last] = settled
            paths[s] = 1.0
            for first in range(last):
                v = settled[first]
                for a in range(indptr[v], indptr[v + 1]):
                    w = indices[a]
                    if best[v] + lengths[a] == best[w]:
                        paths[w] += paths[v]
                        onward[used] = a
                        used += 1
                until[first + 1] = used
        if endpoints and not by_arc:
            result[s] += last - 1
        for at in range(last - 1, -1, -1):
            v = order[at]
            total = 0.0
            if by_arc:
                for e in range(until[at], until[at + 1]):
                    part = paths[v] * share[indices[onward[e]]]
                    result[onward[e]] += part
                    total += part
            else:
                for e in range(until[at], until[at + 1]):
                    total += share[indices[onward[e]]]
                total *= paths[v]
            if v != s and not by_arc and (not own or label[v] == label[s]):
                result[v] += total + 1.0 if endpoints else total
            counts = target[v] and (not cross or (label[v] >= 0 and label[v] != label[s]))
            share[v] = (total + 1.0 if counts else total) / paths[v]
            hops[v] = -1
        for at in range(last):
            paths[order[at]] = 0.0
    return result
