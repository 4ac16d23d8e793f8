"""Standard centralities: context for everything else. Distances are hops, or 1/weight when a weight is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import typed
from triskele.metrics.reach import lengths_of, weighing
from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import scaled, simple
from triskele.metrics.spread import adjacency
from triskele.metrics.typed import PLAIN, largest_component, value_or
from triskele.networks.csr import Network
from triskele.words import phrase, texts_of

EXACT = 1e-11
"""Power iterations stop when the whole vector changes by less."""
ROUNDS = 10_000
CONTEXT = phrase("centrality.context")
NOBODY = phrase("common.without-actors")
APART = phrase("centrality.apart")
IGNORED = phrase("common.ignored")
Columns = Mapping[str, tuple[Any, str]]
Measure = Callable[..., tuple[Columns, Text | None]]


def centrality(name: str, *, example: str, **record: Any) -> Callable[[Measure], Any]:
    """Register a function from a network to columns (one number an actor, NaN with the reason it returns). ``record``
    are the fields of a metric."""

    def register(function: Measure) -> Any:
        common = {p.name for p in PLAIN}

        def run(data: Any, **given: Any) -> Result:
            own = {k: v for k, v in given.items() if k not in common}
            network, dropped = simple(data, **{k: v for k, v in given.items() if k in common})
            fields: dict[str, Any] = {
                "direction": "directed" if network.is_directed() else "undirected",
                "weights": given.get("weight") or "none",
                "dropped": dropped,
            }
            if not len(network):
                return Result([undefined({"quantity": name}, typed.NO_ACTORS, n=0)], **fields)
            columns, reason = function(network, **own)
            return Result(_rows(network, columns, reason), **fields, notes=[CONTEXT])

        run.__module__, run.__doc__ = function.__module__, function.__doc__
        told = {"undefined_when": NOBODY, "direction": APART, "weights": IGNORED}
        told |= texts_of(f"centrality.{name}", told)
        usual = {"section": "B25", "input": "network", "units": ("ratio",), "parameters": PLAIN}
        return metric(**{**usual, **told, **record, "name": name, "example": example})(run)

    return register


def _rows(network: Network, columns: Columns, reason: Text | None) -> list[Value]:
    ids, m = typed.named(network.ids), network.number_of_edges()
    return [
        value_or({"actor": actor, "quantity": quantity}, numbers[i], reason or typed.ISOLATE, unit, n=len(ids), m=m)
        for quantity, (numbers, unit) in columns.items()
        for i, actor in enumerate(ids)
    ]


def _array(values: dict[Any, float]) -> NDArray[np.float64]:
    return np.array(list(values.values()), dtype=float)


def _ways(network: Network) -> tuple[Network, str | None]:
    """The network to search for short ways in, and the name of its lengths."""
    return (network, None) if network.weights is None else (lengths_of(network), "weight")


@centrality(
    "degree-centrality",
    cost="O(m)",
    reference="Freeman 1978",
    example="test_degree_of_the_florentine_families",
    units=("ties", "ratio"),
)
def degree_centrality(network: Network) -> tuple[Columns, Text | None]:
    """Degree, normalised degree; in and out degrees of a directed network after them. n = 1: normalised null."""
    room = len(network) - 1 if len(network) > 1 else np.nan
    columns = {"degree": (network.degrees, "ties"), "degree-normalised": (network.degrees / room, "ratio")}
    if network.is_directed():
        columns |= {"in-degree": (network.in_degrees, "ties"), "out-degree": (network.out_degrees, "ties")}
    return columns, _ALONE


_ALONE = phrase("centrality.alone")


@centrality(
    "strength-centrality",
    formula="s_i = Σ_j w_ij",
    range="≥ 0",
    cost="O(m)",
    reference="Barrat et al. 2004",
    example="test_strength_by_hand",
    units=("weight",),
)
def strength_centrality(network: Network) -> tuple[Columns, Text | None]:
    """Strength; in and out strengths of a directed network after it."""
    from triskele.engines.centrality import strength

    names = {"strength": "all", "in-strength": "in", "out-strength": "out"}
    some = names if network.is_directed() else {"strength": "all"}
    return {quantity: (strength(network, "weight", way), "weight") for quantity, way in some.items()}, None


@centrality(
    "closeness-centrality",
    cost="O(nm)",
    reference="Freeman 1978; Wasserman & Faust 1994",
    example="test_closeness_of_the_florentine_families",
    direction=phrase("centrality.incoming-distances"),
    weights=phrase("centrality.length-is-inverse-weight"),
)
def closeness_centrality(network: Network) -> tuple[Columns, Text | None]:
    """Closeness of every actor, scaled by the share of actors it reaches, so that disconnected networks compare."""
    from triskele.engines.centrality import closeness_centrality as kernel

    ways, length = _ways(network)
    return {"closeness": (_array(kernel(ways, distance=length)), "ratio")}, None


@centrality(
    "harmonic-centrality",
    cost="O(nm)",
    reference="Marchiori & Latora 2000; Boldi & Vigna 2014",
    example="test_harmonic_by_hand",
    direction=phrase("centrality.incoming-distances"),
    weights=phrase("centrality.length-is-inverse-weight"),
    units=("actors", "ratio"),
)
def harmonic_centrality(network: Network) -> tuple[Columns, Text | None]:
    """Harmonic centrality, safe on disconnected networks, raw and normalised."""
    from triskele.engines.centrality import harmonic_centrality as kernel

    ways, length = _ways(network)
    found = _array(kernel(ways, distance=length))
    room = len(network) - 1 if len(network) > 1 else np.nan
    return {"harmonic": (found, "actors"), "harmonic-normalised": (found / room, "ratio")}, _ALONE


@centrality(
    "betweenness-centrality",
    reference="Freeman 1977; Brandes 2001",
    example="test_betweenness_of_the_florentine_families",
    direction=phrase("common.ordered-pairs-when-directed"),
    weights=phrase("centrality.length-is-inverse-weight"),
    units=("pairs", "ratio"),
)
def betweenness_centrality(network: Network) -> tuple[Columns, Text | None]:
    """Betweenness, raw and normalised."""
    found = betweenness_of(network)
    n = len(network)
    room = (n - 1) * (n - 2) / (1 if network.is_directed() else 2) if n > 2 else np.nan
    return {"betweenness": (found, "pairs"), "betweenness-normalised": (found / room, "ratio")}, _FEW


_FEW = phrase("common.fewer-than-three-actors")


def betweenness_of(network: Network) -> NDArray[np.float64]:
    """Raw betweenness: every unordered pair once, ordered ones when directed."""
    from triskele.engines.centrality import betweenness

    return betweenness(network) if network.weights is None else betweenness(weighing(network), "weight")


@centrality(
    "eigenvector-centrality",
    range="[0, 1]",
    reference="Bonacich 1987",
    example="test_eigenvector_of_the_florentine_families",
    direction=phrase("centrality.incoming-ties"),
    weights=phrase("common.native"),
)
def eigenvector_centrality(network: Network) -> tuple[Columns, Text | None]:
    """Eigenvector centrality within the largest component; null outside it."""
    from triskele.engines.centrality import eigenvector_centrality as kernel

    keep = largest_component(network)
    found = np.full(len(network), np.nan)
    if not network.number_of_edges():
        return {"eigenvector": (found, "ratio")}, typed.NO_TIE
    part = _unit(network.induced([node for node, kept in zip(network.ids, keep.tolist(), strict=True) if kept]))
    weight = None if network.weights is None else "weight"
    try:
        found[keep] = _array(kernel(part, max_iter=ROUNDS, tol=EXACT / len(part), weight=weight))
    except nx.PowerIterationFailedConvergence:
        return {"eigenvector": (found, "ratio")}, _NOT_CONVERGED
    return {"eigenvector": (np.where(keep, np.abs(found), np.nan), "ratio")}, _OUTSIDE


def _unit(network: Network) -> Network:
    """The network in a unit of weight near its largest one: A + I then mixes both."""
    if network.weights is None:
        return network
    u, v = network.edges_array
    weights = network.weights if network.is_directed() else network.weights[network.arc_sources <= network.indices]
    return Network.from_arrays(network.ids, u, v, weight=scaled(weights)[0], directed=bool(network.is_directed()))


_OUTSIDE = phrase("centrality.outside")
_NOT_CONVERGED = phrase("centrality.not-converged")


@centrality(
    "pagerank",
    range="(0, 1]",
    reference="Brin & Page 1998",
    example="test_pagerank_sums_to_one",
    weights=phrase("common.native"),
    parameters=(*PLAIN, Parameter("alpha", "float", 0.85, phrase("centrality.pagerank.parameters.alpha"), minimum=0.0)),
)
def pagerank(network: Network, *, alpha: float) -> tuple[Columns, Text | None]:
    """PageRank with the tolerance set so that the whole vector is exact to 1e-11."""
    from triskele.engines.centrality import pagerank as kernel

    if not 0 <= alpha < 1:
        raise ParameterError(f"alpha is {alpha}; expected at least 0 and below 1", hint="0.85 is usual.")
    weight = None if network.weights is None else "weight"
    return {
        "pagerank": (_array(kernel(network, alpha, max_iter=ROUNDS, tol=EXACT / len(network), weight=weight)), "ratio")
    }, None


@centrality(
    "katz-centrality",
    range="(0, 1]",
    reference="Katz 1953",
    example="test_katz_solves_its_equation",
    direction=phrase("centrality.incoming-ties"),
    weights=phrase("common.native"),
    parameters=(
        *PLAIN,
        Parameter("alpha", "float", None, phrase("centrality.katz-centrality.parameters.alpha"), minimum=0.0),
    ),
)
def katz_centrality(network: Network, *, alpha: float | None) -> tuple[Columns, Text | None]:
    """Katz centrality; ParameterError when α is not below 1/λ."""
    from triskele.engines.centrality import katz_centrality as kernel

    radius = spectral_radius(network)
    chosen = alpha if alpha is not None else 0.85 / radius if radius > 0 else 0.1
    if radius > 0 and chosen >= 1 / radius:
        raise ParameterError(f"alpha is {chosen:g}; expected below 1/λ = {1 / radius:g}", hint="Leave alpha out.")
    weight = None if network.weights is None else "weight"
    found = kernel(network, chosen, max_iter=ROUNDS, tol=EXACT / len(network), weight=weight)
    return {"katz": (_array(found), "ratio")}, None


def spectral_radius(network: Network) -> float:
    """The largest modulus of an eigenvalue of the adjacency matrix."""
    from scipy.sparse.linalg import eigs

    A = adjacency(network, "out")
    if len(network) <= 400:
        return float(np.abs(np.linalg.eigvals(A.toarray())).max(initial=0.0))
    return float(np.abs(eigs(A, k=1, which="LM", v0=np.ones(len(network)), return_eigenvectors=False))[0])


@centrality(
    "hits",
    range="[0, 1]",
    reference="Kleinberg 1999",
    example="test_hits_by_hand",
    undefined_when=phrase("common.without-ties"),
    weights=phrase("common.native"),
)
def hits(network: Network) -> tuple[Columns, Text | None]:
    """Hub and authority of every actor, by power iteration from equal values."""
    A = adjacency(network, "out", scale=True)
    n = len(network)
    hub = authority = np.full(n, np.nan)
    if network.number_of_edges():
        hub = np.full(n, 1.0 / n)
        for _ in range(ROUNDS):
            last = hub
            authority = A.T @ hub
            hub = A @ authority
            hub = hub / hub.sum()
            if np.abs(hub - last).sum() < EXACT:
                break
        authority = authority / authority.sum()
        # what is left of a value that goes to 0 is how many rounds there were
        hub, authority = np.where(hub < EXACT, 0.0, hub), np.where(authority < EXACT, 0.0, authority)
    return {"hub": (hub, "ratio"), "authority": (authority, "ratio")}, typed.NO_TIE
