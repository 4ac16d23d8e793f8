"""The names of our JSON as JSON-LD: put over any answer, this context makes statements of the records in it.

It is the context of the ontology, and over it what answers say in another way than the ontology does: texts in two
languages stand under plural names, a thing is named by ``iri`` and, where only its key is given, by its key. A name
that says nothing about a thing (how many, which page) stands for nothing.
"""

from __future__ import annotations

import json
from typing import Any

from triskele.release.library import Release


def _texts(name: str) -> dict[str, str]:
    return {"@id": name, "@container": "@language"}


def _keyed(name: str, namespace: str) -> dict[str, Any]:
    """A property whose values are keys of things, or the things themselves."""
    return {"@id": name, "@type": "@vocab", "@context": {"@vocab": namespace}}


_HERE: dict[str, Any] = {
    "items": "@included",
    "thing": "@included",
    "nodes": "@included",
    "iri": "@id",
    "class": "@type",
    "type": "dct:type",
    "key": "dct:identifier",
    "labels": _texts("skos:prefLabel"),
    "texts": _texts("rdfs:label"),
    "definitions": _texts("skos:definition"),
    "examples": _texts("skos:example"),
    "notes": _texts("skos:note"),
    "descriptions": _texts("dct:description"),
    "statements": _texts("tsk:statement"),
    "from": "tsk:validFrom",
    "to": "tsk:validTo",
    "claims": {"@id": "tsk:claim", "@container": "@set"},
    "participants": {"@id": "tsk:participant", "@container": "@set"},
    "source": "tsk:source",
    "target": "tsk:target",
    "line_from": "tsk:lineFrom",
    "line_to": "tsk:lineTo",
    "date_to": "tsk:dateTo",
    "year_to": "tsk:yearTo",
}
_SILENT = (
    "label", "statement", "note", "definition", "example", "description", "title", "reason", "resolution",
    "id", "layer", "modality", "sphere", "founded", "sector", "area", "part", "unit", "qualifier", "kind", "degree",
    "rule", "status", "metric", "direction", "weights", "coverage", "formula", "n", "m", "licence", "parameters",
    "projection", "selection", "dropped", "release", "as_of", "meta", "facets",
)  # fmt: skip
"""Names of the ontology that our JSON uses otherwise: for a bare key, for one language, for the answer itself."""


def write_context(release: Release) -> bytes:
    """The context as a document, from the one beside the ontology of a release; keys stand for names in
    its namespace."""
    document: dict[str, Any] = json.loads((release.ontology / "context.jsonld").read_text(encoding="utf-8"))
    document["@context"] |= dict.fromkeys(_SILENT) | _HERE
    places = f"{release.root}id/place/"
    document["@context"] |= {"place": _keyed("dct:spatial", places), "within": _keyed("tsk:within", places)}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
