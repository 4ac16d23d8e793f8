"""Components, blocks, bridges and cores: depth- and breadth-first passes in O(n + arcs)."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel


@kernel
def component_labels(indptr, indices, in_indptr, in_indices):
    """Component of each node, numbered by its first node; arcs count both ways. For symmetric rows pass them twice."""
    n = len(indptr) - 1
    label = np.full(n, -1, np.int32)
    queue = np.empty(n, np.int32)
    both = in_indices is not indices
    count = 0
    for root in range(n):
        if label[root] >= 0:
            continue
        label[root] = count
        queue[0] = root
        first, last = 0, 1
        while first < last:
            v = queue[first]
            first += 1
            for a in range(indptr[v], indptr[v + 1]):
                w = indices[a]
                if label[w] < 0:
                    label[w] = count
                    queue[last] = w
                    last += 1
            if both:
                for a in range(in_indptr[v], in_indptr[v + 1]):
                    w = in_indices[a]
                    if label[w] < 0:
                        label[w] = count
                        queue[last] = w
                        last += 1
        count += 1
    return label


@kernel
def strong_labels(indptr, indices):
    """Strong component of each node, numbered in the order networkx finds them (Nuutila's Tarjan)."""
    n = len(indptr) - 1
    preorder = np.zeros(n, np.int32)
    low = np.zeros(n, np.int32)
    label = np.full(n, -1, np.int32)
    at = indptr[:-1].copy()
    path = np.empty(n, np.int32)
    waiting = np.empty(n, np.int32)
    waits = 0
    clock = 0
    count = 0
    for root in range(n):
        if label[root] >= 0:
            continue
        path[0] = root
        depth = 1
        while depth > 0:
            v = path[depth - 1]
            if preorder[v] == 0:
                clock += 1
                preorder[v] = clock
            done = True
            while at[v] < indptr[v + 1]:
                w = indices[at[v]]
                at[v] += 1
                if preorder[w] == 0:
                    path[depth] = w
                    depth += 1
                    done = False
                    break
            if not done:
                continue
            low[v] = preorder[v]
            for a in range(indptr[v], indptr[v + 1]):
                w = indices[a]
                if label[w] < 0:
                    low[v] = min(low[v], low[w] if preorder[w] > preorder[v] else preorder[w])
            depth -= 1
            if low[v] == preorder[v]:
                label[v] = count
                while waits > 0 and preorder[waiting[waits - 1]] > preorder[v]:
                    waits -= 1
                    label[waiting[waits]] = count
                count += 1
            else:
                waiting[waits] = v
                waits += 1
    return label


@kernel
def blocks(indptr, indices):
    """Biconnected components in networkx's order.

    Returns (tails, heads, ends, cuts, tree): the ties of all blocks one after another and where each block ends, the
    articulation points in the order found (some twice), and for each arc 1 where it is a bridge seen from its tail.
    """
    n = len(indptr) - 1
    found = np.full(n, -1, np.int32)
    low = np.zeros(n, np.int32)
    at = indptr[:-1].copy()
    path = np.empty(n + 1, np.int32)
    tree_arc = np.zeros(n, np.int64)
    place = np.zeros(n, np.int64)
    stack_tail = np.empty(len(indices) + 1, np.int32)
    stack_head = np.empty(len(indices) + 1, np.int32)
    tails = np.empty(len(indices) + 1, np.int32)
    heads = np.empty(len(indices) + 1, np.int32)
    ends = np.empty(len(indices) + 1, np.int64)
    cuts = np.empty(2 * n + 1, np.int32)
    bridge = np.zeros(len(indices), np.uint8)
    out = 0
    block = 0
    cut = 0
    for root in range(n):
        if found[root] >= 0:
            continue
        clock = 0
        found[root] = 0
        low[root] = 0
        children = 0
        path[0] = root
        depth = 1
        stacked = 0
        while depth > 0:
            v = path[depth - 1]
            up = path[depth - 2] if depth > 1 else root
            if at[v] < indptr[v + 1]:
                arc = at[v]
                at[v] += 1
                w = indices[arc]
                if w == up:
                    continue
                if found[w] >= 0:
                    if found[w] <= found[v]:
                        low[v] = min(low[v], found[w])
                        stack_tail[stacked] = v
                        stack_head[stacked] = w
                        stacked += 1
                else:
                    clock += 1
                    found[w] = clock
                    low[w] = clock
                    tree_arc[w] = arc
                    place[w] = stacked
                    stack_tail[stacked] = v
                    stack_head[stacked] = w
                    stacked += 1
                    path[depth] = w
                    depth += 1
                continue
            depth -= 1
            if depth == 0:
                break
            if low[v] > found[up]:
                bridge[tree_arc[v]] = 1
            closes = depth == 1 or low[v] >= found[up]
            if closes:
                for e in range(place[v], stacked):
                    tails[out] = stack_tail[e]
                    heads[out] = stack_head[e]
                    out += 1
                stacked = place[v]
                ends[block] = out
                block += 1
            if depth == 1:
                children += 1
            else:
                if closes:
                    cuts[cut] = up
                    cut += 1
                low[up] = min(low[up], low[v])
        if children > 1:
            cuts[cut] = root
            cut += 1
    return tails[:out], heads[:out], ends[:block], cuts[:cut], bridge


@kernel
def core_numbers(indptr, indices, degree):
    """Largest k such that the node lies in the k-core; arcs count as given, no self-ties.

    Peels level by level and touches one number a tie, which beats bucket sorting on arrays larger than the cache.
    O(arcs + sum over the levels of the nodes left).
    """
    n = len(indptr) - 1
    core = degree.astype(np.int32)
    left = np.arange(n).astype(np.int32)
    queue = np.empty(n, np.int32)
    taken = np.zeros(n, np.bool_)
    remain = n
    while remain > 0:
        k = core[left[0]]
        for i in range(remain):
            k = min(k, core[left[i]])
        kept = 0
        last = 0
        for i in range(remain):
            v = left[i]
            if core[v] == k:
                taken[v] = True
                queue[last] = v
                last += 1
            else:
                left[kept] = v
                kept += 1
        first = 0
        while first < last:
            v = queue[first]
            first += 1
            for a in range(indptr[v], indptr[v + 1]):
                u = indices[a]
                if core[u] > k:
                    core[u] -= 1
                    if core[u] == k:
                        taken[u] = True
                        queue[last] = u
                        last += 1
        remain = 0
        for i in range(kept):
            v = left[i]
            if not taken[v]:
                left[remain] = v
                remain += 1
    return core
