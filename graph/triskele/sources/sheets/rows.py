"""Tables with their mappings to rows of the ledger: organisations first, then what names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.findings import Finding
from triskele.identifiers import concept
from triskele.ledger.vocabulary import Words
from triskele.ownership import Owner
from triskele.sources.batch import Gathering
from triskele.sources.sheets import cells
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.keys import Asked, Keys
from triskele.sources.sheets.mapping import Mapping, TableMapping
from triskele.sources.sheets.reading import TEXTS
from triskele.sources.sheets.words import NEAR, Vocabulary, class_of_name, plain, slug
from triskele.text import fold

_IDENTIFIERS = {
    "ror": (r"(?:https?://)?(?:ror\.org/)?(0[a-z0-9]{8})", "https://ror.org/"),
    "wikidata": (
        r"(?:https?://)?(?:www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)",
        "http://www.wikidata.org/entity/",
    ),
    "isni": (r"(?:https?://)?(?:www\.)?(?:isni\.org/)?(?:isni/)?((?:\d ?){15}[\dX])", ""),
    "web": (r"(\S+\.\S+)", ""),
}
"""How identifiers are written, and what makes an IRI of one."""
_UNKNOWN_CLASS = "OrganisationActor"


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
class Body:
    """One organisation, of one row or several that mean it."""

    names: dict[str, str]
    cells: dict[str, str]
    spots: list[Spot]
    cls: str = ""
    id: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    figures: list[tuple[str, str, str, str, Spot]] = field(default_factory=list)
    ties: list[tuple[str, str, Spot]] = field(default_factory=list)
    statement: str = ""
    key: str = ""

    @property
    def name(self) -> str:
        return next(iter(self.names.values()))


@dataclass
class Line:
    """One row by the fields of its mapping."""

    spot: Spot
    texts: dict[str, str]
    raw: dict[str, Any]
    mapping: TableMapping

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")


class Rows:
    """Understands the tables of one set. ``findings`` says what was assumed and what is wrong, by sheet, row, column."""

    def __init__(self, name: str, owner: Owner, vocabulary: Vocabulary, mapping: Mapping, words: Words) -> None:
        self.set, self.owner, self.vocabulary, self.mapping, self.words = name, owner, vocabulary, mapping, words
        self.findings: list[Finding] = []
        self.bodies: list[Body] = []
        self._by: dict[str, Body] = {}
        self._places: dict[str, tuple[str, str, str, Spot]] = {}
        self._documents: dict[str, str] = {}
        self._tie_keys: Counter[str] = Counter()
        self._seen_ties: dict[tuple[str, ...], str] = {}
        self._taken: set[str] = set()
        self._ids = False

    # -- words of a finding --------------------------------------------------------------------------------------------

    def say(self, spot: Spot, column: str, value: str, shape: str, severity: str, en: str, tr: str) -> None:
        self.findings.append(Finding(spot.file, spot.row, column, value[:200], f"sheet/{shape}", severity, en, tr))

    def iri(self, kind: str, key: str) -> str:
        return f"{self.owner.namespace}id/{kind}/{key}"

    # -- reading lines -------------------------------------------------------------------------------------------------

    def lines(self, path: Path, table: Table, mapping: TableMapping) -> Iterator[Line]:
        """The rows of a table by field; ``raw`` has the cells of columns that are not fields by heading."""
        columns = [(at, h, mapping.columns[h]) for at, h in table.columns.items() if h in mapping.columns]
        for number, row in table.rows:
            line = Line(Spot(path, table.sheet.name, number), dict(mapping.always), {}, mapping)
            for at, heading, column in columns:
                value = table.cell(row, at)
                if column.field:
                    said = cells.text(value)
                    line.texts[column.field] = said or line.texts.get(column.field, "")
                    line.raw[column.field] = value
                elif column.written():
                    line.raw[heading] = value
            yield line

    def word(self, line: Line, name: str, scheme: str) -> str:
        """The word of ours that a cell means; empty when the cell is, and when nobody knows (told)."""
        said = line[name]
        if not said:
            return ""
        mapped = line.mapping.values.get(name, {})
        if said in mapped and mapped[said]:
            found, near = mapped[said], False
            if not self._is_word(scheme, found):
                self._unknown(line, name, scheme, found, "error")
                return ""
        else:
            found, near = self.vocabulary.find(scheme, said)
        if found and (near or said in mapped and self.vocabulary.find(scheme, said) == (found, True)):
            self.say(line.spot, line.mapping.column(name), said, "near-word", "note",
                     f"“{said}” is read as {found}.", f"“{said}” {found} olarak okundu.")  # fmt: skip
        if not found:
            self._unknown(line, name, scheme, said, "warning")
        return found

    def _is_word(self, scheme: str, found: str) -> bool:
        own = {"classes": self.mapping.classes, "tie-types": self.mapping.tie_types}.get(scheme, {})
        ours = self.words.classes if scheme == "classes" else self.words.concepts.get(scheme, {})
        return found in own or found in ours or not ours

    def _unknown(self, line: Line, name: str, scheme: str, said: str, severity: str) -> None:
        near = ", ".join(self.vocabulary.suggest(scheme, said))
        self.say(
            line.spot, line.mapping.column(name) or name, said, "unknown-word", severity,
            f"Nobody knows what “{said}” is; say so under values in the mapping" + (f". Near: {near}." if near else "."),
            f"“{said}” bilinmiyor; eşlemede values altında karşılığını yazın" + (f". Yakın: {near}." if near else "."),
        )  # fmt: skip

    def date(self, line: Line, name: str) -> tuple[str, str]:
        """First and last date that a cell says; told when it says none."""
        try:
            return cells.when(line.raw.get(name, line[name]))
        except ValueError:
            self.say(line.spot, line.mapping.column(name), line[name], "date", "warning",
                     "This is not read as a date; write 2016, 2016-03 or 2016-03-31. The cell is left out.",
                     "Tarih olarak okunamadı; 2016, 2016-03 ya da 2016-03-31 yazın. Hücre dışarıda bırakıldı.")  # fmt: skip
            return "", ""

    def number(self, line: Line, name: str, value: Any) -> str:
        """A number as plain text; told when the cell holds none."""
        try:
            return cells.number(value, line.mapping.decimal or ".")
        except ValueError:
            self.say(line.spot, name, cells.text(value), "number", "warning",
                     "This is not read as a number; the cell is left out.",
                     "Sayı olarak okunamadı; hücre dışarıda bırakıldı.")  # fmt: skip
            return ""

    # -- organisations -------------------------------------------------------------------------------------------------

    def organisations(self, path: Path, table: Table, mapping: TableMapping) -> None:
        """Read every organisation of a table; rows that mean the same one become one."""
        counted = _counts_rows(table, mapping)
        first = self.owner.languages[0]
        for line in self.lines(path, table, mapping):
            names = {language: line[f"name_{language}"] for language in terms.LANGUAGES if line[f"name_{language}"]}
            if line["name"]:
                names = {first: line["name"], **names} if first not in names else names
            if not names:
                self.say(line.spot, mapping.column("name") or "name", "", "no-name", "warning",
                         "A row without a name is left out.", "Adı olmayan satır dışarıda bırakıldı.")  # fmt: skip
                continue
            body = Body(names, dict(line.texts), [line.spot], id="" if counted else line["id"])
            body.cls = self.word(line, "class", "classes") or self._class_of(line, body)
            body.aliases = cells.parts(line["alias"])
            self._columns(line, body)
            self._add(line, body, line["id"])

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
                body.figures.append((column.measure, amount, column.unit or "one", column.year, line.spot))
            elif column.tie:
                body.ties += [(column.tie, other, line.spot) for other in cells.parts(said)]

    def _identify(self, line: Line, heading: str, scheme: str, said: str, body: Body) -> None:
        pattern = _IDENTIFIERS.get(scheme, (r"(.+)", ""))[0]
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
        self.say(line.spot, line.mapping.column("name"), body.name, "same-body", "warning",
                 f"The same organisation stands in {same.spots[0].file} row {same.spots[0].row}; the rows are read as one.",
                 f"Aynı kuruluş {same.spots[0].file} {same.spots[0].row}. satırda da var; satırlar bir sayıldı.")  # fmt: skip
        if body.cls not in (same.cls, _UNKNOWN_CLASS) and same.cls != _UNKNOWN_CLASS:
            self.say(line.spot, line.mapping.column("class"), body.cls, "two-types", "warning",
                     f"Here it is a {body.cls}, there a {same.cls}; the first counts.",
                     f"Burada {body.cls}, orada {same.cls}; ilki geçerli sayıldı.")  # fmt: skip
        same.spots += body.spots
        same.cls = same.cls if same.cls != _UNKNOWN_CLASS else body.cls
        for name, value in body.cells.items():
            same.cells[name] = same.cells.get(name) or value
        same.names = {**body.names, **same.names}
        same.aliases = list(dict.fromkeys([*same.aliases, *body.aliases,
                                           *(n for n in body.names.values() if n not in same.names.values())]))  # fmt: skip
        same.identifiers = {**body.identifiers, **same.identifiers}
        same.figures += body.figures
        same.ties += body.ties

    # -- who is named --------------------------------------------------------------------------------------------------

    def foresee(self, tables: list[tuple[Path, Table, TableMapping]]) -> None:
        """Find who is named at the ends of ties and nowhere else: an organisation too."""
        for path, table, mapping in tables:
            names = {"ties": ("source", "target"), "figures": ("about",), "events": ("subject",)}[mapping.holds]
            for line in self.lines(path, table, mapping):
                for name in names:
                    for said in self._split(line, name):
                        self._foresee(line, mapping.column(name), said)
        for body in list(self.bodies):
            for _, other, spot in body.ties:
                self._foresee(Line(spot, {}, {}, TableMapping("", "organisations", {})), "", other)

    def _split(self, line: Line, name: str) -> list[str]:
        """The organisations that a cell names; only of targets it may name several."""
        if name != "target" or self.find(line[name]) is not None:
            return [line[name]] if line[name] else []
        return cells.parts(line[name], self._named, line.mapping.separator)

    def _named(self, said: str) -> bool:
        return plain(said) in self._by

    def find(self, said: str) -> Body | None:
        """The organisation that a text means: an id, a name, an identifier."""
        if not said:
            return None
        return self._by.get(f"#{said}") or self._by.get(plain(said)) or self._by.get(said)

    def _foresee(self, line: Line, column: str, said: str) -> None:
        if self.find(said) is not None:
            return
        body = Body({self.owner.languages[0]: said}, {}, [line.spot], class_of_name(said) or _UNKNOWN_CLASS)
        near = self._near(said) if self.bodies else ""
        self._by[plain(said)] = body
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

    def _near(self, said: str) -> str:
        from rapidfuzz import fuzz, process

        found = process.extractOne(plain(said), list(self._by), scorer=fuzz.ratio, score_cutoff=NEAR - 8)
        return self._by[found[0]].name if found else ""

    def give_keys(self, keys: Keys) -> None:
        """The key of each organisation, and what was assumed of those that were renamed."""
        asked = []
        for body in self.bodies:
            others = "|".join(v for n, v in sorted(body.cells.items()) if n not in ("name", "name_tr", "name_en", "id"))
            registered = tuple(f"{s}:{v}" for s, v in sorted(body.identifiers.items()) if s != "web")
            asked.append(Asked(body.name, body.id, registered, others))
        for one, (en, tr) in keys.give(asked):
            spot = self.bodies[asked.index(one)].spots[0]
            self.say(spot, "", one.name, "renamed", "warning", en, tr)
        for body, one in zip(self.bodies, asked, strict=True):
            body.key = one.key
        for line in keys.lines:  # a table may still use the name of before
            for former in line.former:
                now = next((body for body in self.bodies if body.key == line.key), None)
                if now is not None:
                    self._by.setdefault(plain(former), now)

    # -- writing -------------------------------------------------------------------------------------------------------

    def write_document(self, out: Gathering, path: Path, digest: str) -> None:
        """The file itself as the document that evidence stands in."""
        key = slug(path.name)
        iri = self.iri("source", key)
        self._documents[path.name] = iri
        place = {"file": path.name, "row": 0}
        out.add(
            "things", iri=iri, key=key, set=self.set, kind="source", **{"class": terms.TSK + "SourceDocument"}, **place
        )
        out.add("names", thing=iri, text=path.name, language=self.owner.languages[0], preferred=True, **place)
        out.add("documents", thing=iri, set=self.set, title=path.name, identifier=path.name, sha256=digest, **place)

    def evidence(
        self, out: Gathering, kind: str, key: str, spots: list[Spot], what: tuple[str, str], said: Line | None = None
    ) -> None:
        """Where the rows stand that say it, as evidence."""
        for number, spot in enumerate(spots):
            name = f"{kind}-{key}" + (f"-{number + 1}" if number else "")
            iri = self.iri("evidence", name)
            en = f"Row {spot.row} of sheet “{spot.sheet}” in {spot.path.name} {what[0]}."
            tr = f"{spot.path.name} dosyasının “{spot.sheet}” sayfasındaki {spot.row}. satır {what[1]}."
            if said is not None and (said["document"] or said["statement"]):
                source = ", ".join(filter(None, (said["document"], said["section"])))
                en = " ".join(
                    filter(
                        None, (said["statement"], f"(Row {spot.row}; source given there: {source}.)" if source else "")
                    )
                )
                tr = " ".join(
                    filter(
                        None,
                        (said["statement"], f"({spot.row}. satır; orada verilen kaynak: {source}.)" if source else ""),
                    )
                )
            out.add(
                "evidence", iri=iri, key=name, set=self.set, document=self._documents[spot.path.name], section=spot.sheet,
                line_from=spot.row, line_to=spot.row, sheet=spot.sheet, sheet_row=spot.row, statement_tr=tr, statement_en=en,
                file=spot.file, row=spot.row,
            )  # fmt: skip
            out.add("supports", thing=self.iri(kind, key), evidence=iri, file=spot.file, row=spot.row)

    def write_bodies(self, out: Gathering) -> None:
        """Every organisation with names, identifiers, sphere, place and figures."""
        for body in self.bodies:
            spot = body.spots[0]
            line = Line(spot, body.cells, {}, TableMapping(spot.path.name, "organisations", {}))
            iri, place = self.iri("actor", body.key), {"file": spot.file, "row": spot.row}
            founded, ended = self.date(line, "founded"), self.date(line, "ended")
            if founded[0] and ended[1] and ended[1] + "~" < founded[0]:
                self.say(spot, "ended", ended[1], "order", "warning",
                         f"It ends ({ended[1]}) before it begins ({founded[0]}); both dates are left out.",
                         f"Kuruluşundan ({founded[0]}) önce bitiyor ({ended[1]}); iki tarih de dışarıda bırakıldı.")  # fmt: skip
                founded = ended = ("", "")
            out.add(
                "things", iri=iri, key=body.key, set=self.set, kind="actor",
                place=self._place(body.cells, spot), valid_from=founded[0] or None,
                valid_from_latest=founded[1] if founded[1] != founded[0] else None, valid_to=ended[1] or None,
                collective=fold(body.cells.get("collective", "")) in ("true", "evet", "yes", "x", "1"),
                lat=self._coordinate(line, "lat"), long=self._coordinate(line, "long"),
                **{"class": self._class(body.cls), **self._notes(line)}, **place,
            )  # fmt: skip
            for language, name in body.names.items():
                out.add("names", thing=iri, text=name, language=language, preferred=True, **place)
            for alias in body.aliases:
                if alias not in body.names.values():
                    out.add("names", thing=iri, text=alias, language=self.owner.languages[0], preferred=False, **place)
            for scheme, value in body.identifiers.items():
                base = _IDENTIFIERS.get(scheme, ("", ""))[1]
                out.add(
                    "identifiers", thing=iri, scheme=scheme, value=value, iri=base + value if base else None, **place
                )
            self._spheres(out, body, line)
            self.evidence(out, "actor", body.key, body.spots, ("names this organisation", "bu kuruluşu anıyor"), line)
            for measure, value, unit, year, where in body.figures:
                self._figure(out, body, measure, value, unit, year, "exact", where, {})
            for tie, other, where in body.ties:
                target = self.find(other)
                if target is not None:
                    self._tie(out, Line(where, {}, {}, TableMapping("", "ties", {})), tie, body, [target])

    def _class(self, key: str) -> str:
        return f"{self.owner.namespace}class/{key}" if key in self.mapping.classes else terms.TSK + key

    def _notes(self, line: Line) -> dict[str, str]:
        return {f"note_{self.owner.languages[0]}": line["note"]} if line["note"] else {}

    def _coordinate(self, line: Line, name: str) -> str | None:
        return self.number(line, name, line[name].replace(",", ".")) or None if line[name] else None

    def _spheres(self, out: Gathering, body: Body, line: Line) -> None:
        said = line["sphere"]
        shares: dict[str, str] = {}
        for part in cells.parts(said):
            name, _, share = part.partition(":")
            sphere = self.vocabulary.find("spheres", name)[0]
            if sphere in ("", "hybrid"):
                self.say(line.spot, "sphere", part, "sphere", "warning",
                         "Write one sphere, or several with shares: university:0.5;industry:0.5. The cell is left out.",
                         "Bir alan ya da paylarıyla birkaç alan yazın: üniversite:0.5;sanayi:0.5. Hücre dışarıda "
                         "bırakıldı.")  # fmt: skip
                return
            shares[sphere] = share.strip().replace(",", ".") or ""
        if shares and not all(shares.values()):
            shares = dict.fromkeys(shares, format(1 / len(shares), ".12g"))
        for sphere, share in shares.items():
            out.add(
                "spheres", iri=self.iri("assignment", f"{body.key}-{sphere}"), set=self.set, thing=self.iri("actor", body.key),
                sphere=concept(f"spheres/{sphere}"), share="0" if sphere == "unknown" else share, basis="stated",
                file=line.spot.file, row=line.spot.row,
            )  # fmt: skip

    def _place(self, said: dict[str, str], spot: Spot) -> str | None:
        """The smallest place that the cells name; the larger ones around it."""
        around = ""
        for name, cls in (("province", "Province"), ("place", "City"), ("district", "District")):
            if text := said.get(name, ""):
                key = slug(text) if name != "district" or not around else f"{around}-{slug(text)}"
                if key != around:
                    self._places.setdefault(key, (text, cls, around, spot))
                around = key
        return self.iri("place", around) if around else None

    def write_places(self, out: Gathering) -> None:
        """Every place that was named."""
        for key, (name, cls, around, spot) in self._places.items():
            iri, place = self.iri("place", key), {"file": spot.file, "row": spot.row}
            within = self.iri("place", around) if around else None
            out.add(
                "things",
                iri=iri,
                key=key,
                set=self.set,
                kind="place",
                within=within,
                **{"class": terms.TSK + cls},
                **place,
            )
            out.add("names", thing=iri, text=name, language=self.owner.languages[0], preferred=True, **place)
            self.evidence(out, "place", key, [spot], ("names this place", "bu yeri anıyor"))

    def write_own(self, out: Gathering) -> None:
        """Classes and tie types of one's own, as narrower ones of ours."""
        graph = terms.SOURCE_GRAPH + self.set

        def state(subject: str, predicate: str, value: str, language: str = "", datatype: str = "") -> None:
            out.add("statements", graph=graph, subject=subject, predicate=predicate, object=value,
                    language=language or None, datatype=datatype or None, file="mapping.yaml")  # fmt: skip

        for key, said in self.mapping.classes.items():
            iri = self._class(key)
            state(iri, terms.TYPE, terms.OWL + "Class")
            state(iri, terms.RDFS + "subClassOf", terms.TSK + said["below"])
            for language in terms.LANGUAGES:
                if said[language]:
                    state(iri, terms.RDFS + "label", said[language], language)
        for key, said in self.mapping.tie_types.items():
            iri = self._type(key)
            state(iri, terms.TYPE, terms.SKOS + "Concept")
            state(iri, terms.SKOS + "inScheme", terms.VOCABULARY + "tie-types")
            state(iri, terms.SKOS + "broader", concept(f"tie-types/{said['below']}"))
            mutual = str(said["below"] in self.words.symmetric).lower()
            state(iri, terms.TSK + "isSymmetric", mutual, datatype=terms.XSD + "boolean")
            for language in terms.LANGUAGES:
                if said[language]:
                    state(iri, terms.LABEL, said[language], language)

    def _type(self, key: str) -> str:
        return f"{self.owner.namespace}tie-type/{key}" if key in self.mapping.tie_types else concept(f"tie-types/{key}")

    # -- ties, figures, events -----------------------------------------------------------------------------------------

    def write_table(self, out: Gathering, path: Path, table: Table, mapping: TableMapping) -> None:
        """The rows of a table of ties, figures or events."""
        write = {"ties": self._tie_row, "figures": self._figure_row, "events": self._event_row}[mapping.holds]
        for line in self.lines(path, table, mapping):
            write(out, line)

    def _left_out(self, line: Line, name: str, en: str, tr: str) -> None:
        self.say(line.spot, line.mapping.column(name) or name, line[name], "left-out", "warning",
                 f"{en} The row is left out.", f"{tr} Satır dışarıda bırakıldı.")  # fmt: skip

    def _tie_row(self, out: Gathering, line: Line) -> None:
        source = self.find(line["source"])
        targets = [found for name in self._split(line, "target") if (found := self.find(name)) is not None]
        if source is None or not targets:
            missing = "source" if source is None else "target"
            self._left_out(line, missing, "One end of the tie is empty.", "Bağın bir ucu boş.")
            return
        kind = self.word(line, "type", "tie-types")
        if not kind:
            if not line["type"]:
                self._left_out(line, "type", "The tie has no type; give a column, or always: {type: …} in the mapping.",
                               "Bağın türü yok; sütun ekleyin ya da eşlemede always: {type: …} yazın.")  # fmt: skip
            else:
                self._left_out(line, "type", "The type of the tie is not known.", "Bağ türü bilinmiyor.")
            return
        others = [target for target in targets if target is not source]
        if not others:
            self._left_out(line, "target", "Both ends are the same organisation.", "İki uç da aynı kuruluş.")
            return
        mutual = self._below(kind) in self.words.symmetric
        groups = [others] if mutual else [[other] for other in others]
        for group in groups:
            self._tie(out, line, kind, source, group)

    def _below(self, kind: str) -> str:
        return self.mapping.tie_types[kind]["below"] if kind in self.mapping.tie_types else kind

    def _tie(self, out: Gathering, line: Line, kind: str, source: Body, targets: list[Body]) -> None:
        first, last = self.date(line, "from"), self.date(line, "to")
        if first[0] != first[1] and not last[0] and len(first[0]) == 4:
            first, last = (first[0], first[0]), (first[1], first[1])  # "2010-2015" is a span, not a doubt
        start, start_latest = cells.month_span(first[0])
        end = cells.month_span(last[1])[1] or last[1]
        if start and end and end + "~" < start:
            self.say(line.spot, line.mapping.column("to"), end, "order", "warning",
                     f"The tie ends ({end}) before it begins ({start}); both dates are left out.",
                     f"Bağ başladığından ({start}) önce bitiyor ({end}); iki tarih de dışarıda bırakıldı.")  # fmt: skip
            start = start_latest = end = ""
        mutual = self._below(kind) in self.words.symmetric
        ends = [source.key, *(target.key for target in targets)]
        named = sorted(ends) if mutual else ends
        amount = self.number(line, line.mapping.column("amount"), line.raw.get("amount")) if line["amount"] else ""
        currency = self.vocabulary.find("currencies", line["currency"])[0] or line["currency"].upper()
        if amount and not re.fullmatch("[A-Z]{3}", currency):
            marks = [
                w
                for w in ("currencies",)
                if (currency := self.vocabulary.find(w, re.sub(r"[\d.,\s]", "", line["amount"]))[0])
            ]
            heading = re.findall(r"\(([^)]*)\)", line.mapping.column("amount"))
            currency = currency if marks else self.vocabulary.find("currencies", heading[0])[0] if heading else ""
            if not currency:
                self.say(line.spot, line.mapping.column("amount"), line["amount"], "currency", "warning",
                         "The amount has no currency; it is left out.", "Tutarın para birimi yok; dışarıda bırakıldı.")  # fmt: skip
                amount = ""
        said = (kind, *named, start, end, amount, line["note"], line["id"])
        if said in self._seen_ties:
            self.say(line.spot, "", " – ".join(named), "same-tie", "warning",
                     f"The same tie stands in {self._seen_ties[said]}; it is read once.",
                     f"Aynı bağ {self._seen_ties[said]} konumunda da var; bir kez okundu.")  # fmt: skip
            return
        self._seen_ties[said] = f"{line.spot.file} {line.spot.row}"
        key = (
            slug(line["id"])
            if line["id"] and not line["id"].isdigit()
            else slug("-".join([kind, *named, start[:4]]), 120)
        )
        self._tie_keys[key] += 1
        key = key if self._tie_keys[key] == 1 else f"{key}-{self._tie_keys[key]}"
        iri, place = self.iri("tie", key), {"file": line.spot.file, "row": line.spot.row}
        confidence = self.number(line, "confidence", line.raw.get("confidence")) if line["confidence"] else "1"
        out.add(
            "ties", iri=iri, key=key, set=self.set, type=self._type(kind), valid_from=start or None,
            valid_from_latest=start_latest or None, valid_to=end or None,
            modality=self.word(line, "modality", "modalities") or "stated", confidence=confidence or "1",
            amount=amount or None, currency=currency if amount else None, **self._notes(line), **place,
        )  # fmt: skip
        for number, end_key in enumerate(ends):
            role = "participant" if mutual else "source" if number == 0 else "target"
            out.add("ends", tie=iri, thing=self.iri("actor", end_key), role=role, place=number, **place)
        self.evidence(out, "tie", key, [line.spot], ("states this tie", "bu bağı bildiriyor"), line)

    def _figure(
        self, out: Gathering, body: Body, measure: str, value: str, unit: str, year: str, qualifier: str, spot: Spot,
        notes: dict[str, str], said: Line | None = None,
    ) -> None:  # fmt: skip
        key = base = slug("-".join(filter(None, (body.key, measure, year))), 120)
        number = 1
        while key in self._taken:
            number += 1
            key = f"{base}-{number}"
        self._taken.add(key)
        out.add(
            "figures", iri=self.iri("figure", key), key=key, set=self.set, about=self.iri("actor", body.key),
            measure=concept(f"measures/{measure}"), value=value, qualifier=qualifier, unit=unit, year=year or None,
            modality="stated", **notes, file=spot.file, row=spot.row,
        )  # fmt: skip
        self.evidence(out, "figure", key, [spot], ("gives this figure", "bu rakamı veriyor"), said)

    def _figure_row(self, out: Gathering, line: Line) -> None:
        body, measure = self.find(line["about"]), self.word(line, "measure", "measures")
        value = self.number(line, line.mapping.column("value"), line.raw.get("value", line["value"]))
        if body is None or not measure or not value:
            missing = "about" if body is None else "measure" if not measure else "value"
            self._left_out(line, missing, "A figure needs whom it is about, a measure and a value.",
                           "Rakamın kimin hakkında olduğu, ölçüsü ve değeri gerekir.")  # fmt: skip
            return
        unit = self.vocabulary.find("currencies", line["unit"])[0] or line["unit"] or "one"
        qualifier = self.word(line, "qualifier", "qualifiers") or "exact"
        self._figure(
            out,
            body,
            measure,
            value,
            unit,
            self.date(line, "year")[0][:4],
            qualifier,
            line.spot,
            self._notes(line),
            line,
        )

    def _event_row(self, out: Gathering, line: Line) -> None:
        body, kind = self.find(line["subject"]), self.word(line, "type", "event-types")
        if body is None or not kind:
            self._left_out(line, "subject" if body is None else "type", "An event needs a subject and a type.",
                           "Olayın öznesi ve türü olmalı.")  # fmt: skip
            return
        date, date_to = self.date(line, "date"), self.date(line, "date_to")
        key = base = slug("-".join(filter(None, (body.key, kind, date[0][:4]))), 120)
        number = 1
        while f"event {key}" in self._taken:
            number += 1
            key = f"{base}-{number}"
        self._taken.add(f"event {key}")
        iri, place = self.iri("event", key), {"file": line.spot.file, "row": line.spot.row}
        names = self.words.concepts.get("event-types", {}).get(kind, (kind, kind))
        label = line["label"]
        labels = {f"label_{t}": f"{body.name}: {names[n]}" for n, t in enumerate(terms.LANGUAGES)}
        if label:
            labels = {f"label_{self.owner.languages[0]}": label}
        out.add(
            "events", iri=iri, key=key, set=self.set, type=concept(f"event-types/{kind}"), **labels,
            subject=self.iri("actor", body.key), date=date[0] or None,
            date_latest=date[1] if date[1] != date[0] else None, date_to=date_to[1] or None,
            place=self._place({"place": line["place"]}, line.spot), modality="stated", **self._notes(line), **place,
        )  # fmt: skip
        named = [body, *(found for said in cells.parts(line["participants"], self._named)
                         if (found := self.find(said)) is not None)]  # fmt: skip
        for number, one in enumerate(dict.fromkeys(one.key for one in named)):
            out.add("participants", event=iri, thing=self.iri("actor", one), place=number, **place)
        self.evidence(out, "event", key, [line.spot], ("states this event", "bu olayı bildiriyor"), line)


def _counts_rows(table: Table, mapping: TableMapping) -> bool:
    """Whether the column of ids only counts the rows: then it is where a row stands and not who it is."""
    at = next(
        (at for at, h in table.columns.items() if h in mapping.columns and mapping.columns[h].field == "id"), None
    )
    if at is None:
        return False
    numbers = [cells.text(value) for value in table.values(at)]
    return numbers == [str(n) for n in range(1, len(numbers) + 1)]
