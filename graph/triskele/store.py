"""The triple store: open, load, query, dump. With :mod:`triskele.syntaxes` all that knows pyoxigraph.

The store's default graph holds every statement of the truth (sources, ontology, vocabularies, derived entities); the
named graphs hold the same statements where they belong, and the graphs of the years, which are in no default graph
until somebody asks ``as_of`` a year.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyoxigraph as ox

from triskele.errors import DamagedRelease, InvalidInput, SourceError, UnknownFormat
from triskele.formats import GRAPH_FORMATS, RESULT_FORMATS
from triskele.quads import without_graphs
from triskele.sparql import Facts, bind, check_query, explain, find_star, unknown_function
from triskele.sums import REMEDY, damaged
from triskele.syntaxes import GRAPHS, serialize
from triskele.terms import GENID, PREFIXES

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_UNNAMED = rb"_:(b[0-9a-f]{8}c14n[0-9]+)"
_UNNAMED_PLACES = (
    re.compile(rb"^()" + _UNNAMED, re.MULTILINE),
    re.compile(rb"^(\S+ \S+ )" + _UNNAMED, re.MULTILINE),
    re.compile(rb"( )" + _UNNAMED + rb"(?= \.$)", re.MULTILINE),
)
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
            if name not in GRAPHS:
                raise UnknownFormat(
                    f"A graph cannot be written as {name}.", hint=f"Use one of {', '.join(GRAPH_FORMATS)}."
                )
            serialize(sorted(self._results, key=str), output, name)
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


@contextmanager
def _from_disk() -> Iterator[None]:
    """Say that it is the store when what the engine reads is not what it had written."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if _CORRUPT not in str(error):
            raise
        raise DamagedRelease(f"The store cannot be read: {error}.", hint=REMEDY) from error


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
            raise damaged(folder.parent, f"its store cannot be opened: {error}") from error

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
        """Load files of N-Quads, ``doubled`` into the default graph too: in small parts, several at a time, so that
        memory does not grow with them. SourceError when a line is malformed, with its number in the file."""
        parts = ((path, *part) for path in paths for part in _parts(path, _PART // (2 if doubled else 1)))
        turn = threading.Lock()

        def load() -> None:
            while True:
                with turn:
                    path, start, part = next(parts, (None, 0, b""))
                if path is None:
                    return
                try:  # both copies in one call: the texts of their terms are written once
                    self._store.bulk_load(part + without_graphs(part) if doubled else part, ox.RdfFormat.N_QUADS)
                except SyntaxError as error:
                    number = str((error.lineno or 1) + _lines(path, start))
                    said = re.sub(r"(?<=line )[0-9]+", number, error.msg, count=1)
                    hint = "The line number above is where to look."
                    raise SourceError(f"{path.name}: {said}.", hint=hint) from error

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for loading in [pool.submit(load) for _ in range(_AT_ONCE)]:
                loading.result()

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
        serialize(items, output, name)


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


_PART, _AT_ONCE = 1 << 24, 6
"""Bytes of statements that are loaded at once, and how many such parts at a time. The engine compacts what it has
whenever two files came, again and again all of it; while six load, it falls behind and compacts less often, and what
is small is sorted faster (``docs/decisions/0096``)."""

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
