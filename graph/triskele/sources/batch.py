"""What every source hands over: rows of the ledger's tables, some thousands at a time, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from triskele.findings import Finding
from triskele.ledger.vocabulary import Words
from triskele.ownership import Owner

BATCH = 16_384


class Batch(NamedTuple):
    """Rows of one table, one by one or as an Arrow table; columns that a row does not have are unknown."""

    table: str
    rows: Any


@dataclass(frozen=True)
class Known:
    """What a source is read by: the words of the ontology, and whose the data are."""

    words: Words = field(default_factory=Words)
    owner: Owner = field(default_factory=Owner)


@dataclass
class Read:
    """What reading came to besides rows; complete once every batch was taken."""

    findings: list[Finding] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    """The IRIs of rows that are not as described: what is said of them elsewhere is not to blame."""
    whole: bool = True
    """False when a file could not be read at all; nobody knows which keys it defines."""


class Source(Protocol):
    """One thing that can be read: ``batches`` yields rows and notes in ``read`` what is wrong."""

    read: Read

    def batches(self) -> Iterator[Batch]: ...

    def files(self) -> list[Path]:
        """The files that decide what comes out."""
        ...


class Gathering:
    """Collects rows by table and gives them out as batches."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Mapping[str, Any]]] = {}

    def add(self, table: str, **cells: Any) -> None:
        self._waiting.setdefault(table, []).append(cells)

    def full(self) -> Iterator[Batch]:
        """The batches that are worth handing over."""
        for table, rows in list(self._waiting.items()):
            if len(rows) >= BATCH:
                yield Batch(table, self._waiting.pop(table))

    def rest(self) -> Iterator[Batch]:
        """Everything that waits."""
        for table in list(self._waiting):
            yield Batch(table, self._waiting.pop(table))
