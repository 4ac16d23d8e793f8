"""Whether a release is still what it was when it was made: ``SHA256SUMS`` in its folder, as ``sha256sum -c`` reads it.

The store is not in it: its files are the engine's business. It is compared with ``data.nq.gz``, statement by statement.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from triskele.errors import DamagedRelease, TriskeleError
from triskele.rdf.tree import SPAN_GRAPH
from triskele.store import Store

if TYPE_CHECKING:
    from triskele.release.library import Release

SUMS = "SHA256SUMS"


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> None:
    """Write the checksums of everything in the folder but its store."""
    files = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    kept = [path for path in files if path.parts[0] != "store"]
    (folder / SUMS).write_text("".join(f"{sha256(folder / path)}  {path}\n" for path in kept), encoding="utf-8")


def read_sums(folder: Path) -> dict[str, str]:
    """Checksum by file name; empty for a release made before there were any."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def read_checked(folder: Path, name: str) -> bytes:
    """The bytes of a file of a release; DamagedRelease when it is not there or not as it was written."""
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise damaged(folder, f"{name} cannot be read: {error.strerror}") from error
    wanted = read_sums(folder).get(name)
    if wanted is not None and hashlib.sha256(content).hexdigest() != wanted:
        raise damaged(folder, f"{name} is not the file that was written: its checksum differs")
    return content


def read_statements(folder: Path) -> Iterator[str]:
    """The lines of ``data.nq.gz``; DamagedRelease when they do not unpack."""
    try:
        with gzip.open(folder / "data.nq.gz", "rt", encoding="utf-8") as lines:
            yield from lines
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise damaged(folder, f"data.nq.gz does not unpack: {error}") from error


def damaged(folder: Path, what: str) -> DamagedRelease:
    """The error for a release whose files are not what was written."""
    return DamagedRelease(
        f"Release {folder.name} is damaged: {what}.",
        hint=f"Promote another release, or move {folder} away and run triskele build: the same inputs give the same "
        "bytes. triskele releases verify names every damaged part.",
    )


def _written(store: Store) -> bytes:
    output = BytesIO()
    store.dump(output, "nq", [name for name in store.graphs() if not name.startswith(SPAN_GRAPH)])
    return output.getvalue()


def verify(release: Release) -> dict[str, str]:
    """What is wrong by part of the release (file name, or ``store``); nothing when all is as it was written.

    Reads every byte and every statement: some seconds for a million statements.
    """
    wrong: dict[str, str] = {}
    sums = read_sums(release.folder)
    for name, wanted in sums.items():
        path = release.folder / name
        if not path.is_file():
            wrong[name] = "missing"
        elif sha256(path) != wanted:
            wrong[name] = "its checksum differs"
    if not sums:
        wrong[SUMS] = "missing: this release cannot be verified"
    try:
        again = Store.create()  # the engine writes numbers in its own way, 1 for 1.0: both sides go through it
        again.load_quads("".join(read_statements(release.folder)).encode())
        if _written(release.store) != _written(again):
            wrong["store"] = "it does not hold the statements of data.nq.gz"
    except (TriskeleError, OSError) as error:
        wrong["store"] = str(error)
    return wrong
