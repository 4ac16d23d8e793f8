"""Who is near whom, and by which ties: neighbourhoods and shortest paths in a projected network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from triskele.errors import InvalidInput, UnknownThing
from triskele.networks import Projected
from triskele.networks.csr import Network
from triskele.networks.levels import within
from triskele.text import did_you_mean

MAX_PATHS = 20
MAX_STEPS = 10


def focus(projected: Projected, keys: Sequence[str], steps: int) -> Projected:
    """The part of a projection within ``steps`` of any of these nodes, whichever way ties point, with every tie between
    what is in it. Nodes the selection leaves out are passed over; UnknownThing when that leaves none. O(n + m)."""
    network = projected.network
    starts = [network.index[key] for key in keys if key in network.index] or [
        position(network, key) for key in keys[:1]
    ]
    if not 0 <= steps <= MAX_STEPS:
        raise InvalidInput(f"k is {steps}.", hint=f"Give a number of steps from 0 to {MAX_STEPS}.")
    inside = np.zeros(len(network), dtype=bool)
    inside[starts] = True
    source, target = network.arc_sources, network.indices
    for _ in range(steps):
        grown = inside.copy()
        grown[target[inside[source]]] = True
        grown[source[inside[target]]] = True
        if (grown == inside).all():
            break
        inside = grown
    return within(projected, [network.ids[i] for i in np.flatnonzero(inside).tolist()])


def position(network: Network, key: str) -> int:
    """The position of a node, or UnknownThing with near keys."""
    if key in network.index:
        return int(network.index[key])
    hint = did_you_mean(key, network.ids, "Widen the selection, or find keys with GET /search?q=.")
    raise UnknownThing(f"{key} is not a node of this network.", hint=hint)


def shortest_paths(network: Network, source: str, target: str, k: int = 1) -> list[list[str]]:
    """Up to ``k`` shortest simple paths, the shortest first; empty when there is none. Among equals the one whose
    nodes come first in the network. Yen's algorithm (1971) over breadth-first search: O(k · length · (n + m))."""
    start, end = position(network, source), position(network, target)
    if not 1 <= k <= MAX_PATHS:
        raise InvalidInput(f"k is {k}.", hint=f"Give a number of paths from 1 to {MAX_PATHS}.")
    if start == end:
        raise InvalidInput("Both ends are the same.", hint="Give two different actors.")
    return [[network.ids[i] for i in path] for path in _yen(network, start, end, k)]


def _yen(network: Network, start: int, end: int, k: int) -> Iterator[list[int]]:
    first = _search(network, start, end, frozenset(), frozenset())
    if first is None:
        return
    found = [first]
    waiting: list[tuple[int, list[int]]] = []
    yield first
    while len(found) < k:
        last = found[-1]
        for turn in range(len(last) - 1):
            root = last[: turn + 1]
            used = frozenset((p[turn], p[turn + 1]) for p in found if len(p) > turn + 1 and p[: turn + 1] == root)
            rest = _search(network, root[-1], end, frozenset(root[:-1]), used)
            if rest is not None:
                path = root[:-1] + rest
                if (len(path), path) not in waiting and path not in found:
                    heappush(waiting, (len(path), path))
        if not waiting:
            return
        found.append(heappop(waiting)[1])
        yield found[-1]


def _search(
    network: Network, start: int, end: int, closed: frozenset[int], used: frozenset[tuple[int, int]]
) -> list[int] | None:
    """A shortest path that avoids the closed nodes and does not begin with a used step. Hops to the end are counted
    from it, a step at a time over arrays, until the start is met."""
    closing = np.array([start, *closed], dtype=np.int64)
    first = _row(network, start)
    first = first[~np.isin(first, [*closing, *(there for here, there in used if here == start)])]
    hops = np.full(len(network), _UNSEEN, dtype=np.int32)
    hops[closing] = _CLOSED
    hops[end] = steps = 0
    front = np.array([end], dtype=np.int64)
    while len(front) and not (hops[first] >= 0).any():
        steps += 1
        found = _entries(network.in_indptr, network.in_indices, front)
        found = found[hops[found] == _UNSEEN]
        hops[found] = steps
        front = np.unique(found)
    met = first[hops[first] >= 0]
    if not len(met):
        return None
    path = [start, int(met[0])]
    while path[-1] != end:
        row = _row(network, path[-1])
        path.append(int(row[hops[row] == hops[path[-1]] - 1][0]))
    return path


_UNSEEN, _CLOSED = -1, -2


def _row(network: Network, position: int) -> NDArray[np.int32]:
    return network.indices[network.indptr[position] : network.indptr[position + 1]]


def _entries(indptr: NDArray[np.int32], indices: NDArray[np.int32], rows: NDArray[np.int64]) -> NDArray[np.int32]:
    """The entries of these rows, one after the other."""
    sizes = (indptr[rows + 1] - indptr[rows]).astype(np.int64)
    before = np.cumsum(sizes) - sizes
    return indices[np.arange(sizes.sum()) + np.repeat(indptr[rows] - before, sizes)]
