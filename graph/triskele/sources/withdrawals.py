"""``withdrawn.csv``: what was withdrawn on request, one a row, without a name (:mod:`triskele.ledger.withdrawing`)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from triskele.errors import SourceError
from triskele.files import write_beside
from triskele.findings import Finding
from triskele.formats import write_csv
from triskele.ledger.withdrawing import MARK, REASONS
from triskele.sources.batch import Batch, Known, Read

FILE = "withdrawn.csv"
COLUMNS = ("what", "date", "reason")
_WHAT = re.compile(rf"{MARK}[0-9a-f]{{64}}|[a-z]+/[a-z0-9][a-z0-9-]*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LARGEST = 64 * 1024 * 1024


class Withdrawals:
    """The file of one seeds folder; a source as :mod:`triskele.sources.batch` has it."""

    def __init__(self, path: Path) -> None:
        self.path, self.read = path, Read()

    @classmethod
    def find(cls, folder: Path, known: Known) -> list[Withdrawals]:
        path = folder / FILE
        return [cls(path)] if path.is_file() else []

    def files(self) -> list[Path]:
        return [self.path]

    def batches(self) -> Iterator[Batch]:
        rows = []
        for number, row in enumerate(read_file(self.path), start=2):
            wrong = [
                name for name, fits in (
                    ("what", _WHAT.fullmatch(row["what"])), ("date", _DATE.fullmatch(row["date"])),
                    ("reason", row["reason"] in REASONS),
                ) if not fits
            ]  # fmt: skip
            for name in wrong:  # nothing of what is to be held back may slip through a slip of the pen
                self.read.findings.append(
                    Finding(FILE, number, name, "" if name == "what" else row[name][:80], "table/withdrawn", "error",
                            "what is sha256: and 64 digits, or kind/key; date is YYYY-MM-DD; reason is one of "
                            f"{', '.join(REASONS)}.",
                            "what: sha256: ile 64 hane ya da tür/anahtar; date: YYYY-AA-GG; reason şunlardan biri: "
                            f"{', '.join(REASONS)}.")
                )  # fmt: skip
            if not wrong:
                rows.append({**row, "file": FILE, "row": number})
        if rows:
            yield Batch("withdrawn", rows)


def read_file(path: Path) -> list[dict[str, str]]:
    """The rows as they stand; SourceError when it is no such table."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("it is too large")
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {error}.", hint="Save it as CSV in UTF-8.") from error
    if not rows or tuple(rows[0]) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows if row):
        raise SourceError(f"{path} is no table of {', '.join(COLUMNS)}.", hint="Its first row names these columns.")
    return [dict(zip(COLUMNS, (cell.strip() for cell in row), strict=True)) for row in rows[1:] if row]


def add_rows(path: Path, sums: Iterable[str], date: str, reason: str) -> int:
    """Add what is not there yet, in one rename; how many rows were added."""
    kept = read_file(path) if path.is_file() else []
    there = {row["what"] for row in kept}
    new = [{"what": name, "date": date, "reason": reason} for name in sorted(set(sums) - there)]
    rows = sorted([*kept, *new], key=lambda row: (row["date"], row["what"]))
    write_beside(path, write_csv(COLUMNS, rows).encode())
    return len(new)
