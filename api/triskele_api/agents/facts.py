"""Records of the service written short: what a fact says, and where it is said. One language, nothing empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from triskele_api.agents.service import Document

LONGEST = 2000
"""Characters of one text; the rest is cut, with an ellipsis."""
EVIDENCE = 5
"""Pieces of evidence beside a fact that is one of several."""

_DATES = ("from", "from_latest", "to", "to_latest", "date", "date_latest", "date_to", "year", "year_to", "founded",
          "founded_latest",
          "earliest_start", "latest_start", "earliest_end", "latest_end", "possible", "certain")  # fmt: skip
_TIE = ("modality", "confidence", "amount", "currency", "note")
_FIGURE = ("value", "qualifier", "unit", "modality", "note")


def kept(document: Mapping[str, Any]) -> Document:
    """The document without members that hold nothing, and with texts no longer than LONGEST."""
    return {name: _cut(value) for name, value in document.items() if value is not None and value not in ("", [], {})}


def _cut(value: Any) -> Any:
    return f"{value[:LONGEST]}…" if isinstance(value, str) and len(value) > LONGEST else value


def thing(document: Document | None, *, whole: bool = False) -> Document | None:
    """A thing by its IRI and label; ``whole`` adds what it is."""
    if document is None:
        return None
    short = {"iri": document["iri"], "label": document["label"]}
    if whole:
        short |= {name: document.get(name) for name in ("kind", "class", "sphere", "place")}
        short["collective"] = document.get("collective") or None
    return kept(short)


def term(document: Document | None) -> str | None:
    """A term by its label, with its key where they differ."""
    if document is None:
        return None
    key, label = document["key"], document["label"]
    return key if key == label else f"{label} [{key}]"


def evidence(pieces: list[Document], most: int | None = EVIDENCE) -> Document:
    """Where a fact is said: document, section, lines (or sheet and row), and what is said in our own words. How many
    more there are is told."""
    shown = [
        kept(
            {
                "document": piece["document"]["key"],
                "section": piece["section"],
                "lines": lines(piece["line_from"], piece["line_to"]),
                "sheet": piece.get("sheet"),
                "row": piece.get("sheet_row"),
                "says": piece["statement"],
            }
        )
        for piece in pieces[:most]
    ]
    more = len(pieces) - len(shown)
    return {"evidence": shown} | ({"evidence_left_out": more} if more else {})


def lines(first: int | None, last: int | None) -> str | None:
    """Lines as people write them: 31-32, or 31 alone."""
    if first is None:
        return None
    return str(first) if last in (None, first) else f"{first}-{last}"


def dates(document: Document) -> Document:
    """When it was there, as far as it is known; ``possible`` and ``certain`` answer for the year that was asked."""
    return {"dates": kept({name: document.get(name) for name in _DATES})}


def tie(document: Document, most: int | None = EVIDENCE) -> Document:
    """A tie: ends, type, dates, and at most so many pieces of evidence; None: all."""
    ends = {name: thing(document[name]) for name in ("source", "target")}
    return kept(
        {
            "iri": document["iri"],
            "type": term(document["type"]),
            "layer": document["layer"],
            **ends,
            "participants": [thing(p) for p in document["participants"]],
            **dates(document),
            **{name: document.get(name) for name in _TIE},
            "relation": term(document.get("th_relation")),
            "source_role": term(document.get("source_role")),
            **evidence(document["evidence"], most),
        }
    )


def figure(document: Document, most: int | None = EVIDENCE) -> Document:
    """A figure: what it is about, counts and says, and its evidence."""
    about = {name: thing(document.get(name)) for name in ("about", "part", "area", "whole")}
    terms = {name: term(document.get(name)) for name in ("measure", "level", "class")}
    said = {name: document.get(name) for name in _FIGURE}
    return kept({"iri": document["iri"], **about, **terms, **said, **dates(document),
                 **evidence(document["evidence"], most)})  # fmt: skip


def event(document: Document, most: int | None = EVIDENCE) -> Document:
    """An event: what happened to whom, who took part, and its evidence."""
    return kept(
        {
            "iri": document["iri"],
            "type": term(document["type"]),
            "label": document["label"],
            "subject": thing(document["subject"]),
            "participants": [thing(p) for p in document["participants"]],
            "place": thing(document["place"]),
            **dates(document),
            "modality": document["modality"],
            "note": document.get("note"),
            **evidence(document["evidence"], most),
        }
    )


def classification(document: Document, most: int | None = EVIDENCE) -> Document:
    """Who put what under which concept, and its evidence."""
    return kept(
        {
            "iri": document["iri"],
            "about": thing(document["about"]),
            "concept": term(document["concept"]),
            "scheme": document["scheme"]["key"],
            "by": thing(document["by"]),
            "value": document.get("value"),
            **dates(document),
            "note": document.get("note"),
            **evidence(document["evidence"], most),
        }
    )


_RECORDS = {"tie": tie, "figure": figure, "event": event, "classification": classification}


def record(kind: str, document: Document, most: int | None = EVIDENCE) -> Document:
    """A record of this kind; what has no form of its own is a thing."""
    if kind == "contradiction":
        return contradiction(document)
    if kind == "evidence":
        return kept({"iri": document["iri"], **evidence([document])})
    write = _RECORDS.get(kind)
    return write(document, most) if write else thing(document, whole=True) or {}


def contradiction(document: Document) -> Document:
    """All claims, each with its own evidence: nobody chose between them."""
    return kept(
        {
            "iri": document["iri"],
            "claims": [claim(c) for c in document["claims"]],
            "rule": document.get("rule"),
            "resolution": document["resolution"],
            "note": document.get("note"),
            **evidence(document["evidence"]),
        }
    )


def claim(document: Document) -> Document:
    """One claim of a contradiction: what it says, and when and where that is said."""
    kind = document["kind"]
    said = {"iri": document["iri"], "kind": kind, "says": document["text"]}
    if kind == "evidence":
        return kept(said | evidence(document.get("evidence", [])))
    full = document.get(kind) or {}
    told = _RECORDS[kind](full) if kind in _RECORDS and full else {}
    return kept(said | {name: told.get(name) for name in ("dates", "modality", "confidence", "evidence")})


def actor(document: Document) -> Document:
    """An actor or cluster of a list, with its counts."""
    counts = ("degree", "members", "members_planned", "actors", "figures")
    more = {name: [thing(p) for p in document.get(name, [])] for name in ("places", "sectors")}
    return kept({**(thing(document, whole=True) or {}), **{name: document.get(name) for name in counts}, **more,
                 "names": document.get("alt"), **dates(document)})  # fmt: skip
