"""What falls apart when one node goes: pairs of different labels that stay connected, components, their size."""

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
