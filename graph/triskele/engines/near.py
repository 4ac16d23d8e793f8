"""A renumbering that keeps neighbours close in memory: searches from many sources run up to twice as fast on it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from triskele.networks.csr import Network

WORTHWHILE = 20_000
"""Below this many nodes everything fits into the nearest cache anyway."""


class Near(NamedTuple):
    """Renumbered rows; ``places[i]`` is node i's new number, ``arcs`` and ``in_arcs`` the old numbers of the arcs."""

    indptr: NDArray
    indices: NDArray
    in_indptr: NDArray
    in_indices: NDArray
    places: NDArray
    arcs: NDArray

    @property
    def rows(self) -> tuple[NDArray, NDArray, NDArray, NDArray]:
        return self.indptr, self.indices, self.in_indptr, self.in_indices


def near(G: Network) -> Near | None:
    """The renumbering of a network, made once and kept with it; None where it is not worth it."""
    if len(G) < WORTHWHILE:
        return None
    if "_near" not in G.__dict__:
        from triskele.engines.kernels import paths

        order = paths.near_order(G.indptr, G.indices, int(np.argmax(G.out_degrees)))
        indptr, indices, arcs, places = _read_only(*paths.reorder(G.indptr, G.indices, order))
        in_indptr, in_indices = indptr, indices
        if G.is_directed():
            in_indptr, in_indices = _read_only(*paths.reorder(G.in_indptr, G.in_indices, order)[:2])
        G.__dict__["_near"] = Near(indptr, indices, in_indptr, in_indices, places, arcs)
    return G.__dict__["_near"]


def _read_only(*arrays: NDArray) -> tuple[NDArray, ...]:
    for array in arrays:
        array.flags.writeable = False
    return arrays
