"""Who is tied to whom, by attribute or degree, and structural holes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.engines.arrays import arc_weights, matrix, positions
from triskele.engines.centrality import strength
from triskele.engines.dispatch import Declined
from triskele.networks.columns import frozen
from triskele.networks.csr import Network

DENSE = 2048
"""Up to this many distinct values a full table is counted; above it pairs are sorted."""


def attribute_mixing_dict(G: Network, attribute: str, nodes: Iterable | None = None, normalized: bool = False) -> dict:
    """Arcs by attribute of tail and head; a node without the attribute counts under None, as in networkx."""
    try:
        codes, values = G.codes(attribute)
    except TypeError:
        raise Declined(f"values of the attribute {attribute!r} cannot be keys") from None
    values = [*values, None]
    codes = np.where(codes < 0, len(values) - 1, codes)
    ends = G.arc_sources, G.indices
    if nodes is not None:
        leaving = np.isin(G.arc_sources, positions(G, nodes))
        ends = G.arc_sources[leaving], G.indices[leaving]
    return _table(*ends, codes, codes, values, normalized)


def degree_mixing_dict(
    G: Network,
    x: str = "out",
    y: str = "in",
    weight: Any = None,
    nodes: Iterable | None = None,
    normalized: bool = False,
) -> dict:
    """Arcs by degree of tail and head; only arcs among ``nodes`` when they are given."""
    if nodes is not None and len(set(nodes := list(nodes))) < len(G):
        raise Declined("only some nodes are asked for")
    tails, heads = _degrees(G, x, weight), _degrees(G, y, weight)
    values, codes = np.unique(np.concatenate((tails, heads)), return_inverse=True)
    if len(values) > DENSE:
        raise Declined(f"there are more than {DENSE} different degrees")
    n = len(G)
    return _table(G.arc_sources, G.indices, codes[:n], codes[n:], values.tolist(), normalized)


def _degrees(G: Network, direction: str, weight: Any) -> NDArray:
    if not G.is_directed():
        direction = "all"
    elif direction not in ("in", "out"):
        raise KeyError(direction)
    if arc_weights(G, weight) is not None:
        return strength(G, weight, direction)
    return {"all": G.degrees, "in": G.in_degrees, "out": G.out_degrees}[direction]


def _table(u: NDArray, v: NDArray, first: NDArray, second: NDArray, values: list, normalized: bool) -> dict:
    """Counts as a dictionary of dictionaries whose keys stand in the order in which networkx meets them."""
    from triskele.engines.kernels.labels import count_pairs, first_cells

    kind = np.int8 if len(values) < 128 else np.int32
    labels = first.astype(kind), second.astype(kind)
    counts = count_pairs(u, v, *labels, len(values))
    total = len(u)
    table: dict = {}
    for a, b in first_cells(u, v, *labels, counts).tolist():
        row = table.setdefault(values[a], {})
        table.setdefault(values[b], {})
        count = int(counts[a, b])
        row[values[b]] = count / total if normalized else count
    return table


def degree_assortativity_coefficient(
    G: Network, x: str = "out", y: str = "in", weight: Any = None, nodes: Iterable | None = None
) -> float:
    """Correlation of the degrees at the two ends of the arcs; NaN when one of them does not vary."""
    from triskele.engines.kernels.labels import tie_products

    if nodes is not None:
        raise Declined("only some nodes are asked for")
    out, into = G.out_degrees, G.in_degrees
    arcs = len(G.indices)
    if not arcs:
        raise Declined("there is no tie")
    tails, heads = _degrees(G, x, weight).astype(np.float64), _degrees(G, y, weight).astype(np.float64)
    tails -= (out @ tails) / arcs
    heads -= (into @ heads) / arcs
    with np.errstate(divide="ignore", invalid="ignore"):
        together = tie_products(*G.edges_array, tails, heads)
        if not G.is_directed():  # a tie is two arcs, a self-tie one
            together = 2 * together - tails[G.self_ties] @ heads[G.self_ties]
        return float(together / np.sqrt((out @ tails**2) * (into @ heads**2)))


# -------------------------------------------------------------------- structural holes


def _mutual(G: Network, weight: Any) -> tuple[NDArray, NDArray, NDArray]:
    values = arc_weights(G, weight)
    if len(G.self_ties):
        raise Declined("the network has self-ties")
    if values is not None and values.min(initial=0.0) < 0:
        raise Declined("a weight is negative")
    if not G.is_directed():
        return G.indptr, G.indices, frozen(np.ones(len(G.indices)) if values is None else values)
    A = matrix(G, values)
    both = (A + A.T).tocsr()
    both.sort_indices()
    return frozen(both.indptr), frozen(both.indices), frozen(both.data)


def _holes(G: Network, nodes: Iterable | None, weight: Any, which: int) -> dict:
    from triskele.engines.kernels.triangles import holes

    if nodes is not None and G.is_directed():
        raise Declined("networkx treats chosen nodes of a directed graph in another way")
    some = None if nodes is None else list(nodes)
    at = positions(G, some)
    result = holes(*_mutual(G, weight))[which][at].tolist()
    return dict(zip(G.ids if some is None else some, result, strict=True))


def constraint(G: Network, nodes: Iterable | None = None, weight: Any = None) -> dict:
    """Burt's constraint, NaN for isolates as in networkx; O(m^1.5), sparse."""
    return _holes(G, nodes, weight, 0)


def effective_size(G: Network, nodes: Iterable | None = None, weight: Any = None) -> dict:
    """Burt's effective size, NaN for isolates as in networkx; O(m^1.5), sparse."""
    return _holes(G, nodes, weight, 1)
