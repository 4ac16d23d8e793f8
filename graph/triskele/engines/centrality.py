"""Centralities: degree and spectral ones by numpy and scipy, path-based ones by compiled kernels."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np
from networkx.utils.backends import _registered_algorithms as networkx_functions
from numpy.typing import NDArray

from triskele.engines.arrays import arc_weights, by_node, lengths, matrix, position, positions
from triskele.engines.dispatch import Declined
from triskele.engines.distances import path_sums
from triskele.engines.lengths import digits_of
from triskele.engines.near import near
from triskele.engines.parallel import map_pieces, split
from triskele.networks.columns import frozen
from triskele.networks.csr import Network
from triskele.progress import PATHS


def degree_centrality(G: Network) -> dict:
    return _shares(G, G.degrees)


def in_degree_centrality(G: Network) -> dict:
    return _shares(G, G.in_degrees)


def out_degree_centrality(G: Network) -> dict:
    return _shares(G, G.out_degrees)


def _shares(G: Network, degrees: NDArray) -> dict:
    if len(G) <= 1:
        return dict.fromkeys(G, 1)
    # few degrees are different: one number each, shared by the nodes that have it
    every = np.arange(degrees.max() + 1) * (1.0 / (len(G) - 1.0))
    return by_node(G, every.astype(object)[degrees])


def strength(G: Network, weight: str | None = "weight", direction: str = "all") -> NDArray:
    """Sum of the weights of each node's ties (a self-tie twice), or of its arcs ``in`` or ``out``; node order."""
    given = arc_weights(G, weight)
    values = np.ones(len(G.indices)) if given is None else given
    out = np.bincount(G.arc_sources, weights=values, minlength=len(G))
    if direction == "out":
        return out
    into = np.bincount(G.indices, weights=values, minlength=len(G))
    if direction == "in":
        return into
    if G.is_directed():
        return out + into
    selves = G.arc_sources == G.indices
    return out + np.bincount(G.indices[selves], weights=values[selves], minlength=len(G))


# -------------------------------------------------------------------- spectral


def pagerank(
    G: Network,
    alpha: float = 0.85,
    personalization: dict | None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: dict | None = None,
    weight: Any = "weight",
    dangling: dict | None = None,
) -> dict:
    """networkx's power iteration, bit for bit; stops when the L1 change is below n * tol.

    Every product and every sum is formed in networkx's order; what is saved is the way from dictionaries to arrays.
    """
    from scipy.sparse import csr_array

    n = len(G)
    if n == 0:
        return {}
    values = arc_weights(G, weight)
    out = G.out_degrees.astype(np.float64) if values is None else matrix(G, values).sum(axis=1)
    is_dangling = np.flatnonzero(out == 0)
    share = np.divide(1.0, out, out=out.copy(), where=out != 0)
    into = G.in_weights if values is G.weights else G.incoming(values)
    # unweighted: scaling x instead of the arcs forms the same products
    arrive = np.ones(len(G.indices)) if into is None else share[G.in_indices] * into
    scale = share if into is None else 1.0
    A = csr_array((arrive, G.in_indices, G.in_indptr), shape=(n, n))
    even = np.repeat(1.0 / n, n)
    x = even if nstart is None else _shares_of(G, nstart)
    p = even if personalization is None else _shares_of(G, personalization)
    sink = p if dangling is None else _shares_of(G, dangling)
    for _ in range(max_iter):
        last = x
        x = alpha * (A @ (last * scale) + sum(last[is_dangling]) * sink) + (1 - alpha) * p
        if np.absolute(x - last).sum() < n * tol:
            return by_node(G, x)
    raise nx.PowerIterationFailedConvergence(max_iter)


def _shares_of(G: Network, values: dict) -> NDArray[np.float64]:
    """A dictionary as a vector that sums to 1, absent nodes 0."""
    x = np.array([values.get(node, 0) for node in G], dtype=np.float64)
    total = x.sum()
    if total == 0:
        raise ZeroDivisionError
    return x / total


def hits(G: Network, *args: Any, **kwargs: Any) -> tuple[dict, dict]:
    """networkx's own singular vectors over the arrays."""
    return networkx_functions["hits"].orig_func(G, *args, **kwargs)


def eigenvector_centrality(
    G: Network, max_iter: int = 100, tol: float = 1e-6, nstart: dict | None = None, weight: Any = None
) -> dict:
    """Power iteration on A + I as in networkx; stops when the L1 change is below n * tol."""
    if len(G) == 0:
        raise nx.NetworkXPointlessConcept("cannot compute centrality for the null graph")
    x = np.ones(len(G)) if nstart is None else _vector(G, nstart)
    if not x.any():
        raise nx.NetworkXError("initial vector cannot have all zero values")
    x = x / x.sum()
    A = matrix(G, arc_weights(G, weight or None)).T.tocsr()
    for _ in range(max_iter):
        last = x
        x = last + A @ last
        x = x / (np.linalg.norm(x) or 1)
        if np.abs(x - last).sum() < len(G) * tol:
            return by_node(G, x)
    raise nx.PowerIterationFailedConvergence(max_iter)


def katz_centrality(
    G: Network,
    alpha: float = 0.1,
    beta: Any = 1.0,
    max_iter: int = 1000,
    tol: float = 1e-6,
    nstart: dict | None = None,
    normalized: bool = True,
    weight: Any = None,
) -> dict:
    """x = alpha A'x + beta, iterated as in networkx; stops when the L1 change is below n * tol."""
    if len(G) == 0:
        return {}
    x = np.zeros(len(G)) if nstart is None else _vector(G, nstart)
    try:
        b = np.full(len(G), float(beta))
    except (TypeError, ValueError, AttributeError):
        if set(beta) != set(G):
            raise nx.NetworkXError("beta dictionary must have a value for every node") from None
        b = _vector(G, beta)
    A = matrix(G, arc_weights(G, weight)).T.tocsr()
    for _ in range(max_iter):
        last = x
        x = alpha * (A @ last) + b
        if np.abs(x - last).sum() < len(G) * tol:
            norm = math.sqrt(float(x @ x)) if normalized else 1.0
            return by_node(G, x * (1.0 / norm if norm else 1.0))
    raise nx.PowerIterationFailedConvergence(max_iter)


def _vector(G: Network, values: dict) -> NDArray[np.float64]:
    if len(values) != len(G):
        raise Declined("the starting vector does not name every node")
    try:
        return np.array([values[node] for node in G], dtype=np.float64)
    except KeyError:
        raise Declined("the starting vector does not name every node") from None


# -------------------------------------------------------------------- distances


def closeness_centrality(G: Network, u: Any = None, distance: Any = None, wf_improved: bool = True) -> Any:
    """Of distances towards the node when directed, as in networkx."""
    if u is None:
        far, reached, _ = path_sums(G, lengths(G, distance))
    else:
        at = np.array([position(G, u)])
        far, reached, _ = path_sums(G, lengths(G, distance), at, towards=True)
    n = len(G)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = reached / far
        if wf_improved:
            values = values * (reached / (n - 1))
    values[(far <= 0) | (n <= 1)] = 0.0
    return float(values[0]) if u is not None else by_node(G, values)


def harmonic_centrality(G: Network, nbunch: Any = None, distance: Any = None, sources: Iterable | None = None) -> dict:
    """Sum of 1/distance from the sources; zero distances add nothing, as in networkx."""
    wanted = set(G.nbunch_iter(nbunch)) if nbunch is not None else None
    begin = set(G.nbunch_iter(sources)) if sources is not None else None
    values = lengths(G, distance)
    if wanted is not None and begin is None and len(wanted) < len(G):
        at = np.sort(positions(G, wanted))
        inverse = path_sums(G, values, at, towards=True)[2]
        return {G.ids[i]: value for i, value in zip(at.tolist(), inverse.tolist(), strict=True)}
    start = None if begin is None else np.sort(positions(G, begin))
    inverse = path_sums(G, values, start)[2].tolist()
    return {node: x for node, x in zip(G.ids, inverse, strict=True) if wanted is None or node in wanted}


# -------------------------------------------------------------------- betweenness


def _brandes(
    G: Network,
    sources: NDArray,
    weight: Any,
    *,
    targets: NDArray | None = None,
    labels: NDArray | None = None,
    endpoints: bool = False,
    own: bool = False,
    by_arc: bool = False,
    backwards: bool = False,
    strength: str | None = None,
) -> NDArray[np.float64]:
    """The kernel's sums over the sources, in pieces on the threads there are; ``strength``: lengths 1/strength."""
    values = lengths(G, weight if strength is None else strength)
    if values is not None and len(values) and values.min() <= 0:
        raise Declined("a length is zero" if strength is None else "a strength is zero")
    n = len(G)
    target = np.ones(n, dtype=bool) if targets is None else np.isin(np.arange(n), targets)
    label = np.zeros(n, dtype=np.int32) if labels is None else labels.astype(np.int32)
    close = near(G) if len(sources) >= 4 and not by_arc and values is None else None
    if close is not None:
        old = np.argsort(close.places)
        rows = close.rows[2:] if backwards else close.rows[:2]
        target, label, sources = target[old], label[old], close.places[sources]
    else:
        rows = (G.in_indptr, G.in_indices) if backwards else (G.indptr, G.indices)
    given = G.incoming(values) if backwards else values
    length = np.empty(0) if given is None or strength is not None else given
    exact = np.zeros((0, 1), np.int64) if given is None or strength is None else digits_of(given, n)
    options = (target, label, labels is not None, endpoints, own, by_arc)
    sources = sources.astype(np.int64)
    shared = (*rows, frozen(length), exact, *options)
    parts = map_pieces(_brandes_from, split(sources, 256), shared=shared, threaded=True, what=PATHS)
    total = sum(parts, start=np.zeros(len(G.indices) if by_arc else n))
    return total if close is None else total[close.places]


def _brandes_from(
    sources: NDArray, indptr: NDArray, indices: NDArray, length: NDArray, exact: NDArray, *options: Any
) -> NDArray:
    from triskele.engines.kernels.betweenness import brandes

    return brandes(indptr, indices, length, exact, sources, *options)


def betweenness(G: Network, strength: str | None = None) -> NDArray[np.float64]:
    """Shares of shortest paths through each node, every unordered pair once (ordered ones when directed); node order.

    With ``strength``, an edge attribute above 0, a tie is 1/strength long. Unlike networkx, lengths are compared as
    fractions are: 1/3 + 1/3 + 1/3 and 1 are equal, 1 and 1 + 1e-12 are not. O(n m).
    """
    values = _brandes(G, np.arange(len(G)), None, strength=strength)
    return values if G.is_directed() else values / 2


def betweenness_centrality(
    G: Network,
    k: int | None = None,
    normalized: bool = True,
    weight: Any = None,
    endpoints: bool = False,
    seed: Any = None,
) -> dict:
    """Exact, or from the k pivots that networkx draws for the same seed, scaled as networkx scales."""
    n = len(G)
    pivots = None if k is None or k == n else np.array(seed.sample(range(n), k), dtype=np.int64)
    values = _brandes(G, np.arange(n) if pivots is None else pivots, weight, endpoints=endpoints)
    pairs = n if endpoints else n - 1
    if pairs < 2:
        return by_node(G, values)
    correction = 1 if G.is_directed() else 2

    def scale(count: int) -> float:
        return 1 / (count * (pairs - 1)) if normalized else pairs / (count * correction)

    if pivots is None:
        return by_node(G, values * scale(pairs))
    factors = np.full(n, scale(len(pivots)))
    if not endpoints:
        # a pivot is never inside the paths that start at itself: one source fewer speaks about it
        factors[pivots] = scale(len(pivots) - 1) if len(pivots) > 1 else math.nan
    return by_node(G, values * factors)


def betweenness_centrality_subset(
    G: Network, sources: Iterable, targets: Iterable, normalized: bool = False, weight: Any = None
) -> dict:
    """As networkx has it, which halves undirected values even when sources and targets differ."""
    begin, end = positions(G, sources), positions(G, set(targets))
    values = _brandes(G, begin, weight, targets=end)
    n = len(G)
    if n > 2:
        values = values * (1 / ((n - 1) * (n - 2)) if normalized else 1.0 if G.is_directed() else 0.5)
    return by_node(G, values)


def edge_betweenness_centrality(
    G: Network, k: int | None = None, normalized: bool = True, weight: Any = None, seed: Any = None
) -> dict:
    n = len(G)
    pivots = np.arange(n) if k is None else np.array(seed.sample(range(n), k), dtype=np.int64)
    arcs = _brandes(G, pivots, weight, by_arc=True)
    factor = 1.0
    if n >= 2:
        factor = 1 / (len(pivots) * (n - 1)) if normalized else n / len(pivots)
        factor /= 1 if normalized or G.is_directed() else 2
    values = np.bincount(G.arc_edges, weights=arcs, minlength=G.number_of_edges()) * factor
    u, v = G.edges_array
    ids = G.ids
    ends = zip(u.tolist(), v.tolist(), values.tolist(), strict=True)
    return {(ids[i], ids[j]): value for i, j, value in ends}


def cross_sphere_betweenness(
    G: Network,
    labels: NDArray,
    *,
    local: bool = False,
    normalized: bool = True,
    strength: str | None = None,
    sources: NDArray | None = None,
) -> NDArray[np.float64]:
    """Gefura: shares of the shortest paths between nodes of different labels that pass through each node.

    Every unordered pair counts once on undirected networks and every ordered pair once on directed ones, so on the
    path 0-1-2 with ends of different labels node 1 has 1.0 (networkx and igraph give half). ``labels`` are codes in
    node order; -1 is passed through but is no end. ``local`` keeps the pairs with one end in the node's own sphere.
    Normalised by the pairs that could pass through the node, NaN where there is none. ``sources`` (positions of
    pivots) estimates by scaling with n / len(sources). ``strength`` as in :func:`betweenness`. O(n m).
    Source: Flom et al. 2004; Guns and Rousseau 2009.
    """
    labels = np.asarray(labels)
    n = len(G)
    begin = np.arange(n) if sources is None else np.asarray(sources)
    values = _brandes(G, begin, None, labels=labels, own=local, strength=strength)
    if local and G.is_directed():
        # the other half: paths that end in the node's own sphere are paths of the reversed network
        values = values + _brandes(G, begin, None, labels=labels, own=True, backwards=True, strength=strength)
    elif not local and not G.is_directed():
        values = values / 2
    if sources is not None and len(begin):
        values = values * (n / len(begin))
    if not normalized:
        return values
    pairs = cross_pairs(labels, local=local) * (2 if G.is_directed() else 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(pairs > 0, values / pairs, np.nan)


def cross_pairs(labels: NDArray, *, local: bool = False) -> NDArray[np.int64]:
    """For each node, the unordered pairs of other nodes with different labels (with one end like its own: local)."""
    labels = np.asarray(labels)
    known = labels >= 0
    sizes = np.bincount(labels[known], minlength=1)
    total = int(sizes.sum())
    others = np.where(known, total - sizes[np.where(known, labels, 0)], 0)
    if local:
        return np.where(known, (sizes[np.where(known, labels, 0)] - 1) * others, 0)
    every = (total * total - int((sizes.astype(np.int64) ** 2).sum())) // 2
    return every - others
