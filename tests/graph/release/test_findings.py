"""Broken tables: one mistake is one finding, at its file, row and field, with what to do in both languages."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from triskele.errors import SourceError
from triskele.findings import Report
from triskele.ledger.vocabulary import Words
from triskele.release.judging import validate_file
from triskele.settings import Settings
from triskele.sources import Known
from triskele.sources.tables import SeedTables

Break = Callable[[str], str | bytes]


def put(old: str, new: str) -> Break:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def report(seeds: Path) -> Report:
    """What reading all tables of a folder comes to."""
    source = SeedTables(seeds, Known(Words(symmetric=frozenset({"rnd-partnership"}))))
    for _ in source.batches():
        pass
    return Report.of(source.read.findings)


def read(tiny: Path, tmp_path: Path, table: str, change: Break) -> Report:
    seeds = Path(shutil.copytree(tiny, tmp_path / "seeds"))
    path = seeds / "tiny" / table
    broken = change(path.read_text(encoding="utf-8"))
    path.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
    return report(seeds)


@pytest.mark.parametrize(
    ("table", "change", "row", "field", "shape", "said"),
    [
        ("actors.csv", put(",harbour,", ",habour,"), 2, "place", "known-key", "habour"),
        ("actors.csv", put(",,,,harbour", ",,,universty,harbour"), 2, "spheres", "pattern", "shares"),
        ("actors.csv", put("Coast Agency", "Co\0ast Agency"), 2, "label_en", "control", "cannot be seen"),
        ("actors.csv", put("Coast Agency", '"Coast Agency'), 2, "", "quotes", "not closed"),
        ("actors.csv", lambda t: t + t.splitlines()[1] + "\n", 14, "id", "unique-key", "row 2"),
        ("actors.csv", lambda t: t.replace(",", ";").replace("\n", "\r\n"), 1, "", "header", "semicolons"),
        ("actors.csv", lambda t: t.replace(",", "\t"), 1, "", "header", "tabs"),
        ("actors.csv", put(",statement_tr", ""), 1, "", "header", "Missing columns: statement_tr"),
        ("actors.csv", put("alt_tr,alt_en", "alt_tr,alt_tr"), 1, "", "header", "twice"),
        ("actors.csv", lambda t: "", 1, "", "header", "empty"),
        ("actors.csv", lambda t: t.encode("cp1254"), 2, "", "encoding", "CSV UTF-8"),
        ("actors.csv", lambda t: t.encode("utf-16"), 1, "", "encoding", "CSV UTF-8"),
        ("ties.csv", put(",2005,", ",05,"), 2, "valid_from", "pattern", "a year (2015)"),
        ("ties.csv", put(",2008,2016,", ",2008-13-45,2016,"), 3, "valid_from", "no-such-day", "calendar"),
        ("ties.csv", put(",stated,1,", ',stated,"0,9",'), 2, "confidence", "type", "a dot"),
        ("ties.csv", put(",stated,1,", ",rumoured,1,"), 2, "modality", "enum", "stated"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_finding(
    tiny: Path, tmp_path: Path, table: str, change: Break, row: int, field: str, shape: str, said: str
) -> None:
    (finding,) = read(tiny, tmp_path, table, change).findings
    assert (finding.file, finding.row, finding.field) == (f"tiny/{table}", row, field)
    assert (finding.shape, finding.severity) == (f"table/{shape}", "error")
    assert said in finding.message_en + finding.value
    assert finding.message_tr
    assert finding.message_tr != finding.message_en


def test_what_a_spreadsheet_saves_as_csv_utf8_is_read_as_it_is(tiny: Path, tmp_path: Path) -> None:
    found = read(tiny, tmp_path, "actors.csv", lambda text: ("\ufeff" + text).replace("\n", "\r\n"))
    assert found.findings == ()


def test_a_row_is_counted_as_a_spreadsheet_counts(tiny: Path, tmp_path: Path) -> None:
    """A cell of two lines is one row: the third row stays the third."""
    broken = put("Kıyı Ajansı", '"Kıyı\nAjansı"')
    found = read(tiny, tmp_path, "actors.csv", lambda text: str(broken(text)).replace(",hill,", ",hlil,", 1))
    assert [(f.row, f.value) for f in found.findings] == [(3, "hlil")]


def test_a_table_nobody_names_is_told(tiny: Path, tmp_path: Path) -> None:
    seeds = Path(shutil.copytree(tiny, tmp_path / "seeds"))
    (seeds / "tiny" / "people.csv").write_text("id\n")
    (finding,) = report(seeds).findings
    assert (finding.file, finding.severity) == ("tiny/people.csv", "warning")
    assert "datapackage.json" in finding.message_tr


@pytest.mark.parametrize("content", ["{}", "[]", '{"resources": [{"path": "a.csv"}]}', "{"])
def test_a_descriptor_that_is_none_is_told(tiny: Path, tmp_path: Path, content: str) -> None:
    seeds = Path(shutil.copytree(tiny, tmp_path / "seeds"))
    (seeds / "datapackage.json").write_text(content)
    with pytest.raises(SourceError) as caught:
        report(seeds)
    assert caught.value.hint


def test_entities_that_unfold_are_not_validated(tmp_path: Path) -> None:
    """500 bytes that stand for 10^6: small enough for the bound of memory, far too much to judge."""
    names = "abcdef"
    entities = f'<!ENTITY a "{"x" * 20}">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in itertools.pairwise(names)
    )
    bomb = tmp_path / "bomb.rdf"
    bomb.write_text(
        f'<!DOCTYPE r [{entities}]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:x="http://x/"><rdf:Description rdf:about="http://x/a"><x:p>&f;</x:p></rdf:Description></rdf:RDF>'
    )
    with pytest.raises(SourceError, match="unfolds"):
        validate_file(bomb, Settings.read({}))
