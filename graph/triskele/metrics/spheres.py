"""Which category each actor is of, and the shares of hybrids in the spheres."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import NetworkError, ParameterError
from triskele.networks.columns import MISSING
from triskele.networks.csr import Network

PURE = ("university", "industry", "government", "civil-society")
SPHERES = (*PURE, "hybrid")
"""The spheres in the order of every table."""

ALIASES = {"u": "university", "i": "industry", "g": "government", "c": "civil-society", "h": "hybrid"}
HELIX = {"u", "i", "g"}
UNKNOWN = frozenset({"", "?", "unknown", "bilinmiyor", "none", "nan"})


def categories(network: Network, attribute: str) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """(names of the categories that occur, code of each actor or -1). Spheres keep their order, others are sorted."""
    raw, values = network.codes(attribute)
    if attribute != "sphere" and not values and len(network):
        raise ParameterError(
            f"no actor has an attribute {attribute!r}",
            hint=f"There are: {', '.join(network.node_data) or 'none'}.",
        )
    words = [_word(value) for value in values]
    if attribute == "sphere":
        words = _as_spheres(words)
    there = {words[c] for c in np.unique(raw[raw >= 0]).tolist()} - {None}
    order = [s for s in SPHERES if s in there] + sorted(str(w) for w in there if w not in SPHERES)
    position = {name: i for i, name in enumerate(order)}
    code = np.array([*(-1 if w is None else position.get(w, -1) for w in words), -1], dtype=np.int32)
    return tuple(order), code[raw]


def _as_spheres(words: list[str | None]) -> list[str | None]:
    """Spheres in their spelling here; letters are spheres only where nothing but spheres stands and two are U, I, G."""
    low = [None if word is None else word.lower().replace("_", "-").replace(" ", "-") for word in words]
    letters = {word for word in low if word in ALIASES}
    meant = len(letters & HELIX) > 1 and all(word is None or word in ALIASES or word in SPHERES for word in low)
    return [
        here if here in SPHERES else ALIASES[here] if meant and here in ALIASES else word
        for word, here in zip(words, low, strict=True)
    ]


def _word(value: Any) -> str | None:
    if value is None or value is MISSING or (isinstance(value, float) and math.isnan(value)):
        return None
    text = str(value).strip()
    if text.lower() in UNKNOWN:
        return None
    return text


def fractions(
    network: Network, names: tuple[str, ...], codes: NDArray[np.int32]
) -> tuple[tuple[str, ...], NDArray[np.int32], NDArray[np.float64]]:
    """Shares of the actors in the pure spheres: (spheres that occur, type of each actor, shares of each type).

    A hybrid's shares come from node attributes named as the spheres (civil-society or civil_society), or from one
    attribute ``membership`` that maps
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
        column = network.node_data.get(sphere, network.node_data.get(sphere.replace("-", "_")))
        if column is not None:
            given[:, position] = [_share(value) for value in column.tolist()]
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
