"""The tables while a release is made: rows go in as sources yield them, and leave as frozen files.

The engine is DuckDB over a file in the folder of the build: memory stays bounded whatever the size of the sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from triskele.errors import SourceError
from triskele.ledger.schema import FLAG, TABLES, TERMS, WHOLE
from triskele.sums import checked

MEMORY_MB = 512
BATCH = 16_384
"""Rows that are handed over at once: what a source holds in memory."""
_NEVER = '""""'
"""What stands in no line of N-Quads: a text may hold any character but an unescaped quotation mark."""
_LONGEST = 1 << 24
"""Bytes of the longest line that is read: a literal of 16 MB."""
_ARROW = {FLAG: pa.bool_(), WHOLE: pa.int32()}

Rows = Iterable[Mapping[str, Any]]


def schema_of(columns: Mapping[str, str]) -> pa.Schema:
    """The columns of a table as Arrow has them."""
    return pa.schema([(name, _ARROW.get(kind, pa.string())) for name, kind in columns.items()])


class Ledger:
    """The tables of one build, with what ``path`` holds already. ``append`` takes rows, ``query`` asks, ``freeze``
    writes Parquet."""

    def __init__(self, path: Path | None = None, *, memory_mb: int = MEMORY_MB, threads: int = 2) -> None:
        self.connection = duckdb.connect(str(path) if path else ":memory:")
        self.connection.execute(f"SET memory_limit = '{memory_mb}MB'")
        self.connection.execute(f"SET threads = {threads}")
        self.connection.execute("SET enable_progress_bar = false")
        for name, columns in {**{t.name: t.columns for t in TABLES.values()}, **TERMS}.items():
            described = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
            self.connection.execute(f"CREATE TABLE IF NOT EXISTS {name} ({described})")

    def append(self, table: str, rows: Rows | pa.Table | pa.RecordBatch) -> int:
        """Add rows to a table (columns that are not given are unknown); the number of rows."""
        columns = TABLES[table].columns if table in TABLES else TERMS[table]
        if isinstance(rows, pa.RecordBatch):
            rows = pa.Table.from_batches([rows])
        if not isinstance(rows, pa.Table):
            rows = pa.Table.from_pylist(list(rows), schema=schema_of(columns))
        if rows.num_rows:
            given = ", ".join(f'"{name}"' for name in rows.column_names)
            self.connection.register("_batch", rows)
            self.connection.execute(f"INSERT INTO {table} ({given}) SELECT {given} FROM _batch")
            self.connection.unregister("_batch")
        return int(rows.num_rows)

    def read_lines(self, name: str, path: Path, where: str = "true") -> None:
        """Make a table of the lines of a file of statements, packed or not; SourceError when it cannot be read to its
        end."""
        place = str(path).replace("'", "''")
        try:
            self.connection.execute(
                f"CREATE OR REPLACE TABLE {name} AS SELECT line FROM read_csv('{place}', columns = "
                f"{{'line': 'VARCHAR'}}, header = false, delim = '{_NEVER}', quote = '', escape = '', "
                f"new_line = '\\n', max_line_size = {_LONGEST}, buffer_size = {2 * _LONGEST}) WHERE {where}"
            )
        except duckdb.Error as error:
            problem = str(error).splitlines()[0]
            raise SourceError(f"{path.name} cannot be read: {problem}", hint="See that it is whole.") from error

    def write_lines(self, query: str, path: Path) -> None:
        """Write the answer of a query for one column of text as lines."""
        place = str(path).replace("'", "''")
        self.connection.execute(
            f"COPY ({query}) TO '{place}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')"
        )

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement that answers nothing."""
        self.connection.execute(sql, list(parameters))

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a batch at a time."""
        cursor = self.connection.cursor()
        cursor.execute(sql, list(parameters))
        while batch := cursor.fetchmany(BATCH):
            yield from batch

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first cell of the first row, or None."""
        row = next(self.query(sql, parameters), None)
        return None if row is None else row[0]

    def columns(self, sql: str) -> dict[str, Any]:
        """The answer as numpy arrays by column name; NULL in numbers must not occur."""
        return dict(self.connection.execute(sql).fetchnumpy())

    def freeze(self, name: str, sql: str, folder: Path) -> dict[str, Any]:
        """Write the answer of a query as ``<folder>/<name>.parquet``; the same rows give the same bytes. How many rows
        it has, and its columns with their types in the engine."""
        asked, rows = self.connection.sql(sql), 0
        described = {column: str(kind) for column, kind in zip(asked.columns, asked.types, strict=True)}
        reader = asked.to_arrow_reader(BATCH * 4)
        with pq.ParquetWriter(folder / f"{name}.parquet", reader.schema, compression="zstd", store_schema=False) as out:
            for batch in reader:
                out.write_batch(batch)
                rows += batch.num_rows
        return {"rows": rows, "columns": described}

    def checkpoint(self) -> None:
        """Put everything into the one file of the ledger: what it holds then, another process finds there."""
        self.connection.execute("CHECKPOINT")

    def close(self) -> None:
        self.connection.close()


@contextmanager
def opened(path: Path | None = None, **settings: Any) -> Iterator[Ledger]:
    """A ledger that is closed at the end."""
    ledger = Ledger(path, **settings)
    try:
        yield ledger
    finally:
        ledger.close()


def read_table(folder: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """A frozen table; DamagedRelease when it is not there or not as it was written."""
    path = checked(folder.parent, f"{folder.name}/{name}.parquet")
    return pq.read_table(path, columns=list(columns) if columns else None)
