"""Who is tied to the same others: positions by CONCOR, and the ties between positions as blocks."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import NetworkError
from triskele.metrics import nulls, typed
from triskele.metrics.nulls import DEGREES
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import scaled
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.words import phrase

LARGEST = 3000
"""Actors whose pairs still fit a dense matrix."""
ROUNDS = 200
"""Correlations of correlations before a split is taken as it stands."""
SETTLED = 1e-6


def matrix_of(network: Network) -> NDArray[np.float64]:
    """The tie matrix, with weights where there are any; NetworkError above :data:`LARGEST` actors."""
    n = len(network)
    if n > LARGEST:
        raise NetworkError(
            f"the network has {n} actors; expected at most {LARGEST}", hint="Select fewer: pairs are n²."
        )
    table = np.zeros((n, n))
    table[network.arc_sources, network.indices] = 1.0 if network.weights is None else network.weights
    return table


def alike(table: NDArray[Any], directed: bool) -> NDArray[np.float64]:
    """Pearson's r of the profiles of each two actors: their ties to (and, directed, from) everybody.

    What two actors have to do with each other is compared crosswise: the tie of one to the other with that of the
    other to the one. NaN for actors whose profile does not vary (without a tie, or tied alike to everybody).
    """
    both_ways = np.hstack([table, table.T]) if directed else table
    return _correlate(both_ways, crosswise=(2 if directed else 1) * table * table.T)


def _correlate(rows: NDArray[Any], crosswise: Any = 0.0) -> NDArray[np.float64]:
    left = rows - rows.mean(axis=1, keepdims=True)
    size = np.sqrt((left**2).sum(axis=1))
    size = np.where(size > 1e-12 * max(1.0, float(size.max(initial=0.0))), size, np.nan)
    with np.errstate(invalid="ignore"):
        r = np.asarray(np.clip((left @ left.T + crosswise) / np.outer(size, size), -1.0, 1.0))
    np.fill_diagonal(r, np.where(np.isnan(size), np.nan, 1.0))
    return r


def concor(table: NDArray[Any], splits: int, directed: bool) -> NDArray[np.int64]:
    """The position of every actor, 0.. in the order of the splits; −1 for profiles that do not vary.

    Correlations are correlated until they are all 1 or −1, which parts the actors in two; each part is parted again,
    ``splits`` times (Breiger, Boorman and Arabie 1975). A part whose members are all alike stays whole. O(n³) a round.
    """
    first = alike(scaled(table)[0], directed)
    label = np.where(np.isnan(np.diag(first)), -1, 0).astype(np.int64)
    for _ in range(splits):
        parts: list[NDArray[np.int64]] = []
        for position in range(int(label.max(initial=-1)) + 1):
            part = np.flatnonzero(label == position)
            parts += _halves(part, first[np.ix_(part, part)])
        for number, part in enumerate(parts):
            label[part] = number
    return label


def _halves(part: NDArray[np.int64], now: NDArray[Any]) -> list[NDArray[np.int64]]:
    for _ in range(ROUNDS):
        if np.abs(1 - np.abs(now)).max() < SETTLED:
            break
        after = _correlate(now)
        if np.isnan(after).any():  # a member as near to one half as to the other
            break
        now = after
    near = now[0] > 0
    return [part[near], part[~near]] if not near.all() else [part]


def block_sums(table: NDArray[Any], label: NDArray[Any], directed: bool) -> tuple[NDArray[Any], NDArray[Any]]:
    """(sum of ties, number of pairs) between positions, (k, k); those without a position take no part."""
    count = int(label.max(initial=-1)) + 1
    member = (label[:, None] == np.arange(count)).astype(float)
    size = member.sum(axis=0)
    sums = member.T @ table @ member
    pairs = np.outer(size, size) - np.diag(size)
    if not directed:
        sums, pairs = sums - np.diag(np.diag(sums)) / 2, pairs - np.diag(np.diag(pairs)) / 2
    return sums, pairs


def fit_of(table: NDArray[Any], label: NDArray[Any], directed: bool) -> float:
    """R²: the share of the variance of ties over pairs that block densities account for; NaN without variance."""
    here = label >= 0
    table, label = table[np.ix_(here, here)], label[here]
    top = float(np.abs(table).max(initial=0.0)) or 1.0
    sums, pairs = block_sums(table / top, label, directed)
    upper = np.ones_like(pairs, dtype=bool) if directed else np.triu(np.ones_like(pairs, dtype=bool))
    sums, pairs = sums[upper & (pairs > 0)], pairs[upper & (pairs > 0)]
    squares = float(((table / top) ** 2).sum()) / (1 if directed else 2)
    total = squares - sums.sum() ** 2 / pairs.sum() if len(pairs) else 0.0
    within = squares - float((sums**2 / pairs).sum())
    return 1 - within / total if total > 1e-12 else float("nan")


def _fit(network: Network, splits: int) -> float:
    table, directed = matrix_of(network), bool(network.is_directed())
    return fit_of(table, concor(table, splits, directed), directed)


@metric(
    name="structural-equivalence",
    section="B28",
    reference="Breiger, Boorman & Arabie 1975; Wasserman & Faust 1994",
    input="network",
    parameters=(
        *(p for p in COMMON if p.name != "hybrids"),
        Parameter(
            "splits",
            "int",
            2,
            phrase("blocks.structural-equivalence.parameters.splits"),
            minimum=1,
        ),
        PERMUTATIONS,
        SEED,
    ),
    nulls=(DEGREES,),
    a_draw="profiles",
    units=("ratio", "count"),
    example="test_positions_of_the_five_actors",
)
def structural_equivalence(data: Any, *, splits: int, permutations: int, seed: int, **common: Any) -> Result:
    """The fit with its null, the density of every block and its image, who is in which position."""
    net = typed.read(data, hybrids="exclusive", **common)
    if not net.m:
        reason = typed.NO_TIE if net.n else typed.NO_ACTORS
        return Result([undefined({"quantity": "block-fit"}, reason, unit="ratio", n=net.n)], **net.run())
    table = matrix_of(net.network)
    label = concor(table, splits, net.directed)
    seen = fit_of(table, label, net.directed)
    drawn = None
    if permutations:
        weighted = net.weight is not None
        drawn = nulls.degree_draws(net, partial(_fit, splits=splits), permutations, seed, weighted=weighted)
    flat = phrase("blocks.ties-do-not-vary")
    fields: dict[str, Any] = {"n": int((label >= 0).sum()), "m": net.m}
    values = [
        value_or({"quantity": "block-fit"}, seen, flat, **nulls.compare(seen, drawn), **fields),
        Value({"quantity": "positions"}, int(label.max(initial=-1)) + 1, "count"),
        *_blocks(net, table, label),
        *_members(net, label),
    ]
    return Result(values, **net.run(**nulls.run_of(drawn, seed)))


def _blocks(net: TypedNetwork, table: NDArray[Any], label: NDArray[Any]) -> list[Value]:
    """Densities as a square (both halves also without directions: it is a picture), then its image."""
    sums, pairs = block_sums(table, label, net.directed)
    pairs_all = len(table) * (len(table) - 1) / (1 if net.directed else 2)
    whole = float(table.sum()) / (1 if net.directed else 2) / pairs_all
    lone = phrase("blocks.position-of-one")
    unit = "weight" if net.weight else "ratio"
    densities, image = [], []
    for i in range(len(sums)):
        for j in range(len(sums)):
            density = sums[i, j] / pairs[i, j] if pairs[i, j] else None
            key = {"from": f"P{i + 1}", "to": f"P{j + 1}"}
            densities.append(value_or({"quantity": "block-density", **key}, density, lone, unit, m=int(pairs[i, j])))
            tied = None if density is None else int(density >= whole)
            image.append(value_or({"quantity": "block-image", **key}, tied, lone, ""))
    return densities + image


def _members(net: TypedNetwork, label: NDArray[Any]) -> list[Value]:
    """How many of each sphere are in each position, then the position of every actor."""
    values = [
        Value({"quantity": "position-size", "position": f"P{p + 1}", "sphere": name}, count, "actors")
        for p in range(int(label.max(initial=-1)) + 1)
        for c, name in enumerate(net.names)
        if (count := int(np.count_nonzero((label == p) & (net.codes == c))))
    ]
    alone = phrase("blocks.ties-of-a-position-do-not-vary")
    for actor, own in zip(typed.named(net.network.ids), label.tolist(), strict=True):
        key = {"actor": actor, "quantity": "position"}
        known = own >= 0
        values.append(Value(key, own + 1, "", category=f"P{own + 1}") if known else undefined(key, alone))
    return values
