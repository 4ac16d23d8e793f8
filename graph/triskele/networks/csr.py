"""A networkx graph whose truth is a handful of arrays.

``Network`` is an ``nx.Graph`` (``DirectedNetwork`` an ``nx.DiGraph``) in every respect but one: nothing is stored
in dictionaries until somebody asks for a dictionary, and then only the rows that were asked for. Kernels read
``indptr``, ``indices`` and ``weights`` instead, so the way from a release to a result never goes through a
dictionary of dictionaries.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import networkx as nx
import numpy as np
from networkx.classes.reportviews import DegreeView, DiDegreeView, InDegreeView, OutDegreeView
from numpy.typing import ArrayLike, NDArray

from triskele.errors import InvalidInput, TriskeleError

# Asking networkx itself is part of the promise "every networkx function works", also when one call mixes a
# Network with a plain graph; without this networkx refuses such a call instead of answering it.
nx.config.fallback_to_nx = True

FORMAT = 1


class ImmutableNetwork(nx.NetworkXError, TriskeleError):
    """A network was asked to change; it is a view of a release and releases do not change."""

    code = "immutable-network"

    def __init__(self, what: str = "network") -> None:
        TriskeleError.__init__(
            self,
            f"This {what} cannot be changed: it reads the arrays of a release.",
            hint="Work on a copy: nx.Graph(G) or nx.DiGraph(G) is an ordinary networkx graph.",
        )


class _Missing:
    """The value of an attribute that this node or edge does not have."""

    def __repr__(self) -> str:
        return "missing"

    def __reduce__(self) -> str:
        return "MISSING"


MISSING = _Missing()


class FrozenDict(dict):
    """An attribute dictionary that can be read and copied but not written."""

    __slots__ = ()

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise ImmutableNetwork("attribute")

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse

    def __reduce__(self) -> tuple:
        return dict, (dict(self),)


NOTHING = FrozenDict()


class Rows(dict):
    """One value a node, made when first looked up; looks complete from the outside at all times.

    A real ``dict`` because networkx looks rows up millions of times and a present key must cost what it costs in C.
    """

    __slots__ = ("_full", "_make", "_network")

    def __init__(self, network: Network, make: Callable[[int], dict]) -> None:
        self._network = network
        self._make = make
        self._full = False

    def __missing__(self, node: Any) -> dict:
        row = self._make(self._network.index[node])
        dict.__setitem__(self, node, row)
        return row

    def fill(self) -> Rows:
        """Every row, in node order."""
        if not self._full:
            made = dict(dict.items(self))
            dict.clear(self)
            make = self._make
            collecting = gc.isenabled()
            gc.disable()  # millions of new dictionaries and not one to collect: the collector would double the time
            try:
                for position, node in enumerate(self._network.ids):
                    row = made.get(node)
                    dict.__setitem__(self, node, make(position) if row is None else row)
            finally:
                if collecting:
                    gc.enable()
            self._full = True
        return self

    def __len__(self) -> int:
        return len(self._network)

    def __iter__(self) -> Iterator:
        return iter(self._network.ids)

    def __reversed__(self) -> Iterator:
        return reversed(self._network.ids)

    def __contains__(self, node: Any) -> bool:
        return node in self._network.index

    def keys(self):
        return self._network.index.keys()

    def values(self):
        return dict.values(self.fill())

    def items(self):
        return dict.items(self.fill())

    def get(self, node: Any, default: Any = None) -> Any:
        try:
            return self[node]
        except KeyError:
            return default

    def copy(self) -> dict:
        return dict(self.items())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Rows):
            other.fill()
        return dict.__eq__(self.fill(), other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return dict.__repr__(self.fill())

    def __reduce__(self) -> tuple:
        return dict, (self.copy(),)

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise ImmutableNetwork

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse


class _ArrayDegrees:
    """Degrees come from the arrays; with a weight they go networkx's way."""

    _column: str

    def _values(self):
        return getattr(self._graph, self._column)

    def __iter__(self):
        if self._weight is not None:
            return super().__iter__()
        graph = self._graph
        values = self._values().tolist()
        if self._nodes is self._succ:
            return zip(graph.ids, values, strict=True)
        index = graph.index
        return ((node, values[index[node]]) for node in self._nodes)

    def __getitem__(self, node):
        if self._weight is not None:
            return super().__getitem__(node)
        return int(self._values()[self._graph.index[node]])


class _Degrees(_ArrayDegrees, DegreeView):
    _column = "degrees"


class _DiDegrees(_ArrayDegrees, DiDegreeView):
    _column = "degrees"


class _InDegrees(_ArrayDegrees, InDegreeView):
    _column = "in_degrees"


class _OutDegrees(_ArrayDegrees, OutDegreeView):
    _column = "out_degrees"


def _frozen(array: NDArray) -> NDArray:
    """The array, C-ordered and read-only: numba then sees one type whether it lives in memory or in a file."""
    array = np.ascontiguousarray(array)
    if array.flags.writeable:
        array = array.view()
        array.flags.writeable = False
    return array


def compress(n: int, source: NDArray, target: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """Arcs to CSR with ascending columns: (indptr, indices, which arc each entry came from). O(n + arcs).

    int32 unless there are 2^31 arcs or more. Raises InvalidInput when two arcs share both ends.
    """
    from scipy.sparse import coo_array

    kind = np.int32 if max(n, len(source)) < 2**31 else np.int64
    number = np.arange(len(source), dtype=kind)
    ends = (np.asarray(source, dtype=kind), np.asarray(target, dtype=kind))
    # by columns, then by rows: two counting sorts leave the columns of every row ascending
    rows = coo_array((number, ends), shape=(n, n)).tocsc().tocsr()
    if rows.nnz != len(source):
        raise InvalidInput(
            f"{len(source) - rows.nnz} ties are parallel to another tie.",
            hint="Merge parallel ties first, by count, sum or maximum of their weights.",
        )
    return rows.indptr.astype(kind, copy=False), rows.indices.astype(kind, copy=False), rows.data


def _numbers(values: list) -> NDArray:
    """A column of Python values: bool, int64 or float64 when all are such numbers, else objects."""
    kinds = {type(value) for value in values}
    if kinds and kinds <= {int, bool, float}:
        column = np.array(values)
        if column.dtype.kind in "bif":
            return column
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _columns(rows: Sequence[Mapping], wanted: Mapping[str, Any] | None) -> dict[str, NDArray]:
    """Attribute dictionaries turned into columns; ``wanted`` maps names to defaults, None takes all."""
    if wanted is None:
        wanted = dict.fromkeys((name for row in rows for name in row), None)
    columns = {}
    for name, default in wanted.items():
        absent = MISSING if default is None else default
        columns[name] = _numbers([row.get(name, absent) for row in rows])
    return columns


def _as_column(values: ArrayLike, length: int, name: str) -> NDArray:
    column = np.asarray(values)
    if column.ndim != 1 or len(column) != length:
        raise InvalidInput(
            f"Column {name!r} has shape {column.shape}, not ({length},).",
            hint="Give one value for every node or tie, in the order of the network.",
        )
    return _frozen(column)


class Network(nx.Graph):
    """An immutable networkx graph over CSR arrays.

    Build it with :meth:`from_arrays`, :meth:`from_networkx` or :meth:`open`. Calling the class itself makes an
    ordinary mutable graph, which is what networkx expects of ``G.__class__()``.

    Arrays (read-only; n nodes, an undirected tie is two arcs, a self-tie one):

    - ``indptr`` (n + 1) and ``indices`` (arcs): out-neighbours of node i, ascending; int32 up to 2^31 arcs
    - ``weights`` (arcs, float64) or None when every tie weighs 1; networkx sees it as the attribute ``weight``
    - ``in_indptr``, ``in_indices``, ``in_weights``: the same for arcs that arrive (made on first use)
    - ``node_data``, ``edge_data``: columns by name; ``categories`` maps a column of codes to its values, and code
      -1 (unknown) is then an attribute the node does not have
    - ``ids``: node ids in order; ``index``: id to position

    Ties are numbered as the arcs are, an undirected one where its first end comes first (``edges_array``).
    """

    __networkx_backend__ = "triskele"
    __networkx_cache__ = None
    frozen = True

    indptr: NDArray
    indices: NDArray
    weights: NDArray | None
    node_data: dict[str, NDArray]
    edge_data: dict[str, NDArray]
    categories: dict[str, list]
    graph: dict

    def __new__(cls, *args: Any, **attributes: Any) -> Any:
        return (nx.DiGraph if issubclass(cls, nx.DiGraph) else nx.Graph)(*args, **attributes)

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
        nodes = ids.tolist() if isinstance(ids, np.ndarray) else list(ids)
        n = len(nodes)
        u, v = np.asarray(source), np.asarray(target)
        if len(u) == 0:
            u = v = np.empty(0, dtype=np.int32)
        if u.ndim != 1 or u.shape != v.shape or u.dtype.kind not in "iu" or v.dtype.kind not in "iu":
            raise InvalidInput(
                "source and target must be integer arrays of one length.",
                hint="Give the position of each end in ids, not the id itself.",
            )
        if len(u) and (min(u.min(), v.min()) < 0 or max(u.max(), v.max()) >= n):
            raise InvalidInput(f"An end lies outside 0..{n - 1}.", hint="Every tie must join two of the given ids.")
        m = len(u)
        if directed:
            indptr, indices, arcs = compress(n, u, v)
            order = arcs
        else:
            low, high = np.minimum(u, v), np.maximum(u, v)
            loop_free = np.flatnonzero(low != high)
            indptr, indices, arcs = compress(
                n, np.concatenate((low, high[loop_free])), np.concatenate((high, low[loop_free]))
            )
            order = arcs[arcs < m]
            arcs = np.concatenate((np.arange(m, dtype=arcs.dtype), loop_free))[arcs]
        weights = None
        if weight is not None:
            given = _as_column(np.asarray(weight, dtype=np.float64), m, "weight")
            if not np.isfinite(given).all():
                raise InvalidInput("A weight is not a finite number.", hint="Leave the tie out or give it a weight.")
            weights = given[arcs]
        columns = {name: _as_column(values, m, name)[order] for name, values in (edge_data or {}).items()}
        return _assemble(
            directed,
            nodes,
            indptr,
            indices,
            weights,
            {name: _as_column(values, n, name) for name, values in (node_data or {}).items()},
            columns,
            {name: list(values) for name, values in (categories or {}).items()},
            dict(graph or {}),
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
        if G.is_multigraph():
            raise InvalidInput(
                "A multigraph cannot become a network: its ties may be parallel.",
                hint="Merge parallel ties first, for instance by nx.Graph(G).",
            )
        nodes = list(G)
        index = {node: position for position, node in enumerate(nodes)}
        directed = G.is_directed()
        source: list[int] = []
        target: list[int] = []
        rows: list[Mapping] = []
        for node, neighbours in G.adj.items():
            i = index[node]
            for neighbour, attributes in neighbours.items():
                j = index[neighbour]
                if directed or j >= i:
                    source.append(i)
                    target.append(j)
                    rows.append(attributes)
        columns = _columns(rows, edge_attributes)
        values = columns.get(weight or "")
        if values is not None and values.dtype.kind in "if" and np.isfinite(values).all():
            if values.dtype.kind == "f" or np.abs(values).max(initial=0) < 2**53:
                columns.pop(weight or "")
                values = values.astype(np.float64)
        else:
            values = None
        return Network.from_arrays(
            nodes,
            np.array(source, dtype=np.int64),
            np.array(target, dtype=np.int64),
            weight=values,
            directed=directed,
            node_data=_columns([G.nodes[node] for node in nodes], node_attributes),
            edge_data=columns,
            graph=G.graph if graph is None else graph,
        )

    # ---------------------------------------------------------------- keeping one

    def save(self, folder: str | Path) -> Path:
        """Write the network into a new or empty folder, ready for :meth:`open`; ids must be texts or integers.

        ``network.json`` is written last, so a folder without it is an unfinished one.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if any(type(node) not in (str, int) for node in self.ids):
            raise InvalidInput("Only networks whose ids are texts or integers can be saved.", hint="Rename the nodes.")
        np.save(folder / "indptr.npy", self.indptr)
        np.save(folder / "indices.npy", self.indices)
        if self.weights is not None:
            np.save(folder / "weights.npy", self.weights)
        if self.is_directed():
            np.save(folder / "in_indptr.npy", self.in_indptr)
            np.save(folder / "in_indices.npy", self.in_indices)
            np.save(folder / "in_arcs.npy", self.in_arcs)
        _write_json(folder / "ids.json", self.ids)
        for kind, columns in (("node", self.node_data), ("edge", self.edge_data)):
            for number, column in enumerate(columns.values()):
                _save_column(folder / f"{kind}-{number}", column)
        about = {
            "format": FORMAT,
            "directed": self.is_directed(),
            "nodes": len(self),
            "weighted": self.weights is not None,
            "node_data": list(self.node_data),
            "edge_data": list(self.edge_data),
            "categories": self.categories,
            "graph": self.graph,
        }
        _write_json(folder / "network.json", about)
        return folder

    @staticmethod
    def open(folder: str | Path) -> Network:
        """The network saved in a folder, its arrays memory-mapped read-only; ids are read when first needed."""
        folder = Path(folder)
        try:
            about = json.loads((folder / "network.json").read_text(encoding="utf-8"))
        except FileNotFoundError as missing:
            raise InvalidInput(
                f"{folder} holds no network.", hint="Give a folder that Network.save has written."
            ) from missing
        if about["format"] != FORMAT:
            raise InvalidInput(
                f"{folder} holds a network of format {about['format']}, not {FORMAT}.",
                hint="Save it again with this version.",
            )

        def array(name: str) -> NDArray:
            return _frozen(np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")))

        network = _assemble(
            about["directed"],
            None,
            array("indptr"),
            array("indices"),
            array("weights") if about["weighted"] else None,
            {name: _load_column(folder / f"node-{i}") for i, name in enumerate(about["node_data"])},
            {name: _load_column(folder / f"edge-{i}") for i, name in enumerate(about["edge_data"])},
            about["categories"],
            about["graph"],
        )
        network.__dict__["_folder"] = folder
        if about["directed"]:
            network.__dict__["_transposed"] = tuple(map(array, ("in_indptr", "in_indices", "in_arcs")))
        return network

    def __reduce__(self) -> tuple:
        parts = (self.is_directed(), self.ids, self.indptr, self.indices, self.weights)
        return _assemble, (*parts, self.node_data, self.edge_data, self.categories, self.graph)

    def __copy__(self) -> Network:
        return self

    # ---------------------------------------------------------------- arrays derived from the arrays

    @cached_property
    def ids(self) -> list:
        return json.loads((self._folder / "ids.json").read_text(encoding="utf-8"))

    @cached_property
    def index(self) -> dict[Any, int]:
        index = {node: position for position, node in enumerate(self.ids)}
        if len(index) < len(self.ids):
            raise InvalidInput(
                f"{len(self.ids) - len(index)} ids stand for more than one node.", hint="Make ids unique."
            )
        return index

    @cached_property
    def _transposed(self) -> tuple[NDArray, NDArray, NDArray]:
        indptr, indices, arcs = compress(len(self), self.indices, self.arc_sources)
        return _frozen(indptr), _frozen(indices), _frozen(arcs)

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
        return _frozen(values[self.in_arcs])

    @cached_property
    def arc_sources(self) -> NDArray:
        """The node each arc leaves."""
        kind = self.indices.dtype
        return _frozen(np.repeat(np.arange(len(self), dtype=kind), np.diff(self.indptr)))

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
        return _frozen(np.where(self.arc_sources <= self.indices, edge, edge[back]))

    @cached_property
    def out_degrees(self) -> NDArray:
        return _frozen(np.diff(self.indptr).astype(np.int64))

    @cached_property
    def in_degrees(self) -> NDArray:
        return _frozen(np.diff(self.in_indptr).astype(np.int64))

    @cached_property
    def self_ties(self) -> NDArray:
        """Positions of the nodes tied to themselves."""
        return self.indices[self.arc_sources == self.indices]

    @cached_property
    def degrees(self) -> NDArray:
        """Ties of each node as networkx counts them: a self-tie twice; arcs in and out when directed."""
        if self.is_directed():
            return _frozen(self.out_degrees + self.in_degrees)
        degrees = self.out_degrees.copy()
        degrees[self.self_ties] += 1
        return _frozen(degrees)

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
            cache[name, default] = _frozen(values[self.arc_edges])
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

    def _attributes(self, columns: Mapping[str, NDArray], which: Any) -> list[FrozenDict]:
        """The attribute dictionaries of some nodes or ties."""
        names = list(columns)
        values = []
        complete = True
        for name, column in columns.items():
            categories = self.categories.get(name)
            if categories is None:
                values.append(column[which].tolist())
                complete = complete and column.dtype != object
            else:
                values.append([categories[c] if c >= 0 else MISSING for c in column[which].tolist()])
                complete = False
        rows = zip(*values, strict=True)
        if complete:
            return [FrozenDict(zip(names, row, strict=True)) for row in rows]
        return [FrozenDict((name, v) for name, v in zip(names, row, strict=True) if v is not MISSING) for row in rows]

    def _node_attributes(self, position: int) -> FrozenDict:
        return self._attributes(self.node_data, slice(position, position + 1))[0] if self.node_data else NOTHING

    def _row_maker(self, indptr: NDArray, indices: NDArray, arcs: NDArray | None) -> Callable[[int], dict]:
        ids, weights = self.ids, self.weights

        def make(position: int) -> dict:
            start, end = indptr[position], indptr[position + 1]
            neighbours = [ids[j] for j in indices[start:end].tolist()]
            if not self.edge_data and weights is None:
                return dict.fromkeys(neighbours, NOTHING)
            which = slice(start, end) if arcs is None else arcs[start:end]
            rows = self._attributes(self.edge_data, self.arc_edges[which]) if self.edge_data else None
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
    def degree(self) -> _Degrees:
        return _Degrees(self)

    # ---------------------------------------------------------------- what the arrays answer at once

    def __len__(self) -> int:
        return len(self.indptr) - 1

    number_of_nodes = order = __len__

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
    def degree(self) -> _DiDegrees:
        return _DiDegrees(self)

    @cached_property
    def in_degree(self) -> _InDegrees:
        return _InDegrees(self)

    @cached_property
    def out_degree(self) -> _OutDegrees:
        return _OutDegrees(self)


def _assemble(directed, ids, indptr, indices, weights, node_data, edge_data, categories, graph) -> Network:
    network = object.__new__(DirectedNetwork if directed else Network)
    if ids is not None:
        network.__dict__["ids"] = ids
    network.indptr, network.indices = _frozen(indptr), _frozen(indices)
    network.weights = None if weights is None else _frozen(weights)
    network.node_data = {name: _frozen(column) for name, column in node_data.items()}
    network.edge_data = {name: _frozen(column) for name, column in edge_data.items()}
    network.categories, network.graph = categories, graph
    return network


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _save_column(path: Path, column: NDArray) -> None:
    """Numbers as an array; anything else as JSON, where an absent value is the string list's null."""
    if column.dtype.kind in "biufc":
        np.save(path.with_suffix(".npy"), column)
    else:
        _write_json(path.with_suffix(".json"), [None if v is MISSING else v for v in column.tolist()])


def _load_column(path: Path) -> NDArray:
    if path.with_suffix(".npy").exists():
        return np.asarray(np.load(path.with_suffix(".npy"), mmap_mode="r"))
    values = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return _numbers([MISSING if v is None else v for v in values])
