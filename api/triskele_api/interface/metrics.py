"""Metrics and their results."""

from __future__ import annotations

from typing import Any

from triskele_api.interface.operation import BODY, CSV, JSON, TEXT, WORK, Operation, Operations
from triskele_api.interface.records import Answer, Chance, Items, Record, Texts


class Parameter(Record):
    """One parameter of a metric or projection."""

    name: str
    type: str
    default: Any
    help: Texts
    choices: list[str]


class Metric(Record):
    """The definition of a metric."""

    name: str
    section: str
    title: Texts
    question: Texts
    formula: Texts
    range: Texts
    undefined_when: Texts
    reference: Texts
    units: list[str]
    nulls: list[str]
    needs_null: bool
    parameters: list[Parameter]


class MetricAnswer(Metric, Answer):
    """A metric that was asked for by name."""


class Value(Chance):
    """One number of a result, with what chance alone would give when a null model was asked for."""

    key: dict[str, Any]
    value: float | int | str | bool | None
    unit: str | None
    status: str
    reason: Texts | None
    z: float | None


class Result(Answer):
    """The result of a metric."""

    metric: str
    version: str
    projection: str | None
    parameters: dict[str, Any]
    values: list[Value]
    notes: list[Texts]


class Series(Answer):
    """The headline of a metric, year by year."""

    metric: str
    projection: str | None
    points: list[dict[str, Any]]
    parameters: dict[str, Any]


OPERATIONS: Operations = {
    ("get", "/metrics"): Operation(Items[Metric]),
    ("get", "/metrics/{name}"): Operation(Result, (JSON, CSV, "text/turtle"), (403, *WORK), 200,
        "Parameters of the metric and of the network stand side by side; GET /metrics and /networks list them.",
        "Ölçünün ve ağın parametreleri yan yana yazılır; GET /metrics ve /networks sıralar."),
    ("post", "/metrics/{name}"): Operation(Result, (JSON, CSV, "text/turtle"), (403, *BODY, *WORK),
        body={CSV: TEXT, "multipart/form-data": {"type": "object", "properties": {"table": TEXT},
                                                 "additionalProperties": TEXT, "required": ["table"]}}),
    ("get", "/metrics/{name}/series"): Operation(Series, (JSON,), (403, *WORK)),
}  # fmt: skip
