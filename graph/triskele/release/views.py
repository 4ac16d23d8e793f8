"""What follows from the truth: spheres by convention, a light graph of entities, and one view a year.

Truth is n-ary and dated; a view is the plain graph somebody would draw of one year. Views hold what was active in that
year: every tie stated or implied with a confidence of at least one half whose dates do not exclude the year, as a node
and as a shortcut in both directions. A missing first year counts as already active, a missing last year as still so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triskele import terms
from triskele.identifiers import concept, mint, split
from triskele.quads import Quad, iri, typed
from triskele.store import Store, view_graph

MIN_CONFIDENCE = 0.5
EVERY_YEAR_FOR = 40
_ENTITIES = iri(terms.ENTITIES_GRAPH)

_TIES = """
SELECT ?tie ?type ?shortcut ?inverse ?from ?to (GROUP_CONCAT(DISTINCT STR(?s); separator=" ") AS ?sources)
       (GROUP_CONCAT(DISTINCT STR(?t); separator=" ") AS ?targets)
       (GROUP_CONCAT(DISTINCT STR(?p); separator=" ") AS ?participants)
WHERE {
  ?tie a tsk:Tie ; tsk:tieType ?type ; tsk:confidence ?confidence ; tsk:modality ?modality .
  FILTER(?confidence >= 0.5)
  FILTER(?modality IN (<https://w3id.org/triskele/vocabularies/modalities#stated>,
                       <https://w3id.org/triskele/vocabularies/modalities#implied>))
  OPTIONAL { ?type tsk:shortcutProperty ?shortcut }
  OPTIONAL { ?type tsk:inverseShortcutProperty ?inverse }
  OPTIONAL { ?tie tsk:validFrom ?from }
  OPTIONAL { ?tie tsk:validTo ?to }
  OPTIONAL { ?tie tsk:source ?s }
  OPTIONAL { ?tie tsk:target ?t }
  OPTIONAL { ?tie tsk:participant ?p }
}
GROUP BY ?tie ?type ?shortcut ?inverse ?from ?to
ORDER BY ?tie
"""

_CONVENTIONS = """
SELECT ?actor ?sphere ?share ?convention WHERE {
  ?actor a ?class .
  ?class tsk:conventionalSphere ?convention .
  ?convention tsk:assignedSphere ?sphere ; tsk:sphereShare ?share .
  FILTER NOT EXISTS { ?actor tsk:hasSphereAssignment ?any }
  FILTER NOT EXISTS { ?actor tsk:sphere ?said }
}
ORDER BY ?actor ?sphere
"""

_ASSIGNED = """
SELECT ?actor ?sphere ?share WHERE {
  ?actor tsk:hasSphereAssignment [ tsk:assignedSphere ?sphere ; tsk:sphereShare ?share ]
}
ORDER BY ?actor ?sphere
"""

_FOUNDED = """
SELECT ?actor (MIN(STR(?date)) AS ?first) (COUNT(DISTINCT STR(?date)) AS ?dates) WHERE {
  ?event a tsk:Event ; tsk:subject ?actor ; tsk:date ?date ; tsk:modality ?modality ;
         tsk:eventType <https://w3id.org/triskele/vocabularies/event-types#founding> .
  FILTER(?modality != <https://w3id.org/triskele/vocabularies/modalities#planned>)
}
GROUP BY ?actor HAVING (COUNT(DISTINCT STR(?date)) = 1)
ORDER BY ?actor
"""

_DESCRIBED = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?property { rdf:type skos:prefLabel dct:spatial tsk:within skos:broader }
  ?thing ?property ?value .
  FILTER(STRSTARTS(STR(?thing), "https://w3id.org/triskele/id/"))
  FILTER NOT EXISTS { ?thing a tsk:Tie } FILTER NOT EXISTS { ?thing a tsk:Evidence }
  FILTER NOT EXISTS { ?thing a tsk:SphereAssignment }
}
"""


@dataclass(frozen=True)
class Span:
    """One tie as the views need it; years are inclusive, None is open."""

    tie: str
    kind: str
    shortcut: str | None
    inverse: str | None
    first: int | None
    last: int | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    participants: tuple[str, ...]

    def active(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


def derive_entities(store: Store) -> list[Quad]:
    """Spheres, founding dates and the plain description of every thing, for the graph of entities.

    An actor with no assignment of its own gets the shares its class has by convention. ``tsk:sphere`` is the sphere
    when there is one, hybrid when there are several, unknown when there is none.
    """
    quads: list[Quad] = []
    spheres: dict[str, list[str]] = {}
    for row in store.query(_ASSIGNED):
        spheres.setdefault(row["actor"], []).append(row["sphere"])
    for row in store.query(_CONVENTIONS):
        actor, sphere = row["actor"], row["sphere"]
        spheres.setdefault(actor, []).append(sphere)
        key = (split(actor) or ("", ""))[1]
        node = iri(mint("assignment", f"{key}-{sphere.rpartition('#')[2]}"))
        quads += [
            _entity(iri(actor), "hasSphereAssignment", node),
            Quad(node, iri(terms.TYPE), iri(terms.TSK + "SphereAssignment"), _ENTITIES),
            _entity(node, "assignedSphere", iri(sphere)),
            _entity(node, "sphereShare", typed(f"{row['share']:g}", "decimal")),
            Quad(node, iri(terms.PROV + "wasDerivedFrom"), iri(row["convention"]), _ENTITIES),
        ]
    for actor, found in spheres.items():
        name = found[0] if len(found) == 1 else concept("spheres/hybrid")
        quads.append(_entity(iri(actor), "sphere", iri(name)))
    for row in store.query(
        "SELECT DISTINCT ?actor WHERE { ?actor a ?c . ?c rdfs:subClassOf* tsk:Actor "
        "FILTER NOT EXISTS { ?actor tsk:sphere ?s } }"
    ):
        if row["actor"] not in spheres:
            quads.append(_entity(iri(row["actor"]), "sphere", iri(concept("spheres/unknown"))))
    for row in store.query(_FOUNDED):
        kind = {4: "gYear", 7: "gYearMonth"}.get(len(row["first"]), "date")
        quads.append(Quad(iri(row["actor"]), iri(terms.SCHEMA + "foundingDate"), typed(row["first"], kind), _ENTITIES))
    return quads


def describe_entities(store: Store) -> bytes:
    """Types, labels and places of every thing, copied to the graph of entities, as N-Quads."""
    from io import BytesIO

    output = BytesIO()
    query = _DESCRIBED.replace("SELECT ?thing ?property ?value", "CONSTRUCT { ?thing ?property ?value }")
    store.query(query).write("nt", output)
    return b"".join(line[:-1] + _ENTITIES.encode() + b" .\n" for line in output.getvalue().splitlines())


def spans(store: Store) -> list[Span]:
    """Every tie that a view may hold."""
    return [
        Span(
            row["tie"],
            row["type"],
            row["shortcut"],
            row["inverse"],
            _year(row["from"]),
            _year(row["to"]),
            *(tuple(sorted((row[name] or "").split())) for name in ("sources", "targets", "participants")),
        )
        for row in store.query(_TIES)
    ]


def view_years(ties: list[Span]) -> list[int]:
    """The years that have a view of their own.

    The year before the first change, every year in which a tie begins or has just ended, and each of the last
    ``EVERY_YEAR_FOR`` years up to the last change. A year between two of them has the view of the one before it.
    """
    changes = {t.first for t in ties if t.first is not None} | {t.last + 1 for t in ties if t.last is not None}
    if not changes:
        return [0]
    last = max(changes)
    return sorted(changes | {min(changes) - 1} | set(range(max(min(changes), last - EVERY_YEAR_FOR), last + 1)))


def view_quads(ties: list[Span], year: int) -> Iterator[Quad]:
    """The statements of one year's view."""
    graph = iri(view_graph(year))
    yield Quad(graph, iri(terms.TYPE), iri(terms.TSK + "Snapshot"), graph)
    yield Quad(graph, iri(terms.TSK + "year"), typed(f"{year:04d}", "gYear"), graph)
    for tie in ties:
        if not tie.active(year):
            continue
        node = iri(tie.tie)
        yield Quad(node, iri(terms.TYPE), iri(terms.TSK + "Tie"), graph)
        yield Quad(node, iri(terms.TSK + "tieType"), iri(tie.kind), graph)
        for role in ("source", "target", "participant"):
            for end in getattr(tie, f"{role}s"):
                yield Quad(node, iri(terms.TSK + role), iri(end), graph)
        if tie.shortcut:
            forward, back = iri(tie.shortcut), iri(tie.inverse or tie.shortcut)
            for a in tie.sources:
                for b in tie.targets:
                    yield Quad(iri(a), forward, iri(b), graph)
                    yield Quad(iri(b), back, iri(a), graph)
            for a in tie.participants:
                for b in tie.participants:
                    if a != b:
                        yield Quad(iri(a), forward, iri(b), graph)


def _entity(subject: str, name: str, value: str) -> Quad:
    return Quad(subject, iri(terms.TSK + name), value, _ENTITIES)


def _year(date: str | None) -> int | None:
    """The year of a gYear or date: SPARQL does not compare gYear portably, text does."""
    return None if date is None else int(date[:5] if date.startswith("-") else date[:4])
