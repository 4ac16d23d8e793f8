"""A folder of anybody's tables as a source: read, understood, given keys, handed over as rows of the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from triskele.bounded import Limits, run
from triskele.errors import TriskeleError
from triskele.findings import Finding
from triskele.identity.decisions import FILE as TWINS
from triskele.identity.decisions import read_decisions
from triskele.ledger.vocabulary import Words
from triskele.ownership import PLACEHOLDER, Owner
from triskele.sources.batch import Batch, Gathering, Known, Read
from triskele.sources.exported import MARKER as EXPORTED
from triskele.sources.sheets import keys as keyring
from triskele.sources.sheets.crosstab import MARK, turned
from triskele.sources.sheets.fields import called, is_heading, known_headings
from triskele.sources.sheets.guess import guess, names_of
from triskele.sources.sheets.heads import Table, find_table, parted
from triskele.sources.sheets.legends import Legend
from triskele.sources.sheets.lines import Spot
from triskele.sources.sheets.lists import data, index
from triskele.sources.sheets.mapping import FILE, Column, Mapping, TableMapping, read_mapping, understand, write_mapping
from triskele.sources.sheets.people import persons_of
from triskele.sources.sheets.reading import SUFFIXES, TEXTS, Said, Sheet, read_sheets
from triskele.sources.sheets.rows import Rows
from triskele.sources.sheets.seen import Around, used_names
from triskele.sources.sheets.words import Vocabulary, is_skipped, slug
from triskele.sources.withdrawals import FILE as WITHDRAWN
from triskele.words.telling import tell

READING = Limits(first_seconds=120, total_seconds=120, memory_mb=2048)
_ORDER = {"organisations": 0, "ties": 1, "figures": 2, "events": 3, "nothing": 9}


@dataclass(frozen=True)
class Placed:
    """One table with its mapping, and the file it is from."""

    path: Path
    table: Table
    mapping: TableMapping


class Sheets:
    """The tables of one folder: a set. A source as :mod:`triskele.sources.batch` has it."""

    def __init__(self, folder: Path, paths: list[Path], name: str, known: Known) -> None:
        self.folder, self.paths, self.name, self.known = folder, paths, name, known
        self.read = Read()
        self.legend = Legend()
        self.persons = set[str]()
        self.owner: Owner = known.owner
        if not self.owner.namespace:
            self.owner = replace(self.owner, namespace=PLACEHOLDER)

    def files(self) -> list[Path]:
        beside = [self.folder / FILE, self.folder / keyring.FILE]
        return [*self.paths, *(path for path in beside if path.is_file())]

    @cached_property
    def mapping(self) -> Mapping:
        """The mapping a person has accepted; empty without one."""
        path = self.folder / FILE
        return understand(run(read_mapping, path)) if path.is_file() else Mapping()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        own = {
            scheme: {key: [key, said["tr"], said["en"]] for key, said in given.items()}
            for scheme, given in (("classes", self.mapping.classes), ("tie-types", self.mapping.tie_types))
        }
        return Vocabulary(self.known.words, own)

    def _sheets(self) -> Iterator[tuple[Path, Sheet]]:
        """The tables of every file that could be read, each as a sheet."""
        for path in self.paths:
            try:
                listed = [t for t in self.mapping.tables if t.file == path.name]
                how = listed[0] if listed else TableMapping(path.name, "", {})
                sheets: list[Sheet] = run(read_sheets, path, how.encoding, how.delimiter, limits=READING)
            except TriskeleError as error:
                self.read.findings.append(
                    Finding(path.name, 0, "", "", "sheet/unreadable", "error", f"{error.message} {error.hint}",
                            f"Dosya okunamıyor: {tell(error.message, 'tr')} {tell(error.hint, 'tr')}")
                )  # fmt: skip
                self.read.whole = False
                continue
            for sheet in sheets:
                for row, said in sheet.lost if not is_skipped(sheet.name) else ():
                    self._note(path, sheet, said, "warning", row=row)
                for part in parted(sheet, is_heading):
                    yield path, part

    @cached_property
    def tables(self) -> list[Placed]:
        """Every table that could be read, with its mapping; what was assumed and what is wrong is in ``read``."""
        met = [(path, sheet, table) for path, sheet in self._sheets() if (table := self._table(path, sheet))]
        met = [one for one in met if not (self.mapping.of(one[0].name, one[1].name) == [] and self._explains(*one))]
        used = used_names([table for _, _, table in met])
        lists = [names_of(table, used) for _, _, table in met]
        around = self._around(met, lists, used)
        found = []
        for number, (path, sheet, table) in enumerate(met):
            # what a longer list holds, or an earlier one as long, a table does not list itself
            others = frozenset[str]().union(
                *(one for at, one in enumerate(lists) if (len(one), -at) > (len(lists[number]), -number))
            )
            found += self._placed(path, sheet, table, around, others)
        for path in sorted(self.folder.glob("*.gz")):
            if Path(path.stem).suffix.lower() in TEXTS:
                said = ("A packed table is not read; unpack it.", "Sıkıştırılmış tablo okunmuyor; açıp koyun.")
                self.read.findings.append(Finding(path.name, 0, "", "", "sheet/packed", "warning", *said))
        if self.paths and not found and self.read.whole:
            names = ", ".join(path.name for path in self.paths)
            said = ("No row of a table was found.", "Hiçbir tablo satırı bulunamadı.")
            self.read.findings.append(Finding(names, 0, "", "", "sheet/no-rows", "warning", *said))
        return sorted(found, key=lambda placed: _ORDER[placed.mapping.holds])

    def headings(self) -> dict[str, dict[str, str]]:
        """The headings of each table by the field of ours that they hold; that of the body above holds the end of a
        tie and what a place lies in too."""
        found: dict[str, dict[str, str]] = {}
        for placed in self.tables:
            columns, kind = placed.mapping.columns.items(), placed.mapping.always.get("type")
            above = next((name for name, column in columns if column.tie), "")
            if kind in ("affiliation", "part-of"):
                above = above or placed.mapping.column("target")
            own = {column.field: name for name, column in reversed(columns) if column.field}
            named = {"target": above, "within": above} if above else {}
            file = Spot(placed.path, placed.table.sheet.name, 0).file
            found[file] = {**named, **own, **found.get(file, {})}
        return found

    def _table(self, path: Path, sheet: Sheet) -> Table | None:
        """The table of a sheet, whatever it holds; None, and told, when there is none to read."""
        mappings = self.mapping.of(path.name, sheet.name)
        mapping = next(iter(mappings), None)
        if mapping is not None and mapping.holds == "nothing":
            unread = find_table(sheet, is_heading)
            self.persons |= set() if unread is None else persons_of(unread)
            return None
        if mapping is None and is_skipped(sheet.name):
            return None
        own = frozenset(heading for one in mappings for heading in one.columns)
        table = find_table(sheet, lambda name: name in own or is_heading(name), 0 if mapping is None else mapping.head)
        if table is None and mapping is not None:
            said = (
                "None of the headings of the mapping is found: is the row of the headings, or the mark between "
                "columns, another?",
                "Eşlemedeki başlıkların hiçbiri yok: başlık satırı ya da sütun ayırıcı başka mı?",
            )
            self._note(path, sheet, said, "error")
        elif table is None and any(any(row) for row in sheet.rows):
            said = ("No row of headings is found; nothing is read.", "Başlık satırı bulunamadı; sayfa okunmuyor.")
            self._note(path, sheet, said, "warning")
        elif table is not None and not table.rows and mapping is None:
            return None  # a template that nobody filled in
        return table

    def _explains(self, path: Path, sheet: Sheet, table: Table) -> bool:
        """Whether a table only explains codes; these are taken."""
        if not self.legend.take(table):
            return False
        said = (f"Read as a list of codes ({len(table.rows)}).", f"Kod listesi olarak okundu ({len(table.rows)}).")
        self._note(path, sheet, said)
        return True

    def _around(
        self, met: list[tuple[Path, Sheet, Table]], lists: list[dict[str, str]], used: frozenset[str]
    ) -> Around:
        """What all tables say of each."""
        names: dict[str, str] = {}
        for listed in lists:
            names = {**listed, **names}
        self.persons = self.persons.union(*(persons_of(table) for _, _, table in met)) - names.keys()
        return Around(names, frozenset(self.persons), self.legend, used, self.known.owner.publisher)

    def _placed(self, path: Path, sheet: Sheet, table: Table, around: Around, others: frozenset[str]) -> list[Placed]:
        """The table with what it is read as, once for its rows and once for each kind of tie that they tell."""
        mappings, said_of = self.mapping.of(path.name, sheet.name), table.assumed
        across = turned(table, known_headings(), index(data()["ties"]))
        if across is not None and (not mappings or any(MARK in one.columns for one in mappings)):
            self.legend.take_lines(sheet.rows)
            table = across
            said_of = table.assumed
        if not mappings:
            mappings, more, doubted = guess(table, path.name, self.vocabulary, around, others)
            said_of = [*said_of, *(_told(one, self.known.words) for one in mappings[:1]), *more]
            for said in doubted:
                self._note(path, sheet, said, "warning")
        for said in said_of:
            self._note(path, sheet, said)
        missing = {h: None for one in mappings for h in one.columns if h not in table.columns.values()}
        for heading in missing:
            text = (f"The mapping names a column “{heading}” that the table does not have.",
                    f"Eşlemede adı geçen “{heading}” sütunu tabloda yok.")  # fmt: skip
            self._note(path, sheet, text, "warning", heading)
        return [Placed(path, table, mapping) for mapping in mappings] if table.rows else []

    def _note(
        self, path: Path, sheet: Sheet, said: Said, severity: str = "note", column: str = "", row: int = 0
    ) -> None:
        place = Spot(path, sheet.name, row)
        self.read.findings.append(Finding(place.file, row, column, "", "sheet/assumed", severity, *said))

    def propose(self) -> str:
        """The mapping that is in force, as a text to edit: what a person has accepted, else what is guessed."""
        found = [placed.mapping for placed in self.tables]
        unread = [not any(column.written() for column in table.columns.values()) for table in found]
        tables = [replace(t, holds="nothing", columns={}) if no else t for t, no in zip(found, unread, strict=True)]
        return write_mapping(Mapping(tables, self.mapping.classes, self.mapping.tie_types))

    @cached_property
    def rows(self) -> Rows:
        """The rows understood; keys are given, nothing is written yet."""
        placed_tables = self.tables  # read first: they hold the legend and the persons
        rows = Rows(self.name, self.owner, self.vocabulary, self.mapping, self.known.words)
        rows.legend = self.legend
        rows.persons = frozenset(self.persons)
        for placed in placed_tables:
            if placed.mapping.holds == "organisations":
                rows.organisations(placed.path, placed.table, placed.mapping)
        rows.recall(keyring.Keys(self.folder / keyring.FILE))
        listed = list(rows.bodies)
        rows.foresee([(p.path, p.table, p.mapping) for p in self.tables if p.mapping.holds != "organisations"])
        self.keys = keyring.Keys(self.folder / keyring.FILE)
        rows.give_keys(self.keys)
        decided = [one for one in read_decisions(self.folder)[0] if one.decision != "undecided"]
        rows.tell_alike(listed, {frozenset(_key(name) for name in (one.keep, one.other)) for one in decided})
        return rows

    def settle(self) -> list[Finding]:
        """Write the keys of organisations that are new, so that they keep them; who was read as renamed. Later readings
        tell it as a former name, because by then the new one is known."""
        if not self.tables or not self.rows.bodies:
            return []
        self.keys.write()
        return [finding for finding in self.rows.findings if finding.shape == "sheet/renamed"]

    def batches(self) -> Iterator[Batch]:
        gathering = Gathering()
        if not self.known.owner.namespace:
            self.read.findings.append(
                Finding("triskele.toml", 0, "namespace", PLACEHOLDER, "sheet/namespace", "warning",
                        "Nobody says what the IRIs begin with; they begin with example.org, where nobody finds them.",
                        "IRI'lerin nasıl başlayacağı belirtilmemiş; kimsenin bulamayacağı example.org ile başlıyorlar.")
            )  # fmt: skip
        owner = self.owner
        gathering.add(
            "sets", set=self.name, title_tr=owner.title_tr or None, title_en=owner.title_en or None,
            licence=owner.licence or None, publisher=owner.publisher or None, contact=owner.contact or None,
        )  # fmt: skip
        rows = self.rows
        for path in dict.fromkeys(placed.path for placed in self.tables):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            rows.write_document(gathering, path, digest)
        rows.write_bodies(gathering)
        for placed in self.tables:
            if placed.mapping.holds != "organisations":
                rows.write_table(gathering, placed.path, placed.table, placed.mapping)
            yield from gathering.full()
        rows.write_places(gathering)
        rows.write_own(gathering)
        self.read.findings += rows.findings
        yield from gathering.rest()


def _key(name: str) -> str:
    """The key in a name of a decision: an IRI, ``actor/key``, a key."""
    return name.rpartition("/")[2]


def _told(mapping: TableMapping, words: Words) -> Said:
    what = {"organisations": ("organisations", "kuruluşlar"), "ties": ("ties", "bağlar"),
            "figures": ("figures", "rakamlar"), "events": ("events", "olaylar")}[mapping.holds]  # fmt: skip
    read = [(heading, column) for heading, column in mapping.columns.items() if column.written()]
    en = [f"{h} = {c.field or c.measure or c.identifier or c.tie}" for h, c in read]
    tr = [f"{h} = {_in_turkish(c, mapping.holds, words)}" for h, c in read]
    return (f"Read as a table of {what[0]}: {', '.join(en)}.",
            f"Şu tablo olarak okundu: {what[1]} ({', '.join(tr)}).")  # fmt: skip


def _in_turkish(column: Column, holds: str, words: Words) -> str:
    scheme, key = ("measures", column.measure) if column.measure else ("tie-types", column.tie)
    named = words.concepts.get(scheme, {}).get(key, (column.identifier, ""))[0]
    return called(column.field, holds) if column.field else named


def find_sheets(folder: Path, known: Known) -> list[Sheets]:
    """The tables that lie in a folder and its subfolders, each folder a set; beside a descriptor, only those that it
    cannot name (workbooks and graphs)."""
    if (folder / EXPORTED).is_file():
        return []
    described = (folder / "datapackage.json").is_file()
    suffixes = [s for s in SUFFIXES if not (described and s in TEXTS)]
    found = []
    for place in [folder, *sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))]:
        paths = sorted(
            p for p in place.glob("*")
            if p.suffix.lower() in suffixes
            and p.name not in (keyring.FILE, TWINS, WITHDRAWN) and not p.name.startswith((".", "~"))
        )  # fmt: skip
        packed = not described and any(Path(p.stem).suffix.lower() in TEXTS for p in place.glob("*.gz"))
        if paths or packed:  # what is packed is told
            title = known.owner.title_en or known.owner.title_tr
            name = slug(place.name) if place != folder else slug(title) if title else "own"
            found.append(Sheets(place, paths, name, known))
    return found
