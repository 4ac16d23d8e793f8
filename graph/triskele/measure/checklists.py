"""Checklists of clusters out of a release: what is classified, what ties show, and what nobody states.

A classification says so outright. A tie shows a component or facet when its other end is an actor of a fitting class
or role; institutions tied to the body that a cluster is part of count too, for they serve the cluster. Nothing is ever
read as absent from silence: what has no evidence stays unknown. What shows an item stands beside it in its rule file
(:mod:`triskele.metrics.rules`), this project's reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from triskele.errors import NothingToMeasure
from triskele.ledger.arrays import Arrays
from triskele.ledger.selection import Selection
from triskele.metrics import typed
from triskele.metrics.closure import helix_shares
from triskele.metrics.reach import balls
from triskele.metrics.rules import rule_file
from triskele.networks.choosing import Chosen, Mask, Ties, choose, choose_actors, find_nodes
from triskele.networks.projection import Projected

if TYPE_CHECKING:
    import pandas as pd

CLUSTERS = ("ClusterInitiative", "InnovationDistrict")


@dataclass(frozen=True)
class Shows:
    """What shows an item: classes or roles of the other end, tie types out of or into the cluster, any sphere set."""

    classes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """One classification: whom, in which scheme, the concept and those above it, a value, the key of its evidence."""

    about: str
    scheme: str
    concepts: tuple[str, ...]
    value: str
    evidence: str


def checklist(
    arrays: Arrays, metric: str, projected: Projected, selection: Selection
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """(the checklist of every chosen cluster, facet pairs for the diamond or None)."""
    import pandas as pd

    near = Neighbourhoods(arrays, selection)
    if metric == "ecosystem-completeness":
        return pd.DataFrame(_components(near, projected)), None
    if metric == "next-generation-scorecard":
        return pd.DataFrame(_features(near)), None
    rows, pairs = _diamond(near)
    return pd.DataFrame(rows), pd.DataFrame(pairs, columns=["about", "facet", "other", "state", "evidence"])


def chosen_clusters(arrays: Arrays, selection: Selection, chosen: Chosen) -> list[str]:
    """The clusters the selection names (InvalidInput when nothing is called so), else every cluster and district; in
    either case those that count in the year. NothingToMeasure when none does."""
    if selection.clusters:
        wanted = find_nodes(arrays, selection.clusters, "cluster")
        keys = [key for key in selection.clusters if (find_nodes(arrays, (key,), "cluster") & chosen.nodes).any()]
    else:
        wanted = arrays.nodes.carries("class", CLUSTERS)
        keys = arrays.keys[wanted & chosen.nodes].tolist()
    if not keys:
        there = arrays.nodes["possible_from"][wanted]
        raise NothingToMeasure(
            f"No cluster counts in {selection.as_of}." if there.size else "The release holds no cluster.",
            hint="Ask for another year, or with when=possible."
            if there.size
            else "Clusters are actors of the types cluster initiative and innovation district; add them to the tables.",
        )
    return keys


def classified(arrays: Arrays, selection: Selection) -> list[Said]:
    """What is classified as what up to the selection's year, by its documents."""
    found = []
    for one in arrays.classifications:
        if selection.as_of is not None and one.year is not None and one.year > selection.as_of:
            continue
        if selection.documents and one.document not in selection.documents:
            continue
        value = "" if one.value is None else f"{one.value:g}"
        found.append(Said(one.about, one.scheme, (one.concept, *one.above), value, one.evidence))
    return found


class Neighbourhoods:
    """Who is tied to a cluster, directly or through the body it is part of, by the ties and actors of the selection.

    The clusters are what is looked at and stay in whatever the selection asks of actors.
    """

    def __init__(self, arrays: Arrays, selection: Selection) -> None:
        chosen = choose(arrays, selection)
        self.tie_types = arrays.tie_types
        self.clusters = chosen_clusters(arrays, selection, chosen)
        self.said = classified(arrays, selection)
        ties = Ties(arrays, np.flatnonzero(chosen.pairs))
        allowed = self._allowed(arrays, selection, chosen)
        ties = ties.where(allowed[ties["u"]] & allowed[ties["v"]])
        self.ties: dict[str, list[tuple[str, str, str, str]]] = {}
        """(other end, tie type, out or in, key of the tie) of every node."""
        sources, targets = arrays.keys[ties["u"]].tolist(), arrays.keys[ties["v"]].tolist()
        rows = zip(sources, targets, ties.words("type").tolist(), ties.keys, ties["mutual"].tolist(), strict=True)
        for source, target, kind, tie, mutual in rows:
            for a, b, way in ((source, target, "out"), (target, source, "out" if mutual else "in")):
                self.ties.setdefault(a, []).append((b, kind, way, tie))
        self.classes = dict(zip(arrays.keys.tolist(), arrays.nodes.words("class").tolist(), strict=True))
        self.shares = dict(zip(arrays.keys.tolist(), arrays.shares.tolist(), strict=True))
        self.roles: dict[str, list[Said]] = {}
        for one in self.said:
            if one.scheme in ("institution-roles", "ecosystem-components") and one.value != "0":
                self.roles.setdefault(one.about, []).append(one)

    def _allowed(self, arrays: Arrays, selection: Selection, chosen: Chosen) -> Mask:
        actors, _ = choose_actors(arrays, replace(selection, clusters=(), types=()), chosen)
        people = arrays.nodes["actor"] | arrays.nodes["person"]
        return np.asarray(~people | actors | find_nodes(arrays, self.clusters, "cluster"))

    def parents(self, cluster: str) -> list[str]:
        """The bodies that the cluster is part of, or that host or manage it."""
        found = {
            other
            for other, kind, way, _ in self.ties.get(cluster, ())
            if self.tie_types[kind]["parent"] == ("target" if way == "out" else "source")
        }
        return sorted(found & set(self.classes))

    def of(self, cluster: str) -> Iterator[tuple[bool, str, str, str, str]]:
        """The ties of the cluster, marked as its own, then those of its parents to others."""
        for body in (cluster, *self.parents(cluster)):
            for tie in self.ties.get(body, ()):
                if tie[0] != cluster:
                    yield body == cluster, *tie

    def showing(self, cluster: str, what: Shows) -> tuple[list[str], list[str]]:
        """(keys of ties and evidence that show an item, keys of the actors that do)."""
        evidence: dict[str, None] = {}
        actors: dict[str, None] = {}
        parents = set(self.parents(cluster))
        for own, other, kind, way, tie in self.of(cluster):
            roles = [r.evidence for r in self.roles.get(other, ()) if set(r.concepts) & set(what.roles)]
            fits = self.classes.get(other) in what.classes and other not in parents
            if fits or roles:
                evidence |= dict.fromkeys([tie, *roles])
                actors[other] = None
            elif own and kind in (what.out if way == "out" else what.into):
                evidence[tie] = None
        return list(evidence), list(actors)

    def spheres(self, cluster: str) -> tuple[set[int], list[str]]:
        """Which of U, I, G (0, 1, 2) are tied to the cluster itself by actors of that sphere alone, and the ties."""
        met: dict[int, str] = {}
        for other, _, _, tie in self.ties.get(cluster, ()):
            row = self.shares.get(other, [0.0] * 4)
            for sphere in range(3):
                if row[sphere] == 1.0:
                    met.setdefault(sphere, tie)
        return set(met), list(met.values())


def _stated(said: Sequence[Said], cluster: str, scheme: str, item: str) -> list[Said]:
    return [one for one in said if one.about == cluster and one.scheme == scheme and item in one.concepts]


def _row(about: str, item: str, name: str, state: str, evidence: Sequence[str], **more: str) -> dict[str, str]:
    return {"about": about, name: item, **more, "evidence": ";".join(evidence) if state else ""}


def _components(near: Neighbourhoods, projected: Projected) -> list[dict[str, str]]:
    linked = _linked(projected)
    rows = []
    for cluster in near.clusters:
        for item, what in shows("ecosystem-components").items():
            stated = _stated(near.said, cluster, "ecosystem-components", item)
            evidence, actors = near.showing(cluster, Shows(what.classes, (*what.roles, item)))
            if stated:
                state = "absent" if stated[-1].value == "0" else "present"
                evidence = [one.evidence for one in stated]
            else:
                state = "present" if evidence else ""
            connected = ("yes" if any(linked.get(a, False) for a in actors) else "no") if actors else ""
            row = _row(cluster, item, "component", state, evidence, connected=connected)
            rows.append({**row, "state": state})
    return rows


def _linked(projected: Projected) -> dict[str, bool]:
    """Whether each actor has all three spheres within two steps."""
    net = typed.read(projected.network, hybrids="fractional")
    held = balls(net.network, net.types, helix_shares(net), 2)[2] if net.n else np.zeros(0, dtype=bool)
    return dict(zip(net.network.ids, held.tolist(), strict=True))


def _features(near: Neighbourhoods) -> list[dict[str, str]]:
    """2 when a source classifies the cluster so, 1 when only ties show it; the column ``rule`` says which."""
    rows = []
    for cluster in near.clusters:
        for item, what in shows("next-generation-features").items():
            stated = _stated(near.said, cluster, "next-generation-features", item)
            if item == "smart-specialisation":
                stated += [one for one in near.said if one.about == cluster and one.scheme == "smart-specialisation"]
            evidence = near.showing(cluster, what)[0]
            if item == "university-private-public-cooperation":
                spheres, ties = near.spheres(cluster)
                evidence = ties if len(spheres) == 3 else []
            if stated:
                level = stated[-1].value if stated[-1].value in ("0", "1", "2") else "2"
                evidence, rule = [one.evidence for one in stated], "classified"
            else:
                level, rule = ("1", "shown-by-ties") if evidence else ("", "")
            row = _row(cluster, item, "feature", level, evidence, rule=rule)
            rows.append({**row, "level": level})
    return rows


def shows(name: str) -> dict[str, Shows]:
    """What shows each item of a rule file."""
    return {str(item["name"]): _read(item.get("shows", {})) for item in rule_file(name)["items"]}


def _facets() -> dict[str, dict[str, Shows]]:
    """What shows each indicator of a facet; a facet without indicators has one that nothing shows."""
    facets = {str(item["name"]): item.get("shows", {}) for item in rule_file("diamond-facets")["items"]}
    return {
        name: {key: _read(what) for key, what in shows.items()} or {"any": Shows()} for name, shows in facets.items()
    }


def _read(given: Mapping[str, Sequence[str]]) -> Shows:
    return Shows(**{name: tuple(words) for name, words in given.items()})


def _diamond(near: Neighbourhoods) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Indicators by facet, and which facets meet in one actor: an actor that shows two facets ties them."""
    rows, pairs = [], []
    for cluster in near.clusters:
        showing: dict[str, dict[str, list[str]]] = {}
        for facet, indicators in _facets().items():
            for indicator, what in indicators.items():
                evidence, actors = near.showing(cluster, what)
                for actor in actors:
                    showing.setdefault(actor, {}).setdefault(facet, []).extend(evidence[:1])
                rows.append({**_row(cluster, facet, "facet", "x" if evidence else "", evidence, indicator=indicator)})
                rows[-1]["state"] = "present" if evidence else ""
            for one in _stated(near.said, cluster, "diamond", facet):
                row = _row(cluster, facet, "facet", "x", [one.evidence], indicator=one.concepts[0])
                rows.append({**row, "state": "absent" if one.value == "0" else "present"})
        pairs += _pairs(cluster, showing)
    return _unique(rows), pairs


def _unique(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """One row an indicator: what is said outright goes before what ties show."""
    kept = {(row["about"], row["facet"], row["indicator"]): row for row in rows}
    return list(kept.values())


def _pairs(cluster: str, showing: dict[str, dict[str, list[str]]]) -> list[dict[str, str]]:
    inner = [str(item["name"]) for item in rule_file("diamond-facets")["items"] if not item.get("outside")]
    found: dict[tuple[str, str], Any] = {}
    for facets in showing.values():
        own = [facet for facet in inner if facet in facets]
        for i, first in enumerate(own):
            for second in own[i + 1 :]:
                found.setdefault((first, second), facets[first][0])
    return [
        {"about": cluster, "facet": a, "other": b, "state": "present", "evidence": tie} for (a, b), tie in found.items()
    ]
