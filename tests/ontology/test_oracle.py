"""What the fast engine says of every example is what pyshacl says: an engine that is young has a second opinion."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import SH

from tests.ontology.ontology_files import EXAMPLES, TINY, read
from triskele.validate import check_shapes

INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))
OF_DATA = [path for path in INVALID if not path.stem.startswith("style-")]
OF_STYLE = [path for path in INVALID if path.stem.startswith("style-")]
ASKED = (SH.focusNode, SH.value, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)


def verdicts(report: Graph) -> Iterator[tuple[str, ...]]:
    """Every result once: node, value, shape, component, severity, and its path when that has a name."""
    for result in report.objects(None, SH.result):
        path = report.value(result, SH.resultPath)
        named = str(path) if str(path).startswith("http") else "compound" if path else ""
        yield (*(str(report.value(result, predicate)) for predicate in ASKED), named)


@pytest.mark.parametrize(("rules", "examples"), [("shapes", OF_DATA), ("house_style", OF_STYLE)])
def test_both_engines_agree_on_every_example(
    rules: str, examples: list, words: Graph, request: pytest.FixtureRequest
) -> None:
    shapes = request.getfixturevalue(rules)
    data = words + read(TINY, *examples)
    _, oracle, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False, inplace=True)
    statements = data.serialize(format="nt").encode()
    _, ours = check_shapes(statements, b"", [shapes.serialize(format="nt").encode()])
    said, expected = set(verdicts(Graph().parse(data=ours, format="turtle"))), set(verdicts(oracle))
    assert len(expected) > len(examples)
    assert said == expected
