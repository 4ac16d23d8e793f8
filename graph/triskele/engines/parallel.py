"""Independent pieces of one kernel on several threads: kernels release the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from triskele.pieces import map_pieces, threads

__all__ = ["map_pieces", "run_pieces", "split", "threads"]


def run_pieces(work: Callable[[Any], Any], pieces: Sequence[Any]) -> list[Any]:
    """``work`` on every piece, results in the order of the pieces: the same whatever the number of threads."""
    return list(map_pieces(work, pieces, threaded=True, here=True))


FEWEST = 8
"""Pieces that even little work is cut into, so that every thread has some."""


def split(items: Any, size: int, together: int = 1) -> list[Any]:
    """Consecutive pieces of at most ``size`` of a list or an array, smaller where there would be fewer than
    :data:`FEWEST`, in multiples of ``together``; the cut depends on nothing else, so sums stay the same."""
    share = -(-len(items) // FEWEST)
    size = max(min(size, -(-share // together) * together), 1)
    return [items[start : start + size] for start in range(0, len(items), size)]
