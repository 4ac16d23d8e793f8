"""How near the spheres are: all three within k steps, and the efficiency between two of them."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, typed
from triskele.metrics.closure import helix_shares
from triskele.metrics.nulls import DEGREES, LABELS, MIXED, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.networks.columns import frozen
from triskele.networks.csr import Network
from triskele.words import phrase

OUT_PATHS = phrase("reach.out-paths")
STEPS = Parameter(
    "steps",
    "int",
    2,
    phrase("reach.parameters.steps"),
    minimum=0,
)
MORE_STEPS = 3


def balls(network: Network, types: NDArray[Any], table: NDArray[Any], steps: int) -> NDArray[np.bool_]:
    """Whether the closed ball of 0..steps hops holds all of U, I and G: (steps + 1, n)."""
    from triskele.engines.spheres import ball_spheres

    spheres = (table[:-1] > 0) @ np.array([1, 2, 4], dtype=np.int64)
    labels = np.append(spheres, 0)[types]
    found = ball_spheres(network.indptr, network.indices, labels, steps)
    held = np.zeros(found.shape, dtype=np.int64)
    for mask in range(1, 8):
        held |= np.where((found >> np.uint64(mask)) & np.uint64(1) != 0, mask, 0)
    return np.asarray(held == 7)


@metric(
    name="tri-sphere-reachability",
    section="B7",
    undefined_when=phrase("common.without-actors"),
    input="network",
    parameters=(*COMMON, STEPS, nulls.null_parameter(LABELS, DEGREES, MIXED), PERMUTATIONS, SEED),
    nulls=(LABELS, DEGREES, MIXED),
    a_draw="paths",
    units=("ratio", "steps"),
    example="test_reach_of_the_toy_graph",
)
def tri_sphere_reachability(data: Any, *, steps: int, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """ρ at the asked k, then at every k up to it (at least 3), then each actor's smallest k (null when none)."""
    net = typed.read(data, **common)
    if not net.n:
        return Result([undefined({"quantity": "rho", "steps": str(steps)}, typed.NO_ACTORS, n=0)], **net.run())
    table, network = helix_shares(net), net.network
    top = max(steps, MORE_STEPS)
    held = balls(network, net.types, table, top)
    rho = held.mean(axis=1)
    drawn = None
    if nulls.wanted(null, permutations) and net.known.any():
        if null == LABELS:
            statistic = partial(_held_shares, network, table=table, top=top)
            drawn = nulls.label_draws(net, statistic, permutations, seed)
        else:
            statistic = partial(_held_shares, types=net.types, table=table, top=top)
            drawn = nulls.degree_draws(net, statistic, permutations, seed, mixing=null == MIXED)
    values = []
    for k in (steps, *(k for k in range(top + 1) if k != steps)):
        fields = {**nulls.compare(float(rho[k]), drawn, (k,)), "n": net.n, "m": net.m, "coverage": net.coverage}
        values.append(
            Value({"quantity": "rho" if k == steps else "rho-at", "steps": str(k)}, rho[k], "ratio", **fields)
        )
    return Result([*values, *_actors(net, held)], **net.run(**nulls.run_of(drawn, seed)))


def _held_shares(network: Network, types: NDArray[Any], table: NDArray[Any], top: int) -> NDArray[np.float64]:
    return np.asarray(balls(network, types, table, top).mean(axis=1))


def _actors(net: TypedNetwork, held: NDArray[np.bool_]) -> list[Value]:
    top = len(held) - 1
    far = phrase("reach.not-met", top=top)
    first = np.where(held.any(axis=0), held.argmax(axis=0).astype(float), np.nan)
    return [
        value_or({"actor": name, "quantity": "steps-to-three-spheres"}, first[i], far, "steps")
        for i, name in enumerate(typed.named(net.network.ids))
    ]


# -------------------------------------------------------------------- efficiency


def hop_sums(network: Network, types: NDArray[Any], kinds: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(sum of 1/hops, reachable pairs) from type to type over ordered pairs: both (kinds, kinds)."""
    from triskele.engines.spheres import pair_efficiency

    into = (network.in_indptr, network.in_indices) if network.is_directed() else (None, None)
    mean, share = pair_efficiency(network.indptr, network.indices, types, kinds, *into)
    sizes = np.bincount(types[types >= 0], minlength=kinds).astype(float)
    pairs = np.outer(sizes, sizes) - np.diag(sizes)
    return np.nan_to_num(mean) * pairs, np.nan_to_num(share) * pairs


def sums_between(ways: Network, types: NDArray[Any], kinds: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same for lengths, by Dijkstra, when the network has weights: they are lengths here."""
    if ways.weights is None:
        return hop_sums(ways, types, kinds)
    from triskele.engines.kernels.paths import dijkstra

    inverse, reached = np.zeros((kinds, kinds)), np.zeros((kinds, kinds))
    for source in np.flatnonzero(types >= 0).tolist():
        found, length = dijkstra(ways.indptr, ways.indices, frozen(ways.weights), np.array([source]), np.inf)
        ends = found[(found != source) & (types[found] >= 0)]
        inverse[types[source]] += np.bincount(types[ends], weights=1 / length[ends], minlength=kinds)
        reached[types[source]] += np.bincount(types[ends], minlength=kinds)
    return inverse, reached


def weighing(network: Network) -> Network:
    """The same actors with the ties that weigh something."""
    u, v = network.edges_array
    assert network.weights is not None
    weights = network.weights if network.is_directed() else network.weights[network.arc_sources <= network.indices]
    some = np.asarray(weights) > 0
    return Network.from_arrays(
        network.ids, u[some], v[some], weight=np.asarray(weights)[some], directed=bool(network.is_directed())
    )


def lengths_of(network: Network) -> Network:
    """The same actors with the length 1/weight on every tie that weighs something."""
    some = weighing(network)
    u, v = some.edges_array
    assert some.weights is not None
    weights = some.weights if some.is_directed() else some.weights[some.arc_sources <= some.indices]
    return Network.from_arrays(some.ids, u, v, weight=1 / np.asarray(weights), directed=bool(some.is_directed()))


@metric(
    name="cross-sphere-efficiency",
    section="B8",
    cost="O(n·m)",
    reference="Latora & Marchiori 2001",
    input="network",
    parameters=(*COMMON, nulls.null_parameter(LABELS, DEGREES, MIXED), PERMUTATIONS, SEED),
    nulls=(LABELS, DEGREES, MIXED),
    a_draw="paths",
    units=("ratio",),
    direction=OUT_PATHS,
    example="test_efficiency_of_the_toy_graph",
)
def cross_sphere_efficiency(data: Any, *, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """All cross pairs first, with the reachable share, then every pair of spheres."""
    net = typed.read(data, **common)
    reason = typed.lacking(net)
    if reason:
        return Result([undefined({"quantity": "efficiency"}, reason, unit="ratio", n=0)], **net.run())
    spread, kinds = net.profiles, len(net.profiles)
    pairs = np.outer(net.sizes, net.sizes) - net.shares.T @ net.shares
    ways = lengths_of(net.network) if net.weight else net.network
    inverse, reached = sums_between(ways, net.types, kinds)
    near, there = spread.T @ inverse @ spread, spread.T @ reached @ spread
    off = ~np.eye(len(net.names), dtype=bool)
    across = float(pairs[off].sum())
    drawn = _drawn_efficiency(net, ways, null, permutations, seed)
    chance = (
        None
        if drawn is None or not across
        else Drawn(drawn.values[:, off].sum(axis=1) / across, drawn.null, drawn.exact)
    )
    seen = near[off].sum() / across if across else np.nan
    lone = typed.ONE_SPHERE
    values = [value_or({"quantity": "efficiency"}, seen, lone, **nulls.compare(seen, chance), **net.counts())]
    share = there[off].sum() / across if across else None
    values.append(value_or({"quantity": "reachable-share"}, share, lone, **net.counts()))
    values += _pairs(net, near, there, pairs, drawn)
    run = nulls.run_of(drawn, seed)
    return Result(values, **net.run(**{**run, "notes": [*run["notes"], *_length_note(net)]}))


def _length_note(net: TypedNetwork) -> list[Text]:
    if not net.weight:
        return []
    return [phrase("reach.length-is-inverse-strength")]


def _drawn_efficiency(net: TypedNetwork, ways: Network, null: str, permutations: int, seed: int) -> Drawn | None:
    if not nulls.wanted(null, permutations):
        return None
    if null == LABELS:
        return nulls.label_draws(net, partial(_nearness, net.profiles, ways), permutations, seed)
    statistic = partial(_nearness_rewired, net.profiles, types=net.types)
    return nulls.degree_draws(net, statistic, permutations, seed, mixing=null == MIXED, weighted=True)


def _nearness(profiles: NDArray[Any], network: Network, types: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(profiles.T @ sums_between(network, types, len(profiles))[0] @ profiles)


def _nearness_rewired(profiles: NDArray[Any], network: Network, types: NDArray[Any]) -> NDArray[Any]:
    return _nearness(profiles, network if network.weights is None else lengths_of(network), types)


def _pairs(
    net: TypedNetwork, near: NDArray[Any], there: NDArray[Any], pairs: NDArray[Any], drawn: Drawn | None
) -> list[Value]:
    few = phrase("reach.no-pair-these-spheres")
    cells, shares = [], []
    for i, a in enumerate(net.names):
        for j, b in enumerate(net.names):
            if j < i and not net.directed:
                continue
            room = pairs[i, j] if pairs[i, j] > 1e-12 else np.nan
            chance = None if drawn is None else Drawn(drawn.values[:, i, j] / room, drawn.null, drawn.exact)
            seen = near[i, j] / room
            key = {"from": a, "to": b, "quantity": "pair-efficiency"}
            cells.append(value_or(key, seen, few, **nulls.compare(seen, chance)))
            shares.append(value_or({**key, "quantity": "pair-reachable-share"}, there[i, j] / room, few))
    return [*nulls.adjusted(cells), *shares]
