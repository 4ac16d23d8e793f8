"""What follows from a release and is kept beside it: search index, catalogue, quality, positions and
communities.

Everything here lies in the release's folder ``derived/``, can be deleted at any time and is made again on first use.
A build makes it before the release becomes current, so that the first reader does not wait for it.
"""

from __future__ import annotations

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
    if not (release.folder / "derived" / INDEX).exists():
        progress("Indexing names")
        build_index(release)
    progress("Reading the catalogue")
    open_catalogue(release)
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
