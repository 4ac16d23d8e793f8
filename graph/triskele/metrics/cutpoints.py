"""Whose loss cuts the network: articulation actors and bridges, and whether they hold spheres together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import typed
from triskele.metrics.record import Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import COMMON, TypedNetwork
from triskele.networks.csr import Network
from triskele.pieces import map_pieces
from triskele.progress import REMOVALS
from triskele.words import phrase

REMOVALS_A_PIECE = 16


def blocks_of(network: Network) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(positions of articulation actors, numbers of the ties that are bridges) of a network without directions."""
    from triskele.engines.kernels.components import blocks

    found = blocks(network.indptr, network.indices)
    arcs = np.flatnonzero(found[4])
    return np.unique(found[3]).astype(np.int64), np.unique(network.arc_edges[arcs]).astype(np.int64)


def left_without(net: TypedNetwork, removed: NDArray[Any]) -> NDArray[np.float64]:
    """Without each of these actors (−1: with all): connected cross pairs, connected pairs, components, the largest."""
    return connected_left(net.symmetric, net.shares, removed)


def connected_left(plain: Network, shares: NDArray[Any], removed: NDArray[Any]) -> NDArray[np.float64]:
    """The same for a network without directions and the shares of its actors in the spheres."""
    shares = np.ascontiguousarray(shares if shares.shape[1] else np.zeros((len(plain), 1)))
    removed = np.asarray(removed, dtype=np.int64)
    pieces = [removed[start : start + REMOVALS_A_PIECE] for start in range(0, len(removed), REMOVALS_A_PIECE)]
    rows = (plain.indptr, plain.indices, shares)
    parts = map_pieces(_without, pieces, shared=rows, threaded=True, what=REMOVALS)
    return np.concatenate([np.empty((0, 4)), *parts])


def _without(removed: NDArray[Any], *rows: NDArray[Any]) -> NDArray[np.float64]:
    from triskele.engines.kernels.removal import connected_without

    return np.asarray(connected_without(*rows, removed))


def pairs_with(net: TypedNetwork) -> NDArray[np.float64]:
    """For each actor the connected cross pairs it is an end of."""
    return cross_pairs_with(net.symmetric, net.shares)


def cross_pairs_with(plain: Network, shares: NDArray[Any]) -> NDArray[np.float64]:
    """The same for a network without directions and the shares of its actors in the spheres."""
    from triskele.engines.structure import component_labels

    label = component_labels(plain)
    count = int(label.max(initial=-1)) + 1
    total = np.zeros((count, shares.shape[1]))
    np.add.at(total, label, shares)
    own = shares.sum(axis=1)
    alike = (shares * (total[label] - shares)).sum(axis=1)
    return np.asarray(own * (total.sum(axis=1)[label] - own) - alike)


@metric(
    name="articulation",
    section="B14",
    undefined_when=phrase("common.without-actors"),
    reference="Tarjan 1972",
    input="network",
    parameters=tuple(p for p in COMMON if p.name not in ("weight", "parallel")),
    units=("count", "pairs"),
    example="test_cuts_of_the_karate_club",
)
def articulation(data: Any, **common: Any) -> Result:
    """Counts, then every cutting actor and every bridge; category says whether it separates spheres."""
    net = typed.read(data, **common)
    if not net.n:
        return Result([undefined({"quantity": "articulation-actors"}, typed.NO_ACTORS, unit="count", n=0)], **net.run())
    plain = net.symmetric
    cuts, bridges = blocks_of(plain)
    ids = typed.named(plain.ids)
    u, v = plain.edges_array
    whole = left_without(net, np.array([-1]))[0]
    actors = _actors(net, ids, cuts, whole)
    ties = _ties(net, ids, u, v, bridges, whole)
    separating = sum(value.category == SEPARATES for value in actors)
    fields: dict[str, Any] = {"n": net.n, "m": net.m}
    values = [
        Value({"quantity": "articulation-actors"}, len(cuts), "count", **fields),
        Value({"quantity": "bridges"}, len(bridges), "count", **fields),
        Value({"quantity": "sphere-separating-actors"}, separating, "count", **fields),
    ]
    return Result([*values, *actors, *ties], **net.run())


SEPARATES, JOINED = "separates-spheres", "no-sphere-separated"


def _actors(net: TypedNetwork, ids: list[str], cuts: NDArray[Any], whole: NDArray[Any]) -> list[Value]:
    left = left_without(net, cuts)
    before = whole[0] - pairs_with(net)[cuts]
    values = []
    for row, i in enumerate(cuts.tolist()):
        lost = float(before[row] - left[row, 0])
        category = SEPARATES if lost > 1e-9 else JOINED
        key = {"actor": ids[i], "quantity": "articulation"}
        values.append(Value(key, 1.0, "", category=category, n=int(left[row, 2])))
        values.append(Value({**key, "quantity": "lost-cross-pairs"}, max(lost, 0.0), "pairs"))
    return values


def _ties(
    net: TypedNetwork, ids: list[str], u: NDArray[Any], v: NDArray[Any], bridges: NDArray[Any], whole: NDArray[Any]
) -> list[Value]:
    """A bridge parts its two sides; what it loses is whole less what is left without the tie."""
    from triskele.engines.kernels.removal import connected_without

    values = []
    shares = np.ascontiguousarray(net.shares if net.shares.shape[1] else np.zeros((net.n, 1)))
    for e in bridges.tolist():
        kept = np.ones(len(u), dtype=bool)
        kept[e] = False
        rest = Network.from_arrays(range(net.n), u[kept], v[kept])
        left = connected_without(rest.indptr, rest.indices, shares, np.array([-1]))[0]
        lost = float(whole[0] - left[0])
        key = {"actor": ids[u[e]], "other": ids[v[e]], "quantity": "bridge"}
        values.append(Value(key, 1.0, "", category=SEPARATES if lost > 1e-9 else JOINED))
        values.append(Value({**key, "quantity": "lost-by-bridge"}, max(lost, 0.0), "pairs"))
    return values
