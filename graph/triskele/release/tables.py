"""The tables of a release as files for others, and the columns in which they come back: Parquet, CSV, a workbook.

A folder of them holds ``triskele-tables.json``; named as seeds folder it is read back to the same tables
(:mod:`triskele.sources.exported`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from triskele.errors import InvalidInput, MissingPackage
from triskele.ledger.schema import FLAG, TABLES, WHOLE
from triskele.ledger.tables import Ledger, opened
from triskele.rdf.render import quoted
from triskele.release.library import Release
from triskele.sources.exported import MARKER

Row = tuple[Any, ...]
_MARKS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
_SPHERES = """
SELECT s.iri, t.set, s.thing, v.iri AS sphere, s.written AS share, s.basis, s.rule, s.valid_from, s.valid_to
FROM spheres_ s JOIN things_ t ON t.iri = s.thing
JOIN concepts_ v ON v.key = s.sphere AND v.scheme = 'spheres' WHERE s.basis = 'stated' ORDER BY s.thing, s.sphere
"""


def export_tables(release: Release, folder: Path, form: str, *, excel: bool = False) -> list[Path]:
    """Write the tables of a release into a new folder as ``csv``, ``parquet`` or ``xlsx``; the files.

    ``excel`` makes CSV that a spreadsheet of a country with decimal commas opens: a byte order mark, semicolons, and an
    apostrophe before what it would take for a formula; such files are for reading, and are not read back.
    """
    if form not in WRITERS:
        raise InvalidInput(f"No form of tables is called {form!r}.", hint=f"Use one of {', '.join(WRITERS)}.")
    if folder.exists() and any(folder.iterdir()):
        raise InvalidInput(f"{folder} is not empty.", hint="Name a new folder with --output.")
    folder.mkdir(parents=True, exist_ok=True)
    with opened() as ledger:
        for path in sorted((release.folder / "tables").glob("*.parquet")):
            table = quoted(str(release.table(path.stem)))
            ledger.execute(f"CREATE VIEW {path.stem}_ AS SELECT * FROM read_parquet({table})")
        written = list(WRITERS[form](ledger, folder, excel))
    if not excel:
        marker = folder / MARKER
        about = {"format": 1, "form": form, "release": release.number, "digest": release.digest}
        marker.write_text(json.dumps(about | release.owner.record(), ensure_ascii=False, indent=1) + "\n", "utf-8")
        written.append(marker)
    return written


_OF_SETS = {  # what vocabularies hold, and its evidence, comes with the ontology
    "evidence": ' WHERE "set" IS NOT NULL',
    "schemes": ' WHERE "set" IS NOT NULL',
    "concepts": ' WHERE "set" IS NOT NULL',
    "supports": ' WHERE evidence IN (SELECT iri FROM evidence_ WHERE "set" IS NOT NULL)',
}


def _query(ledger: Ledger, table: str) -> tuple[list[str], str]:
    """The columns that a table has in releases too, and the query for its rows."""
    if table == "spheres":
        return ["iri", "set", "thing", "sphere", "share", "basis", "rule", "valid_from", "valid_to"], _SPHERES
    kept = {row[0] for row in ledger.query(f"DESCRIBE {table}_")}
    columns = [c for c in TABLES[table].columns if c in kept]
    cells = ", ".join(_cell(table, c) for c in columns)
    return columns, f"SELECT {cells} FROM {table}_{_OF_SETS.get(table, '')} ORDER BY ALL"


def _cell(table: str, column: str) -> str:
    if TABLES[table].columns[column] not in (FLAG, WHOLE) and column in ("year", "year_to"):
        return f'lpad(CAST("{column}" AS VARCHAR), 4, \'0\') AS "{column}"'
    return f'"{column}"'


def _tables(ledger: Ledger) -> Iterator[tuple[str, list[str], str]]:
    there = {name for (name,) in ledger.query("SELECT view_name FROM duckdb_views() WHERE NOT internal")}
    for table in TABLES:
        if f"{table}_" in there and (table != "withdrawn" or ledger.one("SELECT count(*) FROM withdrawn_")):
            yield table, *_query(ledger, table)


def _write_csv(ledger: Ledger, folder: Path, excel: bool) -> Iterator[Path]:
    resources = []
    for table, columns, query in _tables(ledger):
        path = folder / f"{table}.csv"
        with open(path, "w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n")
            writer.writerow(columns)
            for row in ledger.query(query):
                writer.writerow([_guarded(cell) if excel else _plain(cell) for cell in row])
        yield path
        kinds = {FLAG: "boolean", WHOLE: "integer"}
        fields = [{"name": c, "type": kinds.get(TABLES[table].columns[c], "string")} for c in columns]
        resources.append({"name": table, "path": path.name, "encoding": "utf-8", "schema": {"fields": fields}})
    if not excel:
        descriptor = folder / "tables.datapackage.json"
        package = {"profile": "tabular-data-package", "name": "triskele-tables", "resources": resources}
        descriptor.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        yield descriptor


def _plain(cell: Any) -> Any:
    return str(cell).lower() if isinstance(cell, bool) else cell


def _guarded(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_MARKS) else _plain(cell)


def _write_parquet(ledger: Ledger, folder: Path, excel: bool) -> Iterator[Path]:
    for table, _, query in _tables(ledger):
        ledger.freeze(table, query, folder)
        yield folder / f"{table}.parquet"


def _write_xlsx(ledger: Ledger, folder: Path, excel: bool) -> Iterator[Path]:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise MissingPackage("openpyxl is not installed.", hint='Install it: pip install "triskele[own]".') from error
    book = Workbook(write_only=True)
    for table, columns, query in _tables(ledger):
        sheet = book.create_sheet(table)
        sheet.append(columns)
        for row in ledger.query(query):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, _plain(value))
                if isinstance(value, str):
                    cell.data_type = "s"  # a text that begins like a formula is a text
                cells.append(cell)
            sheet.append(cells)
    path = folder / "tables.xlsx"
    book.save(path)
    yield path


WRITERS: dict[str, Callable[[Ledger, Path, bool], Iterator[Path]]] = {
    "xlsx": _write_xlsx,
    "csv": _write_csv,
    "parquet": _write_parquet,
}
"""The forms of tables, and what writes each."""
