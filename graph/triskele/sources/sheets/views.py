"""The ties that a table tells beside what its rows are: in columns that name others, in its title, by who keeps it.

A sheet is read once for its rows and once for each kind of tie that its columns tell, as if it were a table of such
ties: ``Yatırımcı`` beside ``Firma`` is one of investments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from triskele.sources.sheets import seen
from triskele.sources.sheets.cells import number
from triskele.sources.sheets.dates import since, when
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lists import data, plain
from triskele.sources.sheets.mapping import Column, TableMapping
from triskele.sources.sheets.people import is_personal
from triskele.sources.sheets.reading import Said
from triskele.sources.sheets.roles import LEADING, Role, receives, role
from triskele.sources.sheets.words import ORGANISATIONS, TIES, class_of_name, tie_of

_CARRIED = ("from", "to", "currency", "note", "modality")
"""Fields that every view of a row has."""
_STEM = 5
"""Letters that a heading has in common with one that tells more of the same: *Yatırımcı*, *Yatırım tarihi*."""
_DATED = 0.6


@dataclass
class Views:
    """The views of one table, made one after the other."""

    table: Table
    main: TableMapping
    around: seen.Around

    def __post_init__(self) -> None:
        self.found: list[TableMapping] = []
        self.said: list[Said] = []
        self.doubted: list[Said] = []

    def by_columns(self, columns: list[int], anchors: list[str]) -> None:
        """A view for each column of organisations that says what they are to those of the anchors."""
        if not anchors:
            return
        project = self.main.column("project")
        heads = [self.table.columns[at] for at in columns if self.table.columns[at] not in anchors]
        roles = {heading: found for heading in heads if (found := role(heading))}
        for heading in heads:
            if heading not in roles:
                self.said.append(
                    (f"“{heading}” names organisations; nothing says what they are to {anchors[0]}.",
                     f"“{heading}” sütununda kuruluş adları var; {anchors[0]} ile bağı belli değil.")
                )  # fmt: skip
        if project:
            partners = [h for h, r in roles.items() if r.kind in ("partnership", "rnd-partnership", "participation")]
            lead = [h for h in (*anchors, *heads) if (r := role(h)) and r.kind in LEADING]
            if partners:
                self._add("participation", {**dict.fromkeys([*lead, *partners], "source"), project: "project"})
                self._add("coordination" if lead else "implementation",
                          {**dict.fromkeys(lead or anchors, "source"), project: "project"})  # fmt: skip
            roles = {h: r for h, r in roles.items() if h not in partners and h not in lead}
        money = self._money(roles)
        for heading, found in roles.items():
            ends = {heading: "source" if found.named else "target"}
            ends |= dict.fromkeys(anchors, "target" if found.named else "source")
            self._add(found.kind, ends, money.get(heading))

    def by_keeper(self, keeper: str, named: str, found: Role, doubt: bool) -> None:
        """A view of ties between those named in a column and who keeps the table. ``doubt``: no title names it."""
        end, other = ("source", "target") if found.named else ("target", "source")
        amount = self.main.column("amount") if found.kind in data()["verbs"]["given"] else ""
        more = {amount: "amount"} if amount and self.main.holds != ORGANISATIONS else {}
        self._add(found.kind, {named: end}, more, always={other: keeper})
        if doubt:
            self.doubted.append(
                (f"Nobody is named at the other end of “{named}”; {keeper} is taken, who publishes the tables.",
                 f"“{named}” sütununun karşısında kimse anılmıyor; tabloları yayımlayan {keeper} sayıldı.")
            )  # fmt: skip

    def by_dates(self, named: str) -> None:
        """A view for each column that is called as a tie and holds when it was: with who keeps the table."""
        for at, heading in self.table.columns.items():
            kind = tie_of(heading)
            column = self.main.columns[heading]
            if not kind or not self.around.keeper or column.written() or not self._dated(at):
                continue
            view = replace(self.main, holds=TIES, columns={named: Column("target"), heading: Column("held")},
                           values={}, always={"type": kind, "source": self.around.keeper})  # fmt: skip
            self.found.append(view)
            self.doubted.append(
                (f"“{heading}” is read as {kind} with {self.around.keeper}, who publishes the tables.",
                 f"“{heading}” sütunu, tabloları yayımlayan {self.around.keeper} ile {kind} sayıldı.")
            )  # fmt: skip

    def _add(
        self, kind: str, ends: dict[str, str], more: dict[str, str] | None = None,
        always: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        columns = {h: Column(c.field) for h, c in self.main.columns.items() if c.field in _CARRIED}
        if self.main.holds == ORGANISATIONS:
            columns = self._dates_of_joining() if always else {}
        columns |= {h: Column(field) for h, field in ends.items()} | {h: Column(f) for h, f in (more or {}).items()}
        self.found.append(replace(self.main, holds=TIES, columns=columns, values={},
                                  always={"type": kind, **(always or {})}))  # fmt: skip
        who = ", ".join(f"{h} = {field}" for h, field in (*ends.items(), *((k, v) for v, k in (always or {}).items())))
        self.said.append(
            (f"Its columns tell ties, too: {kind} ({who}).", f"Sütunları bağ da bildiriyor: {kind} ({who}).")
        )

    def _money(self, roles: dict[str, Role]) -> dict[str, dict[str, str]]:
        """What of money and dates belongs to which column: what begins alike, else to the one that gives."""
        found: dict[str, dict[str, str]] = {}
        for heading in roles:
            stem = plain(heading)[:_STEM]
            for at, other in self.table.columns.items():
                if other != heading and plain(other).startswith(stem) and other not in roles:
                    if self._dated(at):
                        found.setdefault(heading, {})[other] = "from"
                    elif self._counted(at):
                        found.setdefault(heading, {})[other] = "amount"
        amount = self.main.column("amount")
        giving = [h for h, r in roles.items() if r.kind in data()["verbs"]["given"]]
        if amount and len(giving) == 1 and self.main.holds != ORGANISATIONS:
            found.setdefault(giving[0], {}).setdefault(amount, "amount")
        return found

    def _dates_of_joining(self) -> dict[str, Column]:
        names = {plain(word): field for field, words in data()["joining"].items() for word in words}
        return {h: Column(names[plain(h)]) for h, c in self.main.columns.items() if plain(h) in names}

    def _dated(self, at: int) -> bool:
        cells = seen.filled(self.table, at)
        return bool(cells) and seen.share(cells, lambda cell: when(since(cell)[0])) >= _DATED

    def _counted(self, at: int) -> bool:
        cells = seen.filled(self.table, at)
        return bool(cells) and seen.share(cells, lambda cell: number(cell, ",")) >= _DATED


def keeper_of(table: Table, around: seen.Around) -> str:
    """The organisation that the rows above the headings name as the one whose table it is; empty when none."""
    for title in table.titles:
        inside = [name for name in around.names if len(name) > _STEM and f" {name} " in f" {plain(title)} "]
        if inside:
            return around.names[max(inside, key=len)]
        for piece in (title, *re.split(r"\s+[-–—:|]\s+|['’]\w+\s", title)):
            bare = re.sub(r"^T\.? ?C\.? ", "", piece.strip())
            if plain(bare) in around.names:
                return around.names[plain(bare)]
            if plain(bare) == plain(around.keeper) or (" " in bare and class_of_name(bare)):
                return bare
    return ""


def tie_of_title(table: Table, file: str) -> Role | None:
    """What the name or title of a table says that those listed in it are to whose it is: *Üyelerimiz*, *Kiracılar*."""
    for title in (table.sheet.name, *table.titles, file.rpartition(".")[0]):
        said = plain(title)
        for kind, words in data()["titles"].items():
            if any(f" {plain(word)} " in f" {said} " for word in words):
                return Role(kind, kind not in ("hosting", "funding"))
    return None


def anchors_of(table: Table, columns: list[int]) -> list[str]:
    """The columns of organisations that a row is about: those without a role, else who leads or receives."""
    heads = [table.columns[at] for at in columns if not is_personal(table.columns[at])]
    bare = [h for h in heads if role(h) is None]
    got = [h for h in heads if receives(h)]
    lead = [h for h in heads if (r := role(h)) and r.kind in LEADING]
    return (got or lead or bare)[:1]
