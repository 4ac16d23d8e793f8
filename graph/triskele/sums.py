"""Whether the files of a release are what was written: ``SHA256SUMS`` in its folder, as ``sha256sum -c`` reads it.

Whoever reads a file of a release asks here first. The sums of everything a build writes stand in the folder itself,
those of what follows from it and can be made again in ``derived/``. Opening a store for reading changes none of its
files, so they are among them; the engine has sums of its own for what it reads.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from triskele.errors import DamagedRelease
from triskele.files import storing, write_beside

SUMS = "SHA256SUMS"
DERIVED = "derived"
REMEDY = (
    "triskele releases verify names every damaged part. Promote another release, or move this one away and run "
    "triskele build: the same inputs give the same bytes."
)
_DIFFERS = "is not the file that was written: its checksum differs"
_KEPT = 4096
"""Sums that are remembered: more than the files of ten releases."""


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def names_in(folder: Path) -> list[str]:
    """The names of all files of a folder besides its own sums, hidden files, and ``derived/``."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(
        str(path) for path in found if path.parts[0] not in (SUMS, DERIVED) and not path.parts[0].startswith(".")
    )


def write_sums(folder: Path) -> None:
    """Write the checksums of everything in a folder, in one rename; what is derived has sums of its own."""
    _write(folder, {name: sha256(folder / name) for name in names_in(folder)})


def _write(folder: Path, sums: dict[str, str]) -> None:
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    write_beside(folder / SUMS, lines.encode("utf-8", "surrogateescape"))


def read_sums(folder: Path) -> dict[str, str]:
    """Checksum by file name; empty where there are none. Bytes that are no text stay what they are."""
    try:
        return _sums_of(folder / SUMS, (folder / SUMS).stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache(maxsize=16)
def _sums_of(path: Path, _: int) -> dict[str, str]:
    lines = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines if line)}


@lru_cache(maxsize=_KEPT)
def _sum_of(path: Path, _time: int, _size: int) -> str:
    return sha256(path)


def _is_written(folder: Path, name: str) -> bool:
    """Whether a file is what was written; one that has no sum, or whose folder has none yet, is. OSError when it cannot
    be read."""
    wanted = read_sums(folder).get(name)
    told = (folder / name).stat()
    return wanted is None or _sum_of(folder / name, told.st_mtime_ns, told.st_size) == wanted


def checked(folder: Path, name: str) -> Path:
    """The path of a file of a release; DamagedRelease when it is not there, not as it was written, or was never written
    (a folder that is being made has no sums yet). A file that has not changed since is read once for it."""
    sums = read_sums(folder)
    if sums and name not in sums:
        raise damaged(folder, f"{name} is not among the sums of {SUMS}")
    try:
        if _is_written(folder, name):
            return folder / name
    except OSError as error:
        raise damaged(folder, f"{name} cannot be read: {error.strerror}") from error
    raise damaged(folder, f"{name} {_DIFFERS}")


def read_checked(folder: Path, name: str) -> bytes:
    """The bytes of a file of a release; DamagedRelease when it is not there or not as it was written."""
    return checked(folder, name).read_bytes()


def derived(folder: Path, name: str) -> Path | None:
    """The path of a file that follows from a release; None when it is not there, empty (cut off by a crash) or not as
    it was written. Then it goes, and its sum with it: whoever needs it makes it again."""
    place = folder / DERIVED
    with storing(place):
        try:
            if (place / name).stat().st_size and _is_written(place, name):
                return place / name
        except FileNotFoundError:
            pass  # its sum may be there
        (place / name).unlink(missing_ok=True)
        sums = read_sums(place)
        if name in sums:
            _write(place, {other: digest for other, digest in sums.items() if other != name})
    return None


def damaged(folder: Path, what: str) -> DamagedRelease:
    """The error for a release whose files are not what was written."""
    return DamagedRelease(
        f"Release {folder.name} is damaged: {what}.",
        hint=REMEDY,
    )
