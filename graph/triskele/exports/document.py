"""A projected network as plain rows: what every writer starts from, so that all formats say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from triskele import __version__
from triskele.ledger.arrays import SPHERES
from triskele.ledger.time import FUTURE, PAST
from triskele.networks import Projected


@dataclass(frozen=True)
class NetworkDocument:
    """Nodes and links as rows, and what the file says about itself (licence, release, provenance, selection)."""

    directed: bool
    nodes: list[dict[str, Any]]
    links: list[dict[str, Any]]
    about: dict[str, Any]


def describe_network(
    projected: Projected, positions: Mapping[str, tuple[float, float]] | None = None
) -> NetworkDocument:
    """The rows of a network. Link intervals are those of its ties: ``from`` is missing when one of them is undated,
    ``to`` when one of them is still open. In a year a node is ``certain`` when it certainly is there, and a
    link when one of its ties certainly counts.
    O(n + m)."""
    network = projected.network
    sure = _certainly_there(projected)
    nodes = []
    for key, data in network.nodes(data=True):
        place = (positions or {}).get(key)
        nodes.append(
            {
                "id": key,
                "iri": data["iri"],
                "label_tr": data["label_tr"] or data["label_en"] or key,
                "label_en": data["label_en"] or data["label_tr"] or key,
                "class": data["class"],
                "sphere": data.get("sphere", "unknown"),
                **{sphere: data[sphere.replace("-", "_")] for sphere in SPHERES[:4]},
                **{name: int(data[name]) for name in ("mode", "community", "size", "inner") if name in data},
                **({} if sure is None else {"certain": key in sure}),
                **({"x": round(place[0], 4), "y": round(place[1], 4)} if place else {}),
            }
        )
    return NetworkDocument(network.is_directed(), nodes, _links(projected), describe_selection(projected))


def describe_communities(projected: Projected) -> list[dict[str, Any]]:
    """The links of a network of communities, without the keys of the ties in each: number, weight, types, and in a year
    whether one of the ties is ``certain``. O(ties log ties)."""
    network, ties, year = projected.network, projected.ties, projected.selection.as_of
    place = np.array([network.index.get(key, -1) for key in projected.keys.tolist()], dtype=np.int64)
    u, v = place[ties["u"]], place[ties["v"]]
    source, target = network.edges_array
    if not network.is_directed():
        u, v = np.minimum(u, v), np.maximum(u, v)
        source, target = np.minimum(source, target), np.maximum(source, target)
    size = max(len(network), 1)
    code = np.where((u < 0) | (v < 0), -1, u * size + v)  # an end that is in no community makes no pair
    links = dict.fromkeys((source * size + target).tolist(), ())
    kinds = projected.ties.arrays.categories["type"]
    types: dict[int, list[str]] = {pair: [] for pair in links}
    both = np.unique(code * len(kinds) + ties["type"].astype(np.int64))
    for pair, kind in zip(*(part.tolist() for part in np.divmod(both, max(len(kinds), 1))), strict=True):
        if pair in types:
            types[pair].append(kinds[kind])
    sure: set[int] = set()
    if year is not None:
        sure = set(code[(ties["certain_from"] <= year) & (ties["certain_to"] >= year)].tolist())
    rows = zip(links, source.tolist(), target.tolist(), network.edge_data["ties"].tolist(), strict=True)
    weights = _weights(projected)
    return [
        {
            "source": network.ids[a],
            "target": network.ids[b],
            "weight": weights.get((network.ids[a], network.ids[b]), 1.0),
            "types": sorted(types[pair]),
            "ties": count,
            **({} if year is None else {"certain": pair in sure}),
        }
        for pair, a, b, count in rows
    ]


def _certainly_there(projected: Projected) -> set[str] | None:
    """The keys of what is certainly there in the year; None without a year, and for communities."""
    year, nodes = projected.selection.as_of, projected.ties.arrays.nodes
    if year is None or "level" in projected.network.graph:
        return None
    there = (nodes["certain_from"] <= year) & (nodes["certain_to"] >= year)
    return set(projected.keys[np.flatnonzero(there)].tolist())


def _links(projected: Projected) -> list[dict[str, Any]]:
    network, ties = projected.network, projected.ties
    keys, year = projected.keys, projected.selection.as_of
    sure = np.zeros(len(ties), dtype=bool)
    if year is not None:
        sure = (ties["certain_from"] <= year) & (ties["certain_to"] >= year)
    collected: dict[tuple[str, str], dict[str, Any]] = {}
    rows = zip(
        keys[ties["u"]].tolist(),
        keys[ties["v"]].tolist(),
        ties.keys,
        ties.words("type").tolist(),
        ties.words("modality").tolist(),
        [None if year == PAST else year for year in ties["first"].tolist()],
        [None if year == FUTURE else year for year in ties["last"].tolist()],
        ties["confidence"].tolist(),
        ties["mutual"].tolist(),
        sure.tolist(),
        strict=True,
    )
    for u, v, tie, kind, modality, first, last, confidence, symmetric, certain in rows:
        ends = [(u, v)] if network.is_directed() else [(min(u, v), max(u, v))]
        if network.is_directed() and symmetric:
            ends.append((v, u))
        for pair in ends:
            link = collected.setdefault(
                pair,
                {
                    "source": pair[0],
                    "target": pair[1],
                    "ties": [],
                    "types": set(),
                    "modalities": set(),
                    "spells": [],
                    "confidence": 0.0,
                    "certain": False,
                },
            )
            link["ties"].append(tie)
            link["types"].add(kind)
            link["modalities"].add(modality)
            link["spells"].append((first, last))
            link["confidence"] = max(link["confidence"], confidence)
            link["certain"] |= certain
    weights = _weights(projected)
    links = []
    for pair, link in sorted(collected.items()):
        firsts = [a for a, _ in link["spells"]]
        lasts = [b for _, b in link["spells"]]
        links.append(
            {
                "source": pair[0],
                "target": pair[1],
                "weight": weights.get(pair, 1.0),
                "types": sorted(link["types"]),
                "modality": min(link["modalities"], key=("stated", "implied", "planned", "recommended").index),
                "ties": sorted(set(link["ties"])),
                "from": None if None in firsts else min(firsts),
                "to": None if None in lasts else max(lasts),
                "spells": sorted(set(link["spells"]), key=_by_years),
                "confidence": link["confidence"],
                **({} if year is None else {"certain": link["certain"]}),
            }
        )
    return links


def _by_years(spell: tuple[int | None, int | None]) -> tuple[int, int]:
    first, last = spell
    return PAST if first is None else first, FUTURE if last is None else last


def _weights(projected: Projected) -> dict[tuple[str, str], float]:
    network = projected.network
    if network.weights is None:
        return {}
    source = np.repeat(np.arange(len(network)), np.diff(network.indptr))
    ids = network.ids
    pairs = zip(source.tolist(), network.indices.tolist(), network.weights.tolist(), strict=True)
    if network.is_directed():
        return {(ids[a], ids[b]): w for a, b, w in pairs}
    return {(min(ids[a], ids[b]), max(ids[a], ids[b])): w for a, b, w in pairs}


def describe_selection(projected: Projected) -> dict[str, Any]:
    """What a file says about itself: licence, release, provenance, selection, what was chosen and dropped."""
    network = projected.network
    return {
        "title": ", ".join(
            filter(None, (network.graph["title"], f"projection {projected.name}, release {network.graph['release']}"))
        ),
        "publisher": network.graph["publisher"],
        "projection": projected.name,
        "release": network.graph["release"],
        "digest": f"sha256:{network.graph['digest']}",
        "as_of": projected.selection.as_of,
        "licence": network.graph["licence"],
        "provenance": f"Made by triskele {__version__} from release {network.graph['release']}; each link lists its "
        "ties, whose evidence stands at their identifiers.",
        "n": len(network),
        "m": network.number_of_edges(),
        "selection": projected.selection.public(),
        **({"currency": network.graph["currency"]} if "currency" in network.graph else {}),
        "chosen": projected.chosen,
        "dropped": projected.dropped,
    }
