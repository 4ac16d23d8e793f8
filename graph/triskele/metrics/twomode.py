"""Memberships, projects, boards: density, clustering and betweenness of two modes, projections and backbones."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, triu

from triskele.metrics import incidence, nulls, typed
from triskele.metrics.incidence import BOTH_MARGINS, NO_GROUPS, TwoMode
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import WITHOUT, value_or
from triskele.metrics.verdicts import judged
from triskele.words import phrase

NO_DIRECTION = phrase("common.undirected")
NO_WEIGHT = phrase("common.no-weight")
CAP = Parameter(
    "largest",
    "int",
    None,
    phrase("twomode.parameters.largest"),
    minimum=1,
)


def robins_alexander(matrix: Any) -> float:
    """4 × cycles of four / paths of three ties; NaN without such a path."""
    shared = overlap(matrix).data
    cycles = float((shared * (shared - 1) / 2).sum())
    rows, columns = np.diff(matrix.indptr), np.bincount(matrix.indices, minlength=matrix.shape[1])
    owner = np.repeat(np.arange(matrix.shape[0]), rows)
    paths = float(((rows[owner] - 1) * (columns[matrix.indices] - 1)).sum())
    return 4 * cycles / paths if paths else np.nan


def overlap(matrix: Any, weights: NDArray[Any] | None = None) -> csr_array:
    """Above the diagonal, for each pair of actors the groups they share, or the sum of the groups' weights."""
    left = matrix.T.tocsr().astype(float)
    right = matrix.astype(float) if weights is None else diags_array(weights, format="csr") @ matrix.astype(float)
    return csr_array(triu(left @ right, k=1, format="csr"))


@metric(
    name="two-mode-structure",
    section="B20",
    range="[0, 1]",
    reference="Robins & Alexander 2004; Strona et al. 2014",
    input="incidence",
    parameters=(WITHOUT, PERMUTATIONS, SEED),
    nulls=(BOTH_MARGINS,),
    a_draw="memberships",
    units=("ratio", "count"),
    direction=NO_DIRECTION,
    weights=NO_WEIGHT,
    example="test_structure_by_hand",
)
def two_mode_structure(data: Any, *, without: Any, permutations: int, seed: int) -> Result:
    """Clustering against the null of both margins, density, then sizes and degrees."""
    two = incidence.read(data, without=without)
    if not two.groups or not two.actors:
        keys = ("clustering", "density")
        return Result(
            [undefined({"quantity": q}, NO_GROUPS, unit="ratio", n=len(two.actors)) for q in keys], **two.run()
        )
    drawn = incidence.margins_draws(two, robins_alexander, permutations, seed)
    seen = robins_alexander(two.matrix)
    none = phrase("twomode.no-path")
    values = [
        value_or({"quantity": "clustering"}, seen, none, **nulls.compare(seen, drawn), **two.counts()),
        Value({"quantity": "density"}, two.matrix.nnz / (len(two.groups) * len(two.actors)), "ratio", **two.counts()),
        Value({"quantity": "groups"}, len(two.groups), "count"),
        Value({"quantity": "actors"}, len(two.actors), "count"),
        Value({"quantity": "mean-group-size"}, two.sizes.mean(), "count"),
        Value({"quantity": "mean-groups-an-actor"}, two.degrees.mean(), "count"),
        Value({"quantity": "groups-of-one"}, (two.sizes == 1).sum(), "count"),
    ]
    return Result(values, **two.run(**nulls.run_of(drawn, seed)))


def largest_betweenness(n: int, m: int) -> float:
    """The most betweenness a node of the mode with n nodes can have beside a mode of m (Borgatti and Halgin 2011)."""
    s, t = divmod(n - 1, m)
    return (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2.0


@metric(
    name="two-mode-betweenness",
    section="B20",
    range="[0, 1]",
    cost="O(nm)",
    reference="Borgatti & Halgin 2011; Robins & Alexander 2004",
    input="incidence",
    parameters=(WITHOUT,),
    units=("ratio", "pairs"),
    direction=NO_DIRECTION,
    weights=NO_WEIGHT,
    example="test_betweenness_has_its_own_normaliser",
)
def two_mode_betweenness(data: Any, *, without: Any) -> Result:
    """Normalised betweenness of actors, then of groups, then the raw values."""
    from triskele.metrics.centrality import betweenness_of

    two = incidence.read(data, without=without)
    n, m = len(two.actors), len(two.groups)
    if not n or not m:
        return Result([undefined({"quantity": "betweenness"}, NO_GROUPS, unit="ratio", n=n)], **two.run())
    raw = betweenness_of(incidence.bipartite(two))
    most = np.concatenate([np.full(n, largest_betweenness(n, m)), np.full(m, largest_betweenness(m, n))])
    small = phrase("twomode.nobody-between")
    keys = [{"actor": a} for a in typed.named(two.actors)] + [{"group": g} for g in typed.named(two.groups)]
    quantities = ["actor-betweenness"] * n + ["group-betweenness"] * m
    values = [
        value_or({**key, "quantity": q}, raw[i] / most[i] if most[i] > 0 else None, small)
        for i, (key, q) in enumerate(zip(keys, quantities, strict=True))
    ]
    values += [Value({**key, "quantity": "betweenness-raw"}, raw[i], "pairs") for i, key in enumerate(keys)]
    return Result(values, **two.run())


def group_weights(sizes: NDArray[Any], kind: str) -> NDArray[np.float64]:
    """What a shared group of k actors adds to a pair: 1 (shared), 1/(k−1) (newman), 1/k (hyperbolic)."""
    k = sizes.astype(float)
    if kind == "newman":
        return np.where(k > 1, 1 / np.maximum(k - 1, 1), 0.0)
    return 1 / np.maximum(k, 1) if kind == "hyperbolic" else np.ones(len(k))


@metric(
    name="projection-weights",
    section="B20",
    range="≥ 0",
    cost="O(Σk²)",
    reference="Newman 2001",
    input="incidence",
    parameters=(
        Parameter(
            "kind",
            "str",
            "newman",
            phrase("twomode.projection-weights.parameters.kind"),
            choices=("newman", "shared", "hyperbolic"),
        ),
        CAP,
        WITHOUT,
    ),
    units=("weight",),
    direction=NO_DIRECTION,
    example="test_weights_by_hand",
)
def projection_weights(data: Any, *, kind: str, largest: int | None, without: Any) -> Result:
    """The weight of every pair of actors with a shared group; a group of one actor adds nothing."""
    two, left = capped(incidence.read(data, without=without), largest)
    pairs = overlap(two.matrix, group_weights(two.sizes, kind)).tocoo() if two.matrix.nnz else None
    if pairs is None or not pairs.nnz:
        reason = NO_GROUPS if pairs is None else phrase("common.nothing-shared")
        return Result([undefined({"quantity": kind}, reason, unit="weight", n=len(two.actors))], **two.run())
    ids = typed.named(two.actors)
    values = [
        Value({"actor": ids[a], "other": ids[b], "quantity": kind}, w, "weight")
        for a, b, w in zip(pairs.row.tolist(), pairs.col.tolist(), pairs.data.tolist(), strict=True)
    ]
    dropped = {**two.dropped, **({"large_groups": left} if left else {})}
    return Result(values, **{**two.run(), "weights": kind, "dropped": dropped})


def capped(two: TwoMode, largest: int | None) -> tuple[TwoMode, int]:
    """Without groups above the cap, and how many there were."""
    if largest is None:
        return two, 0
    keep = np.flatnonzero(two.sizes <= largest)
    matrix = csr_array(two.matrix[keep]) if len(keep) else csr_array((0, len(two.actors)), dtype=np.int64)
    return replace(two, groups=[two.groups[i] for i in keep], matrix=matrix), len(two.groups) - len(keep)


# -------------------------------------------------------------------- backbone


def membership_chances(matrix: Any, rounds: int = 5000, tolerance: float = 1e-10) -> NDArray[np.float64]:
    """Chance of each membership (groups × actors) in the maximum-entropy model of both margins, p = xy/(1+xy).

    Margins of 0 and of everything are kept exactly. Fixed-point iteration; source: Saracco et al. 2015 (BiCM).
    """
    rows = np.diff(matrix.indptr).astype(float)
    columns = np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(float)
    p = np.zeros(matrix.shape)
    free_r, free_c = np.ones(len(rows), bool), np.ones(len(columns), bool)
    left_r, left_c = rows.copy(), columns.copy()
    while True:
        full_r = free_r & (left_r >= free_c.sum()) & (free_c.sum() > 0)
        full_c = free_c & (left_c >= free_r.sum()) & (free_r.sum() > 0)
        none_r, none_c = free_r & (left_r <= 0), free_c & (left_c <= 0)
        if full_r.any() or none_r.any():
            p[np.ix_(full_r, free_c)] = 1.0
            left_c = left_c - full_r.sum() * free_c
            free_r &= ~(full_r | none_r)
        elif full_c.any() or none_c.any():
            p[np.ix_(free_r, full_c)] = 1.0
            left_r = left_r - full_c.sum() * free_r
            free_c &= ~(full_c | none_c)
        else:
            break
    if not free_r.any() or not free_c.any():
        return p
    r, c = left_r[free_r], left_c[free_c]
    x, y = r / np.sqrt(r.sum()), c / np.sqrt(c.sum())
    for _ in range(rounds):
        last = x
        x = r / (y / (1 + np.outer(x, y))).sum(axis=1)
        y = c / (x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        if np.abs(x - last).max() < tolerance * max(1.0, x.max()):
            break
    odds = np.outer(x, y)
    p[np.ix_(free_r, free_c)] = odds / (1 + odds)
    return p


def tail_chances(p: NDArray[Any], pairs: tuple[Any, Any], shared: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """(P(X ≤ shared), P(X ≥ shared)) of each pair, X a sum of independent chances p_ga p_gb (Poisson binomial)."""
    most = int(shared.max(initial=0)) + 1
    law = np.zeros((len(shared), most + 1))
    law[:, 0] = 1.0
    for row in p:
        q = (row[pairs[0]] * row[pairs[1]])[:, None]
        law[:, 1:] = law[:, 1:] * (1 - q) + law[:, :-1] * q
        law[:, [0]] *= 1 - q
    upto = np.cumsum(law, axis=1)
    at = np.arange(len(shared))
    below = np.where(shared > 0, upto[at, np.maximum(shared - 1, 0)], 0.0)
    return np.clip(upto[at, shared], 0.0, 1.0), np.clip(1 - below, 0.0, 1.0)


@metric(
    name="projection-backbone",
    section="B20",
    reference="Neal et al. 2021; Saracco et al. 2015",
    input="incidence",
    parameters=(
        Parameter(
            "method", "str", "sdsm", phrase("twomode.projection-backbone.parameters.method"), choices=("sdsm", "fdsm")
        ),
        Parameter("alpha", "float", 0.05, phrase("twomode.projection-backbone.parameters.alpha"), minimum=0.0),
        CAP,
        WITHOUT,
        PERMUTATIONS,
        SEED,
    ),
    nulls=(BOTH_MARGINS,),
    a_draw="memberships",
    units=("groups",),
    direction=NO_DIRECTION,
    example="test_backbone_keeps_what_sizes_do_not_give",
)
def projection_backbone(
    data: Any, *, method: str, alpha: float, largest: int | None, without: Any, permutations: int, seed: int
) -> Result:
    """Every pair that shares a group: shared, expected, P; category says whether the backbone keeps it.

    ``p_adjusted`` corrects the upper tail ``p_high``: a backbone asks only for what is more than sizes give.
    """
    two, left = capped(incidence.read(data, without=without), largest)
    found = overlap(two.matrix).tocoo() if two.matrix.nnz else None
    if found is None or not found.nnz:
        none = phrase("common.nothing-shared")
        return Result([undefined({"quantity": "shared"}, none, unit="groups", n=len(two.actors))], **two.run())
    pairs, shared = (found.row, found.col), found.data.round().astype(int)
    if method == "sdsm":
        p = membership_chances(two.matrix)
        low, high = tail_chances(p, pairs, shared)
        joint = p.T @ p
        mean = joint[pairs]
        sd = np.sqrt(np.maximum(mean - ((p**2).T @ (p**2))[pairs], 0.0))
        fields = [
            {
                "expected": mean[i],
                "sd": sd[i],
                "p_low": low[i],
                "p_high": high[i],
                "p": min(1.0, 2 * min(low[i], high[i])),
                "exact": True,
            }
            for i in range(len(shared))
        ]
        run = {"null": BOTH_MARGINS, "permutations": None, "seed": None, "exact": True}
    else:
        drawn = incidence.margins_draws(two, partial(_at, pairs), permutations, seed)
        fields = [nulls.compare(float(s), drawn, (i,)) for i, s in enumerate(shared)]
        run = nulls.run_of(drawn, seed)
    ids = typed.named(two.actors)
    values = judged(
        [
            Value({"actor": ids[a], "other": ids[b], "quantity": "shared"}, shared[i], "groups", **fields[i])
            for i, (a, b) in enumerate(zip(*pairs, strict=True))
        ],
        upper=True,
    )
    values = [replace(v, category="kept" if _kept(v, alpha) else "left-out") for v in values]
    dropped = {**two.dropped, **({"large_groups": left} if left else {})}
    notes = [nulls.BENJAMINI, phrase("twomode.method", method=method)]
    return Result(values, **{**two.run(), **run, "dropped": dropped, "notes": notes})


def _kept(value: Value, alpha: float) -> bool:
    p, mean = value.p_adjusted, value.expected
    return p is not None and mean is not None and p <= alpha and (value.value or 0.0) > mean


def _at(pairs: tuple[Any, Any], matrix: Any) -> NDArray[np.float64]:
    return np.asarray(overlap(matrix)[pairs[0], pairs[1]], dtype=float).ravel()
