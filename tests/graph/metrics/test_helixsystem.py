"""B24: Triple Helix systems."""

from __future__ import annotations

import pytest

from triskele import metrics
from triskele.errors import TableError

ACTORS = [
    {"actor": "u", "spheres": "university", "rd": "yes"},
    {"actor": "i", "spheres": "industry", "rd": "no"},
    {"actor": "g", "spheres": "government", "rd": "no"},
    {"actor": "t", "spheres": "university;industry", "rd": "yes", "level": "institution"},
    {"actor": "p", "spheres": "university", "rd": "yes", "level": "person"},
    {"actor": "x", "spheres": "", "rd": "yes"},
]
TIES = [
    {"source": "u", "target": "i", "relation": "technology-transfer", "space": "knowledge;innovation",
     "function": "university"},
    {"source": "u", "target": "g", "relation": "networking", "space": "consensus"},
    {"source": "g", "target": "i", "relation": "networking", "space": "consensus", "function": "industry"},
    {"source": "i", "target": "u", "space": "knowledge"},
    {"source": "t", "target": "u", "function": "government"},
]  # fmt: skip
SYSTEM = {"actors": ACTORS, "ties": TIES}


def test_coverage_by_hand() -> None:
    result = metrics.run("triple-helix-systems", SYSTEM)
    # R&D single institution (u), not R&D single institution (i, g), R&D multi institution (t), R&D single person (p)
    assert result.headline.value == pytest.approx(4 / 8)
    assert result.dropped == {"uncoded_actors": 1}
    assert result.pick(quantity="relation-coverage").value == pytest.approx(2 / 5)
    # u does its own work, g that of industry, t that of government
    assert result.pick(quantity="substitution-index").value == pytest.approx(2 / 3)
    cell = {"rd": "non-rd", "sphere-count": "single-sphere", "level": "institution"}
    assert result.pick(**cell, quantity="component").value == 2
    assert result.pick(relation="networking", quantity="relation").value == 2
    assert any("own reading" in note["en"] for note in result.notes)


def test_a_hybrid_is_of_several_spheres_and_substitutes_nobody() -> None:
    hybrid = {"actor": "h", "spheres": "hybrid", "rd": "yes"}
    does = [{"source": name, "target": "i", "function": "industry"} for name in "hu"]
    result = metrics.run("triple-helix-systems", {"actors": [*ACTORS, hybrid], "ties": does})
    cell = {"rd": "rd", "sphere-count": "multi-sphere", "level": "institution"}
    assert result.pick(**cell, quantity="component").value == 2  # t and h
    share = result.pick(quantity="substitution-index")
    assert (share.value, share.m) == (1, 1)  # u does what industry does; of h nobody can say so


def test_spaces_and_their_overlap() -> None:
    result = metrics.run("triple-helix-systems", SYSTEM)
    # knowledge: u-i; innovation: u-i; consensus: u-g, g-i
    assert result.pick(space="knowledge", other="innovation").value == 1.0
    assert result.pick(space="knowledge", other="consensus").value == 0.0
    assert result.pick(space="consensus", quantity="ei-of-space").value == 1.0
    # g alone lies between u and i; the two-path u-g-i is open
    assert result.pick(space="consensus", quantity="closure-of-space").value == 0.0
    assert result.pick(space="consensus", quantity="mean-gefura").value == pytest.approx(1 / 3)
    assert result.pick(space="knowledge", quantity="closure-of-space").value is None


def test_nothing_coded_is_null() -> None:
    result = metrics.run(
        "triple-helix-systems", {"actors": [{"actor": "a", "spheres": ""}], "ties": [{"source": "a", "target": "b"}]}
    )
    for quantity in ("component-coverage", "relation-coverage", "substitution-index"):
        assert result.pick(quantity=quantity).value is None
        assert result.pick(quantity=quantity).reason["en"] == "Nothing is coded."


def test_words_that_are_not_on_the_list() -> None:
    for column, word in (("relation", "friendship"), ("space", "outer"), ("function", "army")):
        with pytest.raises(TableError, match=word):
            metrics.run("triple-helix-systems", {"actors": ACTORS, "ties": [{**TIES[0], column: word}]})
    with pytest.raises(TableError, match="actors"):
        metrics.run("triple-helix-systems", TIES)
