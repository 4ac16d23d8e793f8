"""The release at a glance: counts, coverage, years; the map of places; completion for query editors."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from triskele.catalogue.collection import Catalogue
from triskele.catalogue.documents import Document, Writer
from triskele.catalogue.records import year_of
from triskele.identifiers import shorten
from triskele.release.library import Release
from triskele.terms import ID, PREFIXES, TSK

_PARTITIONS = """
SELECT ?kind ?iri ?n {
  { ?part void:class ?iri ; void:entities ?n . BIND("classes" AS ?kind) }
  UNION { ?part void:property ?iri ; void:triples ?n . BIND("properties" AS ?kind) }
} ORDER BY ?kind DESC(?n) ?iri
"""
_LABELS = "SELECT ?term ?label (LANG(?label) AS ?l) { ?term a ?kind ; rdfs:label ?label FILTER(?kind != skos:Concept) }"


def summarize(catalogue: Catalogue, release: Release, language: str, as_of: int | None = None) -> Document:
    """What the release holds. With ``as_of`` ties are those of that year; actors founded later, later figures and later
    events are left out, as they are in the lists."""
    writer = Writer(catalogue, language)
    manifest = release.manifest
    actors = [a for a in catalogue.actors.values() if a.there(as_of)]
    figures = [f for f in catalogue.figures.values() if as_of is None or f.year is None or f.year <= as_of]
    years = [year_of(event.date) for event in catalogue.events.values()]
    events = [year for year in years if as_of is None or year is None or year <= as_of]
    ties = [t for t in catalogue.ties.values() if t.active(as_of)]
    kinds = Counter(thing.kind for thing in catalogue.things.values())
    undated = sum(t.first is None and t.last is None for t in ties)
    spheres = Counter(a.sphere or "unknown" for a in actors)
    documents = [t for t in catalogue.things.values() if t.kind == "source"]
    cited = Counter(e.document for e in catalogue.evidence.values())
    return {
        "release": release.number,
        "as_of": as_of,
        "counts": {
            "actors": len(actors),
            "ties": len(ties),
            "figures": len(figures),
            "events": len(events),
            "classifications": len(catalogue.classifications),
            "contradictions": len(catalogue.contradictions),
            "evidence": len(catalogue.evidence),
            "concepts": len(catalogue.terms),
            "places": kinds["place"],
            "sectors": kinds["sector"],
            "things": kinds["thing"],
            "statements": manifest["quads"],
        },
        "spheres": dict(sorted(spheres.items())),
        "modalities": dict(sorted(Counter(t.modality for t in ties).items())),
        "years": {"first": manifest["first_year"], "last": manifest["last_year"], "views": manifest["views"]},
        "coverage": {
            "dated_ties": len(ties) - undated,
            "undated_ties": undated,
            "unknown_sphere": spheres["unknown"],
            "located_actors": sum(a.iri in catalogue.places_of for a in actors),
            "founded_actors": sum(a.founded is not None for a in actors),
            "actors_with_ties": sum(any(t.active(as_of) for t in catalogue.ties_of.get(a.iri, ())) for a in actors),
        },
        "documents": [
            {"iri": d.iri, "key": d.key, **writer.labels(d.labels, d.key), "evidence": cited[d.iri]} for d in documents
        ],
        "findings": manifest["findings"],
        "licence": manifest["licence"],
        "code_version": manifest["code_version"],
        "ontology_version": manifest["ontology_version"],
        "digest": release.digest,
    }


def complete(release: Release) -> Document:
    """Classes and properties in use with their counts, from the release's own VoID, and the prefixes."""
    labels: dict[str, dict[str, str]] = {}
    for row in release.store.query(_LABELS):
        labels.setdefault(row["term"], {})[row["l"]] = row["label"]
    found: dict[str, list[dict[str, Any]]] = {"classes": [], "properties": []}
    for row in release.store.query(_PARTITIONS):
        found[row["kind"]].append(
            {
                "iri": row["iri"],
                "prefixed": _prefixed(row["iri"]),
                "labels": labels.get(row["iri"], {}),
                "count": row["n"],
            }
        )
    declared = [iri for iri in labels if iri.startswith(TSK) and iri not in {p["iri"] for p in found["properties"]}]
    used = {c["iri"] for c in found["classes"]}
    found["properties"] += [
        {"iri": iri, "prefixed": _prefixed(iri), "labels": labels[iri], "count": 0}
        for iri in sorted(declared)
        if iri not in used and iri.removeprefix(TSK)[:1].islower()
    ]
    return {**found, "prefixes": PREFIXES}


def _prefixed(iri: str) -> str:
    short = shorten(iri)
    return short if re.fullmatch(r"[A-Za-z][\w-]*:[\w.-]*", short) else f"<{iri}>"


def map_places(catalogue: Catalogue, language: str, as_of: int | None = None) -> Document:
    """Places with coordinates, each with the actors that lie in it (or in a place inside) and their ties."""
    writer = Writer(catalogue, language)
    inside: dict[str, set[str]] = {}
    for iri in catalogue.actors:
        for key in catalogue.places_of.get(iri, ()):
            inside.setdefault(key, set()).add(iri)
    items = []
    unplaced = 0
    for thing in catalogue.things.values():
        if thing.kind != "place":
            continue
        if thing.lat is None or thing.long is None:
            unplaced += 1
            continue
        actors = {a for a in inside.get(thing.key, ()) if catalogue.actors[a].there(as_of)}
        ties = {t.iri for a in actors for t in catalogue.ties_of.get(a, ()) if t.active(as_of)}
        document = writer.thing(thing.iri)
        assert document is not None
        items.append(
            {
                **document,
                "lat": thing.lat,
                "long": thing.long,
                "within": [w.removeprefix(f"{ID}place/") for w in thing.within],
                "actors": len(actors),
                "ties": len(ties),
            }
        )
    items.sort(key=lambda item: (-item["actors"], item["key"]))
    return {"items": items, "meta": {"count": len(items), "without_coordinates": unplaced, "truncated": False}}
