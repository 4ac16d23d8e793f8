"""Projections: named ways to make a network of a release. A new one is a function and a row in the table."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from triskele.errors import InvalidInput, UnknownProjection
from triskele.networks.csr import Network
from triskele.networks.hypergraph import Hypergraph
from triskele.networks.selection import Selection
from triskele.networks.ties import SPHERES, UNKNOWN_YEAR, TieTable, tie_table
from triskele.release.library import Release

_MEMBERSHIPS = (
    "membership",
    "cluster-membership",
    "participation",
    "platform-participation",
    "stakeholder",
    "affiliation",
    "implementation",
    "execution",
    "board-membership",
)


@dataclass(frozen=True)
class Projected:
    """A network and what went into it: the ties that were kept (one row a pair of ends) and what was dropped.

    ``keys`` names the rows that ``u`` and ``v`` of ``ties`` point to. ``dropped`` counts ties by reason, isolates in
    the network, actors of unknown sphere, and undated ties kept.
    """

    name: str
    selection: Selection
    network: Network
    ties: pd.DataFrame
    keys: NDArray[np.object_]
    dropped: dict[str, int]
    hypergraph: Hypergraph | None = None
    layers: dict[str, Network] = field(default_factory=dict)


@dataclass(frozen=True)
class Projection:
    """A named projection, described in both languages."""

    name: str
    title: dict[str, str]
    description: dict[str, str]
    function: Callable[[Release, TieTable, Selection], Projected]


def project(release: Release, name: str = "organisations", selection: Selection | None = None) -> Projected:
    """The network of a release under a projection; UnknownProjection with near matches for another name.

    O(ties) after the release's columns were read once. Keys a selection names must exist (InvalidInput).
    """
    if name not in PROJECTIONS:
        near = difflib.get_close_matches(name, PROJECTIONS, n=2)
        hint = f"Did you mean {', '.join(near)}?" if near else f"There are: {', '.join(PROJECTIONS)}."
        raise UnknownProjection(f"No projection is called {name!r}.", hint=hint)
    return PROJECTIONS[name].function(release, tie_table(release), selection or Selection())


def _kept(table: TieTable, selection: Selection) -> tuple[pd.DataFrame, dict[str, int]]:
    """The ties a selection keeps, before anything about their ends, and how many fell out for which reason."""
    ties = table.ties
    dropped: dict[str, int] = {}

    def keep(mask: NDArray[np.bool_] | pd.Series, reason: str) -> None:
        nonlocal ties
        mask = np.asarray(mask)
        dropped[reason] = int((~mask).sum())
        ties = ties[mask]

    keep(ties["modality"].isin(selection.modalities), "other_modality")
    if selection.tie_types:
        _known(selection.tie_types, set(ties["type"].cat.categories), "tie type")
        keep(ties["type"].isin(selection.tie_types), "other_type")
    if selection.layers:
        _known(selection.layers, set(ties["layer"].cat.categories), "layer")
        keep(ties["layer"].isin(selection.layers), "other_layer")
    if selection.documents:
        keep(ties["document"].isin(selection.documents), "other_document")
    if selection.min_confidence > 0:
        keep(ties["confidence"] >= selection.min_confidence, "low_confidence")
    undated = (ties["from"] == UNKNOWN_YEAR) & (ties["to"] == UNKNOWN_YEAR)
    if not selection.undated:
        keep(~undated, "undated")
    if selection.as_of is not None:
        begun = (ties["from"] == UNKNOWN_YEAR) | (ties["from"] <= selection.as_of)
        keep(begun & ((ties["to"] == UNKNOWN_YEAR) | (ties["to"] >= selection.as_of)), "not_active")
    kept_undated = (ties["from"] == UNKNOWN_YEAR) & (ties["to"] == UNKNOWN_YEAR)
    dropped["kept_undated_ties"] = int(ties.loc[kept_undated, "tie"].nunique())
    return ties, dropped


def _known(keys: tuple[str, ...], there: set[str], what: str) -> None:
    for key in keys:
        if key not in there:
            near = difflib.get_close_matches(key, there, n=3)
            raise InvalidInput(
                f"No {what} of the release is called {key!r}.",
                hint=f"Did you mean {', '.join(near)}?" if near else f"There are: {', '.join(sorted(there)[:30])}.",
            )


def _chosen(table: TieTable, selection: Selection) -> NDArray[np.bool_]:
    """The actors a selection keeps."""
    nodes = table.nodes
    mask = nodes["actor"].to_numpy().copy()
    if selection.types:
        _known(selection.types, set(nodes["class"]), "class")
        mask &= nodes["class"].isin(selection.types).to_numpy()
    if selection.spheres:
        _known(selection.spheres, {*SPHERES, "unknown"}, "sphere")
        codes = [SPHERES.index(s) if s in SPHERES else -1 for s in selection.spheres]
        mask &= nodes["sphere"].isin(codes).to_numpy()
    for frame, column, keys in (("places", "place", selection.places), ("sectors", "sector", selection.sectors)):
        if keys:
            _known(keys, set(getattr(table, frame)[column]), column)
            mask &= table.nodes_with(frame, column, keys)
    if selection.clusters:
        members = table.nodes_with("clusters", "cluster", selection.clusters)
        mask &= members | nodes["key"].isin(selection.clusters).to_numpy()
    if selection.without:
        _known(selection.without, set(nodes["key"]), "actor")
        mask &= ~nodes["key"].isin(selection.without).to_numpy()
    return mask


def _merge(ties: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """One row a pair: parallel ties are merged, their weight by the rule of the selection."""
    frame = ties
    if not selection.directed:
        low, high = np.minimum(frame["u"], frame["v"]), np.maximum(frame["u"], frame["v"])
        frame = frame.assign(u=low, v=high)
    else:
        back = frame[frame["symmetric"]]
        frame = pd.concat([frame, back.assign(u=back["v"], v=back["u"])], ignore_index=True)
    unit = {"none": 1.0, "count": 1.0}
    weight = unit[selection.weight] if selection.weight in unit else frame[selection.weight].fillna(0.0)
    frame = frame.assign(weight=weight)
    rule = "max" if selection.weight == "none" else "size" if selection.parallel == "count" else selection.parallel
    rule = "sum" if selection.weight == "count" else rule
    groups = frame.groupby(["u", "v"], sort=True, observed=True)
    last = frame["to"].where(frame["to"] != UNKNOWN_YEAR, 32767)
    frame = frame.assign(last=last)
    groups = frame.groupby(["u", "v"], sort=True, observed=True)
    merged = groups.agg(first=("from", "min"), last=("last", "max"), ties=("tie", "nunique"))
    merged["weight"] = groups.size().astype(float) if rule == "size" else groups["weight"].agg(rule)
    return merged.reset_index()


def _network(
    release: Release,
    table: TieTable,
    selection: Selection,
    name: str,
    nodes: NDArray[np.bool_],
    ties: pd.DataFrame,
    dropped: dict[str, int],
    extra: dict[str, Any] | None = None,
) -> tuple[Network, pd.DataFrame]:
    """The network of these ties on these nodes; nodes without a tie stay unless the selection says otherwise."""
    inside = nodes[ties["u"]] & nodes[ties["v"]]
    dropped["end_outside"] = int((~inside).sum())
    ties = ties[inside]
    loops = ties["u"] == ties["v"]
    dropped["self_ties"] = int(loops.sum())
    ties = ties[~loops]
    pairs = _merge(ties, selection)
    dropped["parallel_ties"] = (
        int(len(ties) - len(pairs)) if not selection.directed else int(len(ties) + ties["symmetric"].sum() - len(pairs))
    )
    touched = np.zeros(len(nodes), dtype=bool)
    touched[pairs["u"]] = touched[pairs["v"]] = True
    dropped["isolates"] = int((nodes & ~touched).sum())
    if not selection.isolates:
        nodes = nodes & touched
    index = np.flatnonzero(nodes)
    renumber = np.full(len(nodes), -1, dtype=np.int64)
    renumber[index] = np.arange(len(index))
    frame = table.nodes.iloc[index]
    dropped["unknown_sphere"] = int((frame["sphere"] == -1).sum())
    classes = sorted(frame["class"].unique())
    data: dict[str, Any] = {
        "sphere": frame["sphere"].to_numpy(dtype=np.int8),
        "class": frame["class"].map({c: i for i, c in enumerate(classes)}).to_numpy(dtype=np.int16),
        "iri": frame["iri"].to_numpy(dtype=object),
        "label_tr": frame["tr"].to_numpy(dtype=object),
        "label_en": frame["en"].to_numpy(dtype=object),
        # the writers of networkx take names of letters, digits and _ only
        **{s.replace("-", "_"): frame[s].to_numpy(dtype=float) for s in SPHERES[:4]},
        **{column: values[index] for column, values in (extra or {}).items()},
    }
    # plain texts and numbers: GraphML and GML hold nothing else
    graph = {
        "projection": name,
        "release": release.number,
        "digest": release.digest,
        **({} if selection.as_of is None else {"as_of": selection.as_of}),
        "selection": json.dumps(selection.public(), ensure_ascii=False),
        "dropped": json.dumps(dropped),
        "hybrids": selection.hybrids,
    }
    network = Network.from_arrays(
        frame["key"].to_numpy(dtype=object),
        renumber[pairs["u"].to_numpy(dtype=np.int64)],
        renumber[pairs["v"].to_numpy(dtype=np.int64)],
        weight=None if selection.weight == "none" else pairs["weight"].to_numpy(dtype=float),
        directed=selection.directed,
        node_data=data,
        edge_data={"ties": pairs["ties"].to_numpy(dtype=np.int32)},
        categories={"sphere": list(SPHERES), "class": classes},
        graph=graph,
    )
    return network, ties


def _organisations(release: Release, table: TieTable, selection: Selection) -> Projected:
    ties, dropped = _kept(table, selection)
    network, ties = _network(release, table, selection, "organisations", _chosen(table, selection), ties, dropped)
    return Projected("organisations", selection, network, ties, _keys(table), dropped)


def _layers(release: Release, table: TieTable, selection: Selection) -> Projected:
    """The union as ``network``, and one network a tie type on the same nodes, one can be laid on another."""
    ties, dropped = _kept(table, selection)
    nodes = _chosen(table, selection)
    union, ties = _network(release, table, selection, "layers", nodes, ties, dropped)
    layers = {}
    for kind, part in ties.groupby("type", observed=True, sort=True):
        layers[str(kind)], _ = _network(release, table, selection, f"layers/{kind}", nodes, part, {})
    return Projected("layers", selection, union, ties, _keys(table), dropped, layers=layers)


def _keys(table: TieTable) -> NDArray[np.object_]:
    return table.nodes["key"].to_numpy(dtype=object)


def _two_mode(table: TieTable, selection: Selection) -> tuple[pd.DataFrame, NDArray[np.bool_], dict[str, int]]:
    """Memberships: ties of a membership type from an actor to a cluster, programme, project or body."""
    ties, dropped = _kept(table, selection)
    mask = ties["type"].isin(_MEMBERSHIPS)
    dropped["not_membership"] = int((~mask).sum())
    ties = ties[mask]
    actors = _chosen(table, selection)
    inside = actors[ties["u"]]
    dropped["actor_outside"] = int((~inside).sum())
    ties = ties[inside]
    groups = np.zeros(len(table.nodes), dtype=bool)
    groups[ties["v"].to_numpy()] = True
    return ties, groups, dropped


def _membership(release: Release, table: TieTable, selection: Selection) -> Projected:
    """Mode 0 are actors, mode 1 the things they belong to; a body that is both stands in mode 1."""
    ties, groups, dropped = _two_mode(table, selection)
    both = groups[ties["u"]]
    dropped["member_is_a_group"] = int(both.sum())
    ties = ties[~both]
    nodes = _chosen(table, selection) | groups
    mode = groups.astype(np.int8)
    network, ties = _network(release, table, selection, "membership", nodes, ties, dropped, {"mode": mode})
    return Projected("membership", selection, network, ties, _keys(table), dropped)


def _hyperedges(release: Release, table: TieTable, selection: Selection) -> Projected:
    """Clusters and consortia as sets of their members; the network is the two-mode one behind them."""
    ties, _, dropped = _two_mode(table, selection)
    pairs = ties.drop_duplicates(["u", "v"])
    edges, row = np.unique(pairs["v"].to_numpy(), return_inverse=True)
    actors, column = np.unique(pairs["u"].to_numpy(), return_inverse=True)
    incidence = csr_array((np.ones(len(pairs), dtype=np.int8), (row, column)), shape=(len(edges), len(actors)))
    incidence.sort_indices()
    keys = table.nodes["key"].to_numpy()
    plain = _membership(release, table, selection)
    hypergraph = Hypergraph(
        actors=list(keys[actors]),
        edges=list(keys[edges]),
        incidence=incidence,
        sphere=table.nodes["sphere"].to_numpy(dtype=np.int8)[actors],
        shares=table.shares[actors],
        graph=dict(plain.network.graph, projection="hyperedges"),
    )
    return Projected("hyperedges", selection, plain.network, ties, _keys(table), dropped, hypergraph=hypergraph)


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
