"""The data shapes as a document: what each asks for, and what it says when that is not there."""

from __future__ import annotations

from pathlib import Path

from triskele.catalogue.documents import Document
from triskele.catalogue.terminology import read_graph
from triskele.identifiers import shorten
from triskele.store import Store
from triskele.syntaxes import read_rdf
from triskele.terms import LANGUAGES, ROOT, SH, SHAPES_GRAPH

NAMESPACE = ROOT + "shapes#"
_KINDS = {SH + "NodeShape", SH + "PropertyShape"}


def open_rules(path: Path, graph: str = SHAPES_GRAPH) -> Store:
    """A file of the ontology that is no part of a release's statements, as a small store of one named graph."""
    store = Store.create()
    store.load_quads(read_rdf(path, graph))
    return store


def describe_shapes(store: Store) -> list[Document]:
    """Every named shape, in the order of names: targets, path, severity, message, the shapes of its properties."""
    steps = _read_steps(store)
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
                "targets": sorted(shorten(t) for t in targets),
                "path": _write_path(said.text("path") or "", steps),
                "severity": shorten(said.text("severity") or SH + "Violation"),
                "messages": {tag: messages.get(tag, "") for tag in LANGUAGES} if messages else {},
                "properties": sorted(
                    p.removeprefix(NAMESPACE) for p in said.many("property") if p.startswith(NAMESPACE)
                ),
            }
        )
    return found


_STEPS = f"""SELECT ?node ?p ?o {{ GRAPH <{SHAPES_GRAPH}> {{ ?node ?p ?o }}
  FILTER(?p IN (sh:inversePath, sh:alternativePath, rdf:first, rdf:rest)) }}"""
Steps = dict[str, dict[str, str]]


def _read_steps(store: Store) -> Steps:
    """The nodes that property paths are made of."""
    steps: Steps = {}
    for row in store.query(_STEPS):
        steps.setdefault(row["node"], {})[row["p"].rpartition("#")[2]] = row["o"]
    return steps


def _write_path(node: str, steps: Steps) -> str:
    """A property path as SPARQL writes it: ``^a``, ``a/b``, ``a|b``."""
    step = steps.get(node, {})
    if "inversePath" in step:
        return f"^{_write_path(step['inversePath'], steps)}"
    if "alternativePath" in step:
        return "|".join(_write_path(part, steps) for part in _members(step["alternativePath"], steps))
    if "first" in step:
        return "/".join(_write_path(part, steps) for part in _members(node, steps))
    return shorten(node)


def _members(node: str, steps: Steps) -> list[str]:
    found = []
    while node in steps:
        found.append(steps[node]["first"])
        node = steps[node]["rest"]
    return found
