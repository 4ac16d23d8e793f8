"""Damaged input through the importers: whatever it holds, it is read, told as findings, or refused with a cause."""

from __future__ import annotations

import io
import random
import shutil
import signal
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from tests.graph.mutants.changes import change_of
from tests.graph.mutants.importers import IMPORTERS, TINY
from triskele.errors import TriskeleError, WorkerCrashed, WorkFailed
from triskele.ledger.checks import check_tables
from triskele.ledger.schema import TABLES
from triskele.ledger.tables import opened, schema_of
from triskele.ledger.vocabulary import Words, read_words
from triskele.release import Library, Release
from triskele.release.build import build_release
from triskele.release.gather import gather, read_terms
from triskele.release.integrity import verify
from triskele.release.judging import derive
from triskele.settings import Settings
from triskele.sources import Known, exported, sources_of
from triskele.sources.dumps import source as dumps
from triskele.sources.sheets import source as sheets
from triskele_api.building import read_upload
from triskele_api.forms import ZIP, Sent

DEEPER, DEEPEST = 40, 400
"""One mutant in so many is also checked as a build would, and one in so many is built."""
PATIENCE = 60
"""Seconds of computing after which reading a few kilobytes counts as hanging."""


class Hung(Exception):
    pass


@dataclass
class Tally:
    """What came of the mutants: how many were read, refused or told of in findings, and each way one fell."""

    count: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    falls: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def fell(self, error: BaseException, number: int, content: bytes) -> None:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "triskele" in f.filename]
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        self.falls.setdefault(f"{type(error).__name__} at {where}: {str(error)[:150]}", (number, content))


def _here(function: Callable[..., Any], *arguments: Any, **_: Any) -> Any:
    return function(*arguments)


@contextmanager
def unbounded() -> Iterator[None]:
    """Read in this process, so that a fall shows itself as what it is; in use each file has a process of its own."""
    modules: tuple[Any, ...] = (exported, dumps, sheets)
    before = [module.run for module in modules]
    for module in modules:
        module.run = _here
    try:
        yield
    finally:
        for module, run in zip(modules, before, strict=True):
            module.run = run


@contextmanager
def _in_time() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise Hung

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class Mutants:
    """Damages the files of one importer, one at a time, and reads what comes of it."""

    def __init__(self, importer: str, release: Release, place: Path, words: Words | None = None) -> None:
        self.folder, self.data = place / "seeds", place / "data"
        self.folder.mkdir()
        IMPORTERS[importer](self.folder, release)
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        self.files = [path for path in files if path.suffix != ".toml"]
        self.settings_files = [path for path in files if path.suffix == ".toml"] or self.files
        shutil.copytree(release.folder.parents[1], self.data, symlinks=True)
        self.settings = Settings.read({}, data=self.data, seeds=self.folder)
        self.words = words or read_words(read_terms(self.settings).store)
        self.tally = Tally()

    def run(self, count: int, seed: int, *, deeper: int = DEEPER, deepest: int = DEEPEST) -> Tally:
        """So many mutants, drawn from this seed."""
        with unbounded():
            for number in range(count):
                draw = random.Random(f"{seed} {number}")
                path = draw.choice(self.files if draw.randrange(10) else self.settings_files)
                whole = path.read_bytes()
                content = whole
                for _ in range(draw.choice((1, 1, 1, 2, 3))):
                    content = change_of(path.name)(draw, content)
                path.write_bytes(content)
                kept = {file: file.read_bytes() for file in self.folder.rglob("keys.csv") if file != path}
                try:
                    with _in_time():
                        self._one(number, deeper, deepest)
                except TriskeleError as error:
                    if isinstance(error, WorkFailed | WorkerCrashed) or not (error.message and error.hint):
                        self.tally.fell(error, number, content)
                    self.tally.ends[error.code] += 1
                except Exception as error:  # what a mutant must not end in, and what is counted here
                    self.tally.fell(error, number, content)
                finally:
                    path.write_bytes(whole)
                    for file, before in kept.items():
                        file.write_bytes(before)
                self.tally.count += 1
        return self.tally

    def _one(self, number: int, deeper: int, deepest: int) -> None:
        findings = []
        for source in sources_of(self.folder, Known(self.words, self.settings.owner()[0])):
            for batch in source.batches():
                if not isinstance(batch.rows, pa.Table | pa.RecordBatch):  # what the ledger does with rows first
                    pa.Table.from_pylist(list(batch.rows), schema=schema_of(TABLES[batch.table].columns))
            findings += source.read.findings
        self.tally.ends["findings" if any(f.severity == "error" for f in findings) else "read"] += 1
        if number % deepest == deepest - 1:
            self._build()
        elif number % deeper == deeper - 1:
            self._check()

    def _check(self) -> None:
        with opened() as ledger:
            gather(self.settings, read_terms(self.settings), ledger)
            derive(ledger)
            list(check_tables(ledger))
        self.tally.ends["checked"] += 1

    def _build(self) -> None:
        """A build gives a whole release or leaves everything as it was."""
        library = Library(self.data)
        before = library.numbers(), library.current_number()
        try:
            release = build_release(self.settings)
        except TriskeleError:
            assert (library.numbers(), library.current_number()) == before
            self.tally.ends["not built"] += 1
            raise
        finally:
            assert not list(library.shelf.glob(".building-*"))
        assert verify(release) == {}
        assert library.current_number() == release.number
        self.tally.ends["built"] += 1


def upload_mutants(count: int, seed: int, *, zipped: bytes | None = None) -> Tally:
    """Damaged zips as uploads: laid out whole, or refused, and never outside their folder."""
    tally = Tally()
    zipped = zipped or zip_of(TINY)
    for number in range(count):
        draw = random.Random(f"{seed} {number}")
        content = zipped
        for _ in range(draw.choice((1, 1, 1, 2, 3))):
            content = change_of("seeds.zip")(draw, content)
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            try:
                with _in_time():
                    read_upload(Sent(ZIP, content), TINY, place / "seeds", 16)
                tally.ends["laid out"] += 1
            except TriskeleError as error:
                if not (error.message and error.hint):
                    tally.fell(error, number, content)
                tally.ends[error.code] += 1
            except Exception as error:  # likewise
                tally.fell(error, number, content)
            if [path.name for path in place.iterdir()] not in ([], ["seeds"]):
                tally.fell(AssertionError("outside its folder"), number, content)
        tally.count += 1
    return tally


def zip_of(folder: Path) -> bytes:
    """The tables of a folder of seeds as a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".csv", ".json"):
                archive.writestr(zipfile.ZipInfo(str(path.relative_to(folder))), path.read_bytes())
    return packed.getvalue()
