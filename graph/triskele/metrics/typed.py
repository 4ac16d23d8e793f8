"""A network as the metrics of section B read it: simple ties, actors by id, each with its sphere.

Any networkx graph will do; :mod:`simple` and :mod:`spheres` say how it is read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics.record import Parameter, Text, Value
from triskele.metrics.simple import simple, undirected
from triskele.metrics.spheres import categories, fractions
from triskele.networks.csr import Network
from triskele.words import phrase

ATTRIBUTE = Parameter(
    "attribute",
    "str",
    "sphere",
    phrase("typed.parameters.attribute"),
)
HYBRIDS = Parameter(
    "hybrids",
    "str",
    None,
    phrase("typed.parameters.hybrids"),
    choices=("exclusive", "fractional"),
)
WEIGHT = Parameter(
    "weight",
    "str",
    None,
    phrase("typed.parameters.weight"),
)
PARALLEL = Parameter(
    "parallel",
    "str",
    "sum",
    phrase("typed.parameters.parallel"),
    choices=("sum", "max", "count"),
)
WITHOUT = Parameter(
    "without",
    "list",
    (),
    phrase("typed.parameters.without"),
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
            notes.append(phrase("typed.hybrids-without-shares", lost=lost))
        codes = np.where(types < 0, -1, profiles.argmax(axis=1)[types] if len(profiles) else -1).astype(np.int32)
    else:
        mode = "exclusive"
        types, profiles = codes, np.eye(len(names))
    unknown = int((types < 0).sum())
    u, v = network.edges_array
    beside = int(((types[u] < 0) | (types[v] < 0)).sum())
    counted = {**dropped, "isolates": _isolates(network), "unknown_sphere": unknown, "unknown_ties": beside}
    if unknown:
        notes.append(phrase("typed.unknown-spheres", unknown=unknown))
    kept = {name: count for name, count in counted.items() if count}
    return TypedNetwork(network, names, codes, types, profiles, mode, weight, kept, notes)


def _isolates(network: Network) -> int:
    return int((network.degrees == 0).sum())


NO_ACTORS = phrase("typed.no-actors")
NO_SPHERES = phrase("typed.no-spheres")
NO_TIES = phrase("typed.no-ties")
NO_TIE = phrase("typed.no-tie")
ISOLATE = phrase("typed.isolate")
ONE_SPHERE = phrase("typed.one-sphere")


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


def largest_component(network: Network) -> NDArray[np.bool_]:
    """The actors of the largest component (the one with the first actor when two are as large)."""
    from triskele.engines.structure import component_labels

    label = component_labels(network)
    return np.asarray(label == np.argmax(np.bincount(label))) if len(label) else np.zeros(0, dtype=bool)
