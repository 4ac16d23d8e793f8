"""How long an answer took, told with it (Server-Timing): in all, and what of it was evaluation."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import Scope

_KEPT = "triskele.timing"
HEADER = b"server-timing"
REPEATED = (HEADER, b"cache;desc=hit")
"""What an answer says that was there already."""


@contextmanager
def timed(scope: Scope) -> Iterator[None]:
    """Count the time inside as evaluation: waiting for a worker and its work."""
    start = time.perf_counter()
    try:
        yield
    finally:
        spent = scope.get(_KEPT)
        if spent is not None:
            spent.append(time.perf_counter() - start)


def begin(scope: Scope) -> tuple[float, list[float]]:
    """Start the clock of a request."""
    spent: list[float] = []
    scope[_KEPT] = spent
    return time.perf_counter(), spent


def told(clock: tuple[float, list[float]]) -> tuple[bytes, bytes]:
    """The header: milliseconds in all and of evaluation."""
    start, spent = clock
    parts = [f"total;dur={1000 * (time.perf_counter() - start):.2f}"]
    parts += [f"evaluation;dur={1000 * sum(spent):.2f}"] if spent else []
    return HEADER, ", ".join(parts).encode()
