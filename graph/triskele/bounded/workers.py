"""A few bounded processes shared by everybody who asks, so that nobody's long questions keep the short ones waiting.

Nobody can tell beforehand what a question costs, so each starts as a short one, on a seat for short ones. One that has
computed for ``short_seconds`` is long: it runs on at a lower priority on a seat for long ones, and the next short one
is taken up at once. When no such seat is free, its process is ended and it waits for one; it is known as long from then
on. Whose turn it is decides who has had least lately: clients are told apart by what the caller says they are.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from triskele.bounded.limits import Limits
from triskele.bounded.shares import Shares
from triskele.bounded.worker import SMALLER, Worker
from triskele.errors import MemoryExceeded as OutOfMemory
from triskele.errors import QueryTimeout, QueueFull, TriskeleError, WorkerCrashed, WorkerKilled

WAITING = 64
"""Questions that may wait for each process; one client may have a quarter of these places."""
KNOWN_LONG = 10_000
_LOWER = 10
_BEGUN = 1.0
_PATIENCE = 4
"""A question that has waited for the machine so many times ``short_seconds`` is long, however little it computed."""
_LOST = (QueryTimeout, OutOfMemory, WorkerKilled, WorkerCrashed)


class _Moved(Exception):
    """The question was taken out of its process, to wait among the long ones."""


@dataclass(eq=False)
class _Call:
    """One question from its arrival to its end."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    client: str
    key: str
    arrived: float
    turn: asyncio.Future[Worker]
    long: bool = False
    taken: float = 0.0


@dataclass(eq=False)
class _Busy:
    """What a process is at."""

    call: _Call
    started: float
    computed: float
    long: bool = False
    moved: bool = False
    timer: asyncio.TimerHandle | None = field(default=None)


class Workers:
    """Processes for ``size`` short questions and ``long_size`` long ones (one less than short ones, at least one), and
    one that stands ready; started when they are needed. Use it from one event loop; ``close`` it at the end.

    ``prepare`` makes each ready (see :func:`triskele.bounded.child.live`). Whatever hit a limit, died, or was left by
    its client is replaced. One that was asked nothing for ``rest_seconds`` ends, and gives its memory back.
    """

    def __init__(
        self,
        *,
        size: int,
        limits: Limits,
        prepare: Callable[[Limits], Any] | None = None,
        short_seconds: float = 0.05,
        long_size: int | None = None,
        rest_seconds: float | None = None,
    ) -> None:
        self.limits, self._rest = limits, rest_seconds
        self._size, self._long_size = size, long_size or max(1, size - 1)
        self._prepare, self._short = prepare, short_seconds
        self._idle: list[Worker] = []
        self._busy: dict[Worker, _Busy] = {}
        self._ended: list[Worker] = []
        self._waiting: list[_Call] = []
        self._shares = Shares()
        self._known: OrderedDict[str, None] = OrderedDict()
        self._retired = self._closed = False

    async def run(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        client: str = "",
        key: str = "",
        arrived: float | None = None,
        seconds: float | None = None,
        tell: Callable[[Any], None] | None = None,
        hint: str = SMALLER,
    ) -> Any:
        """What the function returns in one of the processes, or the error that it or a limit raises.

        ``client`` is who asks, ``key`` names the question (so that a long one is known again), ``arrived`` the moment
        of the loop's clock at which the request came: waiting counts. ``seconds`` may bring the limit nearer. ``tell``
        hears what the function tells; ``hint`` is what to do when the time is up. Cancelling ends the process.
        QueueFull when too many wait, or the wait takes ``limits.wait_seconds``.
        """
        loop = asyncio.get_running_loop()
        arrived = loop.time() if arrived is None else arrived
        total = min(self.limits.total_seconds, seconds or self.limits.total_seconds)
        deadlines = (arrived + min(self.limits.first_seconds, total), arrived + total)
        patience = 1.0
        call = _Call(function, arguments, client, key, arrived, loop.create_future(), bool(key) and key in self._known)
        self._seat(call)
        while True:
            worker = await self._turn(call, min(deadlines))
            try:
                return await self._work(worker, call, deadlines, tell, hint)
            except _Moved:
                call.long = True
            except WorkerKilled:
                # Whoever ended the process did not mean this question: ask once more, and some more times when it had
                # hardly begun. One that needs all the memory of the machine is not asked for ever.
                patience -= 1.0 if loop.time() - call.taken > _BEGUN else 0.1
                if patience < 0:
                    raise
            call.turn = loop.create_future()
            self._seat(call, first=True)

    def warm(self) -> None:
        """Start a process when none is there, when work is to be expected."""
        if not self._idle and not self._busy and not self._retired:
            self._put_by(Worker(self.limits, self._prepare))

    @property
    def is_warm(self) -> bool:
        """Whether somebody's work would begin without a process having to be made ready."""
        return any(worker.warm for worker in (*self._idle, *self._busy))

    @property
    def is_free(self) -> bool:
        """Whether nobody's work is under way or waits."""
        return not self._busy and not self._waiting

    def retire(self) -> None:
        """End what is idle now, and each process that is busy after its answer: nobody's question is cut off."""
        self._retired = True
        for worker in self._idle:
            self._end(worker)
        self._idle.clear()

    def close(self) -> None:
        """End every process at once; whoever waits is told so by being cancelled."""
        self.retire()
        for call in self._waiting:
            call.turn.cancel()
        for worker in self._busy:
            self._end(worker)
        self._closed = True  # from here on whoever is cancelled finds its process ended
        for worker in self._ended:
            worker.gone(5)
        self._ended.clear()

    # -- waiting -------------------------------------------------------------------------------------------------------

    def _seat(self, call: _Call, *, first: bool = False) -> None:
        """A place among those who wait; QueueFull when there is none. Whoever comes back has one."""
        waiting = [other for other in self._waiting if not other.turn.done()]
        places = WAITING * self._size
        mine = sum(other.client == call.client for other in waiting)
        if not first and (len(waiting) >= places or mine >= places // 4):
            raise self._full(f"{len(waiting)} requests wait, which is as many as may.")
        self._waiting.append(call)
        self._dispatch()

    async def _turn(self, call: _Call, deadline: float) -> Worker:
        """A process for this call."""
        until = min(call.arrived + self.limits.wait_seconds, deadline)
        try:
            async with asyncio.timeout_at(until):
                return await asyncio.shield(call.turn)
        except TimeoutError:
            self._give_up(call)
            waited = asyncio.get_running_loop().time() - call.arrived
            why = " among those known to take long" if call.long else ""
            raise self._full(f"Others' work was before yours{why} for {waited:.1f} s.") from None
        except asyncio.CancelledError:
            self._give_up(call)
            raise

    def _give_up(self, call: _Call) -> None:
        if call in self._waiting:
            self._waiting.remove(call)
        elif call.turn.done() and not call.turn.cancelled():  # its turn came in the same moment
            self._free(call.turn.result(), sound=True)

    def _full(self, message: str) -> QueueFull:
        return QueueFull(
            message,
            hint="Ask again later, and for less; a metric can also wait as a job (Prefer: respond-async).",
            retry_after=max(1, round(self.limits.wait_seconds / 2)),
        )

    def _dispatch(self) -> None:
        """Give processes to those whose turn it is."""
        if self._closed:
            return
        self._ended = [worker for worker in self._ended if not worker.gone()]
        while True:
            long = self._long_busy()
            seats = {True: self._long_size - long, False: self._size - (len(self._busy) - long)}
            ready = [call for call in self._waiting if seats[call.long] > 0]
            if not ready:
                return
            now = asyncio.get_running_loop().time()
            call = min(ready, key=lambda call: (*self._shares.rank(call.client, now), call.arrived))
            self._waiting.remove(call)
            try:
                worker = self._ready()
            except (OSError, EOFError) as error:
                call.turn.set_exception(self._full(f"No process can be started: {error}."))
                continue
            self._take_up(worker, call, now)
            call.turn.set_result(worker)

    def _long_busy(self) -> int:
        return sum(busy.long for busy in self._busy.values())

    def _ready(self) -> Worker:
        while self._idle:
            worker = next((worker for worker in self._idle if worker.warm), self._idle[0])
            self._idle.remove(worker)
            if worker.resting is not None:
                worker.resting.cancel()
            if worker.alive:
                return worker
            self._end(worker)  # it was ended from outside while nobody needed it
        return Worker(self.limits, self._prepare)

    # -- working -------------------------------------------------------------------------------------------------------

    def _take_up(self, worker: Worker, call: _Call, now: float) -> None:
        call.taken = now
        busy = self._busy[worker] = _Busy(call, now, worker.computed() if worker.ready else 0.0)
        self._shares.begin(call.client, now)
        if call.long:
            self._lengthen(worker, busy)
        elif worker.ready:
            self._look_later(worker, busy)
        else:
            worker.on_ready = lambda: self._look_later(worker, busy)

    def _look_later(self, worker: Worker, busy: _Busy) -> None:
        worker.on_ready = None
        busy.started, busy.computed = asyncio.get_running_loop().time(), worker.computed()
        busy.timer = asyncio.get_running_loop().call_later(self._short, self._look, worker, busy)

    def _look(self, worker: Worker, busy: _Busy) -> None:
        """Whether a question turns out to be long. What counts is computing: on a busy machine all take their time."""
        loop = asyncio.get_running_loop()
        if self._busy.get(worker) is not busy:
            return
        if (
            worker.computed() - busy.computed < 0.8 * self._short
            and loop.time() - busy.started < _PATIENCE * self._short
        ):
            busy.timer = loop.call_later(self._short / 2, self._look, worker, busy)
            return
        if busy.call.key:
            self._known[busy.call.key] = None
            while len(self._known) > KNOWN_LONG:
                self._known.popitem(last=False)
        if self._long_busy() >= self._long_size:
            busy.moved = True
            worker.process.kill()
        else:
            self._lengthen(worker, busy)
            self._dispatch()

    def _lengthen(self, worker: Worker, busy: _Busy) -> None:
        busy.long = True
        if not self.limits.niceness:  # else all are alike
            worker.yield_to_others(_LOWER)

    async def _work(
        self,
        worker: Worker,
        call: _Call,
        deadlines: tuple[float, float],
        tell: Callable[[Any], None] | None,
        hint: str,
    ) -> Any:
        busy = self._busy[worker]
        sound = False
        try:
            found = await worker.ask(call.function, call.arguments, deadlines, tell, hint)
            sound = True
            if call.long and asyncio.get_running_loop().time() - busy.started < self._short:
                self._known.pop(call.key, None)  # it was another load that made it long
            return found
        except TriskeleError as error:
            if busy.moved:
                raise _Moved from None
            sound = not isinstance(error, _LOST) and worker.alive
            raise
        finally:
            self._free(worker, sound=sound)

    def _free(self, worker: Worker, *, sound: bool) -> None:
        busy = self._busy.pop(worker)
        if busy.timer is not None:
            busy.timer.cancel()
        now = asyncio.get_running_loop().time()
        self._shares.end(busy.call.client, now - busy.started, now)
        lowered = busy.long and not self.limits.niceness  # a priority does not rise again
        if sound and not lowered and not self._retired and len(self._idle) < self._size:
            self._put_by(worker)
        else:
            self._end(worker)
            if not self._idle and not self._retired and not self._closed:
                with contextlib.suppress(OSError, EOFError):  # short of processes: started when one is needed
                    self._put_by(Worker(self.limits, self._prepare))
        self._dispatch()

    def _put_by(self, worker: Worker) -> None:
        self._idle.append(worker)
        if self._rest is not None:
            worker.resting = asyncio.get_running_loop().call_later(self._rest, self._end_resting, worker)

    def _end_resting(self, worker: Worker) -> None:
        if worker in self._idle:
            self._idle.remove(worker)
            self._end(worker)

    def _end(self, worker: Worker) -> None:
        if not self._closed:
            worker.end()
            self._ended.append(worker)
