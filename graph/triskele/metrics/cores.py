"""How deep the cohesion goes: k-cores (s-cores with weights) and k-components."""

from __future__ import annotations

import heapq
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, typed
from triskele.metrics.nulls import DEGREES
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import simple
from triskele.metrics.typed import COMMON, WITHOUT
from triskele.networks.csr import Network
from triskele.words import phrase

EXACT_UP_TO = 500
"""Above this many actors k-components are approximated."""


def core_numbers(network: Network) -> NDArray[np.int64]:
    """Largest k such that the actor lies in the k-core; in + out degrees when directed, as in networkx."""
    from triskele.engines.cohesion import core_number

    return np.array(list(core_number(network).values()), dtype=np.int64)


def _highest(network: Network) -> int:
    return int(core_numbers(network).max())


def strength_cores(network: Network) -> NDArray[np.float64]:
    """Largest s such that the actor lies in a set whose members have strength s inside it. O(m log n)."""
    indptr, indices, weights = network.indptr, network.indices, network.weights
    assert weights is not None
    owner = np.repeat(np.arange(len(network)), np.diff(indptr))
    left = np.bincount(owner, weights=weights, minlength=len(network))
    heap = [(s, i) for i, s in enumerate(left.tolist())]
    heapq.heapify(heap)
    core = np.full(len(network), -1.0)
    level = 0.0
    while heap:
        strength, i = heapq.heappop(heap)
        if core[i] >= 0 or strength > left[i]:
            continue
        level = max(level, strength)
        core[i] = level
        for arc in range(indptr[i], indptr[i + 1]):
            j = int(indices[arc])
            if core[j] < 0:
                left[j] -= weights[arc]
                heapq.heappush(heap, (float(left[j]), j))
    return core


@metric(
    name="k-core",
    section="B16",
    range="≥ 0",
    cost="O(m)",
    reference="Seidman 1983",
    input="network",
    parameters=(*COMMON, PERMUTATIONS, SEED),
    nulls=(DEGREES,),
    units=("degree", "count", "strength"),
    example="test_cores_of_the_karate_club",
)
def k_core(data: Any, *, permutations: int, seed: int, **common: Any) -> Result:
    """The highest core, its size and how many of each sphere are in it, then every actor's core number."""
    net = typed.read(data, **common)
    if not net.n:
        return Result([undefined({"quantity": "highest-core"}, typed.NO_ACTORS, unit="degree", n=0)], **net.run())
    cores = core_numbers(net.network)
    top = int(cores.max())
    drawn = None
    if permutations and net.m:
        drawn = nulls.degree_draws(net, _highest, permutations, seed)
    inner = cores == top
    values = [
        Value({"quantity": "highest-core"}, top, "degree", **nulls.compare(top, drawn), n=net.n, m=net.m),
        Value({"quantity": "highest-core-size"}, inner.sum(), "count"),
    ]
    values += [
        Value({"quantity": "highest-core-of-sphere", "sphere": name}, net.shares[inner, i].sum(), "count")
        for i, name in enumerate(net.names)
    ]
    ids = typed.named(net.network.ids)
    values += [Value({"actor": a, "quantity": "core"}, cores[i], "degree") for i, a in enumerate(ids)]
    if net.weight:
        strengths = strength_cores(net.symmetric)
        values += [Value({"actor": a, "quantity": "s-core"}, strengths[i], "strength") for i, a in enumerate(ids)]
    return Result(values, **net.run(**nulls.run_of(drawn, seed)))


def exact_components(graph: nx.Graph) -> dict[int, list[set[int]]]:
    """k -> the maximal sets that fewer than k removals cannot disconnect.

    Those of k = 1 and 2 are the components and the blocks. Members of others have at least 3 ties inside, so the
    exponential search only looks at the 3-cores of blocks: in a network of leaves and chains that is next to nothing.
    """
    found: dict[int, list[set[int]]] = {
        1: [set(c) for c in nx.connected_components(graph) if len(c) > 1],
        2: [set(c) for c in nx.biconnected_components(graph) if len(c) > 2],
    }
    core = nx.k_core(graph, 3)
    for block in nx.biconnected_components(core):
        inner = nx.k_core(nx.Graph(core.subgraph(block)), 3)
        for k, sets in nx.k_components(inner).items() if len(inner) else ():
            if k > 2:
                found.setdefault(k, []).extend(map(set, sets))
    return found


@metric(
    name="k-components",
    section="B16",
    range="k ≥ 1",
    undefined_when=phrase("common.without-ties"),
    cost=phrase("cores.k-components.cost", most=EXACT_UP_TO),
    reference="Moody & White 2003",
    input="network",
    parameters=(
        WITHOUT,
        Parameter(
            "approximate",
            "bool",
            None,
            phrase("cores.k-components.parameters.approximate", exact_up_to=EXACT_UP_TO),
        ),
    ),
    units=("count", "k"),
    weights=phrase("common.ignored"),
    example="test_components_of_the_karate_club",
)
def k_components(data: Any, *, approximate: bool | None, without: Any) -> Result:
    """The highest k, then the size of every k-component, then the highest k of every actor."""
    network, dropped = simple(data, without=without)
    plain = nulls.symmetric_of(network)
    run: dict[str, Any] = {"direction": "undirected", "weights": "none", "dropped": dropped}
    if not plain.number_of_edges():
        reason = typed.NO_TIE if len(plain) else typed.NO_ACTORS
        return Result([undefined({"quantity": "highest-k"}, reason, unit="k", n=len(plain))], **run)
    rough = len(plain) > EXACT_UP_TO if approximate is None else approximate
    u, v = plain.edges_array
    graph = nx.Graph(zip(u.tolist(), v.tolist(), strict=True))
    search = nx.approximation.k_components if rough else exact_components
    found = {k: sorted(map(sorted, sets), key=lambda s: (-len(s), s)) for k, sets in search(graph).items()}
    found = {k: sets for k, sets in found.items() if sets}
    top = max(found)
    values = [Value({"quantity": "highest-k"}, top, "k", n=len(plain), m=plain.number_of_edges())]
    for k in sorted(found, reverse=True):
        values += [
            Value({"k": str(k), "component": str(rank + 1), "quantity": "size"}, len(members), "count")
            for rank, members in enumerate(found[k])
        ]
    deepest = np.zeros(len(plain), dtype=int)
    for k, sets in sorted(found.items()):
        for members in sets:
            deepest[members] = k
    values += [
        Value({"actor": a, "quantity": "deepest-k"}, deepest[i], "k") for i, a in enumerate(typed.named(plain.ids))
    ]
    notes = [phrase("cores.approximate")]
    return Result(values, **run, notes=notes if rough else [])
