"""Permanent links: a question, the release it was asked of and the checksum of the answer (see :mod:`.shelf`)."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from triskele.errors import InvalidInput

ID = re.compile(r"[0-9a-f]{16}")
PATHS = re.compile(
    r"/(sparql|actors|ties|figures|events|clusters|contradictions|search|summary|places/map"
    r"|networks/[a-z-]+(/(ego|paths|partners))?|metrics/[a-z-]+(/(series|readings))?|what-if|data/[a-z]+/[a-z0-9-]+(\.[a-z]+)?|vocabularies/[a-z0-9-]+)"
)
ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, application/json;q=0.8"
_OF_THE_RUN = frozenset(["release", "digest", "provenance", "title", "next"])


@dataclass(frozen=True)
class Permalink:
    """One question and what came of it. ``parameters`` are those of the path, as text."""

    path: str
    parameters: dict[str, str]
    release: int
    digest: str
    checksum: str

    @property
    def id(self) -> str:
        """A digest of question and release: the same question of the same release is the same link."""
        key = json.dumps([self.path, sorted(self.parameters.items()), self.digest], ensure_ascii=False)
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    @property
    def query(self) -> str:
        return urlencode(self.parameters)


def read_question(body: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Path and parameters of a request for a link: ``{"query": …, "as_of": …}`` for SPARQL, or ``{"path": …,
    "parameters": {…}}`` for anything the service answers by GET."""
    path = body.get("path", "/sparql")
    parameters = body.get("parameters") or {}
    if not isinstance(path, str) or not isinstance(parameters, dict) or not PATHS.fullmatch(path):
        raise InvalidInput(f"No link can be made to {path!r}.", hint="Give a query, or the path of a list or metric.")
    chosen = {str(k): _text(v) for k, v in parameters.items() if v is not None}
    chosen |= {name: _text(body[name]) for name in ("query", "as_of", "when", "lang") if body.get(name) is not None}
    if path == "/sparql" and not chosen.get("query"):
        raise InvalidInput("There is no query to link to.", hint='{"query": "SELECT …", "as_of": 2015}')
    return path, chosen


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(part, list | dict) for part in value):
        return ",".join(map(_text, value))
    if isinstance(value, list | dict):
        raise InvalidInput("A parameter is nested.", hint="Values are text, numbers, true, false, or lists of these.")
    return str(value)


Body = tuple[str, bytes]
"""An answer as far as it is compared: media type and bytes."""


def canonical(answer: Body) -> list[str]:
    """The parts of an answer that count, in a fixed order: rows, statements, or records; not which release said so."""
    media_type, body = answer
    if not media_type.endswith("json"):
        return sorted(line for line in body.decode().splitlines() if line)
    document = json.loads(body)
    if isinstance(document, dict) and "results" in document:
        rows = document["results"]["bindings"]
        return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)
    for part in ("items", "values", "points", "links", "paths"):
        if isinstance(document, dict) and isinstance(document.get(part), list):
            return [json.dumps(_plain(row), sort_keys=True, ensure_ascii=False) for row in document[part]]
    return [json.dumps(_plain(document), sort_keys=True, ensure_ascii=False)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k not in _OF_THE_RUN}
    return [_plain(v) for v in value] if isinstance(value, list) else value


def checksum(answer: Body) -> str:
    """The sum of the parts of an answer that count."""
    return "sha256:" + hashlib.sha256("\n".join(canonical(answer)).encode()).hexdigest()


def difference(older: Body, newer: Body) -> dict[str, Any]:
    """What only one of two answers holds; at most 100 parts of each are shown, all are counted."""
    before, after = canonical(older), canonical(newer)
    gone, new = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    return {
        "added": [_load(part) for part in new[:100]],
        "removed": [_load(part) for part in gone[:100]],
        "added_count": len(new),
        "removed_count": len(gone),
        "truncated": len(new) > 100 or len(gone) > 100,
    }


def _load(part: str) -> Any:
    return json.loads(part) if part.startswith(("{", "[", '"')) else part
