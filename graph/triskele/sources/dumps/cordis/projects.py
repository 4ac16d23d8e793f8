"""Projects of CORDIS: as things, with their dates and sums."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from triskele import terms
from triskele.sources.dumps.cordis.archives import PROJECTS, Archive
from triskele.sources.dumps.cordis.cells import Cells, amount, said
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.values import is_day
from triskele.sources.dumps.writing import Where, Writer


@dataclass(frozen=True, slots=True)
class Project:
    """What ties need of a project."""

    iri: str
    start: str
    end: str
    planned: bool


class Projects:
    """The projects that were loaded, by number."""

    def __init__(self, write: Writer, chosen: Selection) -> None:
        self.write, self.chosen = write, chosen
        self.by_number: dict[str, Project] = {}
        self.coordinators: Counter[str] = Counter()

    def take(self, archive: Archive, where: Where, cells: Cells, wanted: set[str] | None) -> None:
        number, write, outcomes = cells["id"], self.write, archive.outcomes[PROJECTS]
        if not re.fullmatch(r"\d{1,12}", number):
            outcomes["broken"] += 1
            write.say(where, "id", number, "project-id", "warning", "A project's id is a number; the row is left out.",
                      "Proje kimliği bir sayıdır; satır okunmadı.")  # fmt: skip
            return
        if number in self.by_number:
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
        self.by_number[number] = Project(iri, start, end, planned)
        title = said(cells, "title") or said(cells, "acronym") or number
        note = ", ".join(filter(None, (said(cells, n) for n in ("frameworkProgramme", "fundingScheme", "status"))))
        write.out.add(
            "things", iri=iri, key=key, set=write.set, kind="thing", **{"class": terms.TSK + "Project"},
            valid_from=start or None, valid_to=end or None, modality="planned" if planned else "stated",
            note_en=note or None, note_tr=note or None, **where.cells,
        )  # fmt: skip
        write.name(iri, title, "en", where)
        if (acronym := said(cells, "acronym")) and acronym != title:
            write.name(iri, acronym, "en", where, preferred=False)
        write.identifier(iri, "cordis", number, where, f"https://cordis.europa.eu/project/id/{number}")
        if doi := said(cells, "grantDoi").lower():
            write.identifier(iri, "doi", doi, where, f"https://doi.org/{doi}")
        things = [iri]
        for column, measure in (("ecMaxContribution", "support-amount"), ("totalCost", "budget")):
            sum_ = amount(write, where, column, cells[column])
            if column == "totalCost" and (not sum_ or float(sum_) == 0):
                write.say(where, column, cells[column], "cost-not-declared", "note",
                          "The total cost is not declared; it is unknown, not 0.",
                          "Toplam maliyet bildirilmemiş; 0 değil, bilinmiyor.")  # fmt: skip
            elif sum_:
                things.append(write.figure(f"{key}-{measure}", iri, measure, sum_, "EUR", where))
        write.evidence(key, where, things, f"{where.member} of {where.file} describes project {number}.",
                       f"{where.file} içindeki {where.member} {number} numaralı projeyi tanıtıyor.")  # fmt: skip

    def _dates(self, where: Where, cells: Cells) -> tuple[str, str]:
        found = []
        for column in ("startDate", "endDate"):
            day = said(cells, column)
            if day and not is_day(day):
                self.write.say(where, column, day, "date", "warning", "This is no day; the date is unknown.",
                               "Bu bir gün değil; tarih bilinmiyor.")  # fmt: skip
                day = ""
            found.append(day)
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

    def tell_coordinators(self, file: str) -> None:
        """Say which projects have no coordinator, or several."""
        for number in self.by_number:
            count = self.coordinators[number]
            if count != 1 and not self.chosen.by_body:
                where = Where(file, PROJECTS, 0, "")
                en, tr = ("no coordinator", "koordinatör yok") if count == 0 else (
                    f"{count} coordinators", f"{count} koordinatör var")  # fmt: skip
                self.write.say(where, "id", number, "coordinators", "warning", f"Project {number} has {en}.",
                               f"{number} numaralı projede {tr}.")  # fmt: skip
