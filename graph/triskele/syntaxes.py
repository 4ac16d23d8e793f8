"""RDF files in every syntax, read and written: beside :mod:`triskele.store` the only module that knows pyoxigraph."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyoxigraph as ox

from triskele.errors import SourceError, UnknownFormat
from triskele.formats import GRAPH_FORMATS
from triskele.terms import PREFIXES

GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_BY_SUFFIX = {f".{f.suffix}": GRAPHS[f.name] for f in GRAPH_FORMATS.values()} | {
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".json": ox.RdfFormat.JSON_LD,
    ".n3": ox.RdfFormat.N3,
}
_ROOT = re.compile(rb"(<rdf:RDF)((?: xmlns:[^=]+=\"[^\"]*\")*)>")
_XMLNS = re.compile(rb" xmlns:[^=]+=\"[^\"]*\"")


def serialize(items: list[Any], output: IO[bytes], name: str) -> None:
    """Write statements with the prefixes they use, declared in a fixed order (the engine's own order is random)."""
    if name not in ("ttl", "trig", "rdfxml"):
        ox.serialize(items, output, format=GRAPHS[name])
        return
    whole = "\n".join(str(item) for item in items)
    used = {prefix: namespace for prefix, namespace in PREFIXES.items() if f"<{namespace}" in whole}
    body: bytes = ox.serialize(items, format=GRAPHS[name], prefixes=used)  # type: ignore[assignment]  # no output given
    if name == "rdfxml":
        ordered = _ROOT.sub(lambda m: m[1] + b"".join(sorted(_XMLNS.findall(m[2]))) + b">", body, count=1)
    else:
        lines = body.splitlines(keepends=True)
        head = [line for line in lines if line.startswith(b"@prefix ")]
        ordered = b"".join([*sorted(head), *lines[len(head) :]])
    output.write(ordered)


def convert(lines: IO[bytes], output: IO[bytes], name: str) -> None:
    """Write N-Quads in the format of this name as they are read: terms stay as written, memory does not grow with them.

    Formats without graph names get the triples; one that stands in two graphs then stands twice. The same lines give
    the same bytes.
    """
    quads = ox.parse(lines, format=GRAPHS["nq"])
    items = (q.triple for q in quads) if GRAPH_FORMATS[name].kind == "graph" else quads
    if name in ("ttl", "trig", "rdfxml"):
        # it only writes, and the stubs ask for more
        ox.serialize(items, _Ordered(output, name), format=GRAPHS[name], prefixes=PREFIXES)  # type: ignore[arg-type]
    else:
        ox.serialize(items, output, format=GRAPHS[name])


class _Ordered(io.RawIOBase):
    """Passes on what the engine writes, with the prefixes of its head in a fixed order: its own order is random."""

    def __init__(self, output: IO[bytes], name: str) -> None:
        self._output, self._name = output, name
        self._head: bytes | None = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._head is None:
            self._output.write(data)
        else:
            self._head += bytes(data)
            self._pass_on()
        return len(data)

    def _pass_on(self) -> None:
        assert self._head is not None
        if self._name == "rdfxml":
            found = _ROOT.search(self._head)
            if found:
                ordered = found[1] + b"".join(sorted(_XMLNS.findall(found[2]))) + b">"
                self._output.write(self._head[: found.start()] + ordered + self._head[found.end() :])
                self._head = None
            return
        lines = self._head.splitlines(keepends=True)
        head = [line for line in lines if line.startswith(b"@prefix ") and line.endswith(b"\n")]
        if len(head) == len(PREFIXES):
            self._output.write(b"".join([*sorted(head), *lines[len(head) :]]))
            self._head = None


def read_rdf(path: Path, graph: str) -> bytes:
    """An RDF file as sorted N-Quads, its default graph named ``graph``.

    The syntax follows the suffix. Blank nodes get the labels of RDFC-1.0, so that the same file gives the same bytes.
    SourceError when it does not parse.
    For files from outside, call it in a bounded process: a few hundred bytes of XML entities can become gigabytes.
    """
    if path.suffix not in _BY_SUFFIX:
        raise UnknownFormat(f"{path.name} has no known RDF suffix.", hint=f"Use one of {', '.join(_BY_SUFFIX)}.")
    return "".join(f"{quad} .\n" for quad in _parse(path, graph)).encode()


def rewrite_rdf(path: Path, graph: str, name: str) -> bytes:
    """The triples of an RDF file in the format of this name, the same bytes each time; for files of our own."""
    output = BytesIO()
    serialize([q.triple for q in _parse(path, graph)], output, name)
    return output.getvalue()


class Line(NamedTuple):
    """One statement in columns; blank nodes as ``_:label``, of IRIs and blank nodes no ``datatype``."""

    graph: str
    subject: str
    predicate: str
    object: str
    datatype: str | None
    language: str | None


def read_lines(path: Path, graph: str, mark: str) -> Iterator[Line]:
    """The statements of an RDF file one by one, those of its default graph in ``graph``, numbers as written.

    Blank nodes get the labels of RDFC-1.0 behind ``mark``: the same file gives the same labels, another mark others.
    Only statements that hold blank nodes are kept in memory (which others a file has does not change the labels), so
    memory does not grow with those that hold none; a statement may come twice. SourceError when the file does not
    parse, or holds statements about statements (RDF 1.2), which RDFC-1.0 does not order.
    """
    unnamed = ox.Dataset()
    with _reading(path):
        for quad in ox.parse(path=str(path), format=_BY_SUFFIX[path.suffix]):
            parts = (quad.subject, quad.object, quad.graph_name)
            if any(isinstance(part, ox.Triple) for part in parts):
                raise SourceError(
                    f"{path.name} holds a statement about a statement: {str(quad)[:120]}.",
                    hint="RDF 1.1 is read. Write such a statement as a node of its own (a tie, a figure, an event).",
                )
            if any(isinstance(part, ox.BlankNode) for part in parts):
                unnamed.add(quad)
            else:
                yield _line(quad, graph, "")
        unnamed.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    for quad in sorted(unnamed, key=str):
        yield _line(quad, graph, mark)


def read_quads(lines: bytes, graph: str) -> Iterator[Line]:
    """The statements of N-Quads in columns, labels of blank nodes as they are. SyntaxError when it is none."""
    for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS):
        yield _line(quad, graph, "")


def _line(quad: ox.Quad, graph: str, mark: str) -> Line:
    subject, value, name = quad.subject, quad.object, quad.graph_name
    kind = language = None
    if isinstance(value, ox.Literal):
        direction = f"--{value.direction}" if value.direction else ""
        language = f"{value.language}{direction}" if value.language else None
        kind = None if language else value.datatype.value

    def label(node: Any) -> str:
        return f"_:{mark}{node.value}" if isinstance(node, ox.BlankNode) else node.value

    return Line(
        graph if isinstance(name, ox.DefaultGraph) else label(name),
        label(subject),
        quad.predicate.value,
        value.value if isinstance(value, ox.Literal) else label(value),
        kind,
        language,
    )


def _parse(path: Path, graph: str) -> list[Any]:
    """The statements of a file in the order of their text."""
    with _reading(path):
        quads = ox.parse(path=str(path), format=_BY_SUFFIX[path.suffix])
        default = ox.DefaultGraph()
        dataset = ox.Dataset(
            q if q.graph_name != default else ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(graph))
            for q in quads
        )
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return sorted(dataset, key=str)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise SourceError(
            f"{path.name} does not parse: {error}.", hint="Mend the place named and try again."
        ) from error
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error}.", hint="Check the path and its permissions.") from error
