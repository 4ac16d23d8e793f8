"""Reconciliation (0.2)."""

from __future__ import annotations

from typing import Any

from triskele_api.interface.operation import BODY, FORM, HTML, JSON, Operation, Operations
from triskele_api.interface.records import Answer, Record


class Candidates(Record):
    """For each query of a batch its candidates, or beside none an error; for an extension, meta and rows."""


class Manifest(Answer):
    """A reconciliation service (0.2)."""

    versions: list[str]
    name: str
    identifierSpace: str
    schemaSpace: str


class Suggestions(Answer):
    """Suggestions for a tool."""

    result: list[dict[str, Any]]


class Proposal(Answer):
    """Properties a table may be extended by."""

    properties: list[dict[str, Any]]


_JSON_TEXT = {"type": "string", "contentMediaType": JSON}
OPERATIONS: Operations = {
    ("get", "/reconcile"): Operation(Manifest, en="With queries or extend: the answer to that batch.",
                                     tr="queries ya da extend ile: o demetin yanıtı."),
    ("post", "/reconcile"): Operation(Candidates, (JSON,), (*BODY, 503), 200,
        "What is wrong with one query stands beside its empty result; the others are answered.",
        "Bir sorgudaki yanlış kendi boş sonucunun yanında yazar; ötekiler yanıtlanır.",
        {FORM: {"oneOf": [{"type": "object", "properties": {name: _JSON_TEXT}, "required": [name]}
                          for name in ("queries", "extend")]}}),
    ("get", "/reconcile/preview"): Operation(media=(HTML,)),
    ("get", "/reconcile/propose"): Operation(Proposal),
    ("get", "/reconcile/suggest/{kind}"): Operation(Suggestions),
}  # fmt: skip
