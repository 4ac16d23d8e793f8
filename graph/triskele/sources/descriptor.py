"""The Frictionless descriptor of the seed tables: which files there are and what each column may hold."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triskele.errors import SourceError
from triskele.findings import Finding


@dataclass(frozen=True)
class Row:
    """One row of one table, as text: cells are stripped, a missing value is the empty string."""

    set: str
    table: str
    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> list[str]:
        """The cell as a list: values separated by semicolons."""
        return [part for part in (p.strip() for p in self.cells[column].split(";")) if part]


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
        except ValueError as error:
            raise SourceError(
                f"{path} is not valid JSON: {error}.",
                hint="Mend the descriptor; a JSON editor shows the place.",
            ) from error
        self.paths: list[str] = sorted(resource["path"] for resource in self.package["resources"])

    def schema(self, path: str) -> dict[str, Any]:
        """The Table Schema of one file: given in place, or by the name of a file beside the descriptor."""
        resource = next(r for r in self.package["resources"] if r["path"] == path)
        schema = resource["schema"]
        if isinstance(schema, str):
            schema = json.loads((self.folder / schema).read_text(encoding="utf-8"))
        return schema  # type: ignore[no-any-return]  # json is untyped

    def rows(self, path: str) -> Iterator[Row | Finding]:
        """Every good row of the file, and a finding for every cell or row that is not as described."""
        columns = self.schema(path)["fields"]
        names = [column["name"] for column in columns]
        try:
            content = (self.folder / path).read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            yield _finding(
                path,
                0,
                "",
                "",
                "file-missing",
                "The descriptor names this file, but it is not there.",
                "Tanımlayıcı bu dosyayı adlandırıyor ama dosya yok.",
            )
            return
        except UnicodeDecodeError as error:
            yield _finding(
                path,
                0,
                "",
                str(error.start),
                "encoding",
                "The file is not UTF-8; save it as UTF-8.",
                "Dosya UTF-8 değil; UTF-8 olarak kaydedin.",
            )
            return
        reader = csv.reader(io.StringIO(content, newline=""))
        header = next(reader, [])
        if header != names:
            yield _finding(
                path,
                1,
                "",
                ",".join(header),
                "header",
                f"The header should be: {','.join(names)}.",
                f"Başlık satırı şu olmalı: {','.join(names)}.",
            )
            return
        table = Path(path).stem
        for cells in reader:
            number = reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                yield _finding(
                    path,
                    number,
                    "",
                    str(len(cells)),
                    "cell-count",
                    f"The row has {len(cells)} cells, the header {len(names)}; quote cells holding commas.",
                    f"Satırda {len(cells)}, başlıkta {len(names)} hücre var; virgüllü hücreleri tırnaklayın.",
                )
                continue
            row = Row(
                Path(path).parent.name,
                table,
                path,
                number,
                {n: c.strip() for n, c in zip(names, cells, strict=True)},
            )
            problems = list(_check(row, columns))
            yield from problems
            if not any(problem.severity == "error" for problem in problems):
                yield row


def _finding(file: str, row: int, field: str, value: str, shape: str, en: str, tr: str) -> Finding:
    return Finding(file, row, field, value, f"table/{shape}", "error", en, tr)


_TYPES = {
    "integer": re.compile(r"-?\d+"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "year": re.compile(r"\d{4}"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
}


def _check(row: Row, columns: list[dict[str, Any]]) -> Iterator[Finding]:
    for column in columns:
        name, rules = column["name"], column.get("constraints", {})
        value = row[name]
        if not value:
            if rules.get("required"):
                yield _finding(
                    row.file,
                    row.number,
                    name,
                    "",
                    "required",
                    "This cell must be filled.",
                    "Bu hücre doldurulmalı.",
                )
            continue
        kind = _TYPES.get(column.get("type", "string"))
        if kind and not kind.fullmatch(value):
            yield _finding(
                row.file,
                row.number,
                name,
                value,
                "type",
                f"Expected a value of type {column['type']}.",
                f"Beklenen tür: {column['type']}.",
            )
        elif "pattern" in rules and not re.fullmatch(rules["pattern"], value):
            yield _finding(
                row.file,
                row.number,
                name,
                value,
                "pattern",
                f"Expected the form {rules['pattern']}.",
                f"Beklenen biçim: {rules['pattern']}.",
            )
        elif "enum" in rules and value not in rules["enum"]:
            options = ", ".join(rules["enum"])
            yield _finding(
                row.file,
                row.number,
                name,
                value,
                "enum",
                f"Expected one of: {options}.",
                f"Şunlardan biri olmalı: {options}.",
            )
        elif kind and "minimum" in rules and not rules["minimum"] <= float(value):
            yield _finding(
                row.file,
                row.number,
                name,
                value,
                "minimum",
                f"Expected at least {rules['minimum']}.",
                f"En az {rules['minimum']} olmalı.",
            )
        elif kind and "maximum" in rules and not float(value) <= rules["maximum"]:
            yield _finding(
                row.file,
                row.number,
                name,
                value,
                "maximum",
                f"Expected at most {rules['maximum']}.",
                f"En çok {rules['maximum']} olmalı.",
            )
