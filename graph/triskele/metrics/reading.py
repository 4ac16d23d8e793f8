"""Results in words, Turkish and English: what was found, what chance gives, and whether the two can be told
apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from triskele.metrics.record import Result, Text, Value
from triskele.metrics.verdicts import DISTINGUISHABLE, NO_NULL, NOT, UNDECIDED, VERDICTS
from triskele.text import fold
from triskele.words import catalogue, find, languages, phrase, say, word

if TYPE_CHECKING:
    from triskele.metrics.metric import Metric

SMALL = 30
"""Of fewer actors or records than this the percentile among the draws is told, not z: nothing there is normal."""


def number(value: float | None, tag: str, digits: int = 3) -> str:
    """A number as that language writes it: at most ``digits`` decimals, no trailing zeros."""
    if value is None:
        return "–"
    value = 0.0 if abs(value) < 1e-12 else value
    text = f"{value:.{digits}f}" if abs(value) >= 10**-digits else f"{value:.2g}"
    text = text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
    text = "0" if text == "-0" else text.replace("-", "−")
    return text.replace(".", say("common.numbers.decimal", tag))


SHARED_KEYS = frozenset({"quantity", "variables"})
"""Parts of a key that say which measure, not about whom."""

NAMES = frozenset({"about", "actor", "cluster", "community", "group", "other", "record", "region", "removed", "sector"})
"""Parts of a key that are names: never translated, whatever they happen to spell."""
SPANS = frozenset({"from", "to", "year"})
"""Parts of a key that hold a year, or a name in a pair of two."""
LAYERS = frozenset({"layer", "other-layer", "outcome"})
"""Parts of a key that are kinds of tie."""


def part_word(part: str, name: str, tag: str) -> str:
    """A part of a key in words: a name as it is, a layer as its ties are called, a number with what it counts."""
    if part in NAMES or (part in SPANS and name.isdecimal()):
        return name
    if part in LAYERS and (layer := find("tie-types", name)):
        return layer[tag]
    return f"{word(part, tag)} = {name}" if name.isdecimal() else word(name, tag)


def about(value: Value, tag: str) -> str:
    """What a value is about, in words."""
    return ", ".join(part_word(part, name, tag) for part, name in value.key.items())


def describe(metric: Metric, result: Result) -> Text:
    """The headline of a result in one or two sentences a reader can quote, in both languages.

    When the first value is one of many (regions, pairs, actors), the highest, the lowest and the undefined ones.
    """
    if not result.values:
        return {tag: f"{title}: {say('reading.nothing', tag)}" for tag, title in metric.title.items()}
    headline = result.headline
    alike = [v for v in result.values if v.key.get("quantity") == headline.key.get("quantity")]
    if len(alike) > 1 and set(headline.key) - SHARED_KEYS:
        parts = [v for v in alike if TOTAL not in v.key.values()] or alike
        return {tag: _summary(metric, result, parts, tag) for tag in languages()}
    beside = _compared_beside(result)
    said = [headline] if beside is None else [headline, beside]
    return {tag: " ".join(_sentence(metric, result, value, tag) for value in said) for tag in languages()}


TOTAL = "total"
"""What is a sum of the others does not stand among them."""


def _compared_beside(result: Result) -> Value | None:
    """Where the headline itself has no null, the number beside it that was compared with one."""
    if result.null is None or result.headline.p is not None or result.headline.value is None:
        return None
    beside = (v for v in result.values[1:2] if v.p is not None and not set(v.key) - SHARED_KEYS)
    return next(beside, None)


def _summary(metric: Metric, result: Result, values: list[Value], tag: str) -> str:
    if any(v.category for v in values):
        return _classes(metric, values, tag)
    values = _once(result, values)
    known = [v for v in values if v.value is not None]
    quantity = values[0].key.get("quantity")
    opening = _opening(metric, result, word(quantity, tag) if quantity else "", tag)
    missing = len(values) - len(known)
    if not known:
        reason = values[0].reason
        return (
            f"{opening}: {say('reading.none-defined', tag, count=len(values))} {reason[tag] if reason else ''}".strip()
        )
    highest, lowest = max(known, key=_size), min(known, key=_size)
    ends = {"highest": _end(metric, highest, known, tag), "lowest": _end(metric, lowest, known, tag)}
    said = f"{opening}: {say('reading.range', tag, count=len(known), **ends)}"
    if missing:
        said += f" {say('reading.missing', tag, count=missing)}"
    tested = [v for v in known if v.verdict and v.verdict != NO_NULL]
    return f"{said} {_verdicts(metric, result, tested, tag)}" if tested else said


def _once(result: Result, values: list[Value]) -> list[Value]:
    """Without directions both orders of a pair are one value."""
    if result.direction != "undirected":
        return values
    pairs = {frozenset((part if part not in SPANS else "", name) for part, name in v.key.items()): v for v in values}
    return list(pairs.values())


def titled(metric: Metric, parameters: Mapping[str, Any], tag: str) -> str:
    """What a metric is called, and between which spheres when some were chosen."""
    *others, last = [word(str(name), tag) for name in parameters.get("between") or ()] or [""]
    names = say("reading.and", tag).join(part for part in (", ".join(others), last) if part)
    return f"{metric.title[tag]}{say('reading.between', tag, names=names) if names else ''}"


def _opening(metric: Metric, result: Result, subject: str, tag: str) -> str:
    """The title, and in brackets what of it, unless that says the same."""
    again = fold(subject) == fold(metric.title[tag])
    return f"{titled(metric, result.parameters, tag)}{f' ({subject})' if subject and not again else ''}"


def _verdicts(metric: Metric, result: Result, tested: list[Value], tag: str) -> str:
    """How many values can be told from the null model, by which P, and what would decide the rest."""
    count = {name: sum(v.verdict == name for v in tested) for name in VERDICTS}
    tests = max((v.tests or 1 for v in tested), default=1)
    judged = say(
        "reading.judged",
        tag,
        tested=len(tested),
        distinguishable=count[DISTINGUISHABLE],
        not_distinguishable=count[NOT],
        corrected=_corrected(tests, tag),
    )
    said = f"{say('reading.compared', tag, kept=_kept(metric, result, tested[0], tag))} {judged}"
    waiting = [v for v in tested if v.verdict == UNDECIDED]
    if waiting:
        said += f" {say('reading.undecided', tag, count=len(waiting), wanted=_enough(waiting, tag))}"
    return said


def _corrected(tests: int, tag: str) -> str:
    return say("reading.one-test", tag) if tests < 2 else say("reading.corrected", tag, tests=tests)


def _enough(waiting: list[Value], tag: str) -> str:
    """What would decide these: so many draws, or nothing, as there are too few possibilities."""
    counts = sorted(v.needed for v in waiting if v.needed is not None)
    if not counts:
        few, most = (end(v.draws or 0 for v in waiting) for end in (min, max))
        span = count_word(few, tag) if few == most else f"{count_word(few, tag)}–{count_word(most, tag)}"
        return say("reading.few-possibilities", tag, count=span)
    made = max(v.draws or 0 for v in waiting)
    first, last = count_word(counts[0], tag), count_word(counts[-1], tag)
    span = first if first == last else f"{first}–{last}"
    return say("reading.more-draws", tag, made=count_word(made, tag), needed=span)


def count_word(count: int, tag: str) -> str:
    """A count as that language groups it; beyond a million only that."""
    if count > 1_000_000:
        return say("reading.over-a-million", tag)
    return f"{count:,}".replace(",", say("common.numbers.grouping", tag))


def _classes(metric: Metric, values: list[Value], tag: str) -> str:
    """How many values fall into each class; those without one by their status."""
    found: dict[str, list[Value]] = {}
    for value in values:
        found.setdefault(value.category or value.status, []).append(value)
    parts = [f"{word(name, tag)} {len(group)}{_few(group, tag)}" for name, group in sorted(found.items())]
    return f"{metric.title[tag]}: {'; '.join(parts)}."


def _few(group: list[Value], tag: str) -> str:
    """Who they are, when they are few enough to name."""
    names = [", ".join(part_word(part, name, tag) for part, name in v.key.items() if part != "quantity") for v in group]
    return f" ({'; '.join(names)})" if len(group) <= 3 else ""


def _size(value: Value) -> float:
    return value.value or 0.0


OF_TIES = frozenset({"network", "layers", "tie-sets"})
"""Inputs whose ``m`` counts ties."""


def _end(metric: Metric, value: Value, known: list[Value], tag: str) -> str:
    """The highest or lowest value and whose it is, or how many share it."""
    shared = sum(v.value == value.value for v in known)
    if shared > 1:
        return f"{_measured(value, tag)} ({say('reading.of-them', tag, count=shared)})"
    names = ", ".join(part_word(part, name, tag) for part, name in value.key.items() if part != "quantity")
    if metric.input in OF_TIES and value.m is not None and value.m < FEW:
        names += f"; {say('reading.of-so-many-ties', tag, count=number(value.m, tag))}"
    return f"{_measured(value, tag)} ({names})"


def _measured(value: Value, tag: str) -> str:
    unit = catalogue(tag)["units"].get(value.unit, value.unit)
    return f"{number(value.value, tag)}{f' {unit}' if unit else ''}{_interval(value, tag)}"


def _interval(value: Value, tag: str) -> str:
    if value.low is None or value.high is None:
        return ""
    return f" [{number(value.low, tag)}; {number(value.high, tag)}]"


def _sentence(metric: Metric, result: Result, value: Value, tag: str) -> str:
    subject = about(value, tag)
    opening = _opening(metric, result, subject, tag)
    if value.value is None:
        assert value.reason is not None
        return f"{opening}: {word(value.status, tag)}. {value.reason[tag]}"
    said = f"{opening}: {_measured(value, tag)}. {_rests(metric, value, tag)}"
    return f"{said}{against_null(metric, result, value, tag)}".strip()


FEW = 10
"""Of fewer cases than this the sentence says of how many."""


def _rests(metric: Metric, value: Value, tag: str) -> str:
    """Of how few cases a number speaks; "" when they are many."""
    if metric.input not in ("network", "layers", "records", "incidence"):
        return ""
    records = metric.input == "records"
    few = []
    if value.n is not None and value.n < FEW:
        few.append(f"{number(value.n, tag)} {say('reading.few-records' if records else 'reading.few-actors', tag)}")
    if metric.input == "network" and value.m is not None and value.m < FEW:
        few.append(f"{number(value.m, tag)} {say('reading.few-ties', tag)}")
    return f"{say('reading.rests-on', tag, cases=say('reading.and', tag).join(few))} " if few else ""


def _kept(metric: Metric, result: Result, value: Value, tag: str) -> str:
    """What the null model of a value keeps, in words."""
    name = value.null or result.null or ""
    kept = find("nulls", f"{name}/{metric.input}") or find("nulls", name)
    return kept[tag] if kept else name


def against_null(metric: Metric, result: Result, value: Value, tag: str) -> str:
    """What the null model alone gives, and the verdict in words; "" when there is no null."""
    if value.p is None or (value.null or result.null) is None:
        return ""
    odds = [] if value.z is None or value.expected is None else [_place(value, tag)]
    odds.append(f"P {number(value.p, tag, 4)}")
    if (value.tests or 1) > 1 and value.p_adjusted is not None:
        adjusted = number(value.p_adjusted, tag, 4)
        odds.append(say("reading.corrected-p", tag, tests=value.tests, p=adjusted))
    odds.append(_of_how_many(result, value, tag))
    told = {
        "kept": _kept(metric, result, value, tag),
        "odds": ", ".join(odds),
        "verdict": verdict(metric, value)[tag],
    }
    if value.expected is None:
        return say("reading.against", tag, **told)
    return say("reading.expected", tag, spread=f"{number(value.expected, tag)} ± {number(value.sd, tag)}", **told)


def _of_how_many(result: Result, value: Value, tag: str) -> str:
    count = value.draws if value.draws is not None else result.permutations
    if value.exact or result.exact:
        if count is None:
            return say("reading.exact", tag)
        return say("reading.exact-of", tag, count=count_word(count, tag))
    return say("reading.draws", tag, count=count_word(count or 0, tag))


def _place(value: Value, tag: str) -> str:
    """Where the observed value lies among the draws: z, or for a small group the percentile."""
    if value.n is not None and value.n < SMALL and value.p_low is not None:
        return f"{say('reading.percentile', tag)} {number(100 * value.p_low, tag, 1)}"
    return f"z {number(value.z, tag, 2)}"


def verdict(metric: Metric, value: Value) -> Text:
    """Whether the observed value can be told from its null, in words."""
    if value.p is None or value.value is None:
        return phrase("reading.not-compared")
    if value.verdict == UNDECIDED:
        return phrase("reading.cannot-decide", wanted={tag: _enough([value], tag) for tag in languages()})
    if value.verdict != DISTINGUISHABLE:
        return phrase("reading.not-distinguishable")
    if value.value < (value.expected or 0.0):
        return metric.lower or phrase("reading.lower")
    return metric.higher or phrase("reading.higher")
