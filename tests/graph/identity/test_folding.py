"""Names of bodies by their words: abbreviations, legal forms, languages, numbers, towns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triskele.folding import canonical, meaning, parse_name, search_key
from triskele.folding.words import towns_in


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UNIVERSITAET TUEBINGEN", "Universität Tübingen"),  # letters written as two
        ("NORGES TEKNISKE UNIVERSITET NTU", "Norges tekniske universitet"),  # its own initials behind it
        ("Ruprecht-Karls-Universität Heidelberg", "Heidelberg University"),  # whom it honours
        ("TÜRKPATENT", "Türk Patent ve Marka Kurumu"),  # known by two whole names
        ("Université d'Exemple", "Universite Exemple"),
        ("Deutsches Institut für Gesundheitsforschung", "German Institute for Health Research"),  # one word, two words
        ("Örnek Kalite Der.", "Örnek Kalite Derneği"),
    ],
)
def test_two_spellings_mean_one_body(one: str, other: str) -> None:
    assert sorted(meaning(one).split()) == sorted(meaning(other).split())


def test_short_turkish_words_are_none_in_other_languages() -> None:
    assert parse_name("Hospital San Isidoro").words == ("hospital", "saint", "isidoro")
    assert parse_name("Institut der Universität").words == ("institute", "university")


def test_a_name_in_two_languages_is_each_and_one_with_a_part_is_not() -> None:
    assert parse_name("Universidad de Ejemplo / University of Example").also == (
        "Universidad de Ejemplo",
        "University of Example",
    )
    assert parse_name("Ege Üniversitesi - Tıp Fakültesi").also == ()


def test_a_place_is_in_the_town_it_names_or_is_a_district_of() -> None:
    assert towns_in("BORNOVA IZMIR") == {"izmir"}
    assert towns_in("Urla") == {"izmir"}
    assert towns_in("Praha 1") == {"praha"}
    assert towns_in("Gebze") == {"gebze", "kocaeli"}
    assert towns_in("Hogsmeade") == frozenset()


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
