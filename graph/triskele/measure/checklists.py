"""Checklists of clusters out of a release: what is classified, what ties show, and what nobody states.

A classification says so outright. A tie shows a component or facet when its other end is an actor of a fitting class
or role; institutions tied to the body that a cluster is part of count too, for they serve the cluster. Nothing is ever
read as absent from silence: what has no evidence stays unknown. The correspondences are the tables below, this
project's reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from triskele.errors import InvalidInput
from triskele.measure.systems import active
from triskele.metrics import typed
from triskele.metrics.closure import helix_shares
from triskele.metrics.reach import balls
from triskele.metrics.rules import rule_file
from triskele.networks import Projected, Selection
from triskele.networks.ties import TieTable, tie_table
from triskele.release.library import Release

CLUSTERS = ("ClusterInitiative", "InnovationDistrict")
PARENTS = ("part-of", "hosting", "management")
"""Types of ties to the body whose institutions serve a cluster: the cluster is part of it, hosted or managed by it."""


@dataclass(frozen=True)
class Shows:
    """What shows an item: classes or roles of the other end, tie types out of or into the cluster, any sphere set."""

    classes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()


COMPONENTS = {
    "entrepreneurs": Shows(("Startup", "SpinOff")),
    "incubators": Shows(("Incubator", "Accelerator"), ("incubator",)),
    "finance-centres": Shows(("Investor", "InvestmentFund"), ("finance-institution",)),
    "universities": Shows(("University", "FacultyOrUnit"), ("university",)),
    "vocational-education": Shows(("VocationalSchool",)),
    "angel-investment": Shows(("AngelNetwork",)),
    "standards-and-patent-bodies": Shows(("StandardsOrPatentBody",)),
    "rd-centres": Shows(("RDCentre", "ResearchInstitute"), ("research-centre",)),
    "business-centres-and-ttos": Shows(("Technopark", "TechnologyTransferOffice"), ("interface-organisation",)),
    "test-centres-and-laboratories": Shows(("TestLaboratory",)),
    "leisure-and-social-space": Shows(),
}
FEATURES = {
    "geographic-proximity": Shows(out=("contains", "hosting", "location", "part-of"), into=("hosting", "contains")),
    "internationalisation": Shows(("InternationalOrganisation",), out=("export-market",)),
    "technoparks-rd-centres-ttos": Shows(
        ("Technopark", "RDCentre", "ResearchInstitute", "TechnologyTransferOffice"), ("research-centre",)
    ),
    "smart-specialisation": Shows(out=("specialisation",)),
    "networking": Shows(
        out=("membership", "participation", "platform-participation", "cooperation", "cooperation-protocol"),
        into=("cooperation", "cooperation-protocol"),
    ),
    "flexibility-and-entrepreneurship": Shows(("Startup", "SpinOff", "Incubator", "Accelerator"), ("incubator",)),
    "vocational-education": Shows(("VocationalSchool",), into=("training",)),
}
FACETS = {
    "factor-conditions": {
        "knowledge": Shows(("University", "ResearchInstitute", "RDCentre"), ("university", "research-centre")),
        "skills": Shows(("VocationalSchool",), into=("training",)),
        "capital": Shows(
            ("Investor", "InvestmentFund", "AngelNetwork"), ("finance-institution",), into=("funding", "investment")
        ),
        "infrastructure": Shows(("Technopark", "IndustrialZone", "TestLaboratory")),
    },
    "demand-conditions": {
        "export-markets": Shows(out=("export-market",)),
        "customers": Shows(out=("supply",)),
    },
    "related-and-supporting-industries": {
        "suppliers": Shows(into=("supply", "service")),
        "partners": Shows(
            out=("partnership", "rnd-partnership", "cooperation"),
            into=("partnership", "rnd-partnership", "cooperation"),
        ),
    },
    "firm-strategy-and-rivalry": {"firms": Shows(("Firm", "SME", "Startup", "SpinOff"))},
    "government": {
        "public-bodies": Shows(("PublicBody", "Ministry", "LocalAuthority", "DevelopmentAgency", "FundingAgency"))
    },
}
SUBJECTS = {
    "ecosystem-completeness": "ecosystem-components",
    "next-generation-scorecard": "next-generation-features",
    "diamond-coverage": "diamond",
}
"""The metric and the scheme its classifications are in."""

_CLASSIFIED = """SELECT ?about ?concept ?value ?year ?evidence WHERE {
  ?c a tsk:Classification ; tsk:about ?about ; tsk:classifiedAs ?concept ; tsk:evidence ?evidence .
  OPTIONAL { ?c tsk:value ?value } OPTIONAL { ?c tsk:year ?year } } ORDER BY ?about ?concept ?evidence"""
_BROADER = "SELECT ?narrow ?broad { ?narrow skos:broader+ ?broad }"


@dataclass(frozen=True)
class Said:
    """One classification: whom, in which scheme, the concept and those above it, a value, the key of its evidence."""

    about: str
    scheme: str
    concepts: tuple[str, ...]
    value: str
    evidence: str


def checklist(
    release: Release, metric: str, projected: Projected, selection: Selection
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """(the checklist of every chosen cluster, facet pairs for the diamond or None)."""
    table = tie_table(release)
    clusters = chosen_clusters(table, selection)
    said = _said(release, selection)
    near = Neighbourhoods(table, selection, said)
    if metric == "ecosystem-completeness":
        return pd.DataFrame(_components(clusters, near, said, projected)), None
    if metric == "next-generation-scorecard":
        return pd.DataFrame(_features(clusters, near, said)), None
    rows, pairs = _diamond(clusters, near, said)
    return pd.DataFrame(rows), pd.DataFrame(pairs, columns=["about", "facet", "other", "state", "evidence"])


def chosen_clusters(table: TieTable, selection: Selection) -> list[str]:
    """The clusters the selection names (InvalidInput when nothing is called so), else every cluster and district."""
    if selection.clusters:
        keys = set(table.nodes["key"])
        for cluster in selection.clusters:
            if cluster not in keys:
                near = get_close_matches(cluster, keys, 3)
                hint = f"Did you mean {', '.join(near)}?" if near else "Find keys with: triskele search TEXT."
                raise InvalidInput(f"Nothing in the release is called {cluster!r}.", hint=hint)
        return list(selection.clusters)
    return sorted(table.nodes.loc[table.nodes["class"].isin(CLUSTERS), "key"])


def _key(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def _said(release: Release, selection: Selection) -> list[Said]:
    above: dict[str, list[str]] = {}
    for row in release.store.query(_BROADER):
        above.setdefault(row["narrow"], []).append(_key(row["broad"]))
    found = []
    for row in release.store.query(_CLASSIFIED):
        year = str(row["year"] or "")[:4]
        if selection.as_of is not None and year.isdecimal() and int(year) > selection.as_of:
            continue
        scheme = row["concept"].rpartition("#")[0].rpartition("/")[2]
        concepts = (_key(row["concept"]), *sorted(above.get(row["concept"], ())))
        value = "" if row["value"] is None else f"{float(row['value']):g}"
        found.append(Said(_key(row["about"]), scheme, concepts, value, _key(row["evidence"])))
    return found


class Neighbourhoods:
    """Who is tied to a cluster, directly or through the body it is part of."""

    def __init__(self, table: TieTable, selection: Selection, said: Sequence[Said]) -> None:
        self.ties: dict[str, list[tuple[str, str, str, str]]] = {}
        """(other end, tie type, out or in, key of the tie) of every node."""
        columns = active(table, selection)[["source", "target", "kind", "tie", "symmetric"]]
        for source, target, kind, tie, symmetric in columns.itertuples(index=False):
            for a, b, way in ((source, target, "out"), (target, source, "out" if symmetric else "in")):
                self.ties.setdefault(a, []).append((b, kind, way, tie))
        self.classes = dict(zip(table.nodes["key"], table.nodes["class"], strict=True))
        self.shares = dict(zip(table.nodes["key"], table.shares.tolist(), strict=True))
        self.roles: dict[str, list[Said]] = {}
        for one in said:
            if one.scheme in ("institution-roles", "ecosystem-components"):
                self.roles.setdefault(one.about, []).append(one)

    def parents(self, cluster: str) -> list[str]:
        """The bodies that the cluster is part of, or that host or manage it."""
        found = {
            other
            for other, kind, way, _ in self.ties.get(cluster, ())
            if (kind == PARENTS[0] and way == "out") or (kind in PARENTS[1:] and way == "in")
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


def _components(
    clusters: Sequence[str], near: Neighbourhoods, said: Sequence[Said], projected: Projected
) -> list[dict[str, str]]:
    linked = _linked(projected)
    rows = []
    for cluster in clusters:
        for item, what in COMPONENTS.items():
            stated = _stated(said, cluster, "ecosystem-components", item)
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


def _features(clusters: Sequence[str], near: Neighbourhoods, said: Sequence[Said]) -> list[dict[str, str]]:
    """2 when a source classifies the cluster so, 1 when only ties show it; the column ``rule`` says which."""
    rows = []
    for cluster in clusters:
        for item in _items("next-generation-features"):
            stated = _stated(said, cluster, "next-generation-features", item)
            if item == "smart-specialisation":
                stated += [one for one in said if one.about == cluster and one.scheme == "smart-specialisation"]
            evidence = near.showing(cluster, FEATURES[item])[0] if item in FEATURES else []
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


def _items(name: str) -> list[str]:
    return [str(item["name"]) for item in rule_file(name)["items"]]


def _diamond(
    clusters: Sequence[str], near: Neighbourhoods, said: Sequence[Said]
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Indicators by facet, and which facets meet in one actor: an actor that shows two facets ties them."""
    rows, pairs = [], []
    for cluster in clusters:
        showing: dict[str, dict[str, list[str]]] = {}
        for facet in _items("diamond-facets"):
            for indicator, what in FACETS.get(facet, {"any": Shows()}).items():
                evidence, actors = near.showing(cluster, what)
                for actor in actors:
                    showing.setdefault(actor, {}).setdefault(facet, []).extend(evidence[:1])
                rows.append({**_row(cluster, facet, "facet", "x" if evidence else "", evidence, indicator=indicator)})
                rows[-1]["state"] = "present" if evidence else ""
            for one in _stated(said, cluster, "diamond", facet):
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
