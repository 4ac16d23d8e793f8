"""Everything a release says of one thing, as one document, and the subjects of the statements behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from triskele.catalogue.collection import Catalogue
from triskele.catalogue.documents import Document, Writer
from triskele.catalogue.lists import tie_place
from triskele.catalogue.paging import Page, turn
from triskele.catalogue.records import Classification, Contradiction, Evidence, Record, Thing, Tie, year_of
from triskele.catalogue.sentences import say
from triskele.formats import GRAPH_FORMATS
from triskele.terms import CC_BY, ID, LANGUAGES

_ROLES = {"out": 0, "both": 1, "in": 2}


def page_ties(
    catalogue: Catalogue, iri: str, language: str, as_of: int | None, limit: int, cursor: str | None
) -> Page[Tie]:
    """One page of the ties a thing is an end of: outgoing, mutual, incoming; each by type and other end."""

    def place(tie: Tie) -> tuple[str | int, ...]:
        role = "out" if iri in tie.sources else "in" if iri in tie.targets else "both"
        return (_ROLES[role], *tie_place(catalogue, tie, language))

    ties = [tie for tie in catalogue.ties_of.get(iri, ()) if tie.active(as_of)]
    return turn(ties, {}, place, limit, cursor)


def describe(
    catalogue: Catalogue,
    record: Record,
    language: str,
    *,
    as_of: int | None = None,
    limit: int = 200,
    cursor: str | None = None,
) -> Document:
    """The page of one thing: what it is, its ties (paged, evidence in each), figures, events, contradictions.

    ``as_of`` keeps the ties of that year and what happened or was counted until then. Records without a name (ties,
    figures, ...) come as themselves under the name of their kind.
    """
    writer = Writer(catalogue, language)
    iri = record.iri
    ties = page_ties(catalogue, iri, language, as_of, limit, cursor)
    figures = [f for f in catalogue.figures_about.get(iri, ()) if as_of is None or f.year is None or f.year <= as_of]
    events = [e for e in catalogue.events_of.get(iri, ()) if as_of is None or (year_of(e.date) or as_of) <= as_of]
    document: Document = {
        "thing": writer.thing(iri),
        "description": _describe(writer, record),
        "ties": {
            "count": ties.count,
            "items": [writer.tie_of(tie, iri) for tie in ties.items],
            "next": ties.cursor,
        },
        "figures": [writer.figure(f) for f in sorted(figures, key=lambda f: (f.measure, -(f.year or 0), f.key))],
        "events": [writer.event(e) for e in sorted(events, key=lambda e: (e.date or "~", e.key))],
        "contradictions": [writer.contradiction(c) for c in catalogue.contradictions_of.get(iri, ())],
        "related": list(_related(catalogue, record)),
        "formats": _formats(iri),
        "cite": _cite(catalogue, iri, language),
    }
    if not isinstance(record, Thing):
        kind = iri.removeprefix(ID).partition("/")[0]
        document[kind] = writer.full(record)
        if isinstance(record, Evidence):
            document["stands_for"] = [writer.thing(i) for i in catalogue.evidenced_by.get(iri, ())]
    return document


def _describe(writer: Writer, record: Record) -> Document:
    catalogue = writer.catalogue
    if not isinstance(record, Thing):
        own = getattr(record, "evidence", ())
        return {"note": getattr(record, "note", None), "evidence": writer.evidence(own)}
    sectors = {t for tie in catalogue.ties_of.get(record.iri, ()) for t in tie.targets if t.startswith(f"{ID}sector/")}
    return {
        "class": writer.cls(record.cls),
        "alt": [{"text": text, "lang": tag} for text, tag in record.alt],
        "spheres": [
            {"sphere": s.sphere, "share": s.share, "basis": s.basis, "from": s.first, "to": s.last}
            for s in record.shares
        ],
        "place": writer.thing(f"{ID}place/{record.place}") if record.place else None,
        "within": [writer.thing(w) for w in record.within],
        "founded": record.founded,
        "date": record.date,
        "lat": record.lat,
        "long": record.long,
        "identifiers": list(record.identifiers),
        "note": record.note,
        "evidence": writer.evidence(record.evidence),
        "classifications": [writer.classification(c) for c in catalogue.classifications_of.get(record.iri, ())],
        "sector": [writer.thing(s) for s in sorted(sectors)] if record.kind != "sector" else [],
    }


def _related(catalogue: Catalogue, record: Record) -> Iterator[Document]:
    """Lists elsewhere that speak of the same thing, with what a reader finds there."""
    if not isinstance(record, Thing):
        return
    lists: dict[str, Any] = {
        "place": ("actors", "place", catalogue.places_of),
        "sector": ("actors", "sector", catalogue.sectors_of),
    }
    if record.kind in lists:
        path, name, index = lists[record.kind]
        count = sum(record.key in keys for iri, keys in index.items() if iri in catalogue.actors)
        yield {"list": path, "count": count, "url": f"/{path}?{name}={record.key}"}
    if members := sum(record.key in keys for keys in catalogue.clusters_of.values()):
        yield {"list": "actors", "count": members, "url": f"/actors?cluster={record.key}"}
    if record.kind == "source":
        for path, records in (("ties", catalogue.ties), ("figures", catalogue.figures), ("events", catalogue.events)):
            count = sum(
                any(catalogue.evidence[e].document == record.iri for e in r.evidence if e in catalogue.evidence)
                for r in records.values()
            )
            yield {"list": path, "count": count, "url": f"/{path}?document={record.key}"}


def _formats(iri: str) -> list[Document]:
    path = f"/data/{iri.removeprefix(ID)}"
    offers = [{"name": f.name, "media_type": f.media_type, "url": f"{path}.{f.suffix}"} for f in GRAPH_FORMATS.values()]
    return [{"name": "json", "media_type": "application/json", "url": f"{path}.json"}, *offers]


def _cite(catalogue: Catalogue, iri: str, language: str) -> Document:
    def text(tag: str) -> str:
        release = {"tr": f"sürüm {catalogue.number}", "en": f"release {catalogue.number}"}[tag]
        return f"Triskele, {release}: {say(catalogue, iri, tag)}. {iri}. CC BY 4.0 ({CC_BY})."

    return {"text": text(language), "labels": {tag: text(tag) for tag in LANGUAGES}}


def subjects_of(catalogue: Catalogue, record: Record, ties: list[Tie]) -> list[str]:
    """The IRIs whose statements describe one thing: itself, its sphere assignments, these ties, its figures, events,
    classifications and contradictions with their claims, and the evidence of all of them."""
    iri = record.iri
    found: dict[str, None] = {iri: None}
    if isinstance(record, Thing):
        found.update((f"{ID}assignment/{record.key}-{share.sphere}", None) for share in record.shares)
    groups: tuple[list[Any], ...] = (
        ties,
        catalogue.figures_about.get(iri, []),
        catalogue.events_of.get(iri, []),
        catalogue.classifications_of.get(iri, []),
        catalogue.contradictions_of.get(iri, []),
    )
    found.update((r.iri, None) for group in groups for r in group)
    for contradiction in groups[-1]:
        found.update((claim, None) for claim in contradiction.claims)
    if isinstance(record, Contradiction):
        found.update((claim, None) for claim in record.claims)
    if isinstance(record, Classification):
        found[record.concept] = None
    for subject in list(found):
        found.update((e, None) for e in getattr(catalogue.records.get(subject), "evidence", ()))
    return list(found)
