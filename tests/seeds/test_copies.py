"""Whoever has a document can tell whether it is the same copy, and read the lines of a row."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from triskele.cli.main import main

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture
def copy(tmp_path: Path) -> tuple[Path, Path]:
    """Seeds whose document izmir is a text of 886 lines made here, and that text."""
    text = tmp_path / "text.txt"
    text.write_text("".join(f"line {n} \n" for n in range(1, 887)), encoding="utf-8")
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    table = seeds / "common" / "documents.csv"
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["sha256"] = hashlib.sha256(text.read_bytes()).hexdigest()
    with open(table, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return seeds, text


def test_the_same_text_is_told_from_another(copy, capsys) -> None:
    seeds, text = copy
    assert main(["sources", "check", str(text), "--seeds", str(seeds), "--format", "json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["document"], first["same"], first["lines"], first["lines_here"]) == ("izmir", True, 886, 886)
    assert (second["document"], second["same"]) == ("next-generation", False)
    text.write_text(text.read_text(encoding="utf-8").replace("line 5 ", "line 5"), encoding="utf-8")
    assert main(["sources", "check", str(text), "--seeds", str(seeds)]) == 1


def test_the_lines_of_a_row_are_shown(copy, capsys) -> None:
    seeds, text = copy
    arguments = ["sources", "check", str(text), "--seeds", str(seeds), "--format", "json", "--lines-of", "iz-t600"]
    assert main(arguments) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [row["line"] for row in shown] == list(range(83, 87))
    assert shown[0]["text"] == "line 83"


def test_a_key_that_is_no_row_is_an_error(copy, capsys) -> None:
    seeds, text = copy
    assert main(["sources", "check", str(text), "--seeds", str(seeds), "--lines-of", "no-such"]) == 2
    assert "No row with evidence has the id no-such" in capsys.readouterr().err
