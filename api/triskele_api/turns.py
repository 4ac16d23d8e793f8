"""Turns at writing answers in this process: a few threads that all who ask share, so that long documents keep nobody
waiting.

A thread cannot be stopped, and only one of them computes at a time. So what turns out to take long (of its computing,
not of the clock) takes one of few places from the next time on, and the other places are for the rest. Whose turn it is
decides who has had least lately.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from anyio import to_thread

from triskele.bounded.shares import Shares
from triskele.errors import QueueFull

T = TypeVar("T")
SHORT, LONG = 2, 1
"""Threads that write at once what is quickly written, and what is not."""
QUICK = 0.05
"""Seconds of computing that are quick."""
HOP = 0.005
"""Seconds of computing that another process is not worth asking for."""
MUCH = 1.0
"""Seconds of computing lately (they fade as shares do) that are felt by everybody else."""
WAITING = 128
"""Who may wait; one client may have a quarter of these places."""
KNOWN = 10_000
_SLOWER, _QUICKER = 0.5, 0.25
"""How much of what is known of a kind its last answer decides, one that took longer and one that did not: a busy
machine makes one of many quick answers long, and of a long kind some are quick (there is no path)."""
SWITCH = 0.0005
"""Seconds after which the interpreter lets another thread go on: the one that answers waits so long for one that
writes. Python's own 5 ms are most of what a short answer takes."""


@dataclass(eq=False)
class _Call:
    client: str
    kind: str
    arrived: float
    turn: asyncio.Future[None]
    long: bool = False
    """Which of the places it has, once it has one."""


class Turns:
    """Use it from one event loop."""

    def __init__(self, wait_seconds: float) -> None:
        self._wait = wait_seconds
        self._waiting: list[_Call] = []
        self._running = {False: 0, True: 0}
        self._shares = Shares()
        self._written = Shares()
        self._took: OrderedDict[str, float] = OrderedDict()

    @property
    def much(self) -> bool:
        """Whether much was written lately, by whomever."""
        return self._written.rank("", asyncio.get_running_loop().time())[1] > MUCH

    def takes(self, kind: str) -> float:
        """Seconds of computing that an answer of this kind took lately; endless for one that nobody knows."""
        return self._took.get(kind, math.inf)

    async def run(self, make: Callable[[], T], *, client: str, kind: str) -> T:
        """What ``make`` returns in a thread, when its turn has come. ``kind`` names what is asked, so that a long kind
        is known again. QueueFull when too many wait, or the wait takes too long."""
        call = await self._turn(client, kind)
        loop = asyncio.get_running_loop()
        start, took = loop.time(), 0.0

        def work() -> T:
            nonlocal took
            begun = time.thread_time()
            try:
                return make()
            finally:
                took = time.thread_time() - begun

        def end(_: asyncio.Task[T]) -> None:
            self.learn(kind, took)
            self._running[call.long] -= 1
            self._shares.end(client, loop.time() - start, loop.time())
            self._dispatch()

        writing = loop.create_task(to_thread.run_sync(work))
        writing.add_done_callback(end)
        return await asyncio.shield(writing)  # who leaves leaves a thread at work: its place is free when it has ended

    def learn(self, kind: str, seconds: float) -> None:
        """An answer of this kind took so many seconds of computing, here or elsewhere."""
        now = asyncio.get_running_loop().time()
        self._written.begin("", now)
        self._written.end("", seconds, now)
        known = self._took.get(kind, seconds)
        self._took[kind] = known + (seconds - known) * (_SLOWER if seconds > known else _QUICKER)
        while len(self._took) > KNOWN:
            self._took.popitem(last=False)

    def _is_long(self, kind: str) -> bool:
        return QUICK < self.takes(kind) < math.inf

    async def _turn(self, client: str, kind: str) -> _Call:
        loop = asyncio.get_running_loop()
        call = _Call(client, kind, loop.time(), loop.create_future())
        mine = sum(other.client == client for other in self._waiting)
        if len(self._waiting) >= WAITING or mine >= WAITING // 4:
            raise self._full(f"{len(self._waiting)} requests wait, which is as many as may.")
        self._waiting.append(call)
        self._dispatch()
        try:
            async with asyncio.timeout(self._wait):
                await asyncio.shield(call.turn)
        except (TimeoutError, asyncio.CancelledError) as error:
            if call in self._waiting:
                self._waiting.remove(call)
            else:  # its turn came in the same moment
                self._running[call.long] -= 1
                self._shares.end(client, 0.0, loop.time())
                self._dispatch()
            if isinstance(error, TimeoutError):
                why = " among those known to take long" if self._is_long(kind) else ""
                waited = loop.time() - call.arrived
                raise self._full(f"Others' work was before yours{why} for {waited:.1f} s.") from None
            raise
        return call

    def _dispatch(self) -> None:
        now = asyncio.get_running_loop().time()
        for long, places in ((False, SHORT), (True, LONG)):
            while self._running[long] < places:
                ready = [call for call in self._waiting if self._is_long(call.kind) is long]
                if not ready:
                    break
                call = min(ready, key=lambda call: (*self._shares.rank(call.client, now), call.arrived))
                self._waiting.remove(call)
                call.long = long
                self._running[long] += 1
                self._shares.begin(call.client, now)
                call.turn.set_result(None)

    def _full(self, message: str) -> QueueFull:
        return QueueFull(message, hint="Ask again later, and for less.", retry_after=max(1, round(self._wait / 2)))


def _sized(part: str) -> str:
    name, _, value = part.partition("=")
    return f"{name}{len(value) // 16}"


def kind_of(scope: Any) -> str:
    """What decides how long an answer takes, as far as a request says: its path, how much it asks for, and how long
    what it asks is: a few letters are sooner found than a sentence."""
    query = scope["query_string"].decode("latin-1")
    asked = sorted(part if part.startswith("limit=") else _sized(part) for part in query.split("&"))
    route = scope.get("route")
    return f"{getattr(route, 'path', scope['path'])} {' '.join(asked)[:500]}"
