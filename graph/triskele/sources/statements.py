"""Statements given as RDF beside the seed tables: ``<set>/*.ttl`` and the other syntaxes, kept word for word.

The file's default graph becomes the graph of its set; its named graphs keep their names. A blank node gets the label
that RDFC-1.0 gives it in its file, marked with the file: the same in every release as long as the file is the same, and
never the blank node of another file. :mod:`triskele.rdf.reading` says what of it this house understands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from triskele.findings import Finding
from triskele.sources.batch import BATCH, Batch, Known, Read
from triskele.syntaxes import read_lines
from triskele.terms import GRAPH, SOURCE_GRAPH

SUFFIXES = (".ttl", ".nt", ".trig", ".nq", ".jsonld", ".rdf")
_RULES = ("shapes.ttl",)


class RdfFiles:
    """The RDF files of every set of a seeds folder, in the order of their paths."""

    def __init__(self, paths: list[Path], graphs: str) -> None:
        self.paths, self.graphs, self.read = paths, graphs, Read()

    @classmethod
    def find(cls, folder: Path, known: Known) -> list[RdfFiles]:
        paths = sorted(p for p in folder.glob("*/*") if p.suffix in SUFFIXES and p.name not in _RULES)
        return [cls(paths, known.owner.graphs)] if paths else []

    def files(self) -> list[Path]:
        return self.paths

    def batches(self) -> Iterator[Batch]:
        for path in self.paths:
            name = f"{path.parent.name}/{path.name}"
            rows: list[Mapping[str, Any]] = []
            taken: set[str] = set()
            some = False
            for words in read_lines(path, self.graphs + path.parent.name, mark(name)):
                some = True
                if reserved(words.graph):
                    taken.add(words.graph)
                else:
                    rows.append(words._asdict() | {"file": name})
                if len(rows) >= BATCH:
                    yield Batch("statements", rows)
                    rows = []
            self.read.findings += [_taken(name, graph) for graph in sorted(taken)]
            if not some:
                self.read.findings.append(empty(name))
            yield Batch("statements", rows)


def mark(name: str) -> str:
    """What stands before the labels of the blank nodes of a file of this name (``set/file.ttl``)."""
    return f"b{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def reserved(graph: str) -> bool:
    """Whether a graph is one that a release makes itself; sources may not write there."""
    return graph.startswith(GRAPH) and not graph.startswith(SOURCE_GRAPH)


def empty(file: str) -> Finding:
    """The warning for a file in which nothing is said."""
    return Finding(
        file,
        0,
        "",
        "",
        "rdf/empty",
        "warning",
        "The file parses and holds no statement at all.",
        "Dosya okunuyor, ama içinde tek bir bildirim yok.",
    )


def _taken(file: str, graph: str) -> Finding:
    return Finding(
        file,
        0,
        "graph",
        graph,
        "rdf/reserved-graph",
        "error",
        "A release makes this graph itself, and no source may write there; give the graph in the file another name.",
        "Bu çizgeyi sürümün kendisi üretir, kaynaklar oraya yazamaz; dosyadaki çizgeye başka bir ad verin.",
    )
