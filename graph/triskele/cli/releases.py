"""Commands about releases: build, validate, serve, list, show, diff, promote."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triskele.cli.terminal import print_rows, read_settings, report_progress
from triskele.errors import DamagedRelease, InvalidInput, InvalidRelease, MissingPackage, OutdatedRelease
from triskele.findings import SEVERITIES

if TYPE_CHECKING:
    from triskele.release import Release

_PLACES = 8
"""Rows of findings in the same words that are named; the other formats have each."""


def build(options: argparse.Namespace) -> int:
    from triskele.publish import build_and_publish

    try:
        release = build_and_publish(read_settings(options), report_progress, promote=not options.no_promote)
    except InvalidRelease as error:
        print_findings(error.report.rows(), "table")
        raise
    manifest = release.manifest
    print(f"Release {release.number}: {manifest['quads']} statements, findings {manifest['findings']}")
    if any(manifest["findings"].get(severity) for severity in ("warning", "error")):
        print(
            "What was left out, and why: triskele import check for your tables, triskele validate for all.",
            file=sys.stderr,
        )
    if options.report:
        from triskele.cli.reports import report_release

        report_progress("Measuring countries")
        print(f"{options.report}: {report_release(release, options.report)} countries")
    return 0


def print_findings(rows: list[dict[str, Any]], form: str) -> None:
    """Findings for people, one of the same words once with the rows it is about and errors first, or for machines."""
    if form != "table":
        columns = ("severity", "file", "row", "field", "value", "shape", "message_en", "message_tr", "subject")
        print_rows(rows, columns, form)
        return
    alike: dict[tuple[str, ...], list[str]] = {}
    for row in sorted(rows, key=lambda row: SEVERITIES.index(row["severity"])):
        key = tuple(str(row[name]) for name in ("severity", "file", "field", "message_en", "message_tr"))
        where = f"row {row['row']}" if row["row"] else ""
        alike.setdefault(key, []).append(" ".join(filter(None, (where, row["value"] and f"“{row['value']}”"))))
    for (severity, file, field, *said), places in alike.items():
        where = ", ".join(place for place in places[:_PLACES] if place)
        where += f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
        print(f"{severity}: " + ", ".join(filter(None, (file, field, where))))
        for text in dict.fromkeys(said):
            print(f"    {text}")


def validate(options: argparse.Namespace) -> int:
    from triskele.release.judging import validate_file, validate_sources

    if options.file:
        report = validate_file(options.file, read_settings(options), report_progress)
    else:
        report = validate_sources(read_settings(options), report_progress).report
    if report.findings or options.format != "table":
        print_findings(report.rows(), options.format)
    else:
        print("No findings.")
    return 1 if report.findings else 0


def serve(options: argparse.Namespace) -> int:
    from importlib.util import find_spec

    if find_spec("triskele_api") is None or find_spec("uvicorn") is None:
        raise InvalidInput("The service is not installed.", hint='Install it: pip install "triskele[api]".')
    from importlib import import_module

    from triskele.bounded import stand_ready

    stand_ready("triskele.cli.main")  # each process looks at what the first one was started with
    import_module("triskele_api.serve").serve(read_settings(options))
    return 0


def mcp(options: argparse.Namespace) -> int:
    from importlib.util import find_spec

    if find_spec("triskele_api") is None or find_spec("fastapi") is None or find_spec("mcp") is None:
        raise MissingPackage(
            "The server for agents is not installed.", hint='Install it: pip install "triskele[agents]".'
        )
    from importlib import import_module

    import_module("triskele_api.agents.stdio").speak(read_settings(options), options.release)
    return 0


def releases_list(options: argparse.Namespace) -> int:
    from triskele.release import Library

    library = Library(read_settings(options).data)
    rows = [{"release": n, "current": "yes" if n == library.current_number() else "", **_facts(library.release(n))}
            for n in library.numbers()]  # fmt: skip
    print_rows(rows, ("release", "current", "statements", "ties", "errors", "warnings", "state"), options.format)
    return 0


def _facts(release: Release) -> dict[str, Any]:
    """What a list says of a release; one that is damaged or of an earlier layout is no reason to show none."""
    try:
        manifest = release.manifest
        found = manifest["findings"]
        return {
            "statements": manifest["quads"],
            "ties": manifest["counts"].get("Tie", 0),
            "errors": found["error"],
            "warnings": found["warning"],
            "state": "" if release.is_served else OutdatedRelease.code,
        }
    except DamagedRelease as error:
        return {"statements": "", "ties": "", "errors": "", "warnings": "", "state": error.code}


def releases_show(options: argparse.Namespace) -> int:
    from triskele.release import Library

    library = Library(read_settings(options).data)
    release = library.current() if options.number is None else library.release(options.number)
    print(json.dumps({"release": release.number, **release.manifest}, ensure_ascii=False, indent=1))
    return 0


def releases_diff(options: argparse.Namespace) -> int:
    from triskele.release import Library, compare_releases

    library = Library(read_settings(options).data)
    difference = compare_releases(library.reading(options.older), library.reading(options.newer))
    rows = [
        {"change": change, "thing": thing}
        for change in ("born", "died", "changed")
        for thing in getattr(difference, change)
    ]
    rows += [
        {"change": "withdrawn", "thing": f"{one['what']} ({one['date']}, {one['reason']})"}
        for one in difference.withdrawn
    ]
    if rows or options.format != "table":
        print_rows(rows, ("change", "thing"), options.format)
    else:
        print("No difference.")
    return 1 if rows else 0


def releases_verify(options: argparse.Namespace) -> int:
    from triskele.release import Library, verify

    release = Library(read_settings(options).data).reading(options.number)
    rows = [{"part": part, "problem": problem} for part, problem in verify(release).items()]
    if rows or options.format != "table":
        print_rows(rows, ("part", "problem"), options.format)
    else:
        print(f"Release {release.number} is as it was written.")
    return 1 if rows else 0


def releases_export(options: argparse.Namespace) -> int:
    from triskele.release import Library
    from triskele.release.tables import export_tables

    release = Library(read_settings(options).data).reading(options.number)
    folder = options.output or Path(f"release-{release.number}-tables")
    for path in export_tables(release, folder, options.tables, excel=options.excel):
        print(path)
    return 0


def releases_prune(options: argparse.Namespace) -> int:
    from triskele.release import Library
    from triskele.release.retention import prune

    settings = read_settings(options)
    keep = options.keep if options.keep is not None else settings.keep_releases
    if keep is None:
        hint = "Give --keep N, or set TRISKELE_KEEP_RELEASES."
        raise InvalidInput("Nothing says how many releases are kept.", hint=hint)
    found = prune(Library(settings.data), keep, dry_run=options.dry_run)
    done = "would be removed" if options.dry_run else "removed"
    rows = [{"release": n, "why": done if reason == "removed" else f"kept: {reason}"} for n, reason in found.items()]
    print_rows(rows, ("release", "why"), options.format)
    return 0


def releases_promote(options: argparse.Namespace) -> int:
    from triskele.release import Library

    Library(read_settings(options).data).promote(options.number)
    print(f"Release {options.number} is current.")
    return 0
