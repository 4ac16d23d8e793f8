"""Commands about data of one's own: new, import guess, import check, withdraw."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from triskele.cli.releases import print_findings
from triskele.cli.terminal import read_settings
from triskele.errors import InvalidInput
from triskele.identifiers import split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from triskele.findings import Finding
    from triskele.sources.batch import Known
    from triskele.sources.sheets.source import Sheets


def new(options: argparse.Namespace) -> int:
    from triskele.sources.sheets.template import new_region

    for path in new_region(options.folder, _known(options).words):
        print(path)
    print(f"Next: cd {options.folder}; fill in tables/region.xlsx; triskele build; triskele serve", file=sys.stderr)
    return 0


def import_guess(options: argparse.Namespace) -> int:
    folders = {path.parent for path in options.files} or {read_settings(options).seeds}
    if len(folders) > 1:
        raise InvalidInput("The files lie in several folders.", hint="A mapping is of one folder; guess one at a time.")
    folder = folders.pop()
    output = options.output or folder / "mapping.yaml"
    if output.exists():
        raise InvalidInput(
            f"{output} is there already.", hint="Delete it to guess anew, or name another with --output."
        )
    source = _sheets(folder, options)
    if options.files:
        source.paths = [path for path in source.paths if path.name in {file.name for file in options.files}]
    text = source.propose()
    output.write_text(text, encoding="utf-8")
    print_findings([f.__dict__ for f in sorted(source.read.findings)], options.format)
    print(f"{output}: change what is wrong, then: triskele import check", file=sys.stderr)
    return _ended(source.read.findings)


_COUNTED = {
    "actor": ("organisations", "kuruluş"), "place": ("places", "yer"), "ties": ("ties", "bağ"),
    "figures": ("figures", "rakam"), "events": ("events", "olay"),
}  # fmt: skip
"""What of the tables is counted, and what it is called."""


def import_check(options: argparse.Namespace) -> int:
    from triskele.ledger.checks import check_circles
    from triskele.ledger.tables import opened

    folder = options.folder or read_settings(options).seeds
    findings, counts = [], dict.fromkeys(_COUNTED, 0)
    with opened() as ledger:
        sources = _all(folder, options)
        for source in sources:
            for batch in source.batches():
                ledger.append(batch.table, batch.rows)
                for row in batch.rows if batch.table in ("things", "ties", "figures", "events") else ():
                    kind = str(row["kind"]) if batch.table == "things" else batch.table
                    counts[kind] = counts.get(kind, 0) + 1
            findings += source.read.findings
        headings = {file: names for source in sources for file, names in source.headings().items()}
        findings += [found.under(headings) for found in check_circles(ledger)]
    print_findings([f.__dict__ for f in sorted(findings)], options.format)
    for language in range(2):
        print(", ".join(f"{counts[kind]} {names[language]}" for kind, names in _COUNTED.items()), file=sys.stderr)
    return _ended(findings)


def _ended(findings: Iterable[Finding]) -> int:
    """The exit code of what was read: 1 when an error would stop a build."""
    return int(any(finding.severity == "error" for finding in findings))


def withdraw(options: argparse.Namespace) -> int:
    from datetime import date

    from triskele.catalogue import open_catalogue
    from triskele.release import Library
    from triskele.release.withdrawing import sums_of
    from triskele.sources.withdrawals import FILE, add_rows

    settings = read_settings(options)
    try:
        day = date.fromisoformat(options.date) if options.date else date.today()
    except ValueError as error:
        raise InvalidInput(f"{options.date!r} is no date.", hint="Write YYYY-MM-DD.") from error
    library = Library(settings.data)
    release = library.current()
    kind, key = _named(options.id)
    record = open_catalogue(release).find(kind, key)
    sums = sums_of(release, *(split(record.iri) or (kind, record.key)))
    path = settings.seeds / FILE
    added = add_rows(path, sums, day.isoformat(), options.reason)
    print(f"{path}: {added} tombstones, of the record and of what says something about it")
    still = ", ".join(map(str, library.numbers()))
    print(
        f"Next: triskele build. Releases {still} were made before and stay as they are; to remove them too: "
        "triskele releases prune --keep 1.",
        file=sys.stderr,
    )
    return 0


def _named(text: str) -> tuple[str, str]:
    """Kind and key of what a person types; an actor where no kind is said."""
    kind, _, key = "/".join(split(text) or (text,)).rpartition("/")
    return kind or "actor", key


def _known(options: argparse.Namespace) -> Known:
    from triskele.ledger.vocabulary import read_words
    from triskele.release.gather import read_terms
    from triskele.sources.batch import Known

    settings = read_settings(options)
    return Known(read_words(read_terms(settings).store), settings.owner()[0])


def _all(folder: Path, options: argparse.Namespace) -> list[Sheets]:
    from triskele.sources.exported import MARKER
    from triskele.sources.sheets.source import find_sheets

    if not folder.is_dir():
        raise InvalidInput(f"{folder} is not a folder.", hint="Name the folder of the tables.")
    found = find_sheets(folder, _known(options))
    if not found and (folder / MARKER).is_file():
        raise InvalidInput(
            f"{folder} holds tables that a release gave.",
            hint="Nothing is assumed of them; check them: triskele validate.",
        )
    if not found:
        raise InvalidInput(
            f"{folder} holds no table.", hint="Put .xlsx, .xls, .ods, .csv, .parquet or graph files into it."
        )
    return found


def _sheets(folder: Path, options: argparse.Namespace) -> Sheets:
    return next((s for s in _all(folder, options) if s.folder == folder), _all(folder, options)[0])
