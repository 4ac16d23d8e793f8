"""Statements given as RDF beside the seed tables: ``<set>/*.ttl`` lands in the graph of its set, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from triskele.errors import SourceError
from triskele.quads import unescape
from triskele.sources.batch import BATCH, Batch, Known, Read
from triskele.store import read_rdf
from triskele.terms import SOURCE_GRAPH, XSD

SUFFIXES = (".ttl", ".nt", ".trig", ".nq", ".jsonld", ".rdf")
_RULES = ("shapes.ttl",)
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)


class RdfFiles:
    """The RDF files of every set of a seeds folder, in the order of their paths."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths, self.read = paths, Read()

    @classmethod
    def find(cls, folder: Path, known: Known) -> RdfFiles | None:
        paths = sorted(p for p in folder.glob("*/*") if p.suffix in SUFFIXES and p.name not in _RULES)
        return cls(paths) if paths else None

    def files(self) -> list[Path]:
        return self.paths

    def batches(self) -> Iterator[Batch]:
        for path in self.paths:
            graph = SOURCE_GRAPH + path.parent.name
            rows: list[Mapping[str, Any]] = []
            for line in read_rdf(path, graph).decode().splitlines():
                rows.append(_row(path, graph, line))
                if len(rows) >= BATCH:
                    yield Batch("statements", rows)
                    rows = []
            yield Batch("statements", rows)


def _row(path: Path, graph: str, line: str) -> dict[str, str | None]:
    """One line of N-Quads as columns. SourceError for blank nodes: without a name a thing cannot keep its evidence from
    release to release."""
    subject, predicate, rest = line.removesuffix(" .").split(" ", 2)
    value = rest.rpartition(" ")[0]
    if subject.startswith(("_:", "<<")) or value.startswith(("_:", "<<")):
        raise SourceError(f"{path.name} holds a node without a name: {line[:120]}", hint="Give every thing an IRI.")
    row = {"graph": graph, "subject": subject[1:-1], "predicate": predicate[1:-1], "file": path.name}
    literal = _LITERAL.fullmatch(value)
    if literal is None:
        return row | {"object": value[1:-1], "datatype": None, "language": None}
    body, language, datatype = literal.groups()
    kind = None if language else datatype or XSD + "string"
    return row | {"object": unescape(body), "datatype": kind, "language": language}
