"""The life of a bounded process: make ready, then call the functions it is sent until the other end closes.

A message is a tag and a length before so many pickled bytes. What a process says on its error output is kept for the
parent, who reads there what the end of a process meant.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import struct
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from triskele.bounded.limits import Limits, allow_computing, confine, die_with_parent
from triskele.errors import TriskeleError, WorkFailed
from triskele.progress import watched

HEAD = struct.Struct("!cQ")
READY, BEGUN, TOLD, DONE, FAILED, EXHAUSTED = b"r", b"b", b"t", b"d", b"f", b"m"

_channel: socket.socket | None = None


def begun() -> None:
    """Say that the answer begins: from now on the whole time counts and not that to the first byte."""
    _send(BEGUN)


def tell(news: Any) -> None:
    """Say to whoever waits how far the work is."""
    _send(TOLD, pickle.dumps(news))


def _send(tag: bytes, body: bytes = b"") -> None:
    if _channel is not None:  # the function may also be called where nobody waits
        _channel.sendall(HEAD.pack(tag, len(body)) + body)


def read(channel: socket.socket, size: int) -> bytes:
    """So many bytes; EOFError when the other end closes before."""
    data = bytearray()
    while len(data) < size:
        part = channel.recv(min(size - len(data), 1 << 20))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def live(
    channel: socket.socket, complaints: Connection, limits: Limits, prepare: Callable[[Limits], Any] | None
) -> None:
    """Answer until the other end closes. ``prepare`` runs before the limits hold; what it returns, if
    anything, is handed to each function first."""
    global _channel
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    os.dup2(complaints.fileno(), 2)
    complaints.close()
    os.set_blocking(2, False)  # whoever complains a lot is not stopped by it
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ[name] = "1"
    if limits.niceness:
        os.nice(limits.niceness)  # making itself ready takes from others too
    ready = None if prepare is None else prepare(limits)
    before = () if ready is None else (ready,)
    confine(limits)
    _channel = channel
    _send(READY)
    while True:
        try:
            size = HEAD.unpack(read(channel, HEAD.size))[1]
        except EOFError:
            return
        function, arguments = pickle.loads(read(channel, size))
        allow_computing(limits.total_seconds)
        try:
            with watched(tell):
                found = function(*before, *arguments)
            tag, body = DONE, pickle.dumps(found)
        except TriskeleError as error:
            tag, body = FAILED, pickle.dumps(error)
        except MemoryError:
            tag, body = EXHAUSTED, b""
        except Exception as error:  # the caller is another process: what nobody foresaw must reach it as an answer
            traceback.print_exc()
            failed = WorkFailed(
                f"An unforeseen {type(error).__name__}.", hint="Please report it with what you asked; see the log."
            )
            tag, body = FAILED, pickle.dumps(failed)
        del function, arguments
        found = None
        _send(tag, body)
