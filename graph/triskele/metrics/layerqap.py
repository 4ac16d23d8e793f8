"""Do several kinds of tie go together: quadratic assignment between the layers of one set of actors."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import NetworkError, ParameterError
from triskele.metrics import nulls, significance
from triskele.metrics.kept import prolonged
from triskele.metrics.multiplex import actors_of, read_layers
from triskele.metrics.nulls import Drawn
from triskele.metrics.qap import QAP, pairs_of, semipartial
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import scaled
from triskele.metrics.typed import PLAIN, TypedNetwork, value_or
from triskele.progress import DRAWING, counted
from triskele.text import did_you_mean
from triskele.words import phrase

LARGEST = 60_000_000
"""Cells of all matrices that are held at once."""


def matrices(layers: Mapping[str, TypedNetwork], actors: list[Any]) -> tuple[dict[str, NDArray[np.float64]], bool]:
    """(layer -> tie matrix over all actors of any layer, whether any layer is directed).

    An actor that a layer does not hold has no tie there. NetworkError above :data:`LARGEST` cells.
    """
    n = len(actors)
    if n * n * len(layers) > LARGEST:
        raise NetworkError(
            f"{len(layers)} layers of {n} actors are {n * n * len(layers)} cells; expected at most {LARGEST}",
            hint="Select fewer actors or fewer kinds of tie: matrices are n² each.",
        )
    place = {node: i for i, node in enumerate(actors)}
    found = {}
    for name, net in layers.items():
        table = np.zeros((n, n))
        here = np.array([place[node] for node in net.network.ids], dtype=np.int64)
        u, v = net.ends
        weights = np.ones(len(u)) if net.tie_weights is None else net.tie_weights
        table[here[u], here[v]] = weights
        if not net.directed:
            table[here[v], here[u]] = weights
        found[name] = table
    return found, any(net.directed for net in layers.values())


def _read(data: Any, common: Mapping[str, Any]) -> tuple[dict[str, TypedNetwork], list[Any]]:
    layers = read_layers(data, **common)
    layers = {name: net for name, net in layers.items() if net.m}
    return layers, actors_of(layers)


def _run(layers: Mapping[str, TypedNetwork], directed: bool, weight: str | None) -> dict[str, Any]:
    dropped: dict[str, int] = {}
    for net in layers.values():
        for name in ("self_ties", "parallel_ties", "left_out_actors"):
            if name in net.dropped:
                dropped[name] = dropped.get(name, 0) + net.dropped[name]
    direction = "directed" if directed else "undirected"
    return {"direction": direction, "weights": weight or "none", "dropped": dropped}


_FEW = phrase("layerqap.few")


@metric(
    name="layer-qap-correlation",
    section="D",
    range="[−1, 1]",
    reference="Hubert & Schultz 1976; Krackhardt 1988",
    input="layers",
    parameters=(*PLAIN, PERMUTATIONS, SEED),
    nulls=(QAP,),
    a_draw="pairs",
    units=("ratio",),
    direction=phrase("layerqap.ordered-pairs"),
    weights=phrase("common.native"),
    example="test_marriage_and_business_of_the_florentine_families",
)
def layer_qap_correlation(data: Any, *, permutations: int, seed: int, **common: Any) -> Result:
    """r of every two layers with its null; one permutation of the actors serves all pairs in a draw."""
    layers, actors = _read(data, common)
    if len(layers) < 2:
        return Result([undefined({"quantity": "qap-r"}, _FEW, unit="ratio", n=len(actors))])
    found, directed = matrices(layers, actors)
    names = list(found)
    i, j = pairs_of(len(actors), directed)
    tables = {name: scaled(table)[0] for name, table in found.items()}
    moments, tied = {}, {}
    for name, table in tables.items():
        column = table[i, j]
        moments[name] = float(column.mean()), float(column.std())
        tied[name] = column != 0
    pairs = list(combinations(names, 2))
    seen = _correlations(tables, moments, pairs, np.arange(len(actors)), len(i), directed)
    drawn = None
    if permutations:
        seeds = np.random.SeedSequence(seed).generate_state(permutations, np.uint64)

        def draw(start: int, stop: int) -> tuple[NDArray[np.float64], int]:
            rows = [
                _correlations(
                    tables, moments, pairs, np.random.default_rng(s).permutation(len(actors)), len(i), directed
                )
                for s in counted(seeds[start:stop].tolist(), DRAWING, draws=True)
            ]
            return np.array(rows), 0

        drawn = Drawn(prolonged(permutations, draw)[0], QAP)
    flat = phrase("layerqap.ties-do-not-vary")
    values = []
    for place, (one, other) in enumerate(pairs):
        key = {"quantity": "qap-r", "layer": one, "other-layer": other}
        shared = int(np.count_nonzero(tied[one] & tied[other]))
        fields = nulls.compare(seen[place], drawn, (place,))
        values.append(value_or(key, seen[place], flat, **fields, n=len(actors), m=shared))
    return Result(
        nulls.adjusted(values), **{**_run(layers, directed, common.get("weight")), **nulls.run_of(drawn, seed)}
    )


def _correlations(
    tables: Mapping[str, NDArray[Any]],
    moments: Mapping[str, tuple[float, float]],
    pairs: list[tuple[str, str]],
    order: NDArray[Any],
    count: int,
    directed: bool,
) -> NDArray[np.float64]:
    """r of each pair of layers, the actors of the first in this order: only sums of products change."""
    found = np.full(len(pairs), np.nan)
    moved: dict[str, tuple[Any, Any, Any]] = {}
    for one in {a for a, _ in pairs}:
        u, v = np.nonzero(tables[one])
        moved[one] = order[u], order[v], tables[one][u, v]
    for place, (one, other) in enumerate(pairs):
        (mean, sd), (mean_other, sd_other) = moments[one], moments[other]
        if sd > 1e-12 and sd_other > 1e-12:
            u, v, weights = moved[one]
            product = float((weights * tables[other][u, v]).sum()) / (1 if directed else 2) / count
            found[place] = (product - mean * mean_other) / (sd * sd_other)
    return found


@metric(
    name="layer-qap-regression",
    section="D",
    reference="Dekker, Krackhardt & Snijders 2007",
    input="layers",
    parameters=(
        *PLAIN,
        Parameter(
            "outcome",
            "str",
            None,
            phrase("layerqap.layer-qap-regression.parameters.outcome"),
        ),
        Parameter(
            "predictors",
            "list",
            (),
            phrase("layerqap.layer-qap-regression.parameters.predictors"),
        ),
        PERMUTATIONS,
        SEED,
    ),
    nulls=(QAP,),
    a_draw="layers",
    units=("ratio",),
    direction=phrase("layerqap.ordered-pairs"),
    weights=phrase("common.native"),
    example="test_regression_of_friendship_on_advice_is_least_squares",
)
def layer_qap_regression(
    data: Any, *, outcome: str | None, predictors: Any, permutations: int, seed: int, **common: Any
) -> Result:
    """Each layer's coefficient and t with its P, then the intercept and R²."""
    layers, actors = _read(data, common)
    if len(layers) < 2:
        return Result([undefined({"quantity": "coefficient"}, _FEW, unit="ratio", n=len(actors))])
    wanted = _known(outcome, layers) if outcome else max(layers, key=lambda name: (layers[name].m, name))
    chosen = [_known(str(name), layers) for name in predictors] or [name for name in layers if name != wanted]
    if wanted in chosen:
        raise ParameterError(f"{wanted!r} is outcome and predictor", hint="Leave it out of predictors.")
    found, directed = matrices({name: layers[name] for name in (wanted, *chosen)}, actors)
    i, j = pairs_of(len(actors), directed)
    y, unit = scaled(found[wanted][i, j])
    x = {name: scaled(found[name]) for name in chosen}
    rng = np.random.default_rng(seed)
    bent = phrase("layerqap.collinear")
    values, scores = [], []
    columns = np.column_stack([matrix[i, j] for matrix, _ in x.values()])
    for k, (name, (_, own)) in enumerate(x.items()):
        beta, t, drawn = semipartial(y, columns, k, (i, j), permutations, rng)
        fields = significance.against(t, drawn) if t is not None and len(drawn) else {}
        tails = {k: fields[k] for k in ("p_low", "p_high", "p", "draws") if k in fields}
        key = {"outcome": wanted, "layer": name, "quantity": "coefficient"}
        number = None if beta is None else beta * unit / own
        values.append(value_or(key, number, bent, **tails, n=len(actors), m=layers[wanted].m))
        scores.append(value_or({**key, "quantity": "t"}, t, bent, "", **fields))
    design = np.column_stack([np.ones(len(y)), columns])
    fitted = np.linalg.lstsq(design, y, rcond=None)[0]
    left = y - design @ fitted
    total = float(((y - y.mean()) ** 2).sum())
    flat = phrase("layerqap.outcome-does-not-vary")
    whole = [
        Value({"outcome": wanted, "quantity": "intercept"}, float(fitted[0]) * unit, "ratio"),
        value_or({"outcome": wanted, "quantity": "r-squared"}, 1 - float(left @ left) / total if total else None, flat),
    ]
    run = {
        **_run(layers, directed, common.get("weight")),
        "null": QAP if permutations else None,
        "permutations": permutations or None,
        "seed": seed if permutations else None,
    }
    return Result([*nulls.adjusted(values), *nulls.adjusted(scores), *whole], **run)


def _known(name: str, layers: Mapping[str, TypedNetwork]) -> str:
    if name not in layers:
        raise ParameterError(
            f"no layer with ties is called {name!r}",
            hint=did_you_mean(name, layers, f"There are: {', '.join(layers)}."),
        )
    return name
