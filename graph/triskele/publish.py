"""What follows from a release and is kept beside it: search index, catalogue, positions and communities.

Everything here lies in the release's folder ``derived/``, can be deleted at any time and is made again on first use.
A build makes it before the release becomes current, so that the first reader does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable

from triskele.catalogue import open_catalogue
from triskele.positions import open_positions
from triskele.release import Library, Release
from triskele.release.build import build_release, storing
from triskele.release.exports import write_exports
from triskele.release.integrity import mend_derived, seal_derived
from triskele.search import INDEX, build_index
from triskele.settings import Settings

Progress = Callable[[str], None]


def _silent(_: str) -> None:
    return None


def build_and_publish(settings: Settings, progress: Progress = _silent, *, promote: bool = True) -> Release:
    """Build a release and what follows from it; only then does it become the current one.

    Raises what :func:`triskele.release.build_release` raises.
    """
    release = build_release(settings, progress, promote=False)
    with storing(settings.data):
        publish(release, progress)
        if promote:
            Library(settings.data).promote(release.number)
    return release


def publish(release: Release, progress: Progress = _silent) -> None:
    """Make everything that is not there yet or not what was written; about 5 s for 10,000 actors besides their
    positions."""
    for name in mend_derived(release):
        progress(f"{name} is made again: it was not what had been written")
    if not (release.folder / "derived" / INDEX).exists():
        progress("Indexing names")
        build_index(release)
    progress("Reading the catalogue")
    open_catalogue(release)
    progress("Placing actors on the map")
    open_positions(release)
    progress("Writing exports")
    write_exports(release)
    seal_derived(release)
