"""Whom an actor is surrounded by: the composition of ego networks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, significance, typed
from triskele.metrics.bridging import EXCLUSIVE
from triskele.metrics.entropy import log_factorial
from triskele.metrics.nulls import LABELS
from triskele.metrics.record import Parameter, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.spread import blau_of
from triskele.metrics.typed import TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.words import phrase

ENOUGH = 5
"""Of fewer contacts shares are not tested: nothing so small can differ once all actors are corrected for."""


def alters_by_sphere(net: TypedNetwork) -> NDArray[np.int64]:
    """How many contacts of each sphere every actor has, (n, k)."""
    plain = net.symmetric
    known = net.codes[plain.indices] >= 0
    table = np.zeros((net.n, len(net.names)), dtype=np.int64)
    np.add.at(table, (plain.arc_sources[known], net.codes[plain.indices][known]), 1)
    return table


def around(network: Network) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(ties among an actor's contacts, pieces they fall into without the actor), rows symmetric. O(Σ degree²)."""
    from triskele.engines.spheres import list_triangles

    n = len(network)
    ties, pieces = np.zeros(n, np.int64), np.asarray(network.degrees).astype(np.int64)
    corners = list_triangles(network.indptr, network.indices).astype(np.int64)
    np.add.at(ties, corners, 1)
    opposite = [(corners[:, a], corners[:, b], corners[:, c]) for a, b, c in ((0, 1, 2), (1, 0, 2), (2, 0, 1))]
    ego = np.concatenate([o[0] for o in opposite]) if len(corners) else np.zeros(0, np.int64)
    u = np.concatenate([o[1] for o in opposite]) if len(corners) else ego
    v = np.concatenate([o[2] for o in opposite]) if len(corners) else ego
    order = np.argsort(ego, kind="stable")
    parent: dict[int, int] = {}
    last = -1

    def root(x: int) -> int:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for i, a, b in zip(ego[order].tolist(), u[order].tolist(), v[order].tolist(), strict=True):
        if i != last:
            parent, last = {}, i
        one, other = root(a), root(b)
        if one != other:
            parent[one] = other
            pieces[i] -= 1
    return ties, pieces


@metric(
    name="ego-composition",
    section="B30",
    cost="O(Σd²)",
    reference="Crossley et al. 2015; Perry, Pescosolido & Borgatti 2018",
    input="network",
    parameters=(
        *(p for p in EXCLUSIVE if p.name not in ("weight", "parallel")),
        Parameter(
            "actors",
            "list",
            (),
            phrase("ego.ego-composition.parameters.actors"),
        ),
    ),
    nulls=(LABELS,),
    units=("ratio", "contacts", "ties", "count"),
    direction=phrase("common.directions-dropped"),
    weights=phrase("common.ignored"),
    example="test_whom_the_toy_graph_surrounds",
)
def ego_composition(data: Any, *, actors: Any, **common: Any) -> Result:
    """The share of each sphere around each actor with its exact null, then contacts, ties and pieces around it.

    Shuffled spheres make the contacts of an actor a draw without replacement from all actors of known sphere: the law
    is hypergeometric and needs no simulation.
    """
    from triskele.metrics.removal import chosen_actors

    net = typed.read(data, hybrids="exclusive", **common)
    run: dict[str, Any] = {"direction": "undirected"}
    reason = typed.lacking(net)
    if reason:
        return Result([undefined({"quantity": "sphere-share"}, reason, unit="ratio", n=net.n)], **net.run(**run))
    chosen = chosen_actors(net, actors)[0] if actors else list(range(net.n))
    table = alters_by_sphere(net)
    sizes = np.bincount(net.codes[net.codes >= 0], minlength=len(net.names))
    ids = typed.named(net.network.ids)
    shares = [
        _share({"actor": ids[i], "sphere": name, "quantity": "sphere-share"}, table[i], c, sizes)
        for i in chosen
        for c, name in enumerate(net.names)
    ]
    ties, pieces = around(net.symmetric)
    degree = np.asarray(net.symmetric.degrees)
    iqv = blau_of(table.astype(float)) * (len(net.names) / (len(net.names) - 1) if len(net.names) > 1 else np.nan)
    lone = phrase("ego.fewer-than-two-contacts")
    single = typed.ONE_SPHERE if len(net.names) < 2 else typed.ISOLATE
    around_them: list[Value] = []
    for i in chosen:
        pairs = degree[i] * (degree[i] - 1) / 2
        around_them += [
            Value({"actor": ids[i], "quantity": "contacts"}, degree[i], "contacts"),
            value_or({"actor": ids[i], "quantity": "contact-iqv"}, iqv[i], single, n=int(table[i].sum())),
            Value({"actor": ids[i], "quantity": "ties-among-contacts"}, ties[i], "ties"),
            value_or({"actor": ids[i], "quantity": "ego-density"}, ties[i] / pairs if pairs else None, lone),
            Value({"actor": ids[i], "quantity": "pieces-without-ego"}, pieces[i], "count"),
        ]
    tested = any(v.p is not None for v in shares)
    few = phrase("ego.untested-shares", enough=ENOUGH)
    notes = [few, *([nulls.BENJAMINI] if tested else [])]
    null = {"null": LABELS if tested else None, "exact": tested, "notes": notes}
    return Result([*nulls.adjusted(shares), *around_them], **net.run(**run, **null))


def _share(key: dict[str, str], counts: NDArray[Any], sphere: int, sizes: NDArray[Any]) -> Value:
    """The share of a sphere among so many contacts, against drawing them without replacement from all actors."""
    known = int(counts.sum())
    if not known:
        return undefined(key, phrase("ego.no-contact-of-known-sphere"), unit="ratio", n=0)
    every, own = int(sizes.sum()), int(sizes[sphere])
    support = np.arange(max(0, known - (every - own)), min(known, own) + 1)
    weights = np.exp(_ways(own, support) + _ways(every - own, known - support) - _ways(every, known))
    seen = counts[sphere] / known
    if known < ENOUGH:
        return Value(key, seen, "ratio", expected=own / every, n=known)
    found = significance.exactly(seen, support / known, weights)
    # the verdict asks how small P could have been: as small as the rarer end of the law
    found["draws"] = int(min(1 / max(min(weights[0], weights[-1]), 1e-9), 10**9)) if len(support) > 1 else 1
    return Value(key, seen, "ratio", **found, n=known)


def _ways(n: int, k: Any) -> Any:
    """The logarithm of n over k."""
    return log_factorial(n) - log_factorial(k) - log_factorial(n - np.asarray(k))
