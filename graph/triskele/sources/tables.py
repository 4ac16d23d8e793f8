"""Seed tables to rows of the ledger: CSV files of hand-chosen keys, described by ``datapackage.json`` beside them.

A row becomes one thing with one piece of evidence; ``evidence.csv`` adds further evidence to rows that exist. The rows
of a set land in the named graph of that set. Nothing is inferred here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from triskele.errors import InvalidInput
from triskele.findings import Finding
from triskele.identifiers import KEY
from triskele.sources.batch import Batch, Gathering, Known, Read
from triskele.sources.cells import Row
from triskele.sources.descriptor import Descriptor
from triskele.sources.keys import KIND_OF_TABLE, Index, iri_of
from triskele.sources.rows import Writer

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
    def find(cls, folder: Path, known: Known) -> list[SeedTables]:
        return [cls(folder, known)] if (folder / "datapackage.json").is_file() else []

    def files(self) -> list[Path]:
        return sorted(p for p in self.descriptor.folder.rglob("*") if p.suffix in (".csv", ".json"))

    def batches(self) -> Iterator[Batch]:
        yield Batch("sets", [{"set": name, "licence": self.descriptor.licence} for name in self.descriptor.sets])
        index = Index(self.descriptor, self.root)
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

    def _write(self, row: Row, index: Index, gathering: Gathering) -> None:
        try:
            Writer(row, index, self.symmetric, gathering).write()
        except InvalidInput as error:
            told = error.told()
            en, tr = (f"{told['details'][tag]} {told['hints'][tag]}" for tag in ("en", "tr"))
            self.read.findings.append(row.finding("", row["id"], "value", en, tr))
