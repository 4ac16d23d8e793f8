"""Corrections of RDF sources as RDF Patch: ``<set>/*.rdfp`` says what is added and taken away, by whom, when and why.

A line is one action (https://afs.github.io/rdf-delta/rdf-patch.html): ``A`` adds and ``D`` takes away the statement
behind it, ``H`` is a header, ``TX`` and ``TC`` stand around what belongs together. Terms are written as in N-Quads; the
set's graph is meant where no graph is named. Patches are replayed at each build in the order of their paths, after all
files were read; the last word about a statement counts. Who wrote it, when and why is kept in the graph of patches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from triskele.findings import Finding
from triskele.ownership import Owner
from triskele.sources.batch import Batch, Gathering, Known, Read
from triskele.sources.statements import reserved
from triskele.syntaxes import read_quads
from triskele.terms import DCT, PATCHES_GRAPH, PROV, RDF, XSD

HEADERS = {"author": DCT + "creator", "time": DCT + "created", "reason": DCT + "description"}
"""The headers a patch must have, and what they become."""
_HEADER = re.compile(r'H (\w+) ("(?:[^"\\]|\\.)*"(?:@[A-Za-z-]+|\^\^<[^>]*>)?|<[^>]*>) \.')
_FRAMES = re.compile(r"(TX|TC|P[AD] .*) \.|\s*|#.*")


class Patches:
    """The patches of every set of a seeds folder, in the order of their paths."""

    def __init__(self, paths: list[Path], owner: Owner) -> None:
        self.paths, self.owner, self.read = paths, owner, Read()

    @classmethod
    def find(cls, folder: Path, known: Known) -> list[Patches]:
        paths = sorted(folder.glob("*/*.rdfp"))
        return [cls(paths, known.owner)] if paths else []

    def files(self) -> list[Path]:
        return self.paths

    def batches(self) -> Iterator[Batch]:
        for path in self.paths:
            gathering = Gathering()
            name, graph = f"{path.parent.name}/{path.name}", self.owner.graphs + path.parent.name
            patch, said = f"{self.owner.root}graph/patches/{name}", set()
            try:
                lines = path.read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as error:
                self._wrong(name, 0, "", f"cannot be read: {error}", f"okunamıyor: {error}")
                continue
            for number, line in enumerate(lines, start=1):
                if (header := _HEADER.fullmatch(line)) and header[1] in HEADERS:
                    said.add(header[1])
                    try:
                        self._record(gathering, name, f"<{patch}> <{HEADERS[header[1]]}> {header[2]} .")
                    except (SyntaxError, ValueError) as error:
                        self._wrong(name, number, line[:120], f"has a header that is no term: {error}.",
                                    f"okunamayan bir başlık taşıyor: {error}.")  # fmt: skip
                elif line[:2] in ("A ", "D "):
                    self._change(gathering, name, graph, number, line)
                elif not header and not _FRAMES.fullmatch(line):
                    self._wrong(
                        name, number, line[:120],
                        "is no line of a patch: write A or D before a statement of N-Quads, or H name \"value\".",
                        "bir yama satırı değil: N-Quads bildiriminin başına A ya da D, başlığa H ad \"değer\" yazın.",
                    )  # fmt: skip
            for missing in sorted(HEADERS.keys() - said):
                self._wrong(
                    name, 0, missing,
                    f'does not say its {missing}; add: H {missing} "…" .',
                    f'{missing} başlığını vermiyor; ekleyin: H {missing} "…" .',
                )  # fmt: skip
            self._record(gathering, name, f"<{patch}> <{RDF}type> <{PROV}Activity> .")
            yield from gathering.rest()

    def _record(self, gathering: Gathering, name: str, line: str) -> None:
        for said in read_quads(line.encode(), PATCHES_GRAPH):
            time = said.predicate == HEADERS["time"] and said.datatype == XSD + "string"
            kind = XSD + ("dateTime" if "T" in said.object else "date") if time else said.datatype
            gathering.add("statements", **(said._asdict() | {"datatype": kind, "file": name}))

    def _change(self, gathering: Gathering, name: str, graph: str, number: int, line: str) -> None:
        try:
            (said,) = read_quads(line[2:].encode(), graph)
        except (SyntaxError, ValueError) as error:
            self._wrong(name, number, line[:120], f"is no statement of N-Quads: {error}.",
                        f"N-Quads bildirimi değil: {error}.")  # fmt: skip
            return
        if reserved(said.graph):
            self._wrong(name, number, said.graph, "writes into a graph that a release makes itself.",
                        "sürümün kendi ürettiği bir çizgeye yazıyor.")  # fmt: skip
            return
        gathering.add("patches", **said._asdict(), action=line[0], file=name, row=number)

    def _wrong(self, file: str, row: int, value: str, en: str, tr: str) -> None:
        self.read.findings.append(Finding(file, row, "", value, "rdf/patch", "error", f"The patch {en}", f"Yama {tr}"))
