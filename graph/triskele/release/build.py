"""Build a release: sources -> validate -> store -> manifest, beside the served one, then one rename.

Killed at any moment, a build leaves the served release as it was: everything is made in a hidden folder that gets its
number only when it is whole and on the disk. The next build sweeps what the dead one left.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import triskele
from triskele import terms
from triskele.bounded import run
from triskele.errors import InvalidRelease, ReleaseBusy, SourceError, StorageError
from triskele.findings import Report
from triskele.release.description import describe_dataset, describe_examples, describe_void
from triskele.release.integrity import sha256, write_sums
from triskele.release.library import Library, Release
from triskele.release.views import derive_entities, describe_entities, spans, view_quads, view_years
from triskele.settings import Settings
from triskele.sources.statements import find_statements, graph_of, read_statements
from triskele.sources.tables import Tables, read_tables
from triskele.store import Store, read_rdf

Progress = Callable[[str], None]
_UNFOLDS = 100
"""A file may hold this many times its size in statements; prefixes save much, but not more."""
_RULES = ("shapes.ttl", "house-style.ttl")
_BESIDE = (*_RULES, "context.jsonld", "alignments/*.ttl", "questions/*.rq")


@dataclass(frozen=True)
class Sources:
    """What a build starts from: parsed, not yet judged. Each part is N-Quads."""

    ontology: bytes
    vocabularies: bytes
    shapes: Path
    beside: tuple[Path, ...]
    """The files of the ontology that a release keeps as they are: they hold no statements of it."""
    tables: Tables
    inputs: dict[str, str]


@dataclass(frozen=True)
class Verdict:
    """What validation said: the report for people, and the SHACL report as Turtle."""

    report: Report
    turtle: str


def _silent(_: str) -> None:
    return None


def read_sources(settings: Settings) -> Sources:
    """Read the ontology, the vocabularies and the seed tables; hash every file read."""
    ontology_files = sorted(settings.ontology.glob("*.ttl"))
    core = [p for p in ontology_files if p.name not in _RULES]
    vocabularies = sorted((settings.ontology / "vocabularies").glob("*.ttl"))
    ontology = b"".join(read_rdf(path, terms.ONTOLOGY_GRAPH) for path in core)
    concepts = b"".join(read_rdf(path, terms.VOCABULARIES_GRAPH) for path in vocabularies)
    scratch = Store.create()
    scratch.load_quads(concepts)
    scratch.load_default([terms.VOCABULARIES_GRAPH])
    symmetric = frozenset(
        row["type"].rpartition("#")[2] for row in scratch.query("SELECT ?type { ?type tsk:isSymmetric true }")
    )
    tables = read_tables(settings.seeds, symmetric)
    statements = find_statements(settings.seeds)
    for path in statements:
        tables.quads.extend(read_statements(path, read_rdf(path, graph_of(path))))
    beside = [path for pattern in _BESIDE for path in sorted(settings.ontology.glob(pattern))]
    seeds = sorted(p for p in settings.seeds.rglob("*") if p.suffix in (".csv", ".json"))
    seeds = sorted({*seeds, *statements})
    inputs = {f"ontology/{p.relative_to(settings.ontology)}": sha256(p) for p in [*core, *vocabularies, *beside]}
    inputs |= {f"seeds/{p.relative_to(settings.seeds)}": sha256(p) for p in seeds}
    shapes = settings.ontology / "shapes.ttl"
    return Sources(ontology, concepts, shapes, tuple(beside), tables, dict(sorted(inputs.items())))


def validate_sources(settings: Settings, progress: Progress = _silent) -> Verdict:
    """Read everything and judge it; nothing is written."""
    progress("Reading sources")
    return _judge(read_sources(settings), progress)


def validate_file(path: Path, settings: Settings, progress: Progress = _silent) -> Report:
    """Judge one RDF file against the shapes. It is parsed in a bounded process: it may come from anywhere."""
    progress(f"Reading {path.name}")
    quads = run(read_rdf, path, terms.SOURCE_GRAPH + "file")
    if len(quads) > _UNFOLDS * path.stat().st_size + 1024 * 1024:
        raise SourceError(
            f"{path.name} unfolds from {path.stat().st_size} to {len(quads)} bytes.",
            hint="Entities that repeat each other are not read; write the text out, or use Turtle.",
        )
    core = [p for p in sorted(settings.ontology.glob("*.ttl")) if p.name not in _RULES]
    ontology = _triples(b"".join(read_rdf(part, terms.ONTOLOGY_GRAPH) for part in core))
    vocabularies = sorted((settings.ontology / "vocabularies").glob("*.ttl"))
    concepts = _structure(_triples(b"".join(read_rdf(part, terms.VOCABULARIES_GRAPH) for part in vocabularies)))
    from triskele.validate import check_shapes  # SHACL is slow to import and only builds need it

    progress("Validating against the shapes")
    report, _ = check_shapes(
        _triples(quads), ontology + concepts, [read_rdf(settings.ontology / "shapes.ttl", terms.SHAPES_GRAPH)]
    )
    return report


def _judge(sources: Sources, progress: Progress) -> Verdict:
    from triskele.validate import check_shapes  # SHACL is slow to import and only builds need it

    if not sources.tables.whole:  # everything said of what the unread file holds would look wrong
        return Verdict(sources.tables.report, "")
    progress("Validating against the shapes")
    data = b"".join(f"{q.subject} {q.predicate} {q.object} .\n".encode() for q in sources.tables.quads)
    tree = _triples(sources.ontology) + _structure(_triples(sources.vocabularies))
    shapes = [read_rdf(sources.shapes, terms.SHAPES_GRAPH)]
    report, turtle = check_shapes(data, tree, shapes, sources.tables.origin, sources.tables.left_out)
    return Verdict(sources.tables.report + report, turtle)


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
        sources = read_sources(settings)
        inputs_digest = hashlib.sha256(
            json.dumps([triskele.__version__, sources.inputs], sort_keys=True).encode()
        ).hexdigest()
        numbers = library.numbers()
        newest = library.release(numbers[-1]) if numbers else None
        if newest is not None and newest.manifest["inputs_sha256"] == inputs_digest:
            if promote:
                library.promote(newest.number)
            return newest
        verdict = _judge(sources, progress)
        if not verdict.report.conforms:
            raise InvalidRelease(
                f"{verdict.report.counts()['error']} findings are errors; nothing was released.",
                hint="See each finding with: triskele validate. Mend the rows named there and build again.",
                report=verdict.report,
            )
        folder = library.shelf / f".building-{os.getpid()}"
        folder.mkdir()
        try:
            manifest = _write(folder, sources, verdict, inputs_digest, settings, progress)
            (folder / "manifest.json").write_text(
                json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
            )
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


def _write(
    folder: Path, sources: Sources, verdict: Verdict, inputs_digest: str, settings: Settings, progress: Progress
) -> dict[str, Any]:
    progress("Deriving spheres, entities and yearly views")
    store = Store.create()
    truth_graphs = sorted({q.graph[1:-1] for q in sources.tables.quads})
    truth = "".join(f"{q.line()}\n" for q in sources.tables.quads).encode()
    parts = [sources.ontology, sources.vocabularies, truth]
    for part in parts:
        store.load_quads(part)
    store.load_default([terms.ONTOLOGY_GRAPH, terms.VOCABULARIES_GRAPH, *truth_graphs])
    entities = "".join(f"{q.line()}\n" for q in derive_entities(store)).encode()
    ties = spans(store)
    years = view_years(ties)
    views = "".join(f"{q.line()}\n" for year in years for q in view_quads(ties, year)).encode()
    derived = [entities, describe_entities(store), views]
    for part in derived:
        store.load_quads(part)
    store.load_default([terms.ENTITIES_GRAPH])
    derived.append(describe_examples(settings.ontology / "questions"))
    derived.append(describe_void(store, truth_graphs))
    derived.append(describe_dataset(inputs_digest, sources.inputs))

    progress("Writing statements and store")
    lines = sorted({line for part in [*parts, *derived] for line in part.splitlines(keepends=True)})
    content = b"".join(lines)
    with open(folder / "data.nq.gz", "wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
        packed.write(content)
    final = Store.create(folder / "store")
    final.load_quads(content)
    final.load_default(
        [
            terms.ONTOLOGY_GRAPH,
            terms.VOCABULARIES_GRAPH,
            terms.ENTITIES_GRAPH,
            *truth_graphs,
            terms.VOID_GRAPH,
            terms.DATASET_GRAPH,
            terms.EXAMPLES_GRAPH,
        ]
    )
    final.settle()
    counts = {
        row["class"].rpartition("#")[2]: row["n"]
        for row in final.query(
            "SELECT ?class (COUNT(DISTINCT ?x) AS ?n) { ?x a ?class . FILTER(STRSTARTS(STR(?class), STR(tsk:)))"
            " FILTER(STRSTARTS(STR(?x), 'https://w3id.org/triskele/id/')) } GROUP BY ?class ORDER BY ?class"
        )
    }
    for path in sources.beside:
        kept = folder / "ontology" / path.relative_to(settings.ontology)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, kept)
    (folder / "report.ttl").write_text(verdict.turtle, encoding="utf-8")
    (folder / "report.json").write_text(
        json.dumps(verdict.report.rows(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    files = {
        name: {"sha256": sha256(folder / name), "bytes": (folder / name).stat().st_size}
        for name in ("data.nq.gz", "report.json", "report.ttl")
    }
    files["data.nq.gz"]["content_sha256"] = hashlib.sha256(content).hexdigest()
    return {
        "code_version": triskele.__version__,
        "ontology_version": _ontology_version(final),
        "inputs": sources.inputs,
        "inputs_sha256": inputs_digest,
        "files": files,
        "quads": len(lines),
        "graphs": final.graphs(),
        "counts": counts,
        "findings": verdict.report.counts(),
        "views": years,
        "first_year": years[0] + 1,
        "last_year": years[-1],
        "undated_ties": sum(t.first is None and t.last is None for t in ties),
        "ties_in_views": len(ties),
        "licence": terms.CC_BY,
    }


def _ontology_version(store: Store) -> str:
    rows = list(store.query("SELECT ?v { ?o a owl:Ontology ; owl:versionInfo ?v } ORDER BY ?v LIMIT 1"))
    return str(rows[0]["v"]) if rows else "unknown"


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


def _triples(quads: bytes) -> bytes:
    """N-Quads of one graph as N-Triples: the graph name is the last term of each line."""
    return b"".join(line[:-2].rpartition(b" ")[0] + b" .\n" for line in quads.splitlines())


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
