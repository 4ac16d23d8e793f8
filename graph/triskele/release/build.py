"""Build a release: sources -> ledger -> checks -> statements, tables, arrays, store -> manifest, then one rename.

Killed at any moment, a build leaves the served release as it was: everything is made in a hidden folder that gets its
number only when it is whole and on the disk. The next build sweeps what the dead one left.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import triskele
from triskele import terms
from triskele.bounded import run
from triskele.errors import DamagedRelease, InvalidRelease, ReleaseBusy, SourceError, StorageError
from triskele.findings import Report
from triskele.ledger import frozen
from triskele.ledger.arrays import write_arrays
from triskele.ledger.checks import check_tables
from triskele.ledger.counts import count_chosen
from triskele.ledger.spheres import assign_spheres
from triskele.ledger.tables import Ledger, opened
from triskele.ledger.time import date_things, date_ties
from triskele.ownership import Owner
from triskele.rdf import render
from triskele.rdf.document import write_mapping
from triskele.rdf.mapping import TRUTH
from triskele.rdf.spans import date_statements, grow_tree
from triskele.rdf.tree import Tree
from triskele.release.gather import Gathered, Terms, gather, hash_inputs, read_terms, settle, triples, understand
from triskele.release.integrity import sha256, write_sums
from triskele.release.library import FORMAT, MADE, Library, Release
from triskele.release.statements import Written, write_statements
from triskele.settings import Settings
from triskele.store import read_rdf

Progress = Callable[[str], None]
_UNFOLDS = 100
"""A file may hold this many times its size in statements; prefixes save much, but not more."""


@dataclass(frozen=True)
class Verdict:
    """What validation said: the report for people, and the SHACL report as Turtle."""

    report: Report
    turtle: str


def _silent(_: str) -> None:
    return None


def validate_sources(settings: Settings, progress: Progress = _silent) -> Verdict:
    """Read everything and judge it; nothing is written but in a folder that is gone afterwards."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="triskele-") as folder, opened() as ledger:
        progress("Reading sources")
        found = read_terms(settings)
        gathered = gather(settings, found, ledger)
        _derive(ledger)
        return _judge(Path(folder), ledger, found, gathered, progress)


def validate_file(path: Path, settings: Settings, progress: Progress = _silent) -> Report:
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


def _derive(ledger: Ledger) -> None:
    """What follows from the rows: whose sphere is what, and when everything was there."""
    assign_spheres(ledger)
    date_things(ledger)
    date_ties(ledger)


def _judge(folder: Path, ledger: Ledger, found: Terms, gathered: Gathered, progress: Progress) -> Verdict:
    """What the columns and the shapes say of the ledger's rows."""
    if not gathered.whole:  # everything said of what the unread file holds would look wrong
        return Verdict(gathered.report, "")
    from triskele.validate import check_shapes  # SHACL is slow to import and only builds need it

    progress("Checking tables and shapes")
    render.prepare(ledger)
    render.write_lines(ledger, TRUTH, folder / "truth.nq", words=True)
    tree = triples(found.ontology) + _structure(triples(found.vocabularies))
    origin = {iri: (file, row) for iri, file, row in ledger.query(_ORIGIN)}
    shapes = _shapes(found.shapes, *gathered.shapes)
    without = frozenset() if ledger.one("SELECT count(*) FROM statements") else _BY_COLUMN
    report, turtle = check_shapes(folder / "truth.nq", tree, shapes, origin, gathered.left_out, without)
    return Verdict(gathered.report + Report.of(check_tables(ledger)) + report, turtle)


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


def build_release(settings: Settings, progress: Progress = _silent, *, promote: bool = True) -> Release:
    """Build a release from the settings' ontology and seeds and, when it is valid, make it current.

    The same inputs and code give the same bytes; if the newest release already holds them, it is returned and nothing
    is built. Raises InvalidRelease (its ``report`` says where), ReleaseBusy while another build runs, and StorageError
    when the disk is full or the folder cannot be written.
    """
    library = Library(settings.data)
    with storing(settings.data), _lock(settings.data):
        library.shelf.mkdir(exist_ok=True)
        for leftover in library.shelf.glob(".building-*"):
            shutil.rmtree(leftover)
        progress("Reading sources")
        settle(settings)
        inputs = hash_inputs(settings)
        inputs_digest = hashlib.sha256(json.dumps([triskele.__version__, inputs], sort_keys=True).encode()).hexdigest()
        numbers = library.numbers()
        newest = library.release(numbers[-1]) if numbers else None
        if newest is not None and _holds(newest, inputs_digest):
            if promote:
                library.promote(newest.number)
            return newest
        folder = library.shelf / f".building-{os.getpid()}"
        folder.mkdir()
        try:
            with opened(folder / "ledger.duckdb") as ledger:
                found = read_terms(settings)
                gathered = gather(settings, found, ledger)
                _derive(ledger)
                verdict = _judge(folder, ledger, found, gathered, progress)
                if not verdict.report.conforms:
                    raise InvalidRelease(
                        f"{verdict.report.counts()['error']} findings are errors; nothing was released.",
                        hint="See each finding with: triskele validate. Mend the rows named there and build again.",
                        report=verdict.report,
                    )
                manifest = _write(folder, ledger, found, verdict, inputs_digest, inputs, settings, progress)
            (folder / "ledger.duckdb").unlink()
            (folder / "manifest.json").write_text(
                json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
            )
            (folder / MADE).write_text(_now(), encoding="ascii")
            write_sums(folder)
            _settle(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # a full disk has no room for what is half made
            raise
        number = (numbers[-1] if numbers else 0) + 1
        os.rename(folder, library.shelf / str(number))
        _sync(library.shelf)
        if promote:
            library.promote(number)
        return library.release(number)


def _now() -> str:
    """This moment in UTC, to the second; that of ``SOURCE_DATE_EPOCH`` where a rebuilt release should keep its date."""
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ\n")


def _holds(release: Release, inputs_digest: str) -> bool:
    """Whether a release was made from these inputs, in the layout of today."""
    try:
        manifest = release.manifest
    except DamagedRelease:
        return False
    return bool(manifest["inputs_sha256"] == inputs_digest and manifest.get("format") == FORMAT)


def _write(
    folder: Path,
    ledger: Ledger,
    found: Terms,
    verdict: Verdict,
    inputs_digest: str,
    inputs: dict[str, str],
    settings: Settings,
    progress: Progress,
) -> dict[str, Any]:
    progress("Freezing tables and arrays")
    frozen.prepare(ledger)
    tables = frozen.freeze(ledger, folder / "tables")
    (folder / "mapping.rml.ttl").write_text(write_mapping(ledger), encoding="utf-8")
    write_arrays(ledger, frozen.TABLES, folder / "arrays")
    owner = _owner(ledger, settings)
    progress("Writing statements and store")
    words = folder / "words.nq"
    words.write_bytes(found.ontology + found.vocabularies)
    date_statements(ledger, words)
    tree = grow_tree(ledger)
    written = write_statements(folder, ledger, tree, settings, inputs, inputs_digest, owner)
    for path in found.beside:
        kept = folder / "ontology" / path.relative_to(settings.ontology)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, kept)
    (folder / "report.ttl").write_text(verdict.turtle, encoding="utf-8")
    (folder / "report.json").write_text(
        json.dumps(verdict.report.rows(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    files: dict[str, dict[str, Any]] = {
        name: {"sha256": sha256(folder / name), "bytes": (folder / name).stat().st_size}
        for name in ("data.nq.gz", "report.json", "report.ttl")
    }
    files["data.nq.gz"]["content_sha256"] = written.digest
    return {
        "code_version": triskele.__version__,
        "format": FORMAT,
        "inputs": inputs,
        "inputs_sha256": inputs_digest,
        "files": files,
        "tables": tables,
        "documents": _documents(ledger),
        "counts": _counts(ledger),
        "findings": verdict.report.counts(),
        "about": owner.record(),
        "licence": owner.licence or None,
        **_described(written, tree),
        "chosen": count_chosen(ledger, tree.years),
        "undated_ties": int(ledger.one(f"SELECT count(*) FROM ({frozen.TABLES['ties']}) WHERE NOT dated")),
    }


def _owner(ledger: Ledger, settings: Settings) -> Owner:
    """Whose the whole is. Its licence is what the owner says, else the one that all sets share, else none."""
    owner = settings.owner()[0]
    given = {licence for (licence,) in ledger.query("SELECT DISTINCT licence FROM sets")}
    shared = given.pop() if len(given) == 1 else None
    return replace(owner, licence=owner.licence or shared or "")


def _described(written: Written, tree: Tree) -> dict[str, Any]:
    changes = list(tree.changes)
    return {
        "ontology_version": written.ontology_version,
        "quads": written.quads,
        "graphs": written.graphs,
        "spans": written.spans,
        "changes": changes,
        "views": list(tree.years),
        "first_year": changes[0] if changes else 0,
        "last_year": changes[-1] if changes else 0,
    }


def _documents(ledger: Ledger) -> list[dict[str, str | None]]:
    """What the facts were read from."""
    names = ("iri", "label_tr", "label_en")
    asked = f"SELECT iri, label_tr, label_en FROM ({frozen.TABLES['things']}) WHERE kind = 'source' ORDER BY iri"
    return [dict(zip(names, row, strict=True)) for row in ledger.query(asked)]


def _counts(ledger: Ledger) -> dict[str, int]:
    """How many things there are of each class of ours; a class of one's own counts as the nearest of ours."""
    records = {
        "Tie": "ties", "Figure": "figures", "Event": "events", "Classification": "classifications",
        "Contradiction": "contradictions", "Evidence": "evidence",
    }  # fmt: skip
    classes = ledger.query("SELECT h.key, count(*) FROM things t JOIN house h ON h.class = t.class GROUP BY 1")
    found = {name: int(count) for name, count in classes}
    found |= {name: int(ledger.one(f"SELECT count(*) FROM {table}")) for name, table in records.items()}
    found["SphereAssignment"] = int(ledger.one("SELECT count(*) FROM assigned WHERE sphere <> 'unknown'"))
    return {name: count for name, count in sorted(found.items()) if count}


@contextmanager
def storing(data: Path) -> Iterator[None]:
    """Say that it is the disk when the disk is full or a folder cannot be read or written."""
    try:
        yield
    except OSError as error:
        place = error.filename or data
        raise StorageError(
            f"{place} cannot be read or written: {error.strerror or error}.",
            hint=f"Free some room on the disk of {data}, or see that you may read and write there; what was released "
            "before is as it was. Another folder: --data.",
        ) from error


@contextmanager
def _lock(data: Path) -> Iterator[None]:
    data.mkdir(parents=True, exist_ok=True)
    with open(data / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ReleaseBusy(
                f"Another build is using {data}.", hint="Wait for it to end, or name another folder with --data."
            ) from error
        yield


def _structure(concepts: bytes) -> bytes:
    """What shapes ask of a concept: its scheme and whether a tie type is symmetric. Its texts and evidence are judged
    with the ontology itself, in its own tests; judging them again at every build would take most of its time."""
    wanted = (b"inScheme>", b"isSymmetric>", b"type>")
    lines = (line for line in concepts.splitlines(keepends=True) if line.split(b" ", 2)[1].endswith(wanted))
    return b"".join(line for line in lines if b"ontology#Evidence>" not in line)


def _settle(folder: Path) -> None:
    """Put a folder and everything in it on the disk before a rename speaks for it."""
    for path in [*folder.rglob("*"), folder]:
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
