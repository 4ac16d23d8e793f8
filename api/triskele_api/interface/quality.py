"""How good the data are."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from triskele_api.interface.operation import CSV, HTML, JSON, WORK, Operation, Operations
from triskele_api.interface.records import Answer, Meta, Named, Texts


class Measured(Named):
    """What one check counts: rows at fault among those it asks, here and in the release before."""

    count: int
    of: int | None = Field(description="Null for findings, which are counted alone")
    share: float | None
    count_before: int | None
    of_before: int | None
    share_before: float | None


class Quality(Answer):
    """How good the data of one set are; the first item is the share of fields that are filled."""

    set: str = Field(description="Empty: the whole")
    sets: list[dict[str, Any]]
    compared_with: int | None = Field(description="Number of the release before")
    items: list[Measured]
    meta: Meta


class Faults(Answer):
    """The rows that a check counts."""

    check: str
    label: str
    labels: Texts
    items: list[dict[str, Any]] = Field(description="With the set, file and row that each was read from")
    meta: Meta


OPERATIONS: Operations = {
    ("get", "/quality"): Operation(Quality, (JSON, CSV, HTML), WORK, 200,
        "How many rows lack something or are doubtful, and how many in the release before; set names one set.",
        "Kaç satırda eksik ya da kuşkulu bir şey olduğu, önceki sürümdekiyle; set tek bir seti seçer."),
    ("get", "/quality/{check}"): Operation(Faults, (JSON, CSV, HTML), WORK),
}  # fmt: skip
