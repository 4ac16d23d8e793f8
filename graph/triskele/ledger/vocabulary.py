"""What the ontology and its vocabularies say, as tables: classes, concepts, tie types, conventions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from triskele.store import Store
from triskele.terms import LANGUAGES, VOCABULARY

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

_CLASSES = """SELECT DISTINCT ?c ?label (LANG(?label) AS ?l) {
  { ?c a owl:Class } UNION { ?c a rdfs:Class } UNION { ?c rdfs:subClassOf ?above } FILTER(ISIRI(?c))
  OPTIONAL { ?c rdfs:label ?label } } ORDER BY ?c"""
_RESEARCHING = "SELECT ?c { ?c tsk:doesResearch true }"
_ABOVE = "SELECT ?c ?above { ?c rdfs:subClassOf+ ?above FILTER(ISIRI(?c) && ISIRI(?above)) } ORDER BY ?c ?above"
_PROPERTIES = """SELECT DISTINCT ?c ?above { { ?c rdfs:subPropertyOf+ ?above } UNION {
  ?p rdfs:subPropertyOf+ ?c . ?c rdfs:subPropertyOf* ?above } FILTER(ISIRI(?c) && ISIRI(?above)) } ORDER BY ?c ?above"""
_CONCEPTS = """SELECT ?c ?scheme ?label (LANG(?label) AS ?l) {
  ?c skos:inScheme ?scheme OPTIONAL { ?c skos:prefLabel ?label } } ORDER BY ?c ?scheme"""
_MEANINGS = f"""SELECT ?c ?label (LANG(?label) AS ?l) {{
  ?c skos:inScheme <{VOCABULARY}tie-types> ; skos:definition ?label }} ORDER BY ?c"""
_DEPRECATED = """SELECT ?c (MIN(?other) AS ?instead) { ?c owl:deprecated true OPTIONAL { ?c dct:isReplacedBy ?other }
} GROUP BY ?c ORDER BY ?c"""
_DEPRECATED_ROWS = """INSERT INTO deprecated
SELECT concept, min(target) FROM concept_links WHERE relation = 'replaced_by' GROUP BY concept ORDER BY concept"""
_SCHEMES = """SELECT ?c ?label (LANG(?label) AS ?l) {
  ?c a skos:ConceptScheme OPTIONAL { ?c skos:prefLabel ?label } } ORDER BY ?c"""
_BROADER = "SELECT ?c ?above { ?c skos:broader+ ?above } ORDER BY ?c ?above"
# concepts that are rows: each with itself and all above it, those of the vocabularies too
_BROADER_ROWS = """
INSERT INTO concept_above
WITH RECURSIVE up AS (
  SELECT iri AS concept, iri AS above FROM concepts WHERE verbatim IS NOT TRUE
  UNION SELECT u.concept, b.above FROM up u JOIN (
    SELECT concept, target AS above FROM concept_links WHERE relation = 'broader' UNION FROM concept_above
  ) b ON b.concept = u.above
) SELECT concept, above FROM up ORDER BY ALL"""
_CONVENTIONS = """SELECT ?c ?convention ?sphere ?share {
  ?c tsk:conventionalSphere ?convention . ?convention tsk:assignedSphere ?sphere ; tsk:sphereShare ?share
} ORDER BY ?c ?sphere"""
_TIE_TYPES = """SELECT ?c ?symmetric ?occurrence ?coexist ?layer ?shortcut ?inverse ?relation ?space
  ?membership ?typical ?parent {
  ?c tsk:isSymmetric ?symmetric
  OPTIONAL { ?c tsk:isOccurrence ?occurrence } OPTIONAL { ?c tsk:endsCoexist ?coexist } OPTIONAL { ?c tsk:layer ?layer }
  OPTIONAL { ?c tsk:shortcutProperty ?shortcut } OPTIONAL { ?c tsk:inverseShortcutProperty ?inverse }
  OPTIONAL { ?c tsk:thRelation ?relation } OPTIONAL { ?c tsk:thSpace ?space }
  OPTIONAL { ?c tsk:isMembership ?membership } OPTIONAL { ?c tsk:typicalSphere ?typical }
  OPTIONAL { ?c tsk:parentEnd ?parent }
} ORDER BY ?c ?space"""
_EVENT_TYPES = f"""SELECT ?c ?begins ?ends {{
  ?c skos:inScheme <{VOCABULARY}event-types>
  OPTIONAL {{ ?c tsk:beginsSubject ?begins }} OPTIONAL {{ ?c tsk:endsSubject ?ends }} }} ORDER BY ?c"""

_EVIDENCE = """SELECT ?e ?document ?section ?from ?to ?tr ?en { ?e a tsk:Evidence ; prov:hadPrimarySource ?document
  OPTIONAL { ?e tsk:section ?section } OPTIONAL { ?e tsk:lineFrom ?from } OPTIONAL { ?e tsk:lineTo ?to }
  OPTIONAL { ?e tsk:statement ?tr FILTER(LANG(?tr) = "tr") } OPTIONAL { ?e tsk:statement ?en FILTER(LANG(?en) = "en") }
} ORDER BY ?e"""
_SUPPORTS = "SELECT ?thing ?e { ?thing tsk:evidence ?e } ORDER BY ?thing ?e"


def read_vocabulary(ledger: Ledger, store: Store) -> None:
    """Fill the tables of terms from a store whose default graph holds the ontology, the vocabularies and whatever
    classes and tie types the sources declare themselves."""
    classes = _labelled(store.query(_CLASSES))
    researching = {row["c"] for row in store.query(_RESEARCHING)}
    ledger.append(
        "classes",
        (
            {"iri": iri, "key": local(iri), **labels, "researching": iri in researching}
            for iri, labels in classes.items()
        ),
    )
    pairs = {(iri, iri) for iri in classes} | {(r["c"], r["above"]) for r in store.query(_ABOVE)}
    ledger.append("class_above", ({"class": c, "above": above} for c, above in sorted(pairs)))
    pairs = {(r["c"], above) for r in store.query(_PROPERTIES) for above in (r["c"], r["above"])}
    ledger.append("property_above", ({"property": p, "above": above} for p, above in sorted(pairs)))
    named = _labelled(store.query(_SCHEMES))
    ledger.append(
        "schemes",
        ({"iri": s, "key": s.removeprefix(VOCABULARY), **labels, "verbatim": True} for s, labels in named.items()),
    )
    schemes: dict[str, str] = {}
    rows = list(store.query(_CONCEPTS))
    for row in rows:
        schemes.setdefault(row["c"], row["scheme"].removeprefix(VOCABULARY))
    concepts = _labelled(rows)
    ledger.append(
        "concepts",
        (
            {"iri": iri, "key": local(iri), "scheme": schemes[iri], **labels, "verbatim": True}
            for iri, labels in concepts.items()
        ),
    )
    pairs = {(iri, iri) for iri in concepts} | {(r["c"], r["above"]) for r in store.query(_BROADER)}
    ledger.append("concept_above", ({"concept": c, "above": above} for c, above in sorted(pairs)))
    ledger.execute(_BROADER_ROWS)
    ledger.append("deprecated", ({"iri": r["c"], "replaced_by": r["instead"]} for r in store.query(_DEPRECATED)))
    ledger.execute(_DEPRECATED_ROWS)
    ledger.append(
        "conventions",
        (
            {"class": r["c"], "iri": r["convention"], "sphere": r["sphere"], "share": f"{r['share']:g}"}
            for r in store.query(_CONVENTIONS)
        ),
    )
    ledger.append("tie_types", _tie_types(store.query(_TIE_TYPES)))
    ledger.append("evidence", _evidence(store.query(_EVIDENCE)))
    ledger.append(
        "supports",
        ({"thing": r["thing"], "evidence": r["e"], "verbatim": True} for r in store.query(_SUPPORTS)),
    )
    ledger.append(
        "event_types",
        (
            {"iri": r["c"], "key": local(r["c"]), "begins": r["begins"] is True, "ends": r["ends"] is True}
            for r in store.query(_EVENT_TYPES)
        ),
    )


@dataclass(frozen=True)
class Words:
    """What sources choose from: keys with their names (Turkish, English)."""

    classes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Classes of actors."""
    concepts: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    """Concepts by scheme: tie-types, spheres, measures, ..."""
    symmetric: frozenset[str] = frozenset()
    """The tie types whose ends are participants."""
    meanings: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What each tie type means, and so which of its ends is the source."""


def read_words(store: Store) -> Words:
    """The words of an ontology and its vocabularies."""
    actors = {row["c"] for row in store.query("SELECT ?c { ?c rdfs:subClassOf* tsk:Actor }")}
    rows = list(store.query(_CONCEPTS))
    concepts: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    labels = _labelled(rows)
    for row in rows:
        concepts[row["scheme"].removeprefix(VOCABULARY)][local(row["c"])] = _both(labels[row["c"]])
    return Words(
        {local(iri): _both(labels) for iri, labels in _labelled(store.query(_CLASSES)).items() if iri in actors},
        dict(concepts),
        frozenset(local(row["type"]) for row in store.query("SELECT ?type { ?type tsk:isSymmetric true }")),
        {local(iri): _both(said) for iri, said in _labelled(store.query(_MEANINGS)).items()},
    )


def _both(labels: dict[str, str | None]) -> tuple[str, str]:
    return labels["label_tr"] or "", labels["label_en"] or ""


def local(iri: str) -> str:
    """The last part of an IRI: key, concept or class name."""
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]


def _labelled(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = defaultdict(lambda: dict.fromkeys([f"label_{tag}" for tag in LANGUAGES]))
    for row in rows:
        labels = found[row["c"]]
        name = f"label_{row['l']}"
        if name in labels and row["label"] is not None:
            labels[name] = min(row["label"], labels[name] or row["label"])
    return found


def _evidence(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Where the definitions of terms stand in the sources; the statements of the vocabularies say it already."""
    seen: set[str] = set()
    for row in rows:
        if row["e"] not in seen:
            seen.add(row["e"])
            yield {
                "iri": row["e"],
                "key": local(row["e"]),
                "document": row["document"],
                "section": row["section"],
                "line_from": row["from"],
                "line_to": row["to"],
                "statement_tr": row["tr"],
                "statement_en": row["en"],
                "verbatim": True,
            }


def _tie_types(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    spaces: dict[str, set[str]] = defaultdict(set)
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        first.setdefault(row["c"], row)
        if row["space"]:
            spaces[row["c"]].add(local(row["space"]))
    for iri, row in first.items():
        yield {
            "iri": iri,
            "key": local(iri),
            "layer": local(row["layer"]) if row["layer"] else None,
            "symmetric": row["symmetric"] is True,
            "occurrence": row["occurrence"] is True,
            "coexist": row["coexist"] is not False,
            "shortcut": row["shortcut"],
            "inverse": row["inverse"] or row["shortcut"],
            "relation": local(row["relation"]) if row["relation"] else None,
            "spaces": ";".join(sorted(spaces[iri])),
            "membership": row["membership"] is True,
            "typical": local(row["typical"]) if row["typical"] else None,
            "parent": local(row["parent"]) if row["parent"] else None,
        }
