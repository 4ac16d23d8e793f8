"""What a network is made of, out of arrays of ties or out of a networkx graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike, NDArray

from triskele.errors import InvalidInput
from triskele.networks.columns import as_column, columns_of

FEW = 100_000
"""So few arcs are sorted in less time than importing scipy takes (0.2 s); it sorts many faster."""


class Parts(NamedTuple):
    """The arrays of a network as :class:`triskele.networks.csr.Network` describes them; ``ids`` None: read later."""

    directed: bool
    ids: list | None
    indptr: NDArray
    indices: NDArray
    weights: NDArray | None
    node_data: dict[str, NDArray]
    edge_data: dict[str, NDArray]
    categories: dict[str, list]
    graph: dict


def compress(n: int, source: NDArray, target: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """Arcs to CSR with ascending columns: (indptr, indices, which arc each entry came from). O(n + arcs).

    int32 unless there are 2^31 arcs or more. Raises InvalidInput when two arcs share both ends.
    """
    kind = np.int32 if max(n, len(source)) < 2**31 else np.int64
    ends = (np.asarray(source, dtype=kind), np.asarray(target, dtype=kind))
    if len(source) <= FEW:
        return _sort(n, *ends)
    from scipy.sparse import coo_array

    number = np.arange(len(source), dtype=kind)
    # by columns, then by rows: two counting sorts leave the columns of every row ascending
    rows = coo_array((number, ends), shape=(n, n)).tocsc().tocsr()
    if rows.nnz != len(source):
        raise _parallel(len(source) - rows.nnz)
    return rows.indptr.astype(kind, copy=False), rows.indices.astype(kind, copy=False), rows.data


def _sort(n: int, source: NDArray, target: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    order = np.lexsort((target, source))
    rows, columns = source[order], target[order]
    same = int(((np.diff(rows) == 0) & (np.diff(columns) == 0)).sum())
    if same:
        raise _parallel(same)
    indptr = np.zeros(n + 1, dtype=source.dtype)
    np.cumsum(np.bincount(rows, minlength=n), out=indptr[1:])
    return indptr, columns, order.astype(source.dtype)


def _parallel(number: int) -> InvalidInput:
    return InvalidInput(
        f"{number} ties are parallel to another tie.",
        hint="Merge parallel ties first, by count, sum or maximum of their weights.",
    )


def from_ties(
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
) -> Parts:
    """The arrays of ties given as positions in ``ids``; O(n + m), no dictionary is built.

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
        given = as_column(np.asarray(weight, dtype=np.float64), m, "weight")
        if not np.isfinite(given).all():
            raise InvalidInput("A weight is not a finite number.", hint="Leave the tie out or give it a weight.")
        weights = given[arcs]
    columns = {name: as_column(values, m, name)[order] for name, values in (edge_data or {}).items()}
    return Parts(
        directed,
        nodes,
        indptr,
        indices,
        weights,
        {name: as_column(values, n, name) for name, values in (node_data or {}).items()},
        columns,
        {name: list(values) for name, values in (categories or {}).items()},
        dict(graph or {}),
    )


def from_graph(
    G: nx.Graph,
    *,
    weight: str | None = "weight",
    node_attributes: Mapping[str, Any] | None = None,
    edge_attributes: Mapping[str, Any] | None = None,
    graph: Mapping | None = None,
) -> Parts:
    """The arrays of a networkx graph; the edge attribute ``weight`` becomes ``weights`` when every tie has it.

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
    columns = columns_of(rows, edge_attributes)
    values = columns.get(weight or "")
    exact = values is not None and _is_exact(values)
    return from_ties(
        nodes,
        np.array(source, dtype=np.int64),
        np.array(target, dtype=np.int64),
        weight=columns.pop(weight or "").astype(np.float64) if exact else None,
        directed=directed,
        node_data=columns_of([G.nodes[node] for node in nodes], node_attributes),
        edge_data=columns,
        graph=G.graph if graph is None else graph,
    )


def _is_exact(values: NDArray) -> bool:
    """Whether float64 holds these numbers as they are."""
    if values.dtype.kind not in "if" or not np.isfinite(values).all():
        return False
    return values.dtype.kind == "f" or bool(np.abs(values).max(initial=0) < 2**53)
