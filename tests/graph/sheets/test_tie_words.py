"""Words that analysts write for ties, written down before the lists were looked at: the type, and who is named first.

A wrong direction is worse than a word that nobody knows: an unknown one is told, with what it may mean.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from triskele.ledger.vocabulary import Words, read_words
from triskele.release.gather import read_terms
from triskele.settings import Settings
from triskele.sources.sheets.words import Vocabulary, is_turned


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(read_terms(Settings.read({})).store)


def test_words_of_ties_are_read_with_their_direction(words: Words) -> None:
    vocabulary = Vocabulary(words)
    wrong = []
    with open(Path(__file__).with_name("tie_words.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            kind, _ = vocabulary.find("tie-types", row["word"])
            direction = "" if not kind or kind in words.symmetric else "forward"
            if direction and is_turned(kind, row["word"]):
                direction = "turned"
            if (kind, direction) != (row["type"], row["direction"]):
                wrong.append((row["word"], kind, direction))
    assert wrong == []


@pytest.mark.parametrize(
    ("word", "cls"),
    [
        ("banka", "Firm"), ("kamu bankası", "PublicBody"), ("hastane", "OrganisationActor"), ("özel hastane", "Firm"),
        ("devlet hastanesi", "PublicBody"), ("üniversite hastanesi", "FacultyOrUnit"), ("lise", "OrganisationActor"),
        ("meslek lisesi", "VocationalSchool"), ("sivil toplum örgütü", "CivilSocietyOrganisation"),
        ("ilçe belediyesi", "LocalAuthority"), ("esnaf odası", "BusinessAssociation"),
        ("haber ajansı", "MediaOrganisation"),
        ("foundation", "CivilSocietyOrganisation"), ("trade union", "CivilSocietyOrganisation"),
    ],
)  # fmt: skip
def test_kinds_of_bodies_beyond_the_ontology_are_read_as_what_holds_them(word: str, cls: str, words: Words) -> None:
    """A hospital or school without its owner is an organisation of unknown sphere, not a guess."""
    vocabulary = Vocabulary(words)
    assert vocabulary.find("classes", word)[0] == cls
