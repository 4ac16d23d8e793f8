"""Twins proposed among many: which pairs are looked at, what is said of them, what a register knows better."""

from __future__ import annotations

import pytest

from triskele.identity.body import Body
from triskele.identity.comparing import compare
from triskele.identity.proposing import candidates, proposals, propose
from triskele.release import Release

ANKARA = frozenset({"ankara", "tr"})


def body(iri: str, *names: str, **more: object) -> Body:
    return Body(iri, names, **more)


def test_twins_are_found_by_identifier_name_initials_and_slip() -> None:
    bodies = [
        body("a", "Orta Doğu Teknik Üniversitesi", cls="University", place="ankara", around=ANKARA),
        body("b", "O.D.T.Ü.", cls="University", place="ankara", around=ANKARA),
        body("c", "Middle East Technical University", cls="University"),
        body("d", "Hacettepe Üniversitesi", identifiers=frozenset({("ror", "1")})),
        body("e", "Something else", identifiers=frozenset({("ror", "1")})),
        body("f", "Gazi Üniversitesi"),
        body("g", "Gzai Ünviersitesi"),
        body("h", "Hacettepe Teknokent"),
    ]
    found = {(p.a.iri, p.b.iri): p for p in propose(bodies)}
    assert {("a", "b"), ("a", "c"), ("d", "e")} <= found.keys()
    assert not any("h" in pair for pair in found)
    assert found["a", "b"].likeness.grounds[0]["what"] == "initials"
    assert found["d", "e"].likeness.grounds[0] == {"what": "shared-identifier", "a": "ror:1", "b": "ror:1"}


def test_what_abbreviates_two_bodies_is_proposed_for_none() -> None:
    short = body("a", "EAH", place="ankara", around=ANKARA, set="one")
    one = body("b", "Elma Araştırma Hastanesi", place="ankara", around=ANKARA, set="two")
    two = body("c", "Erik Araştırma Hastanesi", place="ankara", around=ANKARA, set="two")
    again = body("d", "Elma Research Hospital", place="ankara", around=ANKARA, set="three")
    assert [(p.a.iri, p.b.iri) for p in propose([short, one, two])] == []
    assert {(p.a.iri, p.b.iri) for p in propose([short, one, again])} >= {("a", "b"), ("b", "d")}


def test_two_languages_say_what_no_list_knows() -> None:
    here = frozenset({"ankara"})
    one = body("a", "Selim Tavla Araştırma Hastanesi", place="x", around=ANKARA, here=here)
    two = body("b", "Selim Backgammon Research Hospital", place="y", around=ANKARA, here=here)
    assert [p.likeness.grounds[0]["what"] for p in propose([one, two])] == ["translated"]
    third = body("c", "Selim Dama Araştırma Hastanesi", place="x", around=ANKARA, here=here)
    assert propose([one, two, third]) == []


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("DFZ", "Research Centre of Germany"),
        ("CDE", "Comune di Esempio"),
        ("SCOOLE", "SCOOLE: What the Team Does"),
        ("Örnek Üniversitesi", "Örnek Ayşe Fatma Üniversitesi"),
    ],
)
def test_two_sources_call_a_body_of_one_town_by_its_short_name(short: str, long: str) -> None:
    here = frozenset({"ankara"})
    bodies = [
        body("a", short, place="x", around=ANKARA, here=here),
        body("b", long, place="y", around=ANKARA, here=here),
    ]
    assert [(p.a.iri, p.b.iri) for p in propose(bodies)] == [("a", "b")]


def test_a_register_that_gives_two_numbers_speaks_against_one_body() -> None:
    one = body("a", "Gazi Üniversitesi", identifiers=frozenset({("ror", "1")}))
    two = body("b", "Gazi University", identifiers=frozenset({("ror", "2")}))
    likeness = compare(one, two)
    assert likeness.score == 0.5
    assert likeness.differences == [{"what": "other-identifier", "a": "ror:1", "b": "ror:2"}]


def test_a_word_that_only_other_names_share_makes_no_twins() -> None:
    zone = body("a", "Ankara Uzay ve Havacılık İhtisas OSB", "HUB", cls="IndustrialZone", place="ankara", around=ANKARA)
    centre = body("b", "İhracat için işbirliği merkezi (HUB)", cls="InterfaceOrganisation", place="ankara",
                  around=ANKARA)  # fmt: skip
    china = body("c", "Çin devleti", "devlet", cls="PublicBody", place="china", around=frozenset({"china"}))
    state = body("d", "Türkiye (devlet)", cls="PublicBody")
    assert propose([zone, centre, china, state]) == []
    assert (compare(zone, centre).score, compare(china, state).score) == (0.75, 0.6)
    assert compare(zone, body("e", "HUB", place="ankara", around=ANKARA)).score == 1.0  # who goes by it is asked about


@pytest.mark.parametrize(
    ("mine", "other", "same"),
    [
        ("Pınar Et", "Pınar Süt Mamulleri Sanayii A.Ş.", False),
        ("Pınar Entegre Et ve Un Sanayii A.Ş.", "Pınar Süt Mamulleri Sanayii A.Ş.", False),
        ("Pınar Makina İnşaat San. A.Ş.", "Pınar Elektronik Yazılım A.Ş.", False),
        ("Pınar Süt", "Pınar Süt Mamulleri Sanayii A.Ş.", True),
        ("Société Exemple et Frères", "Société Exemple Frères", True),
    ],
)
def test_firms_of_one_family_differ_by_their_trades(mine: str, other: str, same: bool) -> None:
    a, b = (body(name, name, cls="Firm", place="ankara", around=ANKARA) for name in (mine, other))
    assert (compare(a, b).score >= 0.8) == same


def test_which_comes_first_changes_nothing() -> None:
    pairs = [("Ankara 1. OSB", "Ankara 2. OSB"), ("ODTÜ", "Orta Doğu Teknik Üniversitesi"), ("Arçelik A.Ş.", "Arcelik")]
    for mine, other in pairs:
        assert compare(body("a", mine), body("b", other)).score == compare(body("b", other), body("a", mine)).score


def test_a_word_that_many_share_makes_no_pairs() -> None:
    many = [body(f"i{n}", f"University {chr(97 + n % 26)}{chr(97 + n // 26)}x") for n in range(200)]
    assert len(candidates(many)) < 200


def test_the_rows_say_why_in_both_languages(release: Release) -> None:
    rows = proposals(release.folder / "tables", least=0.0)
    assert rows
    assert all(row["why_tr"] and row["why_en"] and row["a"] < row["b"] for row in rows)


@pytest.mark.parametrize("least", [0.8, 0.99])
def test_nothing_below_the_least_score_is_proposed(release: Release, least: float) -> None:
    assert all(row["score"] >= least for row in proposals(release.folder / "tables", least=least))
