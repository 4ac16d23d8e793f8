"""The Frictionless descriptor of the seed tables: which files there are, and their rows as they are described."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from triskele.errors import SourceError
from triskele.findings import Finding
from triskele.sources.cells import Row, check_cells, table_error
from triskele.sources.schemas import check_schema

_FILE = re.compile(r"(?!\.)[^/\\\x00-\x1f]{1,100}/(?!\.)[^/\\\x00-\x1f]{1,100}\.csv")


class Descriptor:
    """``datapackage.json`` of a seeds folder, read once.

    Each resource is one file ``<set>/<table>.csv``; tables of the same name share one schema.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / "datapackage.json"
        try:
            self.package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise SourceError(
                f"{folder} holds no datapackage.json.",
                hint="Point to a seeds folder: datapackage.json beside one folder of CSV files per set.",
            ) from error
        except (ValueError, RecursionError) as error:
            raise SourceError(
                f"{path} is not valid JSON: {error}.", hint="Mend the descriptor; a JSON editor shows the place."
            ) from error
        try:
            self._schemas = {str(resource["path"]): resource["schema"] for resource in self.package["resources"]}
        except (KeyError, TypeError) as error:
            raise SourceError(
                f"{path} lists no resources with a path and a schema each.",
                hint="See the datapackage.json of the seeds, or the Frictionless Data Package standard.",
            ) from error
        for name in self._schemas:
            if not _FILE.fullmatch(name):
                raise SourceError(
                    f"{path} names the table {name[:200]!r}.",
                    hint="A table is <set>/<table>.csv beside the descriptor.",
                )
        self.paths: list[str] = sorted(self._schemas)

    @property
    def sets(self) -> list[str]:
        """The folders the tables lie in."""
        return sorted({Path(path).parent.name for path in self.paths})

    @property
    def licence(self) -> str | None:
        """The address of the licence the package names; None when it names none."""
        found = self.package.get("licenses")
        first = found[0] if isinstance(found, list) and found else None
        place = first.get("path") if isinstance(first, dict) else None
        return place if isinstance(place, str) else None

    def schema(self, path: str) -> dict[str, Any]:
        """The Table Schema of one file: given in place, or by the name of a file beside the descriptor."""
        schema = self._schemas[path]
        if isinstance(schema, str):
            try:
                schema = json.loads((self.folder / schema).read_text(encoding="utf-8"))
            except (OSError, ValueError, RecursionError) as error:
                raise SourceError(
                    f"The schema {schema[:200]} of {path} cannot be read: {error}.",
                    hint="Mend the file, or the name in datapackage.json.",
                ) from error
        return check_schema(schema, path)

    def unnamed(self) -> Iterator[Finding]:
        """A warning for every table that lies in the folder of a set and is not read, because nothing names it."""
        for file in sorted(self.folder.glob("*/*.csv")):
            path = file.relative_to(self.folder).as_posix()
            if path not in self._schemas:
                yield replace(
                    table_error(
                        path,
                        0,
                        "",
                        "",
                        "file-unnamed",
                        "This table is not read: add it to the resources of datapackage.json, or delete it.",
                        "Bu tablo okunmuyor: datapackage.json içindeki resources listesine ekleyin ya da silin.",
                    ),
                    severity="warning",
                )

    def rows(self, path: str) -> Iterator[Row | Finding]:
        """Every good row of the file, and a finding for every cell or row that is not as described.

        A row with a bad cell comes too, after its findings, marked as not ``good``: its key is known.
        """
        columns = self.schema(path)["fields"]
        names = [column["name"] for column in columns]
        try:
            raw = (self.folder / path).read_bytes()
        except FileNotFoundError:
            yield table_error(
                path,
                0,
                "",
                "",
                "file-missing",
                "The descriptor names this file, but it is not there.",
                "Tanımlayıcı bu dosyayı adlandırıyor ama dosya yok.",
            )
            return
        try:
            content = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            yield table_error(
                path,
                raw[: error.start].count(b"\n") + 1,
                "",
                f"0x{raw[error.start]:02X}",
                "encoding",
                "This byte is not UTF-8. Open the table in the spreadsheet it was saved with and save it as "
                "“CSV UTF-8 (comma delimited)”.",
                "Bu bayt UTF-8 değil. Tabloyu kaydedildiği hesap tablosunda açıp "
                "“CSV UTF-8 (virgülle ayrılmış)” olarak kaydedin.",
            )
            return
        reader = csv.reader(io.StringIO(content, newline=""), strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                if number == 1:
                    required = {c["name"] for c in columns if c.get("constraints", {}).get("required")}
                    wrong = _check_header(path, cells, names, required)
                    if wrong is not None:
                        yield wrong
                        return
                    by_name = {column["name"]: column for column in columns}
                    columns = [by_name[name.strip()] for name in cells]
                elif any(cell.strip() for cell in cells):
                    yield from _read_row(path, number, cells, columns)
        except csv.Error as error:
            yield table_error(
                path,
                number + 1,
                "",
                "",
                "quotes",
                f"From here on the table cannot be read ({error}): a quotation mark is opened and not closed, or one "
                "inside a cell is not doubled.",
                f"Tablo buradan sonra okunamıyor ({error}): açılan bir tırnak kapanmamış ya da hücre içindeki tırnak "
                "çift yazılmamış.",
            )
            return
        if number == 0:
            yield _header_finding(path, "", "The file is empty.", "Dosya boş.", names)


def _check_header(path: str, header: list[str], names: list[str], required: set[str]) -> Finding | None:
    """What is wrong with the first row, or nothing. Columns may stand in any order; one that need not be filled may
    be missing."""
    found = [name.strip() for name in header]
    if set(found) <= set(names) and required <= set(found) and len(set(found)) == len(found):
        return None
    for mark, en, tr in ((";", "semicolons", "noktalı virgülle"), ("\t", "tabs", "sekmeyle")):
        if header and header[0].split(mark)[0] == names[0] and mark in header[0]:
            return _header_finding(
                path,
                mark.strip(),
                f"The columns are separated by {en}, as some spreadsheets do; save as CSV with commas.",
                f"Sütunlar {tr} ayrılmış; hesap tablosundan virgülle ayrılmış CSV olarak kaydedin.",
                names,
            )
    missing = [name for name in names if name not in found and name in required]
    unknown = [name for name in found if name not in names]
    parts_en, parts_tr = [], []
    if missing:
        parts_en.append(f"Missing columns: {', '.join(missing)}.")
        parts_tr.append(f"Eksik sütunlar: {', '.join(missing)}.")
    if unknown:
        parts_en.append(f"Unknown columns: {', '.join(unknown) or 'one without a name'}.")
        parts_tr.append(f"Bilinmeyen sütunlar: {', '.join(unknown) or 'adsız bir sütun'}.")
    if not parts_en:
        parts_en, parts_tr = ["A column stands there twice."], ["Bir sütun iki kez geçiyor."]
    return _header_finding(path, ",".join(unknown), " ".join(parts_en), " ".join(parts_tr), names)


def _header_finding(path: str, value: str, en: str, tr: str, names: list[str]) -> Finding:
    row = ",".join(names)
    return table_error(
        path, 1, "", value, "header", f"{en} The first row should be: {row}.", f"{tr} İlk satır şu olmalı: {row}."
    )


def _read_row(path: str, number: int, cells: list[str], columns: list[dict[str, Any]]) -> Iterator[Row | Finding]:
    names = [column["name"] for column in columns]
    if len(cells) != len(names):
        yield table_error(
            path,
            number,
            "",
            str(len(cells)),
            "cell-count",
            f"The row has {len(cells)} cells, the header {len(names)}; quote cells holding commas.",
            f"Satırda {len(cells)}, başlıkta {len(names)} hücre var; virgüllü hücreleri tırnaklayın.",
        )
    texts = {n: c.strip() for n, c in zip(names, cells, strict=False)}
    whole = {**dict.fromkeys(names, ""), **texts}
    row = Row(Path(path).parent.name, Path(path).stem, path, number, whole, good=len(cells) == len(names))
    if row.good:
        problems = list(check_cells(row, columns))
        yield from problems
        row = replace(row, good=not any(problem.severity == "error" for problem in problems))
    yield row
