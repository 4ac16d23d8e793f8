"""Commands about twins: propose, decide, list."""

from __future__ import annotations

import argparse
from datetime import date

from triskele.cli.terminal import open_release, print_rows, read_settings
from triskele.errors import InvalidInput

_DECIDED = ("keep", "other", "decision", "year", "who", "when", "why")


def propose(options: argparse.Namespace) -> int:
    from triskele.identity.proposing import proposals

    rows = proposals(open_release(options).release.folder / "tables", least=options.least)
    why = f"why_{options.lang}"
    if options.format == "csv":  # rows of twins.csv, to be decided in a spreadsheet
        rows = [{"keep": row["a"], "other": row["b"], **row} for row in rows]
        print_rows(rows, (*_DECIDED, "score", "name_a", "name_b", "set_a", "set_b", why), "csv")
    else:
        print_rows(rows, ("score", "a", "b", "name_a", "name_b", why), options.format)
    return 0


def decide(options: argparse.Namespace) -> int:
    from triskele.identity.decisions import Decision, write_decision

    if options.decision == "merged" and not options.year:
        raise InvalidInput("Nobody says when they merged.", hint="Add --year YYYY.")
    when = date.today().isoformat()
    seeds = read_settings(options).seeds
    said = (options.decision, options.year or "", options.who, when, options.why)
    print(write_decision(seeds, Decision(0, options.keep, options.other, *said)))
    return 0


def list_decisions(options: argparse.Namespace) -> int:
    from triskele.cli.releases import print_findings
    from triskele.identity.decisions import read_decisions

    found, wrong = read_decisions(read_settings(options).seeds)
    print_rows([{"row": one.row, **one.cells()} for one in found], ("row", *_DECIDED), options.format)
    if wrong:
        print_findings([f.__dict__ for f in wrong], "table")
    return 1 if wrong else 0
