"""Who is tied to whom: the mixing matrix, densities by pair of spheres, assortativity."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, typed
from triskele.metrics.nulls import DEGREES, LABELS, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.words import phrase

DIRECTION = phrase("mixing.direction")
WEIGHTS = phrase("mixing.weights")
NULL = nulls.null_parameter(LABELS, DEGREES)


def mixing_matrix_of(net: TypedNetwork, *, weighted: bool = False) -> NDArray[np.float64]:
    """WᵀAW: tie ends from category to category (undirected: both ways), (k, k)."""
    u, v = net.ends
    weights = net.tie_weights if weighted else None
    left = net.shares[u] if weights is None else net.shares[u] * weights[:, None]
    table = left.T @ net.shares[v]
    return table if net.directed else table + table.T


def drawn_mixing(net: TypedNetwork, null: str, permutations: int, seed: int, *, weighted: bool = False) -> Drawn | None:
    """Mixing matrices of the null model; None when it was not asked for or nothing can be shuffled."""
    if not nulls.wanted(null, permutations) or not net.known_ties.any():
        return None
    if null == LABELS:
        return nulls.mixing_draws(net, permutations, seed, weighted=weighted)
    return nulls.degree_draws(net, partial(_table, net.shares), permutations, seed, weighted=weighted)


def _table(shares: NDArray[Any], network: Network) -> NDArray[Any]:
    u, v = network.edges_array
    weights = nulls.tie_weights(network)
    left = shares[u] if weights is None else shares[u] * weights[:, None]
    counts = np.asarray(left.T @ shares[v])
    return counts if network.is_directed() else counts + counts.T


def pairs_of(net: TypedNetwork) -> NDArray[np.float64]:
    """Ordered pairs of different actors by category, (k, k): n_a n_b, and n_a(n_a − 1) on the diagonal."""
    return np.outer(net.sizes, net.sizes) - net.shares.T @ net.shares


@metric(
    name="mixing-matrix",
    section="B1",
    range="≥ 0",
    reference="Newman 2003",
    input="network",
    parameters=(*COMMON, NULL, PERMUTATIONS, SEED),
    nulls=(LABELS, DEGREES),
    units=("tie ends",),
    direction=DIRECTION,
    weights=WEIGHTS,
    example="test_mixing_of_the_toy_graph",
)
def mixing_matrix(data: Any, *, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """Every cell with its null, then the weighted cells, then the `?` row of ties with an end of unknown sphere."""
    net = typed.read(data, **common)
    unit = "ties" if net.directed else "tie ends"
    reason = typed.lacking(net)
    if reason:
        return Result([undefined({"quantity": "mixing"}, reason, unit=unit, n=0)], **net.run())
    drawn = drawn_mixing(net, null, permutations, seed)
    table = mixing_matrix_of(net)
    values = [
        Value(
            {"from": a, "to": b, "quantity": "mixing"},
            table[i, j],
            unit,
            **nulls.compare(table[i, j], drawn, (i, j)),
            **net.counts(),
        )
        for i, a in enumerate(net.names)
        for j, b in enumerate(net.names)
    ]
    values = _judged(net, values)
    if net.weight:
        heavy = mixing_matrix_of(net, weighted=True)
        chance = drawn_mixing(net, null, permutations, seed, weighted=True)
        cells = [
            Value(
                {"from": a, "to": b, "quantity": "weighted-mixing"},
                heavy[i, j],
                "weight",
                **nulls.compare(heavy[i, j], chance, (i, j)),
                **net.counts(),
            )
            for i, a in enumerate(net.names)
            for j, b in enumerate(net.names)
        ]
        values += _judged(net, cells)
    run = nulls.run_of(drawn, seed)
    return Result([*values, *_question_row(net, unit)], **net.run(**run))


def _judged(net: TypedNetwork, cells: list[Value]) -> list[Value]:
    """The cells, row by row, as one family of tests: without directions a cell and its mirror are one test."""
    if net.directed:
        return nulls.adjusted(cells)
    k = len(net.names)
    pairs = [(i, j) for i in range(k) for j in range(i, k)]
    found = dict(zip(pairs, nulls.adjusted([cells[i * k + j] for i, j in pairs]), strict=True))
    return [replace(found[min(at), max(at)], key=cells[at[0] * k + at[1]].key) for at in np.ndindex(k, k)]


def _question_row(net: TypedNetwork, unit: str) -> list[Value]:
    """Tie ends that touch an actor of unknown sphere."""
    if net.known.all():
        return []
    u, v = net.ends
    blank = (~net.known).astype(float)
    there = np.column_stack([net.shares, blank])
    table = there[u].T @ there[v]
    table = table if net.directed else table + table.T
    names, last = (*net.names, "?"), len(net.names)
    cells = [(i, last) for i in range(last + 1)] + [(last, j) for j in range(last)]
    return [
        Value({"from": names[i], "to": names[j], "quantity": "mixing-unknown"}, table[i, j], unit) for i, j in cells
    ]


@metric(
    name="cross-sphere-density",
    section="B2",
    range="[0, 1]",
    reference="Newman 2003",
    input="network",
    parameters=(*COMMON, NULL, PERMUTATIONS, SEED),
    nulls=(LABELS, DEGREES),
    units=("ratio", "weight"),
    direction=DIRECTION,
    example="test_densities_of_the_toy_graph",
)
def cross_sphere_density(data: Any, *, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """All cross pairs first, then every pair of spheres; isolates count in n_a."""
    net = typed.read(data, **common)
    reason = typed.lacking(net, spheres=1)
    if reason:
        return Result([undefined({"quantity": "cross-density"}, reason, unit="ratio", n=0)], **net.run())
    drawn = drawn_mixing(net, null, permutations, seed)
    table, pairs = mixing_matrix_of(net), pairs_of(net)
    few = phrase("mixing.no-possible-pair")
    off = ~np.eye(len(net.names), dtype=bool)
    across = pairs[off].sum()
    seen = table[off].sum() / across if across > 0 else np.nan
    cross = (
        None
        if drawn is None or not across
        else Drawn(drawn.values[:, off].sum(axis=1) / across, drawn.null, drawn.exact)
    )
    values = [
        value_or({"quantity": "cross-density"}, seen, typed.ONE_SPHERE, **nulls.compare(seen, cross), **net.counts())
    ]
    cells: list[Value] = []
    for i, a in enumerate(net.names):
        for j, b in enumerate(net.names):
            if j < i and not net.directed:
                continue
            key = {"from": a, "to": b, "quantity": "density"}
            if pairs[i, j] <= 1e-12:
                cells.append(undefined(key, few, unit="ratio", **net.counts()))
                continue
            share = Drawn(drawn.values[:, i, j] / pairs[i, j], drawn.null, drawn.exact) if drawn else None
            density = table[i, j] / pairs[i, j]
            cells.append(Value(key, density, "ratio", **nulls.compare(density, share), **net.counts()))
    values += nulls.adjusted(cells)
    values += _mean_weights(net, table)
    return Result(values, **net.run(**nulls.run_of(drawn, seed)))


def _mean_weights(net: TypedNetwork, table: NDArray[Any]) -> list[Value]:
    if not net.weight:
        return []
    heavy = mixing_matrix_of(net, weighted=True)
    none = phrase("mixing.no-tie-between")
    return [
        value_or(
            {"from": a, "to": b, "quantity": "mean-weight"},
            heavy[i, j] / table[i, j] if table[i, j] else None,
            none,
            "weight",
        )
        for i, a in enumerate(net.names)
        for j, b in enumerate(net.names)
        if net.directed or i <= j
    ]


# -------------------------------------------------------------------- assortativity


def assortativity_of(tables: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """(r, sphere modularity Q, minimum of r) of mixing matrices (..., k, k); NaN where undefined."""
    total = tables.sum(axis=(-2, -1), keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        e = tables / total
        chance = (e.sum(axis=-1) * e.sum(axis=-2)).sum(axis=-1)
        inside = np.trace(e, axis1=-2, axis2=-1)
        left = np.where(1 - chance > 1e-12, 1 - chance, np.nan)
        return (inside - chance) / left, inside - chance, -chance / left


@metric(
    name="sphere-assortativity",
    section="B4",
    formula="r = (Σe_aa − Σa_a b_a)/(1 − Σa_a b_a), e = M/ΣM; Q = r(1 − Σa_a b_a)",
    reference="Newman 2003",
    input="network",
    parameters=(*COMMON, NULL, PERMUTATIONS, SEED),
    nulls=(LABELS, DEGREES),
    units=("ratio",),
    direction=DIRECTION,
    weights=WEIGHTS,
    example="test_assortativity_of_the_toy_graph",
)
def sphere_assortativity(data: Any, *, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """r, its minimum for these margins, and the modularity of the spheres; weighted ones after them."""
    net = typed.read(data, **common)
    reason = typed.lacking(net, ties=True, spheres=2)
    values: list[Value] = []
    drawn = None if reason else drawn_mixing(net, null, permutations, seed)
    for weighted in (False, True) if net.weight else (False,):
        own = drawn if not weighted or drawn is None else drawn_mixing(net, null, permutations, seed, weighted=True)
        values += _assortativity(net, own, weighted, reason)
    return Result(values, **net.run(**nulls.run_of(drawn, seed)))


def _assortativity(net: TypedNetwork, drawn: Drawn | None, weighted: bool, reason: Any) -> list[Value]:
    ahead = "weighted-" if weighted else ""
    names = [f"{ahead}{name}" for name in ("assortativity", "minimum", "sphere-modularity")]
    if reason:
        return [undefined({"quantity": name}, reason, unit="ratio", **net.counts()) for name in names]
    r, q, least = assortativity_of(mixing_matrix_of(net, weighted=weighted))
    fields: list[dict[str, Any]] = [{}, {}, {}]
    if drawn is not None:
        r_drawn, q_drawn, _ = assortativity_of(drawn.values)
        fields[0] = nulls.compare(float(r), Drawn(r_drawn, drawn.null, drawn.exact))
        fields[2] = nulls.compare(float(q), Drawn(q_drawn, drawn.null, drawn.exact))
    ends = phrase("mixing.one-sphere")
    return [
        value_or({"quantity": name}, float(number), ends, **field, **net.counts())
        for name, number, field in zip(names, (r, least, q), fields, strict=True)
    ]
