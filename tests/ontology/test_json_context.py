"""JSON users see short names; nothing is lost between Turtle and JSON."""

from __future__ import annotations

import json

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF

from tests.ontology.ontology_files import ONTOLOGY, TINY, TSK, read

CONTEXT = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]


@pytest.fixture(scope="module")
def tiny_json() -> list[dict]:
    written = read(TINY).serialize(format="json-ld", context=CONTEXT, auto_compact=False)
    return json.loads(written)["@graph"]


def test_every_term_has_a_name(core: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    terms = {str(t) for kind in kinds for t in core.subjects(RDF.type, kind) if t.startswith(TSK)}
    names = {value if isinstance(value, str) else value.get("@id") for value in CONTEXT.values() if value != 1.1}
    assert {term.replace(str(TSK), "tsk:") for term in terms} <= names


def test_a_name_of_the_ontology_is_its_own_name() -> None:
    for name, value in CONTEXT.items():
        iri = value.get("@id") if isinstance(value, dict) else value
        if str(iri).startswith("tsk:"):
            assert iri == f"tsk:{name}"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD reader
def test_tiny_survives_the_round_trip(tiny_json: list[dict]) -> None:
    # The context travels inside the document: nothing may be fetched.
    document = json.dumps({"@context": CONTEXT, "@graph": tiny_json})
    assert isomorphic(Graph().parse(data=document, format="json-ld"), read(TINY))


def test_no_key_stays_an_iri(tiny_json: list[dict]) -> None:
    keys = {key for node in tiny_json for key in node}
    assert [key for key in keys if ":" in key] == []


def test_labels_are_language_maps(tiny_json: list[dict]) -> None:
    by_id = {node["id"]: node for node in tiny_json}
    tto = by_id["https://w3id.org/triskele/id/actor/north-tto"]
    assert tto["label"] == {"tr": "Kuzey Teknoloji Transfer Ofisi", "en": "North Technology Transfer Office"}
    assert tto["type"] == "TechnologyTransferOffice"
    evidence = by_id["https://w3id.org/triskele/id/evidence/tiny-t05"]
    assert set(evidence["statement"]) == {"tr", "en"}
