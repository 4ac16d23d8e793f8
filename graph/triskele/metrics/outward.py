"""Do ties go outward or inward, and fewer across than expected: E-I index, Freeman, odds ratio, Coleman."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, typed
from triskele.metrics.mixing import DIRECTION, WEIGHTS, drawn_mixing, mixing_matrix_of, pairs_of
from triskele.metrics.nulls import DEGREES, LABELS, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.words import phrase

NULL = nulls.null_parameter(LABELS, DEGREES)
INWARD = phrase("outward.inward")
OUTWARD = phrase("outward.outward")
LITTLE_ROOM = phrase("outward.little-room")


def ei_of(tables: NDArray[Any]) -> NDArray[Any]:
    """(external − internal)/(external + internal) of mixing matrices (..., k, k); NaN without ties."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - 2 * np.trace(tables, axis1=-2, axis2=-1) / tables.sum(axis=(-2, -1)))


def internal_pairs(net: TypedNetwork) -> tuple[float, float]:
    """(pairs inside spheres, pairs between spheres) of actors of known sphere; ordered when directed."""
    pairs = pairs_of(net) / (1.0 if net.directed else 2.0)
    inside = float(np.trace(pairs))
    return inside, float(pairs.sum()) - inside


def expected_ei(net: TypedNetwork) -> float | None:
    """1 − 2 Σ n_a(n_a−1)/(n(n−1)): the mean under label permutation."""
    inside, across = internal_pairs(net)
    return 1 - 2 * inside / (inside + across) if inside + across > 0 else None


@metric(
    name="ei-index",
    section="B3",
    reference="Krackhardt & Stern 1988",
    input="network",
    parameters=(*COMMON, NULL, PERMUTATIONS, SEED),
    nulls=(LABELS, DEGREES),
    units=("ratio",),
    weights=WEIGHTS,
    example="test_segregation.py::test_ei_of_the_toy_graph",
    lower=INWARD,
    higher=OUTWARD,
)
def ei_index(data: Any, *, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """The network, its rescaled value and chance level, then spheres (with null), then actors."""
    net = typed.read(data, **common)
    reason = typed.lacking(net, ties=True)
    if reason:
        return Result([undefined({"quantity": "ei"}, reason, unit="ratio", **net.counts())], **net.run())
    drawn = drawn_mixing(net, null, permutations, seed)
    table = mixing_matrix_of(net)
    overall = None if drawn is None else Drawn(ei_of(drawn.values), drawn.null, drawn.exact)
    seen = float(ei_of(table))
    values = [Value({"quantity": "ei"}, seen, "ratio", **nulls.compare(seen, overall), **net.counts())]
    if net.weight:
        values.append(_weighted(net, null, permutations, seed))
    values += [_rescaled(net, table), *_chance(net)]
    values += nulls.adjusted(_spheres(net, table, drawn))
    values += _actors(net)
    return Result(values, **net.run(**nulls.run_of(drawn, seed)))


def _weighted(net: TypedNetwork, null: str, permutations: int, seed: int) -> Value:
    drawn = drawn_mixing(net, null, permutations, seed, weighted=True)
    seen = float(ei_of(mixing_matrix_of(net, weighted=True)))
    overall = None if drawn is None else Drawn(ei_of(drawn.values), drawn.null, drawn.exact)
    nothing = phrase("outward.weights-sum-to-zero")
    return value_or({"quantity": "weighted-ei"}, seen, nothing, **nulls.compare(seen, overall), **net.counts())


def _rescaled(net: TypedNetwork, table: NDArray[Any]) -> Value:
    key = {"quantity": "rescaled"}
    if net.hybrids == "fractional":
        why = phrase("outward.no-range-with-hybrids")
        return undefined(key, why, unit="ratio")
    total = table.sum() / (1 if net.directed else 2)
    external = total - np.trace(table) / (1 if net.directed else 2)
    inside, across = internal_pairs(net)
    least, most = max(0.0, total - inside), min(total, across)
    number = 2 * (external - least) / (most - least) - 1 if most > least else None
    low, high = 2 * least / total - 1, 2 * most / total - 1
    return value_or(key, number, LITTLE_ROOM, low=low, high=high, **net.counts())


def _chance(net: TypedNetwork) -> list[Value]:
    """The mean by label permutation, and by stub matching: E[internal] = Σk_a(k_a−1)/(2(2m−1))."""
    values = [value_or({"quantity": "expected-ei"}, expected_ei(net), LITTLE_ROOM, **net.counts())]
    table = mixing_matrix_of(net)
    if not net.directed and net.hybrids == "exclusive":
        ends, m = table.sum(axis=1), table.sum() / 2
        inside = float((ends * (ends - 1)).sum() / (2 * (2 * m - 1)))
        values.append(Value({"quantity": "expected-internal-by-degree"}, inside, "ties", **net.counts()))
    return values


def _spheres(net: TypedNetwork, table: NDArray[Any], drawn: Drawn | None) -> list[Value]:
    none = phrase("outward.sphere-has-no-tie")

    def by_sphere(tables: NDArray[Any]) -> NDArray[Any]:
        out = tables.sum(axis=-1)
        inside = np.diagonal(tables, axis1=-2, axis2=-1)
        inside = inside if net.directed else inside / 2
        external = out - np.diagonal(tables, axis1=-2, axis2=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((external - inside) / (external + inside))

    seen = by_sphere(table)
    chance = None if drawn is None else Drawn(by_sphere(drawn.values), drawn.null, drawn.exact)
    return [
        value_or(
            {"sphere": name, "quantity": "ei-of-sphere"},
            seen[i],
            none,
            **nulls.compare(float(seen[i]), chance, (i,)),
            n=round(float(net.sizes[i])),
        )
        for i, name in enumerate(net.names)
    ]


def _actors(net: TypedNetwork) -> list[Value]:
    u, v = net.ends
    both_known = net.known_ties
    u, v = u[both_known], v[both_known]
    inside = (net.shares[u] * net.shares[v]).sum(axis=1)
    count = np.bincount(u, minlength=net.n).astype(float)
    same = np.bincount(u, weights=inside, minlength=net.n)
    if not net.directed:
        count += np.bincount(v, minlength=net.n)
        same += np.bincount(v, weights=inside, minlength=net.n)
    blank = phrase("common.sphere-of-actor-unknown")
    values = []
    for i, name in enumerate(typed.named(net.network.ids)):
        number = (count[i] - 2 * same[i]) / count[i] if count[i] else None
        reason: Text = typed.ISOLATE if net.known[i] else blank
        values.append(value_or({"actor": name, "quantity": "ei-of-actor"}, number, reason, m=count[i]))
    return values


@metric(
    name="segregation",
    section="B5",
    reference="Freeman 1978; Coleman 1958; Bojanowski & Corten 2014",
    input="network",
    parameters=(*COMMON, NULL, PERMUTATIONS, SEED),
    nulls=(LABELS, DEGREES),
    units=("ratio",),
    direction=DIRECTION,
    example="test_segregation.py::test_segregation_of_the_toy_graph",
)
def segregation(data: Any, *, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """Freeman's index, the expected cross ties, the odds ratio (.5 added when a cell is zero), Coleman by sphere."""
    net = typed.read(data, **common)
    reason = typed.lacking(net, ties=True, spheres=2)
    if reason:
        keys = ("freeman", "odds-ratio")
        return Result([undefined({"quantity": q}, reason, unit="ratio", **net.counts()) for q in keys], **net.run())
    drawn = drawn_mixing(net, null, permutations, seed)
    table = mixing_matrix_of(net)
    inside, across = internal_pairs(net)
    total = table.sum() / (1 if net.directed else 2)
    expected = total * across / (inside + across)

    def cross_of(tables: NDArray[Any]) -> NDArray[Any]:
        ends = tables.sum(axis=(-2, -1)) - np.trace(tables, axis1=-2, axis2=-1)
        return np.asarray(ends if net.directed else ends / 2)

    def freeman(tables: NDArray[Any]) -> NDArray[Any]:
        return np.asarray((expected - cross_of(tables)) / expected)

    def odds(tables: NDArray[Any]) -> NDArray[Any]:
        return odds_ratio(tables.sum(axis=(-2, -1)) / (1 if net.directed else 2), cross_of(tables), inside, across)

    values = []
    for name, statistic in (("freeman", freeman), ("odds-ratio", odds)):
        seen = float(statistic(table))
        chance = None if drawn is None else Drawn(statistic(drawn.values), drawn.null, drawn.exact)
        none = phrase("outward.no-cross-tie")
        flag = (
            {"category": "half-added"}
            if name == "odds-ratio" and _has_zero(total, cross_of(table), inside, across)
            else {}
        )
        values.append(value_or({"quantity": name}, seen, none, **nulls.compare(seen, chance), **flag, **net.counts()))
    values.insert(1, Value({"quantity": "expected-cross"}, expected, "ties", **net.counts()))
    values.insert(2, Value({"quantity": "cross"}, float(cross_of(table)), "ties", **net.counts()))
    notes = [_HALF] if any(v.category for v in values) else []
    values += _coleman(net, table)
    run = nulls.run_of(drawn, seed)
    return Result(values, **net.run(**{**run, "notes": [*run["notes"], *notes]}))


_HALF = phrase("outward.half")


def _has_zero(total: float, cross: Any, inside: float, across: float) -> bool:
    cells = np.array([total - cross, inside - (total - cross), cross, across - cross])
    return bool((np.abs(cells) < 1e-12).any())


def odds_ratio(total: Any, cross: Any, inside: float, across: float) -> NDArray[Any]:
    """(w·b̄)/(w̄·b) from tied and untied pairs inside and between spheres; .5 added to all four when one is zero."""
    within = np.asarray(total - cross, dtype=float)
    cells = np.stack(np.broadcast_arrays(within, inside - within, np.asarray(cross, float), across - cross), axis=-1)
    cells = cells + np.where((np.abs(cells) < 1e-12).any(axis=-1, keepdims=True), 0.5, 0.0)
    return np.asarray(cells[..., 0] * cells[..., 3] / (cells[..., 1] * cells[..., 2]))


def _coleman(net: TypedNetwork, table: NDArray[Any]) -> list[Value]:
    """One value a group; expected choices inside from the arcs each of its members sends."""
    only = phrase("outward.directed-only")
    none = phrase("outward.sends-no-arc")
    known = float(net.known.sum())
    values = []
    for i, name in enumerate(net.names):
        key = {"sphere": name, "quantity": "coleman"}
        if not net.directed or net.hybrids == "fractional":
            values.append(undefined(key, only, unit="ratio"))
            continue
        sent, own = table[i].sum(), table[i, i]
        chance = sent * (net.sizes[i] - 1) / (known - 1) if known > 1 else 0.0
        room = sent - chance if own >= chance else chance
        values.append(value_or(key, (own - chance) / room if room > 0 else None, none, n=int(net.sizes[i])))
    return values
