"""The objects that answers are made of. Members may be added at any time; those named here stay."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Record(BaseModel):
    """An object whose named members are promised; readers pass over others."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Texts(Record):
    """A text in Turkish and English."""

    tr: str | None = None
    en: str | None = None


class Named(Record):
    """A term of the ontology or of a vocabulary."""

    key: str = Field(description="Short name, unique within its kind")
    label: str = Field(description="In the language of the answer")
    labels: Texts


class Thing(Named):
    """Anything with a page of its own."""

    iri: str
    kind: str = Field(description="actor, thing, place, sector, tie, figure, event, …: the first part of its address")
    cls: str = Field(alias="class", description="Key of its class")
    sphere: str | None = Field(description="Helix sphere, hybrid, or unknown; null for what is no actor")
    place: str | None = Field(description="Key of the place it lies in")


class Evidence(Record):
    """Where a source says something, and what it says, in our own words."""

    iri: str
    document: Named
    section: str | None
    line_from: int | None
    line_to: int | None
    statement: str | None
    statements: Texts


class Tie(Record):
    """A typed, evidenced relation, dated where its source dates it. A symmetric one has participants, a directed one
    source and target."""

    iri: str
    key: str
    type: Named
    layer: str | None
    symmetric: bool
    source: Thing | None
    target: Thing | None
    participants: list[Thing]
    first: str | None = Field(alias="from", description="Year, month or day, as exact as it is known")
    last: str | None = Field(alias="to")
    modality: str
    confidence: float | None
    evidence: list[Evidence]


class Figure(Record):
    """A number about something."""

    iri: str
    key: str
    about: Thing | None
    measure: Named
    value: float | None
    qualifier: str | None
    unit: str | None
    year: int | None
    year_to: int | None
    modality: str
    evidence: list[Evidence]


class Event(Record):
    """Something that happened."""

    iri: str
    key: str
    type: Named
    label: str
    labels: Texts
    subject: Thing | None
    participants: list[Thing]
    date: str | None
    date_to: str | None
    place: Thing | None
    modality: str
    evidence: list[Evidence]


class Claim(Record):
    """One side of a contradiction."""

    iri: str
    key: str
    kind: str
    text: str
    texts: Texts


class Contradiction(Record):
    """Claims that cannot all hold, side by side."""

    iri: str
    key: str
    claims: list[Claim]
    resolution: str | None
    rule: str | None
    evidence: list[Evidence]


class Meta(Record):
    """How many there are in all, and where the next page is."""

    count: int
    truncated: bool
    next: str | None = Field(default=None, description="Address of the next page")


class Counted(Named):
    """A value of a facet, with how many records a click on it would give."""

    count: int


class Answer(Record):
    """What every answer says first."""

    release: int = Field(description="Number of the release that answers")
    as_of: int | None = Field(description="The year asked for; null: of all time")


class Items(Answer, Generic[T]):
    """A list."""

    items: list[T]
    meta: Meta | None = None


class Page(Items[T], Generic[T]):
    """A page of a list, with facets: each value with the number of records it would leave."""

    meta: Meta
    facets: dict[str, list[Counted]] = {}


class Chance(Record):
    """What chance alone would give, when a null model was asked for."""

    expected: float | None
    sd: float | None
    null_low: float | None = Field(description="With null_high: holds 95 % of the null model if it is normal")
    null_high: float | None
    p: float | None
