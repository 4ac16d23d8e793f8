"""Lists of things, search, and what there is in all."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from triskele_api.interface.operation import LIST, Operation, Operations
from triskele_api.interface.records import Answer, Contradiction, Event, Figure, Items, Page, Record, Thing, Tie


class Actor(Thing):
    """An actor of a list."""

    degree: int
    founded: str | None
    founded_latest: str | None


class Cluster(Actor):
    """A cluster or innovation district."""

    members: int
    members_planned: int
    actors: int
    places: list[Thing]


class Found(Thing):
    """Something found by name."""

    matched: str = Field(description="The name that was near")
    why: str = Field(description="What that is to the thing: name, other-name, key of its address, identifier")
    score: float = Field(description="From 0 to 1")


class Located(Thing):
    """A place; without coordinates only where ``located=false`` asks for it; ``middle``: they are those of the middle
    of its actors."""

    lat: float | None
    long: float | None
    middle: bool
    within: list[str]
    actors: int
    ties: int


class Summary(Answer):
    """What the release holds."""

    counts: dict[str, int]
    spheres: dict[str, int]
    modalities: dict[str, int]
    documents: list[dict[str, Any]]
    findings: dict[str, int]
    made: str = Field(description="The day on which the release was made")
    licence: str | None
    file_name: str = Field(description="What files of it are named after: its title")
    digest: str


class Words(Record):
    """The words of results in one language; ``language`` says which. Each member maps keys to texts."""

    language: str
    parts: dict[str, str] = Field(description="Parts of keys, categories, statuses, closed lists")
    units: dict[str, str]
    parameters: dict[str, str]
    columns: dict[str, str] = Field(description="Columns of the answers to ready questions")
    left_out: dict[str, str] = Field(alias="left-out")
    nulls: dict[str, str] = Field(description="What each null model keeps")
    qualifiers: dict[str, str] = Field(description="How exact a figure is; {figure} stands for it")
    figure_units: dict[str, str] = Field(alias="figure-units", description="Units; {figure} stands for the number")


class Completion(Answer):
    """Terms in use."""

    classes: list[dict[str, Any]]
    properties: list[dict[str, Any]]
    prefixes: dict[str, str]


OPERATIONS: Operations = {
    ("get", "/actors"): Operation(Page[Actor], LIST),
    ("get", "/ties"): Operation(Page[Tie], LIST),
    ("get", "/figures"): Operation(Page[Figure], LIST),
    ("get", "/events"): Operation(Page[Event], LIST),
    ("get", "/clusters"): Operation(Page[Cluster], LIST),
    ("get", "/contradictions"): Operation(Page[Contradiction], LIST),
    ("get", "/search"): Operation(Items[Found], LIST, (), 200,
        "Names in both languages, other names and keys; slips are forgiven.",
        "İki dilde adlar, öteki adlar ve anahtarlar; yazım yanlışları hoş görülür."),
    ("get", "/suggest"): Operation(Items[Found]),
    ("get", "/summary"): Operation(Summary),
    ("get", "/words"): Operation(Words, en="The same for every release of this version of the service.",
                                 tr="Hizmetin bu sürümünde her veri sürümü için aynıdır."),
    ("get", "/completion"): Operation(Completion),
    ("get", "/places/map"): Operation(Items[Located], LIST),
}  # fmt: skip
