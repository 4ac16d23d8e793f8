"""What the routes share: the settings, the release that is served, its workers, the cache of answers."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fastapi import Request

from triskele.bounded import Limits, Workers
from triskele.bounded.jobs import Jobs
from triskele.bounded.queries import FASTER, Question, Reply, answer
from triskele.ecosystem import Ecosystem
from triskele.errors import DamagedRelease, QueueFull
from triskele.release import Library, Release
from triskele.release.holding import Hold, hold
from triskele.settings import Settings
from triskele_api.answers import Answer
from triskele_api.apart import Written
from triskele_api.measuring import prepare
from triskele_api.shelf import Shelf
from triskele_api.turns import HOP, QUICK, Turns

if TYPE_CHECKING:
    from triskele.catalogue import Catalogue
    from triskele.networks import Projected, Selection
    from triskele.positions import Positions

_LOG = logging.getLogger("uvicorn.error")
KEPT_PROJECTIONS, KEPT_NODES = 8, 160_000
"""So many projections are kept, and of all but the last so many nodes: 100,000 take about 50 MB."""
KEPT_PINNED = 3
REST_SECONDS = 120.0
"""A process that measures holds 80 to 180 MB: asked nothing for so long it ends. Another takes a second to begin, and
whoever reads the list of metrics has it begun."""
BUILD_SECONDS = 1800.0
"""What reading an upload and building from it may take."""
NICENESS = 5
"""Whoever computes as a job, or writes long answers, gives way to whoever answers questions."""


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
    """One release being served: opened once, with workers of its own."""

    release: Release
    workers: Workers
    held: Hold
    ecosystem: Ecosystem = field(init=False)
    _catalogue: Catalogue | None = None
    _positions: Positions | None = None
    _projected: OrderedDict[tuple[str, Selection], Projected] = field(default_factory=OrderedDict)
    _reading: threading.RLock = field(default_factory=threading.RLock)

    damage: DamagedRelease | None = None
    """What was found in its store; nothing of it is answered then."""

    def __post_init__(self) -> None:
        self.ecosystem = Ecosystem(self.release)
        threading.Thread(target=self._look_over, daemon=True).start()

    def _look_over(self) -> None:
        """A large store takes seconds: whoever asks meanwhile is answered, and goes first."""
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 2 * NICENESS)
        try:
            self.release.check_store()
        except DamagedRelease as error:
            self.damage = error
            _LOG.error("%s", error.message)

    async def ask(
        self,
        question: Question,
        *,
        client: str,
        key: str = "",
        arrived: float | None = None,
        seconds: float | None = None,
    ) -> Reply:
        """The answer to a query, from one of the workers; see :meth:`triskele.bounded.Workers.run`."""
        reply: Reply = await self.workers.run(
            answer, question, client=client, key=key, arrived=arrived, seconds=seconds, hint=FASTER
        )
        return reply

    @property
    def is_read(self) -> bool:
        return self._catalogue is not None

    def read(self) -> Catalogue:
        """The records of the release, read by whoever asks first; the others wait for it. Call it in a thread."""
        if self._catalogue is None:
            from triskele.catalogue import open_catalogue  # slow to import

            with self._reading:
                if self._catalogue is None:
                    self._catalogue = open_catalogue(self.release)
        return self._catalogue

    @property
    def catalogue(self) -> Catalogue:
        return self.read()

    @property
    def is_placed(self) -> bool:
        """Whether it is known where actors are drawn. Call it in a thread."""
        from triskele.positions import are_kept  # slow to import

        return self._positions is not None or are_kept(self.release)

    @property
    def positions(self) -> Positions:
        """Where actors are drawn, read the first time anybody asks. Call it in a thread."""
        from triskele.positions import open_positions  # slow to import

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
                self._let_go()
            else:
                self._projected.move_to_end((name, selection))
            return found

    def _let_go(self) -> None:
        nodes = sum(len(kept.network) for kept in self._projected.values())
        while len(self._projected) > KEPT_PROJECTIONS or (nodes > KEPT_NODES and len(self._projected) > 1):
            nodes -= len(self._projected.popitem(last=False)[1].network)


class State:
    """The state of one app. Releases other than the current one are opened when first asked for.

    ``metrics`` answers whoever waits, ``job_metrics`` whoever asked for a job; ``builders`` reads uploads and builds
    from them, ``makers`` what a release keeps beside itself, each time in a new process; ``writers`` writes answers
    while much is written. So many requests are ``answering``. ``writer`` makes such a process ready; it has
    none itself.
    """

    def __init__(self, settings: Settings, *, writer: Callable[[Limits], Any] | None = None) -> None:
        self.settings, self._writer = settings, writer
        self.answering = 0
        self.library = Library(settings.data)
        self.cache = Cache(settings.cache_mb * 1024 * 1024)
        self.links = Shelf(settings.data / "permalinks", settings.permalink_mb * 1024 * 1024)
        self.limits = Limits(
            settings.first_seconds,
            settings.total_seconds,
            settings.wait_seconds,
            settings.memory_mb,
            settings.result_mb,
            opens_files=False,
        )
        self.metrics = Workers(
            size=1,
            limits=self._computing(settings.total_seconds, 0),
            prepare=prepare,
            short_seconds=3,
            rest_seconds=REST_SECONDS,
        )
        self.job_metrics = Workers(
            size=settings.job_workers,
            long_size=settings.job_workers,
            limits=self._computing(settings.job_seconds, NICENESS),
            prepare=prepare,
            rest_seconds=REST_SECONDS,
        )
        self.builders = Workers(
            size=1,
            limits=Limits(BUILD_SECONDS, BUILD_SECONDS, memory_mb=4 * settings.memory_mb, niceness=NICENESS),
        )
        self.builders.retire()
        # somebody waits for what is made: it gives way only once it takes long
        self.makers = Workers(size=1, limits=replace(self.builders.limits, niceness=0), short_seconds=3)
        self.makers.retire()
        self.jobs = Jobs(
            at_once=settings.job_workers,
            waiting=settings.job_queue,
            keep_bytes=settings.cache_mb * 1024 * 1024,
            shelf=settings.data / "jobs",
        )
        self.turns = Turns(settings.wait_seconds)
        self.writers = Workers(
            size=1,
            limits=self._computing(settings.total_seconds, NICENESS),
            prepare=writer,
            short_seconds=settings.total_seconds,
            rest_seconds=REST_SECONDS,
        )
        self._making: dict[str, asyncio.Task[None]] = {}
        self._pinned: OrderedDict[int, Served] = OrderedDict()
        self.current = self._open(self.library.current())
        if writer:
            self.current.workers.warm()

    def _computing(self, seconds: float, niceness: int) -> Limits:
        return Limits(
            seconds,
            seconds,
            min(self.settings.wait_seconds, seconds),
            self.settings.memory_mb,
            compiles=True,
            niceness=niceness,
        )

    def _open(self, release: Release) -> Served:
        held = hold(self.settings.data, release.number)
        release = self.library.release(release.number)  # it may have been removed before it was held
        address = self.settings.endpoint
        limits = replace(self.limits, opens_files=bool(address))  # nothing is evaluated there, but a line is opened
        prepare = release.reaching(address) if address else release.opening
        return Served(release, Workers(size=self.settings.workers, limits=limits, prepare=prepare), held)

    def served(self, number: int | None) -> Served:
        """The release with this number (None: the current one); the last few pinned ones stay open. What is let go
        answers those who have asked before it ends."""
        newest = self.library.current_number()
        if newest is not None and newest != self.current.release.number:  # somebody promoted another
            before = self.current
            opened = self._pinned.pop(newest) if newest in self._pinned else None
            self.current = opened or self._open(self.library.release(newest))
            before.workers.retire()
        if number is None or number == self.current.release.number:
            return self.current
        if number not in self._pinned:
            self._pinned[number] = self._open(self.library.release(number))
        self._pinned.move_to_end(number)
        while len(self._pinned) > KEPT_PINNED:
            self._pinned.popitem(last=False)[1].workers.retire()
        return self._pinned[number]

    async def apart(self, function: Callable[..., Written], *arguments: Any, kind: str, client: str) -> Any:
        """What a process of its own makes of an answer of this kind: when much was written lately, others are being
        answered too, and it takes longer than the way there. None when it is to be written here, also while that
        process is still being made ready, and what is short while that process is at something else."""
        if not self._writer or self.answering < 2 or self.turns.takes(kind) < HOP or not self.turns.much:
            return None
        if self.turns.takes(kind) <= QUICK and not self.writers.is_free:
            return None
        if not self.writers.is_warm:
            self.writers.warm()
            return None
        written: Written = await self.writers.run(function, *arguments, client=client)
        if written is None:
            return None
        self.turns.learn(kind, written[1])
        return written[0]

    async def made(self, what: str, function: Callable[..., None], *arguments: str) -> None:
        """Return when what a release keeps beside itself has been made: in a process of its own, once for all who
        wait, also when they leave. QueueFull for whoever has waited long enough."""
        task = self._making.get(what)
        if task is None:
            loop = asyncio.get_running_loop()
            task = self._making[what] = loop.create_task(self.makers.run(function, *arguments))
            task.add_done_callback(lambda done: self._end_of(what, done))
        try:
            async with asyncio.timeout(self.settings.wait_seconds):
                await asyncio.shield(task)
        except TimeoutError:
            raise QueueFull(
                "What you ask for is being made for this release.", hint="Ask again in a while.", retry_after=5
            ) from None

    def _end_of(self, what: str, done: asyncio.Task[None]) -> None:
        del self._making[what]
        if not done.cancelled() and (error := done.exception()) is not None:  # whoever waited may have left
            _LOG.warning("%s was not made: %s", what, error)

    def close(self) -> None:
        """End every process."""
        self.jobs.close()
        for workers in (self.metrics, self.job_metrics, self.builders, self.makers, self.writers):
            workers.close()
        for served in (self.current, *self._pinned.values()):
            served.workers.close()
            served.held.release()


def state_of(request: Request) -> State:
    """The state of the app that serves this request."""
    state: State = request.app.state.triskele
    return state


def served_of(request: Request) -> Served:
    """The release this request speaks of: the pinned one below ``/r/{n}``, else the current one."""
    served = state_of(request).served(request.scope.get("triskele.release"))
    if served.damage:
        raise served.damage.with_traceback(None)
    return served
