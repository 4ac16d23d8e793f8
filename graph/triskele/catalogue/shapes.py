"""The data shapes as a document: what each asks for, and what it says when that is not there."""

from __future__ import annotations

from pathlib import Path

from triskele.catalogue.documents import Document
from triskele.catalogue.terminology import read_graph
from triskele.identifiers import shorten
from triskele.store import Store, read_rdf
from triskele.terms import LANGUAGES, ROOT, SH, SHAPES_GRAPH

NAMESPACE = ROOT + "shapes#"
_KINDS = {SH + "NodeShape", SH + "PropertyShape"}


def open_shapes(path: Path) -> Store:
    """The shapes file as a small store of its own."""
    store = Store.create()
    store.load_quads(read_rdf(path, SHAPES_GRAPH))
    return store


def describe_shapes(store: Store) -> list[Document]:
    """Every named shape, in the order of names: targets, path, severity, message, the shapes of its properties."""
    found = []
    for iri, said in sorted(read_graph(store, SHAPES_GRAPH).items()):
        if not iri.startswith(NAMESPACE) or not _KINDS & set(said.many("type")):
            continue
        targets = [v for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf") for v in said.many(name)]
        messages = said.texts("message")
        found.append(
            {
                "iri": iri,
                "key": iri.removeprefix(NAMESPACE),
                "targets": [shorten(t) for t in targets],
                "path": shorten(said.text("path") or ""),
                "severity": shorten(said.text("severity") or SH + "Violation"),
                "messages": {tag: messages.get(tag, "") for tag in LANGUAGES} if messages else {},
                "properties": [p.removeprefix(NAMESPACE) for p in said.many("property") if p.startswith(NAMESPACE)],
            }
        )
    return found
