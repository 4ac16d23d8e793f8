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
from triskele_api.forms import TURTLE, ZIP, Sent, read_parts
from triskele_api.upload_files import check_name, lay_out, unpack


def read_upload(sent: Sent, base: Path, folder: Path, bound_mb: int) -> None:
    """Lay a zip, a form of files or Turtle out as a whole seeds folder over a copy of ``base``."""
    files = _files(sent, bound_mb)
    if not any(name.endswith((".csv", ".ttl")) for name in files):
        raise InvalidInput("The upload holds no table and no Turtle.", hint="Send actors.csv, ties.csv or a .ttl file.")
    lay_out(files, base, folder)


def _files(sent: Sent, bound_mb: int) -> dict[str, bytes]:
    """The files of an upload by their names."""
    if sent.media_type == ZIP:
        return unpack(sent.body, bound_mb)
    if sent.media_type == TURTLE:
        return {"statements.ttl": sent.body}
    files: dict[str, bytes] = {}
    for part in read_parts(sent):
        if part.file is None:
            continue  # a button or a note beside the files
        name = check_name(part.file)
        if name in files:
            raise InvalidInput(f"{name!r} came twice.", hint="Send each table once.")
        files[name] = part.content
    return files


def build_upload(settings: Settings) -> dict[str, Any]:
    """Build a release and all that follows from it; what to tell of it."""
    from triskele.publish import build_and_publish  # slow to import

    tell("Reading the upload")
    before = Library(settings.data).numbers()
    release = build_and_publish(settings, tell, promote=False)
    return {"findings": release.report(), "release": release.number, "new": release.number not in before}
