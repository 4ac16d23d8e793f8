"""What one cell says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from triskele.sources.sheets import cells, dates
from triskele.sources.sheets.words import class_of_name, headings, is_turned, plain, slug


@pytest.mark.parametrize(
    ("cell", "said"),
    [(2016.0, "2016"), ("2016.0", "2016"), ("01.03.2016", "2016-03-01"), ("1/3/2016", "2016-03-01"),
     ("2016-03", "2016-03"), ("Mart 2016", "2016-03"), ("15 Ağustos 2016", "2016-08-15"), ("2016 yılı", "2016"),
     (datetime(2016, 3, 1), "2016-03-01"), (date(2016, 3, 1), "2016-03-01"), ("NA", ""), ("#YOK", ""), (" ", ""),
     ("\u00a02016\u00a0", "2016")],
)  # fmt: skip
def test_dates(cell: Any, said: str) -> None:
    assert dates.when(cell) == (said, said)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [("2010–2015", "2010", "2015"), ("2015-18", "2015", "2018"), ("2016-2017 eğitim yılı", "2016", "2017"),
     ("01.01.2015 - 31.12.2018", "2015-01-01", "2018-12-31"), ("Ocak-Mart 2016", "2016-01", "2016-03"),
     ("2016 1. çeyrek", "2016-01", "2016-03"), ("Q4 2016", "2016-10", "2016-12"), ("1990'lar", "1990", "1999"),
     ("1990’lı yılların sonu", "1997", "1999"), ("early 1990s", "1990", "1993"), ("2016 başı", "2016-01", "2016-04"),
     ("yaklaşık 2010", "2009", "2011"), ("~2010", "2009", "2011"), ("2010 civarı", "2009", "2011"),
     ("2013 öncesi", "", "2013"), ("2018'e kadar", "", "2018"), ("until 2018", "", "2018")],
)  # fmt: skip
def test_a_cell_that_leaves_a_time_open_is_a_range(cell: str, first: str, last: str) -> None:
    assert dates.when(cell) == (first, last)
    assert not dates.is_literal(cell) or cell == "2010–2015", "what is not as one writes a date is told"


@pytest.mark.parametrize(
    ("cell", "said"),
    [("2010'dan beri", ("2010", False)), ("2010 yılından beri", ("2010", False)), ("2017 - halen", ("2017", False)),
     ("2010+", ("2010", False)), ("since 2010", ("2010", False)), ("Ocak 2010'dan beri", ("ocak 2010", False)),
     ("2013 sonrası", ("2013", True)), ("2013'ten sonra", ("2013", True)), ("2013", ("2013", False))],
)  # fmt: skip
def test_from_when_on(cell: str, said: tuple[str, bool]) -> None:
    assert dates.since(cell) == said


@pytest.mark.parametrize(
    ("cell", "qualifier", "number"),
    [("~200", "about", "200"), ("yaklaşık 1.250", "about", "1250"), ("200 civarı", "about", "200"),
     ("200'den fazla", "over", "200"), ("> 200", "over", "200"), ("en az 50", "at-least", "50"),
     ("200+", "at-least", "200"), ("en fazla 10", "at-most", "10"), ("10'un altında", "under", "10"),
     ("12,5 milyon TL", "", "12500000"), ("1.250.000 €", "", "1250000"), ("%15", "", "15"), ("200", "", "200")],
)  # fmt: skip
def test_how_sure_a_number_is(cell: str, qualifier: str, number: str) -> None:
    assert (cells.qualified(cell)[0], cells.number(cell, ",")) == (qualifier, number)


@pytest.mark.parametrize("cell", ["31.02.2016", "2016-13", "soon", "12"])
def test_what_is_no_date(cell: str) -> None:
    with pytest.raises(ValueError, match=cell[-4:] if cell[0] != "3" else "2016-2-31"):
        dates.when(cell)


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
