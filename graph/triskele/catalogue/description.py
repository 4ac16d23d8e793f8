"""Everything a release says of one thing, as one document, and the subjects of the statements behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from triskele.catalogue.collection import Catalogue
from triskele.catalogue.documents import Document, Writer
from triskele.catalogue.lists import tie_order
from triskele.catalogue.paging import Listing, Page, turn
from triskele.catalogue.reading import kind_of
from triskele.catalogue.records import Classification, Contradiction, Evidence, Figure, Record, Thing
from triskele.catalogue.sentences import say
from triskele.formats import GRAPH_FORMATS
from triskele.identifiers import address_of, place_of, split
from triskele.ledger.selection import DEFAULT, Selection
from triskele.terms import LANGUAGES


def page_ties(
    catalogue: Catalogue, record: Record, language: str, selection: Selection, limit: int, cursor: str | None
) -> Page:
    """One page of the ties a thing is an end of, whatever their modality: outgoing, mutual, incoming; each by type and
    other end."""
    number = record.number if isinstance(record, Thing) else -1
    conditions = [
        f"number IN (SELECT tie FROM end_of WHERE thing = {number})",
        catalogue.tie_condition(replace(selection, modalities=("all",), min_confidence=0.0)),
    ]
    sided = f"""(SELECT t.*, e.side FROM tie t JOIN (
      SELECT tie AS number, max(list_position(['target', 'participant', 'source'], role)) AS side
      FROM end_of WHERE thing = {number} GROUP BY tie) e USING (number)) AS tie"""
    order = replace(tie_order(language), first="side", of=sided)
    return turn(catalogue, Listing(order, {}, conditions), {}, limit, cursor)


def describe(
    catalogue: Catalogue,
    record: Record,
    language: str,
    *,
    selection: Selection = DEFAULT,
    limit: int = 200,
    cursor: str | None = None,
) -> Document:
    """The page of one thing: what it is, its ties (paged, evidence in each), figures, events, contradictions.

    It holds whatever is said of the thing, plans too, each with its modality. A year keeps the ties that count in it
    and what happened or was counted until then. Records without a name (ties, figures, ...) come as themselves under
    the name of their kind.
    """
    year = selection.as_of
    writer = Writer(catalogue, language, year)
    iri = record.iri
    page = page_ties(catalogue, record, language, selection, limit, cursor)
    ties = writer.records.take("tie", page.numbers)
    figures, events, classifications, contradictions = _around(writer, iri, year)
    document: Document = {
        "thing": writer.thing(iri),
        "description": _describe(writer, record, classifications),
        "ties": {"count": page.count, "items": [writer.tie_of(tie, iri) for tie in ties], "next": page.cursor},
        "figures": [writer.figure(f) for f in by_weight(catalogue, figures, iri)],
        "events": [writer.event(e) for e in sorted(events, key=lambda e: (e.date or "~", e.key))],
        "contradictions": [writer.contradiction(c) for c in contradictions],
        "related": list(_related(catalogue, record)),
        "formats": _formats(record),
        "cite": _cite(writer, iri),
    }
    if not isinstance(record, Thing):
        kind = (split(iri) or ("record", ""))[0]
        document[kind] = writer.full(record)
        if isinstance(record, Evidence):
            stands_for = catalogue.rows.column(
                "SELECT DISTINCT coalesce(i.thing, s.iri) AS iri FROM support s "
                "LEFT JOIN identifier i ON i.iri = s.iri WHERE s.evidence = ? ORDER BY 1",
                [record.number],
            )
            writer.records.bring(stands_for)
            document["stands_for"] = [writer.thing(i) for i in stands_for]
    return document


def by_weight(catalogue: Catalogue, figures: list[Figure], own: str) -> list[Figure]:
    """Figures of a thing itself first; then the measures that most figures of the release have, since they can be
    compared; within each the newest first."""
    counts = dict(catalogue.rows.tuples("SELECT measure, count(*) FROM figure GROUP BY measure"))

    def weight(one: Figure) -> tuple[Any, ...]:
        return own not in (one.about, one.part, one.area), -counts[one.measure], one.measure, -(one.year or 0), one.key

    return sorted(figures, key=weight)


_AROUND = (
    ("figure", "about = ?1 OR part = ?1"),
    ("event", "subject = ?1 OR place = ?1 OR iri IN (SELECT iri FROM participant WHERE thing = ?1)"),
    ("classification", "about = ?1"),
    ("contradiction", "number IN (SELECT number FROM disputed WHERE iri = ?1)"),
)


def _around(writer: Writer, iri: str, year: int | None) -> list[list[Any]]:
    """The figures, events, classifications and contradictions that concern a thing, until a year."""
    found = []
    for kind, condition in _AROUND:
        until = f" AND (year IS NULL OR year <= {year})" if year is not None and kind in ("figure", "event") else ""
        numbers = writer.catalogue.rows.column(
            f"SELECT number FROM {kind} WHERE ({condition}){until} ORDER BY iri", [iri]
        )
        found.append(writer.records.take(kind, numbers))
    return found


def _describe(writer: Writer, record: Record, classifications: list[Classification]) -> Document:
    records = writer.records
    if not isinstance(record, Thing):
        notes = {} if isinstance(record, Evidence) else record.notes
        return {**writer.notes(notes), "evidence": writer.evidence(getattr(record, "evidence", ()))}
    sectors = writer.catalogue.rows.column(
        """SELECT DISTINCT b.iri FROM end_of a JOIN ending b ON b.tie = a.tie AND b.role = 'target'
        JOIN thing s ON s.number = b.thing AND s.kind = 'sector' WHERE a.thing = ? ORDER BY b.iri""",
        [record.number],
    )
    records.bring([*sectors, *filter(None, (record.place, record.within))])
    return {
        "class": writer.cls(record.cls),
        "alt": [{"text": text, "lang": tag} for text, tag in records.names([record.number]).get(record.number, ())],
        "spheres": [
            {"sphere": s.sphere, "share": s.share, "basis": s.basis, "from": s.first, "to": s.last}
            for s in records.shares(record)
        ],
        "place": writer.thing(record.place),
        "within": [writer.thing(record.within)] if record.within else [],
        "founded": record.founded,
        "founded_latest": record.founded_latest,
        "date": record.date,
        **writer.times(record.bounds, (record.span,)),
        "modality": record.modality,
        "lat": record.lat,
        "long": record.long,
        "identifiers": records.identifiers(record),
        "links": [writer.link(link) for link in records.links(record)],
        "document": _document(writer, record),
        "searches": [writer.search(search) for search in records.searches(record)],
        **writer.notes(record.notes),
        "evidence": writer.evidence(
            e.iri for e in records.evidence_of("thing", [record.number]).get(record.number, ())
        ),
        "classifications": [writer.classification(c) for c in classifications],
        "sector": [writer.thing(s) for s in sectors] if record.kind != "sector" else [],
    }


def _document(writer: Writer, record: Thing) -> Document | None:
    """What a document is and which copy or version of it was read; None for what is no document."""
    row = writer.catalogue.rows.row("SELECT * FROM document WHERE number = ?", [record.number])
    if row is None:
        return None
    plain = ("title", "language", "address", "version", "lines", "sha256", "written_from", "written_to")
    return {"type": writer.term(row["type"]), "file": row["identifier"], **{name: row[name] for name in plain}}


def _related(catalogue: Catalogue, record: Record) -> Iterator[Document]:
    """Lists elsewhere that speak of the same thing, with what a reader finds there."""
    if not isinstance(record, Thing):
        return
    inside = {"place": "in_place", "sector": "in_sector"}
    key = quote(record.key, safe="")
    if record.kind in inside:
        count = catalogue.columns.one(
            f"SELECT count(*) FROM thing WHERE actor AND number IN (SELECT number FROM {inside[record.kind]} "
            "WHERE key = ?)",
            [record.key],
        )
        yield {"list": "actors", "count": count, "url": f"/actors?{record.kind}={key}"}
    if record.actor:
        members = catalogue.rows.one("SELECT count(*) FROM in_cluster WHERE key = ?", [record.key])
        if members:
            yield {"list": "actors", "count": members, "url": f"/actors?cluster={key}"}
    if record.kind == "source":
        counts = dict(
            catalogue.columns.tuples("SELECT kind, count(*) FROM documented WHERE key = ? GROUP BY kind", [record.key])
        )
        for path in ("ties", "figures", "events"):
            every = "&modality=all" if path == "ties" else ""  # plans are told in a document, too
            yield {"list": path, "count": counts.get(path[:-1], 0), "url": f"/{path}?document={key}{every}"}


def _formats(record: Record) -> list[Document]:
    named = (record.kind if isinstance(record, Thing) else kind_of(record), record.key)
    path = f"/data/{place_of(*(split(record.iri) or named))}"
    offers = [{"name": f.name, "media_type": f.media_type, "url": f"{path}.{f.suffix}"} for f in GRAPH_FORMATS.values()]
    return [{"name": "json", "media_type": "application/json", "url": f"{path}.json"}, *offers]


def _cite(writer: Writer, iri: str) -> Document:
    def text(tag: str) -> str:
        catalogue = writer.catalogue
        return catalogue.owner.cite(tag, catalogue.number, "", f"{say(writer.records, iri, tag)}. {address_of(iri)}")

    return {"text": text(writer.language), "labels": {tag: text(tag) for tag in LANGUAGES}}


def subjects_of(catalogue: Catalogue, record: Record, ties: Sequence[int]) -> list[str]:
    """The IRIs whose statements describe one thing: itself, its sphere assignments and identifiers, these ties (row
    numbers), its figures, events, classifications and contradictions with their claims, and the evidence of all."""
    writer = Writer(catalogue, LANGUAGES[0])
    iri = record.iri
    found: dict[str, None] = {iri: None}
    if isinstance(record, Thing):
        found.update((share.iri, None) for share in writer.records.shares(record))
        found.update((link.iri, None) for link in writer.records.links(record) if link.iri)
        found.update((search.iri, None) for search in writer.records.searches(record))
    groups = [writer.records.take("tie", ties), *_around(writer, iri, None)]
    found.update((r.iri, None) for group in groups for r in group)
    for contradiction in groups[-1]:
        found.update((claim, None) for claim in contradiction.claims)
    if isinstance(record, Contradiction):
        found.update((claim, None) for claim in record.claims)
    if isinstance(record, Classification):
        found[record.concept] = None
    found.update(
        (evidence, None)
        for evidence in catalogue.rows.column(
            "SELECT e.iri FROM support s JOIN evidence e ON e.number = s.evidence "
            "WHERE s.iri IN (SELECT value FROM json_each(?)) ORDER BY e.iri",
            [json.dumps(list(found))],
        )
    )
    return list(found)
