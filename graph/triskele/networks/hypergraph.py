"""Consortia as they are: sets of actors, not all the pairs in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True)
class Hypergraph:
    """Hyperedges over actors. ``incidence`` is edges x actors, 0 or 1; ``sphere`` holds codes, -1 unknown.

    ``graph`` carries what a network's ``graph`` does: projection, selection, release, what was dropped.
    """

    actors: list[str]
    edges: list[str]
    incidence: csr_array
    sphere: NDArray[np.int8]
    shares: NDArray[np.float64]
    graph: dict[str, Any] = field(default_factory=dict)

    def members(self, position: int) -> NDArray[np.int32]:
        """The actors (positions) of one hyperedge."""
        start, end = self.incidence.indptr[position : position + 2]
        return np.asarray(self.incidence.indices[start:end], dtype=np.int32)

    def sphere_sets(self) -> list[frozenset[str]]:
        """For each hyperedge the spheres among its members; a hybrid brings every sphere it has a share in."""
        names = ("university", "industry", "government", "civil-society")
        found = []
        for position in range(len(self.edges)):
            present = self.shares[self.members(position)].sum(axis=0) > 0
            found.append(frozenset(name for name, here in zip(names, present, strict=True) if here))
        return found
