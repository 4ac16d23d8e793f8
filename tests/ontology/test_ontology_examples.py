"""Every example says by its file name which shape it obeys or breaks, and does exactly that.

All invalid examples are validated in one run and told apart by the nodes they describe, which is why no two files may
describe the same node.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from tests.ontology.ontology_files import EXAMPLES, TINY, TSK, broken_shapes, read

VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))
OF_DATA = [path for path in INVALID if not path.stem.startswith("style-")]
OF_STYLE = [path for path in INVALID if path.stem.startswith("style-")]


def shape_of(path: Path) -> str:
    """``style-tie-type--missing.ttl`` is about the shape ``tie-type``."""
    return path.stem.removeprefix("style-").partition("--")[0]


def named_shapes(shapes: Graph) -> set[str]:
    """The shapes that can fail: those with a message, or with a constraint that has one."""
    blamed = set(shapes.subjects(SH.message)) | set(shapes.subjects(SH.sparql))
    return {str(shape).rpartition("#")[2] for shape in blamed if isinstance(shape, URIRef)}


@pytest.fixture(scope="module")
def failures(words: Graph, shapes: Graph) -> dict[URIRef, set[str]]:
    return broken_shapes(words + read(TINY, *OF_DATA), shapes)


@pytest.fixture(scope="module")
def style_failures(words: Graph, house_style: Graph) -> dict[URIRef, set[str]]:
    return broken_shapes(words + read(*OF_STYLE), house_style)


def broken_by(path: Path, core: Graph, failures: dict[URIRef, set[str]]) -> set[str]:
    """The shapes broken by the nodes this file describes and by the terms it makes up."""
    graph = read(path)
    made_up = {t for triple in graph for t in triple[1:] if str(t).startswith(TSK) and (t, None, None) not in core}
    return set().union(*(failures.get(node, set()) for node in set(graph.subjects()) | made_up))


def test_both_folders_hold_examples() -> None:
    assert VALID
    assert OF_DATA
    assert OF_STYLE


def test_every_shape_has_an_invalid_example(shapes: Graph, house_style: Graph) -> None:
    assert named_shapes(shapes) == {shape_of(path) for path in OF_DATA}
    assert named_shapes(house_style) == {shape_of(path) for path in OF_STYLE}


def test_no_two_examples_describe_the_same_node() -> None:
    paths = [*VALID, *INVALID]
    subjects = [subject for path in paths for subject in set(read(path).subjects()) if isinstance(subject, URIRef)]
    assert len(subjects) == len(set(subjects))


def test_valid_examples_conform(words: Graph, shapes: Graph) -> None:
    assert broken_shapes(words + read(*VALID), shapes) == {}


@pytest.mark.parametrize("path", OF_DATA, ids=lambda path: path.stem)
def test_invalid_example_breaks_the_shape_it_names(path: Path, core: Graph, failures: dict) -> None:
    assert broken_by(path, core, failures) == {shape_of(path)}


@pytest.mark.parametrize("path", OF_STYLE, ids=lambda path: path.stem)
def test_invalid_term_breaks_the_style_it_names(path: Path, core: Graph, style_failures: dict) -> None:
    assert broken_by(path, core, style_failures) == {shape_of(path)}


def test_the_tiny_ecosystem_fits_in_the_head() -> None:
    tiny = read(TINY)
    kinds = [
        str(kind).rpartition("#")[2]
        for actor, kind in tiny.query("SELECT ?a ?k { ?a a ?k FILTER(CONTAINS(STR(?a), '/id/actor/')) }")
    ]
    assert sorted(kinds) == [
        "CivilSocietyOrganisation", "DevelopmentAgency", "Firm", "Firm", "LocalAuthority", "SpinOff", "Startup",
        "TechnologyTransferOffice", "Technopark", "University", "University", "University",
    ]  # fmt: skip
