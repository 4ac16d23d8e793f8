"""Keys are given once and kept: through other orders, other spellings, other names."""

from __future__ import annotations

from pathlib import Path

from triskele.sources.sheets.keys import FILE, Asked, Keys


def give(folder: Path, *asked: Asked) -> tuple[list[str], list[str]]:
    keys = Keys(folder / FILE)
    said = keys.give(list(asked))
    keys.write()
    return [one.key for one in asked], [text for _, (text, _) in said]


def test_keys_outlive_order_and_names(tmp_path: Path) -> None:
    first, _ = give(tmp_path, Asked("Işık Makine A.Ş.", others="Firm|1990"), Asked("Deniz Odası", others="Oda|1950"),
                    Asked("Ova Üniversitesi", identifiers=("ror:012345678",)))  # fmt: skip
    assert first == ["isik-makine-as", "deniz-odasi", "ror-012345678"]
    again, said = give(
        tmp_path,
        Asked("Ova Ü.", identifiers=("ror:012345678",)),
        Asked("DENİZ ODASI", others="Oda|1951"),
        Asked("Yeni Işık Sanayi", others="Firm|1990"),
    )
    assert again == ["ror-012345678", "deniz-odasi", "isik-makine-as"]
    assert len(said) == 1, "only who has all other cells but another name is told as renamed"
    assert "Yeni Işık Sanayi" in said[0]
    later, said = give(tmp_path, Asked("Işık Makine A.Ş.", others="Firm|1990"))
    assert (later, said) == (["isik-makine-as"], []), "a former name is known"


def test_a_misspelling_is_mended_and_told(tmp_path: Path) -> None:
    give(tmp_path, Asked("Kıyı Kalkınma Ajansi ve Fonu", others="a"))
    keys, said = give(tmp_path, Asked("Kıyı Kalkınma Ajansları ve Fonu", others="b"))
    assert keys == ["kiyi-kalkinma-ajansi-ve-fonu"]
    assert len(said) == 1


def test_two_bodies_of_one_name_have_two_keys(tmp_path: Path) -> None:
    keys, _ = give(tmp_path, Asked("Oda", id="7"), Asked("Oda", id="8"), Asked("Oda"))
    assert keys == ["no-7", "no-8", "oda"]


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    give(tmp_path, Asked("a"))
    before = (tmp_path / FILE).stat().st_mtime_ns
    give(tmp_path, Asked("a"))
    assert (tmp_path / FILE).stat().st_mtime_ns == before
