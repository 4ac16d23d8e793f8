"""Ties as compressed rows: a handful of arrays, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import InvalidInput
from triskele.networks import files
from triskele.networks.columns import MISSING, frozen
from triskele.networks.parts import compress


class Compressed:
    """What kernels read of a :class:`triskele.networks.csr.Network`.

    Arrays (read-only; n nodes, an undirected tie is two arcs, a self-tie one):

    - ``indptr`` (n + 1) and ``indices`` (arcs): out-neighbours of node i, ascending; int32 up to 2^31 arcs
    - ``weights`` (arcs, float64) or None when every tie weighs 1; networkx sees it as the attribute ``weight``
    - ``in_indptr``, ``in_indices``, ``in_weights``: the same for arcs that arrive (made on first use)
    - ``node_data``, ``edge_data``: columns by name; ``categories`` maps a column of codes to its values, and code
      -1 (unknown) is then an attribute the node does not have
    - ``ids``: node ids in order; ``index``: id to position

    Ties are numbered as the arcs are, an undirected one where its first end comes first (``edges_array``).
    """

    indptr: NDArray
    indices: NDArray
    weights: NDArray | None
    node_data: dict[str, NDArray]
    edge_data: dict[str, NDArray]
    categories: dict[str, list]
    is_directed: Callable[[], bool]
    _folder: Path

    def __len__(self) -> int:
        return len(self.indptr) - 1

    @cached_property
    def ids(self) -> list:
        return files.load_ids(self._folder)

    @cached_property
    def index(self) -> dict[Any, int]:
        index = {node: position for position, node in enumerate(self.ids)}
        if len(index) < len(self.ids):
            raise InvalidInput(
                f"{len(self.ids) - len(index)} ids stand for more than one node.", hint="Make ids unique."
            )
        return index

    def names(self, positions: NDArray) -> list:
        """The ids at these positions, in their order."""
        return self._ids_array[positions].tolist()

    @cached_property
    def _ids_array(self) -> NDArray[np.object_]:
        return np.fromiter(self.ids, dtype=object, count=len(self))

    @cached_property
    def _transposed(self) -> tuple[NDArray, NDArray, NDArray]:
        indptr, indices, arcs = compress(len(self), self.indices, self.arc_sources)
        return frozen(indptr), frozen(indices), frozen(arcs)

    @property
    def in_indptr(self) -> NDArray:
        return self._transposed[0] if self.is_directed() else self.indptr

    @property
    def in_indices(self) -> NDArray:
        return self._transposed[1] if self.is_directed() else self.indices

    @property
    def in_arcs(self) -> NDArray:
        """For each entry of ``in_indices`` the number of its arc in ``indices``."""
        return self._transposed[2]

    @cached_property
    def in_weights(self) -> NDArray | None:
        return self.incoming(self.weights)

    def incoming(self, values: NDArray | None) -> NDArray | None:
        """Values of the arcs in the order of ``in_indices``; an undirected network needs no change."""
        if values is None or not self.is_directed():
            return values
        return frozen(values[self.in_arcs])

    @cached_property
    def arc_sources(self) -> NDArray:
        """The node each arc leaves."""
        kind = self.indices.dtype
        return frozen(np.repeat(np.arange(len(self), dtype=kind), np.diff(self.indptr)))

    @cached_property
    def _first_arcs(self) -> NDArray:
        """Arcs that stand for a tie: all of a directed network, those with source <= target otherwise."""
        if self.is_directed():
            return np.arange(len(self.indices))
        return np.flatnonzero(self.arc_sources <= self.indices)

    @cached_property
    def edges_array(self) -> tuple[NDArray, NDArray]:
        """(source, target) positions of all ties, in the order of ``edge_data`` and of ``G.edges``."""
        first = self._first_arcs
        return self.arc_sources[first], self.indices[first]

    @cached_property
    def arc_edges(self) -> NDArray:
        """The tie each arc belongs to."""
        if self.is_directed():
            return np.arange(len(self.indices), dtype=self.indices.dtype)
        edge = np.zeros(len(self.indices), dtype=self.indices.dtype)
        first = self._first_arcs
        edge[first] = np.arange(len(first), dtype=edge.dtype)
        back = compress(len(self), self.indices, self.arc_sources)[2]
        return frozen(np.where(self.arc_sources <= self.indices, edge, edge[back]))

    @cached_property
    def out_degrees(self) -> NDArray:
        return frozen(np.diff(self.indptr).astype(np.int64))

    @cached_property
    def in_degrees(self) -> NDArray:
        return frozen(np.diff(self.in_indptr).astype(np.int64))

    @cached_property
    def self_ties(self) -> NDArray:
        """Positions of the nodes tied to themselves."""
        return self.indices[self.arc_sources == self.indices]

    @cached_property
    def degrees(self) -> NDArray:
        """Ties of each node as networkx counts them: a self-tie twice; arcs in and out when directed."""
        if self.is_directed():
            return frozen(self.out_degrees + self.in_degrees)
        degrees = self.out_degrees.copy()
        degrees[self.self_ties] += 1
        return frozen(degrees)

    def arc_values(self, name: str | None, default: float = 1.0) -> NDArray | None:
        """The edge attribute as float64, one value an arc; None when no tie has it (all are 1 then).

        Raises InvalidInput when a value is not a finite number.
        """
        if name is None or (name == "weight" and self.weights is not None):
            return None if name is None else self.weights
        if name not in self.edge_data:
            return None
        cache = self.__dict__.setdefault("_arc_values", {})
        if (name, default) not in cache:
            column = self.edge_data[name]
            try:
                if column.dtype == object:
                    column = np.array([default if v is MISSING else float(v) for v in column.tolist()])
                values = column.astype(np.float64)
            except (TypeError, ValueError) as wrong:
                raise InvalidInput(
                    f"The edge attribute {name!r} holds values that are not numbers.",
                    hint="Use another attribute as weight.",
                ) from wrong
            if not np.isfinite(values).all():
                raise InvalidInput(
                    f"The edge attribute {name!r} holds values that are not finite.",
                    hint="Use another attribute as weight.",
                )
            cache[name, default] = frozen(values[self.arc_edges])
        return cache[name, default]

    def codes(self, name: str) -> tuple[NDArray, list]:
        """A node attribute as (codes, values): ``values[codes[i]]`` is node i's, code -1 means it has none."""
        column = self.node_data.get(name)
        if column is None:
            return np.full(len(self), -1, dtype=np.int32), []
        if name in self.categories:
            return column.astype(np.int32), self.categories[name]
        values: dict[Any, int] = {}
        codes = [-1 if v is MISSING else values.setdefault(v, len(values)) for v in column.tolist()]
        return np.array(codes, dtype=np.int32), list(values)
