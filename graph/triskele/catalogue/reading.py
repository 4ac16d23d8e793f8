"""From rows to records: a few at a time, with everything they mention, in as few questions as there are kinds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from triskele.catalogue.database import Row
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
    Share,
    Span,
    Texts,
    Thing,
    Tie,
)
from triskele.identifiers import split
from triskele.ledger.time import year_of
from triskele.terms import LANGUAGES

if TYPE_CHECKING:
    from triskele.catalogue.collection import Catalogue

KINDS = ("thing", "tie", "figure", "event", "classification", "contradiction", "evidence")
"""The tables of records."""
_TABLES = {kind: kind for kind in KINDS[1:]}
_MORE = {
    "tie": ("SELECT tie AS number, iri, role FROM ending WHERE tie IN (SELECT value FROM json_each(?)) ORDER BY iri",
            "SELECT DISTINCT tie AS number, possible_from, possible_to, certain_from, certain_to FROM pair "
            "WHERE tie IN (SELECT value FROM json_each(?)) ORDER BY 1, 2, 3"),
    "event": ("SELECT e.number, p.thing AS iri FROM event e JOIN participant p ON p.iri = e.iri "
              "WHERE e.number IN (SELECT value FROM json_each(?)) ORDER BY p.thing",),
    "contradiction": ("SELECT number, iri FROM claim WHERE number IN (SELECT value FROM json_each(?)) ORDER BY iri",),
}  # fmt: skip


class Records:
    """The records one answer needs. Whoever writes a page brings them first; what was not brought is fetched when it is
    asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._known: dict[str, Record | None] = {}

    def get(self, iri: str | None) -> Record | None:
        """The record of an IRI, or None."""
        if not iri:
            return None
        if iri not in self._known:
            self.bring([iri])
        return self._known[iri]

    def thing(self, iri: str | None) -> Thing | None:
        found = self.get(iri)
        return found if isinstance(found, Thing) else None

    def bring(self, iris: Iterable[str]) -> None:
        """Fetch whatever of these is not known yet, with all it mentions."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for iri in dict.fromkeys(iris):
            if iri not in self._known:
                self._known[iri] = None
                wanted[_TABLES.get((split(iri) or ("", ""))[0], "thing")].append(iri)
        for kind, some in wanted.items():
            missing = set(some)
            for table in (kind, *(other for other in KINDS if other != kind)):
                ours = table != kind and all(split(iri) for iri in missing)
                if not missing or ours:
                    break
                rows = self.catalogue.rows.rows(
                    f"SELECT number, iri FROM {table} WHERE iri IN (SELECT value FROM json_each(?))",
                    [json.dumps(sorted(missing))],
                )
                missing -= {row["iri"] for row in rows}
                self.take(table, [row["number"] for row in rows])

    def take(self, kind: str, numbers: Sequence[int]) -> list[Any]:
        """The records of a kind with these row numbers, in the same order, with all they mention."""
        if not numbers:
            return []
        asked = [json.dumps(list(numbers))]
        rows = self.catalogue.rows.rows(f"SELECT * FROM {kind} WHERE number IN (SELECT value FROM json_each(?))", asked)
        more = [_group(self.catalogue.rows.rows(query, asked)) for query in _MORE.get(kind, ())]
        evidence = {} if kind in ("thing", "evidence") else self.evidence_of(kind, numbers)
        found = {}
        for row in rows:
            number = row["number"]
            around = [group.get(number, []) for group in more]
            record = _READERS[kind](row, tuple(e.iri for e in evidence.get(number, ())), *around)
            found[number] = self._known[record.iri] = record
        self.bring(mention for record in found.values() for mention in _mentions(record))
        return [found[number] for number in numbers if number in found]

    def evidence_of(self, kind: str, numbers: Sequence[int]) -> dict[int, list[Evidence]]:
        """The evidence of some records of a kind, by their row numbers, in the order of documents and lines."""
        rows = self.catalogue.rows.rows(
            "SELECT s.number AS stands_for, e.* FROM support s JOIN evidence e ON e.number = s.evidence "
            "WHERE s.kind = ? AND s.number IN (SELECT value FROM json_each(?)) "
            "ORDER BY e.document, coalesce(e.line_from, e.sheet_row, 0), e.key",
            [kind, json.dumps(list(numbers))],
        )
        found: dict[int, list[Evidence]] = defaultdict(list)
        for row in rows:
            evidence = _evidence(row, ())
            self._known[evidence.iri] = evidence
            found[row["stands_for"]].append(evidence)
        self.bring({evidence.document for some in found.values() for evidence in some})
        return found

    # -- what only a page of its own shows ---------------------------------------------------------------------------

    def names(self, numbers: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
        """The other names of some things, with their languages."""
        rows = self.catalogue.rows.rows(
            "SELECT DISTINCT number, text, coalesce(language, '') AS language FROM naming WHERE NOT preferred "
            "AND number IN (SELECT value FROM json_each(?)) ORDER BY 1, 2, 3",
            [json.dumps(list(numbers))],
        )
        return {n: [(row["text"], row["language"]) for row in some] for n, some in _group(rows).items()}

    def shares(self, thing: Thing) -> list[Share]:
        rows = self.catalogue.rows.rows("SELECT * FROM share WHERE number = ? ORDER BY iri", [thing.number])
        return [
            Share(r["sphere"], r["share"], r["basis"], year_of(r["valid_from"]), year_of(r["valid_to"]), r["iri"])
            for r in rows
        ]

    def identifiers(self, thing: Thing) -> list[str]:
        """What it is called elsewhere: codes, identifiers as ``scheme:value``, IRIs of others."""
        return self.catalogue.rows.column(
            "SELECT text FROM identity WHERE number = ? AND place < 4 ORDER BY place, text", [thing.number]
        )

    def links(self, thing: Thing) -> list[Link]:
        """What others call it, with the evidence of each that was read in a public record."""
        rows = self.catalogue.rows.rows(
            "SELECT * FROM identifier WHERE number = ? AND scheme IS NOT NULL ORDER BY scheme, value", [thing.number]
        )
        said = self.catalogue.rows.tuples(
            "SELECT s.iri, e.iri FROM support s JOIN evidence e ON e.number = s.evidence "
            "WHERE s.iri IN (SELECT value FROM json_each(?)) ORDER BY e.document, e.iri",
            [json.dumps([row["iri"] for row in rows if row["iri"]])],
        )
        found: dict[str, list[str]] = defaultdict(list)
        for iri, evidence in said:
            found[iri].append(evidence)
        self.bring(evidence for some in found.values() for evidence in some)
        return [
            Link(r["iri"], r["scheme"], r["value"], r["match"], r["note"], tuple(found.get(r["iri"], ()))) for r in rows
        ]

    def searches(self, thing: Thing) -> list[Search]:
        """The registers in which it was looked for and is not."""
        rows = self.catalogue.rows.rows("SELECT * FROM searching WHERE number = ? ORDER BY iri", [thing.number])
        self.bring(row["document"] for row in rows)
        return [Search(r["iri"], r["document"], r["looked_for"], texts(r, "note")) for r in rows]


def kind_of(record: Record) -> str:
    """The table a record is from."""
    return type(record).__name__.lower()


def _mentions(record: Record) -> tuple[str, ...]:
    """What a reader of the record wants to see by name."""
    match record:
        case Tie():
            found: tuple[str | None, ...] = record.ends
        case Figure():
            found = (record.about, record.part, record.area, record.whole)
        case Event():
            found = (record.subject, *record.participants, record.place)
        case Classification():
            found = (record.about, record.by)
        case Contradiction():
            found = record.claims
        case Evidence():
            found = (record.document,)
        case _:
            found = ()
    return tuple(iri for iri in found if iri)


def _group(rows: Iterable[Row]) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["number"]].append(row)
    return dict(groups)


def texts(row: Row, name: str) -> Texts:
    """``<name>_tr`` and ``<name>_en`` of a row, those that are there."""
    return {tag: row[f"{name}_{tag}"] for tag in LANGUAGES if row[f"{name}_{tag}"]}


def _bounds(row: Row) -> Bounds:
    return Bounds(*(row[name] for name in Bounds._fields))


def _thing(row: Row, _: tuple[str, ...]) -> Thing:
    exact = row["kind"] != "actor" and row["valid_from_latest"] is None
    return Thing(
        row["iri"],
        row["key"],
        row["number"],
        row["kind"],
        row["cls"],
        bool(row["actor"]),
        bool(row["collective"]),
        texts(row, "label"),
        row["sphere"],
        row["place"],
        row["place_key"],
        row["within"],
        row["founded"],
        row["founded_latest"],
        row["valid_from"] if exact else None,
        row["lat"],
        row["long"],
        row["modality"],
        row["told"],
        _bounds(row),
        Span(*(row[name] for name in Span._fields)),
        texts(row, "note"),
    )


def _tie(row: Row, evidence: tuple[str, ...], ends: list[Row], spans: list[Row]) -> Tie:
    sources, targets, participants = (
        tuple(end["iri"] for end in ends if end["role"] == role) for role in ("source", "target", "participant")
    )
    return Tie(
        row["iri"],
        row["key"],
        row["number"],
        row["type"],
        row["layer"],
        bool(participants if row["mutual"] is None else row["mutual"]),
        sources,
        targets,
        participants,
        row["valid_from"],
        row["valid_from_latest"],
        row["valid_to"],
        row["valid_to_latest"],
        row["told"],
        row["modality"],
        row["certainty"],
        row["amount_number"],
        row["currency"],
        row["relation"],
        row["role"],
        _bounds(row),
        tuple(Span(*(span[name] for name in Span._fields)) for span in spans),
        texts(row, "note"),
        evidence,
    )


def _figure(row: Row, evidence: tuple[str, ...]) -> Figure:
    return Figure(
        row["iri"],
        row["key"],
        row["number"],
        row["about"],
        row["measure"],
        row["amount"],
        row["qualifier"] or "exact",
        row["unit"] or "",
        row["year"],
        row["year_to"],
        row["part"],
        row["area"],
        row["whole"],
        row["level"],
        row["class"],
        row["modality"] or "stated",
        texts(row, "note"),
        evidence,
    )


def _event(row: Row, evidence: tuple[str, ...], participants: list[Row]) -> Event:
    return Event(
        row["iri"],
        row["key"],
        row["number"],
        row["type"],
        texts(row, "label"),
        row["subject"],
        tuple(p["iri"] for p in participants if p["iri"] != row["subject"]),
        row["date"],
        row["date_latest"],
        row["date_to"],
        row["year"],
        row["moment"],
        row["place"],
        row["modality"] or "stated",
        texts(row, "note"),
        evidence,
    )


def _classification(row: Row, evidence: tuple[str, ...]) -> Classification:
    return Classification(
        row["iri"],
        row["key"],
        row["number"],
        row["about"],
        row["concept"],
        row["by"],
        row["year"],
        row["amount"],
        texts(row, "note"),
        evidence,
    )


def _contradiction(row: Row, evidence: tuple[str, ...], claims: list[Row]) -> Contradiction:
    return Contradiction(
        row["iri"],
        row["key"],
        row["number"],
        tuple(claim["iri"] for claim in claims),
        row["resolution"],
        row["rule"] or "",
        texts(row, "note"),
        evidence,
    )


def _evidence(row: Row, _: tuple[str, ...]) -> Evidence:
    return Evidence(
        row["iri"],
        row["key"],
        row["number"],
        row["document"],
        row["section"] or "",
        row["line_from"],
        row["line_to"],
        row["sheet"],
        row["sheet_row"],
        texts(row, "statement"),
    )


_READERS: dict[str, Any] = {
    "thing": _thing,
    "tie": _tie,
    "figure": _figure,
    "event": _event,
    "classification": _classification,
    "contradiction": _contradiction,
    "evidence": _evidence,
}
