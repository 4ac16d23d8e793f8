"""What a reader of the data has to decide before anything is measured, each decision with its defensible answers.

Readings are all combinations of the answers, each a :class:`Selection`: who is chosen stays one rule.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from triskele.ledger.arrays import Arrays
from triskele.ledger.selection import Selection
from triskele.metrics.metric import Metric
from triskele.metrics.parameter import Text
from triskele.words import phrase

FEWEST = 64
"""Below so many combinations the choices that matter less are taken in, too."""
MOST_DOCUMENTS = 8
"""Of more documents than this, those that most ties rest on are left out one by one."""


@dataclass(frozen=True)
class Option:
    """One answer: its name in addresses and columns, in words as a condition ("… count"), and what it changes."""

    name: str
    words: Text
    change: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One decision. The first option is the selection as it was asked for."""

    name: str
    title: Text
    options: tuple[Option, ...]


def _flag(name: str, key: str, title: Text, yes: Text, no: Text) -> Choice:
    return Choice(name, title, (Option("yes", yes, {key: True}), Option("no", no, {key: False})))


UNDATED = _flag(
    "undated", "undated", phrase("choices.undated.title"),
    phrase("choices.undated.yes"),
    phrase("choices.undated.no"),
)  # fmt: skip
WHEN = Choice(
    "when", phrase("choices.when.title"),
    (
        Option("possible", phrase("choices.when.possible"),
               {"when": "possible"}),
        Option("certain", phrase("choices.when.certain"),
               {"when": "certain"}),
    ),
)  # fmt: skip
COLLECTIVES = _flag(
    "collectives", "collectives", phrase("choices.collectives.title"),
    phrase("choices.collectives.yes"),
    phrase("choices.collectives.no"),
)  # fmt: skip
HYBRIDS = Choice(
    "hybrids", phrase("choices.hybrids.title"),
    (
        Option("exclusive", phrase("choices.hybrids.exclusive"),
               {"hybrids": "exclusive"}),
        Option("fractional", phrase("choices.hybrids.fractional"),
               {"hybrids": "fractional"}),
    ),
)  # fmt: skip
MODALITY = Choice(
    "modality", phrase("choices.modality.title"),
    (
        Option("implied", phrase("choices.modality.implied"),
               {"modalities": ("stated", "implied")}),
        Option("stated", phrase("choices.modality.stated"),
               {"modalities": ("stated",)}),
        Option("planned", phrase("choices.modality.planned"),
               {"modalities": ("stated", "implied", "planned")}),
    ),
)  # fmt: skip
WEIGHT = Choice(
    "weight", phrase("choices.weight.title"),
    (
        Option("none", phrase("choices.weight.none"), {"weight": "none"}),
        Option("count", phrase("choices.weight.count"), {"weight": "count"}),
        Option("confidence", phrase("choices.weight.confidence"),
               {"weight": "confidence", "parallel": "sum"}),
        Option("strongest", phrase("choices.weight.strongest"),
               {"weight": "confidence", "parallel": "max"}),
    ),
)  # fmt: skip
OCCURRENCES = Choice(
    "occurrences", phrase("choices.occurrences.title"),
    (
        Option("from", phrase("choices.occurrences.from"), {"occurrences": "from"}),
        Option("none", phrase("choices.occurrences.none"),
               {"occurrences": "none"}),
    ),
)  # fmt: skip
CONFIDENCE = Choice(
    "confidence", phrase("choices.confidence.title"),
    (
        Option("half", phrase("choices.confidence.half"),
               {"min_confidence": 0.5}),
        Option("any", phrase("choices.confidence.any"),
               {"min_confidence": 0.0}),
        Option("high", phrase("choices.confidence.high"), {"min_confidence": 0.9}),
    ),
)  # fmt: skip
PERSONS = _flag(
    "persons", "persons", phrase("choices.persons.title"),
    phrase("choices.persons.yes"), phrase("choices.persons.no"),
)  # fmt: skip


def choices(
    arrays: Arrays, metric: Metric, selection: Selection, titles: Mapping[str, Text] | None = None
) -> list[Choice]:
    """The choices that bear on a metric: of years, hybrids and weights only when it reads them. Where they give fewer
    than :data:`FEWEST` combinations, what happens once, confidence and persons are chosen about as well. ``titles``
    names the documents by key; a document without a title is called by its key."""
    takes = {parameter.name for parameter in metric.parameters}
    found = [UNDATED]
    if selection.as_of is not None and metric.input != "tie-sets":
        found.append(WHEN)
    found.append(COLLECTIVES)
    found += [HYBRIDS] if "hybrids" in takes else []
    found.append(MODALITY)
    found += [WEIGHT] if "weight" in takes and selection.weight != "amount" else []
    found += [choice] if (choice := _documents(arrays, selection, titles or {})) else []
    for further in (OCCURRENCES, CONFIDENCE, PERSONS):
        if math.prod(len(choice.options) for choice in found) < FEWEST:
            found.append(further)
    return [_as_asked(choice, selection) for choice in found]


def _documents(arrays: Arrays, selection: Selection, titles: Mapping[str, Text]) -> Choice | None:
    """Every document left out in turn: ties that another one attests too stay."""
    carried = arrays.carried("document")
    names = sorted(carried, key=lambda name: -carried[name])
    read = [name for name in names if not selection.documents or name in selection.documents]
    if len(read) < 2:
        return None
    options = [Option("all", phrase("choices.document.all"),
                      {"documents": selection.documents})]  # fmt: skip
    for name in read[:MOST_DOCUMENTS]:
        words = phrase("choices.document.without", name=titles.get(name, name))
        options.append(Option(f"without-{name}", words, {"documents": tuple(sorted(set(read) - {name}))}))
    return Choice("document", phrase("choices.document.title"), tuple(options))


def _as_asked(choice: Choice, selection: Selection) -> Choice:
    """The choice with the option that was asked for in front; one that is not among them is called so."""
    asked = [o for o in choice.options if all(getattr(selection, name) == v for name, v in o.change.items())]
    first = asked[0] if asked else Option("asked", phrase("choices.asked"))
    return replace(choice, options=(first, *(option for option in choice.options if option is not first)))


def combinations(selection: Selection, found: Sequence[Choice]) -> list[tuple[dict[str, str], Selection]]:
    """Every combination as the names of its options and the selection it is; the first is the selection as asked."""
    rows = []
    for options in product(*(choice.options for choice in found)):
        change = {name: value for option in options for name, value in option.change.items()}
        names = {choice.name: option.name for choice, option in zip(found, options, strict=True)}
        rows.append((names, replace(selection, **change)))
    return rows
