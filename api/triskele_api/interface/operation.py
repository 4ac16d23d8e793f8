"""What is told of an operation, and the media types and errors that many have."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from triskele.formats import GRAPH_FORMATS, RESULT_FORMATS

JSON = "application/json"
HTML = "text/html"
CSV = "text/csv"
GRAPHS = tuple(f.media_type for f in GRAPH_FORMATS.values())
ROWS = tuple(f.media_type for f in RESULT_FORMATS.values())
LIST = (JSON, CSV)
RESOURCE = (JSON, *GRAPHS, HTML)

_TERMS = {"type": "object", "additionalProperties": {"type": "object", "required": ["type", "value"]}}
_ANSWERS: dict[str, dict[str, Any]] = {
    JSON: {"description": "JSON"},
    "application/ld+json": {"description": "JSON-LD 1.1", "type": ["object", "array"]},
    "application/sparql-results+json": {
        "description": "SPARQL 1.1 Query Results JSON Format",
        "type": "object",
        "required": ["head"],
        "properties": {
            "head": {"type": "object", "properties": {"vars": {"type": "array", "items": {"type": "string"}}}},
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {"bindings": {"type": "array", "items": _TERMS}},
            },
            "boolean": {"type": "boolean"},
        },
        "oneOf": [{"required": ["results"]}, {"required": ["boolean"]}],
    },
}


def answer_of(media: str) -> dict[str, Any]:
    """The schema of an answer in this media type where no model tells more: JSON of a standard, else text."""
    return _ANSWERS.get(media) or {"type": "object" if media.endswith("+json") else "string"}


ALWAYS = (400, 404, 406, 410, 414, 431, 500)
"""Every path: a parameter nobody knows, a pinned release that is not there or no longer served, no format that fits, an
address or headers too long."""
WORK = (502, 503, 504)
BODY = (413, 415)
TEXT = {"type": "string"}
FORM = "application/x-www-form-urlencoded"


class Operation(NamedTuple):
    """What one operation answers: status, the model of its JSON, its media types, further statuses of errors, and a
    sentence in English and in Turkish where the summary does not say enough."""

    model: Any = None
    media: tuple[str, ...] = (JSON,)
    errors: tuple[int, ...] = ()
    status: int = 200
    en: str = ""
    tr: str = ""
    body: Mapping[str, dict[str, Any]] = MappingProxyType({})
    """The schema of the body of the request, by its media type."""
    spoken: tuple[int, ...] = ()
    """Statuses of errors that are told by the model too: a protocol has words of its own for them."""
    page: bool = False
    """Whether people are sent to a page instead, where neither model nor media types say so."""


Operations = dict[tuple[str, str], Operation]
"""The operations of one subject by method and path."""
