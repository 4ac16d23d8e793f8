"""What the headline of a result claims, and whether another result of the same metric bears it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

from triskele.errors import InvalidInput
from triskele.metrics.parameter import Text
from triskele.metrics.reading import NAMES, SHARED_KEYS, TOTAL
from triskele.metrics.record import Result, Value
from triskele.metrics.verdicts import NO_NULL, UNDECIDED
from triskele.text import did_you_mean

FIRST, VERDICT, CATEGORY, VALUE, UNDEFINED = "first", "verdict", "category", "value", "undefined"
HELD, TURNED = "held", "turned"
NEAR = 0.1
"""A number without a null model holds as long as it stays within so large a part of what it was."""
NAMED = 4
"""So many conditions are named at most."""


@dataclass(frozen=True)
class Claim:
    """``first``: a subject is among the ``top`` highest (or lowest); ``verdict``: the value is on this side of its null
    model and can or cannot be told from it; ``category``: the class; ``value``: within :data:`NEAR` of the number."""

    kind: str
    quantity: str | None
    subject: Mapping[str, str] = field(default_factory=dict)
    top: int = 1
    lowest: bool = False
    verdict: str | None = None
    above: bool | None = None
    category: str | None = None
    value: float | None = None


@dataclass(frozen=True)
class Outcome:
    """What one reading says of a claim: held, turned, undecided or undefined; who is first, the place of the subject,
    its value with its null."""

    state: str
    value: float | None = None
    place: int | None = None
    first: tuple[Mapping[str, str], ...] = ()
    expected: float | None = None
    sd: float | None = None
    null_low: float | None = None
    null_high: float | None = None
    p: float | None = None
    verdict: str | None = None
    category: str | None = None
    n: int | None = None
    m: float | None = None
    reason: Text | None = None


def subject_of(value: Value) -> dict[str, str]:
    """Whom or what a value is about, whatever the quantity; the sphere of somebody named does not name them."""
    parts = {part: name for part, name in value.key.items() if part not in SHARED_KEYS}
    named = parts.keys() & NAMES
    return {part: name for part, name in parts.items() if not (named and part == "sphere")}


def ranked(result: Result, quantity: str | None, lowest: bool = False) -> list[Value]:
    """The values of one quantity, best first; values that do not exist are left out, sums do not stand among parts."""
    alike = [v for v in result.values if v.key.get("quantity") == quantity]
    parts = [v for v in alike if TOTAL not in v.key.values()] or alike
    known = [v for v in parts if v.value is not None]
    return sorted(known, key=lambda v: (v.value or 0.0) * (1 if lowest else -1))


def make_claim(result: Result, *, about: str | None = None, top: int = 1, lowest: bool = False) -> Claim:
    """What the headline says. Of many values: who is first, or that ``about`` is among the first ``top``."""
    headline = result.headline
    quantity = headline.key.get("quantity")
    alike = [v for v in result.values if v.key.get("quantity") == quantity]
    if len(alike) > 1 and set(headline.key) - SHARED_KEYS:
        order = ranked(result, quantity, lowest)
        if about is not None:
            order = _about(order or alike, about)
        if order and order[0].value is not None:
            return Claim(FIRST, quantity, subject_of(order[0]), top, lowest, value=order[0].value)
        return Claim(UNDEFINED, quantity)
    if about is not None:
        raise InvalidInput(
            f"{result.metric} has one headline, which is about nobody.", hint="Leave about= out, or ask another metric."
        )
    if headline.value is None:
        return Claim(UNDEFINED, quantity)
    if headline.category:
        return Claim(CATEGORY, quantity, category=headline.category, value=headline.value)
    judged = headline.verdict if headline.verdict != NO_NULL else None
    kind = VALUE if judged is None else VERDICT
    return Claim(kind, quantity, verdict=judged, above=_above(headline), value=headline.value)


def _about(values: Sequence[Value], about: str) -> list[Value]:
    names = {name for value in values for name in subject_of(value).values()}
    found = [value for value in values if about in subject_of(value).values()]
    if not found:
        raise InvalidInput(
            f"No value of this result is about {about!r}.",
            hint=did_you_mean(about, names, "Give the key of an actor, or another part of a value's key."),
        )
    return found


def _above(value: Value) -> bool | None:
    return None if value.value is None or value.expected is None else value.value > value.expected


def judge(claim: Claim, result: Result) -> Outcome:
    """Whether a result bears the claim out."""
    if claim.kind == FIRST:
        return _judge_place(claim, result)
    value = result.headline
    if claim.kind == UNDEFINED:
        known = value.value is not None if not claim.quantity else bool(ranked(result, claim.quantity))
        return _outcome(TURNED if known else HELD, value)
    if value.value is None:
        return _outcome(UNDEFINED, value)
    if claim.kind == CATEGORY:
        return _outcome(_state(value.category == claim.category), value)
    if claim.kind == VALUE or value.verdict in (None, NO_NULL):
        if claim.kind == VERDICT:
            return _outcome(UNDEFINED, value)
        near = abs(value.value - (claim.value or 0.0)) <= NEAR * abs(claim.value or 0.0)
        return _outcome(_state(near), value)
    if value.verdict == UNDECIDED and claim.verdict != UNDECIDED:
        return _outcome(UNDECIDED, value)
    same = value.verdict == claim.verdict
    if claim.verdict == "distinguishable":
        same = same and _above(value) == claim.above
    return _outcome(_state(same), value)


def _judge_place(claim: Claim, result: Result) -> Outcome:
    order = ranked(result, claim.quantity, claim.lowest)
    if not order:
        return _outcome(UNDEFINED, result.headline)
    best = order[0].value or 0.0
    first = tuple(subject_of(v) for v in order if _equal(v.value or 0.0, best))[:10]
    mine = next((v for v in order if subject_of(v) == dict(claim.subject)), None)
    if mine is None:
        return Outcome(TURNED, first=first)
    own = mine.value or 0.0
    place = 1 + sum(not _equal(v.value or 0.0, own) for v in order[: order.index(mine)])
    return _outcome(_state(place <= claim.top), mine, place=place, first=first)


def _equal(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


def _state(holds: bool) -> str:
    return HELD if holds else TURNED


def _outcome(state: str, value: Value, **more: Any) -> Outcome:
    same = ("value", "expected", "sd", "null_low", "null_high", "p", "verdict", "category", "n", "m")
    return Outcome(state, **{name: getattr(value, name) for name in same}, reason=value.reason, **more)


def turned_by(rows: Sequence[tuple[Mapping[str, str], str]]) -> tuple[list[dict[str, str]], int]:
    """Conditions under which a claim never holds, and in how many readings it turns outside of them; none when it never
    holds at all.

    ``rows`` are the options of each reading and its state. A condition is one option, or two or three together, with
    which no reading holds and some turn; simpler ones go first, then those that explain most. O(options³ · readings).
    """
    turned = {i for i, (_, state) in enumerate(rows) if state == TURNED}
    held = {i for i, (_, state) in enumerate(rows) if state == HELD}
    options: dict[str, list[str]] = {}
    for names, _ in rows:
        for choice, option in names.items():
            if option not in options.setdefault(choice, []):
                options[choice].append(option)
    having = {
        (choice, option): {i for i, (names, _) in enumerate(rows) if names[choice] == option}
        for choice, several in options.items()
        for option in several
    }
    found: list[dict[str, str]] = []
    left = set(turned)
    for size in (1, 2, 3) if held else ():
        conditions = []
        for chosen in combinations(options, size):
            for picked in product(*(options[name] for name in chosen)):
                pairs = list(zip(chosen, picked, strict=True))
                with_all = set.intersection(*(having[pair] for pair in pairs))
                if not with_all & held and with_all & turned:
                    conditions.append((dict(pairs), with_all & turned))
        while left and len(found) < NAMED and conditions:
            condition, explained = max(conditions, key=lambda pair: len(pair[1] & left))
            if not explained & left:
                break
            found.append(condition)
            left -= explained
    return found, len(left)
