"""Who belongs to a region or a cluster: actors by sphere, its clusters and the bodies that mediate."""

from __future__ import annotations

from collections import Counter
from typing import Any

from triskele.catalogue.lists import CLUSTERS
from triskele.ledger.arrays import SPHERES
from triskele.profiles.around import Around

INTERFACE = "InterfaceOrganisation"
"""Technoparks, technology transfer offices, incubators, accelerators and test laboratories are below it."""
SHOWN = 100
"""So many actors of a sphere, clusters and interface bodies are written; all actors are counted."""


def write_members(around: Around) -> dict[str, Any]:
    """Actors by sphere, those of no known sphere last; how many groups and persons the selection left out."""
    by_sphere: dict[str, list[Any]] = {sphere: [] for sphere in (*SPHERES, "unknown")}
    for thing in around.things.values():
        by_sphere[thing.sphere or "unknown"].append(thing)
    return {
        "count": len(around.things),
        "left_out": around.left_out,
        "spheres": [
            {"sphere": sphere, "count": len(things), "actors": around.write(things, SHOWN)}
            for sphere, things in by_sphere.items()
            if things
        ],
    }


def write_bodies(around: Around) -> dict[str, Any]:
    """The clusters and the interface bodies among the members; each cluster with how many members it has."""
    things = list(around.things.values())
    clusters = [thing for thing in things if thing.cls in CLUSTERS and thing.key != around.key]
    mediating = [thing for thing in things if around.catalogue.is_a(thing.cls, INTERFACE)]
    held = _member_counts(around)
    return {
        "clusters": [{**one, "members": held[one["key"]]} for one in around.write(clusters, SHOWN)],
        "interfaces": [
            {**one, "class_labels": around.writer.cls(one["class"])["labels"]} for one in around.write(mediating, SHOWN)
        ],
    }


def _member_counts(around: Around) -> Counter[str]:
    """How many actors of the selection are members of each cluster."""
    from triskele.networks.choosing import memberships

    pairs, keys = around.arrays.pairs, around.arrays.keys
    rows = memberships(around.arrays, around.selection)
    rows = rows[around.everyone[pairs["u"][rows]]]
    found = set(zip(pairs["u"][rows].tolist(), pairs["v"][rows].tolist(), strict=True))
    return Counter(keys[v] for _, v in found)
