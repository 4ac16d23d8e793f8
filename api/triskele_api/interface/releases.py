"""Releases, what they changed, and their files."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from triskele.findable.facts import PARQUET
from triskele_api.interface.operation import BODY, GRAPHS, HTML, JSON, TEXT, WORK, Operation, Operations
from triskele_api.interface.records import Answer, Items, Record
from triskele_api.interface.service import Job


class ReleaseRow(Record):
    """One release."""

    number: int
    current: bool
    digest: str
    statements: int
    counts: dict[str, int]
    findings: dict[str, int]
    url: str


class ReleaseAnswer(ReleaseRow, Answer):
    """The manifest of a release."""

    inputs: dict[str, str]
    files: dict[str, dict[str, Any]]


class Report(Items[dict[str, Any]]):
    """The findings of a build."""

    number: int
    counts: dict[str, int]


class Difference(Answer):
    """What changed between two releases."""

    older: int
    newer: int
    born: list[dict[str, Any]]
    died: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    added: int | list[str]
    removed: int | list[str]
    withdrawn: list[dict[str, str]] = Field(description="Tombstones: a sum instead of a name, date, kind of reason")
    counts: dict[str, int]


OPERATIONS: Operations = {
    ("get", "/releases"): Operation(Items[ReleaseRow], (JSON, HTML)),
    ("post", "/releases"): Operation(Job, (JSON,), (401, 403, 409, 422, *BODY, *WORK, 507), 202,
        body={"application/zip": TEXT, "text/turtle": TEXT,
              "multipart/form-data": {"type": "object", "additionalProperties": TEXT}}),
    ("get", "/releases/{number}"): Operation(ReleaseAnswer, (JSON, HTML)),
    ("get", "/releases/{number}/report"): Operation(Report),
    ("get", "/releases/{number}/files/{name}"): Operation(media=("application/gzip", "text/turtle", JSON, PARQUET)),
    ("get", "/releases/{older}/diff/{newer}"): Operation(Difference, (JSON,), WORK),
    ("get", "/changes.atom"): Operation(media=("application/atom+xml",), errors=WORK),
    ("get", "/changes.json"): Operation(media=("application/feed+json",), errors=WORK),
    ("get", "/exports/{form}"): Operation(media=GRAPHS, errors=(*WORK, 507)),
}  # fmt: skip
