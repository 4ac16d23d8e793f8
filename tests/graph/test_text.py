"""Turkish folding and collation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triskele.text import collation_key, fold, lower

TURKISH = st.text("abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IŞIK", "isik"),
        ("ışık", "isik"),
        ("İZMİR", "izmir"),
        ("Izmir", "izmir"),
        ("OSTİM", "ostim"),
        ("ostım", "ostim"),
        ("Teknokent  A.Ş.", "teknokent a.s."),
        ("I\u0307zmir", "izmir"),  # I with a combining dot, as some systems store İ
        ("Güneş Enerjisi", "gunes enerjisi"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_lower_is_turkish() -> None:
    assert lower("ISPARTA İZMİR") == "ısparta izmir"


@given(TURKISH)
def test_fold_is_idempotent_and_blind_to_case(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(lower(text)) == fold(text)


def test_collation_follows_the_alphabet() -> None:
    words = ["zeytin", "ışık", "izmir", "çay", "cam", "Şeker", "saha", "öğüt", "oda", "ığdır", "üzüm", "uzay", "3M"]
    assert sorted(words, key=collation_key) == [
        "3M", "cam", "çay", "ığdır", "ışık", "izmir", "oda", "öğüt", "saha", "Şeker", "uzay", "üzüm", "zeytin",
    ]  # fmt: skip
