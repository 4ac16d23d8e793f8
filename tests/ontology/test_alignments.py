"""Alignments lie beside the ontology: one file a neighbour, nothing imported, nothing leaking a type."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from tests.ontology.ontology_files import ONTOLOGY, TSK, read

FILES = sorted((ONTOLOGY / "alignments").glob("*.ttl"))
HOME = "https://w3id.org/triskele/"


def test_every_neighbour_has_a_file() -> None:
    assert [path.stem for path in FILES] == [
        "dcat-void", "eurio", "foaf", "frapo", "org", "prov", "qb", "ror", "schema", "skos", "vivo",
    ]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_alignment_only_speaks_of_our_terms(path) -> None:
    graph = read(path)
    header = URIRef(f"{HOME}alignments/{path.stem}")
    assert (header, RDF.type, OWL.Ontology) in graph
    subjects = {s for s in graph.subjects() if isinstance(s, URIRef)} - {header}
    assert subjects
    assert all(s.startswith(HOME) for s in subjects)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_imported_or_made_the_same(path) -> None:
    graph = read(path)
    for strong in (OWL.imports, OWL.sameAs, OWL.equivalentProperty):
        assert (None, strong, None) not in graph


def test_the_core_does_not_know_its_neighbours(core: Graph) -> None:
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.imports):
        assert all(o.startswith(TSK) for o in core.objects(None, predicate))


def test_schema_org_is_https() -> None:
    assert "http://schema.org" not in "".join(path.read_text(encoding="utf-8") for path in FILES)
