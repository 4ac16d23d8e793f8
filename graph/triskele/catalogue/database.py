"""The two files behind lists and pages, open for reading: columns for what reads many, rows for what picks a few.

Nothing that a release brings along is executed, and no other file is reached through them. Each thread has a cursor of
its own. What builds them is :mod:`triskele.catalogue.making`.
"""

from __future__ import annotations

import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
COLUMNS, ROWS = "columns-4.duckdb", "rows-4.db"
"""The numbers go up when the tables in them change."""
MEMORY_MB = 128
"""What the engine of columns may hold in one process."""
_BATCH = 4096


class Questions(ABC):
    """Questions to one file, from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._here = threading.local()

    @abstractmethod
    def _open(self) -> Any:
        """A cursor for this thread."""

    def _ask(self, sql: str, parameters: Sequence[Any]) -> Any:
        if not hasattr(self._here, "cursor"):
            self._here.cursor = self._open()
        return self._here.cursor.execute(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query, each a dictionary by column."""
        answer = self._ask(sql, parameters)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(sql, parameters)), None)

    def tuples(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query as they come."""
        found: list[tuple[Any, ...]] = self._ask(sql, parameters).fetchall()
        return found

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a batch at a time, over a cursor of their own."""
        cursor = self._open().execute(sql, parameters)
        while batch := cursor.fetchmany(_BATCH):
            yield from batch

    def column(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """The first cell of every row."""
        return [row[0] for row in self.tuples(sql, parameters)]

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first cell of the first row, or None."""
        return next(iter(self.column(sql, parameters)), None)


class Columns(Questions):
    """What reads whole columns, by an engine that keeps them; it is loaded at the first question."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._connection: Any = None
        self._opening = threading.Lock()

    def _open(self) -> Any:
        with self._opening:
            if self._connection is None:
                import duckdb  # slow to import, and only lists need it

                config: dict[str, Any] = {
                    "enable_external_access": False,
                    "autoinstall_known_extensions": False,
                    "autoload_known_extensions": False,
                    "memory_limit": f"{MEMORY_MB}MB",
                    "threads": 1,
                    "lock_configuration": True,
                }
                self._connection = duckdb.connect(str(self.path), read_only=True, config=config)
            return self._connection.cursor()


class Rows(Questions):
    """What picks a few records by key, by an engine that finds them by indexes."""

    def _open(self) -> Any:
        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection
