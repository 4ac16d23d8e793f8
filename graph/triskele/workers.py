"""Query workers: processes that can be killed, so that a limit really stops the work.

The engine takes no timeout and an aggregate cannot be interrupted, so every query from outside runs in a worker that
holds the release open for reading. At a bound the worker is killed and another takes its place; clients of other
workers notice nothing. A request and its answer are each one pickled message with its length before it.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import pickle
import resource
import signal
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from triskele.errors import MemoryExceeded, QueryTimeout, ResultTooLarge, TriskeleError
from triskele.store import Store

_HEAD = struct.Struct("!cQ")
_STARTED, _DONE, _FAILED = b"s", b"d", b"f"
_MIB = 1024 * 1024
_TELL_BYTES, _TELL_SECONDS = 1 << 16, 0.05


@dataclass(frozen=True)
class Bounds:
    """What one query may take: seconds to the first byte, seconds in all, MiB of memory and of result."""

    first_seconds: float = 10.0
    total_seconds: float = 30.0
    memory_mb: int = 1024
    result_mb: int = 64


@dataclass(frozen=True)
class Question:
    """One query with all that decides its answer. ``formats`` maps the kind of answer to a format name."""

    query: str
    formats: dict[str, str]
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    bindings: dict[str, str] | None = None
    base: str | None = None


@dataclass(frozen=True)
class Reply:
    """The bytes of an answer, the kind it had (rows, boolean, graph) and the format they are in; ``changing`` as in
    :class:`triskele.store.Answer`."""

    kind: str
    format: str
    body: bytes
    changing: bool = False


class _Output(io.RawIOBase):
    """Collects what the engine writes, says when it starts, and stops the engine at the size bound.

    A start is only worth a message of its own when the rest does not follow at once.
    """

    def __init__(self, channel: socket.socket, bound: int) -> None:
        self._channel, self._bound, self._parts, self._size = channel, bound, list[bytes](), 0
        self._told, self._begun = False, time.monotonic()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._size += len(data)
        if not self._told and (self._size > _TELL_BYTES or time.monotonic() - self._begun > _TELL_SECONDS):
            self._channel.sendall(_HEAD.pack(_STARTED, 0))
            self._told = True
        if self._size > self._bound:
            raise ResultTooLarge(
                f"The result is larger than {self._bound // _MIB} MiB.",
                hint="Ask for less: LIMIT and OFFSET, fewer columns, or download the whole release.",
            )
        self._parts.append(bytes(data))
        return len(data)

    def value(self) -> bytes:
        return b"".join(self._parts)


def _serve(channel: socket.socket, store_folder: str, bounds: Bounds) -> None:
    """The life of a worker: open the release, give up the right to open anything else, answer until the end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    store = Store.open(Path(store_folder))
    _bound_memory(bounds.memory_mb)
    lowest_free = os.dup(0)
    os.close(lowest_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, lowest_free))
    while True:
        try:
            size = struct.unpack("!Q", _read(channel, 8))[0]
        except EOFError:
            return
        question: Question = pickle.loads(_read(channel, size))
        output = _Output(channel, bounds.result_mb * _MIB)
        try:
            answer = store.query(
                question.query,
                default_graphs=question.default_graphs,
                named_graphs=question.named_graphs,
                bindings=question.bindings,
                base=question.base,
            )
            name = question.formats["graph" if answer.kind == "graph" else "rows"]
            answer.write(name, output)  # type: ignore[arg-type]  # it only ever writes
            tag, message = _DONE, pickle.dumps(Reply(answer.kind, name, output.value(), answer.changing))
        except TriskeleError as error:
            tag, message = _FAILED, pickle.dumps((type(error), error.__dict__))
        except MemoryError:
            tag, message = _FAILED, pickle.dumps((MemoryExceeded, _out_of_memory(bounds).__dict__))
        channel.sendall(_HEAD.pack(tag, len(message)) + message)


def _read(channel: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = channel.recv(min(size - len(data), 1 << 20))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def _out_of_memory(bounds: Bounds) -> MemoryExceeded:
    return MemoryExceeded(
        f"The query needed more than {bounds.memory_mb} MiB, or more depth than the engine has, and was stopped.",
        hint="Avoid cross products: every pattern should share a variable with another; sort fewer rows.",
    )


class _Worker:
    def __init__(self, folder: Path, bounds: Bounds) -> None:
        self.bounds = bounds
        self._unread = bytearray()
        self.channel, theirs = socket.socketpair()
        context = get_context("forkserver")
        context.set_forkserver_preload(["triskele.workers"])
        self.process = context.Process(target=_serve, args=(theirs, str(folder), bounds), daemon=True)
        self.process.start()
        theirs.close()
        self.channel.setblocking(False)

    def kill(self) -> None:
        self.process.kill()
        self.channel.close()

    async def ask(self, question: Question, most: float) -> Reply:
        loop = asyncio.get_running_loop()
        message = pickle.dumps(question)
        await loop.sock_sendall(self.channel, struct.pack("!Q", len(message)) + message)
        start = loop.time()
        seconds = min(self.bounds.first_seconds, most)
        while True:
            try:
                async with asyncio.timeout_at(start + seconds):
                    tag, size = _HEAD.unpack(await self._receive(_HEAD.size))
                    body = await self._receive(size)
            except TimeoutError:
                raise QueryTimeout(
                    f"The query was stopped after {loop.time() - start:.1f} s.",
                    hint="Start from a fixed thing, join fewer patterns, or add LIMIT.",
                ) from None
            if tag == _STARTED:
                seconds = most
            elif tag == _DONE:
                return pickle.loads(body)  # type: ignore[no-any-return]  # our own worker wrote it
            else:
                raise _revive(*pickle.loads(body))

    async def _receive(self, size: int) -> bytes:
        loop = asyncio.get_running_loop()
        while len(self._unread) < size:  # read what is there, not what is wanted: one message is one wake-up
            part = await loop.sock_recv(self.channel, max(size - len(self._unread), 1 << 16))
            if not part:
                raise _out_of_memory(self.bounds)
            self._unread += part
        data = bytes(self._unread[:size])
        del self._unread[:size]
        return data


class Pool:
    """A fixed number of workers over one release. Use it from one event loop; ``close`` it at the end.

    A request waits its turn for a free worker; a worker that hit a bound, died, or whose client left is replaced.
    """

    def __init__(self, store_folder: Path, *, size: int = 2, bounds: Bounds | None = None) -> None:
        self._folder, self._bounds = store_folder, bounds or Bounds()
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._workers: set[_Worker] = set()
        for _ in range(size):
            self._add()

    def _add(self) -> None:
        worker = _Worker(self._folder, self._bounds)
        self._workers.add(worker)
        self._free.put_nowait(worker)

    async def ask(self, question: Question, seconds: float | None = None) -> Reply:
        """The answer, or the error that says which bound was reached; ``seconds`` may bring the bound nearer."""
        most = min(self._bounds.total_seconds, seconds or self._bounds.total_seconds)
        worker = await self._free.get()
        sound = False
        try:
            reply = await worker.ask(question, most)
            sound = True
            return reply
        except TriskeleError as error:
            sound = not isinstance(error, QueryTimeout | MemoryExceeded)
            raise
        finally:
            if sound:
                self._free.put_nowait(worker)
            else:
                worker.kill()
                self._workers.discard(worker)
                self._add()

    def close(self) -> None:
        """End every worker at once."""
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            with contextlib.suppress(ValueError):
                worker.process.join(timeout=5)
        self._workers.clear()


def run_bounded(function: Callable[..., bytes], *arguments: Any, bounds: Bounds | None = None) -> bytes:
    """Call an importable function in a process of its own, which a bound ends: for bytes that come from outside."""
    bounds = bounds or Bounds()
    ours, theirs = socket.socketpair()
    process = get_context("forkserver").Process(
        target=_call, args=(theirs, function, arguments, bounds.memory_mb), daemon=True
    )
    process.start()
    theirs.close()
    ours.settimeout(bounds.total_seconds)
    try:
        tag, size = _HEAD.unpack(_read(ours, _HEAD.size))
        body = _read(ours, size)
    except TimeoutError:
        raise QueryTimeout(
            f"The work was stopped after {bounds.total_seconds:g} s.", hint="Give it less at once."
        ) from None
    except EOFError:
        raise MemoryExceeded(
            f"The input needed more than {bounds.memory_mb} MiB, or more depth than a parser has, and was stopped.",
            hint="Look for entities that expand into each other, or for very deep nesting.",
        ) from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if tag == _FAILED:
        raise _revive(*pickle.loads(body))
    return body


def _call(channel: socket.socket, function: Callable[..., bytes], arguments: tuple[Any, ...], memory_mb: int) -> None:
    _bound_memory(memory_mb)
    try:
        tag, message = _DONE, function(*arguments)
    except TriskeleError as error:
        tag, message = _FAILED, pickle.dumps((type(error), error.__dict__))
    channel.sendall(_HEAD.pack(tag, len(message)) + message)


def _bound_memory(memory_mb: int) -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = used + memory_mb * _MIB
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # At the bound the engine aborts and prints its stack; the parent tells the client what happened instead.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _revive(kind: type[TriskeleError], state: dict[str, Any]) -> TriskeleError:
    """An error as the worker raised it; its class may ask for more than the message, so it is not called."""
    error = kind.__new__(kind)
    error.args = (state["message"],)
    error.__dict__.update(state)
    return error


def ask_once(store_folder: Path, question: Question, bounds: Bounds | None = None) -> Reply:
    """Ask one question in a worker of its own: what the command line uses."""

    async def once() -> Reply:
        pool = Pool(store_folder, size=1, bounds=bounds)
        try:
            return await pool.ask(question)
        finally:
            pool.close()

    return asyncio.run(once())
