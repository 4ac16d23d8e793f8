"""The triple store: open, load, query, dump. The only module that knows pyoxigraph.

The store's default graph holds every statement of the truth (sources, ontology, vocabularies, derived entities); the
named graphs hold the same statements where they belong, and the graphs of the years, which are in no default graph
until somebody asks ``as_of`` a year.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyoxigraph as ox

from triskele.errors import DamagedRelease, InvalidInput, SourceError, UnknownFormat
from triskele.formats import GRAPH_FORMATS, RESULT_FORMATS
from triskele.quads import without_graphs
from triskele.sparql import Facts, bind, check_query, explain, find_star, unknown_function
from triskele.terms import GENID, PREFIXES

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_BY_SUFFIX = {f".{f.suffix}": _GRAPHS[f.name] for f in GRAPH_FORMATS.values()} | {
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".json": ox.RdfFormat.JSON_LD,
    ".n3": ox.RdfFormat.N3,
}

_UNNAMED = rb"_:(b[0-9a-f]{8}c14n[0-9]+)"
_UNNAMED_PLACES = (
    re.compile(rb"^()" + _UNNAMED, re.MULTILINE),
    re.compile(rb"^(\S+ \S+ )" + _UNNAMED, re.MULTILINE),
    re.compile(rb"( )" + _UNNAMED + rb"(?= \.$)", re.MULTILINE),
)
_ROOT = re.compile(rb"(<rdf:RDF)((?: xmlns:[^=]+=\"[^\"]*\")*)>")
_XMLNS = re.compile(rb" xmlns:[^=]+=\"[^\"]*\"")

Row = dict[str, Any]
"""One solution: variable name to Python value; IRIs are text, numbers are numbers, unbound is None."""


class Dataset(NamedTuple):
    """The graphs a query sees: those merged as its default graph and those GRAPH may name (None: the store's own, and
    all), and the year they hold."""

    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None
    as_of: int | None = None


class Answer:
    """What a query came to: rows, a yes or no, or a graph. It can be read once.

    ``changing``: asked again of the same statements it may answer otherwise (NOW, RAND, UUID, BNODE). ``as_of``: the
    year it was asked for.
    """

    def __init__(self, results: Any, *, changing: bool = False, as_of: int | None = None) -> None:
        self._results, self.changing, self.as_of = results, changing, as_of
        if isinstance(results, ox.QueryTriples | list):
            self.kind = "graph"
            self.variables: list[str] = []
        elif isinstance(results, ox.QueryBoolean):
            self.kind = "boolean"
            self.variables = []
        else:
            self.kind = "rows"
            self.variables = [variable.value for variable in results.variables]

    def __bool__(self) -> bool:
        return bool(self._results) if self.kind == "boolean" else True

    def __iter__(self) -> Iterator[Row]:
        """The rows as dictionaries, or the triples of a graph as subject, predicate and object; DamagedRelease when
        what they are read from is not what was written."""
        with _from_disk():
            yield from self._rows()

    def _rows(self) -> Iterator[Row]:
        if self.kind == "graph":
            for triple in self._results:
                yield {
                    "subject": _value(triple.subject),
                    "predicate": triple.predicate.value,
                    "object": _value(triple.object),
                }
        elif self.kind == "boolean":
            yield {"boolean": bool(self._results)}
        else:
            for solution in self._results:
                yield {name: _value(solution[name]) for name in self.variables}

    def write(self, name: str, output: IO[bytes]) -> None:
        """Write the answer in the format of this name.

        UnknownFormat when the format does not fit the kind of answer: a graph cannot be CSV, rows cannot be Turtle.
        Graphs are written sorted, so that the same answer is the same bytes.
        """
        with _from_disk():
            self._write(name, output)

    def _write(self, name: str, output: IO[bytes]) -> None:
        if self.kind == "graph":
            if name not in _GRAPHS:
                raise UnknownFormat(
                    f"A graph cannot be written as {name}.", hint=f"Use one of {', '.join(GRAPH_FORMATS)}."
                )
            _serialize(sorted(self._results, key=str), output, name)
        elif name not in _RESULTS:
            raise UnknownFormat(f"Rows cannot be written as {name}.", hint=f"Use one of {', '.join(RESULT_FORMATS)}.")
        else:
            self._results.serialize(output, format=_RESULTS[name])


def _value(term: Any) -> Any:
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rpartition("#")[2]
        if kind in ("integer", "int", "long"):
            return int(term.value)
        if kind in ("decimal", "double", "float"):
            return float(term.value)
        if kind == "boolean":
            return term.value == "true"
        return term.value
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value


def _damaged(what: str) -> DamagedRelease:
    return DamagedRelease(
        f"{what}.",
        hint="triskele releases verify names every damaged part. Promote another release, or move this one away and "
        "run triskele build: the same inputs give the same bytes.",
    )


@contextmanager
def _from_disk() -> Iterator[None]:
    """Say that it is the store when what the engine reads is not what it had written."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if _CORRUPT not in str(error):
            raise
        raise _damaged(f"The store cannot be read: {error}") from error


_CORRUPT = "Corruption"
"""How the engine says that bytes are not what it had written."""


class Store:
    """A set of statements in named graphs, in memory or in a folder.

    The blank nodes of sources are IRIs in here (``.well-known/genid/`` and their label, as RDF 1.1 section 3.5 has it):
    the engine would give them another name at each load, and nobody could ask for them or link to them.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def create(cls, folder: Path | None = None) -> Store:
        """A new, writable store: in ``folder``, or in memory."""
        return cls(ox.Store(str(folder)) if folder else ox.Store())

    @classmethod
    def open(cls, folder: Path) -> Store:
        """The store in ``folder``, for reading only; any number of processes may do so at once."""
        try:
            return cls(ox.Store.read_only(str(folder)))
        except (OSError, RuntimeError) as error:
            raise _damaged(f"The store {folder} cannot be opened: {error}") from error

    def load_quads(self, lines: bytes) -> None:
        """Load an N-Quads document; all of it or, when a line is malformed, none (SourceError)."""
        try:
            self._store.bulk_load(_named(lines), ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise SourceError(f"Not N-Quads: {error}.", hint="The line number above is where to look.") from error

    def load_triples(self, lines: bytes) -> None:
        """Load an N-Triples document into the default graph."""
        self._store.bulk_load(_named(lines), ox.RdfFormat.N_TRIPLES)

    def load_files(self, paths: Sequence[Path], *, doubled: bool = False) -> None:
        """Load files of N-Quads, ``doubled`` into the default graph too: in parts, for the engine's memory grows with
        what it is given at once, and two parts at a time. SourceError when a line is malformed, with its number in the
        file."""
        size = sum(path.stat().st_size for path in paths)
        size = min(max(size // _PARTS, _SMALLEST_PART), _LARGEST_PART)
        parts = ((path, *part) for path in paths for part in _parts(path, size))
        turn = threading.Lock()

        def load() -> None:
            while True:
                with turn:
                    path, start, part = next(parts, (None, 0, b""))
                if path is None:
                    return
                try:
                    self._store.bulk_load(part, ox.RdfFormat.N_QUADS)
                    if doubled:
                        self._store.bulk_load(without_graphs(part), ox.RdfFormat.N_TRIPLES)
                except SyntaxError as error:
                    number = str((error.lineno or 1) + _lines(path, start))
                    said = re.sub(r"(?<=line )[0-9]+", number, error.msg, count=1)
                    hint = "The line number above is where to look."
                    raise SourceError(f"{path.name}: {said}.", hint=hint) from error

        with ThreadPoolExecutor(2) as pool:
            for loading in [pool.submit(load) for _ in range(2)]:
                loading.result()

    def load_default(self, graphs: Iterable[str]) -> None:
        """Copy the statements of these named graphs into the default graph."""
        for graph in graphs:
            self._store.bulk_extend(
                ox.Quad(q.subject, q.predicate, q.object)
                for q in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
            )

    def settle(self) -> None:
        """Compact what was loaded and put it on the disk for good."""
        self._store.optimize()
        self._store.flush()

    def __len__(self) -> int:
        return len(self._store)

    def graphs(self) -> list[str]:
        """The names of the named graphs, sorted."""
        return sorted(node.value for node in self._store.named_graphs())

    def lines(self, graph: str | None) -> Iterator[bytes]:
        """The statements of a named graph, or of the default graph, as lines of N-Triples."""
        where = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
        for quad in self._store.quads_for_pattern(None, None, None, where):
            yield f"{quad.triple} .\n".encode()

    def query(
        self,
        query: str,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        choose: Callable[[Facts], Dataset] | None = None,
        bindings: dict[str, str] | None = None,
        base: str | None = None,
    ) -> Answer:
        """Evaluate a SPARQL query; nothing bounds it here (see :mod:`triskele.bounded`).

        ``default_graphs`` replace the default graph by the merge of these; ``named_graphs`` are those GRAPH may see;
        ``choose`` says both once the query was looked at.
        ``bindings`` puts IRIs in the place of variables; see :func:`triskele.sparql.bind`.
        Every prefix of ``terms.PREFIXES`` may be used undeclared. Raises QuerySyntaxError, RefusedError.
        """
        query = bind(query, bindings or {})
        facts = check_query(query, base)
        seen = choose(facts) if choose else Dataset(default_graphs, named_graphs)
        query = _name_columns(query, base)
        try:
            with _from_disk():
                results = self._store.query(
                    query,
                    base_iri=base,
                    prefixes=PREFIXES,
                    default_graph=_nodes(seen.default_graphs),
                    named_graphs=_nodes(seen.named_graphs),
                )
        except SyntaxError as error:
            raise explain(str(error), query) from error
        except ValueError as error:  # a graph name that is no IRI
            raise InvalidInput(f"{error}.", hint="Graph names and bindings are absolute IRIs.") from error
        except RuntimeError as error:
            unknown = unknown_function(str(error))
            if unknown is None:
                raise
            raise unknown from error
        return Answer(results, changing=facts.changing, as_of=seen.as_of)

    def dump(self, output: IO[bytes], name: str, graphs: Sequence[str] | None = None, *, merged: bool = False) -> None:
        """Write named graphs (all when None) in a graph format; formats without names get the merged triples.

        ``merged`` gives those to every format, in its default graph: where a reader of one resource looks for them.
        """
        wanted = self.graphs() if graphs is None else graphs
        quads = sorted(
            (q for g in wanted for q in self._store.quads_for_pattern(None, None, None, ox.NamedNode(g))),
            key=str,
        )
        merged = merged or GRAPH_FORMATS[name].kind == "graph"
        items = sorted({q.triple for q in quads}, key=str) if merged else quads
        _serialize(items, output, name)


def read_answer(body: bytes, media_type: str, *, changing: bool, as_of: int | None) -> Answer:
    """What another engine answered: results in JSON, or N-Triples of a graph."""
    if media_type in ("application/n-triples", "text/plain"):
        triples = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]
        return Answer(triples, changing=changing, as_of=as_of)
    return Answer(ox.parse_query_results(body, ox.QueryResultsFormat.JSON), changing=changing, as_of=as_of)


def _nodes(names: Sequence[str] | None) -> list[Any] | None:
    return None if names is None else [ox.NamedNode(name) for name in names]


def _named(lines: bytes) -> bytes:
    """Lines of N-Quads or N-Triples with IRIs for the blank nodes of sources."""
    if b"_:b" in lines:
        for place in _UNNAMED_PLACES:
            lines = place.sub(rb"\1<" + GENID.encode() + rb"\2>", lines)
    return lines


def _parts(path: Path, size: int) -> Iterator[tuple[int, bytes]]:
    """Whole lines of a file, in parts of about so many bytes, each with where it begins."""
    with open(path, "rb") as file:
        start = 0
        while part := file.read(size):
            yield start, _named(part + file.readline())
            start = file.tell()


def _lines(path: Path, end: int) -> int:
    """The lines of a file before a byte."""
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(min(1 << 20, end - file.tell())), b""))


_PARTS, _SMALLEST_PART, _LARGEST_PART = 8, 1 << 25, 1 << 27
"""Into how many parts statements are cut to be loaded, and the bytes of one at least and at most: in parts half as
large the engine computes a tenth longer, in parts twice as large it needs twice the memory."""

_NOTHING = ox.Store()


def _name_columns(query: str, base: str | None) -> str:
    """The query with the columns of ``SELECT *`` written out in the order in which it names them, which is how readers
    expect them (the engine sorts them by name). Which these are the engine says, asked over an empty store."""
    found = find_star(query)
    if found is None:
        return query
    try:
        results = _NOTHING.query(query, base_iri=base, prefixes=PREFIXES)
    except (SyntaxError, ValueError, RuntimeError):
        return query  # the real evaluation says what is wrong, where it stands in the text as it came
    if not isinstance(results, ox.QuerySolutions):
        return query
    columns = {variable.value for variable in results.variables}
    star, named = found
    ordered = [f"?{name}" for name in named if name in columns]
    return f"{query[:star]}{' '.join(ordered)}{query[star + 1 :]}" if ordered else query


def _serialize(items: list[Any], output: IO[bytes], name: str) -> None:
    """Write statements with the prefixes they use, declared in a fixed order (the engine's own order is random)."""
    if name not in ("ttl", "trig", "rdfxml"):
        ox.serialize(items, output, format=_GRAPHS[name])
        return
    whole = "\n".join(str(item) for item in items)
    used = {prefix: namespace for prefix, namespace in PREFIXES.items() if f"<{namespace}" in whole}
    body: bytes = ox.serialize(items, format=_GRAPHS[name], prefixes=used)  # type: ignore[assignment]  # no output given
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
    quads = ox.parse(lines, format=_GRAPHS["nq"])
    items = (q.triple for q in quads) if GRAPH_FORMATS[name].kind == "graph" else quads
    if name in ("ttl", "trig", "rdfxml"):
        ox.serialize(items, _Ordered(output, name), format=_GRAPHS[name], prefixes=PREFIXES)  # type: ignore[arg-type]
    else:
        ox.serialize(items, output, format=_GRAPHS[name])


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
    _serialize([q.triple for q in _parse(path, graph)], output, name)
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
