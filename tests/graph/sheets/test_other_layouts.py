"""Sheets as offices keep them: ties in columns beside organisations, marks in a table, codes with a sheet that explains
them, one side that no column names, rows that are no ties. What is said here was written before it was read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.graph.sheets.test_guess import Found, ties
from triskele.ledger.vocabulary import Words, read_words
from triskele.ownership import Owner
from triskele.release.gather import read_terms
from triskele.settings import Settings
from triskele.sources.batch import Known
from triskele.sources.sheets.cells import number
from triskele.sources.sheets.dates import since, when
from triskele.sources.sheets.mapping import FILE
from triskele.sources.sheets.roles import role
from triskele.sources.sheets.source import find_sheets
from triskele.sources.sheets.words import is_turned

Rows = list[list[Any]]


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(read_terms(Settings.read({})).store)


@pytest.fixture
def read(tmp_path: Path, words: Words) -> Callable[..., Found]:
    def reads(publisher: str = "", joined: str = "", **sheets: Rows) -> Found:
        book = Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name.replace("_", " "))
            for row in rows:
                sheet.append(row)
        for span in joined.split():
            book.worksheets[0].merge_cells(span)
        book.save(tmp_path / "k.xlsx")
        owner = Owner(publisher=publisher, namespace="https://veri.kiyi.example/", languages=("tr",))
        found: list[Found] = []
        for _ in range(2):  # as guessed, and as the mapping that was written says it
            (source,) = find_sheets(tmp_path, Known(words, owner))
            tables: dict[str, list[dict[str, Any]]] = {}
            for batch in source.batches():
                tables.setdefault(batch.table, []).extend(dict(row) for row in batch.rows)
            found.append((tables, source.read.findings))
            (tmp_path / FILE).write_text(source.propose(), encoding="utf-8")
        assert found[0][0] == found[1][0]
        return found[0]

    return reads


def actors(tables: dict[str, list[dict[str, Any]]]) -> set[str]:
    return {t["key"] for t in tables["things"] if t["kind"] == "actor"}


LIST: Rows = [
    ["KIYI AJANSI – PAYDAŞ LİSTESİ"],
    ["S.N.", "Kurum Adı", "Kısa Adı", "Kod", "Personel", "", "Bulunduğu OSB / TGB", "Ortakları", "Üye Olduğu Küme"],
    ["", "", "", "", 2022, 2023, "", "", ""],
    [1, "Ova Üniversitesi", "OÜ", "Ü", 90, 95, "", "", "OKÜM"],
    [2, "Ova Teknopark A.Ş.", "Ova TP", "T", 5, 6, "", "OÜ (%60) / OSO (%40)", ""],
    [3, "Kaya Makina A.Ş.", "Kaya", "F", 40, "", "Ova TP", "", "OKÜM / OSO"],
    [4, "Ova Sanayi Odası", "OSO", "D", "", "", "", "", ""],
    [5, "Ova Makine Kümesi Derneği", "OKÜM", "D", 2, 2, "", "", ""],
    ["", "TOPLAM", "", "", 137, 103, "", "", ""],
    ["Kaynak: kurum beyanları"],
]
CODES: Rows = [["Kod", "Anlamı"], ["Ü", "Üniversite"], ["T", "Teknopark"], ["F", "Ar-Ge merkezi belgeli firma"],
               ["D", "Oda / küme"], ["ORT", "1. taraf, 2. tarafın hissedarı"],
               ["HİB", "1. taraf, 2. tarafa hibe verdi"],
               ["X", "Üye"], ["YK", "Yönetim kurulunda"]]  # fmt: skip


def test_columns_beside_organisations_are_ties(read: Callable[..., Found]) -> None:
    tables, _ = read(Liste=LIST, Kodlar=CODES, joined="E2:F2 A2:A3 B2:B3 C2:C3 D2:D3 G2:G3 H2:H3 I2:I3")
    assert set(ties(tables)) == {
        ("hosting", "ova-teknopark-as", "kaya-makina-as", "", ""),
        ("ownership", "ova-universitesi", "ova-teknopark-as", "", ""),
        ("ownership", "ova-sanayi-odasi", "ova-teknopark-as", "", ""),
        ("membership", "ova-universitesi", "ova-makine-kumesi-dernegi", "", ""),
        ("membership", "kaya-makina-as", "ova-makine-kumesi-dernegi", "", ""),
        ("membership", "kaya-makina-as", "ova-sanayi-odasi", "", ""),
    }
    classes = {t["key"]: t["class"].rpartition("#")[2] for t in tables["things"] if t["kind"] == "actor"}
    assert classes == {
        "ova-universitesi": "University", "ova-teknopark-as": "Technopark", "kaya-makina-as": "Firm",
        "ova-sanayi-odasi": "BusinessAssociation", "ova-makine-kumesi-dernegi": "ClusterInitiative",
    }  # fmt: skip
    assert sorted((f["value"], f["year"]) for f in tables["figures"]) == [
        ("2", "2022"), ("2", "2023"), ("40", "2022"), ("5", "2022"), ("6", "2023"), ("90", "2022"), ("95", "2023")
    ]  # fmt: skip


def test_marks_and_codes_are_ties(read: Callable[..., Found]) -> None:
    tables, findings = read(
        Liste=[row[:5] for row in LIST[1:2] + LIST[3:-2]],
        Küme_üyelikleri=[["Üye", "OKÜM", "OSO", "Ova TP"], ["Kaya", "X", "YK", ""], ["OÜ", "X", "", "X"]],
        İşbirliği=[["1. Taraf", "Kod", "2. Taraf", "Yıl", "Tutar", "PB", "Açıklama"],
                   ["OÜ", "ORT", "Ova TP", 2007, "", "", ""], ["OSO", "HİB", "Kaya", "Mart 2019", 120000, "TL", ""],
                   ["OSO", "HİB", "Ova TP", 2020, "€1.5M", "", ""], ["OÜ", "HİB", "Kaya", 2021, 5, "TL", "imzalanmadı"],
                   ["OSO", "HİB", "OÜ", "2022 sonu", "yıllık 90 bin TL", "", ""]],
        Kodlar=CODES,
    )  # fmt: skip
    assert set(ties(tables)) == {
        ("membership", "kaya-makina-as", "ova-makine-kumesi-dernegi", "", ""),
        ("membership", "ova-universitesi", "ova-makine-kumesi-dernegi", "", ""),
        ("membership", "ova-universitesi", "ova-teknopark-as", "", ""),
        ("board-membership", "kaya-makina-as", "ova-sanayi-odasi", "", ""),
        ("ownership", "ova-universitesi", "ova-teknopark-as", "2007", ""),
        ("funding", "ova-sanayi-odasi", "kaya-makina-as", "2019-03-01", "120000"),
        ("funding", "ova-sanayi-odasi", "ova-teknopark-as", "2020", "1500000"),
        ("funding", "ova-sanayi-odasi", "ova-universitesi", "2022-09", ""),
    }
    told = [f for f in findings if f.severity == "warning"]
    assert any("imzalanmadı" in f.message_en for f in told)
    assert any(f.shape == "sheet/yearly" for f in told)


def test_projects_have_who_leads_and_takes_part_and_no_persons(read: Callable[..., Found]) -> None:
    tables, _ = read(
        Liste=[row[:3] for row in LIST[1:2] + LIST[3:-2]],
        Projeler=[["Proje Adı", "Yürütücü Firma", "Ortak(lar)", "Destekleyen", "Bütçe (TL)", "Hibe (TL)", "Başl.",
                   "İlgili Kişi"],
                  ["Akıllı Kıyı", "Kaya", "OÜ / Deniz A.Ş.", "TÜBİTAK", 900000, 450000, 2021, "Ali Deniz"]],
        Danışma_Kurulu=[["Ad Soyad", "Kurum", "Görev"],
                        ["Ali Deniz", "Kaya", "Üye"], ["Prof. Dr. Su Ak", "OÜ", "Başkan"]],
        publisher="Kıyı Ajansı",
    )  # fmt: skip
    assert set(ties(tables)) == {
        ("participation", "kaya-makina-as", "akilli-kiyi", "2021", ""),
        ("participation", "ova-universitesi", "akilli-kiyi", "2021", ""),
        ("participation", "deniz-as", "akilli-kiyi", "2021", ""),
        ("coordination", "kaya-makina-as", "akilli-kiyi", "2021", ""),
        ("support", "tubitak", "kaya-makina-as", "2021", "450000"),
        ("board-membership", "kaya-makina-as", "kiyi-ajansi", "", ""),
        ("board-membership", "ova-universitesi", "kiyi-ajansi", "", ""),
    }
    assert not {key for key in actors(tables) if "ali" in key or "su-ak" in key}


def test_whose_list_it_is_stands_in_the_title(read: Callable[..., Found]) -> None:
    tables, _ = read(
        Firmalar=[["OVA TEKNOPARK A.Ş."], ["BÖLGEDEKİ FİRMALAR LİSTESİ"], ["S.N.", "Firma Unvanı", "Giriş Tarihi"],
                  [1, "Kaya Makina A.Ş.", "2019"], [2, "Deniz A.Ş.", "03.2021"], ["TOPLAM", "", ""],
                  ["BÖLGEDEN AYRILAN FİRMALAR"], [1, "Kum Ltd. Şti.", "2015"]],
        joined="A7:D7",
    )  # fmt: skip
    assert set(ties(tables)) == {
        ("hosting", "ova-teknopark-as", "kaya-makina-as", "2019", ""),
        ("hosting", "ova-teknopark-as", "deniz-as", "2021-03-01", ""),
        ("hosting", "ova-teknopark-as", "kum-ltd-sti", "2015", ""),
    }
    assert actors(tables) == {"ova-teknopark-as", "kaya-makina-as", "deniz-as", "kum-ltd-sti"}


@pytest.mark.parametrize(
    ("heading", "kind", "named"),
    [("Yatırımcı", "investment", True), ("Mentor Firma", "service", True), 
     ("Hosted at / incubated in", "hosting", True),
     ("Üye olduğu küme, oda", "membership", False), ("Associate of", "membership", False),
     ("Koord.", "coordination", True),
     ("Destek Veren", "support", True), ("Müşterileri", "supply", False), ("Funded by", "funding", True)],
)  # fmt: skip
def test_a_heading_says_who_is_the_source(heading: str, kind: str, named: bool) -> None:
    found = role(heading)
    assert found is not None
    assert (found.kind, found.named) == (kind, named)


def test_ends_that_english_words_give_away(words: Words) -> None:
    assert [is_turned("hosting", word) for word in ("incubated at", "hosted in", "hosts")] == [True, True, False]
    assert [is_turned("licensing", word) for word in ("licence from", "licence to")] == [True, False]


@pytest.mark.parametrize("heading", ["Firma", "Yararlanıcı", "Taraf", "Notlar", "İl"])
def test_a_heading_that_says_nothing_of_a_tie(heading: str) -> None:
    assert role(heading) is None


def test_times_and_sums_as_people_write_them() -> None:
    assert when(since("since end of 2014")[0]) == ("2014-09", "2014-12")
    assert when(since("signed May 2016")[0]) == ("2016-05", "2016-05")
    assert when("Sep 2018-2021") == ("2018-09", "2021")
    assert since("2023-") == ("2023", False)
    assert [number(cell, ".") for cell in ("1.2 M€", "€350k", "1.4m TL", "peşin 150 bin TL")] == [
        "1200000", "350000", "1400000", "150000"
    ]  # fmt: skip


def test_a_folder_of_packed_tables_says_so_and_fields_are_told_in_turkish(tmp_path: Path, words: Words) -> None:
    (tmp_path / "a.csv.gz").write_bytes(b"")
    (source,) = find_sheets(tmp_path, Known(words, Owner()))
    assert source.tables == []
    assert [f.shape for f in source.read.findings] == ["sheet/packed"]
    (tmp_path / "b.csv").write_text("Kuruluş Adı;Türü;Ciro (TL)\nOva;Firma;5\n", encoding="utf-8")
    (source,) = find_sheets(tmp_path, Known(words, Owner()))
    assert source.tables
    assert any("Kuruluş Adı = ad, Türü = tür, Ciro (TL) = ciro" in f.message_tr for f in source.read.findings)
