"""Data against shapes: SHACL in, a report of findings out. The only module that knows pyshacl."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Set
from pathlib import Path

from pyshacl import validate as shacl
from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from triskele.findings import Finding, Report
from triskele.identifiers import shorten

Origin = Mapping[str, tuple[str, int]]

_SEVERITY = {str(SH.Violation): "error", str(SH.Warning): "warning", str(SH.Info): "note"}


logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # a date that is none is a finding, not a line of the log


def check_shapes(
    data: bytes,
    ontology: bytes,
    shapes: Path,
    origin: Origin | None = None,
    left_out: Set[str] = frozenset(),
) -> tuple[Report, str]:
    """Validate N-Triples against the shapes file; the report, and the SHACL report itself as Turtle.

    ``ontology`` (N-Triples) gives classes and concepts and is judged with the data; nothing is inferred. ``origin``
    maps the IRI of a thing to the file and row it came from, so that a finding says where to go. What is only wrong
    because it speaks of something ``left_out`` is not reported: that has findings of its own. Linear in the data for
    the house's shapes.
    """
    graph = Graph(bind_namespaces="none")
    # One graph: pyshacl would take only the class axioms from an ontology handed over apart, not the concepts.
    graph.parse(data=data, format="nt")
    graph.parse(data=ontology, format="nt")
    rules = Graph(bind_namespaces="none")
    rules.parse(shapes, format="turtle")
    _, results, _ = shacl(graph, shacl_graph=rules, inference="none", advanced=False)
    findings = [
        _finding(results, rules, node, graph, origin or {})
        for node in results.objects(None, SH.result)
        if not left_out or str(results.value(node, SH.value)) not in left_out
    ]
    return Report.of(findings), _sorted_turtle(results)


def _place(focus: str, graph: Graph, origin: Origin) -> tuple[str, int]:
    """File and row of a thing; of a misspelt class or concept, those of the first row that uses it."""
    if focus in origin or not focus:
        return origin.get(focus, ("", 0))
    return min((origin[str(s)] for s in graph.subjects(None, URIRef(focus)) if str(s) in origin), default=("", 0))


def _path(graph: Graph, node: Node | None) -> str:
    """A property path as SPARQL writes it."""
    if not isinstance(node, BNode):
        return "" if node is None else shorten(str(node))
    if (inverse := graph.value(node, SH.inversePath)) is not None:
        return f"^{_path(graph, inverse)}"
    if (either := graph.value(node, SH.alternativePath)) is not None:
        return "|".join(_path(graph, part) for part in Collection(graph, either))
    return "/".join(_path(graph, part) for part in Collection(graph, node))


def _finding(results: Graph, rules: Graph, node: Node, graph: Graph, origin: Origin) -> Finding:
    def one(predicate: URIRef) -> str:
        found = results.value(node, predicate)
        return "" if found is None else str(found)

    messages = {getattr(m, "language", None) or "en": str(m) for m in results.objects(node, SH.resultMessage)}
    if len(messages) < 2:  # pyshacl keeps one language of a SPARQL constraint; the shape has both
        constraint = rules.value(results.value(node, SH.sourceShape), SH.sparql)
        for message in rules.objects(constraint, SH.message):
            messages[getattr(message, "language", None) or "en"] = str(message).replace("{?value}", one(SH.value))
    focus = one(SH.focusNode)
    file, row = _place(focus, graph, origin)
    shape = one(SH.sourceShape)
    return Finding(
        file=file,
        row=row,
        field=_path(results, results.value(node, SH.resultPath)),
        value=shorten(one(SH.value))[:200],
        shape=shorten(shape) if shape.startswith("http") else shorten(one(SH.sourceConstraintComponent)),
        severity=_SEVERITY.get(one(SH.resultSeverity), "error"),
        message_en=messages.get("en", ""),
        message_tr=messages.get("tr", messages.get("en", "")),
        subject=focus,
    )


def _sorted_turtle(results: Graph) -> str:
    """The report as Turtle whose bytes do not depend on the order of hashing or on fresh blank node names."""
    from rdflib.compare import to_canonical_graph

    canonical = Graph(bind_namespaces="none")
    for prefix, namespace in (("sh", str(SH)), ("xsd", "http://www.w3.org/2001/XMLSchema#")):
        canonical.bind(prefix, namespace)
    for triple in sorted(to_canonical_graph(results)):
        canonical.add(triple)
    return canonical.serialize(format="turtle")
