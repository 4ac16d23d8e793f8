"""The structure of metric results: every component is a term of ours, plays one part and says its column."""

from __future__ import annotations

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import RDF, RDFS, SKOS

from tests.ontology.ontology_files import EXAMPLES, ONTOLOGY, read

CUBE = Namespace("https://w3id.org/triskele/cube#")
QB = Namespace("http://purl.org/linked-data/cube#")
PARTS = {
    QB.dimension: QB.DimensionProperty,
    QB.measure: QB.MeasureProperty,
    QB.attribute: QB.AttributeProperty,
}


@pytest.fixture(scope="module")
def cube() -> Graph:
    return read(ONTOLOGY / "cube.ttl")


def names(cube: Graph, part) -> set[str]:
    return {str(p).rpartition("#")[2] for p in cube.objects(None, part)}


def test_components_are_the_agreed_ones(cube: Graph) -> None:
    assert names(cube, QB.dimension) == {
        "metric", "analysisUnit", "quantity", "ofSnapshot", "layer", "nullModel",
    }  # fmt: skip
    assert {"value", "expected", "sd", "pLow", "pHigh", "n", "m", "coverage"} <= names(cube, QB.measure)
    assert {"unit", "status", "codeVersion", "metricVersion", "seed"} <= names(cube, QB.attribute)


def test_every_component_plays_one_part(cube: Graph) -> None:
    components = set(cube.objects(CUBE["metric-results"], QB.component))
    assert components == set(cube.subjects(RDF.type, QB.ComponentSpecification))
    for component in components:
        (part,) = [part for part in PARTS if (component, part, None) in cube]
        assert (cube.value(component, part), RDF.type, PARTS[part]) in cube
        assert {label.language for label in cube.objects(component, RDFS.label)} == {"tr", "en"}
        assert cube.value(component, SKOS.notation)


def test_no_property_plays_two_parts(cube: Graph) -> None:
    parts = [names(cube, part) for part in PARTS]
    assert sum(map(len, parts)) == len(set.union(*parts))


def test_code_lists_are_schemes(cube: Graph, vocabularies: Graph) -> None:
    for scheme in cube.objects(None, QB.codeList):
        assert (scheme, RDF.type, SKOS.ConceptScheme) in vocabularies


def test_the_example_results_fill_the_dimensions(cube: Graph) -> None:
    results = read(EXAMPLES / "valid" / "metric-results.ttl")
    for observation in results.subjects(RDF.type, QB.Observation):
        told = set(results.predicates(observation))
        assert set(cube.objects(None, QB.dimension)) <= told
