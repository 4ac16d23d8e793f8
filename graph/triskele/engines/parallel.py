"""Independent pieces of one kernel on several threads: kernels release the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from triskele.pieces import map_pieces, threads

__all__ = ["map_pieces", "run_pieces", "split", "threads"]


def run_pieces(work: Callable[[Any], Any], pieces: Sequence[Any]) -> list[Any]:
    """``work`` on every piece, results in the order of the pieces: the same whatever the number of threads."""
    return list(map_pieces(work, pieces, threaded=True, here=True))


def split(items: Any, size: int) -> list[Any]:
    """Consecutive pieces of a list or an array; the cut depends on nothing else, so sums stay the same."""
    return [items[start : start + size] for start in range(0, len(items), size)]
