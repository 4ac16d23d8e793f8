"""Records as JSON documents in one language, both languages always beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from triskele.catalogue.collection import SECTORS, Catalogue
from triskele.catalogue.reading import Records
from triskele.catalogue.records import (
    Bounds,
    Classification,
    Contradiction,
    Event,
    Evidence,
    Figure,
    Link,
    Record,
    Search,
    Span,
    Term,
    Texts,
    Thing,
    Tie,
)
from triskele.catalogue.sentences import say
from triskele.identifiers import address_of
from triskele.terms import LANGUAGES, VOCABULARY

Document = dict[str, Any]


def number(value: float | None) -> float | int | None:
    """A whole number without its ``.0``."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _address(iri: str) -> tuple[str, str]:
    """Kind and key of one of our IRIs; of another's, what stands in their place."""
    kind, key = ["", *iri.replace("#", "/").rsplit("/", 2)[-2:]][-2:]
    return kind, key


class Writer:
    """Writes records for readers of one language; what was there in the year ``as_of`` is told with each."""

    def __init__(self, catalogue: Catalogue, language: str, as_of: int | None = None) -> None:
        self.catalogue, self.language, self.as_of = catalogue, language, as_of
        self.records = Records(catalogue)

    def labels(self, texts: Texts, otherwise: str) -> Document:
        """``label`` in the asked language, else in the other one, else the key; and both as ``labels``."""
        both = {tag: texts.get(tag) or next(iter(texts.values()), otherwise) for tag in LANGUAGES}
        return {"label": both[self.language], "labels": both}

    def term(self, iri: str | None, *, scheme: bool = False) -> Document | None:
        """A concept; one that no scheme describes still has its key."""
        if not iri:
            return None
        term = self.catalogue.terms.get(iri) or self._sector(iri) or Term(iri, iri.rpartition("#")[2], "", {})
        document = {"iri": term.iri, "key": term.key, **self.labels(term.labels, term.key)}
        return document | {"scheme": term.scheme} if scheme else document

    def _sector(self, iri: str) -> Term | None:
        """A sector is a thing and a concept."""
        thing = self.records.thing(iri)
        return Term(iri, thing.key, SECTORS, thing.labels) if thing else None

    def cls(self, name: str) -> Document:
        """A class of the ontology."""
        term = self.catalogue.classes.get(name) or Term("", name, "", {})
        return {"iri": term.iri, "key": name, **self.labels(term.labels, name)}

    def thing(self, iri: str | None) -> Document | None:
        """A named thing, compact."""
        if not iri:
            return None
        thing = self.records.thing(iri)
        if thing is None:
            return self.record(iri)
        return {
            "iri": address_of(thing.iri),
            "key": thing.key,
            "kind": thing.kind,
            "class": thing.cls,
            **self.labels(thing.labels, thing.key),
            "sphere": thing.sphere,
            "place": thing.place_key,
            "collective": thing.collective,
        }

    def times(self, bounds: Bounds, spans: tuple[Span, ...]) -> Document:
        """The four bounds, and whether it was there in the asked year: possibly, certainly; null without a year."""
        year = self.as_of
        there = {
            when: None if year is None else any(span.counts(year, when) for span in spans)
            for when in ("possible", "certain")
        }
        return {**bounds._asdict(), **there}

    def notes(self, texts: Texts) -> Document:
        """``note`` in the asked language, else in the other one, and both as ``notes``."""
        both = {tag: texts.get(tag, "") for tag in LANGUAGES}
        return {"note": both[self.language] or next(iter(texts.values()), None), "notes": both}

    def record(self, iri: str) -> Document:
        """Any record as a thing: unnamed ones are called by what they say."""
        kind, key = _address(iri)
        texts = {tag: say(self.records, iri, tag) for tag in LANGUAGES}
        named = self.labels(texts, key)
        return {
            "iri": iri,
            "key": key,
            "kind": kind,
            "class": kind.capitalize(),
            **named,
            "sphere": None,
            "place": None,
            "collective": False,
        }

    def evidence(self, iris: Iterable[str]) -> list[Document]:
        """Evidence, in the order of documents and lines."""
        found = [e for e in map(self.records.get, iris) if isinstance(e, Evidence)]
        return [
            self._evidence(e) for e in sorted(found, key=lambda e: (e.document, e.line_from or e.sheet_row or 0, e.key))
        ]

    def _evidence(self, evidence: Evidence) -> Document:
        source = self.records.thing(evidence.document)
        key = evidence.document.rpartition("/")[2]
        return {
            "iri": evidence.iri,
            "document": {"key": key, **self.labels(source.labels if source else {}, key)},
            "section": evidence.section,
            "line_from": evidence.line_from,
            "line_to": evidence.line_to,
            "sheet": evidence.sheet,
            "sheet_row": evidence.sheet_row,
            "statement": evidence.statements.get(self.language) or next(iter(evidence.statements.values()), ""),
            "statements": {tag: evidence.statements.get(tag, "") for tag in LANGUAGES},
        }

    def link(self, link: Link) -> Document:
        """What others call a thing, and where that was read."""
        return {
            "scheme": self.term(f"{VOCABULARY}identifier-schemes#{link.scheme}"),
            "value": link.value,
            "url": link.url,
            "note": link.note,
            "evidence": self.evidence(link.evidence),
        }

    def search(self, search: Search) -> Document:
        """Where a thing was looked for and is not."""
        return {
            "register": self.thing(search.document),
            "looked_for": search.looked_for.split("; "),
            **self.notes(search.notes),
        }

    def tie(self, tie: Tie) -> Document:
        return {
            "iri": tie.iri,
            "key": tie.key,
            "type": self.term(tie.type),
            "layer": tie.layer,
            "symmetric": tie.mutual,
            "source": self.thing(tie.sources[0]) if tie.sources else None,
            "target": self.thing(tie.targets[0]) if tie.targets else None,
            "participants": [self.thing(p) for p in tie.participants],
            "from": tie.first,
            "to": tie.last,
            "from_latest": tie.first_latest,
            "to_latest": tie.last_latest,
            **self.times(tie.bounds, tie.spans),
            "modality": tie.modality,
            "confidence": tie.confidence,
            "amount": number(tie.amount),
            "currency": tie.currency,
            "th_relation": self.term(tie.relation),
            "source_role": self.term(tie.role),
            **self.notes(tie.notes),
            "evidence": self.evidence(tie.evidence),
        }

    def tie_of(self, tie: Tie, iri: str) -> Document:
        """A tie seen from one of its ends: ``role`` in, out or both, ``other`` the first thing at the other end."""
        role = "out" if iri in tie.sources else "in" if iri in tie.targets else "both"
        others = tie.targets if role == "out" else tie.sources if role == "in" else tie.participants
        other = next((o for o in others if o != iri), others[0] if others else None)
        return {**self.tie(tie), "role": role, "other": self.thing(other)}

    def figure(self, figure: Figure) -> Document:
        return {
            "iri": figure.iri,
            "key": figure.key,
            "about": self.thing(figure.about),
            "measure": self.term(figure.measure),
            "value": number(figure.value),
            "qualifier": figure.qualifier,
            "unit": figure.unit,
            "year": figure.year,
            "year_to": figure.year_to,
            "part": self.thing(figure.part),
            "area": self.thing(figure.area),
            "whole": self.thing(figure.whole),
            "level": self.term(figure.level),
            "class": self.term(figure.cls),
            "modality": figure.modality,
            **self.notes(figure.notes),
            "evidence": self.evidence(figure.evidence),
        }

    def event(self, event: Event) -> Document:
        return {
            "iri": event.iri,
            "key": event.key,
            "type": self.term(event.type),
            **self.labels(event.labels, event.key),
            "subject": self.thing(event.subject),
            "participants": [self.thing(p) for p in event.participants],
            "date": event.date,
            "date_latest": event.date_latest,
            "date_to": event.date_to,
            "place": self.thing(event.place),
            "modality": event.modality,
            **self.notes(event.notes),
            "evidence": self.evidence(event.evidence),
        }

    def classification(self, classification: Classification) -> Document:
        concept = self.catalogue.terms.get(classification.concept) or self._sector(classification.concept)
        scheme = concept.scheme if concept else classification.concept.rpartition("#")[0].rpartition("/")[2]
        return {
            "iri": classification.iri,
            "key": classification.key,
            "about": self.thing(classification.about),
            "concept": self.term(classification.concept),
            "scheme": {"key": scheme},
            "by": self.thing(classification.by),
            "year": classification.year,
            "value": number(classification.value),
            **self.notes(classification.notes),
            "evidence": self.evidence(classification.evidence),
        }

    def claim(self, iri: str) -> Document:
        """One side of a contradiction, in words and as what it is."""
        kind, key = _address(iri)
        texts = {tag: say(self.records, iri, tag) for tag in LANGUAGES}
        document = {"iri": iri, "key": key, "kind": kind, "text": texts[self.language], "texts": texts}
        record = self.records.get(iri)
        if isinstance(record, Evidence):
            return document | {"evidence": self.evidence((iri,))}
        return document | ({kind: self.full(record)} if record is not None else {})

    def contradiction(self, contradiction: Contradiction) -> Document:
        return {
            "iri": contradiction.iri,
            "key": contradiction.key,
            "claims": [self.claim(c) for c in contradiction.claims],
            "resolution": contradiction.resolution,
            "rule": contradiction.rule,
            **self.notes(contradiction.notes),
            "evidence": self.evidence(contradiction.evidence),
        }

    def full(self, record: Record) -> Document:
        """The whole document of one record."""
        match record:
            case Tie():
                return self.tie(record)
            case Figure():
                return self.figure(record)
            case Event():
                return self.event(record)
            case Classification():
                return self.classification(record)
            case Contradiction():
                return self.contradiction(record)
            case Evidence():
                return self._evidence(record)
            case Thing():
                document = self.thing(record.iri)
                assert document is not None
                return document
