"""What is understood of tables whose headings nobody foresaw: by one word for organisations, and by their cells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from triskele.findings import Finding
from triskele.ledger.vocabulary import Words, read_words
from triskele.ownership import Owner
from triskele.release.gather import read_terms
from triskele.settings import Settings
from triskele.sources.batch import Known
from triskele.sources.sheets.cells import number
from triskele.sources.sheets.source import find_sheets
from triskele.sources.sheets.words import Vocabulary

Found = tuple[dict[str, list[dict[str, Any]]], list[Finding]]


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(read_terms(Settings.read({})).store)


@pytest.fixture
def read(tmp_path: Path, words: Words) -> Callable[..., Found]:
    def reads(**files: str) -> Found:
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        (source,) = find_sheets(tmp_path, Known(words, Owner(namespace="https://veri.kiyi.example/")))
        tables: dict[str, list[dict[str, Any]]] = {}
        for batch in source.batches():
            tables.setdefault(batch.table, []).extend(dict(row) for row in batch.rows)
        return tables, source.read.findings

    return reads


STAKEHOLDERS = (
    "S.N.;Paydaşın Adı;Paydaş Grubu;İl / İlçe;Yıllık Ciro (Bin TL);Web Sayfası\n"
    "1;Ova Üniversitesi;Devlet Üniversitesi;Trabzon / Of;;yok\n2;Kaya Makina A.Ş.;KOBİ;Trabzon / Yomra;1.250,5;\n"
    "3;Dere Gıda Ltd. Şti.;Özel Sektör;Rize / Merkez;900 €;dere.example\n"
)


def ties(tables: dict[str, list[dict[str, Any]]]) -> list[tuple[str, ...]]:
    """Type, ends, beginning and amount of each tie."""
    ends: dict[str, list[str]] = {}
    for row in tables["ends"]:
        ends.setdefault(row["tie"], []).append(row["thing"].rpartition("/")[2])
    return [(t["type"].rpartition("#")[2].rpartition("/")[2], *ends[t["iri"]], t["valid_from"] or "", t["amount"] or "")
            for t in tables["ties"]]  # fmt: skip


def test_headings_with_another_word_for_organisations(read: Callable[..., Found]) -> None:
    tables, findings = read(
        envanter=STAKEHOLDERS,
        matris="No;1. Paydaş;2. Paydaş;İlişkinin Niteliği;Dönemi;Proje Bütçesi (TL)\n"
        "1;Kaya Makina A.Ş.;Dere Gıda Ltd. Şti.;tedarikçisi;2019;2,5 milyon\n"
        "2;Ova Üniversitesi;Kaya Makina A.Ş.;staj protokolü;2020 - halen;120.000\n"
        "3;Dere Gıda Ltd. Şti.;Kaya Makina A.Ş.;eski üye;2020;\n",
        gelismeler="Tarihi;İlgili Paydaş;Gelişmenin Türü;Gelişme\n12.2019;Kaya Makina A.Ş.;ödül;Birincilik\n",
    )
    assert ties(tables) == [
        ("supply", "kaya-makina-as", "dere-gida-ltd-sti", "2019", "2500000"),
        ("cooperation-protocol", "ova-universitesi", "kaya-makina-as", "2020", "120000"),
    ]
    classes = {t["key"]: t["class"].rpartition("#")[2] for t in tables["things"] if t["kind"] == "actor"}
    assert classes == {"ova-universitesi": "University", "kaya-makina-as": "SME", "dere-gida-ltd-sti": "Firm"}
    places = {t["key"]: t["within"] for t in tables["things"] if t["kind"] == "place"}
    assert set(places) == {"trabzon", "trabzon-of", "trabzon-yomra", "rize", "rize-merkez"}
    assert [(f["value"], f["unit"]) for f in tables["figures"]] == [("1250500", "TRY"), ("900000", "EUR")]
    assert len(tables["events"]) == 1
    (told,) = [f for f in findings if f.severity == "warning" and f.shape != "sheet/namespace"]
    assert told.value == "eski üye", "who was a member once is none"


def test_columns_that_only_their_cells_explain(read: Callable[..., Found]) -> None:
    tables, findings = read(
        envanter=STAKEHOLDERS,
        isler="Dosya;Firma;Kimle;Ne yapıldı;Ne zaman\nX-1;Kaya Makina A.Ş.;Ova Üniversitesi;Danışmanlık;03.04.2020\n"
        "X-2;Dere Gıda Ltd. Şti.;Ova Üniversitesi;Patent lisansı;2021\n",
    )
    assert ties(tables) == [
        ("service", "kaya-makina-as", "ova-universitesi", "2020-04-03", ""),
        ("licensing", "dere-gida-ltd-sti", "ova-universitesi", "2021", ""),
    ]
    assert any("No heading says who is the source" in f.message_en for f in findings if f.severity == "warning")


@pytest.mark.parametrize(
    ("cell", "mark", "value"),
    [("2,5 milyon TL", ".", "2500000"), ("1.250.000,50", ".", "1250000.5"), ("2004.000,00", ".", "2004000"),
     ("1,250.5", ",", "1250.5"), ("1.250", ",", "1250"), ("1.250", ".", "1.25"), ("12.5", ",", "12.5")],
)  # fmt: skip
def test_a_number_that_shows_its_decimal_mark_needs_no_column(cell: str, mark: str, value: str) -> None:
    assert number(cell, mark) == value
    with pytest.raises(ValueError, match="2010"):
        number("2010,000,00", mark)


def test_a_phrase_is_known_by_its_last_words(words: Words) -> None:
    find = Vocabulary(words).find
    assert find("tie-types", "KOSGEB desteği aldı") == ("support", True)
    assert [find("tie-types", w)[0] for w in ("patent sahibi", "potansiyel ortak", "former client")] == [""] * 3
