"""What a build starts from: the ontology and its vocabularies, and every source read into the ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.findings import Finding, Report
from triskele.identity.decisions import FILE as TWINS
from triskele.identity.decisions import read_decisions
from triskele.identity.joining import join_records
from triskele.identity.merging import apply_decisions
from triskele.ledger.tables import BATCH, Ledger, opened
from triskele.ledger.vocabulary import read_vocabulary, read_words
from triskele.ledger.withdrawing import hold_back, is_withdrawn
from triskele.ownership import FILE
from triskele.rdf import reading
from triskele.rdf.render import WORDS, prepare
from triskele.release.stages import Progress, pace, silent
from triskele.settings import Settings
from triskele.sources import Known, sources_of
from triskele.sources.sheets.source import Sheets
from triskele.sources.statements import empty
from triskele.store import Store
from triskele.sums import sha256
from triskele.syntaxes import read_quads, read_rdf

RULES = ("shapes.ttl", "house-style.ttl")
_BESIDE = (*RULES, "context.jsonld", "alignments/*.ttl", "questions/*.rq")


@dataclass(frozen=True)
class Terms:
    """The ontology and its vocabularies, each as N-Quads, and the files that a release keeps beside its statements."""

    ontology: bytes
    vocabularies: bytes
    shapes: Path
    beside: tuple[Path, ...]
    store: Store
    """Both in its default graph."""


@dataclass
class Gathered:
    """What reading the sources came to: findings, which rows were left out, the sets there are."""

    report: Report = field(default_factory=Report)
    left_out: set[str] = field(default_factory=set)
    shapes: list[Path] = field(default_factory=list)
    """The shapes that sets have of their own."""
    whole: bool = True
    """False when a file could not be read at all: everything said of what it holds would look wrong."""
    headings: dict[str, dict[str, str]] = field(default_factory=dict)
    """By file and field of ours: what tables of others call it."""

    def record(self) -> dict[str, Any]:
        """What :meth:`of` reads back, as JSON can hold it."""
        findings, left_out = self.report.rows(), sorted(self.left_out)
        return {"findings": findings, "left_out": left_out, "whole": self.whole, "headings": self.headings}

    @classmethod
    def of(cls, record: Mapping[str, Any], settings: Settings) -> Gathered:
        """What an earlier process had gathered from the same sources."""
        report = Report.of(Finding(**row) for row in record["findings"])
        return cls(report, set(record["left_out"]), _own_shapes(settings), record["whole"], record["headings"])


def read_terms(settings: Settings) -> Terms:
    """Read the ontology and the vocabularies; SourceError when one does not parse."""
    core = [path for path in sorted(settings.ontology.glob("*.ttl")) if path.name not in RULES]
    vocabularies = sorted((settings.ontology / "vocabularies").glob("*.ttl"))
    ontology = b"".join(read_rdf(path, terms.ONTOLOGY_GRAPH) for path in core)
    concepts = b"".join(read_rdf(path, terms.VOCABULARIES_GRAPH) for path in vocabularies)
    store = Store.create()
    store.load_triples(triples(ontology + concepts))
    beside = [path for pattern in _BESIDE for path in sorted(settings.ontology.glob(pattern))]
    return Terms(ontology, concepts, settings.ontology / "shapes.ttl", tuple(beside), store)


def hash_inputs(settings: Settings) -> dict[str, str]:
    """The SHA-256 of every file that goes into a release, by its name."""
    ontology = [path for path in sorted(settings.ontology.rglob("*")) if path.suffix in (".ttl", ".jsonld", ".rq")]
    kept = [path for path in ontology if "examples" not in path.relative_to(settings.ontology).parts]
    inputs = {f"ontology/{path.relative_to(settings.ontology)}": sha256(path) for path in kept}
    owner, file = settings.owner()
    if file is not None:
        inputs[FILE] = sha256(file)
    for source in sources_of(settings.seeds, Known(owner=owner)):
        inputs |= {f"seeds/{path.relative_to(settings.seeds)}": sha256(path) for path in source.files()}
    inputs |= {f"seeds/{path.relative_to(settings.seeds)}": sha256(path) for path in _own_shapes(settings)}
    if (settings.seeds / TWINS).is_file():
        inputs[f"seeds/{TWINS}"] = sha256(settings.seeds / TWINS)
    return dict(sorted(inputs.items()))


def _own_shapes(settings: Settings) -> list[Path]:
    return sorted(settings.seeds.glob("*/shapes.ttl"))


def settle(settings: Settings, progress: Progress = silent) -> None:
    """Let sources write what they must remember from build to build: the keys that they have given. A renaming is a
    warning here and by ``triskele import check`` before the build; afterwards a note of every reading."""
    owner = settings.owner()[0]
    if any(isinstance(source, Sheets) for source in sources_of(settings.seeds, Known(owner=owner))):
        for source in sources_of(settings.seeds, Known(read_words(read_terms(settings).store), owner)):
            if isinstance(source, Sheets):
                for finding in source.settle():
                    progress(f"{finding.file} row {finding.row}: {finding.message_en}")


def gather(settings: Settings, found: Terms, ledger: Ledger, progress: Progress = silent) -> Gathered:
    """Read every source of the seeds folder into the ledger, then what the terms say, theirs included, then the rows
    that statements stand for; then let decisions about twins count."""
    prepare(ledger, settings.owner()[0].root)
    gathered = Gathered(shapes=_own_shapes(settings))
    findings = []
    came = pace("Reading sources", progress)
    for source in sources_of(settings.seeds, Known(read_words(found.store), settings.owner()[0])):
        for batch in source.batches():
            came(ledger.append(batch.table, batch.rows))
        findings += source.read.findings
        gathered.left_out |= source.read.left_out
        gathered.whole = gathered.whole and source.read.whole
        if isinstance(source, Sheets):
            gathered.headings |= source.headings()
    findings += join_records(ledger)
    findings += _understand(found, ledger)
    decisions, wrong = read_decisions(settings.seeds)
    same = [(one.keep, one.other) for one in decisions if one.decision == "same"]
    findings = hold_back(ledger, findings, same)  # first, so that nothing of it counts as another's
    decisions = [one for one in decisions if not is_withdrawn(ledger, one.keep, one.other)]
    findings += [*wrong, *apply_decisions(ledger, decisions)]
    gathered.report = Report.of(findings)
    return gathered


def understand(quads: bytes, file: str, found: Terms) -> list[Finding]:
    """What this house does not understand of the statements of one file, given as N-Quads."""
    if not quads:
        return [empty(file)]
    with opened() as ledger:
        prepare(ledger, terms.ROOT)
        rows = (line._asdict() | {"file": file} for line in read_quads(quads, terms.SOURCE_GRAPH + "file"))
        while batch := list(islice(rows, BATCH)):
            ledger.append("statements", batch)
        return _understand(found, ledger)


def _understand(found: Terms, ledger: Ledger) -> list[Finding]:
    """Read the words, those that sources declare included, then the rows that statements stand for."""
    findings = list(reading.settle(ledger))
    own = "\n".join(_declared(ledger))
    if own:
        found.store.load_triples(own.encode())
    read_vocabulary(ledger, found.store)
    return [*findings, *reading.read_rows(ledger)]


def _declared(ledger: Ledger) -> list[str]:
    """What sources say of classes, properties, tie types and concepts of their own, as N-Triples."""
    lines = ledger.query(f"{WORDS} WHERE subject IN (SELECT subject FROM statements WHERE {_A_TERM})")
    return [_GRAPH_NAME.sub(" .", line) for (line,) in lines if not line.startswith("_:")]


def _one_of(*names: str) -> str:
    return ", ".join(f"'{name}'" for name in names)


_A_TERM = f"""predicate IN ({
    _one_of(terms.RDFS + "subClassOf", terms.RDFS + "subPropertyOf", terms.SKOS + "inScheme", terms.TSK + "isSymmetric")
}) OR (predicate = '{terms.TYPE}' AND object IN ({_one_of(terms.OWL + "Class", terms.RDFS + "Class")}))"""
_GRAPH_NAME = re.compile(r" (?:<[^<>]*>|_:[A-Za-z0-9]+) \.$")


def triples(quads: bytes) -> bytes:
    """N-Quads of one graph as N-Triples: the graph name is the last term of each line."""
    return b"".join(line[:-2].rpartition(b" ")[0] + b" .\n" for line in quads.splitlines())
