"""The command about the texts behind the seeds: sources check."""

from __future__ import annotations

import argparse

from triskele.cli.terminal import print_rows, read_settings


def check(options: argparse.Namespace) -> int:
    from triskele.sources.copies import check_copy

    rows, same = check_copy(read_settings(options).seeds, options.file, options.lines_of)
    columns = ("document", "same", "line", "text") if options.lines_of else ("document", "same", "lines", "lines_here")
    print_rows(rows, columns if options.format == "table" else list(rows[0]) if rows else columns, options.format)
    return 0 if same else 1
