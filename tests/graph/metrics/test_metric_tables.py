"""Tables that cannot be used say what was found and what was expected; nothing is repaired silently."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from triskele import metrics
from triskele.errors import TableError, TriskeleError
from triskele.metrics import registry, tables

GOOD = "region,sector,value\nR1,a,3\nR1,b,1\nR2,a,1\nR2,b,3\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_path_a_file_a_frame_and_rows_say_the_same(tmp_path: Path) -> None:
    frame = pd.read_csv(io.StringIO(GOOD))
    sources: list[Any] = [written(tmp_path, GOOD), str(tmp_path / "table.csv"), io.StringIO(GOOD), frame]
    sources.append(frame.to_dict("records"))
    results = [metrics.run("location-quotient", source).to_csv() for source in sources]
    assert len(set(results)) == 1


def test_the_caller_keeps_its_table() -> None:
    frame = pd.read_csv(io.StringIO(GOOD))
    before = frame.copy()
    metrics.run("location-quotient", frame)
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("region,sektor,value\nR1,a,3\n", "column sector is missing; found region, sektor, value"),
        ("region,sector,value\nR1,a,-3\n", "value must be at least 0; found row 2: '-3'"),
        ("region,sector,value\nR1,a,many\n", "value must be a number; found row 2: 'many'"),
        ("region,sector,value\nR1,a,1_000\n", "value must be a number"),
        ("region,sector,value\nR1,a,nan\n", "value must be a number"),
        ("region,sector,value\nR1,a,inf\n", "value must be a number"),
        ('region,sector,value\nR1,a,"1,5"\n', "value must be a number"),
        ("region,sector,value\nR1,a,3\nR1,a,3\n", "occurs more than once: R1 / a"),
        ("region,sector,value\n,a,3\n", "region is empty in row 2"),
        ("region,sector,value\nR1,a\n", "row 2 has 2 cells; expected 3"),
        ("region,region,value\nR1,R1,3\n", "found the column region more than once"),
        ("", "no header row"),
        ("region,sector,value\n\nR1,a,3\n\nR1,b,many\n", "found row 5: 'many'"),
        ("region,sector,value\nR1,a,3\n\nR1,a,3\n", r"R1 / a (rows 2, 4\)"),
        ("region;sector;value\nR1;a;1.234\n", "value must be a number; found row 2: '1.234'"),
        ("sep=;\nregion;sector;value\nR1;a;-1,5\n", "value must be at least 0; found row 3: '-1,5'"),
        ("region;sector;value\nR1;a\n", "row 2 has 2 cells; expected 3"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(TableError, match=told.replace("(", r"\(")) as caught:
        metrics.run("location-quotient", written(tmp_path, text))
    assert caught.value.code == "bad-table"
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffregion;sector;value\r\nİzmir;a;2,5\r\nİzmir;b;1\r\n",
        "sep=;\r\nregion;sector;value\r\nİzmir;a;2,5\r\n\r\nİzmir;b;1\r\n",
        "region\tsector\tvalue\nİzmir\ta\t2.5\nİzmir\tb\t1\n",
    ],
)
def test_a_table_as_a_turkish_spreadsheet_writes_it(tmp_path: Path, text: str) -> None:
    plain = metrics.run("regional-specialisation", written(tmp_path, "region,sector,value\nİzmir,a,2.5\nİzmir,b,1\n"))
    (tmp_path / "excel.csv").write_bytes(text.encode("utf-8"))
    assert metrics.run("regional-specialisation", tmp_path / "excel.csv").to_csv() == plain.to_csv()
    assert metrics.run("regional-specialisation", io.StringIO(text, newline="")).to_csv() == plain.to_csv()


def test_a_source_that_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        metrics.run("location-quotient", tmp_path / "nowhere.csv")
    (tmp_path / "latin.csv").write_bytes("region,sector,value\nİzmir,a,3\n".encode("iso-8859-9"))
    with pytest.raises(TableError, match="cannot be read: row 2 holds a byte that is not UTF-8"):
        metrics.run("location-quotient", tmp_path / "latin.csv")
    with pytest.raises(TableError, match="found int"):
        metrics.run("location-quotient", 7)


def test_an_empty_table_is_null_with_a_reason_for_every_regional_metric(tmp_path: Path) -> None:
    for metric in registry.all():
        if metric.input == "region-table":
            result = metric(written(tmp_path, "region,sector,value\n"))
            assert [value.status for value in result.values] == ["undefined"], metric.name
            assert result.headline.reason == {"tr": "Tablo boş.", "en": "The table is empty."}


def test_an_empty_table_is_null_with_a_reason_for_every_record_metric() -> None:
    for metric in registry.all():
        if metric.input in ("records", "firms"):
            names = ("region", "geography", "technology", "size", "university", "industry", "government")
            result = metric(pd.DataFrame(columns=list(names)))
            assert all(value.status == "undefined" for value in result.values), metric.name
            assert "N = 0" in (result.headline.reason or {})["en"]


def test_an_empty_cell_is_unknown_and_not_zero() -> None:
    table = [
        {"region": "R1", "sector": "a", "value": None},
        {"region": "R1", "sector": "b", "value": 2},
        {"region": "R2", "sector": "a", "value": 1},
        {"region": "R2", "sector": "b", "value": 1},
    ]
    result = metrics.run("location-quotient", table)
    cell = result.pick(region="R1", sector="a", quantity="lq")
    assert cell.value is None
    assert cell.reason == {"tr": "Hücre bilinmiyor.", "en": "The cell is unknown."}
    assert result.dropped == {"unknown-cells": 1}


def test_a_pair_without_a_row_is_zero_or_unknown_as_asked() -> None:
    table = [{"region": "R1", "sector": "a", "value": 2}, {"region": "R2", "sector": "b", "value": 2}]
    zero = metrics.run("location-quotient", table).pick(region="R1", sector="b", quantity="lq")
    unknown = metrics.run("location-quotient", table, absent="unknown").pick(region="R1", sector="b", quantity="lq")
    assert (zero.value, unknown.value) == (0.0, None)


def test_records_with_an_unknown_sphere_are_counted() -> None:
    rows = [
        {"record": "p1", "university": 1, "industry": 0, "government": 1},
        {"record": "p2", "university": "unknown", "industry": 0, "government": 1},
        {"record": "p3", "university": 0, "industry": 1, "government": 0},
        {"record": "p4", "university": True, "industry": 3, "government": ""},
    ]
    result = metrics.run("sphere-entropy", rows)
    assert result.dropped == {"unknown-sphere": 2}
    assert result.headline.n == 2
    assert result.headline.coverage == 0.5


def test_record_tables_that_cannot_be_used() -> None:
    row = {"university": 1, "industry": 0, "government": 1}
    with pytest.raises(TableError, match="record occurs more than once: p1"):
        metrics.run("sphere-entropy", [{**row, "record": "p1"}, {**row, "record": "p1"}])
    with pytest.raises(TableError, match="occurs more than once: 1 / 0 / 1"):
        metrics.run("sphere-entropy", [{**row, "count": 1}, {**row, "count": 2}])
    with pytest.raises(TableError, match="count must be at least 0"):
        metrics.run("sphere-entropy", [{**row, "count": -1}])
    with pytest.raises(TableError, match="not whole numbers"):
        metrics.run("trilateral-transmission", [{**row, "count": 0.5}])
    with pytest.raises(TableError, match="column government is missing"):
        metrics.run("sphere-entropy", [{"university": 1, "industry": 0}])
    with pytest.raises(TableError, match="university must be a number; found row 2: 'perhaps'"):
        metrics.run("sphere-entropy", [{**row, "university": "Perhaps"}])


def test_numbers_are_read_to_the_last_bit() -> None:
    frame = tables.read([{"x": "0.1"}, {"x": 0.1}, {"x": np.float64(0.1)}, {"x": 3.0}, {"x": 3}])
    assert tables.numbers(frame, "x").tolist() == [0.1, 0.1, 0.1, 3.0, 3.0]
    assert str(tables.exact("0.1")) == "1/10"
    assert str(tables.exact(0.1)) == "1/10"


def test_a_reference_must_hold_its_regions(tmp_path: Path) -> None:
    table = written(tmp_path, GOOD)
    ok = [{"sector": "a", "value": 10}, {"sector": "b", "value": 30}]
    # E = 40, E_a = 10: LQ(R1, a) = (3/4)/(10/40) = 3
    lq = metrics.run("location-quotient", table, reference=ok).pick(region="R1", sector="a", quantity="lq")
    assert lq.value == pytest.approx(3)
    with pytest.raises(TableError, match="no row for sector b"):
        metrics.run("location-quotient", table, reference=ok[:1])
    with pytest.raises(TableError, match="a has 3; its regions have 4"):
        metrics.run("location-quotient", table, reference=[{"sector": "a", "value": 3}, ok[1]])


def test_all_errors_are_ours_and_say_what_to_do() -> None:
    for source in (None, 3.5, [1, 2], {"a": 1}):
        with pytest.raises(TriskeleError) as caught:
            metrics.run("location-quotient", source)
        assert caught.value.hint
