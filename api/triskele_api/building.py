"""What a bounded process does with an upload: lay it out as a folder of seeds, build a release from it.

Whether the release becomes the current one is decided by the service, in one rename after the process is done: what was
cancelled or failed is never promoted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from triskele.bounded.child import tell
from triskele.errors import InvalidInput
from triskele.release import Library
from triskele.settings import Settings
from triskele_api.upload_files import lay_out, unpack


def read_upload(upload: bytes | dict[str, bytes], base: Path, folder: Path, bound_mb: int) -> None:
    """Lay a zip, or files by their names, out as a whole seeds folder over a copy of ``base``."""
    files = unpack(upload, bound_mb) if isinstance(upload, bytes) else upload
    if not any(name.endswith((".csv", ".ttl")) for name in files):
        raise InvalidInput("The upload holds no table and no Turtle.", hint="Send actors.csv, ties.csv or a .ttl file.")
    lay_out(files, base, folder)


def build_upload(settings: Settings) -> dict[str, Any]:
    """Build a release and all that follows from it; what to tell of it."""
    from triskele.publish import build_and_publish  # slow to import

    tell("Reading the upload")
    before = Library(settings.data).numbers()
    release = build_and_publish(settings, tell, promote=False)
    return {"findings": release.report(), "release": release.number, "new": release.number not in before}
