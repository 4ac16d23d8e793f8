"""Between which spheres an actor mediates: the brokerage roles of Gould and Fernandez."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, typed
from triskele.metrics.bridging import EXCLUSIVE, PERCENTILE, small_groups
from triskele.metrics.nulls import DEGREES, LABELS, MIXED, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.words import phrase

ORDERED = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")
MERGED = ("coordinator", "consultant", "gatekeeper-representative", "liaison")
COUNTING = Parameter(
    "counting",
    "str",
    "ordered",
    phrase("roles.parameters.counting"),
    choices=("ordered", "unordered"),
)
THRESHOLD = Parameter(
    "threshold",
    "float",
    None,
    phrase("roles.parameters.threshold"),
)


def roles_of(network: Network, codes: NDArray[Any]) -> NDArray[np.int64]:
    """Ordered counts of each actor, columns as :data:`ORDERED`: (n, 5)."""
    from triskele.engines.spheres import gould_fernandez

    into = (network.in_indptr, network.in_indices) if network.is_directed() else (None, None)
    return np.asarray(gould_fernandez(network.indptr, network.indices, codes, *into))


def moments(net: TypedNetwork) -> tuple[NDArray[np.float64], float, float]:
    """(E of each role for each sphere (k, 5), E[t], Var[t]) in a random graph of the same arc density.

    Gould & Fernandez 1989; n and d are those of the actors of known sphere.
    """
    sizes = np.bincount(net.codes[net.codes >= 0], minlength=len(net.names)).astype(float)
    n = sizes.sum()
    arcs = float(net.known_ties.sum()) * (1 if net.directed else 2)
    d = arcs / (n * (n - 1)) if n > 1 else 0.0
    q = d * d * (1 - d)
    table = np.zeros((len(sizes), len(ORDERED)))
    for i, own in enumerate(sizes):
        others = np.delete(sizes, i)
        outside = others.sum()
        table[i] = (
            (own - 1) * (own - 2),
            (others * (others - 1)).sum(),
            outside * (own - 1),
            outside * (own - 1),
            outside**2 - (others**2).sum(),
        )
    total = q * (n - 1) * (n - 2)
    variance = total * (1 - q) + 2 * (n - 1) * (n - 2) * (n - 3) * d**3 * (1 - d) ** 3
    return q * table, float(total), float(variance)


@metric(
    name="brokerage",
    section="B10",
    reference="Gould & Fernandez 1989",
    input="network",
    parameters=(
        *EXCLUSIVE,
        THRESHOLD,
        COUNTING,
        nulls.null_parameter(LABELS, DEGREES, MIXED),
        PERMUTATIONS,
        SEED,
    ),
    nulls=(LABELS, DEGREES, MIXED),
    units=("open pairs",),
    example="test_roles_of_the_toy_graph",
)
def brokerage(
    data: Any, *, threshold: float | None, counting: str, null: str, permutations: int, seed: int, **common: Any
) -> Result:
    """Each actor's roles and total with the simulated null, then the analytic moments, then the network's totals."""
    net = _thresholded(typed.read(data, hybrids="exclusive", **common), threshold)
    reason = typed.lacking(net)
    if reason:
        return Result([undefined({"quantity": "count"}, reason, n=0)], **net.run())
    once = counting == "unordered" and not net.directed
    names = (*(MERGED if once else ORDERED), "total")
    seen = _counts(once, net.network, net.codes)
    drawn = None
    if nulls.wanted(null, permutations):
        if null == LABELS:
            drawn = nulls.label_draws(net, partial(_counts, once, net.network), permutations, seed)
        else:
            statistic = partial(_counts, once, codes=net.codes)
            drawn = nulls.degree_draws(net, statistic, permutations, seed, mixing=null == MIXED)
    values = nulls.adjusted(_actors(net, names, seen, drawn))
    values += _analytic(net, once)
    values += [
        Value({"role": role, "quantity": "network-count"}, seen[:, c].sum(), "open pairs", **_sum(seen, drawn, c))
        for c, role in enumerate(names)
    ]
    run = nulls.run_of(drawn, seed)
    notes = [*run["notes"], *_notes(net, once, threshold), *([nulls.BENJAMINI, PERCENTILE] if drawn else [])]
    return Result(values, **net.run(**{**run, "notes": notes}))


def _thresholded(net: TypedNetwork, threshold: float | None) -> TypedNetwork:
    """The network without the ties that weigh less; what is left is counted once each."""
    from dataclasses import replace

    weights = net.tie_weights
    if threshold is None or weights is None:
        return net
    u, v = net.ends
    heavy = weights >= threshold
    network = Network.from_arrays(
        net.network.ids, u[heavy], v[heavy], weight=weights[heavy], directed=net.directed, graph=net.network.graph
    )
    return replace(net, network=network, dropped={**net.dropped, "light_ties": int((~heavy).sum())})


def _counts(once: bool, network: Network, codes: NDArray[Any]) -> NDArray[np.float64]:
    return _with_total(roles_of(network, codes), once)


def _with_total(roles: NDArray[Any], once: bool) -> NDArray[np.float64]:
    counts = roles.astype(float)
    if once:
        counts = np.column_stack([counts[:, 0], counts[:, 1], counts[:, 2] + counts[:, 3], counts[:, 4]]) / 2
    return np.column_stack([counts, counts.sum(axis=1)])


def _actors(net: TypedNetwork, names: tuple[str, ...], seen: NDArray[Any], drawn: Drawn | None) -> list[Value]:
    blank = phrase("common.sphere-of-actor-unknown")
    pool = nulls.alike(net) if drawn and drawn.null != LABELS else None
    values = []
    for i, actor in enumerate(typed.named(net.network.ids)):
        sphere = net.names[net.codes[i]] if net.codes[i] >= 0 else "?"
        for c, role in enumerate(names):
            key = {"actor": actor, "sphere": sphere, "role": role, "quantity": "count"}
            if net.codes[i] < 0:
                values.append(undefined(key, blank, unit="open pairs"))
                continue
            fixed = role == "total" and drawn is not None and drawn.null == LABELS
            fields = (
                {}
                if fixed
                else small_groups(net, i, nulls.compare(seen[i, c], drawn, (i if pool is None else pool[i], c)))
            )
            values.append(Value(key, seen[i, c], "open pairs", **fields, coverage=net.coverage))
    return values


def _sum(seen: NDArray[Any], drawn: Drawn | None, column: int) -> dict[str, Any]:
    if drawn is None or (drawn.null == LABELS and column == seen.shape[1] - 1):
        return {}
    totals = Drawn(drawn.values[:, :, column].sum(axis=1), drawn.null, drawn.exact)
    return nulls.compare(float(seen[:, column].sum()), totals)


def _analytic(net: TypedNetwork, once: bool) -> list[Value]:
    """The moments by sphere: every actor of a sphere has the same. Normality is not guaranteed."""
    table, total, variance = moments(net)
    names: tuple[str, ...] = ORDERED
    if once:
        table = np.column_stack([table[:, 0], table[:, 1], table[:, 2] + table[:, 3], table[:, 4]]) / 2
        total, variance, names = total / 2, variance / 4, MERGED
    values = [
        value_or(
            {"sphere": sphere, "role": role, "quantity": "random-graph-mean"}, table[i, c], NOT_ENOUGH, "open pairs"
        )
        for i, sphere in enumerate(net.names)
        for c, role in enumerate(names)
    ]
    values.append(Value({"role": "total", "quantity": "random-graph-mean"}, total, "open pairs"))
    values.append(Value({"role": "total", "quantity": "random-graph-variance"}, max(variance, 0.0), "open pairs²"))
    return values


NOT_ENOUGH = phrase("roles.not-enough")


def _notes(net: TypedNetwork, once: bool, threshold: float | None) -> list[Text]:
    notes = [phrase("roles.simulated")]
    if not net.directed and not once:
        notes.append(phrase("roles.counted-both-ways"))
    if net.weight and threshold is None:
        notes.append(phrase("roles.no-threshold"))
    return notes
