"""The release at a glance: counts, coverage, years; the map of places; completion for query editors."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from triskele.catalogue.collection import Catalogue
from triskele.catalogue.documents import Document, Writer
from triskele.catalogue.lists import there
from triskele.catalogue.reading import texts
from triskele.identifiers import shorten, split
from triskele.ledger.selection import DEFAULT, Selection, until, where
from triskele.release.library import Release
from triskele.terms import LANGUAGES, PREFIXES, TSK

_PARTITIONS = """
SELECT ?kind ?iri ?n {
  { ?part void:class ?iri ; void:entities ?n . BIND("classes" AS ?kind) }
  UNION { ?part void:property ?iri ; void:triples ?n . BIND("properties" AS ?kind) }
} ORDER BY ?kind DESC(?n) ?iri
"""
_LABELS = "SELECT ?term ?label (LANG(?label) AS ?l) { ?term a ?kind ; rdfs:label ?label FILTER(?kind != skos:Concept) }"


def summarize(catalogue: Catalogue, release: Release, language: str, selection: Selection = DEFAULT) -> Document:
    """What the release holds. In a year it is what counts in it, as in the lists: ties and actors by their bounds,
    figures and events until then. ``modalities`` counts the ties of every modality, all else those of the selection."""
    writer = Writer(catalogue, language)
    manifest = release.manifest
    in_year, chosen = where(selection.year_conditions()), catalogue.tie_condition(selection)
    # one reading of each table: planning is most of what a question costs
    spheres = {
        sphere: numbers
        for sphere, *numbers in catalogue.columns.tuples(
            f"""SELECT coalesce(sphere, 'unknown') AS sphere, count(*), count(*) FILTER (collective),
            count(*) FILTER (number IN (SELECT number FROM in_place)), count(coalesce(founded, founded_latest)),
            count(*) FILTER (number IN (SELECT thing FROM end_of
              WHERE tie IN (SELECT number FROM tie WHERE {chosen})))
            FROM thing WHERE actor AND {in_year} GROUP BY 1 ORDER BY 1"""
        )
    }
    actors, collectives, located, founded, tied = _sums(spheres.values(), 5)
    modalities = {
        modality: numbers
        for modality, *numbers in catalogue.columns.tuples(
            f"""SELECT modality, count(*), count(*) FILTER (chosen), count(*) FILTER (chosen AND NOT dated)
            FROM (SELECT modality, dated, {chosen} AS chosen FROM tie
              WHERE {catalogue.tie_condition(selection, without=("modality",))}) GROUP BY 1 ORDER BY 1"""
        )
    }
    _, ties, undated = _sums(modalities.values(), 3)
    disputed = " AND ".join(there(selection)) or "TRUE"
    counts = catalogue.rows.row(
        f"""SELECT (SELECT count(*) FROM figure WHERE {until(selection, "about")}) AS figures,
        (SELECT count(*) FROM event WHERE {until(selection, "subject")}) AS events,
        (SELECT count(*) FROM contradiction WHERE {disputed}) AS contradictions"""
    )
    assert counts is not None
    held, documents = catalogue.held, catalogue.documents
    named = {f"{kind}s": held.get(kind, 0) for kind in ("place", "sector", "thing", "person")}
    return {
        "release": release.number,
        "as_of": selection.as_of,
        "counts": {
            "actors": actors,
            "ties": ties,
            **named,
            "collectives": collectives,
            **counts,
            "classifications": held["classification"],
            "evidence": held["evidence"],
            "concepts": held["concept"] + named["sectors"],
            "statements": manifest["quads"],
        },
        "chosen": catalogue.count_chosen(selection),
        "spheres": {sphere: numbers[0] for sphere, numbers in spheres.items()},
        "modalities": {modality: numbers[0] for modality, numbers in modalities.items()},
        "years": {"first": manifest["first_year"], "last": manifest["last_year"], "views": manifest["views"]},
        "coverage": {
            "dated_ties": ties - undated,
            "undated_ties": undated,
            "unknown_sphere": spheres["unknown"][0] if "unknown" in spheres else 0,
            "located_actors": located,
            "founded_actors": founded,
            "actors_with_ties": tied,
        },
        "documents": [
            {
                "iri": d["iri"],
                "key": d["key"],
                **writer.labels(texts(d, "label"), d["key"]),
                "type": writer.term(d["type"]),
                "evidence": d["evidence"],
            }
            for d in documents
        ],
        "findings": manifest["findings"],
        "made": release.made.strftime("%Y-%m-%d"),
        "licence": manifest["licence"],
        "licence_name": release.owner.licence_name or None,
        "title": {tag: release.owner.title(tag) for tag in LANGUAGES},
        "file_name": release.owner.file_name,
        "publisher": release.owner.publisher or None,
        "namespace": release.owner.namespace or None,
        "code_version": manifest["code_version"],
        "ontology_version": manifest["ontology_version"],
        "digest": release.digest,
    }


def _sums(rows: Collection[Sequence[int]], columns: int) -> list[int]:
    """The sum of each column; zeros without a row."""
    return [sum(row[i] for row in rows) for i in range(columns)]


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


MIDDLES = """SELECT i.key, median(t.lat) AS lat, median(t.long) AS long FROM in_place i
  JOIN thing t ON t.number = i.number AND t.actor AND t.lat IS NOT NULL AND t.long IS NOT NULL GROUP BY i.key"""
"""Where a map draws a place that has no coordinates: in the middle of the actors in it that have some."""


def middles_of(catalogue: Catalogue, keys: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the middle of each of these places that has one."""
    rows = catalogue.columns.rows(f"SELECT * FROM ({MIDDLES}) WHERE key IN (SELECT unnest(?))", [list(keys)])
    return {row["key"]: (row["lat"], row["long"]) for row in rows}


def map_places(catalogue: Catalogue, language: str, selection: Selection = DEFAULT, located: bool = True) -> Document:
    """Places, ``located`` only those with coordinates, each with the actors that lie in it (or in a place inside) and
    their ties. A place without coordinates of its own stands in the middle of the actors in it that have some, and says
    so (``middle``). Collective names ("the firms of the zone") are not among the actors, as in a network and on the
    profile of the place."""
    writer = Writer(catalogue, language)
    in_year = where(selection.year_conditions())
    rows = catalogue.columns.rows(
        f"""WITH here AS (SELECT p.key, p.number FROM in_place p
          JOIN thing t ON t.number = p.number AND t.actor AND NOT t.collective WHERE {in_year}),
        tied AS (SELECT thing, tie FROM end_of WHERE tie IN (
          SELECT number FROM tie WHERE {catalogue.tie_condition(selection)}))
        SELECT p.number, p.iri, p.within, p.lat IS NULL AND m.lat IS NOT NULL AS middle,
          coalesce(p.lat, m.lat) AS lat, coalesce(p.long, m.long) AS long,
          coalesce(a.actors, 0) AS actors, coalesce(b.ties, 0) AS ties
        FROM thing p LEFT JOIN (SELECT key, count(*) AS actors FROM here GROUP BY key) a USING (key)
        LEFT JOIN (SELECT h.key, count(DISTINCT t.tie) AS ties FROM here h JOIN tied t ON t.thing = h.number
          GROUP BY h.key) b USING (key)
        LEFT JOIN ({MIDDLES}) m USING (key)
        WHERE p.kind = 'place' AND (coalesce(p.lat, m.lat) IS NOT NULL OR NOT {bool(located)})
        ORDER BY actors DESC, p.key"""
    )
    unplaced = catalogue.columns.one(
        "SELECT count(*) FROM thing WHERE kind = 'place' AND (lat IS NULL OR long IS NULL)"
    )
    writer.records.take("thing", [row["number"] for row in rows])
    items = [
        {
            **(writer.thing(row["iri"]) or {}),
            "lat": row["lat"],
            "long": row["long"],
            "middle": row["middle"],
            "within": [(split(row["within"]) or ("", row["within"]))[1]] if row["within"] else [],
            "actors": row["actors"],
            "ties": row["ties"],
        }
        for row in rows
    ]
    meta = {"count": len(items), "without_coordinates": unplaced, "truncated": False}
    return {"items": items, "meta": meta, "chosen": catalogue.count_chosen(selection)}
