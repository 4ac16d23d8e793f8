"""From a file to a release with three commands and no program."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.graph.sheets import agency
from tests.graph.sources.reading import SAMPLES
from triskele.catalogue import open_catalogue
from triskele.catalogue.summary import map_places
from triskele.cli import main
from triskele.findable import schema_org
from triskele.findable.crate import write_crate
from triskele.findable.croissant import write_croissant
from triskele.findable.facts import Facts
from triskele.release import Library
from triskele.search import search

TUTORIAL = Path(__file__).parents[3] / "docs/tutorial/a-region-of-your-own.md"


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new region with the agency's workbook in its folder of tables."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "kiyi-bolgesi"]) == 0
    monkeypatch.chdir(tmp_path / "kiyi-bolgesi")
    agency.write_xlsx(Path("tables"))
    return tmp_path / "kiyi-bolgesi"


def commands_of(page: Path, turkish: str) -> list[str]:
    """The commands of a page, which are the same in both of its languages."""
    found = [
        [line for block in re.findall(r"```sh\n(.*?)```", part, re.DOTALL) for line in block.splitlines()]
        for part in page.read_text(encoding="utf-8").split(f"\n{turkish}\n")
    ]
    assert len(found) == 2, "a part in each language"
    assert found[0] == found[1]
    return found[0]


def test_the_country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The commands of the page about CORDIS, with the small sample in its format."""
    lines = commands_of(TUTORIAL.with_name("a-country-out-of-cordis.md"), "# CORDIS'ten bir ülke")
    assert [line.split()[1] for line in lines] == ["new", "build", "report"]
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(lines[0])[1:]) == 0
    monkeypatch.chdir(tmp_path / "ulke")
    place = Path("tables/eu")
    place.mkdir()
    shutil.copy(SAMPLES / "cordis-HORIZONprojects-csv.zip", place)
    (place / "sources.toml").write_text('country = ["TR"]\n', encoding="utf-8")
    for line in lines[1:]:
        assert main([*shlex.split(line)[1:], *(["--permutations", "9"] if line.split()[1] == "report" else [])]) == 0, (
            line
        )
    told = capsys.readouterr().out
    assert "Türkiye: 5 aktör" in told
    assert "Türkiye: 5 actors" in told
    assert "Türkiye: 5 aktör" in Path("rapor/iso-tr.md").read_text(encoding="utf-8")
    assert len(Path("rapor/countries.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_the_tutorial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The commands of the page, in their order, with the workbook of the agency put where the page says."""
    lines = commands_of(TUTORIAL, "# Kendi bölgeniz")
    assert [line.split()[1] for line in lines] == ["new", "build", "import", "import", "twins"]
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(lines[0])[1:]) == 0
    region = tmp_path / "kiyi-bolgesi"
    monkeypatch.chdir(region)
    agency.write_xlsx(Path("tables"))
    for line in lines[1:]:
        assert main(shlex.split(line)[1:]) == 0, line
    told = capsys.readouterr()
    assert "60 organisations, " in told.err
    assert "120 ties" in told.err
    assert "120 bağ" in told.err
    assert "Paydaşlar" in told.out
    release = Library(region / "data").current()
    assert release.manifest["counts"]["Tie"] == 120
    assert release.manifest["counts"]["University"] == 4
    assert release.manifest["licence"] is None, "none given, none claimed"
    # twelve bodies of Kıyıköy at 38.05, 38.10 … 38.60 degrees: their province stands in the middle, the others nowhere
    (town,) = map_places(open_catalogue(release), "tr")["items"]
    assert (town["key"], town["lat"], town["long"], town["middle"]) == ("kiyikoy", pytest.approx(38.325), 27.5, True)
    facts = Facts(release, "https://veri.kiyi.example")
    told_by = [schema_org.describe_dataset(facts, "tr"), write_croissant(facts, "tr"), write_crate(facts, "tr")]
    assert not any(word in str(told_by) for word in ("license", "isAccessibleForFree", "w3id.org/triskele/dataset"))
    assert "Hangi kanıtın neyi desteklediği" in str(told_by[1]), "in the language of the answer"
    assert release.owner.title("tr") == "kiyi-bolgesi"
    assert release.owner.cite("tr", 1, "", "") == "kiyi-bolgesi, sürüm 1."
    assert (region / "tables" / "keys.csv").read_text(encoding="utf-8").count("\n") == 61
    (hit, *_) = search(release, "ışık üniversitesi")
    assert hit.iri == "https://example.org/kiyi-bolgesi/id/actor/isik-universitesi"
    (region / "tables" / "mapping.yaml").unlink()
    assert main(["build"]) == 0
    assert Library(region / "data").numbers() == [1], "the keys that were written change nothing"


def test_a_folder_that_is_there_is_left_alone(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(region)]) == 2
    assert "not empty" in capsys.readouterr().err


def test_a_guess_of_what_cannot_be_read_is_no_success(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (region / "tables" / "broken.csv").write_text('Kurum;Tür\n"Kapanmayan;Firma\n', encoding="utf-8")
    assert main(["import", "guess"]) == 1
    assert "beyond row 2" in capsys.readouterr().out


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


def test_a_circle_of_affiliation_is_told_under_the_heading_of_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "k.csv").write_text(
        "Kurum;Türü;Bağlı olduğu kuruluş\nKıyı Kurumu;kamu;Deniz Kurumu\nDeniz Kurumu;kamu;Kıyı Kurumu\n", "utf-8"
    )
    assert main(["import", "check", str(tmp_path), "--format", "json"]) == 0
    (told,) = [row for row in json.loads(capsys.readouterr().out) if row["shape"] == "table/circular-parents"]
    assert (told["file"], told["row"], told["field"]) == ("k.csv", 2, "Bağlı olduğu kuruluş")
