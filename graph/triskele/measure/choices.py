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


def _choice(name: str, **options: Mapping[str, Any]) -> Choice:
    """A decision and its options with what each changes; the words of each are those of its name."""
    worded = (Option(key, phrase(f"choices.{name}.{key}"), change) for key, change in options.items())
    return Choice(name, phrase(f"choices.{name}.title"), tuple(worded))


def _flag(name: str) -> Choice:
    return _choice(name, yes={name: True}, no={name: False})


UNDATED, COLLECTIVES, PERSONS = _flag("undated"), _flag("collectives"), _flag("persons")
WHEN = _choice("when", possible={"when": "possible"}, certain={"when": "certain"})
HYBRIDS = _choice("hybrids", exclusive={"hybrids": "exclusive"}, fractional={"hybrids": "fractional"})
MODALITY = _choice(
    "modality",
    implied={"modalities": ("stated", "implied")},
    stated={"modalities": ("stated",)},
    planned={"modalities": ("stated", "implied", "planned")},
)
WEIGHT = _choice(
    "weight",
    none={"weight": "none"},
    count={"weight": "count"},
    confidence={"weight": "confidence", "parallel": "sum"},
    strongest={"weight": "confidence", "parallel": "max"},
)
OCCURRENCES = _choice("occurrences", **{"from": {"occurrences": "from"}, "none": {"occurrences": "none"}})
CONFIDENCE = _choice(
    "confidence", half={"min_confidence": 0.5}, any={"min_confidence": 0.0}, high={"min_confidence": 0.9}
)


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
