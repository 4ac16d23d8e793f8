"""How pairs and triads are tied: reciprocity, transitivity and the triad census."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, typed
from triskele.metrics.nulls import DEGREES, DYADS, TIES, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import simple
from triskele.metrics.typed import COMMON, WITHOUT, TypedNetwork, value_or
from triskele.networks.columns import frozen
from triskele.networks.csr import Network
from triskele.words import phrase

KINDS = (
    "003", "012", "102", "021D", "021U", "021C", "111D", "111U",
    "030T", "030C", "201", "120D", "120U", "120C", "210", "300",
)  # fmt: skip
"""The sixteen kinds of triad: how many mutual, one-way and untied pairs, and what lies down, up, in a circle or
transitively where that does not say it all (Holland and Leinhardt 1970)."""
UNDIRECTED = ("003", "102", "201", "300")
"""Those without a one-way pair."""


def kind_of(arcs: set[tuple[int, int]]) -> str:
    """The kind of the triad 0, 1, 2 with these arcs."""
    mutual = [p for p in combinations(range(3), 2) if p in arcs and p[::-1] in arcs]
    single = [a for a in arcs if a[::-1] not in arcs]
    name = f"{len(mutual)}{len(single)}{3 - len(mutual) - len(single)}"
    starts, ends = {a for a, _ in single}, {b for _, b in single}
    if name in ("021", "120"):
        return name + ("D" if len(starts) == 1 else "U" if len(ends) == 1 else "C")
    if name == "111":  # down: the one-way tie comes to the mutual pair
        return name + ("D" if ends <= set(mutual[0]) else "U")
    return name + ("C" if len(starts) == 3 else "T") if name == "030" else name


def _table() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each of the 64 codes the place of its kind in :data:`KINDS`; of each kind (closed, all) two-paths."""
    kinds, paths = np.zeros(64, np.int64), np.zeros((16, 2), np.int64)
    for code in range(64):
        ways = {(0, 1): code % 4, (0, 2): code // 4 % 4, (1, 2): code // 16}
        arcs = {p for p, way in ways.items() if way & 1} | {(b, a) for (a, b), way in ways.items() if way & 2}
        kinds[code] = KINDS.index(kind_of(arcs))
        open_or_closed = [(a, c) in arcs for a, b, c in permutations(range(3)) if {(a, b), (b, c)} <= arcs]
        paths[kinds[code]] = sum(open_or_closed), len(open_or_closed)
    return kinds, paths


KIND_OF_CODE, TWO_PATHS = _table()


def census_of(network: Network) -> NDArray[np.float64]:
    """Triads of each kind, in the order of :data:`KINDS`. O(Σ degree²)."""
    from scipy.sparse import csr_array

    from triskele.engines.kernels.triads import triad_codes

    n = len(network)
    rows = (np.asarray(network.indptr), np.asarray(network.indices))
    ways = np.full(len(rows[1]), 3, dtype=np.uint8)
    if network.is_directed():
        there = csr_array((np.full(len(rows[1]), 1, dtype=np.uint8), rows[1], rows[0]), shape=(n, n))
        whole = there + 2 * there.T
        whole.sort_indices()
        rows, ways = (frozen(whole.indptr), frozen(whole.indices)), whole.data.astype(np.uint8)
    counts: NDArray[np.float64] = np.bincount(KIND_OF_CODE, weights=triad_codes(*rows, ways), minlength=16).astype(
        float
    )
    counts[0] = n * (n - 1) * (n - 2) // 6 - counts[1:].sum()
    return counts


def transitivity_of(census: NDArray[Any]) -> NDArray[np.float64]:
    """The share of two-paths a→b→c with a→c, from censuses (..., 16); NaN without a two-path."""
    closed, every = np.moveaxis(np.asarray(census @ TWO_PATHS, dtype=float), -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(every > 0, closed / every, np.nan)


def _census(network: Network) -> NDArray[np.float64]:
    counts = census_of(network)
    return np.concatenate([transitivity_of(counts)[None], counts])


NULL = nulls.null_parameter(DYADS, DEGREES, TIES)


def drawn_by(network: Network, null: str, statistic: Any, count: int, seed: int) -> Drawn | None:
    """The statistic under one of the three null models of plain networks."""
    if not nulls.wanted(null, count) or not network.number_of_edges():
        return None
    if null == DEGREES:
        return nulls.degree_draws(typed.read(network), statistic, count, seed)
    return nulls.uniform_draws(network, statistic, count, seed, dyads=null == DYADS)


@metric(
    name="triad-census",
    section="B26",
    reference="Holland & Leinhardt 1976; Wasserman & Faust 1994; Batagelj & Mrvar 2001",
    input="network",
    parameters=(WITHOUT, NULL, PERMUTATIONS, SEED),
    nulls=(DYADS, DEGREES, TIES),
    units=("ratio", "triads"),
    weights=phrase("common.ignored"),
    example="test_census_of_the_high_tech_managers",
)
def triad_census(data: Any, *, without: Any, null: str, permutations: int, seed: int) -> Result:
    """Transitivity, then how many triads there are of each kind, each against the null."""
    network, dropped = simple(data, without=without)
    directed = bool(network.is_directed())
    run: dict[str, Any] = {"direction": "directed" if directed else "undirected", "weights": "none", "dropped": dropped}
    if len(network) < 3:
        few = phrase("common.fewer-than-three-actors")
        return Result([undefined({"quantity": "transitivity"}, few, unit="ratio", n=len(network))], **run)
    seen = _census(network)
    drawn = drawn_by(network, null, _census, permutations, seed)
    fields: dict[str, Any] = {"n": len(network), "m": network.number_of_edges()}
    none = phrase("triads.no-way-through")
    head = value_or({"quantity": "transitivity"}, seen[0], none, **nulls.compare(seen[0], drawn, (0,)), **fields)
    counts = [
        Value({"triad": kind, "quantity": "triads"}, seen[i], "triads", **nulls.compare(seen[i], drawn, (i,)))
        for i, kind in enumerate(KINDS, start=1)
        if directed or kind in UNDIRECTED
    ]
    return Result([head, *nulls.adjusted(counts)], **{**run, **nulls.run_of(drawn, seed)})


def reciprocity_of(network: Network) -> float:
    """The share of arcs that are answered; NaN without an arc."""
    mutual, single = nulls.pairs_of(network)
    return 2 * mutual / (2 * mutual + single) if mutual + single else float("nan")


@metric(
    name="reciprocity",
    section="B26",
    reference="Wasserman & Faust 1994; Garlaschelli & Loffredo 2004",
    input="network",
    parameters=(
        *(p for p in COMMON if p.name not in ("weight", "parallel", "hybrids")),
        nulls.null_parameter(DEGREES, TIES),
        PERMUTATIONS,
        SEED,
    ),
    nulls=(DEGREES, TIES),
    units=("ratio", "pairs"),
    weights=phrase("common.ignored"),
    example="test_reciprocity_of_the_high_tech_managers",
)
def reciprocity(data: Any, *, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """The share of answered arcs with its null, of pairs, ρ, the three kinds of pair, then by spheres."""
    net = typed.read(data, hybrids="exclusive", **common)
    reason = _no_arcs(net)
    if reason:
        return Result([undefined({"quantity": "reciprocity"}, reason, unit="ratio", n=net.n)], **net.run())
    mutual, single = nulls.pairs_of(net.network)
    seen = reciprocity_of(net.network)
    drawn = drawn_by(net.network, null, reciprocity_of, permutations, seed)
    density = net.m / (net.n * (net.n - 1))
    every = phrase("triads.every-possible-tie")
    fields: dict[str, Any] = {"n": net.n, "m": net.m}
    values = [
        Value({"quantity": "reciprocity"}, seen, "ratio", **nulls.compare(seen, drawn), **fields),
        Value({"quantity": "pair-reciprocity"}, mutual / (mutual + single), "ratio"),
        value_or({"quantity": "reciprocity-rho"}, (seen - density) / (1 - density) if density < 1 else None, every),
        Value({"quantity": "mutual-pairs"}, mutual, "pairs"),
        Value({"quantity": "one-way-pairs"}, single, "pairs"),
        Value({"quantity": "untied-pairs"}, net.n * (net.n - 1) // 2 - mutual - single, "pairs"),
    ]
    return Result([*values, *_by_sphere(net)], **net.run(**nulls.run_of(drawn, seed)))


def _no_arcs(net: TypedNetwork) -> Text | None:
    if net.n and not net.directed:
        return phrase("triads.undirected")
    return None if net.m else (typed.NO_TIE if net.n else typed.NO_ACTORS)


def _by_sphere(net: TypedNetwork) -> list[Value]:
    """The share of arcs from one sphere to another that are answered."""
    u, v = (np.asarray(end, np.int64) for end in net.ends)
    answered = np.isin(u * net.n + v, v * net.n + u)
    none = phrase("triads.no-tie-of-this-kind")
    values = []
    for i, a in enumerate(net.names):
        for j, b in enumerate(net.names):
            here = (net.codes[u] == i) & (net.codes[v] == j)
            share = answered[here].mean() if here.any() else None
            key = {"quantity": "reciprocity-of-spheres", "from": a, "to": b}
            values.append(value_or(key, share, none, m=int(here.sum())))
    return values
