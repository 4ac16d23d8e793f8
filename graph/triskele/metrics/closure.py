"""Do the three spheres close: triangles and two-paths with one university, one industry, one government actor."""

from __future__ import annotations

from functools import partial
from itertools import permutations as orders
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, typed
from triskele.metrics.nulls import DEGREES, LABELS, MIXED, Drawn
from triskele.metrics.reading import number
from triskele.metrics.record import PERMUTATIONS, SEED, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.words import languages, phrase

HELIX = ("university", "industry", "government")


def helix_shares(net: TypedNetwork) -> NDArray[np.float64]:
    """Shares of every type of actor in U, I, G and, last, of an unknown actor: (types + 1, 3)."""
    table = np.zeros((len(net.profiles) + 1, 3))
    for column, sphere in enumerate(HELIX):
        code = net.code_of(sphere)
        if code >= 0:
            table[:-1, column] = net.profiles[:, code]
    return table


def triples_of(network: Network) -> NDArray[np.int64]:
    """Triangles once each, or, directed, the transitive triples a→c→b with a→b as (a, c, b): (t, 3)."""
    from triskele.engines.spheres import list_triangles

    plain = nulls.symmetric_of(network)
    found = np.asarray(list_triangles(plain.indptr, plain.indices), dtype=np.int64)
    if not network.is_directed() or not len(found):
        return found
    n = len(network)
    arcs = np.asarray(network.arc_sources, np.int64) * n + network.indices

    def there(a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.bool_]:
        key = a * n + b
        at = np.minimum(np.searchsorted(arcs, key), len(arcs) - 1)
        return np.asarray(arcs[at] == key)

    ways = [found[:, list(order)] for order in orders(range(3))]
    return np.concatenate(
        [w[there(w[:, 0], w[:, 1]) & there(w[:, 1], w[:, 2]) & there(w[:, 0], w[:, 2])] for w in ways]
    )


def triangle_weight(shares: NDArray[Any], triples: NDArray[Any]) -> NDArray[np.float64]:
    """For each triple the sum over assignments of its corners to U, I, G of the product of memberships."""
    w = shares[triples]
    return np.asarray(
        sum(w[:, a, 0] * w[:, b, 1] * w[:, c, 2] for a, b, c in orders(range(3))), dtype=float
    ) + np.zeros(len(triples))


def two_paths(network: Network, shares: NDArray[Any]) -> float:
    """Two-paths (directed: a→c→b, a ≠ b) whose three actors stand for U, I and G, any centre, weighted as above."""
    from scipy.sparse import csr_array

    n = len(network)
    out = csr_array((np.ones(len(network.indices)), network.indices, network.indptr), shape=(n, n))
    ahead = out @ shares
    directed = network.is_directed()
    behind = out.T @ shares if directed else ahead
    total = 0.0
    for centre in range(3):
        a, b = (s for s in range(3) if s != centre)
        joint = shares[:, [a]] * shares[:, [b]]
        both_ways = out.multiply(out.T).tocsr() if directed else out
        same = (both_ways @ joint).ravel()
        pairs = behind[:, a] * ahead[:, b] - same
        if directed:
            pairs = pairs + behind[:, b] * ahead[:, a] - same
        total += float(shares[:, centre] @ pairs)
    return total


def closure_of(network: Network, shares: NDArray[Any], triples: NDArray[Any]) -> tuple[float, float]:
    """(τ, closure) of a network with these memberships; closure NaN without such a two-path."""
    tau = float(triangle_weight(shares, triples).sum())
    paths = two_paths(network, shares)
    closed = tau if network.is_directed() else 3 * tau
    return tau, closed / paths if paths > 1e-12 else np.nan


@metric(
    name="uig-closure",
    section="B6",
    reference="Newman 2003; Ranga & Etzkowitz 2013",
    input="network",
    parameters=(*COMMON, nulls.null_parameter(LABELS, DEGREES, MIXED), PERMUTATIONS, SEED),
    nulls=(LABELS, DEGREES, MIXED),
    units=("triangles", "ratio"),
    example="test_closure_of_the_toy_graph",
)
def uig_closure(data: Any, *, null: str, permutations: int, seed: int, **common: Any) -> Result:
    """Closure first, then τ, its analytic expectation, coverage and, when weighted, the weighted triangles."""
    net = typed.read(data, **common)
    reason = typed.lacking(net)
    if reason:
        names = ("closure", "tau", "coverage")
        return Result([undefined({"quantity": q}, reason, n=0) for q in names], **net.run())
    table, network = helix_shares(net), net.network
    triples = triples_of(network)
    shares = table[net.types]
    tau, closure = closure_of(network, shares, triples)
    drawn = _drawn(net, table, triples, null, permutations, seed)
    no_path = phrase("common.no-two-path-of-three-spheres")
    empty = phrase("closure.a-sphere-is-empty")
    sizes = shares.sum(axis=0)
    room = float(np.prod(sizes)) * (6 if net.directed else 1)
    unit = "triples" if net.directed else "triangles"
    values = [
        value_or({"quantity": "closure"}, closure, no_path, **nulls.compare(closure, drawn, (1,)), **net.counts()),
        Value({"quantity": "tau"}, tau, unit, **nulls.compare(tau, drawn, (0,)), **net.counts()),
        _expected(net, table, triples, unit),
        value_or({"quantity": "coverage"}, tau / room if room > 1e-12 else None, empty, **net.counts()),
    ]
    if net.weight:
        values.append(_weighted(net, shares, triples))
    run = nulls.run_of(drawn, seed)
    return Result(values, **net.run(**{**run, "notes": [*run["notes"], *_few(tau, closure, net.directed)]}))


FEW = 10


def _few(tau: float, closure: float, directed: bool) -> list[Text]:
    """That a closure rests on a handful of two-paths."""
    if np.isnan(closure):
        return []
    closed = tau if directed else 3 * tau
    paths = round(closed / closure) if closure > 0 else None
    if tau >= FEW or (paths is not None and paths >= FEW * 3):
        return []
    triangles = {tag: number(tau, tag) for tag in languages()}
    if not paths:
        return [phrase("closure.few-triangles", triangles=triangles)]
    return [phrase("closure.few-triangles-and-paths", triangles=triangles, paths=paths)]


def _drawn(
    net: TypedNetwork, table: NDArray[Any], triples: NDArray[Any], null: str, permutations: int, seed: int
) -> Drawn | None:
    if not nulls.wanted(null, permutations):
        return None
    if null == LABELS:
        return nulls.label_draws(net, partial(_by_labels, net.network, table, triples), permutations, seed)
    statistic = partial(_by_ties, table[net.types])
    return nulls.degree_draws(net, statistic, permutations, seed, mixing=null == MIXED)


def _by_labels(
    network: Network, table: NDArray[Any], triples: NDArray[Any], types: NDArray[Any]
) -> tuple[float, float]:
    return closure_of(network, table[types], triples)


def _by_ties(shares: NDArray[Any], network: Network) -> tuple[float, float]:
    return closure_of(network, shares, triples_of(network))


def _expected(net: TypedNetwork, table: NDArray[Any], triples: NDArray[Any], unit: str) -> Value:
    """E[τ] under label permutation: triples of known actors times the chance that three actors stand for U, I, G."""
    key = {"quantity": "expected-tau"}
    n = int(net.known.sum())
    if n < 3:
        return undefined(key, phrase("common.fewer-than-three-actors"), unit=unit)
    w = table[net.types[net.known]]
    s = w.sum(axis=0)
    uu, ui, ug, ig = (w[:, 0] * w[:, 1] * w[:, 2]).sum(), w[:, 0] @ w[:, 1], w[:, 0] @ w[:, 2], w[:, 1] @ w[:, 2]
    distinct = s[0] * s[1] * s[2] - s[2] * ui - s[1] * ug - s[0] * ig + 2 * uu
    there = int(net.known[triples].all(axis=1).sum())
    return Value(key, 6 * distinct * there / (n * (n - 1) * (n - 2)), unit, n=n)


def _weighted(net: TypedNetwork, shares: NDArray[Any], triples: NDArray[Any]) -> Value:
    network = net.network
    n = net.n
    arcs = np.asarray(network.arc_sources, np.int64) * n + network.indices
    weights = network.weights
    assert weights is not None

    def strength(a: int, b: int) -> NDArray[Any]:
        return np.asarray(weights[np.searchsorted(arcs, triples[:, a] * n + triples[:, b])])

    mean = np.cbrt(strength(0, 1)) * np.cbrt(strength(1, 2)) * np.cbrt(strength(0, 2)) if len(triples) else np.zeros(0)
    total = float((triangle_weight(shares, triples) * mean).sum())
    return Value({"quantity": "weighted-tau"}, total, "weight", **net.counts())
