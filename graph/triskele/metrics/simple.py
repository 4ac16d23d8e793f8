"""Any networkx graph as a simple network: actors in the order of their ids, no self-ties, one tie a pair.

The order makes sure that neither the order of the input nor a seed's luck with it can change a result. What is dropped
or merged is counted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from triskele.errors import NegativeWeight, NetworkError, ParameterError
from triskele.metrics.noticed import notice
from triskele.networks.columns import MISSING
from triskele.networks.csr import Network
from triskele.words import phrase


def simple(
    data: Any, *, weight: str | None = None, parallel: str = "sum", without: Sequence[Any] = ()
) -> tuple[Network, dict[str, int]]:
    """(the network without self-ties and parallel ties, actors in the order of their ids; what was dropped)."""
    if not isinstance(data, nx.Graph):
        raise NetworkError(
            f"found {type(data).__name__}; expected a networkx graph",
            hint="Make one with eco.network(...), or hand in an nx.Graph with a node attribute `sphere`.",
        )
    if isinstance(data, Network):
        ids, u, v, w, attributes = _of_network(data, weight)
    else:
        ids, u, v, w, attributes = _of_graph(data, weight)
    _refuse_negative(w if weight else _plain_weights(data))
    _refuse_endless(w)
    keep, gone = left_out(ids, without)
    order = [i for i in in_order(ids) if keep[i]]
    place = np.full(len(ids), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    loops = u == v
    stays = ~loops & keep[u] & keep[v] if len(u) else np.zeros(0, dtype=bool)
    u, v, w = place[u[stays]], place[v[stays]], None if w is None else w[stays]
    directed = data.is_directed()
    u, v, w, parallels = merge(u, v, w, len(order), directed=directed, rule=parallel)
    network = Network.from_arrays(
        [ids[i] for i in order],
        u,
        v,
        weight=w,
        directed=directed,
        node_data={name: column[order] for name, column in attributes.items()},
        categories=dict(data.categories) if isinstance(data, Network) else None,
        graph=dict(data.graph),
    )
    dropped = {"self_ties": int(loops.sum()), "parallel_ties": parallels, "left_out_actors": gone}
    return network, {name: count for name, count in dropped.items() if count}


def left_out(ids: Sequence[Any], without: Sequence[Any]) -> tuple[NDArray[np.bool_], int]:
    """(which of the ids stay, how many go); ParameterError for a name that none of them bears."""
    keep = np.ones(len(ids), dtype=bool)
    if without:
        index = {node: i for i, node in enumerate(ids)} | {str(node): i for i, node in enumerate(ids)}
        strange = [str(node) for node in without if node not in index]
        if strange:
            raise ParameterError(
                f"without names {', '.join(strange[:5])}, which the network does not hold",
                hint="Give ids of actors of this network.",
            )
        keep[[index[node] for node in without]] = False
    return keep, int((~keep).sum())


def in_order(ids: list[Any]) -> list[int]:
    """Positions of ids in their order; ids of several kinds by kind and text."""
    try:
        return sorted(range(len(ids)), key=lambda i: ids[i])
    except TypeError:
        return sorted(range(len(ids)), key=lambda i: (type(ids[i]).__name__, str(ids[i])))


def _of_network(data: Network, weight: str | None) -> tuple[Any, ...]:
    u, v = data.edges_array
    values = None
    if weight is not None:
        arcs = data.arc_values(weight)
        if arcs is None:
            raise _no_weight(weight)
        column = data.edge_data.get(weight)
        if column is not None and column.dtype == object:
            _tell_unweighted(sum(value is MISSING for value in column.tolist()), weight)
        values = np.asarray(arcs[data._first_arcs])
    return list(data.ids), np.asarray(u, np.int64), np.asarray(v, np.int64), values, dict(data.node_data)


def _of_graph(data: nx.Graph, weight: str | None) -> tuple[Any, ...]:
    ids = list(data)
    index = {node: i for i, node in enumerate(ids)}
    ties = list(data.edges(data=True))
    u = np.array([index[a] for a, _, _ in ties], dtype=np.int64)
    v = np.array([index[b] for _, b, _ in ties], dtype=np.int64)
    values = None
    if weight is not None:
        if ties and not any(weight in row for _, _, row in ties):
            raise _no_weight(weight)
        _tell_unweighted(sum(weight not in row for _, _, row in ties), weight)
        values = np.array([_number(row.get(weight, 1.0), weight) for _, _, row in ties], dtype=float)
    names = dict.fromkeys(name for _, row in data.nodes(data=True) for name in row)
    columns = {}
    for name in names:
        given = (row.get(name, MISSING) for _, row in data.nodes(data=True))
        columns[name] = np.fromiter(given, dtype=object, count=len(ids))
    return ids, u, v, values, columns


def _tell_unweighted(count: int, weight: str) -> None:
    if count:
        notice(phrase("simple.ties-without-weight", count=count, weight=weight))


def _no_weight(weight: str) -> ParameterError:
    return ParameterError(
        f"no tie has an attribute {weight!r}", hint="Leave weight out to count every tie once, or name another one."
    )


def _number(value: Any, weight: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError) as wrong:
        raise NetworkError(f"the tie attribute {weight!r} holds {value!r}", hint="Weights are numbers.") from wrong
    if not math.isfinite(number):
        raise NetworkError(f"the tie attribute {weight!r} holds {value!r}", hint="Weights are finite numbers.")
    return number


def _plain_weights(data: nx.Graph) -> NDArray[Any] | None:
    """What stands under ``weight`` although nobody asked: a signed network must not be read as a plain one."""
    if isinstance(data, Network):
        return data.weights
    found = [w for _, _, w in data.edges(data="weight") if isinstance(w, (int, float)) and w < 0]
    return np.array(found) if found else None


def _refuse_negative(weights: NDArray[Any] | None) -> None:
    negative = 0 if weights is None else int((weights < 0).sum())
    if negative:
        raise NegativeWeight(
            f"{negative} ties have a negative weight; no measure here is defined for signed networks",
            hint="Leave those ties out, or remove the attribute `weight` to count every tie once.",
        )


def _refuse_endless(weights: NDArray[Any] | None) -> None:
    with np.errstate(over="ignore"):
        total = 0.0 if weights is None else 2 * float(np.sum(weights))
    if not math.isfinite(total):
        raise NetworkError(
            "the weights of the ties add up to more than float64 holds (1.8e308)",
            hint="Divide them all by the same number.",
        )


def scaled(weights: NDArray[Any]) -> tuple[NDArray[np.float64], float]:
    """(weights over a power of two near the largest, that power): exact, and squares and products stay finite."""
    top = float(np.max(weights, initial=0.0))
    scale = float(np.exp2(np.frexp(top)[1] - 1)) if top > 0 else 1.0
    return np.asarray(weights, dtype=float) / scale, scale


def merge(
    u: NDArray[Any],
    v: NDArray[Any],
    w: NDArray[Any] | None,
    n: int,
    *,
    directed: bool,
    rule: str = "sum",
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any] | None, int]:
    """One tie a pair, sorted, and how many were merged away. ``rule``: sum, max or count of the weights."""
    if not directed:
        u, v = np.minimum(u, v), np.maximum(u, v)
    keys, inverse, count = np.unique(u * max(n, 1) + v, return_inverse=True, return_counts=True)
    weights: NDArray[Any] | None = None
    if w is not None:
        weights = np.zeros(len(keys))
        if rule == "max":
            np.maximum.at(weights, inverse, w)
        elif rule == "count":
            weights = count.astype(float)
        else:
            weights = np.bincount(inverse, weights=w, minlength=len(keys))
    return keys // max(n, 1), keys % max(n, 1), weights, int(len(u) - len(keys))


def undirected(network: Network) -> Network:
    """Arcs as plain ties on the same actors; a pair tied both ways is one tie with the sum of the weights."""
    u, v = network.edges_array
    weights = None if network.weights is None else np.asarray(network.weights)
    a, b, w, _ = merge(np.asarray(u, np.int64), np.asarray(v, np.int64), weights, len(network), directed=False)
    return Network.from_arrays(
        network.ids, a, b, weight=w, node_data=network.node_data, categories=network.categories, graph=network.graph
    )
