"""Commands about twins: propose."""

from __future__ import annotations

import argparse

from triskele.cli.terminal import open_release, print_rows


def propose(options: argparse.Namespace) -> int:
    from triskele.identity.proposing import proposals

    rows = proposals(open_release(options).release.folder / "tables", least=options.least)
    if options.format == "json":
        print_rows(rows, tuple(rows[0]) if rows else ("a", "b", "score"), "json")
    else:
        columns = ("score", "name_a", "name_b", "set_a", "set_b", f"why_{options.lang}", "a", "b")
        print_rows(rows, columns if options.format == "csv" else columns[:6], options.format)
    return 0
