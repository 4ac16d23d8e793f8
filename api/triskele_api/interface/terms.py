"""The ontology, its vocabularies, shapes and questions, and the dataset."""

from __future__ import annotations

from typing import Any

from triskele_api.interface.operation import GRAPHS, RESOURCE, WORK, Operation, Operations
from triskele_api.interface.records import Answer, Items, Named, Record, Texts


class Ontology(Answer):
    """Classes and properties."""

    ontology: dict[str, Any]
    classes: list[dict[str, Any]]
    properties: list[dict[str, Any]]


class Schemes(Answer):
    """The vocabularies."""

    schemes: list[dict[str, Any]]


class Scheme(Answer):
    """One vocabulary with its concepts."""

    scheme: dict[str, Any]
    concepts: list[Named]


class Shapes(Answer):
    """The rules for data."""

    shapes: list[dict[str, Any]]


class Dataset(Answer):
    """The dataset: licence, digest, files, how to cite it."""

    iri: str
    labels: Texts
    licence: str
    number: int
    digest: str
    statements: int
    distributions: list[dict[str, Any]]
    sparql: str
    cite: dict[str, Any]


class Example(Record):
    """A question the graph answers, and the query that asks it."""

    iri: str
    name: str
    question: Texts
    parameters: dict[str, str]
    form: str
    query: str


class ExampleAnswer(Example, Answer):
    """An example that was asked for by name."""


OPERATIONS: Operations = {
    ("get", "/ontology"): Operation(Ontology, RESOURCE, WORK),
    ("get", "/vocabularies"): Operation(Schemes, RESOURCE, WORK),
    ("get", "/vocabularies/{scheme}"): Operation(Scheme, RESOURCE, WORK),
    ("get", "/shapes"): Operation(Shapes, RESOURCE, WORK),
    ("get", "/dataset"): Operation(Dataset, RESOURCE, WORK, 200,
        "DCAT-AP, with the files of the release and their checksums.",
        "DCAT-AP; sürümün dosyaları ve sağlamalarıyla."),
    ("get", "/.well-known/void"): Operation(media=GRAPHS, errors=WORK, page=True),
    ("get", "/examples"): Operation(Items[Example], RESOURCE, WORK),
    ("get", "/examples/{name}"): Operation(ExampleAnswer, RESOURCE, WORK),
}  # fmt: skip
