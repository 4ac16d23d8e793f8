"""Can a value be told from its null model? Three answers, a fourth where there is none, and how many draws it takes.

A Monte-Carlo P is itself uncertain. Every tail probability has an interval that holds it, and Benjamini-Hochberg on
all upper (lower) ends rejects no more (no fewer) than on the true P: what the upper ends reject is distinguishable,
what the lower ends do not is not, the rest waits for more draws. With chance 1 − :data:`ERROR` no verdict of a family
"distinguishable", and with as much no "not", differs from what endless draws would give, at whichever look one stops.
Sources: Gandy and Hahn 2014 (MMCTest) for the procedure; Hoeffding 1963 (Chernoff's bound) for the interval, which also
holds for draws that count with a share between 0 and 1, with the error divided over the looks in place of a spending
sequence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from triskele.metrics.record import Value

ALPHA = 0.05
"""The level, of the corrected P, at which a value is told from its null model."""
ERROR = 0.01
"""The chance that some "distinguishable" of a family would be "not" with endless draws; as much for the reverse."""
FIRST = 999
LOOKS = 10
"""How often draws are judged at most when nobody says how many to make: each look at least doubles them."""
looks: ContextVar[int] = ContextVar("looks", default=1)
BAND = 1.959964
"""Standard deviations on either side of its mean that hold 95 % of a null model, if it is normal."""
DEAR = 199
"""Draws before anything is judged; the second where a draw is a pass over all paths or pairs."""
MOST = 100_000
"""No family is drawn for longer, however cheap a draw is."""

DISTINGUISHABLE, NOT, UNDECIDED, NO_NULL = "distinguishable", "not-distinguishable", "undecided", "no-null"
VERDICTS = (DISTINGUISHABLE, NOT, UNDECIDED, NO_NULL)


@contextmanager
def in_looks() -> Iterator[None]:
    """Inside, draws are judged again and again as they grow."""
    before = looks.set(LOOKS)
    try:
        yield
    finally:
        looks.reset(before)


def judged(values: Sequence[Value], *, upper: bool = False) -> list[Value]:
    """The same values as one family of tests: p_adjusted, tests, p_least, p_most, verdict and needed filled in.

    What the null model cannot change (sd 0, and the value is what it always is) was no test and has no verdict of it.
    With ``upper`` only large values speak: the P that is corrected is p_high.
    """
    from triskele.metrics.significance import adjust

    tested = [_tested(value) for value in values]
    count = sum(tested)
    ends = _ends([v for v, t in zip(values, tested, strict=True) if t], upper)
    places = [i for i, t in enumerate(tested) if t]

    def spread(numbers: Sequence[float]) -> list[float | None]:
        found: list[float | None] = [None] * len(values)
        for i, number in zip(places, adjust(list(numbers)), strict=True):
            found[i] = number
        return found

    corrected = spread([(values[i].p_high if upper else values[i].p) or 0.0 for i in places])
    least, most = spread([low for low, _, _ in ends]), spread([high for _, high, _ in ends])
    floor = spread([lowest for _, _, lowest in ends])
    verdicts = [_verdict(*bounds) for bounds in zip(least, most, floor, strict=True)]
    cut = ALPHA * max(1, sum(p <= ALPHA for p in corrected if p is not None)) / max(count, 1)
    return [
        replace(
            v,
            p_adjusted=corrected[i],
            tests=count,
            p_least=least[i],
            p_most=most[i],
            verdict=verdicts[i],
            needed=needed(v, cut, count, upper) if verdicts[i] == UNDECIDED and not v.exact else None,
        )
        if tested[i]
        else replace(v, verdict=NO_NULL if v.status == "ok" else None)
        for i, v in enumerate(values)
    ]


def finished(values: Sequence[Value]) -> list[Value]:
    """Every value with its verdict: one that no family judged is a family of its own, without P there is no null."""

    def alone(value: Value) -> Value:
        return judged([value])[0] if _tested(value) else replace(value, verdict=NO_NULL)

    return [v if v.verdict or v.status != "ok" else alone(v) for v in values]


def _tested(value: Value) -> bool:
    if value.p is None or value.value is None:
        return False
    if value.sd != 0 or value.expected is None:
        return True
    return abs(value.value - value.expected) > 1e-9 * max(1.0, abs(value.value))


def _verdict(least: float | None, most: float | None, floor: float | None) -> str | None:
    if least is None or most is None or floor is None:
        return None
    if most <= ALPHA:
        return DISTINGUISHABLE
    return UNDECIDED if least <= ALPHA or floor > ALPHA else NOT


def _ends(values: Sequence[Value], upper: bool) -> list[tuple[float, float, float]]:
    """(lower end of P, its upper end, the smallest P that could have been) of each."""
    import numpy as np

    sides = 1 if upper else 2
    share = error_of(len(values))
    found = []
    for v in values:
        p = (v.p_high if upper else v.p) or 0.0
        if v.exact or v.draws is None or v.p_low is None or v.p_high is None:
            found.append((p, p, min(1.0, sides / v.draws) if v.exact and v.draws else 0.0))
            continue
        counts = np.array([v.p_high] if upper else [v.p_low, v.p_high]) * (1 + v.draws) - 1
        low, high = interval(counts, float(v.draws), share)
        found.append((min(1.0, sides * float(low.min())), min(1.0, sides * float(high.min())), 0.0))
    return found


def error_of(tests: int) -> float:
    """The chance of error that an end of an interval may have, so that a family at all looks has :data:`ERROR`.

    Only the smaller tail of a two-sided P counts: the other one is at least ½, and no draws make it look small.
    """
    return ERROR / (looks.get() * max(tests, 1))


def interval(count: NDArray[Any], draws: float, error: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ends of {p: n · KL(S/n, p) ≤ ln(1/error)}: each is passed by the true p with chance ``error`` at most."""
    import numpy as np

    seen = np.clip(np.asarray(count, dtype=float), 0.0, draws)
    left = draws - seen
    middle = seen / draws

    def likely(p: NDArray[Any]) -> NDArray[np.float64]:
        with np.errstate(divide="ignore", invalid="ignore"):  # 0 log 0 is 0; scipy's takes 0.1 s to import
            return np.where(seen > 0, seen * np.log(p), 0.0) + np.where(left > 0, left * np.log1p(-p), 0.0)

    bound = likely(middle) + np.log(error)

    def inside(p: NDArray[Any]) -> NDArray[np.bool_]:
        return np.asarray(likely(p) >= bound)

    ends = []
    for edge in (np.zeros_like(middle), np.ones_like(middle)):
        out, within = edge, middle
        for _ in range(60):
            half = (out + within) / 2
            kept = inside(half)
            out, within = np.where(kept, out, half), np.where(kept, half, within)
        ends.append(np.where(inside(edge), edge, out))
    return ends[0], ends[1]


def needed(value: Value, cut: float, tests: int, upper: bool = False) -> int:
    """About how many draws would decide this value, if its P is what it seems and the cut stays where it seems."""
    import math

    draws = value.draws or DEAR
    sides = 1 if upper else 2
    smaller = value.p_high or 1.0 if upper else min(value.p_low or 1.0, value.p_high or 1.0)
    seen, limit = min(max(smaller * (1 + draws) - 1, 0.0) / draws, 1 - 1e-9), cut / sides
    gap = (seen * math.log(seen / limit) if seen > 0 else 0.0) + (1 - seen) * math.log((1 - seen) / (1 - limit))
    size = math.log(1 / error_of(tests)) / max(gap, 1e-12)
    size = max(size, 1.2 * draws)
    digits = 10 ** max(int(math.log10(size)) - 1, 0)
    return min(math.ceil(size / digits) * digits, 10**9)


def next_draws(values: Sequence[Value], draws: int, budget: int) -> int | None:
    """How many draws to make next in all; None when all is decided or what is left cannot be within the budget."""
    waiting = sorted(v.needed for v in values if v.verdict == UNDECIDED and v.needed is not None)
    if not waiting or draws >= budget:
        return None
    within = [count for count in waiting if count <= budget]
    if within:
        return min(max(within[-1], 2 * draws), 16 * draws, budget)
    # an estimate from few draws may be far off: look once more before giving up
    return min(4 * draws, budget) if draws < 4 * DEAR or waiting[0] < 4 * budget else None
