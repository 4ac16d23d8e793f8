"""Files as publishers pack them, read as they are: lines of a member of a zip, of a gz or bz2, of a plain
file.

Sizes and ratios are looked at before anything is unfolded, and again while it is; nothing is unpacked as a whole.
"""

from __future__ import annotations

import bz2
import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from triskele.errors import SourceError
from triskele.files import DAMAGED_ZIP

MOST_BYTES = 1 << 40
"""What one file may unfold to. The largest public dumps of these formats stay below."""
UNFOLDS = 250
"""How many bytes one packed byte may become: text of these formats packs ten to thirty times."""
BZ2_UNFOLDS = 1000
"""The same for bz2, which packs repeated records closer."""
_SMALL = 1 << 20
LONGEST_LINE = 64 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, NotImplementedError)
_AGAIN = "Fetch the file again: its transfer was probably cut."


def members(path: Path) -> dict[str, zipfile.ZipInfo]:
    """The files in a zip by their names without folders; SourceError when it is no whole zip or unfolds too much."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = {info.filename.rpartition("/")[2]: info for info in archive.infolist() if not info.is_dir()}
    except (OSError, *DAMAGED_ZIP) as error:
        raise SourceError(f"{path.name} is no whole zip file.", hint=_AGAIN) from error
    for name, info in found.items():
        _check_ratio(f"{name} in {path.name}", info.file_size, info.compress_size)
        if info.flag_bits & 1:
            raise SourceError(f"{name} in {path.name} has a password.", hint="Save the file without one.")
    return found


def _check_ratio(name: str, unfolded: int, packed: int, most: int = UNFOLDS) -> None:
    if unfolded > MOST_BYTES or unfolded > max(_SMALL, most * packed):
        raise SourceError(
            f"{name} unfolds from {packed} to {unfolded} bytes or more.",
            hint="No file of this format packs so well; fetch it from its publisher again.",
        )


class _Counted:
    """A stream that looks at the ratio as it goes: a gz does not say how large it is."""

    def __init__(self, stream: IO[bytes], name: str, packed: int, most: int = UNFOLDS) -> None:
        self.stream, self.name, self.packed, self.most, self.seen = stream, name, packed, most, 0

    def count(self, part: bytes) -> bytes:
        self.seen += len(part)
        _check_ratio(self.name, self.seen, self.packed, self.most)
        return part

    def readline(self, limit: int) -> bytes:
        return self.count(self.stream.readline(limit))

    def read(self, size: int) -> bytes:
        return self.count(self.stream.read(size))


@contextmanager
def opened(path: Path, member: str = "") -> Iterator[_Counted]:
    """The bytes of a plain file, of a gz or bz2, or of a member of a zip. SourceError when it is cut or damaged."""
    name = f"{member} in {path.name}" if member else path.name
    try:
        size = path.stat().st_size
        if member:
            info = members(path)[member]
            with zipfile.ZipFile(path) as archive, archive.open(info) as stream:
                yield _Counted(stream, name, info.compress_size)
        elif path.suffix == ".gz":
            with gzip.open(path) as packed:
                yield _Counted(packed, name, size)  # type: ignore[arg-type]  # a GzipFile reads like any stream
        elif path.suffix == ".bz2":
            with bz2.open(path) as packed_too:
                yield _Counted(packed_too, name, size, BZ2_UNFOLDS)
        else:
            with open(path, "rb") as plain:
                yield _Counted(plain, name, size)
    except (OSError, *_BROKEN) as error:
        raise SourceError(f"{name} cannot be read to its end.", hint=_AGAIN) from error


def lines(path: Path, member: str = "") -> Iterator[tuple[int, str]]:
    """(number, text) of every line, without a byte order mark; the line's end stays. What is no UTF-8 is marked �."""
    with opened(path, member) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            if len(line) >= LONGEST_LINE:
                raise SourceError(
                    f"Line {number} of {stream.name} is longer than {LONGEST_LINE >> 20} MiB.",
                    hint="The formats known here have one record a line; see whether it is the file it is named after.",
                )
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")
