"""The stages of a build: a build that was killed goes on after the last stage that it had done.

Everything lies in one hidden folder that is named after the inputs, so that only the same inputs go on with it. When a
stage is done, what it made is put on the disk, and ``stages.json`` says so in one rename, with what the folder held
then: what a dead build left besides is half made, and goes.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from triskele.errors import StorageError
from triskele.files import settle, write_beside

Progress = Callable[[str], None]
T = TypeVar("T")

SHARES = {
    "Reading sources": 8, "Checking tables and shapes": 4, "Freezing tables and arrays": 2, "Writing statements": 4,
    "Loading the store": 50, "Indexing names": 6, "Reading the catalogue": 13, "Placing actors on the map": 4,
    "Writing exports": 9,
}  # fmt: skip
"""What each stage takes of the time of a build, in percent: rough, from a register of 40,000 organisations. It is asked
of large builds only; in small ones placing and exports take more of it."""
_FILE = "stages.json"
_TELLS_FROM = 10.0
"""Seconds below which what remains is not worth a word."""


def silent(_: str) -> None:
    """Progress that nobody hears."""


class Stages:
    """What has been done of one build, in its ``folder``."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder, self.progress = folder, progress
        folder.mkdir(parents=True, exist_ok=True)
        self._done: dict[str, Any] = {}
        if (folder / _FILE).exists():
            marks = json.loads((folder / _FILE).read_text(encoding="utf-8"))
            self._done, kept = marks["done"], {*marks["holds"], _FILE}
        else:
            kept = set()
        for path in folder.iterdir():
            if path.name not in kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def do(self, name: str, make: Callable[[], T], settled: Callable[[], None] = lambda: None) -> T:
        """What ``make`` gives, which JSON can hold: made now, or by the build that died. ``settled`` is called before
        the stage counts as done: it closes what is still open."""
        if name not in self._done:
            self.progress(name)
            made = make()
            settled()
            settle(self.folder)
            self._done[name] = made
            holds = sorted(path.name for path in self.folder.iterdir())
            write_beside(self.folder / _FILE, json.dumps({"done": self._done, "holds": holds}).encode())
        return self._done[name]  # type: ignore[no-any-return]  # what was made or read back

    def end(self, *scratch: str) -> None:
        """The build is whole: what only helped to make it goes."""
        for name in (*scratch, _FILE):
            (self.folder / name).unlink()


def need_room(folder: Path, needed: int, what: str) -> None:
    """StorageError when the disk of a folder has less than ``needed`` bytes: asked before what needs them begins."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StorageError(
            f"The disk of {folder} has {free / 1e6:,.0f} MB free; {what} need about {needed / 1e6:,.0f} MB.",
            hint="Free some room there, remove releases that nobody needs, or name another folder with --data.",
        )


class Remaining:
    """Tells what it is told, with about how long the rest will take, once that is worth a word.

    Each stage is expected to take its share of the whole (:data:`SHARES`); how fast this machine is with these data is
    seen from the stages before it, once they were a tenth of the whole.
    """

    def __init__(self, tell: Progress) -> None:
        self._tell, self._begun = tell, time.monotonic()
        self._known, self._now = 0, ""

    def __call__(self, text: str) -> None:
        name = text.partition(":")[0]
        if name in SHARES and name != self._now:
            self._known, self._now = self._known + SHARES.get(self._now, 0), name
            names = list(SHARES)
            rest = sum(SHARES[each] for each in names[names.index(name) :])
            elapsed = time.monotonic() - self._begun
            if self._known >= 10 and elapsed * rest / self._known > _TELLS_FROM:
                text += f" (about {_duration(elapsed * rest / self._known)} left)"
        self._tell(text)


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"


def pace(what: str, tell: Progress, every: float = 5.0) -> Callable[[int], None]:
    """Hears how many rows came each time, and tells every few seconds how many there are and how many a second."""
    begun = last = time.monotonic()
    rows = 0

    def hear(more: int) -> None:
        nonlocal rows, last
        rows += more
        if time.monotonic() - last >= every:
            last = time.monotonic()
            tell(f"{what}: {rows:,} rows, {rows / (last - begun):,.0f} a second")

    return hear
