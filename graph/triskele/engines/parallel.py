"""Independent pieces of one computation on several threads: kernels release the interpreter lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def threads() -> int:
    """How many threads to use: ``OMP_NUM_THREADS`` when set, as worker processes do, else the cores there are."""
    limit = os.environ.get("OMP_NUM_THREADS", "")
    return int(limit) if limit.isdigit() and limit != "0" else len(os.sched_getaffinity(0))


def run_pieces(work: Callable[[Any], Any], pieces: Sequence[Any]) -> list[Any]:
    """``work`` on every piece, results in the order of the pieces: the same whatever the number of threads."""
    count = min(threads(), len(pieces))
    if count <= 1:
        return [work(piece) for piece in pieces]
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, pieces))


def split(items: Any, size: int) -> list[Any]:
    """Consecutive pieces of a list or an array; the cut depends on nothing else, so sums stay the same."""
    return [items[start : start + size] for start in range(0, len(items), size)]
