"""The ontology as it lies on disk: where the files are, how to read them, and what SHACL says of them."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from rdflib import Graph, Namespace, URIRef

from triskele.findings import Report
from triskele.validate import check_shapes

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLES = ONTOLOGY / "examples"
TINY = EXAMPLES / "valid" / "tiny.ttl"
TSK = Namespace("https://w3id.org/triskele/ontology#")


@cache
def _parse(path: Path) -> Graph:
    return Graph().parse(path)


def read(*paths: Path) -> Graph:
    """The triples of these Turtle files together, in a graph of its own; no file is parsed twice."""
    graph = Graph()
    for path in paths:
        graph += _parse(path)
    return graph


def judged(data: Graph, shapes: Graph) -> Report:
    """What the production path finds wrong."""
    report, _ = check_shapes(data.serialize(format="nt").encode(), b"", [shapes.serialize(format="nt").encode()])
    return report


def shape_name(shape: str) -> str:
    """``tie-type`` of the shape's IRI, whole or shortened."""
    return re.split("[#:]", shape)[-1]


def broken_shapes(data: Graph, shapes: Graph) -> dict[URIRef, set[str]]:
    """Which shapes fail, by the node at fault."""
    broken = defaultdict(set)
    for finding in judged(data, shapes).findings:
        broken[URIRef(finding.subject)].add(shape_name(finding.shape))
    return broken
