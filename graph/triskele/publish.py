"""What follows from a release and is kept beside it: search index, catalogue, quality, positions and
communities.

Everything here lies in the release's folder ``derived/``, can be deleted at any time and is made again on first use.
A build makes it before the release becomes current, so that the first reader does not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from triskele.bounded import Limits, run
from triskele.catalogue import open_catalogue
from triskele.catalogue.quality import measure_quality
from triskele.errors import DamagedRelease
from triskele.files import storing
from triskele.findable.changes import keep_changes
from triskele.positions import open_positions
from triskele.release import Library, Release
from triskele.release.build import build_release
from triskele.release.exports import write_exports
from triskele.release.integrity import mend_derived, seal_derived
from triskele.release.retention import prune
from triskele.release.stages import Progress, Remaining, silent
from triskele.search import INDEX, build_index
from triskele.settings import Settings

_MANY = 200_000
"""Statements of a release above which a process of its own is worth its start, about a second."""
_DAY = 86_400.0
_INDEXING = Limits(first_seconds=_DAY, total_seconds=_DAY, memory_mb=2048)
"""Nobody else's text runs there: the limits only end what hangs."""


def build_and_publish(settings: Settings, progress: Progress = silent, *, promote: bool = True) -> Release:
    """Build a release and what follows from it; only then does it become the current one.

    Raises what :func:`triskele.release.build_release` raises.
    """
    progress = Remaining(progress)
    release = build_release(settings, progress, promote=False)
    with storing(settings.data):
        publish(release, progress, _before(settings, release))
        if promote:
            Library(settings.data).promote(release.number)
        if settings.keep_releases:
            for number, reason in prune(Library(settings.data), settings.keep_releases).items():
                if reason == "removed":
                    progress(f"Release {number} is removed: only {settings.keep_releases} are kept")
    return release


def _before(settings: Settings, release: Release) -> Release | None:
    """The release before this one; None when it is the first."""
    library = Library(settings.data)
    numbers = [number for number in library.numbers() if number < release.number]
    return library.release(numbers[-1]) if numbers else None


def publish(release: Release, progress: Progress = silent, older: Release | None = None) -> None:
    """Make everything that is not there yet or not what was written; about 5 s for 10,000 actors besides their
    positions. ``older`` is the release whose differences are kept with it."""
    for name in mend_derived(release):
        progress(f"{name} is made again: it was not what had been written")
    progress("Indexing names")
    open_catalogue(release)
    with _meanwhile(release):
        progress("Reading the catalogue")
        measure_quality(release)
        progress("Placing actors on the map")
        open_positions(release)
        progress("Writing exports")
        write_exports(release)
    if older is not None:
        progress(f"Comparing with release {older.number}")
        try:
            keep_changes(older, release)
        except DamagedRelease as error:
            progress(f"Not compared: {error.message}")
    seal_derived(release)


@contextmanager
def _meanwhile(release: Release) -> Iterator[None]:
    """Names are indexed before, or when there are many, meanwhile: in a process of their own, on the second core."""
    missing = not release.kept(INDEX)
    apart = missing and release.manifest["quads"] > _MANY
    if missing and not apart:
        build_index(release)
    with ThreadPoolExecutor(1) as aside:
        fresh = Release(release.folder)  # what was opened of it here cannot be sent
        indexing = aside.submit(run, build_index, fresh, limits=_INDEXING) if apart else None
        yield
        if indexing is not None:
            indexing.result()
