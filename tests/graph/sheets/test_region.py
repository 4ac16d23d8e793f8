"""From a file to a release with three commands and no program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graph.sheets import agency
from triskele.cli import main
from triskele.release import Library


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new region with the agency's workbook in its folder of tables."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "kiyi-bolgesi"]) == 0
    monkeypatch.chdir(tmp_path / "kiyi-bolgesi")
    agency.write_xlsx(Path("tables"))
    return tmp_path / "kiyi-bolgesi"


def test_new_check_build(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "check"]) == 0, "what was assumed is a note, not a fault"
    told = capsys.readouterr()
    assert "120 ties" in told.err
    assert "Paydaşlar" in told.out
    assert main(["build"]) == 0
    release = Library(region / "data").current()
    assert release.manifest["counts"]["Tie"] == 120
    assert release.manifest["counts"]["University"] == 4
    assert release.manifest["licence"] is None, "none given, none claimed"
    assert release.manifest["about"]["title_tr"] == "kiyi-bolgesi"
    assert (region / "tables" / "keys.csv").read_text(encoding="utf-8").count("\n") == 61
    assert main(["build"]) == 0
    assert Library(region / "data").numbers() == [1], "the keys that were written change nothing"
    capsys.readouterr()
    assert main(["search", "ışık üniversitesi"]) == 0
    assert "isik-universitesi" in capsys.readouterr().out


def test_a_folder_that_is_there_is_left_alone(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(region)]) == 2
    assert "not empty" in capsys.readouterr().err


def test_a_guess_can_be_edited(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "guess"]) == 0
    path = region / "tables" / "mapping.yaml"
    text = path.read_text(encoding="utf-8")
    assert "Kuruluş Adı: name" in text
    assert "OSB: IndustrialZone" in text
    assert main(["import", "guess"]) == 2, "what a person may have edited is not overwritten"
    path.write_text(text.replace("OSB: IndustrialZone", "OSB: Osbcik") +
                    "own:\n  classes:\n    Osbcik: {below: IndustrialZone, tr: küçük OSB, en: small zone}\n",
                    encoding="utf-8")  # fmt: skip
    capsys.readouterr()
    assert main(["import", "check"]) == 0, capsys.readouterr().out
    path.write_text(
        path.read_text(encoding="utf-8").replace("Kuruluş Adı: name", "Kuruluş Adı: nome"), encoding="utf-8"
    )
    assert main(["import", "check"]) == 2
    assert "Kuruluş Adı" in capsys.readouterr().err
