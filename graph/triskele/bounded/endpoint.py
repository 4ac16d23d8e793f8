"""A SPARQL 1.1 endpoint in place of the embedded store: the same questions, answered by another engine.

A question is looked at here as it is for the store (what is refused, which year), and then sent with its dataset as the
protocol has it (``default-graph-uri``, ``named-graph-uri``). The endpoint holds one release, and says which.
"""

from __future__ import annotations

import json
import math
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from itertools import islice
from typing import IO
from urllib.parse import quote, urlencode

from triskele.errors import EndpointError, QuerySyntaxError, ResultTooLarge
from triskele.sparql import Facts, bind, check_query
from triskele.store import Answer, Dataset, Store, read_answer
from triskele.terms import GRAPH, PREFIXES

LOADED = GRAPH + "loaded"
"""The graph in which an endpoint says which release it holds: one statement, written when everything else is there."""
_DIGEST = "http://purl.org/dc/terms/identifier"
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_LOOKS_EVERY = 5.0
_LINES = 50_000
"""Statements that are sent at once."""


@dataclass
class Endpoint:
    """An address that answers queries. ``truth``: the named graphs that together are its default graph. ``digest``: the
    release it must hold, looked at every few seconds: somebody may load another."""

    address: str
    truth: tuple[str, ...] = ()
    digest: str | None = None
    seconds: float = 30.0
    bound: int = 64 << 20
    _looked: float = -math.inf
    _merges: bool = False
    """Whether its default graph is the merge of all it holds, as some engines have it, the graphs of the years too."""

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
        """As :meth:`triskele.store.Store.query`; EndpointError when the endpoint does not answer or fails."""
        query = bind(query, bindings or {})
        facts = check_query(query, base)
        self._look()
        seen = choose(facts) if choose else Dataset(default_graphs, named_graphs)
        default = seen.default_graphs
        if default is None and (self._merges or seen.named_graphs is not None):  # one list alone would empty the other
            default = self.truth
        fields = [("query", _declared(query, base))]
        fields += [("default-graph-uri", name) for name in default or ()]
        fields += [("named-graph-uri", name) for name in seen.named_graphs or ()]
        asked = urllib.request.Request(self.address, urlencode(fields).encode(), {"Accept": _ACCEPT})
        body, kind = self._send(asked)
        return read_answer(body, kind, changing=facts.changing, as_of=seen.as_of)

    def _look(self) -> None:
        """EndpointError when it holds another release than the one it stands for."""
        if self.digest is None or time.monotonic() - self._looked < _LOOKS_EVERY:
            return
        asked = Endpoint(self.address, seconds=self.seconds)
        said = f'<{GRAPH}> <{_DIGEST}> "{self.digest}"'
        if not asked.query(f"ASK {{ GRAPH <{LOADED}> {{ {said} }} }}"):
            raise EndpointError(
                f"The endpoint {self.address} does not hold this release.",
                hint="Load it: triskele endpoint load. The embedded store answers without TRISKELE_ENDPOINT.",
            )
        self._merges = bool(asked.query(f"ASK {{ {said} }}"))
        self._looked = time.monotonic()

    def _send(self, asked: urllib.request.Request) -> tuple[bytes, str]:
        try:
            with urllib.request.urlopen(asked, timeout=self.seconds) as answer:
                body, kind = answer.read(self.bound + 1), answer.headers.get_content_type()
        except urllib.error.HTTPError as error:
            said = error.read(2000).decode("utf-8", "replace").strip()
            if error.code == 400 and asked.get_method() == "POST" and asked.full_url == self.address:
                raise QuerySyntaxError(said, hint="This is what the endpoint says of the query.") from error
            raise _failed(asked.full_url, f"answers {error.code}: {said}") from error
        except (OSError, HTTPException) as error:
            raise _failed(asked.full_url, f"does not answer: {error}") from error
        if len(body) > self.bound:
            raise ResultTooLarge(
                f"The result is larger than {self.bound >> 20} MiB.",
                hint="Ask for less: LIMIT and OFFSET, fewer columns, or download the whole release.",
            )
        return body, kind


def load(endpoint: Endpoint, graph_store: str, store: Store, digest: str, tell: Callable[[str], None]) -> int:
    """Put everything a store holds into an endpoint by the Graph Store Protocol, and then say which release it is; the
    number of statements sent. Graphs of a release that was there before go. Memory does not grow with them.

    Killed in between, the endpoint says that it holds nothing, and is loaded again.
    """
    names = store.graphs()
    there = [row["g"] for row in endpoint.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")]
    for name in (LOADED, *(name for name in there if name.startswith(GRAPH) and name not in names)):
        if name in there:
            _write(endpoint, "DELETE", graph_store, name, b"")
    sent = 0
    for number, name in enumerate((None, *names), start=1):
        lines, method = store.lines(name), "PUT"
        while block := b"".join(islice(lines, _LINES)):
            _write(endpoint, method, graph_store, name, block)
            method, sent = "POST", sent + block.count(b"\n")
        if number % 20 == 0:
            tell(f"Loading graphs: {number} of {len(names) + 1}, {sent:,} statements")
    _write(endpoint, "PUT", graph_store, LOADED, _said(digest))
    return sent


def write_lines(store: Store, digest: str, output: IO[bytes]) -> int:
    """Write everything a store holds as N-Quads, for engines that index a file; how many statements. What is in no
    named graph stands in the default graph, as the embedded store has it."""
    count = 0
    for name in (None, *store.graphs()):
        end = b" .\n" if name is None else f" <{name}> .\n".encode()
        for line in store.lines(name):
            output.write(line[:-3] + end)
            count += 1
    output.write(_said(digest)[:-3] + f" <{LOADED}> .\n".encode())
    return count + 1


def _said(digest: str) -> bytes:
    return f"<{GRAPH}> <{_DIGEST}> {json.dumps(digest)} .\n".encode()


def _write(endpoint: Endpoint, method: str, graph_store: str, name: str | None, block: bytes) -> None:
    where = "default" if name is None else f"graph={quote(name, safe='')}"
    kind = {"Content-Type": "application/n-triples"} if block else {}
    endpoint._send(urllib.request.Request(f"{graph_store}?{where}", block or None, kind, method=method))


def _declared(query: str, base: str | None) -> str:
    """The query with our prefixes and base before its own, which come later and so prevail."""
    head = f"BASE <{base}>\n" if base else ""
    return head + "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items()) + query


def _failed(address: str, what: str) -> EndpointError:
    return EndpointError(
        f"The endpoint {address} {what}.",
        hint="See that it runs and that TRISKELE_ENDPOINT is its address for queries; without that setting the "
        "embedded store answers.",
    )
