"""The command report: the triple helix of each country, as a table, as text, as files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from triskele.cli.networks import read_selection
from triskele.cli.terminal import open_release, print_rows, showing
from triskele.formats import write_csv

if TYPE_CHECKING:
    from triskele.measure.countries import Country
    from triskele.release import Release

SHOWN = ("place", "actors", "university", "industry", "government", "civil-society", "unknown", "consortia",
         "pairs_within", "pairs_between", "uig", "uig_expected", "uig_z", "transmission_mbit", "transmission_z",
         "bridge")  # fmt: skip
TOLD = 3
"""Up to so many countries are also told as text on a terminal."""


def report(options: argparse.Namespace) -> int:
    from triskele.measure.countries import country_reports
    from triskele.progress import watched

    release = open_release(options).release
    with showing("report", "en") as tell, watched(tell):
        made = list(country_reports(release, options.country, selection=read_selection(options),
                                    permutations=options.permutations, seed=options.seed))  # fmt: skip
    if options.output:
        for path in write_reports(made, options.output, options.permutations):
            print(path)
        return 0
    rows = [one.row() for one in made]
    if options.format == "table":
        short = [{n: f"{v:.4g}" if isinstance(v, float) else v for n, v in row.items()} for row in rows]
        print_rows(short, SHOWN, "table")
        for one in made if len(made) <= TOLD else ():
            print(f"{one.text['tr']}\n\n{one.text['en']}\n")
    else:
        print_rows(rows, tuple(rows[0]) if rows else SHOWN, options.format)
    return 0


def write_reports(made: Sequence[Country], folder: Path, draws: int) -> Iterator[Path]:
    """``countries.csv`` with a row a country, and a text of each country in both languages; the files."""
    from triskele.words import say

    folder.mkdir(parents=True, exist_ok=True)
    rows = [one.row() for one in made]
    table = write_csv(rows[0] if rows else SHOWN, rows)
    (folder / "countries.csv").write_text(table, encoding="utf-8", newline="")
    yield folder / "countries.csv"
    for one in made:
        parts = [
            f"# {say('countries.title', tag, name=one.name)}\n\n" + one.text[tag].replace("\n", "\n\n") + "\n\n"
            + _as_table(one.table(tag), say("countries.table", tag))
            + say("countries.made", tag, release=one.release, draws=draws)
            for tag in ("tr", "en")
        ]  # fmt: skip
        path = folder / f"{one.place}.md"
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        yield path


def _as_table(rows: list[list[str]], head: str) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "", lines[0], "|" + "---|" * len(rows[0]), *lines[1:], "", ""])


def report_release(release: Release, folder: Path) -> int:
    """The report of every country of a release just built; how many countries."""
    from triskele.measure.countries import DRAWS, country_reports

    made = list(country_reports(release))
    list(write_reports(made, folder, DRAWS))
    return len(made)
