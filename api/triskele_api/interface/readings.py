"""A metric under every defensible reading of the data."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from triskele_api.interface.operation import CSV, JSON, WORK, Operation, Operations
from triskele_api.interface.records import Answer, Chance, Record, Texts


class Option(Record):
    """One answer to a choice, the one that was asked for first."""

    name: str
    words: Texts = Field(description="As a condition: … count, … are left out")
    held: int = Field(description="In how many readings with it the claim holds")
    of: int
    alone: str = Field(description="held, turned, undecided or undefined when nothing else is changed")


class Choice(Record):
    """A decision about the data that a reader may take either way."""

    name: str
    title: Texts
    options: list[Option]


class Reading(Chance):
    """One combination of options and what it says of the claim."""

    number: int
    choices: dict[str, str] = Field(description="Name of the option of each choice")
    selection: dict[str, Any] = Field(description="The selection where it differs from the usual")
    state: str = Field(description="held, turned, undecided (with so many draws) or undefined")
    place: int | None = Field(description="Place of the claim's subject among all values; others share the better one")
    value: float | None
    verdict: str | None
    address: str | None = Field(description="Gives the whole result of this reading")


class Readings(Answer):
    """The headline of a metric under every defensible reading of the data."""

    metric: str
    title: Texts
    sentence: Texts
    projection: str
    claim: dict[str, Any] = Field(description="kind: first, verdict, category, value or undefined; subject; top; …")
    of: int = Field(description="How many readings")
    held: int
    turned: int
    undecided: int
    undefined: int
    different: int = Field(description="How many different results the readings gave")
    turned_by: list[dict[str, str]] = Field(description="Conditions (choice: option) under which the claim never holds")
    unexplained: int = Field(description="Readings in which it turns outside of them")
    permutations: int | None
    choices: list[Choice]
    readings: list[Reading]
    labels: dict[str, Texts] = Field(description="Names of the actors that subjects speak of")
    address: str


OPERATIONS: Operations = {
    ("get", "/metrics/{name}/readings"): Operation(Readings, (JSON, CSV, "image/svg+xml"), (403, *WORK), 200,
        "At least 64 combinations of choices about the data; format=svg draws them. Long ones: Prefer: respond-async.",
        "Veriye ilişkin seçimlerin en az 64 birleşimi; format=svg çizer. Uzun sürerse Prefer: respond-async."),
}  # fmt: skip
