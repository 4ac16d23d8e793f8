"""Build a release: sources -> ledger -> checks -> statements, tables, arrays, store -> manifest, then one rename.

Killed at any moment, a build leaves the served release as it was: everything is made in a hidden folder that gets its
number only when it is whole and on the disk. The next build of the same inputs goes on there
(:mod:`triskele.release.stages`), one of others sweeps it away.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import triskele
from triskele.errors import DamagedRelease, InvalidRelease, ReleaseBusy
from triskele.files import settle as put_on_disk
from triskele.files import storing, sync, write_beside
from triskele.findings import Finding, Report
from triskele.ledger import frozen
from triskele.ledger.arrays import write_arrays
from triskele.ledger.counts import count_chosen
from triskele.ledger.tables import Ledger, opened
from triskele.ownership import Owner
from triskele.rdf import render
from triskele.rdf.document import write_mapping
from triskele.rdf.spans import date_statements, grow_tree
from triskele.rdf.tree import Tree
from triskele.release.gather import Gathered, gather, hash_inputs, read_terms, settle
from triskele.release.judging import derive, judge
from triskele.release.library import FORMAT, MADE, Library, Release
from triskele.release.stages import Progress, Stages, need_room, silent
from triskele.release.statements import SCRATCH, Written, load_statements, write_statements
from triskele.settings import Settings
from triskele.sums import sha256, write_sums

_LEDGER = "ledger.duckdb"
_ROOM_TO_READ = 3
"""Times the size of the sources that reading them needs of the disk, besides the ontology."""
_ROOM_FOR_TERMS = 10_000_000
_ROOM_TO_BUILD = 16
"""Times the size of the tables as read that the rest of a build needs at its peak; measured with the seeds: 15."""


def build_release(settings: Settings, progress: Progress = silent, *, promote: bool = True) -> Release:
    """Build a release from the settings' ontology and seeds and, when it is valid, make it current.

    The same inputs and code give the same bytes; if the newest release already holds them, it is returned and nothing
    is built. A build of them that was killed goes on after its last whole stage. Raises InvalidRelease (its ``report``
    says where), ReleaseBusy while another build runs, and StorageError when the disk is full or has not the room that
    will be needed, or the folder cannot be written.
    """
    library = Library(settings.data)
    with storing(settings.data), _lock(settings.data):
        library.shelf.mkdir(exist_ok=True)
        settle(settings, progress)
        inputs = hash_inputs(settings)
        digest = hashlib.sha256(json.dumps([triskele.__version__, inputs], sort_keys=True).encode()).hexdigest()
        folder = library.shelf / f".building-{FORMAT}-{digest[:16]}"
        for leftover in library.shelf.glob(".building-*"):
            if leftover != folder:
                shutil.rmtree(leftover)
        for leftover in library.shelf.glob(".removed-*"):
            shutil.rmtree(leftover, ignore_errors=True)  # whoever removes it may still be at it
        numbers = library.numbers()
        newest = library.release(numbers[-1]) if numbers else None
        if newest is not None and _holds(newest, digest):
            if promote:
                library.promote(newest.number)
            return newest
        need_room(
            library.shelf, _ROOM_FOR_TERMS + _ROOM_TO_READ * _size(settings.seeds, inputs), "the sources as tables"
        )
        try:
            stages = Stages(folder, progress)
            manifest = _make(stages, settings, inputs, digest)
            text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
            write_beside(folder / "manifest.json", text.encode())
            (folder / MADE).write_text(_now(), encoding="ascii")
            stages.end(_LEDGER, *SCRATCH)
            write_sums(folder)
            put_on_disk(folder)
        except Exception:  # a full disk has no room for what is half made, and bad rows stay bad
            shutil.rmtree(folder, ignore_errors=True)
            raise
        number = (numbers[-1] if numbers else 0) + 1
        os.rename(folder, library.shelf / str(number))
        sync(library.shelf)
        if promote:
            library.promote(number)
        return library.release(number)


def _now() -> str:
    """This moment in UTC, to the second; that of ``SOURCE_DATE_EPOCH`` where a rebuilt release should keep its date."""
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ\n")


def _size(seeds: Path, inputs: dict[str, str]) -> int:
    """Bytes of the sources."""
    return sum((seeds / name.removeprefix("seeds/")).stat().st_size for name in inputs if name.startswith("seeds/"))


def _holds(release: Release, inputs_digest: str) -> bool:
    """Whether a release was made from these inputs, in the layout of today."""
    try:
        manifest = release.manifest
    except DamagedRelease:
        return False
    return bool(manifest["inputs_sha256"] == inputs_digest and manifest.get("format") == FORMAT)


def _make(stages: Stages, settings: Settings, inputs: dict[str, str], inputs_digest: str) -> dict[str, Any]:
    """Everything a release is besides its manifest, which is given."""
    folder = stages.folder
    with opened(folder / _LEDGER) as ledger:
        found = read_terms(settings)
        render.prepare(ledger, settings.owner()[0].root)

        def read() -> dict[str, Any]:
            came = gather(settings, found, ledger, stages.progress)
            derive(ledger)
            return came.record()

        def check() -> list[dict[str, Any]]:
            verdict = judge(folder, ledger, found, gathered)
            if not verdict.report.conforms:
                raise InvalidRelease(
                    f"{verdict.report.counts()['error']} findings are errors; nothing was released.",
                    hint="See each finding with: triskele validate. Mend the rows named there and build again.",
                    report=verdict.report,
                )
            rows = verdict.report.rows()
            (folder / "report.ttl").write_text(verdict.turtle, encoding="utf-8")
            (folder / "report.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            return rows

        def freeze() -> dict[str, Any]:
            frozen.prepare(ledger)
            tables = frozen.freeze(ledger, folder / "tables")
            write_arrays(ledger, frozen.TABLES, folder / "arrays")
            (folder / "mapping.rml.ttl").write_text(write_mapping(ledger, settings.owner()[0].graphs), encoding="utf-8")
            for path in found.beside:
                kept = folder / "ontology" / path.relative_to(settings.ontology)
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, kept)
            return tables

        def write() -> dict[str, Any]:
            words = folder / "words.nq"
            words.write_bytes(found.ontology + found.vocabularies)
            date_statements(ledger, words)
            tree = grow_tree(ledger)
            write_statements(folder, ledger, tree)
            return asdict(tree)

        def load() -> dict[str, Any]:
            return asdict(load_statements(folder, settings, inputs, inputs_digest, owner))

        settled = ledger.checkpoint
        gathered = Gathered.of(stages.do("Reading sources", read, settled), settings)
        need_room(folder, _ROOM_TO_BUILD * (folder / _LEDGER).stat().st_size, "the statements of these tables")
        report = Report.of(Finding(**row) for row in stages.do("Checking tables and shapes", check, settled))
        tables = stages.do("Freezing tables and arrays", freeze, settled)
        grown = stages.do("Writing statements", write, settled)
        tree = Tree(tuple(grown["changes"]), grown["middle"])
        owner = _owner(ledger, settings)
        written = Written(**stages.do("Loading the store", load, settled))
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
            "withdrawn": _withdrawn(ledger),
            "documents": _documents(ledger),
            "counts": _counts(ledger),
            "findings": report.counts(),
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
        "middle": tree.middle,
        "views": list(tree.years),
        "first_year": changes[0] if changes else 0,
        "last_year": changes[-1] if changes else 0,
    }


def _documents(ledger: Ledger) -> list[dict[str, str | None]]:
    """What the facts were read from."""
    names = ("iri", "label_tr", "label_en")
    asked = f"SELECT iri, label_tr, label_en FROM ({frozen.TABLES['things']}) WHERE kind = 'source' ORDER BY iri"
    return [dict(zip(names, row, strict=True)) for row in ledger.query(asked)]


def _withdrawn(ledger: Ledger) -> list[dict[str, str]]:
    """The tombstones: what is not here because somebody asked for it."""
    names = ("what", "date", "reason")
    return [dict(zip(names, row, strict=True)) for row in ledger.query(frozen.TABLES["withdrawn"])]


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
