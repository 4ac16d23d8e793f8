"""The page on tables runs as it stands, and every table it ships is used by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from triskele.metrics import registry

FOLDER = Path(__file__).parents[3] / "docs" / "how-to"
PAGE = (FOLDER / "regional-tables.md").read_text(encoding="utf-8")


def test_the_page_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(FOLDER)
    exec("\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.S)), {})
    said = capsys.readouterr().out
    assert "not distinguishable from its null model" in said
    assert "bilinmiyor" in said


def test_every_table_of_the_folder_is_explained_and_every_metric_that_takes_one_is_shown() -> None:
    for table in (FOLDER / "tables").glob("*.csv"):
        assert table.name in PAGE, table.name
    for metric in registry.all():
        if metric.section[0] in "AC" and metric.input != "network":
            assert metric.name in PAGE, metric.name
