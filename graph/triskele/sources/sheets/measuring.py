"""What a heading says that is counted below it: the measure, its unit and scale, the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from triskele.sources.sheets import seen
from triskele.sources.sheets.cells import number, scales
from triskele.sources.sheets.lists import data, index, plain, written_out
from triskele.sources.sheets.mapping import Column
from triskele.sources.sheets.words import Vocabulary, headings

_YEARS = re.compile(r"\b((?:19|20)\d\d)(?: ?[-/] ?(?:\d\d|(?:19|20)\d\d))?\b")
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")


def without_year(heading: str) -> str:
    return _YEARS.sub(" ", heading)


def measured(heading: str, values: list[Any], vocabulary: Vocabulary) -> Column | None:
    """What a column counts; None when nothing that is known, or its cells are no numbers."""
    measure = _measure(without_year(heading), vocabulary)
    if not measure or seen.share(values, lambda value: number(value, ",")) <= 0.5:
        return None
    year = _YEARS.search(heading)
    return Column(measure=measure, unit=_unit(heading, measure, vocabulary), year=year[1] if year else "")


def assumed_currency(heading: str, column: Column, vocabulary: Vocabulary) -> str:
    """The currency that a column has because nobody says another; empty when the heading does, or it holds none."""
    money = str(data()["units"].get(column.measure, ""))
    given = any(vocabulary.find("currencies", word)[0] for word in _beside(heading))
    return money if vocabulary.find("currencies", money)[0] and not given else ""


def _measure(heading: str, vocabulary: Vocabulary) -> str:
    names = index(data()["measures"])
    for bare in headings(heading):
        if found := names.get(bare) or _of_words(bare, names):
            return found
    if found := written_out(_BRACKETS.sub(" ", heading), names, undotted=True):
        return found
    return vocabulary.find("measures", plain(heading))[0] if plain(heading) else ""


def _of_words(said: str, names: dict[str, str]) -> str:
    """The measure of the same words in another order, without those that only say that it is counted."""
    fill = {plain(word) for word in data()["counted"]["words"]}
    words = frozenset(said.split()) - fill
    return next((kind for name, kind in names.items() if words and frozenset(name.split()) - fill == words), "")


def _unit(heading: str, measure: str, vocabulary: Vocabulary) -> str:
    found = [unit for word in _beside(heading) if word and (unit := vocabulary.find("currencies", word)[0])]
    unit = next(iter(found), str(data()["units"].get(measure, "one")))
    return " ".join([*scales(" ".join(_BRACKETS.findall(heading))), unit])


def _beside(heading: str) -> Iterator[str]:
    """What stands in brackets: whole, its words, and signs that stand right at a scale, as in ``k€``."""
    inside = " ".join(_BRACKETS.findall(heading))
    yield inside
    yield from inside.split()
    yield from re.findall(r"[€$₺£]", inside)
