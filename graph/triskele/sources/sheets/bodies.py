"""The organisations of a set: who they are, which rows mean the same one, and who is only named at an end of a tie."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.folding import meaning, parse_name
from triskele.folding.names import forms_agree
from triskele.folding.words import word_list
from triskele.sources.sheets import cells
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.keys import Asked, Keys
from triskele.sources.sheets.lines import Line, Reader, Spot
from triskele.sources.sheets.mapping import TableMapping
from triskele.sources.sheets.people import is_person
from triskele.sources.sheets.words import NEAR, class_of_name, plain
from triskele.text import fold

IDENTIFIERS = {
    "ror": r"(?:https?://)?(?:ror\.org/)?(0[a-z0-9]{8})",
    "wikidata": r"(?:https?://)?(?:www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)",
    "isni": r"(?:https?://)?(?:www\.)?(?:isni\.org/)?(?:isni/)?((?:\d ?){15}[\dX])",
    "web": r"(\S+\.\S+)",
}
"""How identifiers are written."""
_STROKE = re.compile(r"\s*/\s*")
_UNKNOWN_CLASS = "OrganisationActor"


@dataclass
class Body:
    """One organisation, of one row or several that mean it."""

    names: dict[str, str]
    cells: dict[str, str]
    spots: list[Spot]
    cls: str = ""
    id: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    figures: list[tuple[str, str, str, str, str, Spot]] = field(default_factory=list)
    ties: list[tuple[str, str, Spot]] = field(default_factory=list)
    key: str = ""
    kind: str = "actor"
    mapping: TableMapping = field(default_factory=lambda: TableMapping("", "organisations", {}))

    @property
    def name(self) -> str:
        return next(iter(self.names.values()))


class Bodies(Reader):
    """Gathers organisations from every table, and gives them their keys."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self.bodies: list[Body] = []
        self._by: dict[str, Body] = {}
        self._ids = False
        self._formless: dict[str, Body | None] = {}
        """Listed organisations by their names without legal form; None where several are called so."""

    # -- organisations -------------------------------------------------------------------------------------------------

    def organisations(self, path: Path, table: Table, mapping: TableMapping) -> None:
        """Read every organisation of a table; rows that mean the same one become one."""
        if self.is_blind(path, table, mapping):
            return
        counted = _counts_rows(table, mapping)
        larger = _larger_side(table, mapping)
        first = self.owner.languages[0]
        for line in self.lines(path, table, mapping):
            names = {language: line[f"name_{language}"] for language in terms.LANGUAGES if line[f"name_{language}"]}
            if line["name"]:
                names = {first: line["name"], **names} if first not in names else names
            if not names:
                self.say(line.spot, mapping.column("name") or "name", "", "no-name", "warning",
                         "A row without a name is left out.", "Adı olmayan satır dışarıda bırakıldı.")  # fmt: skip
                continue
            _part_place(line, larger)
            body = Body(names, dict(line.texts), [line.spot], id="" if counted else line["id"], mapping=mapping)
            among = self._class_among(line, body)
            body.cls = among or self.word(line, "class", "classes") or self._class_of(line, body)
            body.aliases = cells.parts(line["alias"])
            self._columns(line, body)
            self._add(line, body, line["id"])

    def _class_among(self, line: Line, body: Body) -> str:
        """Of several classes that a cell gives (*Dernek / küme*), the one that the name says; empty when it is none."""
        offered = [self.vocabulary.find("classes", part)[0] for part in re.split(r"\s*[/,]\s*", line["class"])]
        said = class_of_name(body.name)
        return said if len(offered) > 1 and said in offered else ""

    def _class_of(self, line: Line, body: Body) -> str:
        found = class_of_name(body.name)
        if found:
            self.say(line.spot, line.mapping.column("class"), body.name, "class-of-name", "note",
                     f"By its name a {found}.", f"Adına göre: {found}.")  # fmt: skip
        elif not line["class"]:
            self.say(line.spot, line.mapping.column("class"), body.name, "no-class", "note",
                     "No type is given; it is an organisation, its sphere unknown.",
                     "Türü verilmemiş; kuruluş sayıldı, sarmal alanı bilinmiyor.")  # fmt: skip
        return found or _UNKNOWN_CLASS

    def _columns(self, line: Line, body: Body) -> None:
        for heading, column in line.mapping.columns.items():
            value = line.raw.get(heading)
            said = cells.text(value)
            if not said or column.field:
                continue
            if column.identifier:
                self._identify(line, heading, column.identifier, said, body)
            elif column.measure and (amount := self.number(line, heading, value)):
                qualifier = cells.qualified(said)[0] or "exact"
                amount, unit = cells.scaled(amount, column.unit or "one", said)
                if self.vocabulary.find("currencies", unit)[0]:
                    unit = self.vocabulary.find("currencies", cells.without_scale(cells.qualified(said)[1]))[0] or unit
                body.figures.append((column.measure, amount, unit, column.year, qualifier, line.spot))
            elif column.tie:
                body.ties += [(column.tie, other, line.spot) for other in cells.parts(said)]

    def _identify(self, line: Line, heading: str, scheme: str, said: str, body: Body) -> None:
        pattern = IDENTIFIERS.get(scheme, r"(.+)")
        found = re.fullmatch(pattern, said.rstrip("/") if scheme != "web" else said, re.IGNORECASE)
        if not found:
            self.say(line.spot, heading, said, "identifier", "warning",
                     f"This is no identifier of {scheme}; the cell is left out.",
                     f"{scheme} kimliği değil; hücre dışarıda bırakıldı.")  # fmt: skip
            return
        value = found[1].replace(" ", "") if scheme == "isni" else found[1]
        body.identifiers[scheme] = (
            value.upper() if scheme == "wikidata" else value.lower() if scheme == "ror" else value
        )

    def _add(self, line: Line, body: Body, reference: str) -> None:
        registered = [f"{scheme}:{value}" for scheme, value in body.identifiers.items() if scheme != "web"]
        places = [f"#{body.id}"] * bool(body.id) + registered + [plain(name) for name in body.names.values()]
        same = next((self._by[p] for p in places if p in self._by), None)
        if same is not None and body.id and same.id and body.id != same.id:
            same = None  # two ids, two bodies, whatever they are called
        if same is None:
            self.bodies.append(body)
            for place in places:
                self._by.setdefault(place, body)
            for alias in body.aliases:
                self._by.setdefault(plain(alias), body)
            if reference:
                self._by.setdefault(f"#{reference}", body)
                self._ids = True
            return
        there = f"{same.spots[0].file} row {same.spots[0].row}", f"{same.spots[0].file} {same.spots[0].row}. satır"
        if {plain(name) for name in body.names.values()} & {plain(n) for n in (*same.names.values(), *same.aliases)}:
            en, tr = f"The same organisation stands in {there[0]}", f"Aynı kuruluş {there[1]}da da var"
        else:
            en = f"{there[0]} has the same identifier and another name, “{same.name}”"
            tr = f"{there[1]}da aynı kimlik başka bir adla var: “{same.name}”"
        self.say(line.spot, line.mapping.column("name"), body.name, "same-body", "warning",
                 f"{en}; read as one.", f"{tr}; bir sayıldı.")  # fmt: skip
        if body.cls not in (same.cls, _UNKNOWN_CLASS) and same.cls != _UNKNOWN_CLASS:
            self.say(line.spot, line.mapping.column("class"), body.cls, "two-types", "warning",
                     f"Here it is a {body.cls}, there a {same.cls}; the first counts.",
                     f"Burada {body.cls}, orada {same.cls}; ilki geçerli sayıldı.")  # fmt: skip
        same.spots += body.spots
        same.cls = same.cls if same.cls != _UNKNOWN_CLASS else body.cls
        for name, value in body.cells.items():
            same.cells[name] = same.cells.get(name) or value
        same.names = {**body.names, **same.names}
        others = [name for name in body.names.values() if name not in same.names.values()]
        same.aliases = list(dict.fromkeys([*same.aliases, *body.aliases, *others]))
        same.identifiers = {**body.identifiers, **same.identifiers}
        same.figures += body.figures
        same.ties += body.ties

    def tell_alike(self, bodies: list[Body], decided: set[frozenset[str]]) -> None:
        """Tell of organisations whose names differ in legal form, case or language alone: perhaps one. Pairs of keys
        that somebody has ``decided`` are told no more."""
        found: dict[str, Body] = {}
        for body in bodies:
            name = parse_name(body.name)
            first = found.setdefault(meaning(body.name), body) if name.words else body
            if (
                first is body
                or (first.id and body.id)
                or not forms_agree(parse_name(first.name).form, name.form)
                or _placed_apart(first, body)
                or frozenset((first.key, body.key)) in decided
            ):
                continue
            there = first.spots[0]
            self.say(
                body.spots[0], "", body.name, "alike-names", "warning",
                f"“{first.name}” in {there.file} row {there.row} says the same; two organisations for now. One? Write "
                "one name, or decide it: triskele twins propose.",
                f"{there.file} {there.row}. satırdaki “{first.name}” aynı şeyi söylüyor; şimdilik iki kuruluş. Tekse "
                "adı tek biçimde yazın ya da karar verin: triskele twins propose.",
            )  # fmt: skip

    # -- who is named --------------------------------------------------------------------------------------------------

    def foresee(self, tables: list[tuple[Path, Table, TableMapping]]) -> None:
        """Find who is named at the ends of ties and nowhere else: an organisation too."""
        for body in self.bodies:
            said = meaning(body.name)
            if parse_name(body.name).form:
                self._formless[said] = None if said in self._formless else body
        for path, table, mapping in tables:
            names = {"ties": ("source", "target"), "figures": ("about",), "events": ("subject", "participants")}
            if self.is_blind(path, table, mapping, told=False):
                continue
            later = list[tuple[Line, str]]()
            for line in self.lines(path, table, mapping):
                if mapping.holds == "ties" and not (line["source"] and (line["target"] or line["project"])):
                    continue  # a footnote or a sum below the table names nobody
                for name in names[mapping.holds]:
                    if " / " in line[name]:  # names alone in their cells part those of others
                        later.append((line, name))
                    else:
                        self._foresee_in(line, name)
            for line, name in later:
                self._foresee_in(line, name)
        for body in list(self.bodies):
            for _, other, spot in body.ties:
                self._foresee(Line(spot, {}, {}, TableMapping("", "organisations", {})), "", other)

    def _foresee_in(self, line: Line, name: str) -> None:
        for said in self._split(line, name):
            self._foresee(line, line.mapping.column(name), said)

    def _split(self, line: Line, name: str) -> list[str]:
        """The organisations that a cell names; numbers and persons are none."""
        if self.find(line[name]) is not None:
            return [line[name]]
        named = cells.parts(line[name], self._named, line.mapping.separator)
        return [said for said in named if self._named(said) or self._may_be(said)]

    def _may_be(self, said: str) -> bool:
        return re.search(r"[^\W\d_]", said) is not None and not is_person(said, self.persons)

    def _named(self, said: str) -> bool:
        return self.find(said) is not None

    def find(self, said: str) -> Body | None:
        """The organisation that a text means: an id, a name, an identifier, what a code of the workbook stands for."""
        if not said:
            return None
        found = self._by.get(f"#{said}") or self._by.get(plain(said)) or self._by.get(said)
        return found or self._by.get(plain(self.legend.means(said))) or self._formless.get(meaning(said))

    def _foresee(self, line: Line, column: str, said: str) -> None:
        if self.find(said) is not None:
            return
        full = self.legend.means(said) or re.sub(r"\s*\([^)]*%[^)]*\)", "", said)
        if self._is_key(full):
            self.say(line.spot, column, said, "dangling", "warning",
                     f"No table lists “{said}”, and it is no name; the tie to it is left out.",
                     f"“{said}” hiçbir tabloda yok, ad da değil; ona giden bağ okunmadı.")  # fmt: skip
            return
        body = Body({self.owner.languages[0]: full}, {}, [line.spot], class_of_name(full) or _UNKNOWN_CLASS)
        body.aliases = [said] * (full != said)
        near = self._near(said) if self.bodies else ""
        self._by[plain(said)] = self._by[plain(full)] = body
        self.bodies.append(body)
        en = f"“{said}” stands in no table of organisations; it is read as one" + (
            f" (a {body.cls} by its name)" if body.cls != _UNKNOWN_CLASS else ""
        )
        tr = f"“{said}” hiçbir kuruluş tablosunda yok; kuruluş sayıldı" + (
            f" (adına göre {body.cls})" if body.cls != _UNKNOWN_CLASS else ""
        )
        if near:
            en, tr = f"{en}. Is it “{near}”? Then write the same name.", f"{tr}. “{near}” mi? Öyleyse aynı adı yazın."
        self.say(
            line.spot,
            column,
            said,
            "named-only",
            "warning" if near or self._ids else "note",
            en.rstrip(".") + ".",
            tr.rstrip(".") + ".",
        )

    def _is_key(self, said: str) -> bool:
        """Whether a text is written as the ids of the listed organisations are: the same letters before a number."""
        shape = re.fullmatch(r"([A-Za-z]{1,4}[-_]?)\d+", said)
        return shape is not None and any(re.fullmatch(rf"#{re.escape(shape[1])}\d+", known) for known in self._by)

    def _near(self, said: str) -> str:
        from rapidfuzz import fuzz, process

        short = _without_trade(said)
        if short and (alike := {b.name for b in self.bodies if _without_trade(b.name) == short}) and len(alike) == 1:
            return alike.pop()
        found = process.extractOne(plain(said), list(self._by), scorer=fuzz.ratio, score_cutoff=NEAR - 8)
        return self._by[found[0]].name if found else ""

    def recall(self, keys: Keys) -> None:
        """Know the organisations of the tables by the names they had before too: a tie may still use them."""
        asked = self._asked()
        keys.give(asked, near=False)
        now = {one.key: body for one, body in zip(asked, self.bodies, strict=True)}
        for line in keys.lines:
            for former in line.former:
                if line.key in now:
                    self._by.setdefault(plain(former), now[line.key])

    def _asked(self) -> list[Asked]:
        asked = []
        for body in self.bodies:
            others = "|".join(v for n, v in sorted(body.cells.items()) if n not in ("name", "name_tr", "name_en", "id"))
            registered = tuple(f"{s}:{v}" for s, v in sorted(body.identifiers.items()) if s != "web")
            asked.append(Asked(body.name, body.id, registered, others))
        return asked

    def give_keys(self, keys: Keys) -> None:
        """The key of each organisation, and what was assumed of those that were renamed, now or in an earlier build."""
        asked = self._asked()
        told = {one.key: said for one, said in keys.give(asked)}
        former = {line.key: [name for name in line.former if plain(name) != plain(line.name)] for line in keys.lines}
        for body, one in zip(self.bodies, asked, strict=True):
            body.key = one.key
            if one.key in told:
                self.say(body.spots[0], "", one.name, "renamed", "warning", *told[one.key])
            elif names := "”, “".join(former[one.key]):
                self.say(body.spots[0], "", one.name, "former-name", "note",
                         f"It was called “{names}” in an earlier build and keeps the key {one.key}. Another body? Give "
                         f"it a line of its own in {keys.path.name}.",
                         f"Önceki bir derlemede adı “{names}” idi, {one.key} anahtarı korundu. Başka bir kuruluşsa "
                         f"{keys.path.name} içinde ona ayrı satır açın.")  # fmt: skip


@lru_cache(maxsize=65536)
def _without_trade(name: str) -> frozenset[str]:
    """The words of a name without those of its trade, which people leave out."""
    return frozenset(parse_name(name).words) - word_list("trade")


def _placed_apart(one: Body, two: Body) -> bool:
    """Whether both say where they are, and it is elsewhere."""
    said = [
        {fold(body.cells[n]) for n in ("province", "place", "district") if body.cells.get(n)} for body in (one, two)
    ]
    return all(said) and said[0].isdisjoint(said[1])


def _larger_side(table: Table, mapping: TableMapping) -> int:
    """Which side of ``İzmir / Urla`` is the larger place: the one that fewer are called by; the first when as many."""
    sides: tuple[set[str], set[str]] = (set(), set())
    for at, heading in table.columns.items():
        if heading in mapping.columns and mapping.columns[heading].field in ("province", "place"):
            for value in table.values(at):
                for side, name in zip(sides, _STROKE.split(cells.text(value)), strict=False):
                    side.add(fold(name))
    return int(len(sides[1] - {""}) < len(sides[0]) and bool(sides[1]))


def _part_place(line: Line, larger: int) -> None:
    """A cell with two places, one in the other, as province and district."""
    name = "province" if line["province"] else "place"
    parts = _STROKE.split(line[name])
    if len(parts) == 2 and not line["district"] and all(parts):
        line.texts |= {"place": "", "province": parts[larger], "district": parts[1 - larger]}


def _counts_rows(table: Table, mapping: TableMapping) -> bool:
    """Whether the column of ids only counts the rows: then it is where a row stands and not who it is."""
    at = next(
        (at for at, h in table.columns.items() if h in mapping.columns and mapping.columns[h].field == "id"), None
    )
    if at is None:
        return False
    numbers = [cells.text(value) for value in table.values(at)]
    return numbers == [str(n) for n in range(1, len(numbers) + 1)]
