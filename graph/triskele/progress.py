"""How far a long computation is, told to whoever asked to be told, and nobody else.

Work says what it loops over (:func:`counted`); a command line, a service or a notebook listens (:func:`watched`). In
between nothing is passed along. Without a listener the loops cost nothing. A listener that raises ends the work.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")
Text = Mapping[str, str]

SECONDS = 0.1
"""At most so often a listener is told, beside the beginnings of loops."""

READING: Text = {"tr": "Ağ hazırlanıyor", "en": "Preparing the network"}
COMPUTING: Text = {"tr": "Hesaplanıyor", "en": "Computing"}
PATHS: Text = {"tr": "En kısa yollar aranıyor", "en": "Searching shortest paths"}
DRAWING: Text = {"tr": "Boş modelden örnekler çekiliyor", "en": "Drawing from the null model"}
REMOVALS: Text = {"tr": "Aktörler tek tek çıkarılıyor", "en": "Removing actors one by one"}
YEARS: Text = {"tr": "Yıl yıl ölçülüyor", "en": "Measuring year by year"}
READINGS: Text = {"tr": "Okuma okuma ölçülüyor", "en": "Measuring reading by reading"}
SCENARIOS: Text = {"tr": "Önce ve sonra ölçülüyor", "en": "Measuring before and after"}


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total`` steps of ``what`` (both languages), and the ``fraction`` of the whole, which never falls.

    The fraction is an estimate: with a null model every draw counts like the observed network, and a measure that has
    several long parts may stand still at its end.
    """

    fraction: float
    done: int
    total: int
    what: Text


Tell = Callable[[Progress], None]


class _Watch:
    """The listener, and the stretch of 0 to 1 that the loop under way covers."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.at, self.end, self.observed = 0.0, 1.0, 1.0
        self.shown: tuple[int, int, Text] | None = None
        self.best, self.last = 0.0, 0.0

    def say(self, fraction: float, *, now: bool = False) -> None:
        self.at = fraction
        self.best = max(self.best, fraction)
        moment = time.monotonic()
        if self.shown is not None and (now or moment - self.last >= SECONDS):
            self.last = moment
            self.tell(Progress(self.best, *self.shown))

    def count(self, items: Iterable[T], sizes: Sequence[int], what: Text, draws: bool) -> Iterator[T]:
        """The items; loops inside the body of a loop move its fraction and leave its text."""
        outer, start, end, observed = self.shown, self.at, self.end, self.observed
        stop = start + (end - start) * (1.0 if draws else observed)
        total = sum(sizes)
        step = (stop - start) / max(total, 1)
        self.observed = 1.0
        try:
            self._show(outer, 0, total, what)
            self.say(start, now=outer is None)
            rest = iter(items)
            for done in accumulate(sizes):
                self.end = start + step * done
                try:
                    item = next(rest)
                except StopIteration:
                    break
                yield item
                self._show(outer, done, total, what)
                self.say(start + step * done)
        finally:
            self.shown, self.at, self.end, self.observed = outer, stop, end, observed

    def _show(self, outer: tuple[int, int, Text] | None, done: int, total: int, what: Text) -> None:
        self.shown = outer or (done, total, what)


_watch: ContextVar[_Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(tell: Tell | None) -> Iterator[None]:
    """Inside, ``tell`` hears how far the work is; None: nobody listens."""
    token = _watch.set(None if tell is None else _Watch(tell))
    try:
        yield
    finally:
        _watch.reset(token)


def counted(items: Iterable[T], what: Text, *, sizes: Sequence[int] | None = None, draws: bool = False) -> Iterator[T]:
    """The items one by one; ``sizes``: how many steps each stands for. ``draws``: they come from a null model."""
    watch = _watch.get()
    if watch is None:
        return iter(items)
    if sizes is None:
        items = items if isinstance(items, Collection) else list(items)
        sizes = [1] * len(items)
    return watch.count(items, sizes, what, draws)


@contextmanager
def expecting(draws: int) -> Iterator[None]:
    """Inside, so many draws will follow the computation of what is observed; each counts like that one."""
    watch = _watch.get()
    if watch is None:
        yield
        return
    before, watch.observed = watch.observed, 1 / (draws + 1)
    try:
        yield
    finally:
        watch.observed = before


@contextmanager
def halving() -> Iterator[None]:
    """Inside, the work covers half of what is left: nobody knows yet whether more of it follows."""
    watch = _watch.get()
    if watch is None:
        yield
        return
    half, end = (watch.at + watch.end) / 2, watch.end
    watch.end = half
    try:
        yield
    finally:
        watch.at, watch.end = half, end


def said(what: Text) -> None:
    """Tell of one step that cannot be counted."""
    watch = _watch.get()
    if watch is not None and watch.shown is None:
        watch.tell(Progress(watch.best, 0, 0, what))
