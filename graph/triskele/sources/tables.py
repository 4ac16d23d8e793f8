"""Curated seed tables: rows of CSV in, quads and findings out.

A row becomes one thing with one piece of evidence; ``evidence.csv`` adds further evidence to rows that exist. The rows
of a set land in the named graph of that set. Nothing is inferred here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from triskele import terms
from triskele.errors import InvalidInput
from triskele.findings import Finding, Report
from triskele.identifiers import KEY, concept, mint
from triskele.quads import Quad, date, iri, text, typed
from triskele.sources.descriptor import Descriptor, Row

KIND_OF_TABLE = {
    "actors": "actor",
    "things": "thing",
    "places": "place",
    "sectors": "sector",
    "ties": "tie",
    "figures": "figure",
    "events": "event",
    "classifications": "classification",
    "contradictions": "contradiction",
    "evidence": "evidence",
    "documents": "source",
}
REFERENCES = {
    "actors": ("place",),
    "places": ("within",),
    "sectors": ("broader",),
    "ties": ("source", "target"),
    "figures": ("about", "part", "area"),
    "events": ("subject", "participants", "place"),
    "classifications": ("about", "by"),
    "contradictions": ("claims", "resolution"),
    "evidence": ("about",),
}

Statements = Iterator[tuple[str, str]]


@dataclass
class Tables:
    """What a seeds folder says: its quads, what is wrong with it, and which row each thing came from."""

    quads: list[Quad] = field(default_factory=list)
    report: Report = field(default_factory=Report)
    origin: dict[str, tuple[str, int]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    """The IRIs of rows that are not as described: what is said of them elsewhere is not to blame."""
    whole: bool = True
    """False when a file could not be read at all; nobody knows which keys it defines."""


_UNREAD = {f"table/{shape}" for shape in ("file-missing", "encoding", "header", "quotes")}


def read_tables(folder: Path, symmetric: frozenset[str]) -> Tables:
    """Read every file the descriptor in ``folder`` names.

    ``symmetric`` holds the keys of the tie types whose ends are participants; the ontology says which. Rows that are
    not as described, name a key nobody defines, or take a key twice, become findings and are left out.
    """
    descriptor = Descriptor(folder)
    rows: list[Row] = []
    findings: list[Finding] = list(descriptor.unnamed())
    whole = True
    for path in descriptor.paths:
        for item in descriptor.rows(path):
            if isinstance(item, Finding):
                findings.append(item)
                whole = whole and item.shape not in _UNREAD
            else:
                rows.append(item)
    kinds, clashes = _index(rows)
    findings.extend(clashes)
    doubled = {(clash.file, clash.row) for clash in clashes}
    tables = Tables(whole=whole)
    for row in rows:
        if (row.file, row.number) in doubled:
            continue
        unknown = list(_unknown_keys(row, kinds)) if row.good else []
        findings.extend(unknown if whole else ())  # a file that cannot be read may hold them
        if unknown or not row.good:
            if KEY.fullmatch(row["id"]):
                tables.left_out.add(mint(KIND_OF_TABLE[row.table], row["id"]))
            continue
        writer = _Writer(row, kinds, symmetric)
        try:
            tables.quads.extend(writer.quads())
        except InvalidInput as error:
            findings.append(_finding(row, "", row["id"], "value", error.message, error.hint))
            continue
        tables.origin[writer.subject] = (row.file, row.number)
        tables.origin.setdefault(writer.evidence, (row.file, row.number))
    for name in sorted({row.set for row in rows}):
        graph = iri(terms.SOURCE_GRAPH + name)
        tables.quads.append(Quad(graph, iri(terms.DCT + "license"), iri(terms.CC_BY), graph))
    tables.report = Report.of(findings)
    return tables


def _index(rows: list[Row]) -> tuple[dict[str, str], list[Finding]]:
    kinds: dict[str, str] = {}
    first: dict[str, Row] = {}
    clashes = []
    for row in rows:
        key = _index_key(row)
        if key in kinds:
            before = first[key]
            clashes.append(
                _finding(
                    row,
                    "id",
                    key,
                    "unique-key",
                    f"The id is already taken at {before.file} row {before.number}; choose another.",
                    f"Bu kimlik {before.file} dosyasının {before.number}. satırında kullanılmış; başkasını seçin.",
                )
            )
            continue
        kinds[key], first[key] = KIND_OF_TABLE[row.table], row
    return kinds, clashes


def _index_key(row: Row) -> str:
    """Documents have keys of their own: the study of İzmir and the place İzmir are both called izmir."""
    return f"source/{row['id']}" if row.table == "documents" else row["id"]


def _unknown_keys(row: Row, kinds: dict[str, str]) -> Iterator[Finding]:
    for column in REFERENCES.get(row.table, ()):
        for key in row.many(column):
            if key not in kinds:
                yield _finding(
                    row,
                    column,
                    key,
                    "known-key",
                    "No row has this id; correct the spelling or add the row.",
                    "Bu kimlikte bir satır yok; yazımı düzeltin ya da satırı ekleyin.",
                )
    document = row.cells.get("document", "")
    if document and f"source/{document}" not in kinds:
        yield _finding(
            row,
            "document",
            document,
            "known-document",
            "No row of documents.csv has this id.",
            "documents.csv içinde bu kimlikte satır yok.",
        )


def _finding(row: Row, field: str, value: str, shape: str, en: str, tr: str) -> Finding:
    return Finding(row.file, row.number, field, value, f"table/{shape}", "error", en, tr)


class _Writer:
    """Writes one row. Each ``_<table>`` method yields predicate and object of the row's own statements."""

    def __init__(self, row: Row, kinds: dict[str, str], symmetric: frozenset[str]) -> None:
        self.row, self.kinds, self.symmetric = row, kinds, symmetric
        self.graph = iri(terms.SOURCE_GRAPH + row.set)
        self.subject = mint(KIND_OF_TABLE[row.table], row["id"])
        self.evidence = mint("evidence", row["id"])

    def ref(self, key: str) -> str:
        return iri(mint(self.kinds[key], key))

    def quads(self) -> Iterator[Quad]:
        own: Callable[[], Statements] = getattr(self, f"_{self.row.table}")
        if self.row.table == "evidence":
            yield Quad(self.ref(self.row["about"]), _p("evidence"), iri(self.evidence), self.graph)
        else:
            for predicate, value in own():
                yield Quad(iri(self.subject), predicate, value, self.graph)
            yield from self._assignments()
        if "statement_en" in self.row.cells:
            if self.row.table != "evidence":
                yield Quad(iri(self.subject), _p("evidence"), iri(self.evidence), self.graph)
            for predicate, value in self._evidence():
                yield Quad(iri(self.evidence), predicate, value, self.graph)

    def _evidence(self) -> Statements:
        row = self.row
        yield iri(terms.TYPE), iri(terms.TSK + "Evidence")
        yield iri(terms.PROV + "hadPrimarySource"), iri(mint("source", row["document"]))
        yield _p("section"), text(row["section"])
        yield _p("lineFrom"), typed(row["line_from"], "integer")
        yield _p("lineTo"), typed(row["line_to"], "integer")
        for language in terms.LANGUAGES:
            yield _p("statement"), text(row[f"statement_{language}"], language)

    def _names(self) -> Statements:
        row = self.row
        for language in terms.LANGUAGES:
            yield iri(terms.LABEL), text(row[f"label_{language}"], language)
            for name in row.many(f"alt_{language}") if f"alt_{language}" in row.cells else ():
                yield iri(terms.ALT_LABEL), text(name, language)

    def _note(self) -> Statements:
        if self.row["note"]:
            yield iri(terms.SKOS + "editorialNote"), text(self.row["note"], "en")

    def _type(self, name: str) -> tuple[str, str]:
        return iri(terms.TYPE), iri(terms.TSK + name)

    def _actors(self) -> Statements:
        yield self._type(self.row["class"])
        yield from self._names()
        yield iri(terms.ORG + "identifier"), text(self.row["id"])
        if self.row["place"]:
            yield iri(terms.DCT + "spatial"), self.ref(self.row["place"])
        if self.row["spheres"] == "unknown":
            yield _p("sphere"), iri(concept("spheres/unknown"))
        for name, _ in self._spheres():
            yield _p("hasSphereAssignment"), iri(mint("assignment", f"{self.row['id']}-{name}"))
        yield from self._note()

    def _spheres(self) -> Iterator[tuple[str, str]]:
        for part in self.row.many("spheres") if self.row.table == "actors" else ():
            name, _, share = part.partition(":")
            if name != "unknown":
                yield name, share or "1"

    def _assignments(self) -> Iterator[Quad]:
        for name, share in self._spheres():
            node = iri(mint("assignment", f"{self.row['id']}-{name}"))
            yield Quad(node, *self._type("SphereAssignment"), self.graph)
            yield Quad(node, _p("assignedSphere"), iri(concept(f"spheres/{name}")), self.graph)
            yield Quad(node, _p("sphereShare"), typed(share, "decimal"), self.graph)

    def _things(self) -> Statements:
        yield self._type(self.row["class"])
        yield from self._names()
        if self.row["date"]:
            yield _p("date"), date(self.row["date"])
        yield from self._note()

    def _places(self) -> Statements:
        row = self.row
        yield self._type(row["class"])
        yield from self._names()
        if row["within"]:
            yield _p("within"), self.ref(row["within"])
        if row["lat"] and row["long"]:
            yield iri(terms.GEO + "lat"), typed(row["lat"], "decimal")
            yield iri(terms.GEO + "long"), typed(row["long"], "decimal")
        yield from self._note()

    def _sectors(self) -> Statements:
        row = self.row
        yield self._type("Sector")
        yield iri(terms.TYPE), iri(terms.SKOS + "Concept")
        yield iri(terms.SKOS + "inScheme"), iri(terms.VOCABULARY + "sectors")
        yield from self._names()
        if row["broader"]:
            yield iri(terms.SKOS + "broader"), self.ref(row["broader"])
        if row["code"]:
            yield iri(terms.SKOS + "notation"), text(f"{row['scheme']} {row['code']}".strip())
        yield from self._note()

    def _ties(self) -> Statements:
        row = self.row
        yield self._type("Tie")
        yield _p("tieType"), iri(concept(f"tie-types/{row['type']}"))
        if row["type"] in self.symmetric:
            for key in [row["source"], *row.many("target")]:
                yield _p("participant"), self.ref(key)
        else:
            yield _p("source"), self.ref(row["source"])
            for key in row.many("target"):
                yield _p("target"), self.ref(key)
        if row["valid_from"]:
            yield _p("validFrom"), date(row["valid_from"])
        if row["valid_to"]:
            yield _p("validTo"), date(row["valid_to"])
        yield _p("modality"), iri(concept(f"modalities/{row['modality']}"))
        yield _p("confidence"), typed(row["confidence"], "decimal")
        if row["amount"]:
            yield _p("amount"), typed(row["amount"], "decimal")
            yield _p("currency"), text(row["currency"])
        if row["th_relation"]:
            yield _p("thRelation"), iri(concept(f"th-relations/{row['th_relation']}"))
        yield from self._note()

    def _figures(self) -> Statements:
        row = self.row
        yield self._type("Figure")
        yield _p("about"), self.ref(row["about"])
        yield _p("measure"), iri(concept(f"measures/{row['measure']}"))
        yield _p("value"), typed(row["value"], "decimal")
        yield _p("qualifier"), iri(concept(f"qualifiers/{row['qualifier']}"))
        yield _p("unit"), text(row["unit"])
        if row["year"]:
            yield _p("year"), typed(row["year"], "gYear")
        if row["year_to"]:
            yield _p("yearTo"), typed(row["year_to"], "gYear")
        if row["part"]:
            yield _p("part"), self.ref(row["part"])
        if row["area"]:
            yield _p("area"), self.ref(row["area"])
        yield _p("modality"), iri(concept(f"modalities/{row['modality'] or 'stated'}"))
        yield from self._note()

    def _events(self) -> Statements:
        row = self.row
        yield self._type("Event")
        yield _p("eventType"), iri(concept(f"event-types/{row['type']}"))
        yield from self._names()
        yield _p("subject"), self.ref(row["subject"])
        for key in dict.fromkeys([row["subject"], *row.many("participants")]):
            yield _p("participant"), self.ref(key)
        if row["date"]:
            yield _p("date"), date(row["date"])
        if row["date_to"]:
            yield _p("dateTo"), date(row["date_to"])
        if row["place"]:
            yield iri(terms.DCT + "spatial"), self.ref(row["place"])
        yield _p("modality"), iri(concept(f"modalities/{row['modality'] or 'stated'}"))
        yield from self._note()

    def _classifications(self) -> Statements:
        row = self.row
        yield self._type("Classification")
        yield _p("about"), self.ref(row["about"])
        yield _p("classifiedAs"), iri(concept(row["concept"]))
        if row["by"]:
            yield _p("classifiedBy"), self.ref(row["by"])
        if row["year"]:
            yield _p("year"), typed(row["year"], "gYear")
        if row["value"]:
            yield _p("value"), typed(row["value"], "decimal")
        yield from self._note()

    def _contradictions(self) -> Statements:
        row = self.row
        yield self._type("Contradiction")
        for key in row.many("claims"):
            yield _p("claim"), self.ref(key)
        if row["resolution"]:
            yield _p("resolution"), self.ref(row["resolution"])
        yield _p("rule"), text(row["rule"])
        for language in terms.LANGUAGES:
            yield iri(terms.SKOS + "note"), text(row[f"note_{language}"], language)

    def _documents(self) -> Statements:
        row = self.row
        yield self._type("SourceDocument")
        yield from self._names()
        yield iri(terms.DCT + "title"), text(row["title"])
        yield iri(terms.DCT + "language"), text(row["language"])
        yield iri(terms.DCT + "identifier"), text(row["file"])
        yield iri(terms.DCT + "extent"), text(f"{row['lines']} lines", "en")


def _p(name: str) -> str:
    return iri(terms.TSK + name)
