"""CORDIS: projects of the EU's framework programmes and who takes part in them, from the csv zips of its open data.

An organisation is one PIC over all programmes; the newest of its rows describes it, older names stay as other names.
Taking part is one tie an organisation and project, dated by the project. Natural persons stay out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.errors import SourceError
from triskele.sources.batch import Batch, Read
from triskele.sources.dumps.opening import lines, members
from triskele.sources.dumps.quoted import cells_of, records
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.values import is_day
from triskele.sources.dumps.writing import Kind, Where, Writer, countries, key_of, kinds, rows_of
from triskele.text import fold

PROJECTS, BODIES = "project.csv", "organization.csv"
_NEEDED = {
    PROJECTS: ("id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution"),
    BODIES: ("projectID", "organisationID", "name", "activityType", "country", "role", "ecContribution",
             "netEcContribution", "totalCost", "endOfParticipation"),
}  # fmt: skip
_NAMES = ("name", "shortName", "city", "title", "acronym")
_EMPTY = {"", "-", "--", ".", "n/a", "na", "none", "null", "not applicable", "notapplicable", "0"}
_EU_CODES = {"EL": "GR", "UK": "GB"}
_PERSON = re.compile(r"(?:[^\W\d_]{2,}[-' ]?)+ (?:[^\W\d_][-'. ]?)+")
_TRADER = re.compile(r"\be\. ?k(?:fm|fr)?\.?$", re.IGNORECASE)
_PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/how-to-participate/org-details/"
_CLASS_OF_NUTS = {3: "Region", 4: "Region", 5: "Province"}

Cells = dict[str, str]


@dataclass(frozen=True)
class Project:
    """What ties need of a project."""

    iri: str
    start: str
    end: str
    planned: bool


@dataclass
class Body:
    """An organisation: its newest row, the names of the others."""

    cells: Cells
    where: Where
    evidence: str = ""
    names: dict[str, None] = field(default_factory=dict)
    person: bool = False
    chosen: bool = True


@dataclass
class Archive:
    """One zip: its document, and the day its files were made."""

    path: Path
    document: str
    day: str
    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


class Cordis:
    """The CORDIS zips of one folder. A reader as :mod:`triskele.sources.dumps.source` has it."""

    def __init__(self, paths: list[Path], name: str, namespace: str, titles: dict[str, str], chosen: Selection) -> None:
        self.paths, self.titles, self.chosen = paths, titles, chosen
        self.read = Read()
        self.write = Writer(namespace, name, self.read)
        self.projects: dict[str, Project] = {}
        self.bodies: dict[str, Body] = {}
        self.coordinators: Counter[str] = Counter()

    def batches(self) -> Iterator[Batch]:
        archives = [self._open(path) for path in self.paths]
        wanted: set[str] | None = None
        for archive in archives:
            self._meet(archive)
        if self.chosen.by_body:
            wanted = self._wanted(archives)
        for archive in archives:
            for where, cells in self._rows(archive, PROJECTS):
                self._project(archive, where, cells, wanted)
                yield from self.write.full()
        for archive in archives:
            taken: dict[tuple[str, str], tuple[int, tuple[str, ...]]] = {}
            for where, cells in self._rows(archive, BODIES):
                self._participation(archive, where, cells, taken)
                yield from self.write.full()
        self._coordinated()
        self._twins()
        for pic, body in self.bodies.items():
            if body.evidence:
                self._body(pic, body)
                yield from self.write.full()
        for archive in archives:
            self._tally(archive)
        self.write.count_untold()
        yield from self.write.out.rest()

    # -- reading rows --------------------------------------------------------------------------------------------------

    def _open(self, path: Path) -> Archive:
        found = members(path)
        if missing := [name for name in (PROJECTS, BODIES) if name not in found]:
            raise SourceError(
                f"{path.name} holds no {' and no '.join(missing)}.", hint="Take the zip of projects in the format csv."
            )
        day = "{:04}-{:02}-{:02}".format(*max(found[name].date_time for name in (PROJECTS, BODIES))[:3])
        return Archive(path, self.write.document(path, self.titles[path.name], day), day)

    def _rows(self, archive: Archive, member: str, tell: bool = True) -> Iterator[tuple[Where, Cells]]:
        """The records of a member by the names of its head. What has not as many cells as the head is told."""
        info = members(archive.path)[member].filename
        numbered = lines(archive.path, member)
        first = next(numbered, (1, ""))[1]
        text = first.rstrip("\r\n")
        head = cells_of(text, text.count(";") + 1) or []
        if missing := [name for name in _NEEDED[member] if name not in head]:
            raise SourceError(
                f"The head of {info} in {archive.path.name} has no {', '.join(missing)}.",
                hint="Columns are found by their names, separated by semicolons; take the file as CORDIS gives it.",
            )
        for record in records(numbered, len(head)):
            where = Where(archive.path.name, member, record.line, archive.document)
            if tell:
                archive.outcomes[member]["read"] += 1
            if record.cells is not None:
                if tell and "�" in record.text:
                    self.write.say(where, "", "", "encoding", "warning", "A byte of this row is not UTF-8; it reads �.",
                                   "Bu satırda UTF-8 olmayan bir bayt var; � olarak okundu.")  # fmt: skip
                cells = dict(zip(head, [cell.strip() for cell in record.cells], strict=True))
                for column in _NAMES:
                    if "  " in (said := cells.get(column, "")) or "\n" in said:
                        cells[column] = " ".join(said.split())
                yield where, cells
            elif tell:
                archive.outcomes[member]["broken"] += 1
                self.write.say(where, "", record.text[:60], "broken-row", "warning",
                               f"This row does not come to the {len(head)} cells of the head; it is left out.",
                               f"Bu satır başlıktaki {len(head)} hücreye ayrılamıyor; okunmadı.")  # fmt: skip

    # -- organisations -------------------------------------------------------------------------------------------------

    def _meet(self, archive: Archive) -> None:
        """Keep the newest row of each organisation."""
        for where, cells in self._rows(archive, BODIES, tell=False):
            pic = cells["organisationID"]
            body = self.bodies.get(pic)
            if body is None:
                body = self.bodies[pic] = Body(cells, where)
            elif cells.get("contentUpdateDate", "") > body.cells.get("contentUpdateDate", ""):
                body.names.setdefault(body.cells["name"])
                body.cells, body.where = cells, where
            else:
                body.names.setdefault(cells["name"])
        for body in self.bodies.values():
            body.person = is_person(body.cells)
            places = (_said(body.cells, "nutsCode"), _said(body.cells, "city"))
            body.chosen = self.chosen.takes_body(
                frozenset([body.cells["organisationID"]]), _country(body.cells), *places
            )

    def _wanted(self, archives: list[Archive]) -> set[str]:
        """The projects in which somebody who is chosen takes part."""
        return {
            cells["projectID"]
            for archive in archives
            for _, cells in self._rows(archive, BODIES, tell=False)
            if (body := self.bodies[cells["organisationID"]]).chosen and not body.person
        }

    def _body(self, pic: str, body: Body) -> None:
        cells, where, write = body.cells, body.where, self.write
        kind = self._kind(cells, where)
        lat, long = _point(_said(cells, "geolocation"))
        place = self._place(cells, body.evidence, where)
        iri = write.actor(f"pic-{pic}", kind, where, place=place, lat=lat, long=long)
        write.support(iri, body.evidence, where)
        write.name(iri, cells["name"], "en", where)
        others = [_said(cells, "shortName"), *body.names]
        for name in dict.fromkeys(name for name in others if name and name != cells["name"]):
            write.name(iri, name, "en", where, preferred=False)
        write.identifier(iri, "pic", pic, where)
        if vat := _said(cells, "vatNumber"):
            if re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,}", vat):
                write.identifier(iri, "vat", vat, where)
            else:
                write.say(where, "vatNumber", vat, "vat", "note", "This is no VAT number with a country before it.",
                          "Başında ülke kodu olan bir vergi numarası değil.")  # fmt: skip
        if site := _said(cells, "organizationURL"):
            write.identifier(iri, "web", site, where)

    def _kind(self, cells: Cells, where: Where) -> Kind:
        known = kinds("cordis-types.csv")
        activity = cells["activityType"]
        if activity not in known:
            self.write.say(where, "activityType", activity, "type", "warning",
                           "Nobody has said what this type comes to; its sphere is unknown.",
                           "Bu türün karşılığı tanımlanmamış; sarmal alanı bilinmiyor.")  # fmt: skip
            return known[""]
        name = fold(cells["name"])
        for row in rows_of("cordis-names.csv"):
            if activity in row["types"].split(";") and row["pattern"] in name:
                self.write.say(where, "activityType", activity, "type-of-name", "warning",
                               f"Its type is {activity}, but {row['reason_en']}; its sphere is unknown.",
                               f"Türü {activity}, ancak {row['reason_tr']}; sarmal alanı bilinmiyor.")  # fmt: skip
                return Kind(row["class"], row["sphere"], row["reason_tr"].capitalize(), row["reason_en"].capitalize())
        return known[activity]

    def _place(self, cells: Cells, evidence: str, where: Where) -> str | None:
        written, code, write = cells["country"], _country(cells), self.write
        if not code:
            if _said(cells, "country"):
                write.say(where, "country", written, "country", "warning",
                          "This is not one country; none is chosen.",
                          "Bu tek bir ülke değil; ülke seçilmedi.")  # fmt: skip
            return None
        if code == "XK":
            write.say(where, "country", written, "country-code", "note",
                      "XK is a code that the EU uses and ISO 3166 does not have; it is kept.",
                      "XK, AB'nin kullandığı, ISO 3166'da olmayan bir koddur; korundu.")  # fmt: skip
        place = write.country(code, evidence, where)
        nuts = _said(cells, "nutsCode")
        if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", nuts) and nuts[:2] in (written, code):
            place = write.place(
                f"nuts-{nuts.lower()}", _CLASS_OF_NUTS[len(nuts)], {"tr": f"NUTS {nuts}", "en": f"NUTS {nuts}"}, place,
                evidence, where,
            )  # fmt: skip
        else:
            nuts = ""
        city = _said(cells, "city")
        if city:
            key = "-".join(filter(None, (code.lower(), nuts.lower(), key_of(city))))
            place = write.place(f"city-{key}", "City", {"en": city}, place, evidence, where)
        return place

    def _twins(self) -> None:
        """Say which organisations are probably the same: equal VAT number, or equal name in one country."""
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for pic, body in self.bodies.items():
            if body.evidence and not body.person:
                vat = _said(body.cells, "vatNumber")
                if re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,}", vat):
                    groups["vat", vat].append(pic)
                groups["name", fold(body.cells["name"]), _country(body.cells)].append(pic)
        seen = set()
        for (by, *_), pics in groups.items():
            for other in pics[1:]:
                if (pics[0], other) not in seen:
                    seen.add((pics[0], other))
                    why = ("VAT number", "vergi numarası") if by == "vat" else ("name and country", "adı ve ülkesi")
                    self.write.say(self.bodies[other].where, "organisationID", f"{pics[0]} {other}", "probably-same",
                                   "note", f"Probably the same body as {pics[0]}: equal {why[0]}. They stay two.",
                                   f"{pics[0]} ile muhtemelen aynı kuruluş: {why[1]} aynı. "
                                   "Ayrı tutuldular.")  # fmt: skip

    # -- projects ------------------------------------------------------------------------------------------------------

    def _project(self, archive: Archive, where: Where, cells: Cells, wanted: set[str] | None) -> None:
        number, write, outcomes = cells["id"], self.write, archive.outcomes[PROJECTS]
        if not re.fullmatch(r"\d{1,12}", number):
            outcomes["broken"] += 1
            write.say(where, "id", number, "project-id", "warning", "A project's id is a number; the row is left out.",
                      "Proje kimliği bir sayıdır; satır okunmadı.")  # fmt: skip
            return
        if number in self.projects:
            outcomes["repeated"] += 1
            write.say(where, "id", number, "repeated-project", "warning",
                      "This project stands in an earlier row; it is read once.",
                      "Bu proje önceki bir satırda da var; bir kez okundu.")  # fmt: skip
            return
        start, end = self._dates(where, cells)
        if (wanted is not None and number not in wanted) or not self.chosen.takes_years(start, end):
            outcomes["not chosen"] += 1
            return
        outcomes["loaded"] += 1
        key = f"cordis-{number}"
        iri = write.iri("thing", key)
        planned = bool(start) and start > archive.day
        self.projects[number] = Project(iri, start, end, planned)
        title = _said(cells, "title") or _said(cells, "acronym") or number
        note = ", ".join(filter(None, (_said(cells, n) for n in ("frameworkProgramme", "fundingScheme", "status"))))
        write.out.add(
            "things", iri=iri, key=key, set=write.set, kind="thing", **{"class": terms.TSK + "Project"},
            valid_from=start or None, valid_to=end or None, modality="planned" if planned else "stated",
            note_en=note or None, note_tr=note or None, **where.cells,
        )  # fmt: skip
        write.name(iri, title, "en", where)
        if (acronym := _said(cells, "acronym")) and acronym != title:
            write.name(iri, acronym, "en", where, preferred=False)
        write.identifier(iri, "cordis", number, where, f"https://cordis.europa.eu/project/id/{number}")
        if doi := _said(cells, "grantDoi").lower():
            write.identifier(iri, "doi", doi, where, f"https://doi.org/{doi}")
        things = [iri]
        for column, measure in (("ecMaxContribution", "support-amount"), ("totalCost", "budget")):
            amount = self._amount(where, column, cells[column])
            if column == "totalCost" and (not amount or float(amount) == 0):
                write.say(where, column, cells[column], "cost-not-declared", "note",
                          "The total cost is not declared; it is unknown, not 0.",
                          "Toplam maliyet bildirilmemiş; 0 değil, bilinmiyor.")  # fmt: skip
            elif amount:
                things.append(write.figure(f"{key}-{measure}", iri, measure, amount, "EUR", where))
        write.evidence(key, where, things, f"{where.member} of {where.file} describes project {number}.",
                       f"{where.file} içindeki {where.member} {number} numaralı projeyi tanıtıyor.")  # fmt: skip

    def _dates(self, where: Where, cells: Cells) -> tuple[str, str]:
        found = []
        for column in ("startDate", "endDate"):
            said = _said(cells, column)
            if said and not is_day(said):
                self.write.say(where, column, said, "date", "warning", "This is no day; the date is unknown.",
                               "Bu bir gün değil; tarih bilinmiyor.")  # fmt: skip
                said = ""
            found.append(said)
        start, end = found
        if start and end and end < start:
            self.write.say(where, "endDate", end, "date-order", "warning",
                           f"The project ends before it begins ({start}); both dates are left out.",
                           f"Proje başlamadan ({start}) bitiyor; iki tarih de okunmadı.")  # fmt: skip
            start = end = ""
        if not start and not end:
            self.write.say(where, "startDate", "", "undated", "note",
                           "The project has no dates; what is known of it is undated.",
                           "Projenin tarihi yok; onunla ilgili her şey tarihsiz.")  # fmt: skip
        return start, end

    def _amount(self, where: Where, column: str, said: str) -> str:
        """A sum as decimal text, read with a decimal comma or point; empty when unknown."""
        if not said:
            return ""
        if not re.fullmatch(r"\d+(?:[.,]\d+)?", said):
            self.write.say(where, column, said, "amount", "warning", "This is no sum of money; it is unknown.",
                           "Bu bir tutar değil; bilinmiyor.")  # fmt: skip
            return ""
        return said.replace(",", ".")

    # -- who takes part ------------------------------------------------------------------------------------------------

    def _participation(
        self, archive: Archive, where: Where, cells: Cells, taken: dict[tuple[str, str], tuple[int, tuple[str, ...]]]
    ) -> None:
        number, pic, write = cells["projectID"], cells["organisationID"], self.write
        outcomes, project, body = archive.outcomes[BODIES], self.projects.get(number), self.bodies[pic]
        if not re.fullmatch(r"\d{1,12}", pic) or not _said(cells, "name"):
            outcomes["broken"] += 1
            write.say(where, "organisationID", pic, "no-organisation", "warning",
                      "The row has no PIC or no name; it is left out.",
                      "Satırda PIC ya da ad yok; okunmadı.")  # fmt: skip
            return
        if body.person:
            outcomes["person"] += 1
            write.say(where, "organisationID", pic, "natural-person", "note",
                      "This is a natural person; persons are not imported.",
                      "Bu bir gerçek kişi; gerçek kişiler içe aktarılmaz.")  # fmt: skip
            return
        if project is None:
            if self.chosen != Selection() and number not in self.projects:
                outcomes["not chosen"] += 1
                return
            outcomes["orphan"] += 1
            write.say(where, "projectID", number, "orphan", "warning",
                      "No row of project.csv has this id; the row is left out.",
                      "project.csv içinde bu kimlikte satır yok; satır okunmadı.")  # fmt: skip
            return
        if not body.chosen and not self.chosen.partners:
            outcomes["not chosen"] += 1
            return
        role = cells["role"]
        content = (role, *(cells[n] for n in ("ecContribution", "netEcContribution", "totalCost")))
        key = f"cordis-{number}-pic-{pic}"
        if (number, pic) in taken:
            first, before = taken[number, pic]
            outcomes["repeated"] += 1
            if before == content:
                write.say(where, "organisationID", pic, "repeated-row", "warning",
                          f"Line {first} says the same; it is read once.",
                          f"{first}. satır aynısını söylüyor; bir kez okundu.")  # fmt: skip
            elif role != "coordinator" or before[0] == "coordinator":
                write.say(where, "role", role, "second-row", "warning",
                          f"It takes part already by line {first} ({before[0]}); the sums of this row are not added.",
                          f"{first}. satırla zaten katılıyor ({before[0]}); "
                          "bu satırın tutarları eklenmedi.")  # fmt: skip
            else:
                self._coordination(key, number, project, pic, where, cells)
            return
        taken[number, pic] = where.line, content
        outcomes["loaded"] += 1
        body.evidence = body.evidence or key
        if body.where == where:
            body.evidence = key
        ties = [write.tie(f"{key}", "participation", [write.iri("actor", f"pic-{pic}"), project.iri], where,
                          **self._span(where, cells, project), **self._money(where, cells))]  # fmt: skip
        name = body.cells["name"]
        write.evidence(
            key, where, ties, f"{where.member} of {where.file} lists {name} as {role or 'a participant'} of {number}.",
            f"{where.file} içindeki {where.member} {name} kuruluşunu {number} numaralı projede "
            f"“{role or 'katılımcı'}” olarak sayıyor.",
        )  # fmt: skip
        if role == "coordinator":
            self._coordination(key, number, project, pic, where, cells)

    def _coordination(self, key: str, number: str, project: Project, pic: str, where: Where, cells: Cells) -> None:
        self.coordinators[number] += 1
        ends = [self.write.iri("actor", f"pic-{pic}"), project.iri]
        tie = self.write.tie(f"{key}-coordinates", "coordination", ends, where, **self._span(where, cells, project))
        self.write.support(tie, key, where)

    def _span(self, where: Where, cells: Cells, project: Project) -> dict[str, Any]:
        """The project's dates; who left early left at an unknown day, no later than its end."""
        span = {
            "valid_from": project.start,
            "valid_to": project.end,
            "modality": "planned" if project.planned else "stated",
        }
        if cells["endOfParticipation"].lower() == "true":
            self.write.say(where, "endOfParticipation", "true", "left-early", "note",
                           f"It left the project, no day is given: at the latest on {project.end or '…'}.",
                           f"Projeden ayrılmış, günü verilmemiş: en geç {project.end or '…'}.")  # fmt: skip
            span |= {"valid_to": "", "valid_to_latest": project.end}
        return span

    def _money(self, where: Where, cells: Cells) -> dict[str, Any]:
        """What the body itself receives as the amount of the tie; the other sums as a note."""
        ec, net, cost = (
            self._amount(where, name, cells[name]) for name in ("ecContribution", "netEcContribution", "totalCost")
        )
        if cost and float(cost) == 0:
            cost = ""
        said = [
            (cells["role"], cells["role"]),
            (f"EU contribution with linked parties {ec} EUR", f"bağlı taraflarla AB katkısı {ec} EUR") if ec else None,
            (f"total cost {cost} EUR", f"toplam maliyet {cost} EUR") if cost else None,
        ]
        told = [pair for pair in said if pair and pair[0]]
        money: dict[str, Any] = {"amount": net, "currency": "EUR"} if net and (ec or float(net)) else {}
        return money | {"note_en": "; ".join(p[0] for p in told), "note_tr": "; ".join(p[1] for p in told)}

    def _coordinated(self) -> None:
        """Say which projects have no coordinator, or several."""
        for number in self.projects:
            count = self.coordinators[number]
            if count != 1 and not self.chosen.by_body:
                where = Where(self.paths[0].name, PROJECTS, 0, "")
                en, tr = ("no coordinator", "koordinatör yok") if count == 0 else (
                    f"{count} coordinators", f"{count} koordinatör var")  # fmt: skip
                self.write.say(where, "id", number, "coordinators", "warning", f"Project {number} has {en}.",
                               f"{number} numaralı projede {tr}.")  # fmt: skip

    def _tally(self, archive: Archive) -> None:
        for member, outcomes in sorted(archive.outcomes.items()):
            self.write.tally(Where(archive.path.name, member, 0, ""), outcomes)


def is_person(cells: Cells) -> bool:
    """Whether a row is about a natural person: written as a surname in capitals and given names, without any address,
    or a sole trader by the ending of its name."""
    name = cells["name"].strip()
    if cells["activityType"] not in ("PRC", ""):
        return False
    if _TRADER.search(name):
        return True
    if any(_said(cells, column) for column in ("street", "postCode", "city", "vatNumber")):
        return False
    words = name.split()
    return (
        2 <= len(words) <= 5
        and _PERSON.fullmatch(name) is not None
        and len(words[0]) > 1
        and words[0].isupper()
        and not words[-1].isupper()
        and words[-1][0].isupper()
    )


def _said(cells: Cells, column: str) -> str:
    """The cell, empty when it only fills the place."""
    value = cells.get(column, "").strip()
    return "" if value.lower() in _EMPTY or not value.strip("-. 0") else value


def _country(cells: Cells) -> str:
    """The ISO code of the country; empty when there is none, or not one."""
    code = cells["country"].strip().upper()
    code = _EU_CODES.get(code, code)
    return code if code in countries() else ""


def _point(text: str) -> tuple[str | None, str | None]:
    """Latitude and longitude out of ``38.4,27.2``, with or without brackets."""
    found = re.fullmatch(r"\(?\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?", text)
    return (found[1], found[2]) if found else (None, None)
