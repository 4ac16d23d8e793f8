"""The formats results and graphs are written in: one name each, the same in Python, command line and URL."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from triskele.errors import UnknownFormat


@dataclass(frozen=True)
class Format:
    """A way to write an answer. ``kind`` is rows (tables and yes/no), graph, or dataset (a graph with its names)."""

    name: str
    media_type: str
    suffix: str
    kind: str


RESULT_FORMATS = {
    f.name: f
    for f in (
        Format("json", "application/sparql-results+json", "srj", "rows"),
        Format("xml", "application/sparql-results+xml", "srx", "rows"),
        Format("csv", "text/csv", "csv", "rows"),
        Format("tsv", "text/tab-separated-values", "tsv", "rows"),
    )
}
GRAPH_FORMATS = {
    f.name: f
    for f in (
        Format("ttl", "text/turtle", "ttl", "graph"),
        Format("nt", "application/n-triples", "nt", "graph"),
        Format("trig", "application/trig", "trig", "dataset"),
        Format("nq", "application/n-quads", "nq", "dataset"),
        Format("jsonld", "application/ld+json", "jsonld", "dataset"),
        Format("rdfxml", "application/rdf+xml", "rdf", "graph"),
    )
}


def graph_format(name: str) -> Format:
    """The graph format of this name, or UnknownFormat."""
    if name not in GRAPH_FORMATS:
        raise UnknownFormat(f"No graph format is called {name!r}.", hint=f"Use one of {', '.join(GRAPH_FORMATS)}.")
    return GRAPH_FORMATS[name]


def write_csv(columns: Iterable[str], rows: Iterable[Mapping[str, Any]], end: str = "\n") -> str:
    """Rows as CSV (RFC 4180), a line a row; what a row has not is an empty cell."""
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, list(columns), lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()
