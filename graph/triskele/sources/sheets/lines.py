"""One row of a table by the fields of its mapping: its words, dates and numbers, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.findings import Finding
from triskele.ledger.vocabulary import Words
from triskele.ownership import Owner
from triskele.sources.sheets import cells, dates
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.legends import Legend
from triskele.sources.sheets.lists import data, plain
from triskele.sources.sheets.mapping import Mapping, TableMapping
from triskele.sources.sheets.reading import TEXTS
from triskele.sources.sheets.words import Vocabulary
from triskele.text import fold

_WHOM: dict[str, list[tuple[str, ...]]] = {
    "organisations": [("name", *(f"name_{language}" for language in terms.LANGUAGES))],
    "ties": [("source",), ("target", "project")],
    "figures": [("about",)],
    "events": [("subject",)],
}
"""Columns without which no row of a table can be read, each with the names that do."""

_SEVERAL = {"source": ";", "target": ";", "subject": ";", "participants": ";", "note": "; "}
"""Fields that several columns may fill, and what stands between: ``Ortak 1``, ``Ortak 2``."""
_CODED = ("class", "type", "sphere", "modality", "measure")
"""Fields whose cells may hold a code that the workbook explains."""
_LISTED = 12
"""Rows that a finding about several names."""


@dataclass(frozen=True)
class Spot:
    """Where a row stands."""

    path: Path
    sheet: str
    row: int

    @property
    def file(self) -> str:
        """The file as findings name it: with the sheet, when there may be several."""
        return (
            self.path.name if self.path.suffix.lower() in (*TEXTS, ".parquet") else f"{self.path.name} [{self.sheet}]"
        )


@dataclass
class Line:
    """One row by the fields of its mapping."""

    spot: Spot
    texts: dict[str, str]
    raw: dict[str, Any]
    mapping: TableMapping
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By field: the code that stood there, and what the workbook says of it besides its meaning."""

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")


def is_unreal(said: str) -> bool:
    """Whether a text says that nothing came of what it is about, or not yet."""
    words = f" {plain(said)} "
    return any(f" {plain(phrase)} " in words for phrase in data()["unreal"]["phrases"])


class Reader:
    """Reads rows by their mappings. ``findings`` says what was assumed and what is wrong, by sheet, row and column."""

    def __init__(self, name: str, owner: Owner, vocabulary: Vocabulary, mapping: Mapping, words: Words) -> None:
        self.set, self.owner, self.vocabulary, self.mapping, self.words = name, owner, vocabulary, mapping, words
        self._said: list[Finding] = []
        self._unknowns: dict[tuple[str, str, str, str], list[int]] = {}
        self._lost: set[tuple[str, str, str, str]] = set()
        self.legend = Legend()
        """What the codes of the tables mean."""
        self.persons: frozenset[str] = frozenset()
        """Names of natural persons, as they are compared: they are no organisations."""

    @property
    def findings(self) -> list[Finding]:
        """What was told so far: a word that nobody knows once for each column, with the rows it stands in."""
        return [*self._said, *map(self._told_unknown, self._unknowns)]

    def say(self, spot: Spot, column: str, value: str, shape: str, severity: str, en: str, tr: str) -> None:
        self._said.append(Finding(spot.file, spot.row, column, value[:200], f"sheet/{shape}", severity, en, tr))

    # -- reading lines -------------------------------------------------------------------------------------------------

    def lines(self, path: Path, table: Table, mapping: TableMapping) -> Iterator[Line]:
        """The rows of a table by field; ``raw`` has the cells of columns that are not fields by heading."""
        columns = [(at, h, mapping.columns[h]) for at, h in table.columns.items() if h in mapping.columns]
        for number, row in table.rows:
            line = Line(Spot(path, table.sheet.name, number), dict(mapping.always), {}, mapping)
            for at, heading, column in columns:
                value = table.cell(row, at)
                if cells.text(value) in self.legend.missing:
                    value = None
                if column.field:
                    self._take(line, column.field, heading, value)
                elif column.written():
                    line.raw[heading] = value
            yield line

    def _take(self, line: Line, name: str, heading: str, value: Any) -> None:
        said, before = cells.text(value), line.texts.get(name, "")
        if name in _CODED and (meant := self.legend.means(said, heading)):
            rule = self.legend.rule(said, heading)
            line.codes[name] = (said, rule)
            said = value = meant
        if before and said and name in _SEVERAL and name not in line.mapping.always:
            said = value = f"{before}{_SEVERAL[name]}{said}"
        line.texts[name] = said or before
        if said or name not in line.raw:
            line.raw[name] = value

    def unreal(self, line: Line) -> str:
        """What a row says of itself that makes it no tie, as *imzalanmadı*, *under negotiation*; empty when nothing."""
        for name in ("modality", "type", "from", "to", "amount", "note"):
            for said in filter(None, (line[name], line.codes.get(name, ("", ""))[1])):
                if is_unreal(said):
                    return line[name] if said == line[name] else f"{line[name]} ({said})"
        return ""

    def is_blind(self, path: Path, table: Table, mapping: TableMapping, told: bool = True) -> bool:
        """Whether no column says whom the rows are about; told once for the table, and not for each row."""
        given = {column.field for column in mapping.columns.values()} | set(mapping.always)
        lacking = [names for names in _WHOM[mapping.holds] if not given.intersection(names)]
        if lacking and told:
            names = ", ".join(names[0] for names in lacking)
            self.say(Spot(path, table.sheet.name, 0), "", "", "blind", "warning",
                     f"Nothing of this table is read ({len(table.rows)} rows): no column was taken for {names}. "
                     "triskele import guess writes mapping.yaml; say there which column it is.",
                     f"Bu tablodan hiçbir şey okunmadı ({len(table.rows)} satır): {names} sayılan bir sütun yok. "
                     "triskele import guess mapping.yaml dosyasını yazar; hangi sütun olduğunu orada belirtin.",
                     )  # fmt: skip
        return bool(lacking)

    def word(self, line: Line, name: str, scheme: str, needed: bool = False) -> str:
        """The word of ours that a cell means; empty when the cell is, and when nobody knows (told). ``needed``: without
        it the row is left out."""
        said = line[name]
        if not said:
            return ""
        mapped = line.mapping.values.get(name, {})
        if mapped.get(said):
            found, near = mapped[said], False
            if not self._is_word(scheme, found):
                self._unknown(line, name, scheme, found, "error", needed)
                return ""
        else:
            found, near = self.vocabulary.find(scheme, said)
        if found and (near or (said in mapped and self.vocabulary.find(scheme, said) == (found, True))):
            self.say(line.spot, line.mapping.column(name), said, "near-word", "note",
                     f"“{said}” is read as {found}.", f"“{said}” {found} olarak okundu.")  # fmt: skip
        if not found:
            self._unknown(line, name, scheme, said, "warning", needed)
        return found

    def _is_word(self, scheme: str, found: str) -> bool:
        own = {"classes": self.mapping.classes, "tie-types": self.mapping.tie_types}.get(scheme, {})
        ours = self.words.classes if scheme == "classes" else self.words.concepts.get(scheme, {})
        return found in own or found in ours or not ours

    def _unknown(self, line: Line, name: str, scheme: str, said: str, severity: str, needed: bool) -> None:
        key = (line.spot.file, line.mapping.column(name) or name, said, f"{scheme} {severity}")
        self._unknowns.setdefault(key, []).append(line.spot.row)
        if needed:
            self._lost.add(key)

    def _told_unknown(self, key: tuple[str, str, str, str]) -> Finding:
        file, column, said, (scheme, severity) = *key[:3], key[3].split()
        rows = self._unknowns[key]
        listed = ", ".join(map(str, rows[:_LISTED])) + (", …" if len(rows) > _LISTED else "")
        near = ", ".join(self.vocabulary.suggest(scheme, said))
        en, tr = f"Nobody knows what “{said}” is", f"“{said}” bilinmiyor"
        if key in self._lost:
            en += f"; {len(rows)} rows are left out ({listed})" if len(rows) > 1 else "; the row is left out"
            tr += f"; {len(rows)} satır dışarıda kaldı ({listed})" if len(rows) > 1 else "; satır dışarıda kaldı"
        elif len(rows) > 1:
            en, tr = f"{en} ({len(rows)} rows: {listed})", f"{tr} ({len(rows)} satır: {listed})"
        en += "; say it in the mapping, values." + (f" Near: {near}." if near else "")
        tr += "; eşlemede values altında karşılığını yazın." + (f" Yakın: {near}." if near else "")
        return Finding(file, rows[0], column, said[:200], "sheet/unknown-word", severity, en, tr)

    def date(self, line: Line, name: str) -> tuple[str, str]:
        """First and last date that a cell says, two dots for a last that stays open; told when it says none."""
        value = line.raw.get(name, line[name])
        if name in ("to", "ended", "date_to") and fold(line[name]) in dates.OPEN:
            return "", ""
        after = False
        if name in ("from", "founded", "date") and isinstance(value, str):
            value, after = dates.since(line[name])
        try:
            first, last = dates.when(value)
        except ValueError:
            self.say(line.spot, line.mapping.column(name) or name, line[name], "date", "warning",
                     "This is not read as a date; write 2016, 2016-03 or 2016-03-31. The cell is left out.",
                     "Tarih olarak okunamadı; 2016, 2016-03 ya da 2016-03-31 yazın. Hücre okunmadı.")  # fmt: skip
            return "", ""
        if first or last:
            self._told_date(line, name, value, (first, last), after)
        return first, ".." if after else last

    def _told_date(self, line: Line, name: str, value: Any, span: tuple[str, str], after: bool) -> None:
        """Tell how a cell that says more than a date was read."""
        if not isinstance(value, str) or dates.is_literal(line[name]):
            return
        first, last = span
        en, tr = (first, first) if first == last else (f"{first} to {last}", f"{first} ile {last} arası")
        if after:
            en, tr = f"{first} or later", f"{first} ya da sonrası"
        elif not first:
            en, tr = f"{last} at the latest", f"en geç {last}"
        self.say(line.spot, line.mapping.column(name) or name, line[name], "near-date", "note",
                 f"“{line[name]}” is read as {en}.", f"“{line[name]}” şöyle okundu: {tr}.")  # fmt: skip

    def number(self, line: Line, name: str, value: Any) -> str:
        """A number as plain text; told when the cell holds none."""
        try:
            return cells.number(value, line.mapping.decimal or ".")
        except ValueError:
            self.say(line.spot, name, cells.text(value), "number", "warning",
                     "This is not read as a number; the cell is left out.",
                     "Sayı olarak okunamadı; hücre dışarıda bırakıldı.")  # fmt: skip
            return ""
