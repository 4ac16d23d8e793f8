"""Every term of others that the ontology uses is declared for what it is, as OWL 2 DL asks of every file.

What a public checker says besides: docs/how-to/change-the-ontology.md.
"""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from tests.ontology.ontology_files import ONTOLOGY, read
from triskele import terms

KNOWN = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD)
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def whole() -> Graph:
    files = ("triskele.ttl", "foreign-terms.ttl", "cube.ttl")
    return read(*(ONTOLOGY / name for name in files), *sorted((ONTOLOGY / "vocabularies").glob("*.ttl")))


def undeclared(graph: Graph) -> set[str]:
    """Classes and properties that are used and not declared."""
    classes, properties = (
        set(graph.subjects(RDF.type, OWL.Class)) | set(graph.subjects(RDF.type, RDFS.Datatype)),
        {p for kind in PROPERTIES for p in graph.subjects(RDF.type, kind)},
    )
    used = {o for p in (RDF.type, RDFS.domain, RDFS.range, RDFS.subClassOf) for o in graph.objects(None, p)}
    strange = {t for t in used if isinstance(t, URIRef) and not str(t).startswith(KNOWN)} - classes
    return {str(t) for t in strange | {p for p in graph.predicates() if not str(p).startswith(KNOWN)} - properties}


def test_every_term_of_others_is_declared(whole: Graph) -> None:
    assert undeclared(whole) == set()


def test_without_the_declarations_it_would_be_noticed(core: Graph, vocabularies: Graph) -> None:
    assert len(undeclared(core + vocabularies)) >= 5


def test_a_property_is_of_one_kind_and_used_so(whole: Graph) -> None:
    for kind in PROPERTIES:
        for prop in whole.subjects(RDF.type, kind):
            assert not any((prop, RDF.type, other) in whole for other in PROPERTIES if other != kind), prop
            for value in whole.objects(None, prop):
                assert kind != OWL.ObjectProperty or not isinstance(value, Literal), (prop, value)
                assert kind != OWL.DatatypeProperty or isinstance(value, Literal), (prop, value)
