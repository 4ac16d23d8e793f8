"""What would be lost without an interface organisation, and how the network falls apart actor by actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import nulls, significance, typed
from triskele.metrics.cutpoints import connected_left, cross_pairs_with, left_without, pairs_with
from triskele.metrics.nulls import DEGREES
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.pieces import map_pieces
from triskele.progress import DRAWING, REMOVALS
from triskele.words import phrase

PEERS = "equal-degree-removal"
UNWEIGHTED = tuple(p for p in COMMON if p.name not in ("weight", "parallel"))
ACTORS = Parameter(
    "actors",
    "list",
    (),
    phrase("removal.parameters.actors"),
)
DEAR = 2_000_000_000
"""Steps beyond which efficiencies after removals are left out, and the result says so."""


@metric(
    name="interface-removal",
    section="B15",
    cost="O(n·m)",
    reference="Schneider et al. 2011; Latora & Marchiori 2001",
    input="network",
    parameters=(*UNWEIGHTED, ACTORS, nulls.null_parameter(PEERS, DEGREES), PERMUTATIONS, SEED),
    nulls=(PEERS, DEGREES),
    a_draw="paths",
    units=("ratio", "pairs", "count"),
    direction=phrase("removal.weak-components"),
    weights=phrase("common.ignored"),
    example="test_removal_in_the_toy_graph",
)
def interface_removal(
    data: Any, *, actors: Sequence[Any], null: str, permutations: int, seed: int, **common: Any
) -> Result:
    """For each actor: relative loss against its null, pairs lost, components and efficiency around it.

    Actors of equal degree are as many as there are, and where they are few no verdict is possible; the null of rewired
    networks has as many draws as one likes.
    """
    net = typed.read(data, **common)
    reason = typed.lacking(net)
    if reason:
        return Result([undefined({"quantity": "relative-loss"}, reason, unit="ratio", n=0)], **net.run())
    chosen, everyone = chosen_actors(net, actors)
    rng = np.random.default_rng(seed)
    degree = net.symmetric.degrees
    own = pairs_with(net)
    whole = left_without(net, np.array([-1]))[0]
    with_peers = null == PEERS and permutations > 0
    peers = {i: _peers(degree, i, permutations, rng) if with_peers else np.zeros(0, np.int64) for i in chosen}
    needed = np.unique(np.concatenate([np.array(chosen, dtype=np.int64), *peers.values()]))
    left = dict(zip(needed.tolist(), left_without(net, needed), strict=True))

    def loss(i: int) -> float:
        before = whole[0] - own[i]
        return float((before - left[i][0]) / before) if before > 1e-9 else np.nan

    rewired = None
    if null == DEGREES and permutations:
        statistic = partial(_losses, shares=net.shares, chosen=np.array(chosen))
        rewired = nulls.degree_draws(net, statistic, permutations, seed, symmetric=True)
    efficiency = _efficiencies(net, chosen)
    values: list[Value] = []
    details: list[Value] = []
    none = phrase("removal.no-cross-pair-before")
    for place, i in enumerate(chosen):
        actor = str(net.network.ids[i])
        key = {"actor": actor, "quantity": "relative-loss"}
        fields = nulls.compare(loss(i), rewired, (place,))
        if with_peers and not np.isnan(loss(i)):
            drawn = np.array([loss(j) for j in peers[i].tolist()])
            every = bool(len(drawn) == np.count_nonzero(degree == degree[i]) - 1)
            fields = significance.against(loss(i), drawn, complete=every)
        values.append(value_or(key, loss(i), none, **fields, n=net.n, m=net.m, coverage=net.coverage))
        details += _details(i, actor, whole, left[i], own[i], efficiency)
    tested = any(v.p is not None for v in values)
    run = {
        "null": null if tested else None,
        "permutations": permutations if tested else None,
        "seed": seed if tested else None,
        "notes": _notes(everyone, efficiency, tested, null),
    }
    return Result([*nulls.adjusted(values), *details], **net.run(**run))


def chosen_actors(net: TypedNetwork, actors: Sequence[Any]) -> tuple[list[int], bool]:
    """(positions of the named actors, else of hybrids, else of all; whether all had to stand in)."""
    ids = net.network.ids
    if actors:
        index = {node: i for i, node in enumerate(ids)} | {str(node): i for i, node in enumerate(ids)}
        strange = [str(a) for a in actors if a not in index]
        if strange:
            raise ParameterError(
                f"actors names {', '.join(strange[:5])}, which the network does not hold",
                hint="Give ids of actors of this network.",
            )
        return sorted({index[a] for a in actors}), False
    if net.hybrids == "fractional":
        hybrids = np.flatnonzero((net.shares > 0).sum(axis=1) > 1)
    else:
        hybrids = np.flatnonzero(net.codes == net.code_of("hybrid")) if "hybrid" in net.names else np.zeros(0, int)
    return (hybrids.tolist(), False) if len(hybrids) else (list(range(net.n)), True)


def _losses(network: Network, shares: NDArray[Any], chosen: NDArray[Any]) -> NDArray[np.float64]:
    """The relative loss of each of these actors in a rewired network; NaN where nothing is connected."""
    own = cross_pairs_with(network, shares)[chosen]
    left = connected_left(network, shares, np.concatenate([[-1], chosen]))[:, 0]
    before = left[0] - own
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(before > 1e-9, (before - left[1:]) / before, np.nan)


def _peers(degree: NDArray[Any], i: int, most: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Other actors of equal degree, all of them or ``most`` at random."""
    alike = np.flatnonzero(degree == degree[i])
    alike = alike[alike != i]
    return np.sort(rng.choice(alike, most, replace=False)) if len(alike) > most else alike.astype(np.int64)


def _efficiencies(net: TypedNetwork, chosen: list[int]) -> dict[int, tuple[float, float]] | None:
    """(global efficiency among the others before, after) of each removal; None when it would take too long."""
    from triskele.engines.distances import path_sums

    plain = net.symmetric
    if (len(chosen) + 1) * net.n * (net.n + net.m) > DEAR * 64:
        return None
    found = {}
    nearness = path_sums(plain, None)[2]
    total = float(nearness.sum())
    u, v = plain.edges_array
    n = net.n
    room = max((n - 1) * (n - 2), 1)
    afters = map_pieces(_efficiency_without, chosen, shared=(u, v, n), what=REMOVALS)
    for i, after in zip(chosen, afters, strict=True):
        found[i] = ((total - 2 * float(nearness[i])) / room, after / room)
    return found


def _efficiency_without(i: int, u: NDArray[Any], v: NDArray[Any], n: int) -> float:
    from triskele.engines.distances import path_sums

    kept = (u != i) & (v != i)
    return float(path_sums(Network.from_arrays(range(n), u[kept], v[kept]), None)[2].sum())


def _details(
    i: int,
    actor: str,
    whole: NDArray[Any],
    left: NDArray[Any],
    own: float,
    efficiency: dict[int, tuple[float, float]] | None,
) -> list[Value]:
    rows = [
        ("cross-pairs-before", whole[0] - own, "pairs"),
        ("cross-pairs-after", left[0], "pairs"),
        ("lost-cross-pairs", max(whole[0] - own - left[0], 0.0), "pairs"),
        ("components-before", whole[2], "count"),
        ("components-after", left[2], "count"),
        ("largest-component-after", left[3], "count"),
    ]
    if efficiency is not None:
        before, after = efficiency[i]
        rows += [("efficiency-before", before, "ratio"), ("efficiency-after", after, "ratio")]
    return [Value({"actor": actor, "quantity": name}, float(number), unit) for name, number, unit in rows]


def _notes(everyone: bool, efficiency: Any, tested: bool, null: str) -> list[Text]:
    notes = []
    if everyone:
        notes.append(phrase("removal.no-hybrid"))
    if efficiency is None:
        notes.append(phrase("removal.large-network"))
    if tested and null == PEERS:
        notes.append(phrase("removal.how-compared"))
        notes.append(phrase("removal.few-of-equal-degree"))
    if tested:
        notes.append(nulls.BENJAMINI)
    return notes


# -------------------------------------------------------------------- the whole curve


def robustness(curve: NDArray[Any]) -> float:
    """R = (1/n) Σ_{q=1..n} LCC(q)/n of the sizes after 0, 1, ..., n removals."""
    n = len(curve) - 1
    return float(curve[1:].sum() / n**2)


@metric(
    name="removal-curve",
    section="B15",
    range="[0, ½]",
    undefined_when=phrase("common.without-actors"),
    reference="Schneider et al. 2011",
    input="network",
    parameters=(
        *UNWEIGHTED,
        Parameter("points", "int", 20, phrase("removal.removal-curve.parameters.points"), minimum=0),
        PERMUTATIONS,
        SEED,
    ),
    nulls=("random-removal",),
    units=("ratio",),
    direction=phrase("removal.weak-components"),
    weights=phrase("common.ignored"),
    example="test_the_curve_of_a_star",
)
def removal_curve(data: Any, *, points: int, permutations: int, seed: int, **common: Any) -> Result:
    """R under degree attack against random removal, R with interfaces first, then points of the curves."""
    from triskele.engines import spheres

    net = typed.read(data, **common)
    if not net.n:
        return Result(
            [undefined({"quantity": "R", "order": "degree"}, typed.NO_ACTORS, unit="ratio", n=0)], **net.run()
        )
    plain = net.symmetric
    rows = plain.indptr, plain.indices
    attack = spheres.degree_attack(*rows)
    hybrids = set(chosen_actors(net, ())[0]) if "hybrid" in net.names or net.hybrids == "fractional" else set()
    first = [i for i in attack.tolist() if i in hybrids] + [i for i in attack.tolist() if i not in hybrids]
    curves = {"degree": spheres.removal_curve(*rows, attack)}
    if hybrids:
        curves["interfaces"] = spheres.removal_curve(*rows, np.array(first))
    seeds = np.random.SeedSequence(seed).spawn(permutations)
    pieces = [seeds[start : start + nulls.DRAWS_A_PIECE] for start in range(0, permutations, nulls.DRAWS_A_PIECE)]
    parts = map_pieces(_random_curves, pieces, shared=rows, threaded=True, what=DRAWING, draws=True)
    drawn = [curve for part in parts for curve in part]
    chance = np.array([robustness(curve) for curve in drawn])
    values = []
    for name, curve in curves.items():
        seen = robustness(curve)
        fields = significance.against(seen, chance) if len(chance) else {}
        values.append(Value({"quantity": "R", "order": name}, seen, "ratio", **fields, n=net.n, m=net.m))
    if drawn:
        values.append(Value({"quantity": "R", "order": "random"}, chance.mean(), "ratio", n=net.n, m=net.m))
        curves["random"] = np.mean(drawn, axis=0)
    values = [replace(values[0], key={"quantity": "attack-R", "order": "degree"}), *values]
    values += [value for name, curve in curves.items() for value in _points(name, curve, points)]
    run = {
        "null": "random-removal" if drawn else None,
        "permutations": permutations if drawn else None,
        "seed": seed if drawn else None,
    }
    return Result(values, **net.run(**run))


def _random_curves(seeds: Sequence[Any], indptr: NDArray[Any], indices: NDArray[Any]) -> list[NDArray[np.int64]]:
    from triskele.engines import spheres

    orders = (np.random.default_rng(seed).permutation(len(indptr) - 1) for seed in seeds)
    return [spheres.removal_curve(indptr, indices, order) for order in orders]


def _points(name: str, curve: NDArray[Any], points: int) -> list[Value]:
    n = len(curve) - 1
    steps: Sequence[int] | NDArray[Any] = (
        np.unique(np.linspace(0, n, min(points, n) + 1).round().astype(int)) if points else []
    )
    return [
        Value({"quantity": "largest-component", "order": name, "removed": str(q)}, curve[q] / n, "ratio") for q in steps
    ]
