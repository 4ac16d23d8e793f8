"""Files that are not what they say: each is told by its cause, with file and row, and nothing is half read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.graph.sheets import agency
from triskele.errors import SourceError
from triskele.findings import Finding
from triskele.ledger.vocabulary import Words
from triskele.ownership import Owner
from triskele.sources.batch import Known
from triskele.sources.sheets import reading
from triskele.sources.sheets.source import find_sheets


def findings(folder: Path) -> list[Finding]:
    (source,) = find_sheets(folder, Known(Words(), Owner(namespace="https://veri.kiyi.example/")))
    list(source.batches())
    return source.read.findings


def fault(folder: Path) -> Finding:
    """The one error of a folder."""
    (found,) = [f for f in findings(folder) if f.severity == "error"]
    assert found.shape == "sheet/unreadable"
    return found


def workbook(folder: Path) -> bytes:
    agency.write_xlsx(folder)
    path = folder / "paydaslar.xlsx"
    content = path.read_bytes()
    path.unlink()
    return content


def test_a_workbook_cut_off(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(tmp_path)[:3000])
    found = fault(tmp_path)
    assert "not a whole workbook" in found.message_en
    assert "zip" not in found.message_tr, "no words of a library in another language"


def test_a_password(tmp_path: Path) -> None:
    # what an encrypted workbook is: an OLE container that holds a stream of this name
    (tmp_path / "a.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )
    assert "password" in fault(tmp_path).message_en


def test_macros_are_not_run(tmp_path: Path) -> None:
    (tmp_path / "a.xlsm").write_bytes(workbook(tmp_path))
    with zipfile.ZipFile(tmp_path / "a.xlsm", "a") as package:
        package.writestr("xl/vbaProject.bin", b"")
    found = findings(tmp_path)
    assert any("macros" in f.message_en for f in found)
    assert not any(f.severity == "error" for f in found)


def test_a_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_UNPACKED", 1 << 20)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/a.xml", b" " * (1 << 21))
    with pytest.raises(SourceError, match="unfolds from"):
        reading.read_sheets(tmp_path / "a.xlsx")


def test_a_million_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name;type\n" + "x;y\n" * 1_000_000, encoding="utf-8")
    assert "rows" in fault(tmp_path).message_en


def test_broken_quotes_name_the_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('name;type\na;b\n"c;d\ne;f\n', encoding="utf-8")
    found = fault(tmp_path)
    assert "row 3" in found.message_en
    assert "3. satırdan" in found.message_tr
    assert "expected" not in found.message_tr


def test_wrong_encoding_in_the_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ad;tür\nIşık;Oda\n", encoding="windows-1254")
    (tmp_path / "mapping.yaml").write_text(
        "tables: [{file: a.csv, holds: organisations, encoding: utf-8, columns: {ad: name}}]", encoding="utf-8"
    )
    assert "utf-8" in fault(tmp_path).message_en


def test_wrong_delimiter_in_the_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ad;tür\nIşık;Oda\n", encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(
        'tables: [{file: a.csv, holds: organisations, delimiter: "|", columns: {ad: name}}]', encoding="utf-8"
    )
    (found,) = [f for f in findings(tmp_path) if f.severity == "error"]
    assert "the mark between columns" in found.message_en


def test_a_graph_cut_off(tmp_path: Path) -> None:
    (tmp_path / "a.graphml").write_text('<graphml><graph edgedefault="undirected"><node id="a"', encoding="utf-8")
    assert "cannot be read as a graph" in fault(tmp_path).message_en


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    assert "is empty" in fault(tmp_path).message_en


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1254", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_every_make_of_csv(encoding: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"Adı{mark}Türü\r\nİncir Ğ{mark}Oda\r\nŞakir{mark}Oda\r\n".encode(encoding))
    (sheet,) = reading.read_sheets(path)
    assert sheet.rows == [["Adı", "Türü"], ["İncir Ğ", "Oda"], ["Şakir", "Oda"]]


def test_parquet_and_graphs(tmp_path: Path) -> None:
    import networkx as nx
    import pandas as pd

    pd.DataFrame({"name": ["a", None], "founded": [2001, None]}).to_parquet(tmp_path / "a.parquet")
    assert reading.read_sheets(tmp_path / "a.parquet")[0].rows == [["name", "founded"], ["a", 2001.0], [None, None]]
    graph = nx.Graph()
    graph.add_edge("a", "b", type="supply")
    writers = {
        ".graphml": nx.write_graphml,
        ".gexf": nx.write_gexf,
        ".net": nx.write_pajek,
        ".edgelist": nx.write_edgelist,
    }
    for suffix, write in writers.items():
        write(graph, tmp_path / f"g{suffix}")
        nodes, edges = reading.read_sheets(tmp_path / f"g{suffix}")
        assert {row[nodes.rows[0].index("name")] for row in nodes.rows[1:]} == {"a", "b"}
        assert {edges.rows[1][0], edges.rows[1][1]} == {"a", "b"}


def test_bytes_that_are_nothing(tmp_path: Path) -> None:
    for suffix in reading.WORKBOOKS:
        (tmp_path / f"a{suffix}").write_bytes(io.BytesIO(b"\x01\x02\x03" * 500).getvalue())
    assert len([f for f in findings(tmp_path) if f.severity == "error"]) == len(reading.WORKBOOKS)


def test_cells_beyond_the_headings_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ad;tür\nA Odası;Oda\nB Odası;Oda;fazla\n", encoding="utf-8")
    (told,) = [f.message_en for f in findings(tmp_path) if "more cells" in f.message_en]
    assert told.startswith("1 rows hold more cells than there are headings, first row 3")


def test_dates_out_of_order_are_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "ad;tür;kuruluş yılı;kapanış yılı\nA Odası;Oda;1990;1980\nB Odası;Oda;31.02.1990;\n", encoding="utf-8"
    )
    told = {(f.row, f.shape) for f in findings(tmp_path) if f.severity == "warning"}
    assert told == {(2, "sheet/order"), (3, "sheet/date")}


def test_a_formula_that_was_never_computed_is_told(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Kuruluşlar & Ölçüler"
    for row in (["Kurum", "Türü", "Çalışan sayısı"], ["A Odası", "Oda", 3], ["B Odası", "Oda", "=C2*2"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (told,) = [f for f in findings(tmp_path) if f.severity == "warning"]
    assert (told.file, told.row) == ("a.xlsx [Kuruluşlar & Ölçüler]", 3)
    assert "1 formulas hold no computed value and are read as empty (C3)" in told.message_en


def test_a_stray_byte_makes_no_other_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("Kurum;Türü\nIşık Odası;Oda\nÇığ Odası;Oda".encode() + b"\xff\n")
    assert reading.read_sheets(tmp_path / "a.csv")[0].rows[1] == ["Işık Odası", "Oda"]
    (told,) = [f for f in findings(tmp_path) if f.severity == "warning"]
    assert (told.row, told.message_en) == (3, "1 bytes are not UTF-8 and read as �, first in line 3.")
