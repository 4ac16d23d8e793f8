"""The catalogue of a release: every record, and who is tied to whom, read once and then only looked up."""

from __future__ import annotations

import difflib
import os
import pickle
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from triskele import __version__
from triskele.catalogue.reading import climb, read_classes, read_records, read_statements, read_terms, read_tie_types
from triskele.catalogue.records import (
    Classification,
    Contradiction,
    Event,
    Evidence,
    Figure,
    Record,
    Term,
    Thing,
    Tie,
)
from triskele.errors import UnknownThing
from triskele.identifiers import KINDS
from triskele.release.library import Release
from triskele.terms import ID, VOCABULARY

FILE = f"catalogue-{__version__}-1.pkl"
"""The number goes up when the records change their shape."""

_R = TypeVar("_R")
_AROUND = {"activity", "specialisation", "research-field"}


class Catalogue:
    """The records of one release and their indexes. Reading it is safe from several threads."""

    def __init__(
        self,
        number: int,
        records: dict[str, Record],
        terms: dict[str, Term],
        classes: dict[str, Term],
        tie_types: dict[str, tuple[str | None, bool]],
    ) -> None:
        self.number = number
        self.records, self.terms, self.classes, self.tie_types = records, terms, classes, tie_types
        self.orders: dict[tuple[str, ...], list[str]] = {}
        """Sorted lists of IRIs by what they are sorted by; filled by the lists."""

    # -- records by kind -------------------------------------------------------------------------------------------

    def _of(self, kind: type[_R]) -> dict[str, _R]:
        return {iri: record for iri, record in self.records.items() if isinstance(record, kind)}

    @cached_property
    def things(self) -> dict[str, Thing]:
        return self._of(Thing)

    @cached_property
    def actors(self) -> dict[str, Thing]:
        return {iri: thing for iri, thing in self.things.items() if thing.kind == "actor"}

    @cached_property
    def ties(self) -> dict[str, Tie]:
        return self._of(Tie)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        return self._of(Figure)

    @cached_property
    def events(self) -> dict[str, Event]:
        return self._of(Event)

    @cached_property
    def classifications(self) -> dict[str, Classification]:
        return self._of(Classification)

    @cached_property
    def contradictions(self) -> dict[str, Contradiction]:
        return self._of(Contradiction)

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        return self._of(Evidence)

    # -- what stands around a thing --------------------------------------------------------------------------------

    @cached_property
    def ties_of(self) -> dict[str, list[Tie]]:
        """The ties each thing is an end of."""
        return _group((end, tie) for tie in self.ties.values() for end in dict.fromkeys(tie.ends))

    @cached_property
    def figures_about(self) -> dict[str, list[Figure]]:
        """The figures about each thing, and those that break another's figure down by it."""
        return _group(
            (end, figure)
            for figure in self.figures.values()
            for end in dict.fromkeys((figure.about, figure.part))
            if end
        )

    @cached_property
    def events_of(self) -> dict[str, list[Event]]:
        return _group(
            (end, event)
            for event in self.events.values()
            for end in dict.fromkeys((event.subject, *event.participants, *((event.place,) if event.place else ())))
        )

    @cached_property
    def classifications_of(self) -> dict[str, list[Classification]]:
        return _group((c.about, c) for c in self.classifications.values())

    @cached_property
    def evidenced_by(self) -> dict[str, list[str]]:
        """The records each piece of evidence stands for."""
        return _group((e, iri) for iri, record in self.records.items() for e in getattr(record, "evidence", ()))

    @cached_property
    def contradictions_of(self) -> dict[str, list[Contradiction]]:
        """The contradictions among what is claimed of each thing, and those each claim takes part in."""
        return _group(
            (iri, contradiction)
            for contradiction in self.contradictions.values()
            for iri in dict.fromkeys(i for claim in contradiction.claims for i in (claim, *self.concerns(claim)))
        )

    def concerns(self, iri: str) -> tuple[str, ...]:
        """The things a claim is about."""
        record = self.records.get(iri)
        match record:
            case Tie():
                return record.ends
            case Figure():
                return (record.about, *((record.part,) if record.part else ()))
            case Event():
                return (record.subject,)
            case Classification():
                return (record.about,)
            case Evidence():
                return tuple(self.evidenced_by.get(iri, ()))
            case _:
                return ()

    # -- closures ---------------------------------------------------------------------------------------------------

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        return {iri: set(thing.within) for iri, thing in self.things.items() if thing.within}

    @cached_property
    def places_of(self) -> dict[str, frozenset[str]]:
        """Keys of every place each actor or thing lies in, up to the continent; offices and branches count."""
        located: dict[str, set[str]] = defaultdict(set)
        for iri, thing in self.things.items():
            if thing.place:
                located[iri].add(f"{ID}place/{thing.place}")
        for tie in self.ties.values():
            if tie.type.endswith("#location"):
                for source in tie.sources:
                    located[source].update(tie.targets)
        return {iri: self._keys(places) for iri, places in located.items()}

    @cached_property
    def sectors_of(self) -> dict[str, frozenset[str]]:
        """Keys of every sector each thing works in, and of the broader ones."""
        found: dict[str, set[str]] = defaultdict(set)
        for tie in self.ties.values():
            if tie.type.rpartition("#")[2] in _AROUND:
                for source in tie.sources:
                    found[source].update(t for t in tie.targets if t.startswith(f"{ID}sector/"))
        return {iri: self._keys(sectors) for iri, sectors in found.items()}

    @cached_property
    def clusters_of(self) -> dict[str, frozenset[str]]:
        """Keys of the clusters each actor is a member of."""
        found: dict[str, set[str]] = defaultdict(set)
        for tie in self.ties.values():
            if tie.type.endswith("#cluster-membership"):
                for source in tie.sources:
                    found[source].update(t.rpartition("/")[2] for t in tie.targets)
        return {iri: frozenset(keys) for iri, keys in found.items()}

    def _keys(self, iris: Iterable[str]) -> frozenset[str]:
        return frozenset(i.rpartition("/")[2] for start in iris for i in climb(start, self._above))

    def is_a(self, cls: str, wanted: str) -> bool:
        """Whether a class is another one or below it."""
        return cls == wanted or (cls in self.classes and wanted in self.classes[cls].broader)

    # -- looking up -------------------------------------------------------------------------------------------------

    @cached_property
    def by_key(self) -> dict[str, str]:
        """Key to IRI for everything but evidence and documents, whose keys repeat those of rows and places."""
        return {
            record.key: iri
            for iri, record in self.records.items()
            if not isinstance(record, Evidence) and getattr(record, "kind", "") != "source"
        }

    def find(self, kind: str, key: str) -> Record:
        """The record of this kind and key, or UnknownThing with near keys."""
        record = self.records.get(f"{ID}{kind}/{key}")
        if record is not None:
            return record
        near = self.near(key)
        if kind not in KINDS:
            hint = f"Kinds are {', '.join(KINDS)}."
        elif near:
            hint = f"Did you mean {', '.join(near)}?"
        else:
            hint = "Find keys with GET /search?q= or: triskele search TEXT."
        raise UnknownThing(f"Nothing is called {kind}/{key}.", hint=hint)

    def near(self, key: str) -> list[str]:
        """Up to three ``kind/key`` whose keys look like this one; the same key of another kind comes first."""
        if key in self.by_key:
            return ["/".join(self.by_key[key].rsplit("/", 2)[1:])]
        named = {thing.key: f"{thing.kind}/{thing.key}" for thing in self.things.values()}
        return [named[k] for k in difflib.get_close_matches(key, named, n=3)]

    def term(self, scheme: str, key: str) -> Term | None:
        """The concept of a scheme."""
        return self.terms.get(f"{VOCABULARY}{scheme}#{key}")


def _group(pairs: Iterable[tuple[str, _R]]) -> dict[str, list[_R]]:
    groups: dict[str, list[_R]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def read_catalogue(release: Release) -> Catalogue:
    """The catalogue read from the release's statements: about 5 µs a statement."""
    store = release.store
    classes = read_classes(store)
    supers = {name: term.broader for name, term in classes.items()}
    records = read_records(read_statements(store), supers)
    return Catalogue(release.number, records, read_terms(store), classes, read_tie_types(store))


def open_catalogue(release: Release) -> Catalogue:
    """The catalogue kept beside the release, read and kept on first use. The file is ours and disposable."""
    path = release.folder / "derived" / FILE
    try:
        return _read_kept(path)
    except (FileNotFoundError, EOFError, pickle.UnpicklingError, ValueError):  # not there, or cut off by a crash
        keep_catalogue(read_catalogue(release), path)
    return _read_kept(path)


def _read_kept(path: Path) -> Catalogue:
    with open(path, "rb") as file:
        number, *parts = pickle.load(file)
    return Catalogue(number, *parts)


def keep_catalogue(catalogue: Catalogue, path: Path) -> None:
    """Write the records in one rename, so that a reader finds all of them or none."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    with open(beside, "wb") as file:
        parts = (catalogue.number, catalogue.records, catalogue.terms, catalogue.classes, catalogue.tie_types)
        pickle.dump(parts, file, protocol=pickle.HIGHEST_PROTOCOL)
    os.replace(beside, path)
