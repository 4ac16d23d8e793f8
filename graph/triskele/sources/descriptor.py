"""The Frictionless descriptor of the seed tables: which files there are and what each column may hold."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from triskele.errors import SourceError
from triskele.findings import Finding
from triskele.sources.schemas import check_schema

_FILE = re.compile(r"(?!\.)[^/\\\x00-\x1f]{1,100}/(?!\.)[^/\\\x00-\x1f]{1,100}\.csv")


@dataclass(frozen=True)
class Row:
    """One row of one table, as text: cells are stripped, a missing value is the empty string."""

    set: str
    table: str
    file: str
    number: int
    cells: dict[str, str]
    good: bool = True
    """False when a cell is not as described; such a row is left out, but its key is known."""

    def __getitem__(self, column: str) -> str:
        """The cell; empty for a column that the table does not have."""
        return self.cells.get(column, "")

    def many(self, column: str) -> list[str]:
        """The cell as a list: values separated by semicolons."""
        return [part for part in (p.strip() for p in self[column].split(";")) if part]


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
                f"{path} is not valid JSON: {error}.",
                hint="Mend the descriptor; a JSON editor shows the place.",
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
                    _finding(
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
        try:
            content = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            yield _finding(
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
            yield _finding(
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
    return _finding(
        path, 1, "", value, "header", f"{en} The first row should be: {row}.", f"{tr} İlk satır şu olmalı: {row}."
    )


def _read_row(path: str, number: int, cells: list[str], columns: list[dict[str, Any]]) -> Iterator[Row | Finding]:
    names = [column["name"] for column in columns]
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
    texts = {n: c.strip() for n, c in zip(names, cells, strict=False)}
    whole = {**dict.fromkeys(names, ""), **texts}
    row = Row(Path(path).parent.name, Path(path).stem, path, number, whole, good=len(cells) == len(names))
    if row.good:
        problems = list(_check(row, columns))
        yield from problems
        row = replace(row, good=not any(problem.severity == "error" for problem in problems))
    yield row


def _finding(file: str, row: int, field: str, value: str, shape: str, en: str, tr: str) -> Finding:
    return Finding(file, row, field, value, f"table/{shape}", "error", en, tr)


_TYPES = {
    "integer": re.compile(r"-?[0-9]{1,9}"),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "year": re.compile(r"[0-9]{4}"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


_WORDS = {
    "integer": ("a whole number of at most nine digits", "en çok dokuz haneli bir tam sayı"),
    "number": (
        "a number with a dot as its decimal mark, for instance 0.9",
        "ondalık ayırıcısı nokta olan bir sayı, örneğin 0.9",
    ),
    "year": ("a year of four digits", "dört haneli bir yıl"),
    "date": ("a day as YYYY-MM-DD", "YYYY-AA-GG biçiminde bir gün"),
    r"\d{4}(-\d\d-\d\d)?": ("a year (2015) or a day (2015-03-31)", "bir yıl (2015) ya da bir gün (2015-03-31)"),
    r"\d{4}(-\d\d(-\d\d)?)?": (
        "a year (2015), a month (2015-03) or a day (2015-03-31)",
        "bir yıl (2015), bir ay (2015-03) ya da bir gün (2015-03-31)",
    ),
    r"-?\d{4}(-\d\d(-\d\d)?)?|\.\.": (
        "a year (2015), a month (2015-03), a day (2015-03-31), or two dots for unknown",
        "bir yıl (2015), bir ay (2015-03), bir gün (2015-03-31) ya da bilinmiyorsa iki nokta",
    ),
    "[a-z0-9][a-z0-9-]*": (
        "a key: lower-case letters a to z, digits and hyphens, without Turkish letters or spaces",
        "bir anahtar: a-z küçük harfler, rakamlar ve kısa çizgi; Türkçe harf ve boşluk olmadan",
    ),
    "[a-z0-9-]+/[a-z0-9-]+": ("scheme/concept, for instance maturity/mature", "şema/kavram, örneğin maturity/mature"),
    "[a-z0-9][a-z0-9-]*(;[a-z0-9][a-z0-9-]*)*": (
        "keys separated by semicolons",
        "noktalı virgülle ayrılmış anahtarlar",
    ),
    "[a-z0-9-]+(;[a-z0-9-]+)+": (
        "two or more keys separated by semicolons",
        "noktalı virgülle ayrılmış en az iki anahtar",
    ),
    "unknown|(university|industry|government|civil-society)(:[01](\\.\\d+)?)?"
    "(;(university|industry|government|civil-society):[01]?(\\.\\d+)?)*": (
        "unknown, one of university, industry, government, civil-society, or several with their shares, for instance "
        "university:0.5;industry:0.5",
        "unknown, şunlardan biri: university, industry, government, civil-society; ya da paylarıyla birkaçı, örneğin "
        "university:0.5;industry:0.5",
    ),
    "[A-Z][A-Za-z]+": ("a class of the ontology, for instance Firm", "ontolojinin bir sınıfı, örneğin Firm"),
}
"""Types and patterns of the house's schemas in the words of who fills the table."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(f"{value}-01"[:10])
    except ValueError:
        return False
    return True


def _expected(kind: str) -> tuple[str, str]:
    en, tr = _WORDS.get(kind, (f"the form {kind}", f"şu biçim: {kind}"))
    return f"Expected {en}.", f"Beklenen: {tr}."


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
        if _CONTROL.search(value):
            yield _finding(
                row.file,
                row.number,
                name,
                repr(value),
                "control",
                "The cell holds a character that cannot be seen; type the text again.",
                "Hücrede görünmeyen bir karakter var; metni yeniden yazın.",
            )
        elif kind and not kind.fullmatch(value):
            yield _finding(
                row.file,
                row.number,
                name,
                value,
                "type",
                *_expected(column["type"]),
            )
        elif "pattern" in rules and not re.fullmatch(rules["pattern"], value, re.ASCII):  # digits are 0 to 9
            yield _finding(
                row.file,
                row.number,
                name,
                value,
                "pattern",
                *_expected(rules["pattern"]),
            )
        elif "-" in rules.get("pattern", "") and _DAY.fullmatch(value) and not _is_day(value):
            yield _finding(
                row.file,
                row.number,
                name,
                value,
                "no-such-day",
                "The calendar has no such day; correct month and day.",
                "Takvimde böyle bir gün yok; ayı ve günü düzeltin.",
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
