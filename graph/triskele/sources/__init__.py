"""Sources: bytes in, rows of the ledger's tables out. One module a kind of source, one row in the table below; no
store, no judgement, and no network but where somebody asks for a public file (``dumps/fetching.py``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from triskele.errors import SourceError
from triskele.sources.batch import Batch, Gathering, Known, Read, Source
from triskele.sources.dumps.source import find_dumps
from triskele.sources.exported import ExportedTables
from triskele.sources.patches import Patches
from triskele.sources.sheets.source import find_sheets
from triskele.sources.statements import RdfFiles
from triskele.sources.tables import SeedTables
from triskele.sources.withdrawals import Withdrawals

__all__ = ["SOURCES", "Batch", "Gathering", "Known", "Read", "Source", "sources_of"]

SOURCES: tuple[Callable[[Path, Known], Sequence[Source]], ...] = (
    SeedTables.find,
    RdfFiles.find,
    Patches.find,
    ExportedTables.find,
    Withdrawals.find,
    find_dumps,
    find_sheets,
)
"""What may lie in a seeds folder: each gives the sources of its kind that are there."""


def sources_of(folder: Path, known: Known) -> Iterator[Source]:
    """Every source of a seeds folder. In the order of ``SOURCES``. SourceError when there is no such folder."""
    if not folder.is_dir():
        raise SourceError(f"{folder} is not a folder.", hint="Name the folder of the tables.")
    found = [source for find in SOURCES for source in find(folder, known)]
    yield from found or [SeedTables(folder, known)]  # which says what a folder should hold
