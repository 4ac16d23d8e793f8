"""Statements given as RDF beside the seed tables: ``<set>/*.ttl`` lands in the named graph of its set."""

from __future__ import annotations

from pathlib import Path

from triskele.errors import SourceError
from triskele.quads import Quad, iri
from triskele.terms import SOURCE_GRAPH

SUFFIXES = (".ttl", ".nt", ".trig", ".nq", ".jsonld", ".rdf")


def find_statements(folder: Path) -> list[Path]:
    """The RDF files of every set of a seeds folder, in the order of their paths."""
    return sorted(path for path in folder.glob("*/*") if path.suffix in SUFFIXES)


def graph_of(path: Path) -> str:
    """The named graph a file's statements land in: that of the set it lies in, whatever graph the file names."""
    return SOURCE_GRAPH + path.parent.name


def read_statements(path: Path, lines: bytes) -> list[Quad]:
    """The statements of one file, already parsed to N-Quads.

    SourceError for blank nodes: without a name a thing cannot keep its evidence from release to release.
    """
    graph = iri(graph_of(path))
    quads = []
    for line in lines.decode().splitlines():
        subject, predicate, rest = line.removesuffix(" .").split(" ", 2)
        value = rest.rpartition(" ")[0]
        if subject.startswith(("_:", "<<")) or value.startswith(("_:", "<<")):
            raise SourceError(f"{path.name} holds a node without a name: {line[:120]}", hint="Give every thing an IRI.")
        quads.append(Quad(subject, predicate, value, graph))
    return quads
