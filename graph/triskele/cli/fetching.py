"""The command fetch: public sources into the cache of the data folder, by name."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from triskele.cli.terminal import print_rows, read_settings, report_progress

if TYPE_CHECKING:
    from triskele.sources.dumps.fetching import Told

SECONDS = 5.0
"""Between two lines of progress where there is no terminal."""


def fetch(options: argparse.Namespace) -> int:
    from triskele.sources.dumps import fetching
    from triskele.sources.dumps.source import recipes

    if options.name is None:
        rows = [{"name": r.name, "title_en": r.title["en"], "title_tr": r.title["tr"], "publisher": r.publisher,
                 "licence": r.licence, "page": r.page} for r in recipes()]  # fmt: skip
        print_rows(rows, ("name", "title_en", "title_tr", "publisher", "licence", "page"), options.format)
        return 0
    recipe, data = fetching.recipe_named(options.name), read_settings(options).data
    with _showing() as told:
        found = fetching.fetch(recipe, data, told)
    cache = data / fetching.FOLDER / recipe.name
    paths = fetching.place(found, cache, options.into) if options.into else [one.path for one in found]
    rows = [{"file": str(path), "how": one.how, "bytes": str(one.bytes), "sha256": one.sha256}
            for path, one in zip(paths, found, strict=True)]  # fmt: skip
    print_rows(rows, ("file", "how", "bytes", "sha256"), options.format)
    print(f"{recipe.publisher}, {recipe.licence}", file=sys.stderr)
    return 0


@contextmanager
def _showing() -> Iterator[Told]:
    """Bytes on stderr: a bar on a terminal, a plain line every few seconds elsewhere."""
    if not sys.stderr.isatty():
        last = time.monotonic()

        def tell(name: str, done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= SECONDS:
                last = time.monotonic()
                report_progress(f"{name}: {done >> 20} MB" + (f" of {total >> 20} MB" if total else ""))

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda name, done, total: bar.update(task, description=name, completed=done, total=total or None)
