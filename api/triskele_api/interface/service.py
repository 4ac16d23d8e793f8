"""What the service says of itself: errors, jobs, permanent links, whether it is there."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from triskele_api.interface.operation import CSV, HTML, JSON, TEXT, WORK, Operation, Operations
from triskele_api.interface.records import Answer, Items, Record, Texts


class Computed(Answer):
    """What a job has computed: what the path it was asked of answers with."""


class Problem(Record):
    """What went wrong (RFC 9457): what was found, what was expected, what to do next."""

    type: str = Field(description="Address that explains the code")
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable, kebab-case; GET /problems lists them all")
    hint: str
    titles: Texts
    details: Texts
    hints: Texts


class ProblemKind(Record):
    """A kind of problem."""

    code: str
    type: str
    status: int
    meaning: str
    titles: Texts
    advice: Texts


class ProblemAnswer(ProblemKind, Answer):
    """A kind of problem that was asked for by its code."""


class Job(Record):
    """Work that was asked for and is answered later."""

    id: str
    url: str
    state: str = Field(description="queued, running, done, failed, refused or cancelled")


class Permalink(Answer):
    """A question, the release it was asked of and the checksum of its answer."""

    id: str
    url: str
    path: str
    parameters: dict[str, str]
    digest: str
    checksum: str
    rerun: dict[str, Any] | None = Field(default=None, description="The same question, asked now: same or not")


class Health(Record):
    """The process answers."""

    status: str


class Ready(Health):
    """A release is open."""

    release: int
    statements: int


OPERATIONS: Operations = {
    ("get", "/jobs/{key}"): Operation(Job, (JSON, "text/event-stream")),
    ("delete", "/jobs/{key}"): Operation(Job, (JSON,), (401, 403)),
    ("get", "/jobs/{key}/result"): Operation(Computed, (JSON, CSV, "text/turtle", "image/svg+xml"), (409, *WORK)),
    ("post", "/permalinks"): Operation(Permalink, (JSON,), (413, 429, *WORK, 507), 201,
        body={JSON: {"type": "object", "properties": {
            "query": TEXT, "path": TEXT, "parameters": {"type": "object"}, "as_of": {"type": ["integer", "string"]},
            "when": {"enum": ["possible", "certain"]}, "lang": {"enum": ["tr", "en"]}},
            "anyOf": [{"required": ["query"]}, {"required": ["path"]}]}}),
    ("get", "/permalinks/{key}"): Operation(Permalink, (JSON,), (*WORK, 507)),
    ("get", "/problems"): Operation(Items[ProblemKind]),
    ("get", "/problems/{code}"): Operation(ProblemAnswer, (JSON, HTML)),
    ("get", "/health"): Operation(Health),
    ("get", "/ready"): Operation(Ready),
    ("get", "/telemetry"): Operation(media=("text/plain",)),
}  # fmt: skip
