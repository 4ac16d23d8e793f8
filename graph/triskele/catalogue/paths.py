"""Who is near whom, and by which ties: neighbourhoods and shortest paths in a projected network."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

import numpy as np

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
    """A shortest path that avoids the closed nodes and does not begin with a used step."""
    parent = {start: start}
    queue = deque([start])
    indptr, indices = network.indptr, network.indices
    while queue:
        here = queue.popleft()
        for there in indices[indptr[here] : indptr[here + 1]].tolist():
            if there in parent or there in closed or (here == start and (here, there) in used):
                continue
            parent[there] = here
            if there == end:
                path = [end]
                while path[-1] != start:
                    path.append(parent[path[-1]])
                return path[::-1]
            queue.append(there)
    return None
