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
from triskele.metrics.parameter import Text, both

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
    "undated", "undated", both("tarihsiz bağlar", "undated ties"),
    both("tarihsiz bağlar sayılırsa", "undated ties count"),
    both("tarihsiz bağlar çıkarılırsa", "undated ties are left out"),
)  # fmt: skip
WHEN = Choice(
    "when", both("olası bağlar", "possible ties"),
    (
        Option("possible", both("o yıl olası olanlar sayılırsa", "what was possibly there counts"),
               {"when": "possible"}),
        Option("certain", both("yalnız o yıl kesin olanlar sayılırsa", "only what was certainly there counts"),
               {"when": "certain"}),
    ),
)  # fmt: skip
COLLECTIVES = _flag(
    "collectives", "collectives", both("topluluklar", "groups"),
    both("çok kuruluş yerine geçenler sayılırsa", "groups that stand for many count"),
    both("çok kuruluş yerine geçenler çıkarılırsa", "groups that stand for many are left out"),
)  # fmt: skip
HYBRIDS = Choice(
    "hybrids", both("karma aktörler", "hybrids"),
    (
        Option("exclusive", both("karma aktörler ayrı bir alan olursa", "hybrids are a sphere of their own"),
               {"hybrids": "exclusive"}),
        Option("fractional", both("karma aktörler alanlarına bölünürse", "hybrids are spread over their spheres"),
               {"hybrids": "fractional"}),
    ),
)  # fmt: skip
MODALITY = Choice(
    "modality", both("kiplik", "modality"),
    (
        Option("implied", both("belirtilen ve ima edilen bağlar sayılırsa", "stated and implied ties count"),
               {"modalities": ("stated", "implied")}),
        Option("stated", both("yalnız belirtilen bağlar sayılırsa", "only stated ties count"),
               {"modalities": ("stated",)}),
        Option("planned", both("planlanan bağlar da sayılırsa", "planned ties count too"),
               {"modalities": ("stated", "implied", "planned")}),
    ),
)  # fmt: skip
WEIGHT = Choice(
    "weight", both("ağırlıklar ve paralel bağlar", "weights and parallel ties"),
    (
        Option("none", both("her çift bir sayılırsa", "each pair counts once"), {"weight": "none"}),
        Option("count", both("paralel bağlar sayılırsa", "parallel ties add up"), {"weight": "count"}),
        Option("confidence", both("bağlar güvenle tartılıp toplanırsa", "ties weigh their confidence and add up"),
               {"weight": "confidence", "parallel": "sum"}),
        Option("strongest", both("paralel bağların en güvenilisi sayılırsa",
                                 "the most confident of parallel ties counts"),
               {"weight": "confidence", "parallel": "max"}),
    ),
)  # fmt: skip
OCCURRENCES = Choice(
    "occurrences", both("bir kez olanlar", "occurrences"),
    (
        Option("from", both("bir kez olup bitenler sayılırsa", "what happens once counts"), {"occurrences": "from"}),
        Option("none", both("bir kez olup bitenler çıkarılırsa", "what happens once is left out"),
               {"occurrences": "none"}),
    ),
)  # fmt: skip
CONFIDENCE = Choice(
    "confidence", both("güven", "confidence"),
    (
        Option("half", both("güveni en az 0,5 olanlar sayılırsa", "ties of a confidence of at least 0.5 count"),
               {"min_confidence": 0.5}),
        Option("any", both("güveni ne olursa olsun her bağ sayılırsa", "ties of any confidence count"),
               {"min_confidence": 0.0}),
        Option("high", both("yalnız güveni en az 0,9 olanlar sayılırsa",
                            "only ties of a confidence of at least 0.9 count"), {"min_confidence": 0.9}),
    ),
)  # fmt: skip
PERSONS = _flag(
    "persons", "persons", both("kişiler", "persons"),
    both("kişiler de sayılırsa", "persons count"), both("kişiler çıkarılırsa", "persons are left out"),
)  # fmt: skip


def choices(arrays: Arrays, metric: Metric, selection: Selection) -> list[Choice]:
    """The choices that bear on a metric: of years, hybrids and weights only when it reads them. Where they give fewer
    than :data:`FEWEST` combinations, what happens once, confidence and persons are chosen about as well."""
    takes = {parameter.name for parameter in metric.parameters}
    found = [UNDATED]
    if selection.as_of is not None and metric.input != "tie-sets":
        found.append(WHEN)
    found.append(COLLECTIVES)
    found += [HYBRIDS] if "hybrids" in takes else []
    found.append(MODALITY)
    found += [WEIGHT] if "weight" in takes and selection.weight != "amount" else []
    found += [choice] if (choice := _documents(arrays, selection)) else []
    for further in (OCCURRENCES, CONFIDENCE, PERSONS):
        if math.prod(len(choice.options) for choice in found) < FEWEST:
            found.append(further)
    return [_as_asked(choice, selection) for choice in found]


def _documents(arrays: Arrays, selection: Selection) -> Choice | None:
    """Every document left out in turn: ties that another one attests too stay."""
    carried = arrays.carried("document")
    names = sorted(carried, key=lambda name: -carried[name])
    read = [name for name in names if not selection.documents or name in selection.documents]
    if len(read) < 2:
        return None
    options = [Option("all", both("bütün belgeler okunursa", "every document is read"),
                      {"documents": selection.documents})]  # fmt: skip
    for name in read[:MOST_DOCUMENTS]:
        words = both(f"“{name}” belgesi çıkarılırsa", f"the document “{name}” is left out")
        options.append(Option(f"without-{name}", words, {"documents": tuple(sorted(set(read) - {name}))}))
    return Choice("document", both("belgeler", "documents"), tuple(options))


def _as_asked(choice: Choice, selection: Selection) -> Choice:
    """The choice with the option that was asked for in front; one that is not among them is called so."""
    asked = [o for o in choice.options if all(getattr(selection, name) == v for name, v in o.change.items())]
    first = asked[0] if asked else Option("asked", both("seçim olduğu gibi kalırsa", "the selection stays as it is"))
    return replace(choice, options=(first, *(option for option in choice.options if option is not first)))


def combinations(selection: Selection, found: Sequence[Choice]) -> list[tuple[dict[str, str], Selection]]:
    """Every combination as the names of its options and the selection it is; the first is the selection as asked."""
    rows = []
    for options in product(*(choice.options for choice in found)):
        change = {name: value for option in options for name, value in option.change.items()}
        names = {choice.name: option.name for choice, option in zip(found, options, strict=True)}
        rows.append((names, replace(selection, **change)))
    return rows
