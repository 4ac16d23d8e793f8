"""The folder of permanent links. Anybody may make one, so it is bounded: in bytes, in number, and in how fast it grows.

Files are written and counted in threads. What is there is counted once, and again now and then, since several services
may share a data folder; between two counts the own additions are known.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from triskele.errors import LimitError, NotFoundError, StorageError
from triskele.files import write_beside
from triskele_api.permalinks import ID, Permalink
from triskele_api.uploads import TooLarge

MAX_LINKS = 100_000
MAX_BYTES_OF_ONE = 64 * 1024
PER_MINUTE = 120
"""New links a minute in all."""
PER_CLIENT = 20
"""New links a minute of one client."""
_MINUTE = 60.0
_COUNTED_ANEW = 600.0
_BLOCK = 4096
"""What a small file takes on a disk, whatever it holds."""


class TooManyLinks(LimitError):
    """The folder of permanent links is full."""

    code = "quota"


class TooFast(LimitError):
    """New permanent links came faster than they are taken; ``retry_after`` is in seconds."""

    code = "too-fast"

    def __init__(self, message: str, *, hint: str, retry_after: int) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class Shelf:
    """The links of one data folder. Its methods wait for the disk: call them in a thread."""

    def __init__(self, folder: Path, bound: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._bound, self._clock = folder, bound, clock
        self._lock = threading.Lock()
        self._number = self._bytes = 0
        self._counted = -_COUNTED_ANEW
        self._lately: deque[tuple[float, str]] = deque()

    def keep(self, link: Permalink, client: str) -> None:
        """Write the link; one that is there already stays as it is and counts for nobody.

        TooLarge for a link over ``MAX_BYTES_OF_ONE``, TooFast for the next one of a client, or of all, in this minute,
        TooManyLinks when the folder is full, StorageError when it cannot be written.
        """
        text = json.dumps(asdict(link), ensure_ascii=False).encode()
        if len(text) > MAX_BYTES_OF_ONE:
            raise TooLarge(
                f"The question takes {len(text)} bytes.", hint=f"A link keeps {MAX_BYTES_OF_ONE} bytes; ask for less."
            )
        path = self._folder / f"{link.id}.json"
        try:
            with self._lock:
                if path.exists():
                    return
                self._folder.mkdir(parents=True, exist_ok=True)
                self._count()
                if self._number >= MAX_LINKS or self._bytes + _on_disk(len(text)) > self._bound:
                    raise TooManyLinks(
                        "No more permanent links can be kept.",
                        hint="Ask whoever runs the service to make room, or to set TRISKELE_PERMALINK_MB higher.",
                    )
                self._admit(client)
                write_beside(path, text)
                self._number += 1
                self._bytes += _on_disk(len(text))
        except OSError as error:
            raise StorageError(
                f"The link cannot be kept: {error.strerror}.", hint="Ask whoever runs the service to look at its disk."
            ) from error

    def find(self, key: str) -> Permalink:
        """The link of this id. NotFoundError when there is none, StorageError when it cannot be read."""
        if not ID.fullmatch(key):
            raise _missing(key)
        try:
            return Permalink(**json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise _missing(key) from None
        except (OSError, ValueError, TypeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "its file is damaged"
            raise StorageError(
                f"The link {key} cannot be read: {reason}.", hint="Ask whoever runs the service, or make it again."
            ) from error

    def _count(self) -> None:
        now = self._clock()
        if now - self._counted < _COUNTED_ANEW:
            return
        self._number = self._bytes = 0
        with os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):  # another service's, renamed meanwhile
                    self._bytes += _on_disk(entry.stat(follow_symlinks=False).st_size)
                    self._number += 1
        self._counted = now

    def _admit(self, client: str) -> None:
        now = self._clock()
        while self._lately and now - self._lately[0][0] >= _MINUTE:
            self._lately.popleft()
        own = [when for when, who in self._lately if who == client]
        over = len(own) >= PER_CLIENT
        if over or len(self._lately) >= PER_MINUTE:
            until = (own[0] if over else self._lately[0][0]) + _MINUTE
            raise TooFast(
                f"{PER_CLIENT if over else PER_MINUTE} links a minute are taken{' from one client' if over else ''}.",
                hint="Wait; a link that is there already may be asked for as often as you like.",
                retry_after=max(1, int(until - now) + 1),
            )
        self._lately.append((now, client))


def _missing(key: str) -> NotFoundError:
    return NotFoundError(f"There is no permanent link {key[:80]}.", hint="Make one: POST /permalinks.")


def _on_disk(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK
