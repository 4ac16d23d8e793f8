"""What is said of the sources: by the columns of the tables, and by the shapes over their statements."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from triskele import terms
from triskele.bounded import run
from triskele.errors import SourceError
from triskele.findings import Report
from triskele.ledger.checks import check_tables
from triskele.ledger.spheres import assign_spheres
from triskele.ledger.tables import Ledger, opened
from triskele.ledger.time import date_things, date_ties
from triskele.rdf import render
from triskele.rdf.mapping import TRUTH
from triskele.release.gather import Gathered, Terms, gather, read_terms, triples, understand
from triskele.release.stages import Progress, silent
from triskele.settings import Settings
from triskele.syntaxes import read_rdf

_UNFOLDS = 100
"""A file may hold this many times its size in statements; prefixes save much, but not more."""


@dataclass(frozen=True)
class Verdict:
    """What validation said: the report for people, and the SHACL report as Turtle."""

    report: Report
    turtle: str


def validate_sources(settings: Settings, progress: Progress = silent) -> Verdict:
    """Read everything and judge it; nothing is written but in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="triskele-") as folder, opened() as ledger:
        progress("Reading sources")
        found = read_terms(settings)
        gathered = gather(settings, found, ledger)
        derive(ledger)
        progress("Checking tables and shapes")
        return judge(Path(folder), ledger, found, gathered)


def validate_file(path: Path, settings: Settings, progress: Progress = silent) -> Report:
    """Judge one RDF file against the shapes. It is parsed in a bounded process: it may come from anywhere."""
    progress(f"Reading {path.name}")
    quads = run(read_rdf, path, terms.SOURCE_GRAPH + "file")
    if len(quads) > _UNFOLDS * path.stat().st_size + 1024 * 1024:
        raise SourceError(
            f"{path.name} unfolds from {path.stat().st_size} to {len(quads)} bytes.",
            hint="Entities that repeat each other are not read; write the text out, or use Turtle.",
        )
    from triskele.validate import check_shapes  # SHACL is slow to import and only builds need it

    found = read_terms(settings)
    progress("Validating against the shapes")
    tree = triples(found.ontology) + _structure(triples(found.vocabularies))
    report, _ = check_shapes(triples(quads), tree, _shapes(settings.ontology / "shapes.ttl"))
    progress("Reading what the statements stand for")
    return report + Report.of(understand(quads, path.name, found))


def derive(ledger: Ledger) -> None:
    """What follows from the rows: whose sphere is what, and when everything was there."""
    assign_spheres(ledger)
    date_things(ledger)
    date_ties(ledger)


def judge(folder: Path, ledger: Ledger, found: Terms, gathered: Gathered) -> Verdict:
    """What the columns and the shapes say of the ledger's rows."""
    if not gathered.whole:  # everything said of what the unread file holds would look wrong
        return Verdict(gathered.report, "")
    from triskele.validate import check_shapes  # SHACL is slow to import and only builds need it

    render.write_lines(ledger, TRUTH, folder / "truth.nq", words=True)
    tree = triples(found.ontology) + _structure(triples(found.vocabularies))
    origin = {iri: (file, row) for iri, file, row in ledger.query(_ORIGIN)}
    shapes = _shapes(found.shapes, *gathered.shapes)
    without = frozenset() if ledger.one("SELECT count(*) FROM statements") else _BY_COLUMN
    report, turtle = check_shapes(folder / "truth.nq", tree, shapes, origin, gathered.left_out, without)
    columns = Report.of(finding.under(gathered.headings) for finding in check_tables(ledger))
    return Verdict(gathered.report + columns + report, turtle)


_BY_COLUMN = frozenset(["shape:sphere-sum"])
"""Shapes that :mod:`triskele.ledger.checks` asks of whole columns, in a fraction of the time."""


def _shapes(*paths: Path) -> list[bytes]:
    return [read_rdf(path, terms.SHAPES_GRAPH) for path in paths]


_ORIGIN = " UNION ALL ".join(
    f"SELECT iri, file, coalesce(row, 0) FROM {table} WHERE file IS NOT NULL"
    for table in (
        "things", "ties", "figures", "events", "classifications", "contradictions", "schemes", "concepts", "evidence"
    )
)  # fmt: skip


def _structure(concepts: bytes) -> bytes:
    """What shapes ask of a concept: its scheme and whether a tie type is symmetric. Its texts and evidence are judged
    with the ontology itself, in its own tests; judging them again at every build would take most of its time."""
    wanted = (b"inScheme>", b"isSymmetric>", b"type>")
    lines = (line for line in concepts.splitlines(keepends=True) if line.split(b" ", 2)[1].endswith(wanted))
    return b"".join(line for line in lines if b"ontology#Evidence>" not in line)
