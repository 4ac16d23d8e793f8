"""Files and folders that are there whole or not at all: made under a hidden name beside their place, then renamed."""

from __future__ import annotations

import errno
import lzma
import os
import shutil
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from triskele.errors import StorageError

_FULL = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT), os.strerror(errno.EFBIG), "disk is full")
"""How DuckDB, RocksDB and SQLite say that there is no room."""
DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What ``zipfile`` raises for an archive that is cut, damaged, packed in an unknown way or locked."""


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Where to make ``path``: a name beside it that becomes it in one rename when the block ends, and is gone when the
    block fails. A file or link that stood there is replaced; a folder gives way."""
    making = path.with_name(f".{path.name}-{os.getpid()}-{threading.get_ident()}")
    _remove(making)
    try:
        yield making
        if path.is_dir() and not path.is_symlink():  # a folder that holds files is not replaced by a rename
            shutil.rmtree(path)
        os.replace(making, path)
    finally:
        _remove(making)


def write_beside(path: Path, content: bytes) -> None:
    """Write a file in one rename, which speaks for what is on the disk."""
    with beside(path) as making:
        making.write_bytes(content)
        sync(making)


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Say that it is the disk when the disk is full or a folder cannot be read or written; engines say it in words of
    their own."""
    try:
        yield
    except StorageError:
        raise
    except Exception as error:  # engines have errors of their own for a full disk; whatever is none goes on as it was
        if not isinstance(error, OSError) and not any(words in str(error) for words in _FULL):
            raise
        place = getattr(error, "filename", None) or folder
        raise StorageError(
            f"{place} cannot be read or written: {getattr(error, 'strerror', None) or error}.",
            hint=f"Free some room on the disk of {folder}, or see that you may read and write there; what was released "
            "before is as it was. Another folder: --data.",
        ) from error


def settle(path: Path) -> None:
    """Put a file, or a folder and everything in it, on the disk before a rename speaks for it."""
    for each in [*path.rglob("*"), path] if path.is_dir() else [path]:
        sync(each)


def sync(path: Path) -> None:
    """Put one file, or the names in one folder, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
