"""Anybody's tables: three makes of the same region give the same rows, and what was assumed is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.graph.sheets import agency
from triskele.findings import Finding
from triskele.ledger.vocabulary import Words, read_words
from triskele.ownership import Owner
from triskele.release.gather import read_terms
from triskele.settings import Settings
from triskele.sources.batch import Known
from triskele.sources.sheets.reading import read_sheets
from triskele.sources.sheets.source import find_sheets
from triskele.sources.sheets.template import write_template

Found = tuple[dict[str, list[dict[str, Any]]], list[Finding]]
OWNER = Owner("Kıyı", "", "Kıyı Ajansı", "", "https://veri.kiyi.example/", ("tr",))


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(read_terms(Settings.read({})).store)


@pytest.fixture
def read(tmp_path: Path, words: Words) -> Callable[[], Found]:
    def reads() -> Found:
        tables: dict[str, list[dict[str, Any]]] = {}
        (source,) = find_sheets(tmp_path, Known(words, OWNER))
        source.settle()
        for batch in source.batches():
            tables.setdefault(batch.table, []).extend(dict(row) for row in batch.rows)
        return tables, source.read.findings

    return reads


WRITERS = {"xlsx": agency.write_xlsx, "csv": agency.write_csv, "ods": agency.write_ods}


@pytest.mark.parametrize("make", list(WRITERS))
def test_a_region_as_an_analyst_has_it_is_read_whole(make: str, tmp_path: Path, read: Callable[[], Found]) -> None:
    WRITERS[make](tmp_path)
    tables, findings = read()
    actors = [t for t in tables["things"] if t["kind"] == "actor"]
    classes = Counter(t["class"].rpartition("#")[2] for t in actors)
    assert classes == {
        "University": 4, "TechnologyTransferOffice": 4, "IndustrialZone": 5, "Technopark": 4, "BusinessAssociation": 5,
        "LocalAuthority": 5, "DevelopmentAgency": 3, "CivilSocietyOrganisation": 5, "Firm": 25,
    }  # fmt: skip
    assert len(tables["ties"]) == 120
    assert len(tables["ends"]) == 240
    assert Counter(t["type"].rpartition("#")[2] for t in tables["ties"]) == {
        "rnd-partnership": 20, "membership": 20, "supply": 20, "cooperation": 20, "funding": 20,
        "cooperation-protocol": 20,
    }  # fmt: skip
    by_name = {n["text"]: n["thing"] for n in tables["names"]}
    firm = by_name["Işık Makine San. ve Tic. A.Ş."]
    assert firm == "https://veri.kiyi.example/id/actor/isik-makine-san-ve-tic-as"
    # the 36th row: 1,250,000.5 + 36 * 1000
    assert {f["value"] for f in tables["figures"] if f["about"] == firm} == {"1286000.5", "46"}
    assert by_name["Işık Gıda; Tarım ve Hayvancılık Ltd. Şti."], "a name may hold the separator"
    assert "İncir Üniversitesi" in by_name, "a blank that does not break is a blank"
    founded = Counter(len(t["valid_from"] or "") for t in actors)
    # of every seven rows one gives a day, one nothing: 60 = 8 * 7 + 4, so 8 days, and 9 rows (2, 9, ..., 58) are NA
    assert founded == {4: 43, 10: 8, 0: 9}
    assert {t["amount"] for t in tables["ties"] if t.get("amount")} == {"250000.75"}
    assert not [f for f in findings if f.severity != "note"]
    assert any("Windows-1254" in f.message_en for f in findings) == (make == "csv")


def test_evidence_is_where_the_row_stands(tmp_path: Path, read: Callable[[], Found]) -> None:
    agency.write_xlsx(tmp_path)
    tables, findings = read()
    first = next(e for e in tables["evidence"] if e["key"] == "actor-isik-universitesi")
    assert (first["sheet"], first["sheet_row"]) == ("Paydaşlar", 4), "a title, an empty row, headings, then the row"
    assert len({e["iri"] for e in tables["evidence"]}) == len(tables["evidence"])
    supported = {s["thing"] for s in tables["supports"]}
    assert {t["iri"] for t in tables["ties"]} <= supported
    assert any("row 3" in f.message_en for f in findings), "the assumed heading is told"
    assert any("sum" in f.message_en for f in findings)


def test_the_makes_give_the_same_keys(tmp_path: Path, words: Words) -> None:
    keys = []
    for make, write in WRITERS.items():
        folder = tmp_path / make
        folder.mkdir()
        write(folder)
        (source,) = find_sheets(folder, Known(words, OWNER))
        rows = [row for batch in source.batches() if batch.table == "ties" for row in batch.rows]
        keys.append(sorted(row["iri"] for row in rows))
    assert keys[0] == keys[1] == keys[2]


def _book(folder: Path, sheets: dict[str, list[list[Any]]]) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "envanter.xlsx")


def test_headings_of_another_agency(tmp_path: Path, read: Callable[[], Found]) -> None:
    _book(tmp_path, {
        "Kuruluşlar": [["S.No", "Kurum / Kuruluş", "Niteliği"], [1, "Gediz", "Teknopark"], [2, "Kaya", "KOBİ"]],
        "İlişkiler": [["Kaynak Kurum", "Hedef Kurum", "İlişkinin Niteliği", "Yıl", "Notlar"],
                      ["Kaya", "Gediz", "kiracısı", 2014, "A blok"], ["Gediz", "Kaya", "yatırım yaptı", "NA", None]],
    })  # fmt: skip
    tables, findings = read()
    ends = {(e["tie"].rpartition("/")[2].partition("-")[0], e["role"], e["thing"].rpartition("/")[2])
            for e in tables["ends"]}  # fmt: skip
    assert ends == {
        ("hosting", "source", "gediz"), ("hosting", "target", "kaya"),  # the tenant is named first
        ("investment", "source", "gediz"), ("investment", "target", "kaya"),
    }  # fmt: skip
    assert [(f.row, f.field) for f in findings if f.shape == "sheet/turned"] == [(2, "İlişkinin Niteliği")]
    assert not [f for f in findings if f.severity != "note"]


def test_words_and_headings_as_sentences_have_them(tmp_path: Path, read: Callable[[], Found]) -> None:
    _book(tmp_path, {
        "Paydaşlar": [["Kuruluşun Ünvanı", "Kuruluş Türü", "Bulunduğu İlçe"], ["Gediz", "Vakıf Üniv.", "Kula"],
                      ["Kaya", "Yazılım şirketi", "Kula"], ["Lab", "Araştırma Merkezi", "Kula"]],
        "İlişkiler": [["Birinci Taraf", "İlişkinin Türü", "İkinci Taraf", "Başlangıç", "Bitiş"],
                      ["Kaya", "üye almıştır", "Gediz", 2011, ""],  # what is no gift has no receiver: told
                      ["Kaya", "hibe almıştır", "Gediz", "2012'den beri", "halen"],
                      ["Gediz", "danışmanlık veriyor", "Kaya", "2013 - devam ediyor", ""],
                      ["Kaya", "üyesidir", "Gediz", 2014, "devam ediyor"],
                      ["Toplam 4 ilişki"]],
        "Göstergeler": [["Kuruluş", "Gösterge", "Değer", "Birim", "Yıl"],
                        ["Kaya", "İhracat", "1,5", "milyon ABD doları", 2020],
                        ["Kaya", "İstihdam", "1.850", "kişi", 2020]],
    })  # fmt: skip
    tables, findings = read()
    ends = {(e["tie"].rpartition("/")[2].partition("-")[0], e["role"], e["thing"].rpartition("/")[2])
            for e in tables["ends"]}  # fmt: skip
    assert ends == {
        ("funding", "source", "gediz"), ("funding", "target", "kaya"), ("service", "source", "gediz"),
        ("service", "target", "kaya"), ("membership", "source", "kaya"), ("membership", "target", "gediz"),
    }  # fmt: skip
    assert sorted(t["valid_from"] for t in tables["ties"]) == ["2012", "2013", "2014"]
    assert {t["valid_to"] for t in tables["ties"]} == {None}
    assert {(f["value"], f["unit"]) for f in tables["figures"]} == {("1500000", "USD"), ("1850", "person")}
    assert {t["key"] for t in tables["things"] if t["kind"] == "actor"} == {"gediz", "kaya", "lab"}, "a sum is none"
    classes = {t["key"]: t["class"].rpartition("#")[2] for t in tables["things"] if t["kind"] == "actor"}
    assert classes == {"gediz": "University", "kaya": "Firm", "lab": "ResearchInstitute"}
    told = [(f.row, f.shape) for f in findings if f.severity != "note"]
    assert told == [(6, "sheet/left-out"), (2, "sheet/unknown-word")]


@pytest.mark.parametrize(("decision", "told"), [("same", 0), ("different", 0), ("undecided", 1)])
def test_what_is_decided_is_told_no_more(decision: str, told: int, tmp_path: Path, read: Callable[[], Found]) -> None:
    _book(tmp_path, {"Kuruluşlar": [["Kurum", "Türü"], ["Gediz Üniversitesi", "Üniversite"], ["Gediz Üniv.", ""]]})
    (tmp_path / "twins.csv").write_text(
        f"keep,other,decision\nactor/gediz-universitesi,gediz-univ,{decision}\n", encoding="utf-8"
    )
    assert len([f for f in read()[1] if f.shape == "sheet/alike-names"]) == told


def test_a_column_may_name_the_body_above(tmp_path: Path, read: Callable[[], Found]) -> None:
    _book(tmp_path, {"Kuruluşlar": [["Kurum", "Türü", "Bağlı Olduğu Kuruluş"],
                                    ["Kula TTO", "TTO", "Gediz Üniversitesi"],
                                    ["Gediz Üniversitesi", "Üniversite", "Gediz Üniversitesi"]]})  # fmt: skip
    tables, findings = read()
    assert [t["key"] for t in tables["ties"]] == ["affiliation-kula-tto-gediz-universitesi"]
    assert [(e["role"], e["thing"].rpartition("/")[2]) for e in tables["ends"]] == [
        ("source", "kula-tto"), ("target", "gediz-universitesi"),
    ]  # fmt: skip
    assert [(f.row, f.shape) for f in findings if f.severity != "note"] == [(3, "sheet/left-out")]


def test_no_short_word_is_offered_for_a_long_one(tmp_path: Path, read: Callable[[], Found]) -> None:
    _book(tmp_path, {"Kuruluşlar": [["Kurum", "Türü"], ["Gediz", "Taşınmaz"], ["Kaya", "Ar-Ge birimi merkezi"]]})
    told = {f.value: f.message_en for f in read()[1] if f.shape == "sheet/unknown-word"}
    assert "Firm" not in told["Taşınmaz"], "aş stands in it and means nothing"
    assert "RDCentre" in told["Ar-Ge birimi merkezi"]


def test_a_column_of_names_is_seen_by_its_cells(tmp_path: Path, read: Callable[[], Found]) -> None:
    _book(tmp_path, {"Paydaşlar": [["Muhatap", "Türü", "Sorumlu"], ["Gediz Üniversitesi", "Üniversite", "Ad Soyad"],
                                   ["Kula Belediyesi", "Belediye", "Başka Biri"]]})  # fmt: skip
    tables, findings = read()
    assert {t["key"] for t in tables["things"] if t["kind"] == "actor"} == {"gediz-universitesi", "kula-belediyesi"}
    assert any("“Muhatap” is read as name" in f.message_en for f in findings)
    assert not [f for f in findings if f.severity != "note"]


def test_a_table_about_nobody_is_told_once(tmp_path: Path, read: Callable[[], Found]) -> None:
    _book(tmp_path, {
        "Kuruluşlar": [["Kurum", "Türü"], ["Gediz", "Teknopark"], ["Kaya", "KOBİ"]],
        "İlişkiler": [["Falan", "Filan", "Niteliği", "Yıl", "Notlar"], *[["falan", "filan", "üyesi", 2014, "A"]] * 5],
        "Sayfa3": [["İl", "Açıklama"], ["Uşak", "x"], ["Uşak", "y"]],
    })  # fmt: skip
    tables, findings = read()
    told = {f.file: f.message_en for f in findings if f.severity == "warning"}
    assert len([f for f in findings if f.severity == "warning"]) == 2
    assert "(5 rows): no column was taken for source, target." in told["envanter.xlsx [İlişkiler]"]
    assert "(2 rows): no column was taken for name." in told["envanter.xlsx [Sayfa3]"]
    assert "ties" not in tables


def test_a_renaming_is_told_when_the_keys_are_written(tmp_path: Path, words: Words) -> None:
    told = []
    for name in ("Gediz", "Gediz Bilim Parkı", "Gediz Bilim Parkı"):
        _book(tmp_path, {"Kuruluşlar": [["Kurum", "Türü", "Kuruluş Yılı"], [name, "Teknopark", 2010]]})
        (source,) = find_sheets(tmp_path, Known(words, OWNER))
        told.append([finding.row for finding in source.settle()])
    assert told == [[], [2], []]


def test_a_tie_may_use_the_name_of_before(tmp_path: Path, read: Callable[[], Found]) -> None:
    ties = [["Kaynak", "Hedef", "Tür"], ["Kaya", "Gediz", "üyesi"], ["Kaya", "Ova", "üyesi"]]
    heads = ["Kurum", "Türü", "Kuruluş Yılı"]
    before = [heads, ["Kaya", "KOBİ", 1990], ["Gediz", "Teknopark", 2010]]
    _book(tmp_path, {"Kuruluşlar": before, "İlişkiler": ties})
    read()
    after = [heads, ["Gediz Bilim Parkı", "Teknopark", 2010], ["Kaya", "KOBİ", 1990]]
    for told in (1, 0):  # the renaming is told once; the name of before is known from then on
        _book(tmp_path, {"Kuruluşlar": after, "İlişkiler": ties})
        tables, findings = read()
        keys = {t["key"] for t in tables["things"] if t["kind"] == "actor"}
        assert keys == {"gediz", "kaya", "ova"}
        assert len(tables["ties"]) == 2
        assert len([f for f in findings if f.shape == "sheet/renamed"]) == told
        assert len([f for f in findings if f.shape == "sheet/former-name"]) == 1 - told, "and listed from then on"


def test_a_beginning_after_a_year_stays_open(tmp_path: Path, read: Callable[[], Found]) -> None:
    rows = ["Kaynak;Hedef;Bağ türü;Başlangıç", "A A.Ş.;B A.Ş.;üye;2013 sonrası", "A A.Ş.;C A.Ş.;üye;2013'ten itibaren"]
    (tmp_path / "bağlar.csv").write_text("\n".join(rows), encoding="utf-8")
    tables, findings = read()
    assert [(t["valid_from"], t["valid_from_latest"]) for t in tables["ties"]] == [("2013", ".."), ("2013", None)]
    assert any("is read as 2013 or later" in f.message_en for f in findings)


def test_a_word_that_nobody_knows_is_told_once_with_its_rows(tmp_path: Path, read: Callable[[], Found]) -> None:
    rows = ["Kaynak;Hedef;Bağ türü", "A A.Ş.;B A.Ş.;gönül bağı", "A A.Ş.;C A.Ş.;üye", "B A.Ş.;C A.Ş.;gönül bağı"]
    (tmp_path / "bağlar.csv").write_text("\n".join(rows), encoding="utf-8")
    tables, findings = read()
    assert len(tables["ties"]) == 1
    (told,) = [f for f in findings if f.severity == "warning"]
    assert (told.row, told.value, told.shape) == (2, "gönül bağı", "sheet/unknown-word")
    assert "2 rows are left out (2, 4)" in told.message_en
    assert "2 satır dışarıda kaldı (2, 4)" in told.message_tr


def test_names_that_differ_in_legal_form_alone_are_told(tmp_path: Path, read: Callable[[], Found]) -> None:
    rows = ["Kuruluş;Türü;İl", "Çınar Makina A.Ş.;Firma;İzmir", "Çınar Gıda A.Ş.;Firma;İzmir",
            "ÇINAR MAKİNA ANONİM ŞİRKETİ;Firma;İzmir", "Çınar Makine A.Ş.;Firma;Van"]  # fmt: skip
    (tmp_path / "kuruluşlar.csv").write_text("\n".join(rows), encoding="utf-8")
    tables, findings = read()
    assert len([t for t in tables["things"] if t["kind"] == "actor"]) == 4, "told, not decided"
    (told,) = [f for f in findings if f.shape == "sheet/alike-names"]
    assert told.row == 4
    assert "“Çınar Makina A.Ş.” in kuruluşlar.csv row 2" in told.message_en


def test_an_unfilled_template_says_nothing_and_explains_directions(
    tmp_path: Path, words: Words, read: Callable[[], Found]
) -> None:
    agency.write_xlsx(tmp_path)
    tables, findings = read()
    write_template(tmp_path / "region.xlsx", words)
    again, more = read()
    assert [f for f in more if "region.xlsx" in f.file] == []
    assert (len(again["things"]), len(more)) == (len(tables["things"]), len(findings))
    explained = {tuple(row) for row in read_sheets(tmp_path / "region.xlsx")[0].rows}
    assert (
        "yavru şirket çıkışı: Kaynak olan yeni firma, hedefin içinden doğmuştur.",
        "spin-off: The new firm that is the source grew out of the target.",
    ) in explained
    assert all(f"{names[1]}: {words.meanings[key][1]}" in {en for _, en in explained}
               for key, names in words.concepts["tie-types"].items())  # fmt: skip


def test_a_hostile_sheet_is_read_as_a_person_would(tmp_path: Path, read: Callable[[], Found]) -> None:
    """A column that counts rows, amounts in words, decades, spans in one cell, a short name of a firm."""
    book = Workbook()
    firms, ties = book.active, book.create_sheet("İlişkiler")
    for row in (("Sıra", "Kurum Adı", "Kuruluş Yılı"), (1, "Kıyı Makina San. ve Tic. A.Ş.", "1980’ler"),
                (2, "Deniz\u00a0OSB", "15 Mart 2001"), (3, "Su Derneği", "~1985")):  # fmt: skip
        firms.append(row)
    for row in (("Kurum 1", "Kurum 2", "İlişki türü", "Tarih", "Tutar"),
                ("Kiyi Makina", "Deniz OSB", "ortaklık", "Temmuz 2019 - Ağustos 2020", "250 bin €"),
                ("Su Derneği", "Deniz OSB", "ortaklık", "1990'lı yıllar", "10.000")):  # fmt: skip
        ties.append(row)
    book.save(tmp_path / "paydaş.xlsx")
    tables, findings = read()
    assert "figures" not in tables, "a counter is no rank"
    dates = {t["key"]: (t["valid_from"], t["valid_from_latest"]) for t in tables["things"] if t["kind"] == "actor"}
    assert dates["kiyi-makina-san-ve-tic-as"] == ("1980", "1989")
    assert dates["deniz-osb"] == ("2001-03-15", None)
    assert dates["su-dernegi"] == ("1984", "1986"), "about a year is a year more or less, and told"
    first, second = sorted(tables["ties"], key=lambda tie: tie["valid_from"] or "", reverse=True)
    assert (first["valid_from"], first["valid_to"], first["amount"], first["currency"]) == (
        "2019-07-01", "2020-08-31", "250000", "EUR",
    )  # fmt: skip
    assert (second["valid_from"], second["valid_from_latest"], second["valid_to"]) == ("1990", "1999", None)
    told = {(f.row, f.field, f.value): f.message_en for f in findings if f.severity == "warning"}
    assert set(told) == {
        (3, "Tutar", "10.000"), (2, "Kurum 1", "Kiyi Makina"),
    }  # fmt: skip
    assert "Is it “Kıyı Makina San. ve Tic. A.Ş.”?" in told[2, "Kurum 1", "Kiyi Makina"]


@pytest.mark.parametrize(
    ("name", "text", "shape"),
    [
        ("a.csv", "A A.Ş.;Firma\nB Üniversitesi;Üniversite\n", "assumed"),  # no row of headings
        ("a.edgelist", "A B\nB C\nC A\n", "untyped"),
        ("a.csv", "id;Kurum\n1a;A\n1a;B\n", "same-body"),
    ],
)
def test_what_is_wrong_with_a_whole_table_is_told_once(
    name: str, text: str, shape: str, tmp_path: Path, read: Callable[[], Found]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "b.csv.gz").write_bytes(b"")
    found = [f.shape.removeprefix("sheet/") for f in read()[1] if f.severity == "warning"]
    assert sorted(set(found) - {"no-rows"}) == sorted([shape, "packed"])
    assert found.count(shape) == 1


def test_types_of_ones_own_are_of_the_set_and_not_of_one_called_after_the_file(
    tmp_path: Path, read: Callable[[], Found]
) -> None:
    (tmp_path / "a.csv").write_text("Kurum;Türü\nA;Lab\n", encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(
        "tables:\n- file: a.csv\n  holds: organisations\n  columns: {Kurum: name, Türü: class}\n"
        "own:\n  classes:\n    Lab: {below: Incubator, tr: laboratuvar, en: lab}\n", encoding="utf-8",
    )  # fmt: skip
    tables, _ = read()
    assert {row["file"] for row in tables["statements"]} == {f"{tables['sets'][0]['set']}/mapping.yaml"}


def test_several_tables_in_a_sheet_are_read_each_on_its_own(tmp_path: Path, read: Callable[[], Found]) -> None:
    _book(tmp_path, {"Analiz": [
        ["PAYDAŞ ANALİZİ"], [],
        ["Kurum Adı", "Türü", "Ciro (milyon TL)"], ["Kıyı Üniversitesi", "Üniversite", "1.250,75"],
        ["Kaya A.Ş.", "Şirket", "12,5"], ["TOPLAM", None, "1.263,25"], [],
        ["Bağlar"],
        ["Kurum 1", "Kurum 2", "İlişki türü", "Tutar (bin TL)"],
        ["Kaya A.Ş.", "Kıyı Üniversitesi", "hibe verdi", "250"],
    ]})  # fmt: skip
    tables, findings = read()
    assert [t["key"] for t in tables["things"] if t["kind"] == "actor"] == ["kiyi-universitesi", "kaya-as"]
    assert [(f["value"], f["unit"]) for f in tables["figures"]] == [("1250750000", "TRY"), ("12500000", "TRY")]
    (tie,) = tables["ties"]
    assert (tie["amount"], tie["currency"]) == ("250000", "TRY")
    told = {(Path(f.file).name, f.message_en) for f in findings}
    assert any("Row 6 is a sum" in text for _, text in told)
    assert any(file.endswith("[Analiz: Bağlar]") and "Another table begins in row 8" in text for file, text in told)
