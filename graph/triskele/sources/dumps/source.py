"""Public files in the folder of a set as a source: recognised by their official names, read in a bounded process."""

from __future__ import annotations

import fnmatch
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from triskele.bounded import Limits, run
from triskele.errors import TriskeleError
from triskele.findings import Finding
from triskele.ownership import PLACEHOLDER, Owner
from triskele.sources.batch import Batch, Known, Read
from triskele.sources.dumps.cordis.reader import Cordis
from triskele.sources.dumps.openalex import OpenAlex
from triskele.sources.dumps.ror import Ror
from triskele.sources.dumps.selection import Selection, read_selection
from triskele.sources.dumps.wikidata import Wikidata
from triskele.sources.dumps.writing import DATA
from triskele.words.telling import tell

READING = Limits(first_seconds=3600, total_seconds=3600, memory_mb=1800)


class Reader(Protocol):
    """Reads the files of one publisher in the folder of a set."""

    read: Read

    def batches(self) -> Iterator[Batch]: ...


READERS: dict[str, Callable[[list[Path], str, str, dict[str, str], Selection], Reader]] = {
    "cordis": Cordis,
    "openalex": OpenAlex,
    "ror": Ror,
    "wikidata": Wikidata,
}
"""The readers by the name that recipes call them."""


@dataclass(frozen=True)
class Recipe:
    """A public source: whose it is, where it comes from, how its files are called and who reads them."""

    name: str
    title: dict[str, str]
    publisher: str
    licence: str
    page: str
    address: str
    reader: str
    files: list[str]
    sha256: str = ""
    """Of the file at the address, where its publisher gives one that does not change."""
    listing: str = ""
    """A list of deposits at Zenodo, the newest first, with sizes and sums."""
    manifests: tuple[str, ...] = ()
    """Manifests of OpenAlex that name files below the address."""


@cache
def recipes() -> tuple[Recipe, ...]:
    """Every public source that is known."""
    said = tomllib.loads((DATA / "recipes.toml").read_text(encoding="utf-8"))
    return tuple(Recipe(name, **about) for name, about in said.items())


def recipe_of(name: str) -> Recipe | None:
    """The recipe whose file this is, by its name below the folder of the set. A pattern with a slash is of a source
    that comes as a tree of folders; the files of all others lie in the folder itself."""
    for recipe in recipes():
        for pattern in recipe.files:
            if ("/" in pattern or "/" not in name) and fnmatch.fnmatchcase(name, pattern):
                return recipe
    return None


class Dumps:
    """The files of one reader in one folder: a set. A source as :mod:`triskele.sources.batch` has it."""

    def __init__(self, folder: Path, name: str, found: dict[Path, Recipe], owner: Owner) -> None:
        self.folder, self.name, self.found, self.owner = folder, name, found, owner
        self.read = Read()
        self.chosen, self.asked = read_selection(folder, folder.parent)

    def files(self) -> list[Path]:
        return [*self.found, *([self.asked] if self.asked else [])]

    def batches(self) -> Iterator[Batch]:
        first = next(iter(self.found.values()))
        if not self.owner.namespace:
            self.read.findings.append(
                Finding("triskele.toml", 0, "namespace", PLACEHOLDER, "dump/namespace", "warning",
                        "Nobody says what the IRIs begin with; they begin with example.org, where nobody finds them.",
                        "IRI'lerin nasıl başlayacağı belirtilmemiş; kimsenin bulamayacağı example.org ile başlıyorlar.")
            )  # fmt: skip
        yield Batch("sets", [{"set": self.name, "title_tr": first.title["tr"], "title_en": first.title["en"],
                              "licence": first.licence, "publisher": first.publisher}])  # fmt: skip
        titles = {path.name: recipe.title["en"] for path, recipe in self.found.items()}
        with tempfile.TemporaryDirectory(prefix="triskele-") as spool:
            try:
                self.read.findings += run(
                    pour, first.reader, list(self.found), self.name, self.owner.namespace or PLACEHOLDER, titles,
                    self.chosen, Path(spool), limits=READING, hint="Choose less of it in sources.toml.",
                )  # fmt: skip
            except TriskeleError as error:
                names = ", ".join(path.name for path in self.found)
                self.read.findings.append(
                    Finding(names, 0, "", "", "dump/unreadable", "error", f"{error.message} {error.hint}",
                            f"Dosya okunamıyor: {tell(error.message, 'tr')} {tell(error.hint, 'tr')}")
                )  # fmt: skip
                self.read.whole = False
                return
            from triskele.ledger.spool import read_batches  # slow to import, and only a build reads dumps

            for table, rows in read_batches(Path(spool)):
                yield Batch(table, rows)


def pour(
    reader: str, paths: list[Path], name: str, namespace: str, titles: dict[str, str], chosen: Selection, spool: Path
) -> list[Finding]:
    """Read files into a folder of batches; the findings. Runs in a process of its own."""
    from triskele.ledger.spool import write_batches  # slow to import

    made: Any = READERS[reader](paths, name, namespace, titles, chosen)
    write_batches(spool, made.batches())
    findings: list[Finding] = made.read.findings
    return findings


def find_dumps(folder: Path, known: Known) -> list[Dumps]:
    """The public files that lie in a seeds folder, a set by the name of its reader, and in its folders, each a set: one
    source a folder and reader."""
    found: list[Dumps] = []
    places = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    for place in [folder, *places]:
        by_reader: dict[str, dict[Path, Recipe]] = {}
        inside = place.rglob("*") if place != folder else place.glob("*")
        for path in sorted(p for p in inside if p.is_file() and not p.name.startswith(".")):
            if (recipe := recipe_of(path.relative_to(place).as_posix())) is not None:
                by_reader.setdefault(recipe.reader, {})[path] = recipe
        for reader, files in by_reader.items():
            name = place.name if len(by_reader) == 1 else f"{place.name}-{reader}"
            if place == folder:
                name = f"own-{reader}" if folder / reader in places else reader
            found.append(Dumps(place, name, files, known.owner))
    return found
