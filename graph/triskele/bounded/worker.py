"""One bounded process as its parent sees it: asked, listened to, ended; and what its end meant."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pickle
import signal
import socket
import time
from collections.abc import Callable
from multiprocessing import forkserver, get_context
from multiprocessing.process import BaseProcess
from typing import Any

from triskele.bounded.child import BEGUN, DONE, EXHAUSTED, FAILED, HEAD, READY, TOLD, live
from triskele.bounded.limits import Limits
from triskele.errors import MemoryExceeded, QueryTimeout, TriskeleError, WorkerCrashed, WorkerKilled, WorkFailed

_STARTS = 8
_QUERIES = ("triskele.bounded.queries", "triskele.tokens")
_UNKNOWN = 255
"""What the end of a process is said to be when the process that starts all of them was ended, and they with it."""
SMALLER = "Ask for less at once."
_FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_NO_MEMORY = ("memory allocation of", "bad_alloc", "MemoryError", "Cannot allocate memory", "out of memory")
_LOG = logging.getLogger("uvicorn.error")


def stand_ready(*modules: str) -> None:
    """Begin what starts all processes, so that it makes itself ready while the caller does; with these modules, which
    each process would import for itself."""
    get_context("forkserver").set_forkserver_preload([*_QUERIES, *modules])
    forkserver.ensure_running()


class Worker:
    """A process that calls functions one at a time. ``prepare`` (importable, may be a partial) makes it ready."""

    def __init__(self, limits: Limits, prepare: Callable[[Limits], Any] | None = None) -> None:
        self.limits = limits
        self._unread = bytearray()
        self._ended_by_us = False
        self.ready = False
        self.on_ready: Callable[[], object] | None = None
        self.resting: asyncio.TimerHandle | None = None
        for tries in range(_STARTS, 0, -1):
            try:
                self._start(prepare)
                break
            except (OSError, EOFError):  # what starts all processes was ended, which takes the system a moment
                if tries == 1:
                    raise
                time.sleep(0.05)

    def _start(self, prepare: Callable[[Limits], Any] | None) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload([*_QUERIES])
        self.channel, theirs = socket.socketpair()
        self._complaints, complaints = context.Pipe(duplex=False)
        self.process: BaseProcess = context.Process(
            target=live, args=(theirs, complaints, self.limits, prepare), daemon=True
        )
        try:
            self.process.start()
        except BaseException:
            self.channel.close()
            self._complaints.close()
            raise
        finally:
            theirs.close()
            complaints.close()
        self.channel.setblocking(False)

    @property
    def alive(self) -> bool:
        """Whether it can be asked: its end of the channel is open."""
        try:
            return self.channel.recv(1, socket.MSG_PEEK) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    @property
    def warm(self) -> bool:
        """Whether it has made itself ready (or has something else to say)."""
        if not self.ready:
            with contextlib.suppress(OSError):
                return self.channel.recv(1, socket.MSG_PEEK) != b""
        return self.ready

    async def ask(
        self,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        deadlines: tuple[float, float],
        tell: Callable[[Any], None] | None = None,
        hint: str = SMALLER,
    ) -> Any:
        """What the function returns, or the error that it or a limit raises. ``deadlines``: moments of the loop's clock
        for the beginning of the answer and for all of it."""
        loop = asyncio.get_running_loop()
        start, until = loop.time(), min(deadlines)
        try:
            async with asyncio.timeout_at(until):
                await loop.sock_sendall(self.channel, _packed(function, arguments))
            while True:
                async with asyncio.timeout_at(until):
                    tag, body = await self._receive()
                if tag == READY:
                    self.ready = True
                    if self.on_ready is not None:
                        self.on_ready()
                elif tag == BEGUN:
                    until = deadlines[1]
                elif tag == TOLD:
                    if tell is not None:
                        tell(pickle.loads(body))
                else:
                    return self._opened(tag, body)
        except TimeoutError:
            raise QueryTimeout(f"Stopped after {loop.time() - start:.1f} s.", hint=hint) from None
        except (EOFError, ConnectionError, BrokenPipeError):
            for _ in range(200):  # the kernel closes the channel a moment before it tells the end
                if self._code is not None:
                    break
                await asyncio.sleep(0.005)
            raise self._obituary() from None

    def ask_and_wait(self, function: Callable[..., Any], arguments: tuple[Any, ...], hint: str = SMALLER) -> Any:
        """The same without an event loop."""
        until = time.monotonic() + self.limits.total_seconds
        try:
            self.channel.settimeout(self.limits.total_seconds)
            self.channel.sendall(_packed(function, arguments))
            while True:
                while (message := self._message()) is None:
                    self.channel.settimeout(max(0.001, until - time.monotonic()))
                    self._take(self.channel.recv(1 << 16))
                if message[0] not in (READY, BEGUN, TOLD):
                    return self._opened(*message)
        except TimeoutError:
            raise QueryTimeout(f"Stopped after {self.limits.total_seconds:g} s.", hint=hint) from None
        except (EOFError, ConnectionError, BrokenPipeError):
            self.process.join(timeout=1)
            raise self._obituary() from None

    async def _receive(self) -> tuple[bytes, bytes]:
        loop = asyncio.get_running_loop()
        while (message := self._message()) is None:  # read what is there: one message is one wake-up
            self._take(await loop.sock_recv(self.channel, 1 << 16))
        return message

    def _take(self, part: bytes) -> None:
        if not part:
            raise EOFError
        self._unread += part

    def _message(self) -> tuple[bytes, bytes] | None:
        if len(self._unread) < HEAD.size:
            return None
        tag, size = HEAD.unpack(self._unread[: HEAD.size])
        if len(self._unread) < HEAD.size + size:
            return None
        body = bytes(memoryview(self._unread)[HEAD.size : HEAD.size + size])
        del self._unread[: HEAD.size + size]
        return tag, body

    def _opened(self, tag: bytes, body: bytes) -> Any:
        if tag == DONE:
            return pickle.loads(body)
        if tag == EXHAUSTED:
            raise self._out_of_memory()
        assert tag == FAILED
        error: TriskeleError = pickle.loads(body)
        if isinstance(error, WorkFailed):
            _LOG.error("%s %s", error.message, self._said())
        raise error

    def _out_of_memory(self) -> MemoryExceeded:
        return MemoryExceeded(
            f"The work needed more than {self.limits.memory_mb} MiB and was stopped.",
            hint="Ask for less at once: join fewer patterns and sort fewer rows; a smaller network, fewer draws.",
        )

    def _said(self) -> str:
        """What the process wrote on its error output, the last of it."""
        with contextlib.suppress(OSError):
            os.set_blocking(self._complaints.fileno(), False)
            return os.read(self._complaints.fileno(), 1 << 16).decode(errors="replace")[-4000:]
        return ""

    @property
    def _code(self) -> int | None:
        """How it ended, if it has; of one that we ended, as when the service stops, nothing may be left to ask."""
        return -signal.SIGKILL if self._ended_by_us else self.process.exitcode

    def _obituary(self) -> TriskeleError:
        """The error that says why the process ended while somebody waited for it."""
        code = self._code
        said = self._said()
        name = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
        if code == -signal.SIGXCPU:
            return QueryTimeout(f"Stopped after {self.limits.total_seconds:g} s of computing.", hint=SMALLER)
        if any(words in said for words in _NO_MEMORY):
            return self._out_of_memory()
        if code is not None and (-code in _FROM_OUTSIDE or code == _UNKNOWN):
            return WorkerKilled(
                f"The process that worked on it was ended from outside ({name}).",
                hint="Ask again; whoever runs the service may look whether the machine has too little memory.",
            )
        _LOG.error("A bounded process ended with %s: %s", name, said)
        if code is not None and code < 0:
            return WorkerCrashed(
                f"The process that worked on it crashed ({name}).",
                hint="Nest less deeply and ask for less at once; please report what you asked.",
            )
        return WorkFailed(
            f"The process that worked on it ended ({name}).", hint="Please report what you asked; see the log."
        )

    def computed(self) -> float:
        """Seconds of computing so far; 0 where the system does not say."""
        with contextlib.suppress(OSError):
            return time.clock_gettime((~(self.process.pid or 0) << 3) | 2)  # the kernel's number of that clock
        return 0.0

    def yield_to_others(self, niceness: int) -> None:
        """Run at a lower priority from now on."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid or 0, niceness)

    def end(self) -> None:
        """End it at once; :meth:`gone` gives back what the system keeps of it."""
        if not self._ended_by_us:
            self._ended_by_us = True
            self.process.kill()
            self.channel.close()
            self._complaints.close()

    def gone(self, seconds: float = 0) -> bool:
        """Whether an ended process has ended, within so many seconds; then nothing of it is left here."""
        self.process.join(timeout=seconds)
        if self.process.exitcode is None:
            return False
        self.process.close()
        return True


def _packed(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    body = pickle.dumps((function, arguments))
    return HEAD.pack(b"a", len(body)) + body


def run(
    function: Callable[..., Any], *arguments: Any, limits: Limits | None = None,
    prepare: Callable[[Limits], Any] | None = None, hint: str = SMALLER,
) -> Any:  # fmt: skip
    """Call an importable function in a process of its own, which a limit ends: for what comes from outside."""
    worker = Worker(limits or Limits(), prepare)
    try:
        return worker.ask_and_wait(function, arguments, hint)
    finally:
        worker.end()
        worker.gone(5)
