"""Independent pieces of one computation: on the threads of this process, on several processes or on several machines.

The cut into pieces depends on the work alone, random draws have a seed each, and results come back in the order of the
pieces, so the bytes are the same wherever the pieces ran. Only this module knows dask.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ClusterError, InvalidInput, MissingPackage
from triskele.progress import COMPUTING, Text, counted

Cluster = Any
"""Where pieces run: None (this process), a number of local processes, the address of a dask scheduler, or a
``distributed.Client``."""

TRIES = 3
"""How often pieces that were lost with their workers are handed out again."""
AT_ONCE = 256
"""Pieces that a cluster holds at a time: enough for many workers, few enough to be given up quickly."""
JOIN_SECONDS = 30
"""How long to wait for a scheduler, and for its first worker."""

_cluster: ContextVar[Any] = ContextVar("cluster", default=None)
_inside: ContextVar[bool] = ContextVar("inside", default=False)


def threads() -> int:
    """How many threads to use: one inside a piece, ``OMP_NUM_THREADS`` when set, else the cores there are."""
    if _inside.get():
        return 1
    limit = os.environ.get("OMP_NUM_THREADS", "")
    return int(limit) if limit.isdecimal() and limit != "0" else len(os.sched_getaffinity(0))


def map_pieces(
    function: Callable[..., Any],
    pieces: Sequence[Any],
    *,
    shared: Sequence[Any] = (),
    threaded: bool = False,
    here: bool = False,
    what: Text = COMPUTING,
    draws: bool = False,
) -> Iterator[Any]:
    """``function(piece, *shared)`` of every piece, in the order of the pieces.

    On a cluster (:func:`spread`) the function must be importable there, and ``shared`` goes to each worker once; arrays
    that are mapped from a file go as its path when the workers see the same file. In this process ``threaded`` work
    (kernels, which release the interpreter lock) uses :func:`threads`, other work runs one piece after another;
    ``here``: never anywhere else.
    Leaving the iterator early cancels what has not begun.
    """
    client = _cluster.get()
    if client is not None and not here and len(pieces) > 1:
        found = _on_cluster(client, function, pieces, shared)
    elif threaded and min(threads(), len(pieces)) > 1:
        found = _on_threads(function, pieces, shared)
    else:
        found = (function(piece, *shared) for piece in pieces)
    if len(pieces) < 2:
        return found
    sizes = [len(piece) if hasattr(piece, "__len__") else 1 for piece in pieces]
    return counted(found, what, sizes=sizes, draws=draws)


def _on_threads(function: Callable[..., Any], pieces: Sequence[Any], shared: Sequence[Any]) -> Iterator[Any]:
    pool = ThreadPoolExecutor(min(threads(), len(pieces)))
    try:
        yield from pool.map(lambda piece: _here(piece, function, shared), pieces)
    finally:
        pool.shutdown(cancel_futures=True)


def _here(piece: Any, function: Callable[..., Any], shared: Sequence[Any]) -> Any:
    """A piece on one of several threads: what it cuts into pieces in turn stays on its thread."""
    token = _inside.set(True)
    try:
        return function(piece, *shared)
    finally:
        _inside.reset(token)


# -------------------------------------------------------------------- a cluster


@contextmanager
def spread(cluster: Cluster) -> Iterator[None]:
    """Inside, pieces run there. Processes that this starts end with it; a Client that is handed in stays open."""
    if cluster is None:
        yield
        return
    if isinstance(cluster, bool) or (isinstance(cluster, int) and cluster < 1):
        raise InvalidInput(f"{cluster} is no number of workers.", hint="Give 1 or more.")
    with _client(cluster) as client:
        _check_workers(client)
        token = _cluster.set(client)
        try:
            yield
        finally:
            _cluster.reset(token)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that start inside do not hear Ctrl-C: it is this process that stops them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _client(cluster: Cluster) -> Iterator[Any]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as missing:
        raise MissingPackage(
            "Working on several processes or machines needs dask, which is not installed.",
            hint='Install it with the extra: pip install "triskele[dask]".',
        ) from missing
    if isinstance(cluster, int):
        log = logging.getLogger("distributed")
        level = log.level
        log.setLevel(logging.CRITICAL)  # what goes wrong is an error here; the rest is noise when work is stopped
        with _deaf():
            local = LocalCluster(
                n_workers=cluster, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
            )
        try:
            with local, Client(local) as client:
                yield client
        finally:
            log.setLevel(level)
    elif isinstance(cluster, str):
        try:
            client = Client(cluster, timeout=JOIN_SECONDS)
        except (OSError, TimeoutError, ValueError) as unreachable:
            raise ClusterError(
                f"No dask scheduler answers at {cluster}.", hint="Start one with: dask scheduler."
            ) from unreachable
        with client:
            yield client
    elif isinstance(cluster, Client):
        yield cluster
    else:
        raise InvalidInput(
            f"A {type(cluster).__name__} is no cluster.",
            hint="Give a number of processes, the address of a scheduler, or a distributed.Client.",
        )


def _version() -> tuple[str, str]:
    from triskele import __version__

    return __version__, ".".join(map(str, sys.version_info[:2]))


def _check_workers(client: Any) -> None:
    """ClusterError unless there is a worker and all have this version of Triskele and Python."""
    try:
        client.wait_for_workers(1, timeout=JOIN_SECONDS)
        versions = client.run(_version)
    except TimeoutError as nobody:
        raise ClusterError("The scheduler has no worker.", hint="Start one with: dask worker ADDRESS.") from nobody
    except ImportError as missing:
        raise ClusterError(
            f"A worker lacks what the pieces need: {missing}.", hint="Install the same triskele[dask,fast] there."
        ) from missing
    strange = {address: found for address, found in versions.items() if tuple(found) != _version()}
    if strange:
        raise ClusterError(
            f"Workers differ from this process {_version()}: {strange}.",
            hint="Install the same version of Triskele and of Python everywhere.",
        )


class _Mapped(NamedTuple):
    """An array that workers find in a file."""

    path: str
    offset: int
    shape: tuple[int, ...]
    kind: str
    check: int

    def open(self) -> NDArray[Any] | None:
        """The array, read-only; None when the file is not there or is another one."""
        try:
            if _checksum(self.path) != self.check:
                return None
            return np.asarray(
                np.memmap(self.path, mode="r", dtype=self.kind, offset=self.offset, shape=self.shape, order="C")
            )
        except (OSError, ValueError):
            return None


class _Frozen(NamedTuple):
    """A read-only array by value: it must be read-only there as well, or kernels would be compiled a second time."""

    array: NDArray[Any]


def _checksum(path: str) -> int:
    """Of the size and of both ends of a file: enough to tell another file of the same name."""
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        head = file.read(1 << 16)
        file.seek(max(size - (1 << 16), 0))
        return zlib.crc32(head + file.read() + str(size).encode())


def _pack(value: Any) -> Any:
    if not isinstance(value, np.ndarray) or value.flags.writeable:
        return value
    base: Any = value
    while isinstance(base, np.ndarray) and not isinstance(base, np.memmap):
        base = base.base
    whole = isinstance(base, np.memmap) and base.filename is not None and base.nbytes == value.nbytes
    if whole and value.flags.c_contiguous and base.ctypes.data == value.ctypes.data:
        path = str(Path(base.filename).resolve())
        return _Mapped(path, base.offset, value.shape, value.dtype.str, _checksum(path))
    return _Frozen(value)


@lru_cache(maxsize=64)
def _open(mapped: _Mapped) -> NDArray[Any] | None:
    return mapped.open()


def _unpack(value: Any) -> Any:
    if isinstance(value, _Mapped):
        found = _open(value)
        if found is None:
            raise ClusterError(f"This worker does not see {value.path}.", hint="Start again: it came late.")
        return found
    if isinstance(value, _Frozen):
        frozen = value.array.view()
        frozen.flags.writeable = False
        return frozen
    return value


def _sees(mapped: list[_Mapped]) -> bool:
    return all(_open(one) is not None for one in mapped)


def _work(piece: Any, function: Callable[..., Any], shared: Sequence[Any]) -> Any:
    """What a worker does with a piece."""
    token = _inside.set(True)
    try:
        return function(piece, *map(_unpack, shared))
    finally:
        _inside.reset(token)


def _on_cluster(client: Any, function: Callable[..., Any], pieces: Sequence[Any], shared: Sequence[Any]) -> Any:
    _require_importable(function, *shared)
    packed = [_pack(value) for value in shared]
    mapped = [value for value in packed if isinstance(value, _Mapped)]
    if mapped and not all(client.run(_sees, mapped).values()):  # another machine without the release
        packed = [_Frozen(v) if isinstance(p, _Mapped) else p for p, v in zip(packed, shared, strict=True)]
    waiting = dict(enumerate(pieces))
    found: dict[int, Any] = {}
    following = 0
    for _ in range(TRIES):
        for i, result in _hand_out(client, function, dict(waiting), packed):
            found[i] = result
            del waiting[i]
            while following in found:
                yield found.pop(following)
                following += 1
        if not waiting:
            return
    raise ClusterError(
        f"{len(waiting)} of {len(pieces)} pieces were lost {TRIES} times with their workers.",
        hint="Look at the logs and the memory of the workers; fewer workers on a machine leave more memory to each.",
    )


def _hand_out(
    client: Any, function: Callable[..., Any], pieces: dict[int, Any], packed: list[Any]
) -> Iterator[tuple[int, Any]]:
    """(number, result) of the pieces as they come; those that were lost with a worker or what it held do not come."""
    from distributed import as_completed

    [handle] = client.scatter([packed], broadcast=True, hash=False)
    rest = iter(pieces.items())
    under_way: dict[Any, int] = {}

    def more(most: int) -> list[Any]:
        made = {client.submit(_work, piece, function, handle, pure=False): i for i, piece in islice(rest, most)}
        under_way.update(made)
        return list(made)

    try:
        coming = as_completed(more(AT_ONCE), with_results=True, raise_errors=False)
        for future, result in coming:
            number = under_way.pop(future)
            coming.update(more(1))
            if future.status == "finished":
                yield number, result
            elif future.status == "error":
                _raise(future.exception())
    finally:
        client.cancel(list(under_way), force=True)


def _raise(error: Any) -> None:
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        raise ClusterError(
            f"A piece ended worker after worker: {error}",
            hint="Most often memory: give the workers more, or run fewer of them on a machine.",
        ) from error
    raise error


def _require_importable(*functions: Any) -> None:
    for function in functions:
        inner = function
        while isinstance(inner, partial):
            _require_importable(*inner.args)
            inner = inner.func
        name = getattr(inner, "__qualname__", "")
        if callable(inner) and ("<" in name or getattr(inner, "__module__", "") == "__main__"):
            raise InvalidInput(
                f"{inner.__module__}.{name} cannot be imported by workers.",
                hint="Use a function at the top of a module, with functools.partial for what it needs.",
            )
