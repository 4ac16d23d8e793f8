"""Names of bodies by their words: abbreviations, legal forms, languages, numbers, towns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triskele.folding import canonical, parse_name, search_key


@pytest.mark.parametrize("name", ["Hacettepe Ü.", "Hacettepe Üniv.", "HACETTEPE ÜNİVERSİTESİ", "Hacettepe University"])
def test_a_university_however_it_is_written(name: str) -> None:
    assert canonical(name) == "hacettepe university"


def test_dots_of_abbreviations_close_up() -> None:
    assert parse_name("O.D.T.Ü.").words == parse_name("ODTÜ").words == ("odtu",)
    assert parse_name("İ.T.Ü. Teknokent").words == ("itu", "technopark")


@pytest.mark.parametrize(
    ("name", "words", "form"),
    [
        ("Örnek Makina San. ve Tic. Ltd. Şti.", ("ornek", "machinery", "industry", "commerce"), "limited"),
        ("Örnek A.Ş.", ("ornek",), "joint-stock"),
        ("Örnek Anonim Şirketi", ("ornek",), "joint-stock"),
        ("Beispiel GmbH & Co. KG", ("beispiel",), "kg"),
        ("Exemple S.A.", ("exemple",), "sa"),
        ("Ltd", ("ltd",), ""),
    ],
)
def test_legal_forms_are_no_words_of_the_name(name: str, words: tuple[str, ...], form: str) -> None:
    found = parse_name(name)
    assert (found.words, found.form) == (words, form)


def test_numbers_and_towns_are_known_for_what_they_are() -> None:
    zone = parse_name("Ankara 2. OSB")
    assert (zone.numbers, zone.towns, zone.kinds) == ({"2"}, {"ankara"}, {"industrial-zone"})
    assert parse_name("II. OSB").numbers == {"2"}
    assert parse_name("Universität München").key == parse_name("University of Munich").key


def test_keys_with_hyphens_are_words_and_addresses_stay() -> None:
    assert search_key("OSTİM-Teknik") == "ostim teknik"
    assert search_key("https://ror.org/04kwvgz42") == "https://ror.org/04kwvgz42"


@given(st.text(max_size=60))
def test_any_text_is_read_and_blanks_around_it_change_nothing(text: str) -> None:
    found = parse_name(text)
    assert found.key == parse_name(f"  {text}  ").key
