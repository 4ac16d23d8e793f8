"""The keys of the seed tables: which table defines each, which columns name others, and the IRIs they stand for."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from triskele.findings import Finding
from triskele.identifiers import concept, mint
from triskele.sources.cells import Row
from triskele.sources.descriptor import Descriptor

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


class Index:
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
            yield row.finding(
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
                    yield row.finding(
                        column,
                        key,
                        "known-key",
                        "No row has this id; correct the spelling or add the row.",
                        "Bu kimlikte bir satır yok; yazımı düzeltin ya da satırı ekleyin.",
                    )
        document = row["document"]
        if document and f"source/{document}" not in self.kinds:
            yield row.finding(
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
