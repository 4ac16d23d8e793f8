"""On one layer or on many, and which relation crosses spheres: measures of layers of ties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from triskele.errors import NetworkError
from triskele.metrics import nulls, typed
from triskele.metrics.mixing import drawn_mixing, mixing_matrix_of
from triskele.metrics.nulls import LABELS, Drawn
from triskele.metrics.outward import ei_of, expected_ei
from triskele.metrics.reading import number, part_word
from triskele.metrics.record import PERMUTATIONS, SEED, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import left_out
from triskele.metrics.spread import adjacency
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.metrics.verdicts import DISTINGUISHABLE, NO_NULL
from triskele.words import languages, phrase, say


def read_layers(data: Any, **common: Any) -> dict[str, TypedNetwork]:
    """Layers by name, in the order of their names; NetworkError when the data are no mapping of networks."""
    if not isinstance(data, Mapping):
        raise NetworkError(
            f"found {type(data).__name__}; expected a mapping from layer to network",
            hint="For instance {'funding': G, 'training': H}, or eco.project('layers').layers.",
        )
    without = common.pop("without", ())
    left_out([node for graph in data.values() if isinstance(graph, nx.Graph) for node in graph], without)
    left = set(map(str, without))
    layers = {}
    for name, graph in sorted(data.items(), key=lambda item: str(item[0])):
        here = [node for node in graph if str(node) in left] if isinstance(graph, nx.Graph) else []
        layers[str(name)] = typed.read(graph, without=here, **common)
    return layers


def actors_of(layers: Mapping[str, TypedNetwork]) -> list[Any]:
    """Every actor of any layer, by id."""
    every = dict.fromkeys(node for net in layers.values() for node in net.network.ids)
    try:
        return sorted(every)
    except TypeError:
        return sorted(every, key=str)


def strengths(layers: Mapping[str, TypedNetwork], actors: list[Any]) -> NDArray[np.float64]:
    """k_iα: ties (or their weight) of each actor on each layer, (n, L); in + out when directed."""
    place = {node: i for i, node in enumerate(actors)}
    table = np.zeros((len(actors), len(layers)))
    for column, net in enumerate(layers.values()):
        rows = [place[node] for node in net.network.ids]
        table[rows, column] = adjacency(net.network).sum(axis=1)
    return table


def participation_of(table: NDArray[Any]) -> NDArray[np.float64]:
    """L/(L−1)·[1 − Σ_α (k_iα/o_i)²]; NaN where o_i = 0 or L = 1."""
    total = table.sum(axis=1, keepdims=True)
    count = table.shape[1]
    if count < 2:
        return np.full(len(table), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = table / np.where(total > 0, total, np.nan)
    return np.asarray(count / (count - 1) * (1 - (share**2).sum(axis=1)))


@metric(
    name="multiplex-participation",
    section="B21",
    range="P [0, 1]; E-I [−1, 1]",
    reference="Battiston et al. 2014; Krackhardt & Stern 1988",
    input="layers",
    parameters=(*COMMON, PERMUTATIONS, SEED),
    nulls=(LABELS,),
    units=("ratio", "ties"),
    example="test_participation_by_hand",
)
def multiplex_participation(data: Any, *, permutations: int, seed: int, **common: Any) -> Result:
    """Every actor's P, then each layer's ties and heterophily against label permutation, then the union's."""
    layers = read_layers(data, **common)
    if not layers:
        none = phrase("multiplex.no-layer")
        return Result([undefined({"quantity": "multiplex-participation"}, none, n=0)], direction="undirected")
    actors = actors_of(layers)
    table = strengths(layers, actors)
    seen = participation_of(table)
    single = phrase("multiplex.one-layer")
    reason = single if len(layers) < 2 else typed.ISOLATE
    first = next(iter(layers.values()))
    active = (table > 0).sum(axis=1)
    values = [
        value_or({"actor": str(a), "quantity": "multiplex-participation"}, seen[i], reason, m=table[i].sum())
        for i, a in enumerate(actors)
    ]
    values += [Value({"actor": str(a), "quantity": "layers"}, active[i], "layers") for i, a in enumerate(actors)]
    crossing = [_heterophily({"layer": name}, net, permutations, seed) for name, net in layers.items()]
    crossing = nulls.adjusted(crossing)
    values += crossing
    values.append(_heterophily({"layer": UNION}, _union(layers, common), permutations, seed))
    values += [Value({"layer": name, "quantity": "ties"}, net.m, "ties", n=net.n) for name, net in layers.items()]
    exact = all(nulls.is_exact(net) for net in layers.values())
    run = {
        "null": LABELS if permutations else None,
        "permutations": permutations or None,
        "seed": seed if permutations and not exact else None,
        "exact": bool(permutations) and exact,
        "notes": [_MERGED],
    }
    said = _said([str(a) for a in actors], seen, active, crossing)
    return Result(values, **{**first.run(), **run, "reading": said})


def _said(actors: list[str], participation: NDArray[Any], active: NDArray[Any], crossing: list[Value]) -> Text:
    """How many are on one layer, who is most evenly on many, and which layers cross spheres; empty without P or E-I."""
    known = [value for value in crossing if value.value is not None]
    if np.isnan(participation).all() or not known:
        return {}
    top = int(np.nanargmax(participation))
    high, low = (end(known, key=lambda value: value.value or 0.0) for end in (max, min))
    tested = [value for value in known if value.verdict and value.verdict != NO_NULL]

    def tell(tag: str) -> str:
        parts = [
            say(
                "multiplex.actors-on-layers",
                tag,
                actors=int((active > 0).sum()),
                layers=len(crossing),
                single=int((active == 1).sum()),
                name=actors[top],
                value=number(float(participation[top]), tag),
                count=int(active[top]),
            ),
            say(
                "multiplex.layers-across-spheres",
                tag,
                high=part_word("layer", high.key["layer"], tag),
                most=number(high.value, tag),
                most_ties=int(high.m or 0),
                low=part_word("layer", low.key["layer"], tag),
                least=number(low.value, tag),
                least_ties=int(low.m or 0),
            ),
        ]
        if tested:
            parts.append(
                say(
                    "multiplex.layers-judged",
                    tag,
                    tested=len(tested),
                    apart=sum(value.verdict == DISTINGUISHABLE for value in tested),
                )
            )
        return " ".join(parts)

    return {tag: tell(tag) for tag in languages()}


UNION = "union"
_MERGED = phrase("multiplex.merged")


def _heterophily(key: dict[str, str], net: TypedNetwork, permutations: int, seed: int) -> Value:
    key = {**key, "quantity": "ei-of-layer"}
    reason = typed.lacking(net, ties=True)
    if reason:
        return undefined(key, reason, unit="ratio", **net.counts())
    drawn = drawn_mixing(net, LABELS, permutations, seed)
    chance = None if drawn is None else Drawn(ei_of(drawn.values), drawn.null, drawn.exact)
    seen = float(ei_of(mixing_matrix_of(net)))
    fields = nulls.compare(seen, chance) or {"expected": expected_ei(net)}
    return Value(key, seen, "ratio", **fields, **net.counts())


def _union(layers: Mapping[str, TypedNetwork], common: Mapping[str, Any]) -> TypedNetwork:
    """All ties of all layers, parallel ones merged; an actor's sphere is that of the first layer that knows it."""
    directed = any(net.directed for net in layers.values())
    graph = nx.DiGraph() if directed else nx.Graph()
    attribute = str(common.get("attribute", "sphere"))
    for net in layers.values():
        for node in net.network.ids:
            known = graph.nodes[node].get(attribute) if node in graph else None
            graph.add_node(node, **(dict(net.network.nodes[node]) if known is None else {}))
        u, v = net.ends
        ids = net.network.ids
        pairs = [(ids[a], ids[b]) for a, b in zip(u.tolist(), v.tolist(), strict=True)]
        graph.add_edges_from(pairs if net.directed else [*pairs, *((b, a) for a, b in pairs)])
    first = next(iter(layers.values()))
    return typed.read(graph, attribute=attribute, hybrids=first.hybrids)
