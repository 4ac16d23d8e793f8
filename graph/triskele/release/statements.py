"""The statements of a release: rendered from the ledger, packed as ``data.nq.gz``, loaded as the store.

The packed file holds what sources say, the ontology and vocabularies, what follows from them, and the release's own
description. The graphs of the years are in the store alone: they follow from the tables.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from triskele import terms
from triskele.ledger.tables import Ledger
from triskele.ownership import Owner
from triskele.quads import blocks, without_graphs
from triskele.rdf import render
from triskele.rdf.mapping import DERIVED
from triskele.rdf.spans import span_query
from triskele.rdf.tree import SPAN_GRAPH, Tree
from triskele.release.description import describe_dataset, describe_examples, describe_void
from triskele.settings import Settings
from triskele.store import Store

# spheres by convention and founding dates: what follows of an entity and is told as if it were stated
_ENTITIES = f"SELECT s || ' ' || p || ' ' || o || ' <{terms.ENTITIES_GRAPH}> .' AS line FROM described WHERE derived"


@dataclass(frozen=True)
class Written:
    """What was written: the digest of the statements, their number, the named graphs, those of the years apart, the
    ontology's version."""

    digest: str
    quads: int
    graphs: list[str]
    spans: list[str]
    ontology_version: str


SCRATCH = ("words.nq", "truth.nq", "entities.nq", "spans.nq")
"""The statements before they are packed and loaded: no part of a release."""


def write_statements(folder: Path, ledger: Ledger, tree: Tree) -> None:
    """Render what follows from the rows, and the graphs of the years; ``words.nq`` and ``truth.nq`` are there already.
    Memory does not grow with them."""
    render.write_queries(ledger, [_ENTITIES, *map(render.line, DERIVED)], folder / "entities.nq")
    render.write_queries(ledger, [span_query(ledger, tree)], folder / "spans.nq")


def load_statements(
    folder: Path, settings: Settings, inputs: dict[str, str], inputs_digest: str, owner: Owner
) -> Written:
    """Load the store from the statements that were written, and pack them meanwhile. Memory does not grow with them."""
    words, truth, entities, spans = (folder / name for name in SCRATCH)
    told = (words, truth, entities)
    store, digest = Store.create(folder / "store"), hashlib.sha256()
    with (
        open(folder / "data.nq.gz", "wb") as raw, gzip.GzipFile("", "wb", 5, raw, mtime=0) as packed,
        ThreadPoolExecutor(2) as beside,
    ):  # fmt: skip
        packing = beside.submit(_pack, (block for path in told for block in _blocks(path)), packed, digest)
        store.load_files(told, doubled=True)
        # what it counts is all there; the graphs of the years are no part of it
        describing = beside.submit(_describe, store, settings, inputs, inputs_digest, owner)
        store.load_files((spans,))
        own = describing.result()
        store.load_quads(own)
        store.load_triples(without_graphs(own))
        store.settle()  # the last thing: who asks may open no files that the engine did not open first
        quads = packing.result() + _pack([own], packed, digest)
    versions = list(store.query("SELECT ?v { ?o a owl:Ontology ; owl:versionInfo ?v } ORDER BY ?v LIMIT 1"))
    names = store.graphs()
    kept = {name for name in names if name.startswith(SPAN_GRAPH)}
    graphs = [name for name in names if name not in kept]
    del store  # the engine lets go of its files
    for log in (folder / "store").glob("LOG*"):
        log.unlink()  # what it did when, under which path: nothing of the release
    return Written(digest.hexdigest(), quads, graphs, sorted(kept), str(versions[0]["v"]) if versions else "unknown")


def _describe(store: Store, settings: Settings, inputs: dict[str, str], inputs_digest: str, owner: Owner) -> bytes:
    """What a release says of itself, as N-Quads."""
    graphs = [name for name in store.graphs() if name.startswith(owner.graphs)]
    return b"".join(
        (
            describe_examples(settings.ontology / "questions"),
            describe_void(store, graphs, owner),
            describe_dataset(inputs_digest, inputs, owner),
        )
    )


def _pack(lines: Iterable[bytes], packed: gzip.GzipFile, digest: hashlib._Hash) -> int:
    """Write blocks of lines where they are packed; how many lines."""
    count = 0
    for block in lines:
        digest.update(block)
        packed.write(block)
        count += block.count(b"\n")
    return count


def _blocks(path: Path) -> Iterator[bytes]:
    with open(path, "rb") as file:
        yield from blocks(file)
