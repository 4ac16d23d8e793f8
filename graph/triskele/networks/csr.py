"""A networkx graph whose truth is a handful of arrays.

``Network`` is an ``nx.Graph`` (``DirectedNetwork`` an ``nx.DiGraph``) in every respect but one: nothing is stored
in dictionaries until somebody asks for a dictionary, and then only the rows that were asked for. Kernels read
``indptr``, ``indices`` and ``weights`` instead, so the way from a release to a result never goes through a
dictionary of dictionaries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike, NDArray

from triskele.networks import files
from triskele.networks.columns import attributes, frozen
from triskele.networks.compressed import Compressed
from triskele.networks.degrees import Degrees, DiDegrees, InDegrees, OutDegrees
from triskele.networks.parts import Parts, from_graph, from_ties
from triskele.networks.rows import NOTHING, FrozenDict, ImmutableNetwork, Rows

# Asking networkx itself is part of the promise "every networkx function works", also when one call mixes a
# Network with a plain graph; without this networkx refuses such a call instead of answering it.
nx.config.fallback_to_nx = True


class Network(Compressed, nx.Graph):
    """An immutable networkx graph over CSR arrays.

    Build it with :meth:`from_arrays`, :meth:`from_networkx` or :meth:`open`. Calling the class itself makes an
    ordinary mutable graph, which is what networkx expects of ``G.__class__()``.

    Its arrays are those of :class:`triskele.networks.compressed.Compressed`.
    """

    __networkx_backend__ = "triskele"
    __networkx_cache__ = None
    frozen = True

    graph: dict

    def __new__(cls, *args: Any, **attributes: Any) -> Any:
        return (nx.DiGraph if issubclass(cls, nx.DiGraph) else nx.Graph)(*args, **attributes)

    def _repr_html_(self) -> str:
        """What a notebook shows: size, picture, spheres, who has most ties."""
        from triskele.networks.showing import show

        return show(self)

    # ---------------------------------------------------------------- making one

    @staticmethod
    def from_arrays(
        ids: Iterable,
        source: ArrayLike,
        target: ArrayLike,
        *,
        weight: ArrayLike | None = None,
        directed: bool = False,
        node_data: Mapping[str, ArrayLike] | None = None,
        edge_data: Mapping[str, ArrayLike] | None = None,
        categories: Mapping[str, Sequence] | None = None,
        graph: Mapping | None = None,
    ) -> Network:
        """A network from ties given as positions in ``ids``; O(n + m), no dictionary is built.

        ``weight`` and the columns of ``edge_data`` are in the order of ``source``; they are kept in the order of
        the arrays. Raises InvalidInput for ends out of range, parallel ties and weights that are not finite.
        """
        return _assemble(
            from_ties(
                ids,
                source,
                target,
                weight=weight,
                directed=directed,
                node_data=node_data,
                edge_data=edge_data,
                categories=categories,
                graph=graph,
            )
        )

    @staticmethod
    def from_networkx(
        G: nx.Graph,
        *,
        weight: str | None = "weight",
        node_attributes: Mapping[str, Any] | None = None,
        edge_attributes: Mapping[str, Any] | None = None,
        graph: Mapping | None = None,
    ) -> Network:
        """A copy of a networkx graph; the edge attribute ``weight`` becomes ``weights`` when every tie has it.

        The attribute maps name what to copy and the value that stands for an absent one (None: stays absent);
        by default everything is copied. Multigraphs are refused: merge parallel ties first.
        """
        return _assemble(
            from_graph(G, weight=weight, node_attributes=node_attributes, edge_attributes=edge_attributes, graph=graph)
        )

    # ---------------------------------------------------------------- keeping one

    def save(self, folder: str | Path) -> Path:
        """Write the network into a new or empty folder, ready for :meth:`open`; ids must be texts or integers."""
        return files.save(self, folder)

    @staticmethod
    def open(folder: str | Path) -> Network:
        """The network saved in a folder, its arrays memory-mapped read-only; ids are read when first needed."""
        parts, arriving = files.load(Path(folder))
        network = _assemble(parts)
        network.__dict__["_folder"] = Path(folder)
        if arriving is not None:
            network.__dict__["_transposed"] = arriving
        return network

    def __reduce__(self) -> tuple:
        arrays = (self.ids, self.indptr, self.indices, self.weights)
        parts = Parts(self.is_directed(), *arrays, self.node_data, self.edge_data, self.categories, self.graph)
        return _assemble, (parts,)

    def __copy__(self) -> Network:
        return self

    def induced(self, nodes: Iterable) -> Network:
        """The network among some of the nodes, in this network's order; O(n + m), arrays only."""
        keep = np.zeros(len(self), dtype=bool)
        keep[[self.index[node] for node in nodes]] = True
        place = np.cumsum(keep) - 1
        u, v = self.edges_array
        kept = np.flatnonzero(keep[u] & keep[v])
        return Network.from_arrays(
            [node for node, stays in zip(self.ids, keep.tolist(), strict=True) if stays],
            place[u[kept]],
            place[v[kept]],
            weight=None if self.weights is None else self.weights[self._first_arcs][kept],
            directed=self.is_directed(),
            node_data={name: column[keep] for name, column in self.node_data.items()},
            edge_data={name: column[kept] for name, column in self.edge_data.items()},
            categories=self.categories,
            graph=self.graph,
        )

    # ---------------------------------------------------------------- the dictionaries networkx reads

    def _node_attributes(self, position: int) -> FrozenDict:
        if not self.node_data:
            return NOTHING
        return attributes(self.node_data, self.categories, slice(position, position + 1))[0]

    def _row_maker(self, indptr: NDArray, indices: NDArray, arcs: NDArray | None) -> Callable[[int], dict]:
        ids, weights = self.ids, self.weights

        def make(position: int) -> dict:
            start, end = indptr[position], indptr[position + 1]
            neighbours = [ids[j] for j in indices[start:end].tolist()]
            if not self.edge_data and weights is None:
                return dict.fromkeys(neighbours, NOTHING)
            which = slice(start, end) if arcs is None else arcs[start:end]
            rows = attributes(self.edge_data, self.categories, self.arc_edges[which]) if self.edge_data else None
            if weights is not None:
                given = weights[which].tolist()
                if rows is None:
                    rows = [FrozenDict(weight=w) for w in given]
                else:
                    rows = [FrozenDict(row, weight=w) for row, w in zip(rows, given, strict=True)]
            return dict(zip(neighbours, rows or (), strict=True))

        return make

    @cached_property
    def _adj(self) -> Rows:
        return Rows(self, self._row_maker(self.indptr, self.indices, None))

    @cached_property
    def _node(self) -> Rows:
        return Rows(self, self._node_attributes)

    @cached_property
    def degree(self) -> Degrees:
        return Degrees(self)

    # ---------------------------------------------------------------- what the arrays answer at once

    number_of_nodes = order = Compressed.__len__

    def __iter__(self) -> Iterator:
        return iter(self.ids)

    def __contains__(self, node: Any) -> bool:
        try:
            return node in self.index
        except TypeError:
            return False

    def has_node(self, node: Any) -> bool:
        return node in self

    def number_of_edges(self, u: Any = None, v: Any = None) -> int:
        return len(self._first_arcs) if u is None else super().number_of_edges(u, v)

    def size(self, weight: str | None = None) -> float:
        return self.number_of_edges() if weight is None else super().size(weight)

    def has_edge(self, u: Any, v: Any) -> bool:
        i, j = self.index.get(u), self.index.get(v)
        if i is None or j is None:
            return False
        row = self.indices[self.indptr[i] : self.indptr[i + 1]]
        place = int(np.searchsorted(row, j))
        return place < len(row) and int(row[place]) == j

    # ---------------------------------------------------------------- what never happens

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise ImmutableNetwork

    add_node = add_nodes_from = remove_node = remove_nodes_from = _refuse
    add_edge = add_edges_from = add_weighted_edges_from = remove_edge = remove_edges_from = _refuse
    clear = clear_edges = update = _refuse


class DirectedNetwork(Network, nx.DiGraph):
    """A directed :class:`Network`."""

    @cached_property
    def _succ(self) -> Rows:
        return self._adj

    @cached_property
    def _pred(self) -> Rows:
        return Rows(self, self._row_maker(self.in_indptr, self.in_indices, self.in_arcs))

    @cached_property
    def degree(self) -> DiDegrees:
        return DiDegrees(self)

    @cached_property
    def in_degree(self) -> InDegrees:
        return InDegrees(self)

    @cached_property
    def out_degree(self) -> OutDegrees:
        return OutDegrees(self)


def _assemble(parts: Parts) -> Network:
    network = object.__new__(DirectedNetwork if parts.directed else Network)
    if parts.ids is not None:
        network.__dict__["ids"] = parts.ids
    network.indptr, network.indices = frozen(parts.indptr), frozen(parts.indices)
    network.weights = None if parts.weights is None else frozen(parts.weights)
    network.node_data = {name: frozen(column) for name, column in parts.node_data.items()}
    network.edge_data = {name: frozen(column) for name, column in parts.edge_data.items()}
    network.categories, network.graph = parts.categories, parts.graph
    return network
