"""Seed tables to rows of the ledger: CSV files of hand-chosen keys, described by ``datapackage.json`` beside them.

A row becomes one thing with one piece of evidence; ``evidence.csv`` adds further evidence to rows that exist. The rows
of a set land in the named graph of that set. Nothing is inferred here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.errors import InvalidInput
from triskele.findings import Finding
from triskele.identifiers import KEY, address_elsewhere, concept, mint
from triskele.sources.batch import Batch, Gathering, Known, Read
from triskele.sources.descriptor import Descriptor, Row

KIND_OF_TABLE = {
    "actors": "actor",
    "persons": "person",
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
    "schemes": "scheme",
    "concepts": "concept",
    "identifiers": "identifier",
    "searches": "search",
}
REFERENCES = {
    "actors": ("place",),
    "places": ("within",),
    "sectors": ("broader",),
    "ties": ("source", "target"),
    "figures": ("about", "part", "area", "whole"),
    "events": ("subject", "participants", "place"),
    "classifications": ("about", "by"),
    "contradictions": ("claims", "resolution"),
    "evidence": ("about",),
    "identifiers": ("about",),
    "searches": ("about",),
    "concepts": ("broader", "related", "exact_match", "close_match", "related_match", "table_row", "table_column",
                 "names", "replaced_by"),
}  # fmt: skip
_NAMES = re.compile(rf"({KEY.pattern}/)?{KEY.pattern}")
_UNREAD = {f"table/{shape}" for shape in ("file-missing", "encoding", "header", "quotes")}


class SeedTables:
    """Every file that the descriptor in a seeds folder names; a source as :mod:`triskele.sources.batch` has it.

    The ontology says which tie types have participants as ends; whose the data are, what IRIs begin with. Rows that are
    not as described, name a key nobody defines, or take a key twice, become findings and are left out.
    """

    def __init__(self, folder: Path, known: Known) -> None:
        self.read = Read()
        self.descriptor = Descriptor(folder)
        self.symmetric, self.root = known.words.symmetric, known.owner.root
        self.read.findings.extend(self.descriptor.unnamed())

    @classmethod
    def find(cls, folder: Path, known: Known) -> SeedTables | None:
        return cls(folder, known) if (folder / "datapackage.json").is_file() else None

    def files(self) -> list[Path]:
        return sorted(p for p in self.descriptor.folder.rglob("*") if p.suffix in (".csv", ".json"))

    def batches(self) -> Iterator[Batch]:
        yield Batch("sets", [{"set": name, "licence": self.descriptor.licence} for name in self.descriptor.sets])
        index = _Index(self.descriptor, self.root)
        gathering = Gathering()
        for path in self.descriptor.paths:
            for item in self.descriptor.rows(path):
                if isinstance(item, Finding):
                    self.read.findings.append(item)
                    self.read.whole = self.read.whole and item.shape not in _UNREAD
                elif (problems := list(index.problems(item))) or not item.good:
                    self.read.findings.extend(problems)
                    if _NAMES.fullmatch(item["id"]) and not any(p.shape == "table/unique-key" for p in problems):
                        self.read.left_out.add(iri_of(KIND_OF_TABLE[item.table], item["id"], self.root))
                else:
                    self._write(item, index, gathering)
            yield from gathering.full()
        yield from gathering.rest()
        if not self.read.whole:  # a file that cannot be read may hold the keys that are missing
            unknown = ("table/known-key", "table/known-document")
            self.read.findings = [f for f in self.read.findings if f.shape not in unknown]

    def _write(self, row: Row, index: _Index, gathering: Gathering) -> None:
        try:
            _Writer(row, index, self.symmetric, gathering).write()
        except InvalidInput as error:
            told = error.told()
            en, tr = (f"{told['details'][tag]} {told['hints'][tag]}" for tag in ("en", "tr"))
            self.read.findings.append(_finding(row, "", row["id"], "value", en, tr))


class _Index:
    """Which table defines each key, and where: read from the first column of every file."""

    def __init__(self, descriptor: Descriptor, root: str) -> None:
        self.root = root
        self.kinds: dict[str, str] = {}
        self.first: dict[str, tuple[str, int]] = {}
        for path in descriptor.paths:
            table = Path(path).stem
            for number, key in _keys(descriptor.folder / path):
                name = name_of(table, key)
                if name not in self.kinds:
                    self.kinds[name], self.first[name] = KIND_OF_TABLE[table], (path, number)

    def iri(self, key: str) -> str:
        return iri_of(self.kinds[key], key, self.root)

    def problems(self, row: Row) -> Iterator[Finding]:
        """A key that is taken, keys that nobody defines."""
        name = name_of(row.table, row["id"])
        file, number = self.first.get(name, (row.file, row.number))
        if (file, number) != (row.file, row.number):
            yield _finding(
                row,
                "id",
                name,
                "unique-key",
                f"The id is already taken at {file} row {number}; choose another.",
                f"Bu kimlik {file} dosyasının {number}. satırında kullanılmış; başkasını seçin.",
            )
        if not row.good:
            return
        for column in REFERENCES.get(row.table, ()):
            for key in row.many(column):
                if key not in self.kinds:
                    yield _finding(
                        row,
                        column,
                        key,
                        "known-key",
                        "No row has this id; correct the spelling or add the row.",
                        "Bu kimlikte bir satır yok; yazımı düzeltin ya da satırı ekleyin.",
                    )
        document = row["document"]
        if document and f"source/{document}" not in self.kinds:
            yield _finding(
                row,
                "document",
                document,
                "known-document",
                "No row of documents.csv has this id.",
                "documents.csv içinde bu kimlikte satır yok.",
            )


def name_of(table: str, key: str) -> str:
    """A key as the index has it: documents and schemes may be called like what they speak of."""
    return f"{KIND_OF_TABLE[table]}/{key}" if table in ("documents", "schemes") else key


def iri_of(kind: str, key: str, root: str) -> str:
    """The IRI of a row: concepts and schemes have theirs in the vocabularies; InvalidInput for a malformed key."""
    if kind == "concept":
        return concept(key)
    return concept(f"{key}/x").rpartition("#")[0] if kind == "scheme" else mint(kind, key, root)


def _keys(path: Path) -> Iterator[tuple[int, str]]:
    """(row, first cell) of a file as far as it can be read; what is wrong with it is said when its rows are read."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            for number, cells in enumerate(csv.reader(file), start=1):
                if number > 1 and cells and cells[0].strip():
                    yield number, cells[0].strip()
    except (OSError, UnicodeDecodeError, csv.Error):
        return


def _finding(row: Row, field: str, value: str, shape: str, en: str, tr: str) -> Finding:
    return Finding(row.file, row.number, field, value, f"table/{shape}", "error", en, tr)


class _Writer:
    """Writes one row. Each ``_<table>`` method adds the rows of the ledger that the row comes to."""

    def __init__(self, row: Row, index: _Index, symmetric: frozenset[str], gathering: Gathering) -> None:
        self.row, self.index, self.symmetric, self.gathering = row, index, symmetric, gathering
        self.iri = iri_of(KIND_OF_TABLE[row.table], row["id"], index.root)
        self.place = {"file": row.file, "row": row.number}

    def add(self, table: str, **cells: Any) -> None:
        self.gathering.add(table, **{name: value for name, value in cells.items() if value != ""}, **self.place)

    def head(self) -> dict[str, Any]:
        return {"iri": self.iri, "key": self.row["id"], "set": self.row.set}

    def ref(self, key: str) -> str:
        return self.index.iri(key) if key else ""

    def notes(self) -> dict[str, str]:
        return {"note_en": self.row["note"], "note_tr": self.row["note_tr"]}

    def written(self) -> dict[str, str]:
        return {name: self.row[name] for name in ("valid_from", "valid_from_latest", "valid_to", "valid_to_latest")}

    def write(self) -> None:
        row = self.row
        getattr(self, f"_{row.table}")()
        if "statement_en" not in row.cells:
            return
        key = row["id"].replace("/", "-")
        evidence = mint("evidence", key, self.index.root)
        self.add("supports", thing=self.ref(row["about"]) if row.table == "evidence" else self.iri, evidence=evidence)
        self.add(
            "evidence",
            **(self.head() | {"iri": evidence, "key": key}),
            document=mint("source", row["document"], self.index.root),
            section=row["section"],
            line_from=int(row["line_from"]),
            line_to=int(row["line_to"]),
            statement_tr=row["statement_tr"],
            statement_en=row["statement_en"],
        )

    def _evidence(self) -> None:
        """Further evidence for a row that exists: all of it is written by ``write``."""

    def _thing(self, cls: str, **cells: Any) -> None:
        row = self.row
        self.add(
            "things",
            **self.head(),
            **{"kind": KIND_OF_TABLE[row.table], "class": terms.TSK + cls},
            **(self.notes() | cells),
            told=row["told"],
        )
        for language in terms.LANGUAGES:
            names = [(row[f"label_{language}"], True), *((name, False) for name in row.many(f"alt_{language}"))]
            for name, preferred in names:
                if name:
                    self.add("names", thing=self.iri, text=name, language=language, preferred=preferred)

    def _actors(self) -> None:
        row = self.row
        collective = row["collective"] == "true"
        dates = {"valid_from": row["founded"], "valid_from_latest": row["founded_latest"], "valid_to": row["ended"]}
        self._thing(row["class"], place=self.ref(row["place"]), collective=collective, **dates)
        for part in row.many("spheres"):
            name, _, share = part.partition(":")
            known = name != "unknown"
            self.add(
                "spheres",
                iri=mint("assignment", f"{row['id']}-{name}", self.index.root),
                set=row.set,
                thing=self.iri,
                sphere=concept(f"spheres/{name}"),
                share=(share or "1") if known else "0",
                basis="stated",
                rule=row["sphere_rule"],
            )

    def _persons(self) -> None:
        self._thing("Person")

    def _things(self) -> None:
        self._thing(self.row["class"], valid_from=self.row["date"], valid_from_latest=self.row["date_latest"])

    def _places(self) -> None:
        row = self.row
        self._thing(row["class"], within=self.ref(row["within"]), lat=row["lat"], long=row["long"])

    def _sectors(self) -> None:
        row = self.row
        self._thing("Sector", within=self.ref(row["broader"]), scheme=row["scheme"], code=row["code"])

    def _documents(self) -> None:
        row = self.row
        self._thing("SourceDocument")
        years = {n: int(row[n]) for n in ("written_from", "written_to", "lines") if row[n]}
        self.add(
            "documents",
            thing=self.iri,
            set=row.set,
            title=row["title"],
            language=row["language"],
            identifier=row["file"],
            type=concept(f"document-kinds/{row['kind']}") if row["kind"] else "",
            address=row["address"],
            version=row["version"],
            sha256=row["sha256"],
            **years,
        )

    def _ties(self) -> None:
        row = self.row
        self.add(
            "ties",
            **self.head(),
            type=concept(f"tie-types/{row['type']}"),
            **self.written(),
            told=row["told"],
            modality=row["modality"],
            confidence=row["confidence"],
            amount=row["amount"],
            currency=row["currency"] if row["amount"] else "",
            relation=concept(f"th-relations/{row['th_relation']}") if row["th_relation"] else "",
            role=concept(row["role"]) if row["role"] else "",
            **self.notes(),
        )
        first, others = ("participant", "participant") if row["type"] in self.symmetric else ("source", "target")
        ends = [(row["source"], first), *((key, others) for key in row.many("target"))]
        for place, (key, role) in enumerate(ends):
            self.add("ends", tie=self.iri, thing=self.ref(key), role=role, place=place)

    def _figures(self) -> None:
        row = self.row
        self.add(
            "figures",
            **self.head(),
            about=self.ref(row["about"]),
            measure=concept(f"measures/{row['measure']}"),
            value=row["value"],
            qualifier=row["qualifier"],
            unit=row["unit"],
            year=row["year"],
            year_to=row["year_to"],
            part=self.ref(row["part"]),
            area=self.ref(row["area"]),
            whole=self.ref(row["whole"]),
            level=concept(row["level"]) if row["level"] else "",
            **({"class": concept(row["class"])} if row["class"] else {}),
            modality=row["modality"] or "stated",
            **self.notes(),
        )

    def _events(self) -> None:
        row = self.row
        self.add(
            "events",
            **self.head(),
            type=concept(f"event-types/{row['type']}"),
            label_tr=row["label_tr"],
            label_en=row["label_en"],
            subject=self.ref(row["subject"]),
            date=row["date"],
            date_latest=row["date_latest"],
            date_to=row["date_to"],
            place=self.ref(row["place"]),
            modality=row["modality"] or "stated",
            **self.notes(),
        )
        for place, key in enumerate(dict.fromkeys([row["subject"], *row.many("participants")])):
            self.add("participants", event=self.iri, thing=self.ref(key), place=place)

    def _classifications(self) -> None:
        row = self.row
        self.add(
            "classifications",
            **self.head(),
            about=self.ref(row["about"]),
            concept=concept(row["concept"]),
            by=self.ref(row["by"]),
            year=row["year"],
            value=row["value"],
            **self.notes(),
        )

    def _identifiers(self) -> None:
        row = self.row
        self.add(
            "identifiers",
            **self.head(),
            thing=self.ref(row["about"]),
            scheme=row["scheme"],
            value=row["value"],
            match=address_elsewhere(row["scheme"], row["value"]),
        )

    def _searches(self) -> None:
        row = self.row
        self.add(
            "searches",
            **self.head(),
            thing=self.ref(row["about"]),
            document=mint("source", row["document"], self.index.root),
            looked_for=row["looked_for"],
            **self.notes(),
        )

    def _contradictions(self) -> None:
        row = self.row
        self.add(
            "contradictions",
            **self.head(),
            resolution=self.ref(row["resolution"]),
            rule=row["rule"],
            note_tr=row["note_tr"],
            note_en=row["note_en"],
        )
        for key in row.many("claims"):
            self.add("claims", contradiction=self.iri, claim=self.ref(key))

    def _schemes(self) -> None:
        self.add("schemes", **self.head(), **self._texts("label", "definition"))
        for key in self.row.many("documents"):
            self.add("concept_links", concept=self.iri, relation="source", target=mint("source", key, self.index.root))

    def _concepts(self) -> None:
        row = self.row
        scheme, _, key = row["id"].partition("/")
        self.add(
            "concepts",
            **(self.head() | {"key": key}),
            scheme=scheme,
            **self._texts("label", "definition", "example"),
            cited=row["cited"],
            required=row["required"] == "true" if row["required"] else None,
            range_from=row["range_from"],
            range_to=row["range_to"],
            **self.notes(),
        )
        for relation in REFERENCES["concepts"]:
            for other in row.many(relation):
                self.add("concept_links", concept=self.iri, relation=relation, target=self.ref(other))
        for language in terms.LANGUAGES:
            for name in row.many(f"alt_{language}"):
                self.add("names", thing=self.iri, text=name, language=language, preferred=False)

    def _texts(self, *columns: str) -> dict[str, str]:
        names = [f"{column}_{language}" for column in columns for language in terms.LANGUAGES]
        return {name: self.row[name] for name in names}
