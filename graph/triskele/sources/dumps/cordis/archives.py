"""The zips of CORDIS: their members, read row by row by the names of the head."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from triskele.errors import SourceError
from triskele.sources.dumps.cordis.cells import Cells
from triskele.sources.dumps.opening import lines, members
from triskele.sources.dumps.quoted import cells_of, records, resaved
from triskele.sources.dumps.writing import Where, Writer

PROJECTS, BODIES = "project.csv", "organization.csv"
_NEEDED = {
    PROJECTS: ("id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution"),
    BODIES: ("projectID", "organisationID", "name", "activityType", "country", "role", "ecContribution",
             "netEcContribution", "totalCost", "endOfParticipation"),
}  # fmt: skip
_NAMES = ("name", "shortName", "city", "title", "acronym")


@dataclass
class Archive:
    """One zip: its document, the day its files were made, and what became of its rows."""

    path: Path
    document: str
    day: str
    write: Writer
    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @classmethod
    def open(cls, path: Path, title: str, write: Writer) -> Archive:
        found = members(path)
        if missing := [name for name in (PROJECTS, BODIES) if name not in found]:
            raise SourceError(
                f"{path.name} holds no {' and no '.join(missing)}.", hint="Take the zip of projects in the format csv."
            )
        day = "{:04}-{:02}-{:02}".format(*max(found[name].date_time for name in (PROJECTS, BODIES))[:3])
        return cls(path, write.document(path, title, day), day, write)

    def rows(self, member: str, tell: bool = True) -> Iterator[tuple[Where, Cells]]:
        """The records of a member by the names of its head. What has not as many cells as the head is told."""
        info = members(self.path)[member].filename
        numbered = lines(self.path, member)
        first = next(numbered, (1, ""))[1]
        text = first.rstrip("\r\n")
        head = cells_of(text, text.count(";") + 1) or []
        if missing := [name for name in _NEEDED[member] if name not in head]:
            raise SourceError(
                f"The head of {info} in {self.path.name} has no {', '.join(missing)}.",
                hint="Columns are found by their names, separated by semicolons; take the file as CORDIS gives it.",
            )
        for record in (records if text.startswith('"') else resaved)(numbered, len(head)):
            where = Where(self.path.name, member, record.line, self.document)
            if tell:
                self.outcomes[member]["read"] += 1
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
                self.outcomes[member]["broken"] += 1
                self.write.say(where, "", record.text[:60], "broken-row", "warning",
                               f"This row does not come to the {len(head)} cells of the head; it is left out.",
                               f"Bu satır başlıktaki {len(head)} hücreye ayrılamıyor; okunmadı.")  # fmt: skip

    def tally(self) -> None:
        """Say what became of the rows of each member."""
        for member, outcomes in sorted(self.outcomes.items()):
            self.write.tally(Where(self.path.name, member, 0, ""), outcomes)
