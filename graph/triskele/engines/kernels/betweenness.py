"""Brandes' accumulation, for all pairs, some targets, or pairs of different labels.

Source: Brandes 2001, A faster algorithm for betweenness centrality; cross-label pairs as in Flom et al. 2004.
"""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel
from triskele.engines.kernels.longways import add, as_short, settle
from triskele.engines.kernels.paths import dijkstra


@kernel
def brandes(indptr, indices, lengths, digits, sources, target, label, cross, endpoints, own, by_arc):
    """Shares of shortest paths through each node, or along each arc, added up over the sources.

    ``lengths``: one positive number an arc, or empty; paths are equally short when the sums are the same to the last
    bit. ``digits``: the lengths as whole numbers instead (:mod:`longways`), paths that differ by fewer than n units
    being equally short; without rows as well every tie is one hop. A pair counts when ``target`` is set at its end and,
    with ``cross``, when its ends carry different labels of 0 or more. ``endpoints`` also counts the ends. ``own``
    keeps, for each node, only the sources that carry the node's own label. With ``by_arc`` the result has one value
    an arc, otherwise one a node. O(arcs) a source, O(arcs log arcs) with lengths.
    """
    n = len(indptr) - 1
    in_digits = len(digits) > 0
    hops_only = len(lengths) == 0 and not in_digits
    reach = np.empty(digits.shape[1], np.int64)
    result = np.zeros(len(indices) if by_arc else n)
    # what belongs to a node is kept at its rank in the order reached: both passes then run over memory in order
    rank = np.full(n, -1, np.int32)
    order = np.empty(n, np.int32)
    paths = np.zeros(n)
    share = np.empty(n)
    # the arcs on shortest paths: rank of the head, number of the arc, and where the arcs of each rank end
    onward = np.empty(len(indices), np.int32)
    along = np.empty(len(indices) if by_arc else 0, np.int32)
    until = np.empty(n + 1, np.int64)
    until[0] = 0
    source = np.empty(1, np.int64)
    for s in sources:
        if cross and label[s] < 0:
            continue
        used = 0
        first = 0
        if hops_only:
            rank[s] = 0
            order[0] = s
            paths[0] = 1.0
            last = 1
            level_end = 1
            while first < last:
                if first == level_end:
                    level_end = last
                v = order[first]
                ways = paths[first]
                first += 1
                for a in range(indptr[v], indptr[v + 1]):
                    w = indices[a]
                    r = rank[w]
                    if r < 0:
                        r = last
                        rank[w] = r
                        order[r] = w
                        paths[r] = ways
                        last += 1
                    elif r >= level_end:
                        paths[r] += ways
                    else:
                        continue
                    onward[used] = r
                    if by_arc:
                        along[used] = a
                    used += 1
                until[first] = used
        elif in_digits:
            settled, shortest = settle(indptr, indices, digits, s)
            last = len(settled)
            for at in range(last):
                order[at] = settled[at]
                rank[settled[at]] = at
                paths[at] = 0.0
            paths[0] = 1.0
            for at in range(last):
                v = order[at]
                for a in range(indptr[v], indptr[v + 1]):
                    w = indices[a]
                    if rank[w] <= at:
                        continue
                    add(shortest[v], digits[a], reach)
                    if as_short(reach, shortest[w], n):
                        r = rank[w]
                        paths[r] += paths[at]
                        onward[used] = r
                        if by_arc:
                            along[used] = a
                        used += 1
                until[at + 1] = used
        else:
            source[0] = s
            settled, best = dijkstra(indptr, indices, lengths, source, np.inf)
            last = len(settled)
            for at in range(last):
                order[at] = settled[at]
                rank[settled[at]] = at
                paths[at] = 0.0
            paths[0] = 1.0
            for at in range(last):
                v = order[at]
                for a in range(indptr[v], indptr[v + 1]):
                    w = indices[a]
                    if best[v] + lengths[a] <= best[w]:
                        r = rank[w]
                        paths[r] += paths[at]
                        onward[used] = r
                        if by_arc:
                            along[used] = a
                        used += 1
                until[at + 1] = used
        if endpoints and not by_arc:
            result[s] += last - 1
        for at in range(last - 1, -1, -1):
            v = order[at]
            ways = paths[at]
            total = 0.0
            if by_arc:
                for e in range(until[at], until[at + 1]):
                    result[along[e]] += ways * share[onward[e]]
            for e in range(until[at], until[at + 1]):
                total += share[onward[e]]
            total *= ways
            if at > 0 and not by_arc and (not own or label[v] == label[s]):
                result[v] += total + 1.0 if endpoints else total
            counts = target[v] and (not cross or (label[v] >= 0 and label[v] != label[s]))
            share[at] = (total + 1.0 if counts else total) / ways
            rank[v] = -1
    return result
