"""A dense core and a periphery that is tied to it alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, typed
from triskele.metrics.cores import core_numbers
from triskele.metrics.nulls import DEGREES, TIES
from triskele.metrics.record import PERMUTATIONS, SEED, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.words import phrase


def core_of(network: Network) -> NDArray[np.bool_]:
    """Who is in the core that leaves the fewest errors: pairs untied inside it plus pairs tied outside it.

    The errors of a core of k are k(k−1)/2 + m − Σ of its degrees, so the k of highest degree are best, and one more is
    worth while as long as its degree is at least k (Lip 2011: exact, O(m + n log n)). Of equal degrees those deeper in
    the network (core number, then ties to the better connected) come first.
    """
    order = _order(network)
    degree = np.asarray(network.degrees)[order]
    worth = degree >= np.arange(len(order))
    size = len(order) if worth.all() else int(np.argmin(worth))
    core = np.zeros(len(order), dtype=bool)
    core[order[:size]] = True
    return core


def _order(network: Network) -> NDArray[np.int64]:
    degree = np.asarray(network.degrees)
    beside = np.zeros(len(degree))
    np.add.at(beside, network.arc_sources, degree[network.indices])
    return np.lexsort((np.arange(len(degree)), -beside, -core_numbers(network), -degree))


def cells_of(network: Network, core: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(ties, pairs) inside the core, between the two, inside the periphery: (3, 2)."""
    u, v = network.edges_array
    inside = core[u].astype(int) + core[v]
    k, n = int(core.sum()), len(core)
    pairs = (k * (k - 1) / 2, k * (n - k), (n - k) * (n - k - 1) / 2)
    return np.array([[np.count_nonzero(inside == 2 - i), pairs[i]] for i in range(3)], dtype=float)


def fit_of(cells: NDArray[Any]) -> float:
    """Pearson's r of the ties with the ideal pattern over pairs inside the core (1) and inside the periphery (0).

    NaN where one of the two has no pair or the ties do not vary. Pairs between them are left out (Borgatti & Everett
    2000).
    """
    (tied, full), _, (stray, empty) = cells
    total, ties = full + empty, tied + stray
    spread = full * empty * ties * (total - ties)
    return float((tied * total - full * ties) / np.sqrt(spread)) if spread > 0 else float("nan")


def _fit_and_errors(network: Network) -> NDArray[np.float64]:
    cells = cells_of(network, core_of(network))
    return np.array([fit_of(cells), cells[0, 1] - cells[0, 0] + cells[2, 0]])


@metric(
    name="core-periphery",
    section="B27",
    reference="Borgatti & Everett 2000; Lip 2011",
    input="network",
    parameters=(
        *(p for p in COMMON if p.name not in ("weight", "parallel")),
        nulls.null_parameter(DEGREES, TIES),
        PERMUTATIONS,
        SEED,
    ),
    nulls=(DEGREES, TIES),
    units=("ratio", "pairs", "actors"),
    direction=phrase("common.directions-dropped"),
    weights=phrase("common.ignored"),
    example="test_core_of_the_toy_graph",
)
def core_periphery(data: Any, *, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """The fit and the errors with their null, densities, who of which sphere is in the core, then every actor."""
    net = typed.read(data, **common)
    plain = net.symmetric
    run: dict[str, Any] = {"direction": "undirected", "weights": "none"}
    if not net.m:
        reason = typed.NO_TIE if net.n else typed.NO_ACTORS
        return Result([undefined({"quantity": "core-fit"}, reason, unit="ratio", n=net.n)], **net.run(**run))
    core = core_of(plain)
    cells = cells_of(plain, core)
    fit, errors = _fit_and_errors(plain)
    drawn = None
    if nulls.wanted(null, permutations) and null == DEGREES:
        drawn = nulls.degree_draws(net, _fit_and_errors, permutations, seed, symmetric=True)
    elif nulls.wanted(null, permutations):
        drawn = nulls.uniform_draws(plain, _fit_and_errors, permutations, seed, dyads=False)
    fields: dict[str, Any] = {"n": net.n, "m": plain.number_of_edges()}
    values = [
        value_or({"quantity": "core-fit"}, fit, _FLAT, **nulls.compare(fit, drawn, (0,)), **fields),
        Value({"quantity": "core-errors"}, errors, "pairs", **nulls.compare(errors, drawn, (1,))),
        Value({"quantity": "core-size"}, int(core.sum()), "actors"),
    ]
    names = ("core-density", "density-between", "periphery-density")
    values += [
        value_or({"quantity": name}, ties / pairs if pairs else None, _NO_PAIR)
        for name, (ties, pairs) in zip(names, cells.tolist(), strict=True)
    ]
    return Result(
        [*values, *_members(net, core)],
        **net.run(
            **{**run, **nulls.run_of(drawn, seed), "notes": [*nulls.run_of(drawn, seed)["notes"], *_edge(net, core)]}
        ),
    )


_FLAT = phrase("periphery.flat")
_NO_PAIR = phrase("periphery.no-pair")


def _members(net: TypedNetwork, core: NDArray[np.bool_]) -> list[Value]:
    """How many of each sphere are in the core, then where every actor is."""
    values = [
        Value({"quantity": "core-of-sphere", "sphere": name}, net.shares[core, i].sum(), "actors", n=None)
        for i, name in enumerate(net.names)
    ]
    return values + [
        Value({"actor": a, "quantity": "position"}, int(core[i]), "", category="core" if core[i] else "periphery")
        for i, a in enumerate(typed.named(net.network.ids))
    ]


def _edge(net: TypedNetwork, core: NDArray[np.bool_]) -> list[Text]:
    """Says when actors outside the core would do as well as some inside it."""
    degree = np.asarray(net.symmetric.degrees)
    last = int(degree[core].min()) if core.any() else -1
    outside = int(np.count_nonzero(degree[~core] == last))
    if not outside:
        return []
    inside = int(np.count_nonzero(degree[core] == last))
    return [phrase("periphery.interchangeable", inside=inside, outside=outside)]
