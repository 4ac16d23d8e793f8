"""The shelf of releases: numbered folders, and a pointer that says which one is current."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triskele.errors import NotFoundError, OutdatedRelease, UnknownRelease
from triskele.files import beside, sync
from triskele.ledger.time import parse_year
from triskele.ownership import Owner
from triskele.release.holding import Hold, hold
from triskele.sums import DERIVED, checked, damaged, derived, read_checked

if TYPE_CHECKING:
    from triskele.bounded.queries import Opened
    from triskele.ledger.arrays import Arrays
    from triskele.rdf.scope import Scope
    from triskele.rdf.tree import Tree
    from triskele.store import Answer, Store

MADE = "made"
"""The file that holds when a release was made; the manifest does not, so that the same inputs give the same bytes."""
QUICK = 256e6
"""Bytes of a store that are looked at whenever it is opened: a quarter of a second."""
FORMAT = 6
"""The layout of a release's folder; a release of another one is built again from its sources."""


@dataclass(frozen=True)
class Release:
    """One immutable release: a folder of manifest.json, data.nq.gz, report.json, report.ttl, ontology/ and store/."""

    folder: Path
    arrays: Arrays | None = field(default=None, compare=False, repr=False)
    """What its networks are made of instead of its own arrays: those of a scenario."""
    held: Hold | None = field(default=None, compare=False, repr=False)
    """That it is being read, as long as this lives; see :meth:`Library.reading`."""

    @property
    def number(self) -> int:
        return int(self.folder.name)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Versions, hashes of every input and output, counts, findings, years that have a view."""
        try:
            manifest: dict[str, Any] = json.loads(read_checked(self.folder, "manifest.json"))
        except ValueError as error:
            raise damaged(self.folder, f"manifest.json is not JSON ({error})") from error
        return manifest

    @cached_property
    def made(self) -> datetime:
        """When it was made, in UTC; of a release that does not say, when its manifest was written on this disk."""
        if (self.folder / MADE).exists():
            try:
                return datetime.fromisoformat(read_checked(self.folder, MADE).decode("ascii").strip())
            except ValueError as error:
                raise damaged(self.folder, f"{MADE} is no date ({error})") from error
        written = int((self.folder / "manifest.json").stat().st_mtime)
        return datetime.fromtimestamp(written, UTC)

    @property
    def digest(self) -> str:
        """SHA-256 of the release's statements: what tags, permalinks and caches are keyed on."""
        return str(self.manifest["files"]["data.nq.gz"]["content_sha256"])

    @cached_property
    def owner(self) -> Owner:
        """Whose the data are; the licence is what the owner or every set says, empty when none was given."""
        return replace(Owner.of(self.manifest.get("about", {})), licence=self.manifest["licence"] or "")

    @property
    def root(self) -> str:
        """What the addresses of the data begin with."""
        return self.owner.root

    @cached_property
    def withdrawn(self) -> dict[str, tuple[str, str]]:
        """The tombstones: date and category of reason by the sum of kind and key."""
        return {row["what"]: (row["date"], row["reason"]) for row in self.manifest.get("withdrawn", ())}

    @property
    def store_folder(self) -> Path:
        return self.folder / "store"

    @cached_property
    def ontology(self) -> Path:
        """What of its ontology is not among its statements: shapes, alignments, questions, the JSON-LD context.
        DamagedRelease when one of them is not as it was written."""
        folder = self.folder / "ontology"
        for path in folder.rglob("*"):
            if path.is_file():
                checked(self.folder, str(path.relative_to(self.folder)))
        if not folder.is_dir():
            raise NotFoundError(
                f"Release {self.number} was made before releases kept their shapes and questions.",
                hint="Build a new one: triskele build.",
            )
        return folder

    def table(self, name: str) -> Path:
        """The file of one of its tables, as it was written (else DamagedRelease)."""
        return checked(self.folder, f"tables/{name}.parquet")

    @property
    def derived(self) -> Path:
        """Where what follows from it is kept, which can be made again."""
        return self.folder / DERIVED

    def kept(self, name: str) -> Path | None:
        """The path of a file that follows from it; None when it has to be made, again or for the first time."""
        return derived(self.folder, name)

    @cached_property
    def store(self) -> Store:
        """The release's statements, open for reading in this process."""
        from triskele.store import Store  # slow to import, and networks, lists and metrics need no statements

        self.check_store(QUICK)
        return Store.open(self.store_folder)

    def check_store(self, most: float = inf) -> None:
        """DamagedRelease when a file of the store is not what was written, which the engine does not always say: what
        it cannot read, CONSTRUCT leaves out. A second a GB, about; a store of more than ``most`` bytes is passed
        over."""
        paths = [path for path in self.store_folder.glob("*") if path.is_file()]
        if sum(path.stat().st_size for path in paths) <= most:
            for path in paths:
                checked(self.folder, f"{self.store_folder.name}/{path.name}")

    def report(self) -> list[dict[str, Any]]:
        """The findings of the build."""
        rows: list[dict[str, Any]] = json.loads(read_checked(self.folder, "report.json"))
        return rows

    @property
    def is_served(self) -> bool:
        """Whether it has the layout of today; others can be compared and exported."""
        return bool(self.manifest.get("format") == FORMAT)

    @cached_property
    def tree(self) -> Tree:
        """The tree of the years in which something changes."""
        from triskele.rdf.tree import Tree

        if not self.is_served:
            raise OutdatedRelease(
                f"Release {self.number} was made by an earlier version of Triskele and cannot be served.",
                hint="Build it again from its sources: triskele build.",
            )
        return Tree(tuple(self.manifest["changes"]), self.manifest.get("middle", 0))

    def view_year(self, as_of: int) -> int:
        """The first year that is like ``as_of``: nothing changes from it to then."""
        return self.tree.years[self.tree.leaf(parse_year(as_of))]

    @cached_property
    def scope(self) -> Scope:
        """Which graphs a query of this release sees."""
        from triskele.rdf.scope import Scope  # it brings the store

        return Scope(self.tree, tuple(self.manifest["graphs"]), frozenset(self.manifest["spans"]))

    @property
    def opening(self) -> Opened:
        """What makes a bounded process ready to answer questions about this release."""
        from triskele.bounded.queries import opening  # slow to import

        return opening(self.store_folder, self.scope)

    def reaching(self, address: str) -> Opened:
        """What makes a bounded process ready to ask an endpoint about this release."""
        from triskele.bounded.queries import reaching  # slow to import

        return reaching(address, self.digest, self.scope.graphs, self.scope)

    def query(self, query: str, *, as_of: int | None = None, when: str = "possible") -> Answer:
        """Evaluate a SPARQL query in this process, where nothing bounds it; see :class:`triskele.rdf.scope.Scope`."""
        from triskele.bounded.queries import Question  # slow to import

        question = Question(query, {}, as_of=as_of, when=when)
        return self.store.query(query, choose=partial(self.scope, question))

    def chosen(self, as_of: int, when: str = "possible") -> dict[str, int]:
        """How many ties and actors count in a year, and how many ties certainly and possibly; of the usual selection,
        before anything is merged or left out."""
        ties, actors, sure, sure_actors = self.manifest["chosen"][self.tree.leaf(parse_year(as_of))]
        certain = when == "certain"
        return {"ties": sure if certain else ties, "actors": sure_actors if certain else actors, "certain": sure,
                "possible": ties}  # fmt: skip


class Library:
    """The releases of one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.shelf = data / "releases"
        self.pointer = data / "current"

    def numbers(self) -> list[int]:
        """The numbers of all finished releases, oldest first."""
        if not self.shelf.is_dir():
            return []
        return sorted(int(f.name) for f in self.shelf.iterdir() if f.name.isdigit())

    def release(self, number: int) -> Release:
        """The release of this number, or UnknownRelease."""
        if number not in self.numbers():
            have = ", ".join(map(str, self.numbers())) or "none yet"
            raise UnknownRelease(f"There is no release {number}.", hint=f"Releases: {have}. Build one: triskele build.")
        return Release(self.shelf / str(number))

    def current_number(self) -> int | None:
        """The number the pointer names, or None before the first release."""
        try:
            return int(os.readlink(self.pointer).rpartition("/")[2])
        except FileNotFoundError:
            return None

    def current(self) -> Release:
        """The served release, or UnknownRelease before the first build."""
        number = self.current_number()
        if number is None:
            raise UnknownRelease(f"{self.data} holds no release.", hint="Build one: triskele build.")
        return self.release(number)

    def reading(self, number: int | None = None) -> Release:
        """The release of this number (None: the current one) for whoever reads it for longer: nobody removes it while
        the object lives."""
        wanted = self.current().number if number is None else number
        held = hold(self.data, wanted) if wanted in self.numbers() else None
        return replace(self.release(wanted), held=held)  # it may have been removed before it was held

    def promote(self, number: int) -> None:
        """Make this release the current one, in one rename: readers see the old one or the new one, never neither."""
        target = self.release(number)
        with beside(self.pointer) as making:
            making.symlink_to(Path("releases") / target.folder.name)
        sync(self.data)
