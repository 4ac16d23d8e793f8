"""Projections: named ways to make a network of a release. A new one is a function and a row in the table."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import UnknownProjection
from triskele.ledger.arrays import SPHERES, Arrays
from triskele.ledger.selection import Selection
from triskele.networks.choosing import Chosen, Mask, Ties, choose, choose_actors, count_distinct, open_arrays
from triskele.networks.csr import Network
from triskele.networks.hypergraph import Hypergraph
from triskele.text import did_you_mean

if TYPE_CHECKING:
    from triskele.release.library import Release


@dataclass(frozen=True)
class Projected:
    """A network and what went into it: the ties that were kept (one row a pair of ends) and what was dropped.

    ``keys`` names the rows that ``u`` and ``v`` of ``ties`` point to. ``chosen``: the numbers of
    :class:`triskele.networks.choosing.Chosen`, before anything about ends. ``dropped`` counts pairs of ends by reason,
    isolates in the network, actors of unknown sphere, persons and collectives left out, and undated ties kept.
    """

    name: str
    selection: Selection
    network: Network
    ties: Ties
    keys: NDArray[np.object_]
    chosen: dict[str, int | None]
    dropped: dict[str, int]
    hypergraph: Hypergraph | None = None
    layers: dict[str, Network] = field(default_factory=dict)


@dataclass(frozen=True)
class Projection:
    """A named projection, described in both languages."""

    name: str
    title: dict[str, str]
    description: dict[str, str]
    function: Callable[[Start], Projected]


@dataclass
class Start:
    """What every projection starts from: what is chosen, and which actors the selection keeps."""

    release: Release
    arrays: Arrays
    selection: Selection
    chosen: Chosen
    actors: Mask
    dropped: dict[str, int]

    def ties(self) -> Ties:
        """The chosen ties, before anything about their ends."""
        return Ties(self.arrays, np.flatnonzero(self.chosen.pairs))

    def projected(self, name: str, network: Network, ties: Ties, **more: Any) -> Projected:
        counts = dict(self.chosen.counts)
        return Projected(name, self.selection, network, ties, self.arrays.keys, counts, self.dropped, **more)


def project(release: Release, name: str = "organisations", selection: Selection | None = None) -> Projected:
    """The network of a release under a projection; UnknownProjection with near matches for another name.

    O(ties log ties). Keys a selection names must exist (InvalidInput).
    """
    if name not in PROJECTIONS:
        hint = did_you_mean(name, PROJECTIONS, f"There are: {', '.join(PROJECTIONS)}.", 2)
        raise UnknownProjection(f"No projection is called {name!r}.", hint=hint)
    asked = selection or Selection()
    arrays = open_arrays(release)
    chosen = choose(arrays, asked)
    actors, left_out = choose_actors(arrays, asked, chosen)
    undated = Ties(arrays, np.flatnonzero(chosen.pairs & ~arrays.pairs["dated"]))
    dropped = {**chosen.dropped, "kept_undated_ties": count_distinct(undated["tie"]), **left_out}
    return PROJECTIONS[name].function(Start(release, arrays, asked, chosen, actors, dropped))


def _merge(
    ties: Ties, selection: Selection, size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int32]]:
    """(u, v, weight, number of ties) of each pair: parallel ties are merged, their weight by the rule of the
    selection."""
    u, v, tie = (ties[name].astype(np.int64) for name in ("u", "v", "tie"))
    unit = selection.weight in ("none", "count")
    weight = np.ones(len(ties)) if unit else ties[selection.weight].astype(np.float64)
    if selection.directed:
        back = ties["mutual"]
        u, v, tie, weight = (
            np.concatenate(both) for both in ((u, v[back]), (v, u[back]), (tie, tie[back]), (weight, weight[back]))
        )
    else:
        u, v = np.minimum(u, v), np.maximum(u, v)
    code = u * size + v
    order = np.lexsort((tie, code))
    code, tie, weight = code[order], tie[order], weight[order]
    fresh = np.r_[True, np.diff(code) != 0] if len(code) else np.zeros(0, dtype=bool)
    starts = np.flatnonzero(fresh)
    if not len(starts):
        return starts, starts, np.zeros(0), np.zeros(0, dtype=np.int32)
    distinct = fresh | np.r_[True, np.diff(tie) != 0]
    number = np.add.reduceat(distinct, starts, dtype=np.int32)
    rows = np.diff(np.r_[starts, len(code)]).astype(np.float64)
    if selection.weight == "none":
        merged = np.ones(len(starts))
    elif selection.weight != "count" and selection.parallel == "count":
        merged = rows
    elif selection.weight != "count" and selection.parallel == "max":
        merged = np.maximum.reduceat(weight, starts)
    else:
        merged = np.add.reduceat(weight, starts)
    pair = code[starts]
    return pair // size, pair % size, merged, number


def _with_amounts(ties: Ties, dropped: dict[str, int]) -> tuple[Ties, str | None]:
    """The ties that carry an amount in the currency that most of them have, and that currency: amounts of different
    currencies cannot be added. The others are counted in what was dropped."""
    known = ~np.isnan(ties["amount"])
    dropped["no_amount"] = int((~known).sum())
    ties = ties.where(known)
    currencies, codes = np.unique(ties.words("currency").astype(str), return_inverse=True)
    most = int(np.bincount(codes).argmax()) if len(codes) else 0
    dropped["other_currency"] = int((codes != most).sum())
    return ties.where(codes == most), (str(currencies[most]) or None) if len(codes) else None


def _network(
    start: Start,
    name: str,
    nodes: Mask,
    ties: Ties,
    extra: dict[str, Any] | None = None,
    *,
    layer: bool = False,
) -> tuple[Network, Ties]:
    """The network of these ties on these nodes; nodes without a tie stay unless the selection says otherwise. A layer
    keeps all nodes, and what it drops is not counted again."""
    arrays, selection, release = start.arrays, start.selection, start.release
    dropped = {} if layer else start.dropped
    inside = nodes[ties["u"]] & nodes[ties["v"]]
    dropped["end_outside"] = int((~inside).sum())
    ties = ties.where(inside)
    loops = ties["u"] == ties["v"]
    dropped["self_ties"] = int(loops.sum())
    ties = ties.where(~loops)
    currency = None
    if selection.weight == "amount":
        ties, currency = _with_amounts(ties, dropped)
    u, v, weight, number = _merge(ties, selection, len(nodes))
    dropped["parallel_ties"] = len(ties) + (int(ties["mutual"].sum()) if selection.directed else 0) - len(u)
    touched = np.zeros(len(nodes), dtype=bool)
    touched[u] = touched[v] = True
    dropped["isolates"] = int((nodes & ~touched).sum())
    if not (selection.isolates or layer):
        nodes = nodes & touched
    index = np.flatnonzero(nodes)
    renumber = np.full(len(nodes), -1, dtype=np.int64)
    renumber[index] = np.arange(len(index))
    columns = arrays.nodes
    sphere = columns["sphere"][index].astype(np.int8)
    dropped["unknown_sphere"] = int((sphere == -1).sum())
    used, classes = np.unique(columns["class"][index], return_inverse=True)
    texts = {column: arrays.texts(f"node-{column}") for column in ("iri", "label_tr", "label_en")}
    data: dict[str, Any] = {
        "sphere": sphere,
        "class": classes.astype(np.int16),
        **{column: found.some(index) for column, found in texts.items()},
        # the writers of networkx take names of letters, digits and _ only
        **{sphere_.replace("-", "_"): columns[f"share_{i}"][index] for i, sphere_ in enumerate(SPHERES[:4])},
        **{column: values[index] for column, values in (extra or {}).items()},
    }
    # plain texts and numbers: GraphML and GML hold nothing else
    graph = {
        "projection": name,
        "release": release.number,
        "digest": release.digest,
        "title": release.owner.title("en"),
        "publisher": release.owner.publisher,
        "licence": release.owner.licence,
        **({} if selection.as_of is None else {"as_of": selection.as_of}),
        "selection": json.dumps(selection.public(), ensure_ascii=False),
        "chosen": json.dumps(start.chosen.counts),
        "dropped": json.dumps(dropped),
        "hybrids": selection.hybrids,
        **({"currency": currency} if currency else {}),
    }
    network = Network.from_arrays(
        arrays.keys[index],
        renumber[u],
        renumber[v],
        weight=None if selection.weight == "none" else weight,
        directed=selection.directed,
        node_data=data,
        edge_data={"ties": number},
        categories={"sphere": list(SPHERES), "class": [arrays.categories["class"][code] for code in used.tolist()]},
        graph=graph,
    )
    return network, ties


def _organisations(start: Start) -> Projected:
    network, ties = _network(start, "organisations", start.actors, start.ties())
    return start.projected("organisations", network, ties)


def _layers(start: Start) -> Projected:
    """The union as ``network``, and one network a tie type on the same nodes, one can be laid on another."""
    union, ties = _network(start, "layers", start.actors, start.ties())
    nodes = start.actors
    if not start.selection.isolates:
        nodes = np.zeros(len(nodes), dtype=bool)
        nodes[ties["u"]] = nodes[ties["v"]] = True
    kinds = ties["type"]
    layers = {}
    for code in np.unique(kinds).tolist():
        kind = start.arrays.categories["type"][code]
        layers[kind], _ = _network(start, f"layers/{kind}", nodes, ties.where(kinds == code), layer=True)
    return start.projected("layers", union, ties, layers=layers)


def _two_mode(start: Start) -> tuple[Ties, Mask]:
    """Memberships: ties of a type that the ontology calls so, from an actor to what it belongs to, and these."""
    ties = start.ties()
    held = np.isin(ties.words("type"), start.arrays.types_that("membership", "true"))
    start.dropped["not_membership"] = int((~held).sum())
    ties = ties.where(held)
    nodes, selection = start.arrays.nodes, start.selection
    allowed = (selection.persons | ~nodes["person"]) & (selection.collectives | ~nodes["collective"])
    inside = start.actors[ties["u"]] & allowed[ties["v"]]
    start.dropped["actor_outside"] = int((~inside).sum())
    ties = ties.where(inside)
    groups = np.zeros(len(nodes), dtype=bool)
    groups[ties["v"]] = True
    return ties, groups


def _membership(start: Start) -> Projected:
    """Mode 0 are actors, mode 1 the things they belong to; a body that is both stands in mode 1."""
    return _plain(start, *_two_mode(start))


def _plain(start: Start, ties: Ties, groups: Mask) -> Projected:
    both = groups[ties["u"]]
    start.dropped["member_is_a_group"] = int(both.sum())
    nodes = start.actors | groups
    mode = groups.astype(np.int8)
    network, ties = _network(start, "membership", nodes, ties.where(~both), {"mode": mode})
    return start.projected("membership", network, ties)


def _hyperedges(start: Start) -> Projected:
    """Clusters and consortia as sets of their members; the network is the two-mode one behind them."""
    from scipy.sparse import csr_array

    ties, groups = _two_mode(start)
    pairs = np.unique(np.column_stack([ties["v"], ties["u"]]), axis=0)
    edges, row = np.unique(pairs[:, 0], return_inverse=True)
    actors, column = np.unique(pairs[:, 1], return_inverse=True)
    incidence = csr_array((np.ones(len(pairs), dtype=np.int8), (row, column)), shape=(len(edges), len(actors)))
    incidence.sort_indices()
    plain = _plain(start, ties, groups)
    arrays = start.arrays
    hypergraph = Hypergraph(
        actors=arrays.keys[actors].tolist(),
        edges=arrays.keys[edges].tolist(),
        incidence=incidence,
        sphere=arrays.nodes["sphere"][actors].astype(np.int8),
        shares=arrays.shares[actors],
        graph=dict(plain.network.graph, projection="hyperedges"),
    )
    return replace(plain, name="hyperedges", ties=ties, hypergraph=hypergraph)


PROJECTIONS: dict[str, Projection] = {
    p.name: p
    for p in (
        Projection(
            "organisations",
            {"tr": "Kuruluşlar", "en": "Organisations"},
            {
                "tr": "Aktörler arasındaki bağlar; paralel bağlar birleştirilir.",
                "en": "Ties between actors; parallel ties are merged.",
            },
            _organisations,
        ),
        Projection(
            "membership",
            {"tr": "Üyelikler", "en": "Memberships"},
            {
                "tr": "İki kipli: aktörler ile kümeler, programlar, projeler ve kurullar.",
                "en": "Two-mode: actors by clusters, programmes, projects and boards.",
            },
            _membership,
        ),
        Projection(
            "layers",
            {"tr": "Katmanlar", "en": "Layers"},
            {
                "tr": "Her bağ türü için bir ağ, hepsi aynı düğümler üzerinde; birleşimi de verilir.",
                "en": "One network a tie type, all on the same nodes; their union as well.",
            },
            _layers,
        ),
        Projection(
            "hyperedges",
            {"tr": "Hiperkenarlar", "en": "Hyperedges"},
            {
                "tr": "Kümeler ve konsorsiyumlar, üyelerinin küme hâli ve alan birleşimleriyle.",
                "en": "Clusters and consortia as sets of members with their sphere sets.",
            },
            _hyperedges,
        ),
    )
}
