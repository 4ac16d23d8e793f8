"""What a reader ought to know about the input, told from wherever it is seen and written into the result's notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from triskele.metrics.parameter import Text

_told: ContextVar[list[Text] | None] = ContextVar("told", default=None)


def notice(text: Text) -> None:
    """Tell it once; outside a metric nobody listens."""
    told = _told.get()
    if told is not None and text not in told:
        told.append(text)


@contextmanager
def noticing() -> Iterator[list[Text]]:
    """The list that what is noticed inside goes into."""
    told: list[Text] = []
    before = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(before)
