"""Withdrawing a record of a release: which tombstones keep it, and all that goes with it, out of later ones."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from triskele.errors import InvalidInput
from triskele.ledger.schema import TABLES
from triskele.ledger.tables import opened
from triskele.ledger.withdrawing import MARK, NAMED, STAYS, find_gone, seal
from triskele.release.library import Release

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

_READ = (
    "things", "ties", "ends", "figures", "events", "classifications", "contradictions", "claims", "identifiers",
    "searches", "spheres", "evidence", "supports",
)  # fmt: skip


def sums_of(release: Release, kind: str, key: str) -> list[str]:
    """The sums of one record of a release and of everything that goes with it: its ties, figures, events, evidence.

    InvalidInput for a kind that other rows rest on.
    """
    if kind in STAYS:
        raise InvalidInput(
            f"{kind}/{key} cannot be withdrawn: other rows rest on it.",
            hint="Take its rows out of the source, or withdraw the actors and ties themselves.",
        )
    with TemporaryDirectory(prefix="triskele-") as folder, opened(Path(folder) / "gone.duckdb") as ledger:
        for table in _READ:
            _bring(ledger, release.table(table), table)
        find_gone(ledger, [seal(kind, key)])
        named = NAMED.format("iri")
        if (release.folder / "tables" / "decisions.parquet").is_file():  # records that count as this one go with it
            _bring(ledger, release.table("decisions"), "decisions")
        twins = ledger.query(
            "SELECT kind, key FROM decisions WHERE decision = 'same' AND thing IN (FROM gone) AND key IS NOT NULL"
        )
        others = {seal(*other) for other in twins}
        along = ledger.query(f"SELECT '{MARK}' || sha256({named}) FROM gone WHERE {named} <> ''")
        return sorted({seal(kind, key), *others, *(name for (name,) in along)})


def _bring(ledger: Ledger, path: Path, table: str) -> None:
    there = {row[0] for row in ledger.query("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)])}
    columns = ", ".join(f'"{c}"' for c in TABLES[table].columns if c in there)
    ledger.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM read_parquet(?)", [str(path)])
