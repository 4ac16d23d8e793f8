"""A network by level: its communities with their sizes and the ties between them, and the members of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from triskele.errors import InvalidInput
from triskele.ledger.arrays import SPHERES
from triskele.networks.csr import Network
from triskele.networks.projection import Projected

LEVELS = ("actors", "communities", "auto")
MANY = 3000
"""Level ``auto`` means communities for a network of more actors than this: a picture of them says more."""
NAMED = 3
"""A community is called after so many of its members, those with most ties."""


def name_community(number: int) -> str:
    """The id of a community as a node."""
    return f"community-{number}"


def by_community(projected: Projected, communities: Mapping[str, int]) -> Projected:
    """The communities of a network as its nodes. O(n + m log m).

    Node data: ``community`` (its number), ``size`` (members in this network), ``inner`` (ties among them), the mean
    shares of its members in the four spheres, and as ``sphere`` the one that more than half of its members have. Each
    pair of communities has one link that weighs what the ties between them weigh together, or else their number.
    Actors without a community are counted in ``dropped`` as ``no_community``.
    """
    network = projected.network
    every = dict(communities.items())
    label = np.array([every.get(key, -1) for key in network.ids], dtype=np.int64)
    within = label >= 0
    numbers, place = np.unique(label[within], return_inverse=True)
    if len(network) and not len(numbers):
        raise InvalidInput(
            "No actor of this network has a community.",
            hint="Communities are found when a release is published, in the network of all organisations; widen the "
            "selection, or build the release again with the extra fast installed.",
        )
    size, row = len(numbers), np.full(len(network), -1, dtype=np.int64)
    row[within] = place
    u, v = network.edges_array
    a, b = row[u], row[v]
    ties = np.asarray(network.edge_data["ties"], dtype=np.int64)
    weight = ties.astype(float) if network.weights is None else _edge_weights(network)
    kept = (a >= 0) & (b >= 0)
    if not network.is_directed():
        a, b = np.minimum(a, b), np.maximum(a, b)
    inner = kept & (a == b)
    between = kept & (a != b)
    code, group = np.unique(a[between] * max(size, 1) + b[between], return_inverse=True)
    degrees = network.degrees
    inside = np.flatnonzero(within)
    ordered = inside[np.lexsort((inside, -degrees[inside], place))]
    begins = np.searchsorted(row[ordered], np.arange(size + 1))
    leading = [ordered[a : min(a + NAMED, b)].tolist() for a, b in pairwise(begins.tolist())]
    data: dict[str, Any] = {
        "community": numbers,
        "size": np.bincount(place, minlength=size),
        "inner": np.bincount(a[inner], ties[inner], minlength=size).astype(np.int64),
        "sphere": _majority(network.node_data["sphere"][within], place, size),
        "class": np.zeros(size, dtype=np.int16),
        "iri": np.full(size, "", dtype=object),
    }
    for tag in ("tr", "en"):
        names = network.node_data[f"label_{tag}"]
        called = [", ".join(str(names[i]) or str(network.ids[i]) for i in leading[n]) for n in range(size)]
        data[f"label_{tag}"] = np.array(called, dtype=object)
    for sphere in SPHERES[:4]:
        column = sphere.replace("-", "_")
        data[column] = np.bincount(place, network.node_data[column][within], size) / np.maximum(data["size"], 1)
    dropped = {**projected.dropped, "no_community": int((~within).sum())}
    drawn = Network.from_arrays(
        [name_community(number) for number in numbers.tolist()],
        code // max(size, 1),
        code % max(size, 1),
        weight=np.bincount(group, weight[between], len(code)),
        directed=network.is_directed(),
        node_data=data,
        edge_data={"ties": np.bincount(group, ties[between], len(code)).astype(np.int32)},
        categories={"sphere": list(SPHERES), "class": ["Community"]},
        graph={**network.graph, "level": "communities"},
    )
    nodes = {number: name_community(number) for number in numbers.tolist()}
    named = dict(zip(network.ids, map(nodes.get, label.tolist()), strict=True))
    keys = np.array([named.get(key) or "" for key in projected.keys.tolist()], dtype=object)
    apart = (keys[projected.ties["u"]] != keys[projected.ties["v"]]) & _named(keys, projected)
    return replace(
        projected, network=drawn, ties=projected.ties.where(apart), keys=keys, dropped=dropped, layers={},
        hypergraph=None,
    )  # fmt: skip


def members_of(projected: Projected, communities: Mapping[str, int], number: int) -> Projected:
    """The part of a network inside one community; InvalidInput when none of its actors is in it."""
    inside = [key for key in projected.network.ids if communities.get(key) == number]
    if not inside:
        there = sorted({communities[key] for key in projected.network.ids if key in communities})
        known = f"There are {there[0]} to {there[-1]}." if there else "It has none."
        raise InvalidInput(f"This network has no actor in community {number}.", hint=f"{known} See level=communities.")
    return within(projected, inside)


def within(projected: Projected, nodes: Iterable[str]) -> Projected:
    """A projection narrowed to some of its nodes, with every tie between them."""
    kept = set(nodes)
    ends = np.array([key in kept for key in projected.keys.tolist()], dtype=bool)
    ties = projected.ties.where(ends[projected.ties["u"]] & ends[projected.ties["v"]])
    smaller = projected.network.induced([node for node in projected.network.ids if node in kept])
    smaller.graph.update(projected.network.graph)
    return replace(projected, network=smaller, ties=ties, layers={})


def _named(keys: Any, projected: Projected) -> Any:
    return (keys[projected.ties["u"]] != "") & (keys[projected.ties["v"]] != "")


def _edge_weights(network: Network) -> Any:
    """The weight of each tie, in the order of ``edge_data``."""
    assert network.weights is not None
    return network.weights[network._first_arcs]


def _majority(sphere: Any, place: Any, size: int) -> Any:
    """The sphere that more than half of each group has; -1 when none does."""
    counts = np.zeros((size, len(SPHERES)), dtype=np.int64)
    known = sphere >= 0
    np.add.at(counts, (place[known], sphere[known]), 1)
    total = np.bincount(place, minlength=size)
    found = counts.argmax(axis=1) if size else np.zeros(0, dtype=np.int64)
    most = counts.max(axis=1) if size else found
    return np.where(2 * most > total, found, -1).astype(np.int8)
