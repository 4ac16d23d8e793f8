"""Draws of an earlier round, kept while a metric is run again with more of them.

Draw b depends on the seed and on b alone, so what was drawn for 999 is the beginning of what is drawn for 3,996.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

Drawn = tuple["NDArray[Any]", int]
"""Statistics of the draws, first axis the draws; how many draws were stuck."""


class _Rounds:
    def __init__(self) -> None:
        self.found: list[Drawn] = []
        self.asked = 0


_rounds: ContextVar[_Rounds | None] = ContextVar("rounds", default=None)


@contextmanager
def keeping() -> Iterator[Callable[[], None]]:
    """Inside, draws are kept; call what is given at the beginning of every round."""
    rounds = _Rounds()
    before = _rounds.set(rounds)

    def begin() -> None:
        rounds.asked = 0

    try:
        yield begin
    finally:
        _rounds.reset(before)


def prolonged(count: int, draw: Callable[[int, int], Drawn]) -> Drawn:
    """Draws 0 to ``count``: what the same call of the last round had, and ``draw(start, stop)`` for the rest."""
    import numpy as np

    rounds = _rounds.get()
    if rounds is None:
        return draw(0, count)
    place, rounds.asked = rounds.asked, rounds.asked + 1
    if place == len(rounds.found):
        rounds.found.append(draw(0, count))
    else:
        values, stuck = rounds.found[place]
        if len(values) < count:
            more, stuck_later = draw(len(values), count)
            rounds.found[place] = (np.concatenate([values, more]), stuck + stuck_later)
    values, stuck = rounds.found[place]
    return values[:count], stuck
