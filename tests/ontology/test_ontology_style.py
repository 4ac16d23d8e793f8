"""The ontology and its vocabularies obey the rules about themselves."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from tests.ontology.ontology_files import ONTOLOGY, TSK, broken_shapes, read

TURTLE = sorted(ONTOLOGY.rglob("*.ttl"))


def test_house_style_conforms(words: Graph, house_style: Graph) -> None:
    assert broken_shapes(words + Graph(), house_style) == {}


OLD = """
@prefix tie: <https://w3id.org/triskele/vocabularies/tie-types#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
"""


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        ("tie:partnership owl:deprecated true ; dct:isReplacedBy tie:cooperation .", set()),
        ("tie:partnership owl:deprecated true .", {"deprecated-replacement"}),
        ("tie:partnership owl:deprecated false ; dct:isReplacedBy tie:cooperation .", {"deprecated-true"}),
        (
            "tie:partnership owl:deprecated true ; dct:isReplacedBy tie:supply . "
            "tie:supply owl:deprecated true ; dct:isReplacedBy tie:cooperation .",
            {"deprecated-replacement"},
        ),
    ],
)
def test_a_term_that_goes_names_one_that_stays(house_style: Graph, said: str, broken: set[str]) -> None:
    found = broken_shapes(Graph().parse(data=OLD + said, format="turtle"), house_style)
    names = {name.rpartition("#")[2] for broken_there in found.values() for name in broken_there}
    assert {name for name in names if name.startswith("deprecated")} == broken


def test_every_message_is_in_both_languages(shapes: Graph, house_style: Graph) -> None:
    for graph in (shapes, house_style):
        for subject in set(graph.subjects(SH.message)):
            assert sorted(m.language for m in graph.objects(subject, SH.message)) == ["en", "tr"], subject


def test_every_term_used_is_declared(core: Graph) -> None:
    declared = set(core.subjects(RDF.type))
    for path in TURTLE:
        if path.parent.name == "invalid":
            continue
        graph = read(path)
        used = {t for triple in graph for t in triple if isinstance(t, URIRef) and t.startswith(TSK)}
        assert used - declared == set(), path.name


def test_every_concept_used_is_in_a_vocabulary(vocabularies: Graph) -> None:
    concepts = set(vocabularies.subjects(SKOS.inScheme))
    for path in TURTLE:
        if path.parent.name == "invalid" or path.name in ("house-style.ttl",):
            continue
        graph = read(path)
        own = set(graph.subjects(SKOS.inScheme))  # a concept that a source teaches
        used = {
            t
            for triple in graph
            for t in triple
            if isinstance(t, URIRef) and re.match(r"https://w3id\.org/triskele/vocabularies/[\w-]+#.", t)
        }
        assert used - concepts - own == set(), path.name


def test_every_scheme_lies_in_the_file_of_its_name(vocabularies: Graph) -> None:
    for path in sorted((ONTOLOGY / "vocabularies").glob("*.ttl")):
        scheme = URIRef(f"https://w3id.org/triskele/vocabularies/{path.stem}")
        assert (scheme, RDF.type, SKOS.ConceptScheme) in read(path), path.name


def test_what_documents_teach_is_data(vocabularies: Graph) -> None:
    """A region of one's own carries the ontology: nothing in it is known from a document (decision 26)."""
    assert not set(vocabularies.subjects(RDF.type, TSK.Evidence))
    assert not set(vocabularies.subjects(TSK.evidence))


def test_every_actor_class_is_typified_by_a_concept(core: Graph, vocabularies: Graph) -> None:
    actors = set(core.transitive_subjects(RDFS.subClassOf, TSK.Actor)) - {TSK.Actor, TSK.OrganisationActor}
    assert actors == set(vocabularies.objects(None, TSK.typifies))


def test_only_groups_and_bare_organisations_have_no_conventional_sphere(core: Graph) -> None:
    actors = set(core.transitive_subjects(RDFS.subClassOf, TSK.Actor))
    without = {a for a in actors if not list(core.objects(a, TSK.conventionalSphere))}
    assert without == {TSK.Actor, TSK.OrganisationActor, TSK.OrganisationGroup}


def test_every_shortcut_belongs_to_a_tie_type(core: Graph, vocabularies: Graph) -> None:
    used = {*vocabularies.objects(None, TSK.shortcutProperty), *vocabularies.objects(None, TSK.inverseShortcutProperty)}
    paired = {p for pair in core.subject_objects(OWL.inverseOf) for p in pair}
    assert paired | set(core.subjects(RDF.type, OWL.SymmetricProperty)) == used
