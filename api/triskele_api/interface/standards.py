"""Answers whose form a standard says: SPARQL, what finds and harvests, the protocol of agents."""

from __future__ import annotations

from typing import Any

from triskele_api.interface.operation import BODY, GRAPHS, JSON, ROWS, TEXT, WORK, Operation, Operations
from triskele_api.interface.records import Record


class Spoken(Record):
    """A message of JSON-RPC: the result of what was asked, or an error."""

    jsonrpc: str
    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None


OPERATIONS: Operations = {
    ("get", "/ro-crate-metadata.json"): Operation(media=("application/ld+json",)),
    ("get", "/croissant.json"): Operation(media=("application/ld+json",)),
    ("get", "/linkset"): Operation(media=("application/linkset+json",)),
    ("get", "/linkset/{kind}/{key}"): Operation(media=("application/linkset+json",)),
    ("get", "/llms.txt"): Operation(media=("text/markdown",)),
    ("get", "/robots.txt"): Operation(media=("text/plain",)),
    ("get", "/sitemap.xml"): Operation(media=("application/xml",)),
    ("get", "/sitemap-{part}.xml"): Operation(media=("application/xml",)),
    ("post", "/mcp"): Operation(Spoken, (JSON,), (403, *BODY, *WORK), 200,
        "JSON-RPC: a tool, resource or prompt for programs that reason; each request for itself.",
        "JSON-RPC: akıl yürüten programlar için araç, kaynak ve istemler; her istek kendi başınadır.",
        {JSON: {"type": "object", "properties": {"jsonrpc": {"const": "2.0"}, "id": {"type": ["integer", "string"]},
                                                 "method": TEXT, "params": {"type": "object"}},
                "required": ["jsonrpc", "method"]}}, (400, 404, 406)),
    ("get", "/sparql"): Operation(media=(*ROWS, *GRAPHS), errors=(403, *WORK), page=True, en=
        "Unknown parameters are ignored and named in Triskele-Ignored. Without a query: the service description.",
        tr="Bilinmeyen parametreler yok sayılır ve Triskele-Ignored başlığında adlandırılır. Sorgu yoksa: hizmetin "
        "betimlemesi."),
    ("post", "/sparql"): Operation(media=(*ROWS, *GRAPHS), errors=(403, *BODY, *WORK)),
}  # fmt: skip
