"""A synthetic innovation ecosystem: heavy-tailed activity, communities, spheres and dated ties."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from triskele.networks.csr import Network

SPHERES = ("university", "industry", "government", "civil-society", "hybrid")
SHARES = (0.12, 0.62, 0.10, 0.09, 0.07)
FIRST_YEAR, LAST_YEAR = 1980, 2024


@dataclass(frozen=True)
class Ecosystem:
    """Ties as positions, once each, with the year each began; sphere codes and community of each actor."""

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    year: NDArray[np.int16]
    sphere: NDArray[np.int8]
    community: NDArray[np.int32]

    @property
    def size(self) -> int:
        return len(self.sphere)

    def network(self) -> Network:
        return Network.from_arrays(
            range(self.size),
            self.source,
            self.target,
            node_data={"sphere": self.sphere, "community": self.community},
            edge_data={"year": self.year},
            categories={"sphere": SPHERES},
        )


def grow(nodes: int, ties: int, *, seed: int = 1, inward: float = 0.6) -> Ecosystem:
    """Actors with Pareto activity in communities of heavy-tailed size; a share ``inward`` of ties stays inside.

    Ends are drawn in proportion to activity, so degrees are heavy-tailed; parallel and self-ties are drawn anew.
    """
    rng = np.random.default_rng(seed)
    activity = np.minimum(rng.pareto(1.8, nodes) + 0.2, 0.01 * nodes + 10)
    weights = rng.pareto(1.5, max(2, nodes // 150)) + 0.2
    community = np.sort(rng.choice(len(weights), nodes, p=weights / weights.sum())).astype(np.int32)
    upto = np.concatenate(([0.0], np.cumsum(activity)))
    first = np.searchsorted(community, np.arange(len(weights)))
    last = np.searchsorted(community, np.arange(len(weights)), side="right")
    keys = np.empty(0, dtype=np.int64)
    while len(keys) < ties:
        draws = int((ties - len(keys)) * 1.3) + 100
        u = np.searchsorted(upto, rng.random(draws) * upto[-1], side="right") - 1
        inside = rng.random(draws) < inward
        low = np.where(inside, upto[first[community[u]]], 0.0)
        high = np.where(inside, upto[last[community[u]]], upto[-1])
        v = np.searchsorted(upto, low + rng.random(draws) * (high - low), side="right") - 1
        u, v = np.minimum(u, v), np.maximum(u, v)
        fresh = (u.astype(np.int64) * nodes + v)[(u != v) & (v < nodes)]
        keys = np.concatenate((keys, fresh))
        keys = keys[np.sort(np.unique(keys, return_index=True)[1])]
    keys = keys[:ties]
    place = rng.permutation(nodes)
    busiest = int(activity.argmax())
    place[[busiest, int(np.flatnonzero(place == 0)[0])]] = 0, place[busiest]  # position 0 is never lonely
    sphere = rng.choice(len(SPHERES), nodes, p=SHARES).astype(np.int8)
    years = rng.triangular(FIRST_YEAR, LAST_YEAR, LAST_YEAR + 1, ties).astype(np.int16)
    moved = np.empty(nodes, dtype=np.int32)
    moved[place] = community
    return Ecosystem(place[keys // nodes].astype(np.int32), place[keys % nodes].astype(np.int32), years, sphere, moved)
