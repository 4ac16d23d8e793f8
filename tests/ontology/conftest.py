"""The ontology, its concepts and its shapes as graphs, read once."""

from __future__ import annotations

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from tests.ontology.ontology_files import ONTOLOGY, TSK, read


@pytest.fixture(scope="session")
def core() -> Graph:
    return read(ONTOLOGY / "triskele.ttl")


@pytest.fixture(scope="session")
def vocabularies() -> Graph:
    return read(*sorted((ONTOLOGY / "vocabularies").glob("*.ttl")))


@pytest.fixture(scope="session")
def words(core: Graph, vocabularies: Graph) -> Graph:
    """The ontology and every concept, without the evidence of the concepts: that belongs to releases."""
    graph = Graph()
    graph += core
    for concept in {*vocabularies.subjects(SKOS.inScheme), *vocabularies.subjects(RDF.type, SKOS.ConceptScheme)}:
        for triple in vocabularies.triples((concept, None, None)):
            if triple[1] != TSK.evidence:
                graph.add(triple)
    return graph


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return read(ONTOLOGY / "shapes.ttl")


@pytest.fixture(scope="session")
def house_style() -> Graph:
    return read(ONTOLOGY / "house-style.ttl")
