"""What is said of one thing, of a metric, and in one graph."""

from __future__ import annotations

from typing import Any

from triskele_api.interface.metrics import MetricAnswer
from triskele_api.interface.operation import GRAPHS, HTML, JSON, RESOURCE, WORK, Operation, Operations
from triskele_api.interface.records import Answer, Contradiction, Event, Figure, Items, Meta, Record, Thing


class Description(Answer):
    """Everything said of one thing."""

    thing: Thing
    description: dict[str, Any]
    ties: dict[str, Any]
    figures: list[Figure]
    events: list[Event]
    contradictions: list[Contradiction]
    related: list[dict[str, Any]]
    formats: list[dict[str, Any]]
    cite: dict[str, Any]
    meta: Meta


class Statement(Record):
    """One statement, in full and with prefixes."""

    subject: str
    predicate: str
    object: Any
    language: str | None
    text: list[str]


class Statements(Items[Statement]):
    """Statements of a graph, the first 500 of them."""

    iri: str


OPERATIONS: Operations = {
    ("get", "/id/{kind}/{key}"): Operation(status=303, media=(), en="The IRI of a thing: leads to its page or data.",
                                           tr="Bir şeyin IRI'si: sayfasına ya da verisine götürür."),
    ("get", "/id/metric/{name}"): Operation(status=303, media=()),
    ("get", "/page/{kind}/{key}"): Operation(media=(HTML,)),
    ("get", "/data/{kind}/{name}"): Operation(Description, (JSON, *GRAPHS), WORK, 200,
        "A suffix (.ttl, .jsonld, .json) says the format as well as Accept does.",
        "Biçimi Accept gibi uzantı da (.ttl, .jsonld, .json) söyler."),
    ("get", "/data/metric/{name}"): Operation(MetricAnswer, (JSON, *GRAPHS)),
    ("get", "/graph/{name}"): Operation(Statements, RESOURCE, WORK),
    ("get", "/cube"): Operation(Statements, RESOURCE, WORK),
    ("get", "/prefixes"): Operation(Statements, RESOURCE, WORK),
    ("get", "/alignments"): Operation(Items[dict[str, Any]]),
    ("get", "/alignments/{name}"): Operation(Statements, RESOURCE, WORK),
    ("get", "/context.jsonld"): Operation(media=("application/ld+json",)),
}  # fmt: skip
