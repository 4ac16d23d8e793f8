"""How evenly ties, or actors, are spread over spheres: participation, Blau's index and the IQV."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, spheres, typed
from triskele.metrics.nulls import DEGREES, LABELS, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import scaled
from triskele.metrics.spheres import PURE, SPHERES
from triskele.metrics.typed import ATTRIBUTE, COMMON, HYBRIDS, WITHOUT, TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.words import phrase

TIES = Parameter(
    "ties",
    "str",
    "total",
    phrase("spread.parameters.ties"),
    choices=("total", "in", "out"),
)


def adjacency(network: Network, ties: str = "total", *, scale: bool = False) -> Any:
    """Tie strengths as a sparse matrix, row i what actor i has (in + out for total).

    With ``scale`` over a power of two near the largest, for measures that do not depend on the unit.
    """
    from scipy.sparse import csr_array

    n = len(network)
    weights = np.ones(len(network.indices)) if network.weights is None else np.asarray(network.weights)
    weights = scaled(weights)[0] if scale else weights
    out = csr_array((weights, network.indices, network.indptr), shape=(n, n))
    if not network.is_directed() or ties == "out":
        return out
    return out.T.tocsr() if ties == "in" else (out + out.T).tocsr()


def blau_of(counts: NDArray[Any]) -> NDArray[np.float64]:
    """1 − Σp² of counts (..., k); NaN where they sum to 0, also when k is 0."""
    total = counts.sum(axis=-1)
    known = np.where(total > 0, total, np.nan)
    return np.asarray(1 - (counts**2).sum(axis=-1) / known**2)


@metric(
    name="participation",
    section="B12",
    reference="Guimerà & Amaral 2005",
    input="network",
    parameters=(*COMMON, TIES, nulls.null_parameter(LABELS, DEGREES), PERMUTATIONS, SEED),
    nulls=(LABELS, DEGREES),
    units=("ratio", "z"),
    example="test_participation_in_the_karate_club",
)
def participation(data: Any, *, ties: str, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """P of every actor with its null, P normalised, then z of the ties inside the actor's own group."""
    net = typed.read(data, **common)
    reason = typed.lacking(net)
    if reason:
        return Result([undefined({"quantity": "participation"}, reason, unit="ratio", n=0)], **net.run())
    near = adjacency(net.network, ties, scale=True)
    counts = near @ net.shares
    seen = blau_of(counts)
    drawn = _drawn(net, near, ties, null, permutations, seed)
    k = len(net.names)
    lone = phrase("spread.no-normalisation")
    none = phrase("spread.no-known-neighbour")
    isolated = near.sum(axis=1) == 0
    z = within_z(net, counts)
    pool = nulls.alike(net) if drawn and drawn.null != LABELS else None
    values, normalised, inner = [], [], []
    for i, actor in enumerate(typed.named(net.network.ids)):
        key = {"actor": actor, "quantity": "participation"}
        why = typed.ISOLATE if isolated[i] else none
        values.append(
            value_or(
                key, seen[i], why, **nulls.compare(seen[i], drawn, (i if pool is None else pool[i],)), m=counts[i].sum()
            )
        )
        number = seen[i] * k / (k - 1) if k > 1 else None
        normalised.append(value_or({**key, "quantity": "participation-normalised"}, number, lone if k < 2 else why))
        blank = phrase("common.sphere-of-actor-unknown")
        inner.append(value_or({**key, "quantity": "within-group-z"}, z[i], blank, "z"))
    run = nulls.run_of(drawn, seed)
    notes = [*run["notes"], *([nulls.BENJAMINI] if drawn else [])]
    return Result([*nulls.adjusted(values), *normalised, *inner], **net.run(**{**run, "notes": notes}))


def within_z(net: TypedNetwork, counts: NDArray[Any]) -> NDArray[np.float64]:
    """z of each actor's ties to its own group among that group; NaN for unknown actors, 0 where sd is 0."""
    z = np.full(net.n, np.nan)
    for code in range(len(net.names)):
        group = net.codes == code
        if group.any():
            own = counts[group, code]
            sd = own.std()
            z[group] = (own - own.mean()) / sd if sd > 1e-12 else 0.0
    return z


def _drawn(net: TypedNetwork, near: Any, ties: str, null: str, permutations: int, seed: int) -> Drawn | None:
    if not nulls.wanted(null, permutations):
        return None
    if null == LABELS:
        rows = np.vstack([net.profiles, np.zeros((1, len(net.names)))])
        return nulls.label_draws(net, partial(_by_labels, near, rows), permutations, seed)
    return nulls.degree_draws(net, partial(_by_ties, ties, net.shares), permutations, seed, weighted=True)


def _by_labels(near: Any, rows: NDArray[Any], types: NDArray[Any]) -> NDArray[np.float64]:
    return blau_of(near @ rows[types])


def _by_ties(ties: str, shares: NDArray[Any], network: Network) -> NDArray[np.float64]:
    return blau_of(adjacency(network, ties, scale=True) @ shares)


@metric(
    name="blau-index",
    section="B13",
    range="B [0, 1−1/k]; IQV [0, 1]",
    cost="O(n)",
    reference="Blau 1977",
    input="network",
    parameters=(
        ATTRIBUTE,
        HYBRIDS,
        WITHOUT,
        Parameter(
            "group",
            "str",
            None,
            phrase("spread.blau-index.parameters.group"),
        ),
        Parameter(
            "categories",
            "str",
            "present",
            phrase("spread.blau-index.parameters.categories"),
            choices=("present", "possible"),
        ),
    ),
    units=("ratio",),
    direction=phrase("common.no-direction"),
    example="test_blau_by_hand",
)
def blau_index(data: Any, *, group: str | None, categories: str, **common: Any) -> Result:
    """B and IQV of all actors of known sphere, then of each group when a group attribute is named."""
    net = typed.read(data, **common)
    k = len(net.names)
    if categories == "possible":
        k = max(k, len(PURE) if net.hybrids == "fractional" else len(SPHERES))
    values = _mixed({}, net.shares[net.known], k)
    if group is not None and net.n:
        names, codes = spheres.categories(net.network, group)
        for code, name in enumerate(names):
            values += _mixed({"group": name}, net.shares[(codes == code) & net.known], k)
    if categories == "present":
        note = phrase("spread.categories-present", k=k)
    else:
        note = phrase("spread.categories-possible", k=k)
    coverage = float(net.known.mean()) if net.n else None
    values = [_covered(v, coverage) if not v.key.get("group") else v for v in values]
    return Result(values, **net.run(notes=[note]))


def _covered(value: Value, coverage: float | None) -> Value:
    from dataclasses import replace

    return replace(value, coverage=coverage)


def _mixed(key: dict[str, str], shares: NDArray[Any], k: int) -> list[Value]:
    n = len(shares)
    if not n:
        empty = phrase("spread.nobody-of-known-sphere")
        return [undefined({**key, "quantity": q}, empty, unit="ratio", n=0) for q in ("blau", "iqv")]
    blau = float(blau_of(shares.sum(axis=0)))
    single = phrase("spread.one-category")
    return [
        Value({**key, "quantity": "blau"}, blau, "ratio", n=n),
        value_or({**key, "quantity": "iqv"}, blau * k / (k - 1) if k > 1 else None, single, n=n),
    ]
