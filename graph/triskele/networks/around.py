"""One actor's ties and its lines in a network: why a table of its ties is longer than the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from triskele.ledger.selection import mask
from triskele.networks.projection import Projected


@dataclass(frozen=True)
class Around:
    """How many ties touch an actor whatever the selection, how many of them a network holds and as how many lines
    (parallel ones are merged), and why each of the others is no line: ``to_no_actor``, ``to_collectives`` and
    ``to_persons`` lead to what stays out of networks, ``not_active`` does not count in the year, ``filtered`` is left
    out by another part of the selection."""

    actor: str
    ties: int
    drawn: int
    lines: int
    apart: dict[str, int]


def around(projected: Projected, key: str) -> Around:
    """The ties of one actor in a projection, each counted once, by the first reason that applies. O(ties)."""
    arrays, network, selection = projected.ties.arrays, projected.network, projected.selection
    row = arrays.texts("node-key").find(key)
    pairs, nodes = arrays.pairs, arrays.nodes
    u, v = np.asarray(pairs["u"]), np.asarray(pairs["v"])
    own = np.flatnonzero(((u == row) | (v == row)) & (u != v)) if row is not None else np.zeros(0, dtype=np.int64)
    other = np.where(u[own] == row, v[own], u[own])
    held = np.isin(own, projected.ties.rows)
    reasons = np.full(len(own), "filtered", dtype=object)
    if selection.as_of is not None:
        reasons[~mask(selection.year_conditions(), pairs, len(pairs))[own]] = "not_active"
    reasons[nodes["person"][other] & (not selection.persons)] = "to_persons"
    reasons[nodes["collective"][other] & (not selection.collectives)] = "to_collectives"
    reasons[~(nodes["actor"][other] | nodes["person"][other])] = "to_no_actor"
    ties = np.asarray(pairs["tie"])[own]
    drawn = np.unique(ties[held])
    apart, first = np.unique(ties[~np.isin(ties, drawn)], return_index=True)
    told, counts = np.unique(reasons[~np.isin(ties, drawn)][first].astype(str), return_counts=True)
    place = network.index.get(key)
    return Around(
        actor=key,
        ties=len(drawn) + len(apart),
        drawn=len(drawn),
        lines=0 if place is None else int(network.degrees[place]),
        apart=dict(zip(told.tolist(), counts.tolist(), strict=True)),
    )
