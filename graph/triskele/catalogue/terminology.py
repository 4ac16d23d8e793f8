"""The ontology and its vocabularies as documents: every term with its labels, definition, place and evidence."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from triskele.catalogue.collection import SECTORS, Catalogue
from triskele.catalogue.documents import Document, Writer, number
from triskele.catalogue.records import Texts, Thing
from triskele.errors import NotFoundError
from triskele.identifiers import shorten
from triskele.store import Store
from triskele.terms import LANGUAGES, ONTOLOGY_GRAPH, TSK, VOCABULARY
from triskele.text import did_you_mean

_ALL = "SELECT ?s ?p ?o (LANG(?o) AS ?l) { GRAPH <%s> { ?s ?p ?o } FILTER(ISIRI(?s)) }"
_SCHEMES = "SELECT ?s ?p ?o (LANG(?o) AS ?l) { ?s a skos:ConceptScheme ; ?p ?o }"
_SCHEME = """SELECT ?s ?p ?o (LANG(?o) AS ?l) {
  { BIND(<%s> AS ?s) ?s ?p ?o } UNION { ?s skos:inScheme <%s> ; ?p ?o } }"""
_KINDS = {
    "Class": "class",
    "ObjectProperty": "property",
    "DatatypeProperty": "property",
    "AnnotationProperty": "property",
}


class Statements:
    """What is stated of one subject; properties go by the last part of their IRI."""

    def __init__(self) -> None:
        self.values: dict[str, list[tuple[Any, str | None]]] = defaultdict(list)

    def many(self, name: str) -> tuple[Any, ...]:
        """Every value, in the order of their text."""
        return tuple(sorted((value for value, _ in self.values.get(name, ())), key=str))

    def one(self, name: str) -> Any:
        """The first value in the order of their text, or None."""
        found = self.many(name)
        return found[0] if found else None

    def texts(self, name: str) -> Texts:
        """The values by language; the first of several in one language."""
        found = sorted((language or "", value) for value, language in self.values.get(name, ()))
        return dict(reversed(found))

    def text(self, name: str) -> str | None:
        value = self.one(name)
        return None if value is None else str(value)


def local(iri: str | None) -> str | None:
    """The last part of an IRI: concept key, class name or thing's key."""
    return None if iri is None else iri.rpartition("#")[2].rpartition("/")[2]


def read_graph(store: Store, graph: str) -> dict[str, Statements]:
    """What one graph says of each IRI."""
    return _read(store, _ALL % graph)


def _read(store: Store, query: str) -> dict[str, Statements]:
    subjects: dict[str, Statements] = defaultdict(Statements)
    for row in store.query(query):
        subjects[row["s"]].values[local(row["p"]) or row["p"]].append((row["o"], row["l"]))
    return dict(subjects)


def describe_ontology(store: Store, language: str) -> Document:
    """The ontology: its head, classes and properties in the order of their names."""
    subjects = read_graph(store, ONTOLOGY_GRAPH)
    head = subjects.get(TSK.rstrip("#"), Statements())
    terms = []
    for iri in sorted(subjects):
        said = subjects[iri]
        kind = next((_KINDS[k] for t in said.many("type") if (k := local(t) or "") in _KINDS), None)
        if not iri.startswith(TSK) or kind is None:
            continue
        terms.append(
            {
                "iri": iri,
                "key": iri.removeprefix(TSK),
                "prefixed": shorten(iri),
                "kind": kind,
                **_texts(said, ("label",), language, iri.removeprefix(TSK)),
                "definitions": said.texts("definition"),
                "examples": said.texts("example"),
                **{
                    name: [_name(v) for v in said.many(predicate)]
                    for name, predicate in (
                        ("sub_class_of", "subClassOf"),
                        ("sub_property_of", "subPropertyOf"),
                        ("domain", "domain"),
                        ("range", "range"),
                        ("inverse_of", "inverseOf"),
                        ("equivalent", "equivalentClass"),
                        ("close_match", "closeMatch"),
                        ("see_also", "seeAlso"),
                        ("replaced_by", "isReplacedBy"),
                    )
                    if said.values.get(predicate)
                },
            }
        )
    return {
        "ontology": {
            "iri": TSK.rstrip("#"),
            "version": head.text("versionInfo"),
            **_texts(head, ("title", "label"), language, "Triskele"),
            "descriptions": head.texts("description") or head.texts("comment"),
            "licence": head.text("license"),
        },
        "classes": [t for t in terms if t["kind"] == "class"],
        "properties": [t for t in terms if t["kind"] == "property"],
    }


def list_schemes(catalogue: Catalogue, store: Store, language: str) -> list[Document]:
    """Every concept scheme with the number of its concepts."""
    sizes: dict[str, int] = defaultdict(int)
    for term in catalogue.terms.values():
        sizes[term.scheme] += 1
    sizes[SECTORS] += catalogue.rows.one("SELECT count(*) FROM thing WHERE kind = 'sector'")
    subjects = _read(store, _SCHEMES)
    return [
        _scheme(iri, subjects[iri], language) | {"concepts": sizes[iri.removeprefix(VOCABULARY)]}
        for iri in sorted(subjects)
    ]


def check_scheme(store: Store, key: str) -> None:
    """NotFoundError, with near keys, when no concept scheme has this key."""
    query = "SELECT ?s { ?s a skos:ConceptScheme }"
    schemes = {row["s"].removeprefix(VOCABULARY) for row in store.query(query)}
    if key not in schemes:
        hint = did_you_mean(key, schemes, "GET /vocabularies lists them.")
        raise NotFoundError(f"No vocabulary is called {key!r}.", hint=hint)


def describe_scheme(catalogue: Catalogue, store: Store, key: str, language: str) -> Document:
    """One concept scheme and its concepts with all they carry; NotFoundError with near keys."""
    check_scheme(store, key)
    iri = VOCABULARY + key
    subjects = _read(store, _SCHEME % (iri, iri))
    writer = Writer(catalogue, language)
    if key != SECTORS:
        concepts = [_concept(writer, s, said) for s, said in sorted(subjects.items()) if iri in said.many("inScheme")]
    else:  # its concepts are things
        numbers = catalogue.rows.column("SELECT number FROM thing WHERE kind = 'sector' ORDER BY iri")
        sectors: list[Thing] = writer.records.take("thing", numbers)
        evidence = writer.records.evidence_of("thing", numbers)
        concepts = [
            {
                "iri": sector.iri,
                "key": sector.key,
                **writer.labels(sector.labels, sector.key),
                "definitions": {},
                "broader": [local(sector.within)] if sector.within else [],
                "notation": [],
                "evidence": writer.evidence(e.iri for e in evidence.get(sector.number, ())),
            }
            for sector in sectors
        ]
    return {"scheme": _scheme(iri, subjects[iri], language), "concepts": concepts}


def _scheme(iri: str, said: Statements, language: str) -> Document:
    key = iri.removeprefix(VOCABULARY)
    return {
        "iri": iri,
        "key": key,
        **_texts(said, ("prefLabel", "title"), language, key),
        "definitions": said.texts("definition") or said.texts("description"),
        "version": said.text("versionInfo"),
        "licence": said.text("license"),
        "source": [_name(s) for s in said.many("source")],
    }


def _concept(writer: Writer, iri: str, said: Statements) -> Document:
    known = {
        "type",
        "inScheme",
        "topConceptOf",
        "prefLabel",
        "altLabel",
        "definition",
        "example",
        "broader",
        "notation",
    }
    known |= {"evidence", "isDefinedBy", "scopeNote", "source", "names"}
    evidence = tuple(said.many("evidence"))
    return {
        "iri": iri,
        "key": iri.rpartition("#")[2],
        **_texts(said, ("prefLabel",), writer.language, iri.rpartition("#")[2]),
        "alt": [{"text": t, "lang": tag or ""} for t, tag in said.values.get("altLabel", ())],
        "definitions": said.texts("definition"),
        "examples": said.texts("example"),
        "notes": said.texts("scopeNote"),
        "broader": [local(b) for b in said.many("broader")],
        "notation": [str(n) for n in said.many("notation")],
        "source": [_name(s) for s in said.many("source")],
        "names": [writer.thing(thing) for thing in said.many("names")],
        "evidence": writer.evidence(evidence),
        "more": {
            name: [number(v) if isinstance(v, float) else _name(v) for v in said.many(name)]
            for name in sorted(said.values)
            if name not in known
        },
    }


def _texts(said: Statements, names: tuple[str, ...], language: str, otherwise: str) -> Document:
    found = next((texts for name in names if (texts := said.texts(name))), {})
    both = {tag: found.get(tag) or next(iter(found.values()), otherwise) for tag in LANGUAGES}
    return {"label": both[language], "labels": both}


def _name(value: Any) -> Any:
    """An IRI of ours or of a neighbour as ``prefix:name``; anything else as it is."""
    return shorten(value) if isinstance(value, str) and value.startswith(("http://", "https://")) else value
