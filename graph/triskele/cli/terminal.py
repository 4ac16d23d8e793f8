"""What every command shares: settings and release from its options, progress, rows on a terminal or for machines."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from triskele.formats import write_csv
from triskele.settings import Settings, keep_kernels

if TYPE_CHECKING:
    from triskele.ecosystem import Ecosystem
    from triskele.progress import Progress as Told
    from triskele.progress import Tell


def language(options: argparse.Namespace | None = None) -> str:
    """The language in which a command speaks: that of ``--lang``, else of the terminal."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    said = getattr(options, "lang", None) or next(filter(None, map(os.environ.get, names)), "")
    return "tr" if said.startswith("tr") else "en"


def read_settings(options: argparse.Namespace) -> Settings:
    names = ("data", "seeds", "ontology", "endpoint", "host", "port", "workers")
    return Settings.read(**{name: getattr(options, name, None) for name in names})


def open_release(options: argparse.Namespace) -> Ecosystem:
    from triskele.ecosystem import open_ecosystem

    data = read_settings(options).data
    keep_kernels(data)
    return open_ecosystem(data, getattr(options, "release", None))


def report_progress(text: str) -> None:
    from rich.console import Console

    Console(stderr=True, highlight=False).print(f"[dim]…[/dim] {text}" if sys.stderr.isatty() else text)


@contextmanager
def showing(name: str, language: str) -> Iterator[Tell]:
    """Progress on stderr: a bar on a terminal, a plain line every few seconds elsewhere."""
    if not sys.stderr.isatty():
        report_progress(f"Computing {name}")
        yield _Lines(name, language)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=1.0)

        def tell(progress: Told) -> None:
            bar.update(task, completed=progress.fraction, description=f"{name}: {_step(progress, language)}")

        yield tell


class _Lines:
    """Says how far it is when some seconds have passed since the last line."""

    SECONDS = 5.0

    def __init__(self, name: str, language: str) -> None:
        self.name, self.language, self.last = name, language, time.monotonic()

    def __call__(self, progress: Told) -> None:
        if time.monotonic() - self.last >= self.SECONDS:
            self.last = time.monotonic()
            report_progress(f"{self.name}: {progress.fraction:.0%}, {_step(progress, self.language)}")


def _step(progress: Told, language: str) -> str:
    counted = f" ({progress.done}/{progress.total})" if progress.total else ""
    return f"{progress.what[language]}{counted}"


def print_rows(rows: Sequence[dict[str, Any]], columns: Sequence[str], form: str) -> None:
    """Rows as a table for people, or as JSON or CSV for machines."""
    if form == "json":
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif form == "csv":
        sys.stdout.write(write_csv(columns, ({name: row.get(name) for name in columns} for row in rows)))
    else:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        from triskele.identifiers import shorten

        table = Table(*columns, box=box.SIMPLE_HEAD)
        for row in rows:
            cells = ("" if row.get(c) is None else shorten(str(row[c])) for c in columns)
            table.add_row(*(Text(cell, overflow="fold") for cell in cells))
        Console(width=None if sys.stdout.isatty() else 200).print(table)
