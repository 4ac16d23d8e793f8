"""Which releases are kept when new ones are built, by one rule.

Kept are the newest so many, the current one, those that wait for their promotion, those that a permanent link names,
and those that somebody reads. Without a number every release is kept.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from pathlib import Path

from triskele.errors import InvalidInput
from triskele.release.holding import IN_USE
from triskele.release.library import Library

PERMALINKS = "permalinks"
Reasons = dict[int, str]


def why_kept(library: Library, keep: int) -> Reasons:
    """Every release with the reason it is kept for, empty for those that may go; who reads one is not looked at."""
    numbers, current = library.numbers(), library.current_number() or 0
    linked = _linked(library.data / PERMALINKS)
    reasons: Reasons = {}
    for number in numbers:
        if number == current:
            reasons[number] = "current"
        elif number > current:
            reasons[number] = "waits for its promotion"
        elif number in numbers[-keep:]:
            reasons[number] = f"one of the newest {keep}"
        else:
            reasons[number] = "a permanent link names it" if number in linked else ""
    return reasons


def _linked(folder: Path) -> set[int]:
    """The releases that permanent links name. A link that is no link names none that could be asked for; one that the
    disk does not give may name any, so OSError ends it."""
    found = set()
    for path in folder.glob("*.json") if folder.is_dir() else ():
        try:
            found.add(int(json.loads(path.read_bytes())["release"]))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def prune(library: Library, keep: int, *, dry_run: bool = False) -> Reasons:
    """Remove what the rule does not keep; every release with the reason it was kept for, ``removed`` for the others.

    Each goes by one rename before its files do: nobody sees half a release. InvalidInput for a number below 1.
    """
    if keep < 1:
        raise InvalidInput(f"Of the releases {keep} would be kept.", hint="Keep at least one.")
    reasons = why_kept(library, keep)
    for number, reason in reasons.items():
        if not reason:
            reasons[number] = _remove(library, number, dry_run)
    return reasons


def _remove(library: Library, number: int, dry_run: bool) -> str:
    mark = library.data / IN_USE / str(number)
    mark.parent.mkdir(exist_ok=True)
    with open(mark, "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return "somebody reads it"
        beside = library.shelf / f".removed-{number}-{os.getpid()}"
        if not dry_run:
            os.rename(library.shelf / str(number), beside)
    if not dry_run:
        shutil.rmtree(beside)  # nobody finds it any more, and who looks for it need not wait
    return "removed"
