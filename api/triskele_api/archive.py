"""What a bounded process does for whole releases: write them out, compare them. Runs outside the service process."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

from triskele.catalogue import Writer, open_catalogue
from triskele.findable.changes import keep_changes
from triskele.ledger.time import When
from triskele.release import compare_releases
from triskele.release.exports import export_path, write_exports, write_year
from triskele.release.library import Release


def write_export(folder: str, form: str) -> bytes:
    """Make the files of a release in every format, where publishing has not; returns the path of the one asked for."""
    release = Release(Path(folder))
    write_exports(release)
    return str(export_path(release, form)).encode()


def write_view(folder: str, form: str, as_of: int, when: When) -> bytes:
    """The release as of one year in one format."""
    output = BytesIO()
    write_year(Release(Path(folder)), output, form, as_of, when)
    return output.getvalue()


def write_changes(older: str, newer: str) -> bytes:
    """Compare two releases and keep what changed beside the newer one, where publishing has not."""
    keep_changes(Release(Path(older)), Release(Path(newer)))
    return b""


def write_difference(older: str, newer: str, language: str, statements: bool) -> bytes:
    """What was born, died and changed between two releases, as JSON."""
    first, second = Release(Path(older)), Release(Path(newer))
    difference = compare_releases(first, second, statements=statements)
    before, after = (Writer(open_catalogue(r), language) for r in (first, second))

    for writer, iris in ((before, difference.died), (after, (*difference.born, *difference.changed))):
        writer.records.bring(iris)

    def name(writer: Writer, iri: str) -> dict[str, object]:
        if writer.records.get(iri) is None:
            return {"iri": iri}
        return {k: v for k, v in (writer.thing(iri) or {}).items() if k in ("iri", "key", "kind", "label", "labels")}

    document = {
        "older": first.number,
        "newer": second.number,
        "born": [name(after, iri) for iri in difference.born],
        "died": [name(before, iri) for iri in difference.died],
        "changed": [name(after, iri) for iri in difference.changed],
        "added": list(difference.added) if statements else difference.counts["added"],
        "removed": list(difference.removed) if statements else difference.counts["removed"],
        "withdrawn": list(difference.withdrawn),
        "counts": difference.counts,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
