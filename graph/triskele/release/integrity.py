"""What of a release is no longer what was written, and what becomes of what follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from triskele.sums import DERIVED, SUMS, names_in, read_sums, sha256, write_sums

if TYPE_CHECKING:
    from triskele.release.library import Release


def _differing(folder: Path, sums: str = SUMS) -> dict[str, str]:
    """Which of the files with a sum are not what was written."""
    wrong: dict[str, str] = {}
    for name, wanted in read_sums(folder).items():
        try:
            if sha256(folder / name) != wanted:
                wrong[name] = f"its checksum is not the one in {sums}"
        except FileNotFoundError:
            wrong[name] = "missing"
        except (OSError, ValueError) as error:  # a name that is none: the sums themselves are damaged
            wrong[name] = f"it cannot be read: {getattr(error, 'strerror', None) or error}"
    return wrong


def verify(release: Release) -> dict[str, str]:
    """What is wrong by file of the release; nothing when all is as it was written. Reads every byte.

    What was made in ``derived/`` after the release was published has no sum and can be made again.
    """
    folder = release.folder
    wrong, sums = _differing(folder), read_sums(folder)
    wrong |= {name: f"it is not among the sums of {SUMS}" for name in names_in(folder) if name not in sums}
    if not sums:
        wrong = {SUMS: "missing: this release cannot be verified"}
    wrong |= {
        f"{DERIVED}/{name}": problem for name, problem in _differing(release.derived, f"{DERIVED}/{SUMS}").items()
    }
    return {name.encode("utf-8", "backslashreplace").decode(): what for name, what in wrong.items()}


def mend_derived(release: Release) -> list[str]:
    """Remove what follows from a release and is not what was written; whoever needs it makes it again. Their names."""
    return [name for name in _differing(release.derived) if not release.kept(name)]


def seal_derived(release: Release) -> None:
    """Write the sums of what follows from a release."""
    write_sums(release.derived)
