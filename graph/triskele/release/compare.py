"""What was born, what died and what changed between two releases, of whatever layout: both have ``data.nq.gz``."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from triskele import terms
from triskele.errors import SourceError
from triskele.release.integrity import checked, damaged
from triskele.release.library import Release

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger


@dataclass(frozen=True)
class Difference:
    """Things and statements of the truth that only one of two releases has."""

    older: int
    newer: int
    born: tuple[str, ...]
    died: tuple[str, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    counts: dict[str, int]
    """How many of each; ``added`` and ``removed`` may be counted without being listed."""


_ONLY = "SELECT line FROM {0} ANTI JOIN {1} USING (line) ORDER BY line"
_SUBJECTS = """
CREATE TABLE subjects AS
SELECT subject, bool_or(older) AS older, bool_or(NOT older) AS newer, bool_or(alone) AS touched FROM (
  SELECT split_part(line, ' ', 1) AS subject, true AS older, line NOT IN (SELECT line FROM after_) AS alone FROM before_
  UNION ALL
  SELECT split_part(line, ' ', 1), false, line NOT IN (SELECT line FROM before_) FROM after_
) WHERE subject LIKE '<%' GROUP BY subject
"""


def compare_releases(older: Release, newer: Release, *, statements: bool = True) -> Difference:
    """Compare the source graphs: derived graphs only follow.

    Both are read through an engine that keeps what does not fit into its memory on the disk; what the caller gets, the
    difference, is held whole, without ``statements`` only the subjects. DamagedRelease names a release whose file is
    not what was written.
    """
    from triskele.ledger.tables import opened  # the engine: whoever only opens a release does without

    with tempfile.TemporaryDirectory(prefix="triskele-") as folder, opened(Path(folder) / "diff.duckdb") as ledger:
        for name, release in (("before_", older), ("after_", newer)):
            _read(ledger, name, release)
        lines = {"added": _ONLY.format("after_", "before_"), "removed": _ONLY.format("before_", "after_")}
        counts = {name: int(ledger.one(f"SELECT count(*) FROM ({query})")) for name, query in lines.items()}
        listed = {name: _lines(ledger, query) if statements else () for name, query in lines.items()}
        ledger.execute(_SUBJECTS)
        found = "SELECT subject[2:-2] FROM subjects WHERE {} ORDER BY subject"
        subjects = {
            "born": _lines(ledger, found.format("newer AND NOT older")),
            "died": _lines(ledger, found.format("older AND NOT newer")),
            "changed": _lines(ledger, found.format("older AND newer AND touched")),
        }
        counts |= {name: len(iris) for name, iris in subjects.items()}
        return Difference(older.number, newer.number, **subjects, **listed, counts=counts)


def _read(ledger: Ledger, name: str, release: Release) -> None:
    path = checked(release.folder, "data.nq.gz")
    try:
        ledger.read_lines(name, path, f"contains(line, ' <{terms.SOURCE_GRAPH}')")
    except SourceError as error:
        raise damaged(release.folder, f"data.nq.gz does not unpack: {error.message}") from error


def _lines(ledger: Ledger, query: str) -> tuple[str, ...]:
    return tuple(str(line) for (line,) in ledger.query(query))
