"""OWL 2 RL: only its constructs, no contradiction in the closure, and what the closure should add."""

from __future__ import annotations

import owlrl
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from tests.ontology.ontology_files import ONTOLOGY, TINY, TSK, read

ACTOR = Namespace("https://w3id.org/triskele/id/actor/")
TIE = Namespace("https://w3id.org/triskele/id/tie/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # what owlrl hangs a contradiction on

WORDS = {RDFS.label, RDFS.isDefinedBy, SKOS.definition, SKOS.example, SKOS.editorialNote, TSK.statement}
ALLOWED = {
    OWL.Ontology, OWL.versionInfo, OWL.versionIRI, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty,
    OWL.AnnotationProperty, OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.inverseOf, OWL.disjointWith,
}  # fmt: skip
RL_DATATYPES = {"decimal", "integer", "string", "boolean"}


def test_only_owl_rl_constructs(core: Graph) -> None:
    used = {t for triple in core for t in triple if isinstance(t, URIRef) and t.startswith(OWL)}
    assert used <= ALLOWED
    ranges = {str(r).partition("XMLSchema#")[2] for r in core.objects(None, RDFS.range) if "XMLSchema#" in r}
    assert ranges <= RL_DATATYPES


def test_the_core_has_no_blank_nodes(core: Graph) -> None:
    # Their names change from run to run, and a release of the same inputs must have the same bytes.
    assert all(isinstance(s, URIRef) for s in core.subjects())


@pytest.fixture(scope="module")
def closure(core: Graph) -> Graph:
    """The core, the alignments with W3C and the tiny ecosystem, closed under the rules; texts left out."""
    graph = Graph()
    ours = read(*(ONTOLOGY / "alignments" / f"{name}.ttl" for name in ("org", "foaf", "prov", "skos")))
    for triple in core + ours + read(TINY):
        if triple[1] not in WORDS:
            graph.add(triple)
    graph.add((ACTOR.bolt, TSK.memberOfCluster, ACTOR["machine-cluster"]))
    graph.add((ACTOR.bolt, TSK.partnersWith, ACTOR["north-tto"]))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def test_the_closure_finds_no_contradiction(closure: Graph) -> None:
    assert list(closure.objects(None, ERROR)) == []
    assert list(closure.subjects(RDF.type, OWL.Nothing)) == []


def test_the_closure_reads_shortcuts_both_ways(closure: Graph) -> None:
    assert (ACTOR["machine-cluster"], TSK.hasClusterMember, ACTOR.bolt) in closure
    assert (ACTOR["machine-cluster"], TSK.hasMember, ACTOR.bolt) in closure
    assert (ACTOR["north-tto"], TSK.cooperatesWith, ACTOR.bolt) in closure


def test_the_closure_reaches_the_neighbours(closure: Graph) -> None:
    org, foaf = Namespace("http://www.w3.org/ns/org#"), Namespace("http://xmlns.com/foaf/0.1/")
    assert (ACTOR.bolt, RDF.type, org.Organization) in closure
    assert (ACTOR["north-tto"], RDF.type, foaf.Agent) in closure
    assert (TIE["tiny-t18"], RDF.type, TSK.ParticipationTie) in closure


def test_disjoint_kinds_are_caught(core: Graph) -> None:
    graph = Graph()
    for triple in core:
        if triple[1] in (RDFS.subClassOf, OWL.disjointWith):
            graph.add(triple)
    graph.add((ACTOR.zone, RDF.type, TSK.IndustrialZone))
    graph.add((ACTOR.zone, RDF.type, TSK.Area))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    (error,) = graph.objects(None, ERROR)
    assert str(ACTOR.zone) in error
