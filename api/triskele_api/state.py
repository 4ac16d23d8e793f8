"""What the routes share: the settings, the release that is served, its workers, the cache of answers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fastapi import Request

from triskele.catalogue import Catalogue, open_catalogue
from triskele.ecosystem import Ecosystem
from triskele.release import Library, Release
from triskele.settings import Settings
from triskele.workers import Bounds, Pool
from triskele_api.answers import Answer
from triskele_api.jobs import Jobs
from triskele_api.laboratory import Laboratory
from triskele_api.runs import Runs

if TYPE_CHECKING:
    from triskele.networks import Projected, Selection
    from triskele.publish import Positions

KEPT_PROJECTIONS = 8


class Cache:
    """Answers by key, the least recently used thrown out first; bounded in bytes. A release never changes, so an
    answer never goes stale: the release is part of the key. Use it from the event loop only."""

    def __init__(self, bound: int) -> None:
        self._bound, self._size = bound, 0
        self._entries: OrderedDict[str, Answer] = OrderedDict()

    def get(self, key: str) -> Answer | None:
        """The answer kept under this key, or None."""
        if key in self._entries:
            self._entries.move_to_end(key)
        return self._entries.get(key)

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer, unless it alone would fill a quarter of the cache."""
        if len(answer.body) > self._bound // 4 or key in self._entries:
            return
        self._entries[key] = answer
        self._size += len(key) + len(answer.body)
        while self._size > self._bound:
            name, old = self._entries.popitem(last=False)
            self._size -= len(name) + len(old.body)


@dataclass
class Served:
    """One release being served: opened once, with a pool of workers of its own."""

    release: Release
    pool: Pool
    ecosystem: Ecosystem = field(init=False)
    _catalogue: Catalogue | None = None
    _positions: Positions | None = None
    _projected: OrderedDict[tuple[str, Selection], Projected] = field(default_factory=OrderedDict)
    _reading: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.ecosystem = Ecosystem(self.release)

    @property
    def is_read(self) -> bool:
        return self._catalogue is not None

    def read(self) -> Catalogue:
        """The records of the release, read by whoever asks first; the others wait for it. Call it in a thread."""
        if self._catalogue is None:
            with self._reading:
                if self._catalogue is None:
                    self._catalogue = open_catalogue(self.release)
        return self._catalogue

    @property
    def catalogue(self) -> Catalogue:
        return self.read()

    @property
    def positions(self) -> Positions:
        """Where actors are drawn; made the first time anybody asks, if publishing has not. Call it in a thread."""
        from triskele.publish import open_positions  # slow to import

        with self._reading:
            if self._positions is None:
                self._positions = open_positions(self.release)
            return self._positions

    def projected(self, name: str, selection: Selection) -> Projected:
        """A projection of the release; the last few are kept. Call it in a thread."""
        from triskele.networks import project  # slow to import

        with self._reading:
            found = self._projected.get((name, selection))
            if found is None:
                found = self._projected[name, selection] = project(self.release, name, selection)
                while len(self._projected) > KEPT_PROJECTIONS:
                    self._projected.popitem(last=False)
            return found


class State:
    """The state of one app. Releases other than the current one are opened when first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = Library(settings.data)
        self.cache = Cache(settings.cache_mb * 1024 * 1024)
        self.bounds = Bounds(settings.first_seconds, settings.total_seconds, settings.memory_mb, settings.result_mb)
        self.laboratory = Laboratory(size=1, bounds=self.bounds)
        self.jobs = Jobs(settings)
        patient = Bounds(total_seconds=settings.job_seconds, memory_mb=settings.memory_mb)
        self.runs = Runs(
            Laboratory(size=settings.job_workers, bounds=patient),
            at_once=settings.job_workers,
            waiting=settings.job_queue,
            keep_bytes=settings.cache_mb * 1024 * 1024,
        )
        self._served: OrderedDict[int, Served] = OrderedDict()
        self.current = self._open(self.library.current(), settings.workers)

    def _open(self, release: Release, size: int) -> Served:
        served = Served(release, Pool(release.store_folder, size=size, bounds=self.bounds))
        self._served[release.number] = served
        return served

    def served(self, number: int | None) -> Served:
        """The release with this number (None: the current one); at most three pinned ones stay open."""
        if number is None:
            newest = self.library.current_number()
            if newest is not None and newest != self.current.release.number:  # somebody promoted another
                self.current = self._served.get(newest) or self._open(
                    self.library.release(newest), self.settings.workers
                )
            return self.current
        if number in self._served:
            return self._served[number]
        served = self._open(self.library.release(number), 1)
        pinned = [n for n in self._served if n != self.current.release.number]
        for old in pinned[:-3]:
            self._served.pop(old).pool.close()
        return served

    def close(self) -> None:
        """End every worker."""
        self.runs.close()
        self.laboratory.close()
        self.jobs.close()
        for served in self._served.values():
            served.pool.close()


def state_of(request: Request) -> State:
    """The state of the app that serves this request."""
    state: State = request.app.state.triskele
    return state


def served_of(request: Request) -> Served:
    """The release this request speaks of: the pinned one below ``/r/{n}``, else the current one."""
    return state_of(request).served(request.scope.get("triskele.release"))
