"""Commands about an engine in place of the embedded store: endpoint load, endpoint file."""

from __future__ import annotations

import argparse

from triskele.cli.terminal import read_settings, report_progress
from triskele.errors import InvalidInput
from triskele.files import beside
from triskele.release import Library, Release


def load(options: argparse.Namespace) -> int:
    from triskele.bounded.endpoint import Endpoint
    from triskele.bounded.endpoint import load as load_into

    settings = read_settings(options)
    if not settings.endpoint:
        raise InvalidInput("No endpoint is named.", hint="Set TRISKELE_ENDPOINT, or give --endpoint ADDRESS.")
    release = _release(options)
    sent = load_into(Endpoint(settings.endpoint), options.graph_store, release.store, release.digest, report_progress)
    print(f"Release {release.number}: {sent} statements are in {settings.endpoint}")
    return 0


def write(options: argparse.Namespace) -> int:
    from triskele.bounded.endpoint import write_lines

    release = _release(options)
    with beside(options.file) as making, open(making, "wb") as file:
        count = write_lines(release.store, release.digest, file)
    print(f"Release {release.number}: {count} statements in {options.file}")
    return 0


def _release(options: argparse.Namespace) -> Release:
    return Library(read_settings(options).data).reading(options.release)
