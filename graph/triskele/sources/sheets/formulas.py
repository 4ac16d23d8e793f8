"""Formulas of a workbook that hold no computed value: what a program wrote and no spreadsheet has opened since.

Whoever opens the workbook sees a number there; the file has none, and the cell would be read as empty.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape

_LISTED = 12
"""Cells that are named."""
_SHEET = re.compile(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"[^>]*?\w+:id="([^"]*)"')
_PART = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3}\d+)"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ODS = re.compile(
    r'<table:table\s[^>]*?table:name="(?P<table>[^"]*)"|<table:table-row\b(?P<row>[^>]*)>'
    r"|<table:(?:covered-)?table-cell\b(?P<cell>[^>]*)>"
)


def unsaved(package: zipfile.ZipFile) -> dict[str, list[str]]:
    """The cells of each sheet that hold a formula and no value, as ``D7``; of an .ods only their rows."""
    names = package.namelist()
    if "content.xml" in names:
        found: dict[str, list[str]] = {}
        for table, row in _rows_of_ods(package.read("content.xml").decode("utf-8", "replace")):
            found.setdefault(table, []).append(row)
        return found
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    parts = {}
    for relation in _PART.findall(package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")):
        said = dict(re.findall(r'(\w+)="([^"]*)"', relation))
        parts[said.get("Id", "")] = said.get("Target", "").lstrip("/").removeprefix("xl/")
    sheets = _SHEET.findall(package.read("xl/workbook.xml").decode("utf-8", "replace"))
    at = {unescape(name): f"xl/{parts[key]}" for name, key in sheets if key in parts}
    cells = {name: _cells(package.read(part)) for name, part in at.items() if part in names}
    return {name: found for name, found in cells.items() if found}


def told(cells: list[str]) -> tuple[int, tuple[str, str]]:
    """The row of the first of these cells, and what is said of all of them."""
    listed = ", ".join(cells[:_LISTED]) + (", …" if len(cells) > _LISTED else "")
    return int(re.sub("[A-Z]", "", cells[0])), (
        f"{len(cells)} formulas hold no computed value and are read as empty ({listed}). Open the workbook in a "
        "spreadsheet, save it, and read it again.",
        f"{len(cells)} formülün hesaplanmış değeri yok, boş okundu ({listed}). Dosyayı tablo programında açıp "
        "kaydedin, sonra yeniden okuyun.",
    )


def _cells(sheet: bytes) -> list[str]:
    return [cell.decode() for cell in _CELL.findall(sheet)] if b"<f" in sheet or b":f" in sheet else []


def _rows_of_ods(content: str) -> Iterator[tuple[str, str]]:
    """Sheet and row of each such cell."""
    table, row, repeated = "", 0, 1
    for said in _ODS.finditer(content):
        if said["table"] is not None:
            table, row, repeated = unescape(said["table"]), 0, 1
        elif said["row"] is not None:
            row += repeated
            many = re.search(r'number-rows-repeated="(\d+)"', said["row"])
            repeated = int(many[1]) if many else 1
        elif "table:formula=" in said["cell"] and "value-type=" not in said["cell"]:
            yield table, str(row)
