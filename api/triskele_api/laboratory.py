"""Work that computes for a while: in processes of their own, which a bound or a leaving client ends.

Unlike the query workers these hold no store; they import the metrics once and stay warm. Whatever dies is replaced.
The first one starts when it is first needed, not with the service.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import resource
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from anyio import to_thread

from triskele.errors import MemoryExceeded, QueryTimeout, QueueFull, TriskeleError
from triskele.progress import Tell, watched
from triskele.workers import Bounds

_MIB = 1024 * 1024
_COMPILING_MB = 512
"""What compiling kernels may take beside the work itself, the first time a machine runs them."""
SMALLER = "Choose a smaller network or fewer permutations, or run it with the command line."
_TOLD, _DONE, _FAILED = "told", "done", "failed"


class WorkFailed(TriskeleError):
    """The work ended in a way nobody foresaw; the log of the service says how."""

    code = "work-failed"


def _serve(channel: Connection, memory_mb: int) -> None:
    """The life of a process: make ready, then call what it is sent until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ[name] = "1"
    from triskele.metrics import registry

    registry.all()
    # What is written to counts, not what is reserved: compiling a kernel reserves far more addresses than it uses.
    used = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    limit = used + (memory_mb + _COMPILING_MB) * _MIB
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            function, arguments = channel.recv()
        except EOFError:
            return
        try:
            with watched(lambda progress: channel.send((_TOLD, progress))):
                found = _find(function)(*arguments)
            channel.send((_DONE, found))
        except TriskeleError as error:
            channel.send((_FAILED, error))
        except MemoryError:
            channel.send((_FAILED, _out_of_memory(memory_mb)))


def _find(name: str) -> Callable[..., bytes]:
    module, _, function = name.partition(":")
    found: Callable[..., bytes] = getattr(importlib.import_module(module), function)
    return found


def _out_of_memory(memory_mb: int) -> MemoryExceeded:
    return MemoryExceeded(
        f"The work needed more than {memory_mb} MiB and was stopped.",
        hint="Choose a smaller network: a year, a place, a layer; or fewer permutations.",
    )


class _Bench:
    """One process and the pipe to it."""

    def __init__(self, memory_mb: int) -> None:
        context = get_context("forkserver")
        self.channel, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, memory_mb), daemon=True)
        self.process.start()
        theirs.close()

    def kill(self) -> None:
        self.process.kill()


class Laboratory:
    """A few processes that run importable functions. Use it from one event loop; ``close`` it at the end."""

    def __init__(self, *, size: int = 1, bounds: Bounds | None = None) -> None:
        self._size, self._bounds = size, bounds or Bounds()
        self._free: asyncio.Queue[_Bench] = asyncio.Queue()
        self._benches: set[_Bench] = set()
        self._closed = False

    def warm(self) -> None:
        """Start what is missing: importing the metrics takes a second or two, so do it when work is to be expected."""
        while len(self._benches) < self._size and not self._closed:
            self._add()

    def _add(self) -> None:
        bench = _Bench(self._bounds.memory_mb)
        self._benches.add(bench)
        self._free.put_nowait(bench)

    async def run(self, function: str, *arguments: Any, tell: Tell | None = None, hint: str = SMALLER) -> bytes:
        """What the function (``module:name``, imported there and not here) returns, or the error it or a bound raises.
        Cancelling ends the process. ``tell`` hears how far it is; ``hint`` is what to do when the time is up."""
        self.warm()
        bench = await self._bench()
        sound = False
        try:
            bench.channel.send((function, arguments))
            kind, found = await self._receive(bench, tell, hint)
            sound = True
        finally:
            if sound:
                self._free.put_nowait(bench)
            else:
                bench.kill()
                self._benches.discard(bench)
                self.warm()
        if kind == _FAILED:
            raise found
        return found  # type: ignore[no-any-return]  # the function returns bytes

    async def _bench(self) -> _Bench:
        try:
            async with asyncio.timeout(self._bounds.total_seconds):
                return await self._free.get()
        except TimeoutError:
            raise QueueFull(
                f"Others' work was before yours for {self._bounds.total_seconds:g} s.",
                hint="Ask again later; a metric can also wait in the queue as a job (Prefer: respond-async).",
                retry_after=int(self._bounds.total_seconds) or 1,
            ) from None

    async def _receive(self, bench: _Bench, tell: Tell | None, hint: str) -> tuple[str, Any]:
        try:
            async with asyncio.timeout(self._bounds.total_seconds):
                while True:
                    # a thread waits at the pipe; when nobody waits for the thread any more, the process is killed and
                    # the thread finds the pipe closed
                    kind, found = await to_thread.run_sync(bench.channel.recv, abandon_on_cancel=True)
                    if kind != _TOLD:
                        return kind, found
                    if tell is not None:
                        tell(found)
        except TimeoutError:
            raise QueryTimeout(f"The work was stopped after {self._bounds.total_seconds:g} s.", hint=hint) from None
        except EOFError:
            bench.process.join(timeout=1)
            if (bench.process.exitcode or 0) < 0:  # ended by a signal: the allocator gave up
                raise _out_of_memory(self._bounds.memory_mb) from None
            raise WorkFailed(
                "The work ended unexpectedly.", hint="Please report it with what you asked; the log has the details."
            ) from None

    def close(self) -> None:
        """End every process at once."""
        self._closed = True
        for bench in self._benches:
            bench.kill()
        for bench in self._benches:
            with contextlib.suppress(ValueError):
                bench.process.join(timeout=5)
        self._benches.clear()
