"""What was born, what died and what changed between two releases, of whatever layout: both have ``data.nq.gz``."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from triskele import terms
from triskele.errors import SourceError
from triskele.ledger.withdrawing import MARK, NAMED
from triskele.release.library import Release
from triskele.sums import checked, damaged

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
    withdrawn: tuple[dict[str, str], ...]
    """The tombstones that only the newer one has: what (a sum, no name), date, reason."""
    counts: dict[str, int]
    """How many of each; ``added`` and ``removed`` may be counted without being listed. ``withdrawn`` counts what died
    because it was withdrawn: neither it nor its statements are named."""


_ONLY = (
    "SELECT line FROM {0} ANTI JOIN {1} USING (line) WHERE split_part(line, ' ', 1) NOT IN (FROM hidden) "
    "AND split_part(line, ' ', 3) NOT IN (FROM hidden) ORDER BY line"
)
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
        _hide(ledger, newer)
        lines = {"added": _ONLY.format("after_", "before_"), "removed": _ONLY.format("before_", "after_")}
        counts = {name: int(ledger.one(f"SELECT count(*) FROM ({query})")) for name, query in lines.items()}
        listed = {name: _lines(ledger, query) if statements else () for name, query in lines.items()}
        ledger.execute(_SUBJECTS)
        found = "SELECT subject[2:-2] FROM subjects WHERE {} ORDER BY subject"
        subjects = {
            "born": _lines(ledger, found.format("newer AND NOT older")),
            "died": _lines(ledger, found.format("older AND NOT newer AND subject NOT IN (FROM hidden)")),
            "changed": _lines(ledger, found.format("older AND newer AND touched")),
        }
        counts |= {name: len(iris) for name, iris in subjects.items()}
        counts["withdrawn"] = int(
            ledger.one("SELECT count(*) FROM subjects WHERE older AND NOT newer AND subject IN (FROM hidden)")
        )
        tombstones = tuple(
            {"what": what, "date": date, "reason": reason}
            for what, (date, reason) in sorted(newer.withdrawn.items())
            if what not in older.withdrawn
        )
        return Difference(older.number, newer.number, **subjects, **listed, withdrawn=tombstones, counts=counts)


def _hide(ledger: Ledger, newer: Release) -> None:
    """Take the lines of the older release about what the newer one has tombstones of: they are counted, not named."""
    ledger.execute("CREATE TABLE sums (what VARCHAR)")
    ledger.execute("INSERT INTO sums SELECT unnest(?::VARCHAR[])", [list(newer.withdrawn)])
    ledger.execute("CREATE TABLE hidden (subject VARCHAR)")
    if not newer.withdrawn:
        return
    node = "trim(split_part(line, ' ', {}), '<>')"
    for place in (1, 3):
        named = NAMED.format(node.format(place))
        ledger.execute(
            f"INSERT INTO hidden SELECT DISTINCT '<' || {node.format(place)} || '>' FROM before_ "
            f"WHERE '{MARK}' || sha256({named}) IN (FROM sums)"
        )


def _read(ledger: Ledger, name: str, release: Release) -> None:
    from triskele.rdf.render import quoted  # the engine comes with it

    path = checked(release.folder, "data.nq.gz")
    try:
        # releases of before namespaces named the graphs of sources have ours
        names = dict.fromkeys((release.owner.graphs, terms.SOURCE_GRAPH))
        ledger.read_lines(name, path, " OR ".join(f"contains(line, {quoted(f' <{start}')})" for start in names))
    except SourceError as error:
        raise damaged(release.folder, f"data.nq.gz does not unpack: {error.message}") from error


def _lines(ledger: Ledger, query: str) -> tuple[str, ...]:
    return tuple(str(line) for (line,) in ledger.query(query))
