"""CORDIS: projects of the EU's framework programmes and who takes part in them, from the csv zips of its open data.

Natural persons stay out. Organisations are met first, since the newest row of any zip describes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from triskele.sources.batch import Batch, Read
from triskele.sources.dumps.cordis.archives import BODIES, PROJECTS, Archive
from triskele.sources.dumps.cordis.organisations import Organisations
from triskele.sources.dumps.cordis.participations import Participations
from triskele.sources.dumps.cordis.projects import Projects
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.writing import Writer


class Cordis:
    """The CORDIS zips of one folder. A reader as :mod:`triskele.sources.dumps.source` has it."""

    def __init__(self, paths: list[Path], name: str, namespace: str, titles: dict[str, str], chosen: Selection) -> None:
        self.paths, self.titles, self.chosen = paths, titles, chosen
        self.read = Read()
        self.write = Writer(namespace, name, self.read)

    def batches(self) -> Iterator[Batch]:
        archives = [Archive.open(path, self.titles[path.name], self.write) for path in self.paths]
        bodies, projects = Organisations(self.write, self.chosen), Projects(self.write, self.chosen)
        participations = Participations(self.write, self.chosen, bodies, projects)
        for archive in archives:
            bodies.meet(archive)
        wanted = bodies.wanted(archives) if self.chosen.by_body else None
        for member, take in ((PROJECTS, projects.take), (BODIES, participations.take)):
            for archive in archives:
                for where, cells in archive.rows(member):
                    take(archive, where, cells, *((wanted,) if member == PROJECTS else ()))
                    yield from self.write.full()
        projects.tell_coordinators(self.paths[0].name)
        bodies.tell_twins()
        yield from bodies.batches()
        for archive in archives:
            archive.tally()
        self.write.count_untold()
        yield from self.write.out.rest()
