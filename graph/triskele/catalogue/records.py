"""The compact records of a catalogue. They name each other by IRI; the catalogue holds them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Texts = dict[str, str]
"""One text by language tag; a missing language is a missing key."""


class Share(NamedTuple):
    """A sphere an actor belongs to, how much, on what ground (stated or convention), and when (None: open)."""

    sphere: str
    share: float
    basis: str
    first: int | None
    last: int | None


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
    """Where a document says something: section, 1-based lines, and the statement in our own words."""

    iri: str
    key: str
    document: str
    section: str
    line_from: int | None
    line_to: int | None
    statements: Texts


@dataclass(frozen=True, slots=True)
class Thing:
    """Anything with a name: actor, thing, place, sector or source; ``within`` is the place or sector around it."""

    iri: str
    key: str
    kind: str
    cls: str
    labels: Texts
    alt: tuple[tuple[str, str], ...] = ()
    sphere: str | None = None
    shares: tuple[Share, ...] = ()
    place: str | None = None
    within: tuple[str, ...] = ()
    founded: str | None = None
    date: str | None = None
    lat: float | None = None
    long: float | None = None
    identifiers: tuple[str, ...] = ()
    note: str | None = None
    evidence: tuple[str, ...] = ()

    def there(self, as_of: int | None) -> bool:
        """Whether it was founded by that year; whatever has no founding date counts as there, and None as any time."""
        born = year_of(self.founded)
        return as_of is None or born is None or born <= as_of


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie. Directed ties have sources and targets, symmetric ones participants; dates as text, None unknown."""

    iri: str
    key: str
    type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    participants: tuple[str, ...]
    first: str | None
    last: str | None
    modality: str
    confidence: float | None
    amount: float | None = None
    currency: str | None = None
    relation: str | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        """Everything it ties together."""
        return (*self.sources, *self.targets, *self.participants)

    def active(self, year: int | None) -> bool:
        """Whether it holds in this year; an unknown first year counts as already, an unknown last one as still."""
        if year is None:
            return True
        first, last = year_of(self.first), year_of(self.last)
        return (first is None or first <= year) and (last is None or year <= last)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number a document gives about something."""

    iri: str
    key: str
    about: str
    measure: str
    value: float
    qualifier: str
    unit: str
    year: int | None
    year_to: int | None
    part: str | None
    area: str | None
    modality: str
    note: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or is to happen; ``participants`` without the subject."""

    iri: str
    key: str
    type: str
    labels: Texts
    subject: str
    participants: tuple[str, ...]
    date: str | None
    date_to: str | None
    place: str | None
    modality: str
    note: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """Somebody's judgement that a thing falls under a concept."""

    iri: str
    key: str
    about: str
    concept: str
    by: str | None
    year: int | None
    value: float | None
    note: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that do not agree, kept side by side, and the rule that names one of them (or none)."""

    iri: str
    key: str
    claims: tuple[str, ...]
    resolution: str | None
    rule: str
    notes: Texts
    evidence: tuple[str, ...] = ()


Record = Thing | Tie | Figure | Event | Classification | Contradiction | Evidence


def year_of(date: str | None) -> int | None:
    """The year of YYYY, YYYY-MM or YYYY-MM-DD; a minus sign leads years before the common era."""
    if date is None:
        return None
    return int(date[:5] if date.startswith("-") else date[:4])
