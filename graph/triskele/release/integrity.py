"""Whether a release is still what it was when it was made: ``SHA256SUMS`` in its folder, as ``sha256sum -c`` reads it.

The sums of everything a build writes stand in the folder itself, those of what follows from it and can be made again in
``derived/``. Opening a store for reading changes none of its files, so they are among them.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from triskele.errors import DamagedRelease
from triskele.files import write_beside

if TYPE_CHECKING:
    from triskele.release.library import Release

SUMS = "SHA256SUMS"
DERIVED = "derived"


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> list[str]:
    """The names of all files of a folder besides its own sums, hidden files, and ``derived/``."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(
        str(path) for path in found if path.parts[0] not in (SUMS, DERIVED) and not path.parts[0].startswith(".")
    )


def write_sums(folder: Path) -> None:
    """Write the checksums of everything in a folder, in one rename; what is derived has sums of its own."""
    write_beside(folder / SUMS, "".join(f"{sha256(folder / name)}  {name}\n" for name in _files(folder)).encode())


def read_sums(folder: Path) -> dict[str, str]:
    """Checksum by file name; empty where there are none. Bytes that are no text stay what they are."""
    try:
        lines = (folder / SUMS).read_bytes().decode("utf-8", "surrogateescape").split("\n")
    except FileNotFoundError:
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines if line)}


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


def checked(folder: Path, name: str) -> Path:
    """The path of a large file of a release; DamagedRelease when it is not there or not as it was written."""
    path = folder / name
    wanted = read_sums(folder).get(name)
    try:
        if wanted is None or sha256(path) == wanted:
            return path
    except OSError as error:
        raise damaged(folder, f"{name} cannot be read: {error.strerror}") from error
    raise damaged(folder, f"{name} is not the file that was written: its checksum differs")


def read_statements(folder: Path) -> Iterator[str]:
    """The lines of ``data.nq.gz``; DamagedRelease when they do not unpack."""
    try:
        with gzip.open(folder / "data.nq.gz", "rt", encoding="utf-8", newline="\n") as lines:
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


def _differing(folder: Path) -> dict[str, str]:
    """Which of the files with a sum are not what was written."""
    wrong: dict[str, str] = {}
    for name, wanted in read_sums(folder).items():
        try:
            if sha256(folder / name) != wanted:
                wrong[name] = "its checksum differs"
        except FileNotFoundError:
            wrong[name] = "missing"
        except (OSError, ValueError) as error:  # a name that is none: the sums themselves are damaged
            wrong[name] = f"it cannot be read: {getattr(error, 'strerror', None) or error}"
    return wrong


def verify(release: Release) -> dict[str, str]:
    """What is wrong by file of the release; nothing when all is as it was written. Reads every byte.

    What was made in ``derived/`` after the release was published has no sum and can be made again.
    """
    folder = release.folder
    wrong, sums = _differing(folder), read_sums(folder)
    wrong |= {name: f"it is not among the sums of {SUMS}" for name in _files(folder) if name not in sums}
    if not sums:
        wrong = {SUMS: "missing: this release cannot be verified"}
    wrong |= {f"{DERIVED}/{name}": problem for name, problem in _differing(folder / DERIVED).items()}
    return {name.encode("utf-8", "backslashreplace").decode(): what for name, what in wrong.items()}


def mend_derived(release: Release) -> list[str]:
    """Remove what follows from a release and is not what was written; whoever needs it makes it again. Their names."""
    folder = release.folder / DERIVED
    names = list(_differing(folder))
    for name in names:
        (folder / name).unlink(missing_ok=True)
    return names


def seal_derived(release: Release) -> None:
    """Write the sums of what follows from a release."""
    write_sums(release.folder / DERIVED)
