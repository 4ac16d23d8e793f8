"""The whole of a release as files in every graph format, made when it is published and kept in ``derived/exports``.

All of them are written from ``data.nq.gz``, so terms stay as their source wrote them. Lines are grouped by graph and
subject first, by an engine that keeps what does not fit into its memory on the disk; nothing else holds them all.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from pathlib import Path
from typing import IO

from triskele.errors import ResultTooLarge
from triskele.files import beside
from triskele.formats import GRAPH_FORMATS
from triskele.ledger.time import When
from triskele.quads import blocks, without_graphs
from triskele.release.library import Release
from triskele.sums import checked

FOLDER = "exports"
MOST = 2_000_000
"""Statements above which only ``data.nq.gz`` is kept: the other formats would take many times its room."""
_GROUPED = "SELECT line FROM quads ORDER BY regexp_extract(line, ' (<[^<>]*>|_:[^ ]*) \\.$', 1), line"


def has_exports(release: Release) -> bool:
    """Whether there are files of it in every format: of a very large release there is only ``data.nq.gz``."""
    return bool(release.manifest["quads"] <= MOST)


def export_path(release: Release, name: str) -> Path:
    """Where the file of a release in a format is kept; ResultTooLarge where none is."""
    if not has_exports(release):
        raise ResultTooLarge(
            f"Release {release.number} has {release.manifest['quads']} statements; up to {MOST} there are files in "
            "every format.",
            hint=f"Download /releases/{release.number}/files/data.nq.gz, or write one with: triskele export --format "
            f"{name}.",
        )
    return release.derived / _name(release, name)


def kept_export(release: Release, name: str) -> Path | None:
    """The file of a release in a format; None when it has to be made."""
    return release.kept(_name(release, name))


def _name(release: Release, name: str) -> str:
    return f"{FOLDER}/triskele-{release.number}.{GRAPH_FORMATS[name].suffix}"


def write_exports(release: Release) -> None:
    """Make the files that are not there yet, each in one rename; none for a very large release."""
    if not has_exports(release):
        return
    missing = [name for name in GRAPH_FORMATS if not kept_export(release, name)]
    if not missing:
        return
    from triskele.ledger.tables import opened  # slow to import, and the service only reads where files are

    place = release.derived / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=release.derived) as folder:
        grouped = Path(folder) / "grouped.nq"
        with opened(Path(folder) / "lines.duckdb") as ledger:
            ledger.read_lines("quads", checked(release.folder, "data.nq.gz"))
            ledger.write_lines(_GROUPED, grouped)
        for name in missing:
            with beside(export_path(release, name)) as making, open(grouped, "rb") as lines, open(making, "wb") as file:
                _write(lines, file, name)


def write_whole(release: Release, output: IO[bytes], name: str) -> None:
    """Write all statements of a release, of whatever size, in the order of its tables."""
    with gzip.open(checked(release.folder, "data.nq.gz"), "rb") as lines:
        _write(lines, output, name)  # type: ignore[arg-type]  # it only ever reads


def write_year(release: Release, output: IO[bytes], name: str, year: int, when: When = "possible") -> None:
    """Write what was possibly, or certainly, there in a year: the engine's statements, for only it has the graphs of
    the years, so numbers are spelt its way."""
    release.store.dump(output, name, release.scope.held(year, when))


def _write(lines: IO[bytes], output: IO[bytes], name: str) -> None:
    """The lines, each of which names its graph, in a format: two need no engine, for they are these lines."""
    if name == "nq":
        shutil.copyfileobj(lines, output)
    elif name == "nt":
        for block in blocks(lines):
            output.write(without_graphs(block))
    else:
        from triskele.syntaxes import convert  # slow to import

        convert(lines, output, name)
