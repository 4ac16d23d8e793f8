"""Triads of a directed network by how their three pairs are tied."""

from __future__ import annotations

import numpy as np

from triskele.engines.kernels.compiled import kernel


@kernel
def triad_codes(indptr, indices, ways):
    """How many triads there are of each of the 64 codes.

    Rows hold everybody an actor is tied to in either way; ``ways`` says how: 1 to it, 2 from it, 3 both. A code is
    the ways u-v + 4 · u-w + 16 · v-w of one order of the three; triads without a tie are not counted here. Each triad
    is met at its lowest tied pair (Batagelj and Mrvar 2001). O(Σ degree²).
    """
    n = len(indptr) - 1
    counts = np.zeros(64, np.int64)
    of_u = np.zeros(n, np.int64)
    of_v = np.zeros(n, np.int64)
    for u in range(n):
        for a in range(indptr[u], indptr[u + 1]):
            of_u[indices[a]] = ways[a]
        for a in range(indptr[u], indptr[u + 1]):
            v = indices[a]
            if v <= u:
                continue
            pair = np.int64(ways[a])
            near = indptr[u + 1] - indptr[u] - 1
            for b in range(indptr[v], indptr[v + 1]):
                w = indices[b]
                of_v[w] = ways[b]
                if w == u:
                    continue
                if of_u[w] == 0:
                    near += 1
                if w > v or (w > u and of_u[w] == 0):
                    counts[pair + 4 * of_u[w] + 16 * of_v[w]] += 1
            for b in range(indptr[u], indptr[u + 1]):
                w = indices[b]
                if w > v and of_v[w] == 0:
                    counts[pair + 4 * of_u[w]] += 1
            counts[pair] += n - 2 - near
            for b in range(indptr[v], indptr[v + 1]):
                of_v[indices[b]] = 0
        for a in range(indptr[u], indptr[u + 1]):
            of_u[indices[a]] = 0
    return counts
