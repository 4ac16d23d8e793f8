"""Rows on their way from the process that reads a source to the one that makes the release: one file a batch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from triskele.ledger.schema import TABLES
from triskele.ledger.tables import Rows, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_batches(folder: Path, batches: Iterable[tuple[str, Rows]]) -> None:
    """Write each batch as a file of its own, in the order in which they come."""
    for number, (table, rows) in enumerate(batches):
        made = pa.Table.from_pylist(list(rows), schema=schema_of(TABLES[table].columns))
        with (
            pa.OSFile(str(folder / f"{number:07}-{table}.arrow"), "wb") as file,
            pa.ipc.new_file(file, made.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as out,
        ):
            out.write_table(made)


def read_batches(folder: Path) -> Iterator[tuple[str, pa.Table]]:
    """The batches of a folder, in order; each file is gone once the next is asked for."""
    for path in sorted(folder.glob("*.arrow")):
        with pa.OSFile(str(path), "rb") as file:
            yield path.stem.partition("-")[2], pa.ipc.open_file(file).read_all()
        path.unlink()
