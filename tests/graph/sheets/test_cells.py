"""What one cell says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from triskele.sources.sheets import cells
from triskele.sources.sheets.words import class_of_name, headings, is_turned, plain, slug


@pytest.mark.parametrize(
    ("cell", "said"),
    [(2016.0, "2016"), ("2016.0", "2016"), ("01.03.2016", "2016-03-01"), ("1/3/2016", "2016-03-01"),
     ("2016-03", "2016-03"), ("Mart 2016", "2016-03"), ("15 Ağustos 2016", "2016-08-15"), ("2016 yılı", "2016"),
     (datetime(2016, 3, 1), "2016-03-01"), (date(2016, 3, 1), "2016-03-01"), ("NA", ""), ("#YOK", ""), (" ", ""),
     ("\u00a02016\u00a0", "2016")],
)  # fmt: skip
def test_dates(cell: Any, said: str) -> None:
    assert cells.when(cell) == (said, said)


def test_a_span_has_two_ends() -> None:
    assert cells.when("2010–2015") == ("2010", "2015")


@pytest.mark.parametrize("cell", ["31.02.2016", "2016-13", "yakında", "12"])
def test_what_is_no_date(cell: str) -> None:
    with pytest.raises(ValueError, match=cell[-4:] if cell[0] != "3" else "2016-2-31"):
        cells.when(cell)


@pytest.mark.parametrize(
    ("cell", "mark", "number"),
    [("1.234,50", ",", "1234.5"), ("1,234.50", ".", "1234.5"), ("1,5 milyon TL", ",", "1500000"), ("%12", ",", "12"),
     (1250000.5, ".", "1250000.5"), ("12 kişi", ",", "12"), ("-3", ".", "-3"), ("₺ 2.000", ",", "2000"),
     ("NA", ".", "")],
)  # fmt: skip
def test_numbers(cell: Any, mark: str, number: str) -> None:
    assert cells.number(cell, mark) == number


def test_the_decimal_mark_is_what_the_column_shows() -> None:
    assert cells.decimal_mark(["1.234,5", "2"], turkish=False) == ","
    assert cells.decimal_mark(["1,234.5", "2"], turkish=True) == "."
    assert cells.decimal_mark(["1.234"], turkish=True) == ","
    assert cells.decimal_mark(["1.234"], turkish=False) == "."


def test_a_name_may_hold_the_separator() -> None:
    known = {"kiyi odasi; ticaret", "b"}
    assert cells.parts("Kıyı Odası; Ticaret", lambda n: cells.fold(n) in known) == ["Kıyı Odası; Ticaret"]
    assert cells.parts("Kıyı Odası; Ticaret; B", lambda n: cells.fold(n) in known) == ["Kıyı Odası; Ticaret", "B"]
    assert cells.parts("A, B") == ["A, B"], "a comma separates only what is known"


def test_keys_and_classes_of_names() -> None:
    assert slug("IŞIK Üniversitesi A.Ş.") == "isik-universitesi-as"
    assert plain("Ltd. Şti.") == "ltd sti"
    assert class_of_name("İncir Üniversitesi") == "University"
    assert class_of_name("Kıyı Makine San. ve Tic. A.Ş.") == "Firm"
    assert class_of_name("Kıyı") == ""


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("Ege Yenilenebilir Enerji Kümelenmesi", "ClusterInitiative"),
        ("Kıyı Kuluçka Merkezi", "Incubator"),
        ("Zeytincilik Araştırma Enstitüsü", "ResearchInstitute"),
        ("Zeytincilik Araştırma Enstitüsü Müdürlüğü", "ResearchInstitute"),
        ("Kıyı Melek Yatırım Ağı", "AngelNetwork"),
        ("Kıyı Teknokent A.Ş.", "Technopark"),  # the seeds have the company that runs one as the technopark
        ("Kıyı Teknoloji Geliştirme Bölgesi Kurucu ve İşletici A.Ş.", "Technopark"),
        ("Kıyı Üniversitesi Tıp Fakültesi", "FacultyOrUnit"),
        ("Kıyı Yazılım A.Ş.", "Firm"),
    ],
)
def test_classes_of_names(name: str, cls: str) -> None:
    assert class_of_name(name) == cls


@pytest.mark.parametrize(
    ("cell", "year"),
    [("2017'den beri", "2017"), ("2015’ten itibaren", "2015"), ("2016 - halen", "2016"), ("2013–devam ediyor", "2013"),
     ("since 2012", "2012"), ("2010-2014", "2010-2014"), ("2013 sonrası", "2013 sonrası")],
)  # fmt: skip
def test_from_when_on(cell: str, year: str) -> None:
    assert cells.since(cell) == year


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [("124.7", "milyon ABD doları", ("124700000", "ABD doları")), ("10.5", "milyar dolar", ("10500000000", "dolar")),
     ("3", "kişi", ("3", "kişi")), ("0.25", "bin ton", ("250", "ton"))],
)  # fmt: skip
def test_the_scale_of_a_unit_goes_into_the_number(value: str, unit: str, said: tuple[str, str]) -> None:
    assert cells.scaled(value, unit) == said


def test_a_heading_may_say_whose_it_is() -> None:
    assert "unvani" in headings("Kuruluşun Ünvanı")
    assert "kurulus adi" in headings("KURULUŞUN ADI")
    assert "ilce" in headings("Bulunduğu İlçe")


@pytest.mark.parametrize(
    ("kind", "word", "turned"),
    [("funding", "hibe verdi", False), ("funding", "hibe aldı", True), ("licensing", "lisans alan", True),
     ("supply", "müşterisidir", True), ("supply", "satın alıyor", True), ("hosting", "bünyesinde yer almaktadır", True),
     ("hosting", "bünyesinde barındırır", False), ("membership", "üyesidir", False)],
)  # fmt: skip
def test_who_receives_is_no_source(kind: str, word: str, turned: bool) -> None:
    assert is_turned(kind, word) is turned


def test_a_scale_that_cell_and_unit_both_say_counts_once() -> None:
    assert cells.scaled(cells.number("2,5 milyon", ","), "milyon TL", "2,5 milyon") == ("2500000", "TL")
    assert cells.scaled(cells.number("2,5", ","), "milyon TL", "2,5") == ("2500000", "TL")
