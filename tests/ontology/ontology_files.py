"""The ontology as it lies on disk: where the files are, how to read them, and what SHACL says of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from pyshacl import validate
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import SH

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLES = ONTOLOGY / "examples"
TINY = EXAMPLES / "valid" / "tiny.ttl"
TSK = Namespace("https://w3id.org/triskele/ontology#")
WHOLE = URIRef("https://w3id.org/triskele/ontology")


@cache
def _parse(path: Path) -> Graph:
    return Graph().parse(path)


def read(*paths: Path) -> Graph:
    """The triples of these Turtle files together, in a graph of its own; no file is parsed twice."""
    graph = Graph()
    for path in paths:
        graph += _parse(path)
    return graph


def broken_shapes(data: Graph, shapes: Graph) -> dict[URIRef, set[str]]:
    """Which shapes fail, by the node at fault: the focus node, or the value where the whole ontology is in focus."""
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False, inplace=True)
    broken = defaultdict(set)
    for result in report.objects(None, SH.result):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        name = str(report.value(result, SH.sourceShape)).rpartition("#")[2]
        broken[value if focus == WHOLE else focus].add(name)
    return broken
