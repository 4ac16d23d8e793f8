"""Who takes part in which project of CORDIS: one tie an organisation and project, dated by the project."""

from __future__ import annotations

import re
from sys import intern
from typing import Any

from triskele.sources.dumps.cordis.archives import BODIES, Archive
from triskele.sources.dumps.cordis.cells import Cells, amount, said
from triskele.sources.dumps.cordis.organisations import Organisations
from triskele.sources.dumps.cordis.projects import Project, Projects
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.writing import Where, Writer


class Participations:
    """The rows of organization.csv as ties."""

    def __init__(self, write: Writer, chosen: Selection, bodies: Organisations, projects: Projects) -> None:
        self.write, self.chosen, self.bodies, self.projects = write, chosen, bodies, projects
        self._taken: dict[tuple[str, str, str], tuple[int, str, int]] = {}
        """Of each (zip, project, organisation): the line that said it first, the role there, the hash of its sums."""

    def take(self, archive: Archive, where: Where, cells: Cells) -> None:
        number, pic, write = cells["projectID"], cells["organisationID"], self.write
        outcomes, project, body = archive.outcomes[BODIES], self.projects.by_number.get(number), self.bodies.by_pic[pic]
        if not re.fullmatch(r"\d{1,12}", pic) or not said(cells, "name"):
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
            if self.chosen != Selection() and number not in self.projects.by_number:
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
        sums = hash(tuple(cells[n] for n in ("ecContribution", "netEcContribution", "totalCost")))
        key = f"cordis-{number}-pic-{pic}"
        if (where.file, number, pic) in self._taken:
            first, before, told = self._taken[where.file, number, pic]
            outcomes["repeated"] += 1
            if (before, told) == (role, sums):
                write.say(where, "organisationID", pic, "repeated-row", "warning",
                          f"Line {first} says the same; it is read once.",
                          f"{first}. satır aynısını söylüyor; bir kez okundu.")  # fmt: skip
            elif role != "coordinator" or before == "coordinator":
                write.say(where, "role", role, "second-row", "warning",
                          f"It takes part already by line {first} ({before}); the sums of this row are not added.",
                          f"{first}. satırla zaten katılıyor ({before}); "
                          "bu satırın tutarları eklenmedi.")  # fmt: skip
            else:
                self._coordination(key, number, project, pic, where, cells)
            return
        self._taken[where.file, number, pic] = where.line, intern(role), sums
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
        self.projects.coordinators[number] += 1
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
            amount(self.write, where, name, cells[name])
            for name in ("ecContribution", "netEcContribution", "totalCost")
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
