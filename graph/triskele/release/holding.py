"""That a release is being read, so that nobody removes it meanwhile: a lock that ends with whoever holds it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

IN_USE = "in-use"
"""The folder with a file for each release that was read; a reader holds a lock on it, which ends with its process."""


class Hold:
    """That a release is being read: while this lives nobody removes it. A process that ends lets go."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __del__(self) -> None:
        self.release()

    def __reduce__(self) -> tuple[type[Hold], tuple[None]]:
        """A copy holds nothing: the number of a descriptor means another one elsewhere, and a copy would close it."""
        return Hold, (None,)


def hold(data: Path, number: int) -> Hold:
    """Say that this process reads a release. In a folder that cannot be written nobody removes releases either, so
    there is nothing to say."""
    try:
        (data / IN_USE).mkdir(exist_ok=True)
        descriptor = os.open(data / IN_USE / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        return Hold(None)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return Hold(descriptor)
