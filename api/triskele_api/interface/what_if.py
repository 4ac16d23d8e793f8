"""Scenarios, and whom to approach."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from triskele_api.interface.operation import JSON, LIST, WORK, Operation, Operations
from triskele_api.interface.records import Answer, Chance, Record, Texts


class Side(Chance):
    """A headline before or after, with its null model; of many values the highest and whose it is."""

    value: float | None
    subject: dict[str, str]
    category: str | None
    verdict: str | None
    reason: Texts | None


class Moved(Record):
    """Whose value changed, and its place among all."""

    subject: dict[str, str]
    before: float
    after: float
    place_before: int
    place_after: int


class Effect(Record):
    """One metric before and after the changes."""

    metric: str
    title: Texts
    sentence: Texts
    before: Side | None
    after: Side | None
    difference: float | None
    in_sd: float | None = Field(description="The difference in standard deviations of the null model before")
    gains: list[Moved]
    losses: list[Moved]
    changed: int = Field(description="Of how many subjects the value changed")
    came: list[dict[str, str]]
    went: list[dict[str, str]]
    error: dict[str, str] | None = Field(description="Why it could not be measured")


class WhatIf(Answer):
    """Metrics before and after the changes of a scenario."""

    name: str
    changes: list[str]
    sentence: Texts
    projection: str
    permutations: int
    seed: int
    chosen: dict[str, Any] = Field(description="before and after: how many ties and actors are chosen")
    effects: list[Effect]
    labels: dict[str, Texts] = Field(description="Names of the actors that subjects speak of")
    address: str = Field(description="Holds the scenario, and gives the same again")


class PartnerStep(Record):
    """A shared partner with its ties to who asks and to the candidate, or an alike actor with its ties to the
    candidate."""

    actor: str
    near: list[str]
    far: list[str]
    likeness: float | None = Field(description="0 to 1, of an alike actor")


class Candidate(Record):
    """Somebody to approach, and why."""

    actor: str
    kind: str = Field(description="two-steps or alike")
    sphere: str
    score: float
    fills: bool = Field(description="It is in a sphere none of the partners is in")
    reason: Texts
    through: list[PartnerStep]
    shared: int | None
    expected: float | None = Field(description="Shared partners that chance alone gives")
    p: float | None
    p_adjusted: float | None
    verdict: str | None


class Partners(Answer):
    """Whom an actor should approach next."""

    actor: str
    sentence: Texts
    projection: str
    by: str
    partners: int
    missing: list[str] = Field(description="Spheres none of the partners is in")
    candidates: list[Candidate]
    trial: dict[str, Any] | None = Field(
        description="Hits among the first ten when the last years are hidden, by order"
    )
    ties: dict[str, Any] = Field(description="Type, dates and evidence of each tie that is named")
    labels: dict[str, Texts]
    address: str


OPERATIONS: Operations = {
    ("get", "/networks/{projection}/partners"): Operation(Partners, (JSON,), WORK, 200,
        "Candidates two steps away, or tied to alike actors in a missing sphere, each with reasons, ties and evidence.",
        "İki adım ötedeki ya da eksik bir alanda benzerlerin ortağı olan adaylar; gerekçe, bağ ve kanıtlarıyla."),
    ("get", "/what-if"): Operation(WhatIf, LIST, (403, *WORK), 200,
        "Changes are read, never evaluated; nothing is changed. All metrics take a while: Prefer: respond-async.",
        "Değişiklikler okunur, çalıştırılmaz; veri değişmez. Bütün ölçüler uzun sürer: Prefer: respond-async."),
}  # fmt: skip
