"""What is known of a region or a cluster, and several side by side."""

from __future__ import annotations

from typing import Generic

from pydantic import Field

from triskele_api.interface.operation import JSON, WORK, Operation, Operations
from triskele_api.interface.records import Answer, Contradiction, Evidence, Figure, Named, Record, T, Texts, Thing, Tie


class SphereMembers(Record):
    """The members of one sphere."""

    sphere: str
    count: int
    actors: list[Thing]


class Members(Record):
    """Who belongs to a region or a cluster under the selection."""

    count: int
    left_out: dict[str, int] = Field(description="Persons and groups that the selection leaves out")
    spheres: list[SphereMembers]


class Bodies(Record):
    """Clusters and interface bodies among the members."""

    clusters: list[Thing]
    interfaces: list[Thing]


class Bridge(Thing):
    """A member that lies between actors of different spheres."""

    place_among: int = Field(description="Its place among all actors of the network")
    value: float
    expected: float | None
    sd: float | None
    p_adjusted: float | None
    verdict: str | None = Field(description="null without draws")
    sentence: Texts | None


class Bridges(Record):
    """Who bridges, in the network of all actors of the selection."""

    metric: str
    title: Texts
    of: int
    permutations: int
    null: str | None
    address: str | None = Field(description="The result of the metric")
    items: list[Bridge]


class Proof(Record):
    """What shows an item of a checklist."""

    iri: str
    labels: Texts
    evidence: list[Evidence]


class Item(Record):
    """An item of a checklist."""

    item: str
    labels: Texts
    state: str = Field(description="present, partial, met, absent, unmet or unknown")
    optional: bool
    proof: list[Proof]


class Checklist(Record):
    """Items with their states; optional ones are not counted."""

    metric: str
    title: Texts
    items: list[Item]
    of: int
    known: int
    there: int


class Destination(Thing):
    """A place that ties lead to."""

    lat: float
    long: float
    ties: int
    actors: int


class TiesAround(Record):
    """The ties of the members, and those that lead out."""

    all: int
    inside: int
    leaving: int
    dated: int
    origin: dict[str, float] | None = Field(description="Where a map draws the subject")
    places: list[Destination]
    nowhere: int = Field(description="Ties that lead to actors without a place on a map")
    others: int = Field(description="How many actors outside ties lead to; the first of them are in to")
    to: list[Thing]
    items: list[Tie]


class Happening(Record):
    """A founding, an end or another event."""

    year: int
    kind: str = Field(description="founded, ended or event")
    iri: str
    thing: Thing | None
    labels: Texts
    evidence: list[Evidence]


class YearsAround(Record):
    """How it changed: counts by year, and what happened."""

    count: int
    years: list[dict[str, int]]
    items: list[Happening]
    founded_known: int = Field(description="Members whose founding is dated")


class Several(Record, Generic[T]):
    """How many there are, and the first of them."""

    count: int
    items: list[T]


class NotKnown(Record):
    """Something that is not known of so many."""

    what: str
    count: int
    of: int
    sentence: Texts
    things: list[Thing]


class Profile(Answer):
    """What is known of a region or a cluster."""

    kind: str
    thing: Thing
    sentence: Texts
    members: Members
    bodies: Bodies
    bridges: Bridges | None = Field(description="null with bridges=false")
    checklist: Checklist
    ties: TiesAround
    years: YearsAround
    figures: Several[Figure]
    contradictions: Several[Contradiction]
    unknown: list[NotKnown]
    address: str


class TieCounts(Record):
    """How many ties a subject has."""

    all: int
    inside: int
    leaving: int
    dated: int


class Compared(Record):
    """One of those side by side."""

    kind: str
    thing: Thing
    members: Members
    ties: TieCounts
    checklists: list[Checklist]


class Pair(Record):
    """Two of those side by side: the actors that belong to both, and the ties between those of one alone."""

    between: list[str]
    shared: list[Thing]
    ties: int
    items: list[Tie]
    sentence: Texts


class FigureRow(Record):
    """Figures of one measure, unit, year and part; a cell for each subject, empty where it has none."""

    measure: Named
    part: Thing | None
    unit: str | None
    year: int | None
    year_to: int | None
    cells: list[list[Figure]]


class FigureRows(Record):
    """Figures side by side, and how many stand alone."""

    count: int
    rows: list[FigureRow]
    alone: int


class Comparison(Answer):
    """Two or three regions or clusters side by side."""

    subjects: list[Compared]
    pairs: list[Pair]
    figures: FigureRows
    address: str


OPERATIONS: Operations = {
    ("get", "/profiles/{kind}/{key}"): Operation(Profile, (JSON,), WORK, 200,
        "Members, who bridges, what is missing, ties that leave, years, figures, contradictions, what is unknown.",
        "Üyeler, köprü kuranlar, eksikler, dışarıya giden bağlar, yıllar, rakamlar, çelişkiler, bilinmeyenler."),
    ("get", "/comparisons"): Operation(Comparison, (JSON,), WORK, 200,
        "Members and shared members, ties between, checklists, figures of the same kind and year.",
        "Üyeler ve ortak üyeler, aradaki bağlar, denetim listeleri, aynı türden ve aynı yılın rakamları."),
}  # fmt: skip
