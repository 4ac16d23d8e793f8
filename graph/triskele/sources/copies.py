"""Whether somebody's copy of a document is the one whose lines the seeds count, and the lines of any row."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from triskele.errors import InvalidInput, SourceError, UnknownThing
from triskele.findings import Finding
from triskele.sources.cells import Row
from triskele.sources.descriptor import Descriptor

LONGEST = 32 << 20
"""Bytes of a copy that is read; documents of the seeds have some hundred kilobytes."""


def check_copy(folder: Path, file: Path, key: str | None = None) -> tuple[list[dict[str, Any]], bool]:
    """Each document of the seeds against ``file``, or, with the ``key`` of a row, the lines that the row points to.

    Returns rows for people or machines, and whether the file is the same, byte for byte, as a document (as the document
    of the row, if a key is given). Lines are shown from a file that is not the same too: the answer says so.

    Raises:
        SourceError: the file cannot be read as UTF-8 text.
        InvalidInput: the file is longer than 32 MiB.
        UnknownThing: no row with evidence has this key.
    """
    try:
        size = file.stat().st_size
        if size > LONGEST:
            raise InvalidInput(f"{file} has {size} bytes.", hint=f"A copy of a document has at most {LONGEST} bytes.")
        content = file.read_bytes()
        lines = content.decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"{file} cannot be read as text: {error}.", hint="Give a plain text file in UTF-8."
        ) from error
    if not lines[-1].strip():  # what follows the last line feed is no line
        lines.pop()
    digest = hashlib.sha256(content).hexdigest()
    descriptor = Descriptor(folder)
    if key is None:
        rows = [_against(row, digest, len(lines)) for row in _rows(descriptor, "documents") if row["sha256"]]
        return rows, any(row["same"] for row in rows)
    found = [row for row in _rows(descriptor) if row["id"] == key and row["line_from"]]
    if not found:
        raise UnknownThing(f"No row with evidence has the id {key}.", hint="Give the id of a row of the seed tables.")
    row = found[0]
    hashes = {one["id"]: one["sha256"] for one in _rows(descriptor, "documents")}
    same = hashes.get(row["document"]) == digest
    first, last = int(row["line_from"]), int(row["line_to"])
    shown = enumerate(lines[first - 1 : last], start=first)
    return [{"document": row["document"], "same": same, "line": n, "text": text.rstrip()} for n, text in shown], same


def _against(row: Row, digest: str, lines: int) -> dict[str, Any]:
    return {
        "document": row["id"],
        "same": row["sha256"] == digest,
        "lines": int(row["lines"]),
        "lines_here": lines,
        "sha256": row["sha256"],
        "sha256_here": digest,
    }


def _rows(descriptor: Descriptor, table: str = "") -> list[Row]:
    return [
        row
        for path in descriptor.paths
        if not table or Path(path).stem == table
        for row in descriptor.rows(path)
        if not isinstance(row, Finding) and row.good
    ]
