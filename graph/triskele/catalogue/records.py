"""The compact records of a catalogue, as a page shows them. They name each other by IRI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from triskele.ledger.time import When

Texts = dict[str, str]
"""One text by language tag; a missing language is a missing key."""


class Bounds(NamedTuple):
    """The four bounds of a thing or tie, as years; None is open."""

    earliest_start: int | None
    latest_start: int | None
    earliest_end: int | None
    latest_end: int | None


class Span(NamedTuple):
    """The years in which a thing or a pair of ends counts; from > to never does."""

    possible_from: int
    possible_to: int
    certain_from: int
    certain_to: int

    def counts(self, year: int, when: When) -> bool:
        if when == "certain":
            return self.certain_from <= year <= self.certain_to
        return self.possible_from <= year <= self.possible_to


class Share(NamedTuple):
    """A sphere an actor belongs to, how much, on what ground (stated or convention), and when (None: open)."""

    sphere: str
    share: float
    basis: str
    first: int | None
    last: int | None
    iri: str


@dataclass(frozen=True, slots=True)
class Term:
    """A concept, or a class of the ontology; ``scheme`` is the key of its scheme, empty for a class."""

    iri: str
    key: str
    scheme: str
    labels: Texts
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a document says something: section, 1-based lines or sheet and row, and the statement in our own words."""

    iri: str
    key: str
    number: int
    document: str
    section: str
    line_from: int | None
    line_to: int | None
    sheet: str | None
    sheet_row: int | None
    statements: Texts


@dataclass(frozen=True, slots=True)
class Link:
    """What others call a thing: an identifier of a scheme, and the address where they keep it. ``iri`` names the row
    where a public record was read for it."""

    iri: str | None
    scheme: str
    value: str
    url: str | None
    note: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """A register in which a thing was looked for, under these names, and is not."""

    iri: str
    document: str
    looked_for: str
    notes: Texts


@dataclass(frozen=True, slots=True)
class Thing:
    """Anything with a name: actor, thing, place, sector, person or source; ``within`` is the place or sector around it,
    ``place`` the IRI of where it is."""

    iri: str
    key: str
    number: int
    kind: str
    cls: str
    actor: bool
    collective: bool
    labels: Texts
    sphere: str | None
    place: str | None
    place_key: str | None
    within: str | None
    founded: str | None
    founded_latest: str | None
    date: str | None
    lat: float | None
    long: float | None
    modality: str | None
    told: str | None
    bounds: Bounds
    span: Span
    notes: Texts

    def there(self, year: int | None, when: When = "possible") -> bool:
        """Whether it counts in that year; None is any time."""
        return year is None or self.span.counts(year, when)


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie. Directed ties have sources and targets, symmetric ones participants; dates as text, None unknown."""

    iri: str
    key: str
    number: int
    type: str
    layer: str | None
    mutual: bool
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    participants: tuple[str, ...]
    first: str | None
    first_latest: str | None
    last: str | None
    last_latest: str | None
    told: str | None
    modality: str
    confidence: float | None
    amount: float | None
    currency: str | None
    relation: str | None
    role: str | None
    bounds: Bounds
    spans: tuple[Span, ...]
    notes: Texts
    evidence: tuple[str, ...]

    @property
    def ends(self) -> tuple[str, ...]:
        """Everything it ties together."""
        return (*self.sources, *self.targets, *self.participants)

    def counts(self, year: int | None, when: When = "possible") -> bool:
        """Whether it counts in this year: any pair of its ends does. None is any time."""
        return year is None or any(span.counts(year, when) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number a document gives about something."""

    iri: str
    key: str
    number: int
    about: str
    measure: str
    value: float
    qualifier: str
    unit: str
    year: int | None
    year_to: int | None
    part: str | None
    area: str | None
    whole: str | None
    level: str | None
    cls: str | None
    modality: str
    notes: Texts
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or is to happen; ``participants`` without the subject, ``moment`` the date as a number
    that sorts."""

    iri: str
    key: str
    number: int
    type: str
    labels: Texts
    subject: str
    participants: tuple[str, ...]
    date: str | None
    date_latest: str | None
    date_to: str | None
    year: int | None
    moment: float | None
    place: str | None
    modality: str
    notes: Texts
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """Somebody's judgement that a thing falls under a concept."""

    iri: str
    key: str
    number: int
    about: str
    concept: str
    by: str | None
    year: int | None
    value: float | None
    notes: Texts
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that do not agree, kept side by side, and the rule that names one of them (or none)."""

    iri: str
    key: str
    number: int
    claims: tuple[str, ...]
    resolution: str | None
    rule: str
    notes: Texts
    evidence: tuple[str, ...]


Record = Thing | Tie | Figure | Event | Classification | Contradiction | Evidence
