"""Is a tie more likely between actors alike: quadratic assignment, alone and with several predictors at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import NetworkError, ParameterError
from triskele.metrics import nulls, significance, typed
from triskele.metrics.bridging import EXCLUSIVE
from triskele.metrics.mixing import drawn_mixing, mixing_matrix_of
from triskele.metrics.nulls import LABELS, Drawn
from triskele.metrics.outward import internal_pairs
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import scaled
from triskele.metrics.spheres import categories
from triskele.metrics.typed import TypedNetwork, value_or
from triskele.networks.columns import MISSING
from triskele.progress import DRAWING, counted
from triskele.words import phrase

QAP = "qap"
LARGEST = 3000
"""Actors whose pairs still fit a dense matrix."""


def dense(net: TypedNetwork) -> NDArray[np.float64]:
    """The adjacency matrix of the actors of known sphere."""
    if net.n > LARGEST:
        raise NetworkError(
            f"the network has {net.n} actors; expected at most {LARGEST}", hint="Select fewer actors: pairs are n²."
        )
    table = np.zeros((net.n, net.n))
    u, v = net.ends
    weights = np.ones(len(u)) if net.tie_weights is None else net.tie_weights
    table[u, v] = weights
    if not net.directed:
        table[v, u] = weights
    return table[np.ix_(net.known, net.known)]


def pairs_of(n: int, directed: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of the pairs that count: all ordered pairs, or each unordered one once."""
    if not directed:
        i, j = np.triu_indices(n, 1)
        return i, j
    off = ~np.eye(n, dtype=bool)
    i, j = np.nonzero(off)
    return i, j


def qap_r(net: TypedNetwork, tables: NDArray[Any]) -> NDArray[np.float64]:
    """Pearson's r of tie and same-sphere over pairs, from mixing matrices (..., k, k); NaN when one does not vary.

    Permuting actors moves nothing but the weight inside spheres, so r is linear in it.
    """
    inside, across = internal_pairs(net)
    pairs = inside + across
    weights = np.ones(net.m) if net.tie_weights is None else net.tie_weights
    weights, unit = scaled(weights[net.known_ties])
    share, mean = inside / pairs, float(weights.sum()) / pairs
    spread = np.sqrt(share * (1 - share) * max(float((weights**2).sum()) / pairs - mean**2, 0.0))
    own = np.trace(tables, axis1=-2, axis2=-1) / unit / (1 if net.directed else 2)
    return np.asarray((own / pairs - share * mean) / spread) if spread > 1e-12 else np.full(own.shape, np.nan)


@metric(
    name="qap-correlation",
    section="D",
    range="[−1, 1]",
    reference="Dekker, Krackhardt & Snijders 2007",
    input="network",
    parameters=(*EXCLUSIVE, PERMUTATIONS, SEED),
    nulls=(QAP,),
    a_draw="pairs",
    units=("ratio",),
    direction=phrase("common.ordered-pairs-when-directed"),
    weights=phrase("common.native"),
    example="test_correlation_has_the_p_of_the_ei_index",
)
def qap_correlation(data: Any, *, permutations: int, seed: int, **common: Any) -> Result:
    """r with its null; for sphere alone its P is that of the E-I index with the tails swapped."""
    net = typed.read(data, hybrids="exclusive", **common)
    reason = typed.lacking(net, ties=True, spheres=2)
    if reason:
        return Result([undefined({"quantity": "qap-r"}, reason, unit="ratio", n=0)], **net.run())
    seen = float(qap_r(net, mixing_matrix_of(net, weighted=bool(net.weight))))
    drawn = drawn_mixing(net, LABELS, permutations, seed, weighted=bool(net.weight))
    drawn = None if drawn is None else Drawn(qap_r(net, drawn.values), QAP, drawn.exact)
    flat = phrase("qap.do-not-vary")
    value = value_or({"quantity": "qap-r"}, seen, flat, **nulls.compare(seen, drawn), **net.counts())
    return Result([value], **net.run(**nulls.run_of(drawn, seed)))


SAME = Parameter(
    "same",
    "list",
    (),
    phrase("qap.parameters.same"),
)
DIFFERENCE = Parameter(
    "difference",
    "list",
    (),
    phrase("qap.parameters.difference"),
)
COORDINATES = Parameter(
    "coordinates",
    "list",
    (),
    phrase("qap.parameters.coordinates"),
)


@metric(
    name="qap-regression",
    section="D",
    reference="Dekker, Krackhardt & Snijders 2007",
    input="network",
    parameters=(*EXCLUSIVE, SAME, DIFFERENCE, COORDINATES, PERMUTATIONS, SEED),
    nulls=(QAP,),
    a_draw="pairs",
    units=("ratio",),
    direction=phrase("common.ordered-pairs-when-directed"),
    weights=phrase("common.native"),
    example="test_regression_is_least_squares",
)
def qap_regression(
    data: Any, *, same: Any, difference: Any, coordinates: Any, permutations: int, seed: int, **common: Any
) -> Result:
    """Each predictor's coefficient, its t and its P; actors that lack a predictor are left out and counted."""
    net = typed.read(data, hybrids="exclusive", **common)
    reason = typed.lacking(net, ties=True)
    if reason:
        return Result([undefined({"quantity": "coefficient"}, reason, unit="ratio", n=0)], **net.run())
    matrices, whole = predictors(net, same, difference, coordinates)
    table = dense(net)[np.ix_(whole, whole)]
    n, gone = int(whole.sum()), int((~whole).sum())
    i, j = pairs_of(n, net.directed)
    x = {name: matrix[np.ix_(whole, whole)] for name, matrix in matrices.items()}
    y, unit = scaled(table[i, j])
    rng = np.random.default_rng(seed)
    bent = phrase("qap.collinear")
    values, scores = [], []
    columns = np.column_stack([matrix[i, j] for matrix in x.values()])
    for k, name in enumerate(x):
        beta, t, drawn = semipartial(y, columns, k, (i, j), permutations, rng)
        fields = significance.against(t, drawn) if t is not None and len(drawn) else {}
        tails = {k: fields[k] for k in ("p_low", "p_high", "p", "draws") if k in fields}
        key = {"predictor": name, "quantity": "coefficient"}
        values.append(
            value_or(key, None if beta is None else beta * unit, bent, **tails, n=n, m=net.m, coverage=net.coverage)
        )
        scores.append(value_or({**key, "quantity": "t"}, t, bent, "", **fields))
    run = {
        "null": QAP if permutations else None,
        "permutations": permutations or None,
        "seed": seed if permutations else None,
        "dropped": {**net.dropped, **({"without_predictor": gone} if gone else {})},
    }
    return Result([*nulls.adjusted(values), *nulls.adjusted(scores)], **net.run(**run))


def predictors(
    net: TypedNetwork, same: Any, difference: Any, coordinates: Any
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.bool_]]:
    """(predictor -> matrix over actors of known sphere, which of these actors have them all)."""
    codes = net.codes[net.known]
    whole = np.ones(len(codes), dtype=bool)
    found = {"same-sphere": (codes[:, None] == codes[None, :]).astype(float)}
    for name in same:
        _, group = categories(net.network, str(name))
        group = group[net.known]
        whole &= group >= 0
        found[f"same-{name}"] = (group[:, None] == group[None, :]).astype(float)
    for name in difference:
        number = _numbers(net, str(name))
        whole &= np.isfinite(number)
        found[f"difference-{name}"] = np.abs(number[:, None] - number[None, :])
    if coordinates:
        if len(coordinates) != 2:
            raise ParameterError(
                f"coordinates names {len(coordinates)} attributes; expected two", hint="Latitude, then longitude."
            )
        lat, long = (np.radians(_numbers(net, str(name))) for name in coordinates)
        whole &= np.isfinite(lat) & np.isfinite(long)
        found["distance"] = great_circle(lat, long) / 100
    return found, whole


def great_circle(lat: NDArray[Any], long: NDArray[Any]) -> NDArray[np.float64]:
    """Kilometres between all points given in radians (haversine, radius 6371 km)."""
    half = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(lat) * np.sin((long[:, None] - long) / 2) ** 2
    )
    return np.asarray(2 * 6371 * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def _numbers(net: TypedNetwork, name: str) -> NDArray[np.float64]:
    if name not in net.network.node_data:
        raise ParameterError(f"no actor has an attribute {name!r}", hint="Name a numeric node attribute.")
    column = net.network.node_data[name].tolist()
    try:
        numbers = [np.nan if v is None or v is MISSING or v == "" else float(v) for v in column]
    except (TypeError, ValueError) as wrong:
        raise ParameterError(f"the attribute {name!r} is not numeric", hint="Put it under same instead.") from wrong
    return np.array(numbers)[net.known]


def semipartial(
    y: NDArray[Any],
    columns: NDArray[Any],
    k: int,
    pairs: tuple[NDArray[Any], NDArray[Any]],
    permutations: int,
    rng: np.random.Generator,
) -> tuple[float | None, float | None, NDArray[np.float64]]:
    """(coefficient, t, t of the draws) of column k beside the other columns; None when it does not vary beside them.

    Pairs where nothing is tied in any column are all alike: one row that weighs as many stands for them, and as an
    order of the actors changes neither the sum of a residual nor its square, a draw reads only where something is.
    O(pairs) once and O(tied pairs · columns) a draw.
    """
    tied = np.flatnonzero((y != 0) | (columns != 0).any(axis=1))
    bare = len(y) - len(tied)
    alike = np.setdiff1d(np.arange(min(len(y), len(tied) + 1)), tied)[:1]
    rows = np.concatenate([tied, alike])
    root = np.ones(len(rows))
    root[len(tied) :] = np.sqrt(bare)
    rest = np.delete(columns[rows], k, axis=1)
    base, _ = np.linalg.qr(np.column_stack([np.ones(len(rows)), rest]) * root[:, None])

    def without(column: NDArray[Any]) -> NDArray[np.float64]:
        weighed = column * root
        return np.asarray((weighed - base @ (base.T @ weighed)) / root)

    free = len(y) - columns.shape[1] - 1
    left_y, residual = without(y[rows]), without(columns[rows, k])
    size, total = float((residual * root) @ (residual * root)), float(residual @ root**2)
    if free < 1 or size < 1e-9 * max(1.0, float(columns[rows, k] @ columns[rows, k])):
        return None, None, np.zeros(0)
    whole = float((left_y * root) @ (left_y * root))
    told = (y[rows] != 0) | (rest != 0).any(axis=1)
    inner, outcome = base[told], left_y[told]
    other = np.flatnonzero(~told)[:1]
    row, still = (base[other] / root[other, None]).sum(axis=0), float(left_y[other].sum())

    def fit(seen: NDArray[Any]) -> tuple[float, float]:
        """(coefficient, t) of the residual in some order, by its values at the pairs told of."""
        beyond = total - float(seen.sum())
        beside = seen @ inner + row * beyond
        left = size - float(beside @ beside)
        if left < 1e-9:
            return np.nan, np.nan
        beta = (float(outcome @ seen) + still * beyond) / left
        spread = (whole - beta**2 * left) / free
        return beta, beta / np.sqrt(spread / left) if spread > 1e-15 else np.nan

    beta, t = fit(residual[told])
    if np.isnan(beta):
        return None, None, np.zeros(0)
    n = int(max(ends.max() for ends in pairs)) + 1
    grid = np.full((n, n), residual[-1] if bare else 0.0)
    grid[pairs[0][tied], pairs[1][tied]] = residual[: len(tied)]
    if len(y) == n * (n - 1) // 2:
        grid[pairs[1][tied], pairs[0][tied]] = residual[: len(tied)]
    i, j = pairs[0][rows[told]], pairs[1][rows[told]]
    drawn = np.empty(permutations)
    for b in counted(range(permutations), DRAWING, draws=True):
        order = rng.permutation(n)
        drawn[b] = fit(grid[order[i], order[j]])[1]
    return beta, None if np.isnan(t) else t, drawn
