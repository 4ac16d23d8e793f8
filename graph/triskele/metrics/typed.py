"""A network as the metrics of section B read it: simple ties, actors by id, each with its sphere.

Any networkx graph will do. Actors are put in the order of their ids, so that neither the order of the input nor a
seed's luck with it can change a result. Self-ties are dropped and parallel ties merged; both are counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from triskele.errors import NegativeWeight, NetworkError, ParameterError
from triskele.metrics.record import Parameter, Text, Value, both
from triskele.networks.csr import MISSING, Network

PURE = ("university", "industry", "government", "civil-society")
SPHERES = (*PURE, "hybrid")
"""The spheres in the order of every table."""

ALIASES = {"u": "university", "i": "industry", "g": "government", "c": "civil-society", "h": "hybrid"}
UNKNOWN = frozenset({"", "?", "unknown", "bilinmiyor", "none", "nan"})

ATTRIBUTE = Parameter(
    "attribute",
    "str",
    "sphere",
    both("Aktörleri sınıflayan düğüm özniteliği.", "The node attribute that sorts the actors."),
)
HYBRIDS = Parameter(
    "hybrids",
    "str",
    None,
    both(
        "Karma aktörler: exclusive kendi sınıfı olarak, fractional kürelere bölünmüş; verilmezse ağın seçimi.",
        "Hybrid actors: exclusive as a class of their own, fractional spread over spheres; by default as the network.",
    ),
    choices=("exclusive", "fractional"),
)
WEIGHT = Parameter(
    "weight",
    "str",
    None,
    both(
        "Ağırlık olarak kullanılacak bağ özniteliği; verilmezse her bağ bir sayılır.",
        "The tie attribute that serves as weight; by default every tie counts once.",
    ),
)
PARALLEL = Parameter(
    "parallel",
    "str",
    "sum",
    both("Paralel bağların ağırlığı nasıl birleşir.", "How the weights of parallel ties are merged."),
    choices=("sum", "max", "count"),
)
WITHOUT = Parameter(
    "without",
    "list",
    (),
    both(
        "Hesaptan önce çıkarılacak aktörler, örneğin listenin kaynağı olan kuruluş.",
        "Actors left out beforehand, for instance the organisation whose directory was the source.",
    ),
)
COMMON = (ATTRIBUTE, HYBRIDS, WEIGHT, PARALLEL, WITHOUT)
"""The parameters of nearly every network metric."""
PLAIN = (WEIGHT, PARALLEL, WITHOUT)
"""The same for metrics that ask for no sphere."""


@dataclass(frozen=True)
class TypedNetwork:
    """``network`` is simple and ordered by id; its ``weights`` are those asked for, or None.

    ``codes`` numbers the category of each actor in ``names`` (-1 unknown). ``types`` and ``profiles`` say the same
    with fractions: actor i has the shares ``profiles[types[i]]`` in ``names``; exclusive profiles are one-hot.
    ``dropped`` counts what was left out (only what occurred).
    """

    network: Network
    names: tuple[str, ...]
    codes: NDArray[np.int32]
    types: NDArray[np.int32]
    profiles: NDArray[np.float64]
    hybrids: str
    weight: str | None
    dropped: Mapping[str, int]
    notes: Sequence[Text] = field(default_factory=list)

    @property
    def n(self) -> int:
        return len(self.network)

    @property
    def directed(self) -> bool:
        return bool(self.network.is_directed())

    @cached_property
    def ends(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Both ends of every tie, once."""
        u, v = self.network.edges_array
        return np.asarray(u), np.asarray(v)

    @cached_property
    def tie_weights(self) -> NDArray[np.float64] | None:
        """The weight of every tie in the order of ``ends``; None when all count once."""
        weights = self.network.weights
        if weights is None:
            return None
        if self.directed:
            return np.asarray(weights)
        return np.asarray(weights[self.network.arc_sources <= self.network.indices])

    @property
    def m(self) -> int:
        return int(self.network.number_of_edges())

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Whose sphere is known."""
        return np.asarray(self.types >= 0)

    @cached_property
    def known_ties(self) -> NDArray[np.bool_]:
        """Which ties have both ends known."""
        u, v = self.ends
        return np.asarray(self.known[u] & self.known[v])

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """Shares of each actor in ``names``, (n, k); zeros where unknown."""
        k = len(self.names)
        return np.vstack([self.profiles, np.zeros((1, k))])[self.types]

    @property
    def coverage(self) -> float | None:
        """The share of ties with both ends known; None without ties."""
        return float(self.known_ties.mean()) if self.m else None

    @cached_property
    def sizes(self) -> NDArray[np.float64]:
        """Actors of each category (fractions of them when hybrids are spread)."""
        return np.asarray(self.shares.sum(axis=0))

    @cached_property
    def symmetric(self) -> Network:
        """The same network with arcs as plain ties: itself when undirected; a pair tied both ways counts once, with
        the sum of the weights."""
        return self.network if not self.directed else undirected(self.network)

    def code_of(self, name: str) -> int:
        """The position of a category in ``names``; -1 when nobody has it."""
        return self.names.index(name) if name in self.names else -1

    def run(self, **more: Any) -> dict[str, Any]:
        """The fields of a Result that say how this network was read."""
        return {
            "direction": "directed" if self.directed else "undirected",
            "weights": self.weight or "none",
            "hybrids": self.hybrids,
            "dropped": dict(self.dropped),
            **more,
            "notes": [*self.notes, *more.get("notes", ())],
        }

    def counts(self) -> dict[str, Any]:
        """n, m and coverage of the known part, for a Value."""
        return {"n": int(self.known.sum()), "m": int(self.known_ties.sum()), "coverage": self.coverage}


def read(
    data: Any,
    *,
    attribute: str = "sphere",
    hybrids: str | None = None,
    weight: str | None = None,
    parallel: str = "sum",
    without: Sequence[Any] = (),
) -> TypedNetwork:
    """The network behind a networkx graph; NetworkError for anything else, NegativeWeight for a signed one."""
    network, dropped = simple(data, weight=weight, parallel=parallel, without=without)
    mode = hybrids or str(network.graph.get("hybrids") or "exclusive")
    names, codes = categories(network, attribute)
    notes: list[Text] = []
    if mode == "fractional" and attribute == "sphere":
        names, types, profiles = fractions(network, names, codes)
        lost = int(((types < 0) & (codes >= 0)).sum())
        if lost:
            notes.append(
                both(
                    f"{lost} karma aktörün payları verilmemiş; küresi bilinmeyen sayıldılar.",
                    f"The shares of {lost} hybrid actors are not given; they count as unknown.",
                )
            )
        codes = np.where(types < 0, -1, profiles.argmax(axis=1)[types] if len(profiles) else -1).astype(np.int32)
    else:
        mode = "exclusive"
        types, profiles = codes, np.eye(len(names))
    unknown = int((types < 0).sum())
    u, v = network.edges_array
    beside = int(((types[u] < 0) | (types[v] < 0)).sum())
    counted = {**dropped, "isolates": _isolates(network), "unknown_sphere": unknown, "unknown_ties": beside}
    if unknown:
        notes.append(
            both(
                f"{unknown} aktörün küresi bilinmiyor; başlık değeri iki ucu da bilinen bağlardandır.",
                f"The sphere of {unknown} actors is unknown; the headline is on ties with both ends known.",
            )
        )
    kept = {name: count for name, count in counted.items() if count}
    return TypedNetwork(network, names, codes, types, profiles, mode, weight, kept, notes)


def _isolates(network: Network) -> int:
    return int((network.degrees == 0).sum())


# -------------------------------------------------------------------- simple networks


def simple(
    data: Any, *, weight: str | None = None, parallel: str = "sum", without: Sequence[Any] = ()
) -> tuple[Network, dict[str, int]]:
    """(the network without self-ties and parallel ties, actors in the order of their ids; what was dropped)."""
    if not isinstance(data, nx.Graph):
        raise NetworkError(
            f"found {type(data).__name__}; expected a networkx graph",
            hint="Make one with eco.network(...), or hand in an nx.Graph with a node attribute `sphere`.",
        )
    if isinstance(data, Network):
        ids, u, v, w, attributes = _of_network(data, weight)
    else:
        ids, u, v, w, attributes = _of_graph(data, weight)
    _refuse_negative(w if weight else _plain_weights(data))
    keep, gone = left_out(ids, without)
    order = [i for i in in_order(ids) if keep[i]]
    place = np.full(len(ids), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    loops = u == v
    stays = ~loops & keep[u] & keep[v] if len(u) else np.zeros(0, dtype=bool)
    u, v, w = place[u[stays]], place[v[stays]], None if w is None else w[stays]
    directed = data.is_directed()
    u, v, w, parallels = merge(u, v, w, len(order), directed=directed, rule=parallel)
    network = Network.from_arrays(
        [ids[i] for i in order],
        u,
        v,
        weight=w,
        directed=directed,
        node_data={name: column[order] for name, column in attributes.items()},
        categories=dict(data.categories) if isinstance(data, Network) else None,
        graph=dict(data.graph),
    )
    dropped = {"self_ties": int(loops.sum()), "parallel_ties": parallels, "left_out_actors": gone}
    return network, {name: count for name, count in dropped.items() if count}


def left_out(ids: Sequence[Any], without: Sequence[Any]) -> tuple[NDArray[np.bool_], int]:
    """(which of the ids stay, how many go); ParameterError for a name that none of them bears."""
    keep = np.ones(len(ids), dtype=bool)
    if without:
        index = {node: i for i, node in enumerate(ids)} | {str(node): i for i, node in enumerate(ids)}
        strange = [str(node) for node in without if node not in index]
        if strange:
            raise ParameterError(
                f"without names {', '.join(strange[:5])}, which the network does not hold",
                hint="Give ids of actors of this network.",
            )
        keep[[index[node] for node in without]] = False
    return keep, int((~keep).sum())


def in_order(ids: list[Any]) -> list[int]:
    """Positions of ids in their order; ids of several kinds by kind and text."""
    try:
        return sorted(range(len(ids)), key=lambda i: ids[i])
    except TypeError:
        return sorted(range(len(ids)), key=lambda i: (type(ids[i]).__name__, str(ids[i])))


def _of_network(data: Network, weight: str | None) -> tuple[Any, ...]:
    u, v = data.edges_array
    values = None
    if weight is not None:
        arcs = data.arc_values(weight)
        if arcs is None:
            raise _no_weight(weight)
        values = np.asarray(arcs[data._first_arcs])
    return list(data.ids), np.asarray(u, np.int64), np.asarray(v, np.int64), values, dict(data.node_data)


def _of_graph(data: nx.Graph, weight: str | None) -> tuple[Any, ...]:
    ids = list(data)
    index = {node: i for i, node in enumerate(ids)}
    ties = list(data.edges(data=True))
    u = np.array([index[a] for a, _, _ in ties], dtype=np.int64)
    v = np.array([index[b] for _, b, _ in ties], dtype=np.int64)
    values = None
    if weight is not None:
        if ties and not any(weight in row for _, _, row in ties):
            raise _no_weight(weight)
        values = np.array([_number(row.get(weight, 1.0), weight) for _, _, row in ties], dtype=float)
    names = dict.fromkeys(name for _, row in data.nodes(data=True) for name in row)
    columns = {}
    for name in names:
        column = np.empty(len(ids), dtype=object)
        column[:] = [row.get(name, MISSING) for _, row in data.nodes(data=True)]
        columns[name] = column
    return ids, u, v, values, columns


def _no_weight(weight: str) -> ParameterError:
    return ParameterError(
        f"no tie has an attribute {weight!r}", hint="Leave weight out to count every tie once, or name another one."
    )


def _number(value: Any, weight: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError) as wrong:
        raise NetworkError(f"the tie attribute {weight!r} holds {value!r}", hint="Weights are numbers.") from wrong
    if not math.isfinite(number):
        raise NetworkError(f"the tie attribute {weight!r} holds {value!r}", hint="Weights are finite numbers.")
    return number


def _plain_weights(data: nx.Graph) -> NDArray[Any] | None:
    """What stands under ``weight`` although nobody asked: a signed network must not be read as a plain one."""
    if isinstance(data, Network):
        return data.weights
    found = [w for _, _, w in data.edges(data="weight") if isinstance(w, (int, float)) and w < 0]
    return np.array(found) if found else None


def _refuse_negative(weights: NDArray[Any] | None) -> None:
    negative = 0 if weights is None else int((weights < 0).sum())
    if negative:
        raise NegativeWeight(
            f"{negative} ties have a negative weight; no measure here is defined for signed networks",
            hint="Leave those ties out, or remove the attribute `weight` to count every tie once.",
        )


def merge(
    u: NDArray[Any],
    v: NDArray[Any],
    w: NDArray[Any] | None,
    n: int,
    *,
    directed: bool,
    rule: str = "sum",
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any] | None, int]:
    """One tie a pair, sorted, and how many were merged away. ``rule``: sum, max or count of the weights."""
    if not directed:
        u, v = np.minimum(u, v), np.maximum(u, v)
    keys, inverse, count = np.unique(u * max(n, 1) + v, return_inverse=True, return_counts=True)
    weights: NDArray[Any] | None = None
    if w is not None:
        weights = np.zeros(len(keys))
        if rule == "max":
            np.maximum.at(weights, inverse, w)
        elif rule == "count":
            weights = count.astype(float)
        else:
            weights = np.bincount(inverse, weights=w, minlength=len(keys))
    return keys // max(n, 1), keys % max(n, 1), weights, int(len(u) - len(keys))


def undirected(network: Network) -> Network:
    """Arcs as plain ties on the same actors; a pair tied both ways is one tie with the sum of the weights."""
    u, v = network.edges_array
    weights = None if network.weights is None else np.asarray(network.weights)
    a, b, w, _ = merge(np.asarray(u, np.int64), np.asarray(v, np.int64), weights, len(network), directed=False)
    return Network.from_arrays(
        network.ids, a, b, weight=w, node_data=network.node_data, categories=network.categories, graph=network.graph
    )


# -------------------------------------------------------------------- spheres


def categories(network: Network, attribute: str) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """(names of the categories that occur, code of each actor or -1). Spheres keep their order, others are sorted."""
    raw, values = network.codes(attribute)
    if attribute != "sphere" and not values and len(network):
        raise ParameterError(
            f"no actor has an attribute {attribute!r}",
            hint=f"There are: {', '.join(network.node_data) or 'none'}.",
        )
    words = [_word(value, sphere=attribute == "sphere") for value in values]
    there = {words[c] for c in np.unique(raw[raw >= 0]).tolist()} - {None}
    order = [s for s in SPHERES if s in there] + sorted(str(w) for w in there if w not in SPHERES)
    position = {name: i for i, name in enumerate(order)}
    code = np.array([*(-1 if w is None else position.get(w, -1) for w in words), -1], dtype=np.int32)
    return tuple(order), code[raw]


def _word(value: Any, *, sphere: bool) -> str | None:
    if value is None or value is MISSING or (isinstance(value, float) and math.isnan(value)):
        return None
    text = str(value).strip()
    if text.lower() in UNKNOWN:
        return None
    if sphere:
        low = text.lower().replace("_", "-").replace(" ", "-")
        return ALIASES.get(low, low if low in SPHERES else text)
    return text


def fractions(
    network: Network, names: tuple[str, ...], codes: NDArray[np.int32]
) -> tuple[tuple[str, ...], NDArray[np.int32], NDArray[np.float64]]:
    """Shares of the actors in the pure spheres: (spheres that occur, type of each actor, shares of each type).

    A hybrid's shares come from node attributes named as the spheres, or from one attribute ``membership`` that maps
    spheres to shares; they are scaled to sum 1. A hybrid without shares is unknown.
    """
    strange = [name for name in names if name not in SPHERES]
    if strange:
        raise ParameterError(
            f"spheres {', '.join(strange)} cannot be spread over the helix",
            hint=f"Use {', '.join(SPHERES)}, or hybrids=exclusive.",
        )
    given = np.zeros((len(network), len(PURE)))
    for position, sphere in enumerate(PURE):
        if sphere in network.node_data:
            given[:, position] = [_share(value) for value in network.node_data[sphere].tolist()]
    for i, shares in enumerate(network.node_data.get("membership", np.empty(0, object)).tolist()):
        if isinstance(shares, Mapping):
            given[i] = [_share(shares.get(s, shares.get(s[0].upper(), 0.0))) for s in PURE]
    hybrid = names.index("hybrid") if "hybrid" in names else -2
    for code, name in enumerate(names):
        if code != hybrid:
            given[codes == code] = np.eye(len(PURE))[PURE.index(name)]
    given[codes < 0] = 0.0
    if (given < 0).any():
        raise NetworkError("a sphere share is negative", hint="Shares lie between 0 and 1.")
    total = given.sum(axis=1, keepdims=True)
    shares = np.divide(given, total, out=np.zeros_like(given), where=total > 0)
    kept = np.flatnonzero(shares.any(axis=0))
    profiles, types = np.unique(shares[:, kept].round(12), axis=0, return_inverse=True)
    empty = ~profiles.any(axis=1)
    number = np.where(empty, -1, np.cumsum(~empty) - 1).astype(np.int32)
    return tuple(PURE[i] for i in kept), number[types.ravel()], profiles[~empty]


def _share(value: Any) -> float:
    return 0.0 if value is None or value is MISSING else float(value)


# -------------------------------------------------------------------- reasons

NO_ACTORS = both("Ağda hiç aktör yok.", "The network has no actor.")
NO_SPHERES = both("Hiçbir aktörün küresi bilinmiyor.", "The sphere of no actor is known.")
NO_TIES = both("İki ucunun küresi de bilinen bağ yok.", "There is no tie with both ends of known sphere.")
NO_TIE = both("Ağda bağ yok.", "The network has no tie.")
ISOLATE = both("Yalıtılmış aktör: bağı yok.", "An isolate: it has no tie.")
ONE_SPHERE = both("Bütün aktörler tek bir kürede.", "All actors are of one sphere.")


def lacking(typed: TypedNetwork, *, ties: bool = False, spheres: int = 1) -> Text | None:
    """Why nothing can be said about this network; None when something can."""
    if not typed.n:
        return NO_ACTORS
    if not typed.known.any():
        return NO_SPHERES
    if len(typed.names) < spheres:
        return ONE_SPHERE
    return NO_TIES if ties and not typed.known_ties.any() else None


def value_or(key: Mapping[str, str], number: Any, reason: Text, unit: str = "ratio", **fields: Any) -> Value:
    """The Value of a number; undefined with this reason when the number is None or NaN (its null falls away too)."""
    if number is None or math.isnan(float(number)):
        kept = {name: fields[name] for name in ("n", "m", "coverage", "low", "high", "category") if name in fields}
        return Value(key, None, unit, status="undefined", reason=reason, **kept)
    return Value(key, float(number), unit, **fields)


def named(ids: Iterable[Any]) -> list[str]:
    """Ids as the keys of values write them."""
    return [str(node) for node in ids]
