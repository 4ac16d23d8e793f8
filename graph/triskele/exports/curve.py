"""The readings of a metric as a picture: every reading a mark in order of what it gives, below it the options it took.

A specification curve (Simonsohn, Simmons and Nelson 2020) as SVG: shapes say what colours say, words are in one
language, light and dark follow the reader's screen unless one of them is asked for.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from triskele.errors import InvalidInput
from triskele.words import Text, languages, phrase, say

if TYPE_CHECKING:
    from triskele.measure.readings import Reading, Readings

MODES = ("auto", "light", "dark")
_COLOURS = {
    "light": {"paper": "#ffffff", "ink": "#16202a", "muted": "#535f6b", "line": "#d9ddd8", "held": "#0b5a6f",
              "turned": "#b8480a", "null": "#8b96a1"},
    "dark": {"paper": "#182027", "ink": "#e8edf0", "muted": "#a3b0ba", "line": "#2b363f", "held": "#7cc4d6",
             "turned": "#ffb066", "null": "#6b7883"},
}  # fmt: skip
_STATES: dict[str, Text] = {
    "held": phrase("curve.states.held"),
    "turned": phrase("curve.states.turned"),
    "undecided": phrase("curve.states.undecided"),
    "undefined": phrase("curve.states.undefined"),
}
STATES = tuple(_STATES)
WIDTH, LEFT, RIGHT = 1000, 330, 24
PLOT = 190
ROW = 17
TEXT = 13


def write_curve(readings: Readings, language: str = "en", mode: str = "auto") -> bytes:
    """The picture as SVG. ``mode``: light, dark, or auto (the reader's screen decides)."""
    if language not in languages():
        raise InvalidInput(f"lang is {language!r}.", hint=f"Use one of {', '.join(languages())}.")
    if mode not in MODES:
        raise InvalidInput(f"mode is {mode!r}.", hint=f"Use one of {', '.join(MODES)}.")
    return "\n".join(_lines(readings, language, mode)).encode()


def _lines(readings: Readings, tag: str, mode: str) -> Iterator[str]:
    title = readings.title[tag]
    sentence = textwrap.wrap(readings.sentence[tag], 132)
    top = 44 + 19 * len(sentence) + 34
    bottom = top + PLOT
    rows = sum(1 + len(choice.options) for choice in readings.choices)
    height = bottom + 26 + ROW * rows + 30
    places = _places(readings)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" lang="{tag}" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="{TEXT}">'
    )
    yield f'<title id="t">{escape(title)}</title><desc id="d">{escape(readings.sentence[tag])}</desc>'
    yield f"<style>{_style(mode)}</style>"
    yield f'<rect class="paper" width="{WIDTH}" height="{height}"/>'
    yield f'<text x="16" y="28" class="ink" font-size="17" font-weight="600">{escape(title)}</text>'
    for number, line in enumerate(sentence):
        yield f'<text x="16" y="{52 + 19 * number}" class="ink">{escape(line)}</text>'
    yield from _legend(readings, tag, top - 26)
    yield from _curve(readings, tag, places, top, bottom)
    yield from _options(readings, tag, places, bottom + 26)
    yield f'<text x="16" y="{height - 12}" class="muted" font-size="11">{escape(readings.address)}</text>'
    yield "</svg>"


def _style(mode: str) -> str:
    def rules(colours: Mapping[str, str]) -> str:
        fills = "".join(f".{name}{{fill:{colour}}}" for name, colour in colours.items())
        strokes = "".join(f".s-{name}{{stroke:{colour};fill:none}}" for name, colour in colours.items())
        return fills + strokes

    if mode != "auto":
        return rules(_COLOURS[mode])
    return f"{rules(_COLOURS['light'])}@media screen and (prefers-color-scheme:dark){{{rules(_COLOURS['dark'])}}}"


def _height(reading: Reading, by_place: bool) -> float | None:
    return reading.outcome.place if by_place else reading.outcome.value


def _places(readings: Readings) -> dict[int, float]:
    """Where each reading stands from left to right: in order of place or value, those without one at the end."""
    by_place = readings.claim.kind == "first"
    state = {name: number for number, name in enumerate(STATES)}

    def order(i: int) -> tuple[Any, ...]:
        outcome = readings.readings[i].outcome
        number = _height(readings.readings[i], by_place)
        return (number is None, number or 0.0, -(outcome.value or 0.0) if by_place else 0.0, state[outcome.state], i)

    step = (WIDTH - LEFT - RIGHT) / len(readings.readings)
    ordered = sorted(range(len(readings.readings)), key=order)
    return {i: LEFT + step * (rank + 0.5) for rank, i in enumerate(ordered)}


def _legend(readings: Readings, tag: str, y: float) -> Iterator[str]:
    x = float(LEFT)
    drawn = any(r.outcome.sd is not None for r in readings.readings) and readings.claim.kind != "first"
    words = {name: f"{_STATES[name][tag]} {readings.count(name)}" for name in STATES if readings.count(name)}
    for name, text in (words | ({"null": say("curve.null", tag)} if drawn else {})).items():
        yield f'<g>{_mark(name, x + 5, y - 4)}<text x="{x + 16}" y="{y}" class="muted">{escape(text)}</text></g>'
        x += 34 + 7.2 * len(text)


def _mark(state: str, x: float, y: float) -> str:
    """A mark: filled disc, cross, open diamond, short bar; for the null model a line."""
    match state:
        case "held":
            return f'<circle class="held" cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>'
        case "turned":
            path = f"M{x - 3:.1f} {y - 3:.1f}l6 6m0 -6l-6 6"
            return f'<path class="s-turned" stroke-width="1.8" d="{path}"/>'
        case "undecided":
            path = f"M{x:.1f} {y - 4:.1f}l4 4l-4 4l-4 -4z"
            return f'<path class="s-muted" stroke-width="1.4" d="{path}"/>'
        case "null":
            return f'<path class="s-null" stroke-width="3" stroke-opacity="0.55" d="M{x:.1f} {y - 5:.1f}v10"/>'
        case _:
            return f'<path class="s-muted" stroke-width="2" d="M{x - 3:.1f} {y:.1f}h6"/>'


def _curve(readings: Readings, tag: str, places: Mapping[int, float], top: float, bottom: float) -> Iterator[str]:
    by_place = readings.claim.kind == "first"
    height = say("curve.place" if by_place else "curve.value", tag)
    scale = _scale(readings, by_place, top, bottom)
    for number in _ticks(readings, by_place):
        y = scale(number)
        yield f'<path class="s-line" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" class="muted">{_number(number, tag)}</text>'
    yield (f'<text x="16" y="{top + 10}" class="ink" font-weight="600">{escape(height)}</text>')
    yield (
        f'<path class="s-muted" stroke-dasharray="2 3" d="M{places[0]:.1f} {top}V{bottom}"/>'
        f'<text x="{places[0]:.1f}" y="{top - 6}" text-anchor="middle" class="muted" font-size="11">'
        f"{escape(say('curve.usual', tag))}</text>"
    )
    for i, reading in enumerate(readings.readings):
        outcome, x = reading.outcome, places[i]
        if not by_place and outcome.null_low is not None and outcome.null_high is not None:
            low, high = scale(outcome.null_low), scale(outcome.null_high)
            yield f'<path class="s-null" stroke-width="2" stroke-opacity="0.55" d="M{x:.1f} {low:.1f}V{high:.1f}"/>'
        found = _height(reading, by_place)
        y = bottom + 8 if found is None else scale(found)
        told = f"{say('curve.reading', tag)} {i + 1}: {_STATES[outcome.state][tag]}"
        if found is not None:
            told += f", {height} {_number(found, tag)}"
        mark = f"<g><title>{escape(told)}</title>{_mark(outcome.state, x, y)}</g>"
        yield f"<a href={quoteattr(reading.address)}>{mark}</a>" if reading.address else mark


def _numbers(readings: Readings, by_place: bool) -> list[float]:
    found = [float(n) for r in readings.readings if (n := _height(r, by_place)) is not None]
    if not by_place:
        ends = [end for r in readings.readings for end in (r.outcome.null_low, r.outcome.null_high)]
        found += [end for end in ends if end is not None]
    return found or [0.0]


def _scale(readings: Readings, by_place: bool, top: float, bottom: float) -> Any:
    """Numbers to heights; the first place stands above."""
    numbers = _numbers(readings, by_place)
    low, high = min(numbers), max(numbers)
    if by_place:
        low = 1.0
    span = (high - low) or 1.0
    return lambda n: (top + (n - low) / span * PLOT) if by_place else (bottom - (n - low) / span * PLOT)


def _ticks(readings: Readings, by_place: bool) -> Sequence[float]:
    """Round numbers between the lowest and the highest, about four; of places the first and some others."""
    numbers = _numbers(readings, by_place)
    low, high = (1.0 if by_place else min(numbers)), max(numbers)
    if high == low:
        return (low,)
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    step = max(step, 1.0) if by_place else step
    first = math.ceil(low / step)
    ticks = [step * k for k in range(first, math.floor(high / step) + 1)]
    return [1.0, *(tick for tick in ticks if tick > 1)] if by_place else ticks


def _number(number: float, tag: str) -> str:
    text = f"{number:.3g}" if abs(number) < 1000 else f"{number:.0f}"
    text = text.replace("-", "−")
    return text.replace(".", say("common.numbers.decimal", tag))


def _options(readings: Readings, tag: str, places: Mapping[int, float], top: float) -> Iterator[str]:
    """One row an option, a mark under each reading that took it; beside it in how many of these the claim holds."""
    shares = {(s.choice, s.option): s for s in readings.shares}
    y = top
    half = max(0.8, min(3.0, (WIDTH - LEFT - RIGHT) / len(readings.readings) / 2 - 0.4))
    for choice in readings.choices:
        y += ROW
        title = escape(choice.title[tag])
        yield f'<text x="16" y="{y - 4:.1f}" class="ink" font-weight="600" font-size="12">{title}</text>'
        for option in choice.options:
            y += ROW
            share = shares[choice.name, option.name]
            words = textwrap.shorten(option.words[tag], 46, placeholder="…")
            yield f'<path class="s-line" d="M{LEFT} {y - 8:.1f}H{WIDTH - RIGHT}"/>'
            yield f'<text x="16" y="{y - 4:.1f}" class="muted" font-size="11.5">{escape(words)}</text>'
            yield (
                f'<text x="{LEFT - 8}" y="{y - 4:.1f}" text-anchor="end" class="muted" font-size="11.5">'
                f"{share.held}/{share.of}</text>"
            )
            for state in STATES:
                marks = [
                    f"M{places[i] - half:.1f} {y - 8:.1f}h{2 * half:.1f}"
                    for i, r in enumerate(readings.readings)
                    if r.choices[choice.name] == option.name and r.outcome.state == state
                ]
                colour = state if state in ("held", "turned") else "muted"
                if marks:
                    wide = 9 if state == "held" else 4
                    yield f'<path class="s-{colour}" stroke-width="{wide}" d="{"".join(marks)}"/>'
