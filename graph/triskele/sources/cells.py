"""Rows of the seed tables, and what a cell may hold by the schema of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from triskele.findings import Finding

Wrong = tuple[str, str, str]
"""The shape of a finding, and what is wrong in English and Turkish."""


def table_error(file: str, row: int, column: str, value: str, shape: str, en: str, tr: str) -> Finding:
    """A finding of a seed table that leaves its row out."""
    return Finding(file, row, column, value, f"table/{shape}", "error", en, tr)


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

    def finding(self, column: str, value: str, shape: str, en: str, tr: str) -> Finding:
        """What is wrong with a cell, in both languages."""
        return table_error(self.file, self.number, column, value, shape, en, tr)


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


def check_cells(row: Row, columns: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """A finding for each cell that is not as its column is described."""
    for column in columns:
        value = row[column["name"]]
        if (wrong := _wrong(value, column)) is not None:
            yield row.finding(column["name"], repr(value) if wrong[0] == "control" else value, *wrong)


def _wrong(value: str, column: Mapping[str, Any]) -> Wrong | None:
    rules = column.get("constraints", {})
    if not value:
        filled = ("required", "This cell must be filled.", "Bu hücre doldurulmalı.")
        return filled if rules.get("required") else None
    kind, pattern = _TYPES.get(column.get("type", "string")), rules.get("pattern", "")
    if _CONTROL.search(value):
        return ("control", "The cell holds a character that cannot be seen; type the text again.",
                "Hücrede görünmeyen bir karakter var; metni yeniden yazın.")  # fmt: skip
    if kind and not kind.fullmatch(value):
        return _expected("type", column["type"])
    if pattern and not re.fullmatch(pattern, value, re.ASCII):  # digits are 0 to 9
        return _expected("pattern", pattern)
    if "-" in pattern and _DAY.fullmatch(value) and not _is_day(value):
        return ("no-such-day", "The calendar has no such day; correct month and day.",
                "Takvimde böyle bir gün yok; ayı ve günü düzeltin.")  # fmt: skip
    if "enum" in rules and value not in rules["enum"]:
        options = ", ".join(rules["enum"])
        return "enum", f"Expected one of: {options}.", f"Şunlardan biri olmalı: {options}."
    if kind and "minimum" in rules and not rules["minimum"] <= float(value):
        return "minimum", f"Expected at least {rules['minimum']}.", f"En az {rules['minimum']} olmalı."
    if kind and "maximum" in rules and not float(value) <= rules["maximum"]:
        return "maximum", f"Expected at most {rules['maximum']}.", f"En çok {rules['maximum']} olmalı."
    return None


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(f"{value}-01"[:10])
    except ValueError:
        return False
    return True


def _expected(shape: str, kind: str) -> Wrong:
    en, tr = _WORDS.get(kind, (f"the form {kind}", f"şu biçim: {kind}"))
    return shape, f"Expected {en}.", f"Beklenen: {tr}."
