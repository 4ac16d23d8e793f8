"""What a run of a metric gives back: a :class:`Result` is a list of :class:`Value` rows, the first of which is the
headline, together with everything that could have changed the numbers.

Nothing heavy is imported here: the records must be readable before numpy is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from triskele.formats import write_csv
from triskele.metrics.parameter import PERMUTATIONS, SEED, Parameter, Text
from triskele.metrics.verdicts import BAND
from triskele.words import languages

if TYPE_CHECKING:
    import pandas

__all__ = [
    "PERMUTATIONS",
    "SEED",
    "Parameter",
    "Result",
    "Text",
    "Value",
    "code_version",
    "suppressed",
    "undefined",
]

STATES = ("ok", "undefined", "suppressed")


@dataclass(frozen=True)
class Value:
    """One number of a result.

    ``key`` says what it is about ({} when that goes without saying; ``quantity`` names one of several
    measures). ``value`` is None when undefined or suppressed, and then ``reason`` says why in both
    languages. ``low`` and ``high`` bound the value (confidence interval, or what the unknown cases allow);
    ``p_low`` is P(null ≤ observed), ``p_high`` P(null ≥ observed), ``p`` two-sided. ``null`` names the null model where
    it is not the run's, ``draws`` how many of its draws are behind these numbers, ``exact`` whether they are all there
    are. ``verdict`` is one of :data:`triskele.metrics.verdicts.VERDICTS`, by the P corrected for ``tests`` tests, which
    lies between ``p_least`` and ``p_most``; where it is undecided ``needed`` draws would decide (None: no number
    would). ``coverage`` is the known share of what should be known. ``category`` is a class name when the metric
    classifies, and ``evidence`` the keys of what it rests on. ``sentence`` says of one of many subjects what the
    reading says of a single one.
    """

    key: Mapping[str, str]
    value: float | None
    unit: str = ""
    expected: float | None = None
    sd: float | None = None
    z: float | None = None
    low: float | None = None
    high: float | None = None
    p_low: float | None = None
    p_high: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    p_least: float | None = None
    p_most: float | None = None
    tests: int | None = None
    draws: int | None = None
    needed: int | None = None
    n: int | None = None
    m: float | None = None
    coverage: float | None = None
    category: str | None = None
    evidence: tuple[str, ...] = ()
    exact: bool = False
    null: str | None = None
    verdict: str | None = None
    status: str = "ok"
    reason: Text | None = None
    sentence: Text | None = None

    def point(self) -> dict[str, Any]:
        """What is told of it in a series: its numbers, its unit, and why it has none."""
        told = ("value", "unit", "null_low", "null_high", *NUMBERS[1:], "status")
        return {name: getattr(self, name) for name in told} | {"reason": dict(self.reason) if self.reason else None}

    @property
    def null_low(self) -> float | None:
        """With ``null_high`` what holds 95 % of the null model if it is normal; None where nothing was expected."""
        return None if self.expected is None or self.sd is None else self.expected - BAND * self.sd

    @property
    def null_high(self) -> float | None:
        """See ``null_low``."""
        return None if self.expected is None or self.sd is None else self.expected + BAND * self.sd

    def __post_init__(self) -> None:
        for name in NUMBERS:
            number = getattr(self, name)
            if number is None:
                continue
            if not math.isfinite(number):
                raise ValueError(f"{name} of {dict(self.key)} is {number}: undefined values are None with a reason")
            object.__setattr__(self, name, int(number) if name in WHOLE else _clean(name, float(number), self.unit))
        if self.status not in STATES:
            raise ValueError(f"status {self.status!r} is not one of {STATES}")
        if (self.status == "ok") != (self.value is not None):
            raise ValueError(f"{dict(self.key)}: value {self.value} does not go with status {self.status!r}")
        if self.status != "ok" and not (self.reason and all(self.reason.get(tag) for tag in languages())):
            raise ValueError(f"{dict(self.key)}: {self.status} without a reason in every language")


def _clean(name: str, number: float, unit: str) -> float:
    """Without what only rounding leaves: negative zero, 4e-13 mbit, a probability of .9999999999999999."""
    if name.startswith("p") and number > 1 - 1e-12:
        return 1.0
    if unit in ("mbit", "bit") and abs(number) < 1e-9 and not name.startswith("p"):
        return 0.0
    return number + 0.0


WHOLE = frozenset(one.name for one in fields(Value) if one.type == "int | None")
"""The fields of a Value that are counts."""
NUMBERS = tuple(one.name for one in fields(Value) if one.name in WHOLE or one.type == "float | None")
"""Its numeric fields, in the order of every table."""


def undefined(key: Mapping[str, str], reason: Text, *, unit: str = "", **known: Any) -> Value:
    """A value that does not exist for these data, with the reason."""
    return Value(key, None, unit, status="undefined", reason=reason, **known)


def suppressed(key: Mapping[str, str], reason: Text, *, unit: str = "", **known: Any) -> Value:
    """A value that exists and is withheld because it would mislead, with the reason."""
    return Value(key, None, unit, status="suppressed", reason=reason, **known)


@dataclass(frozen=True)
class Result:
    """What one run of one metric gave. The first value is the headline.

    A metric's function fills ``values``, ``null`` and what it knows; :meth:`Metric.__call__` adds metric,
    version, parameters and reading; whoever made the network adds as_of, release, layer and projection with
    :meth:`with_context`. ``selection`` is what the network was asked to hold where that differs from the usual;
    ``address`` gives the result again, and is None where a table of the caller's went into it. ``chosen`` counts the
    ties and actors that the selection keeps of the release (:class:`triskele.networks.choosing.Chosen`).
    """

    values: Sequence[Value]
    metric: str = ""
    version: str = ""
    null: str | None = None
    permutations: int | None = None
    seed: int | None = None
    exact: bool = False
    direction: str | None = None
    weights: str | None = None
    hybrids: str | None = None
    as_of: str | None = None
    release: str | None = None
    layer: str | None = None
    projection: str | None = None
    selection: Mapping[str, Any] = field(default_factory=dict)
    address: str | None = None
    chosen: Mapping[str, int | None] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[Text] = ()
    reading: Text = field(default_factory=dict)

    @property
    def headline(self) -> Value:
        """The first value."""
        return self.values[0]

    def pick(self, **key: str) -> Value:
        """The one value whose key holds these entries; KeyError when there is none or more than one."""
        found = [v for v in self.values if all(v.key.get(k) == w for k, w in key.items())]
        if len(found) != 1:
            raise KeyError(f"{len(found)} values answer to {key}")
        return found[0]

    def with_context(self, **context: Any) -> Result:
        """The same result with as_of, release, layer, projection, dropped or notes filled in."""
        return replace(self, **context)

    def columns(self) -> list[str]:
        """The names of the columns of :meth:`rows`: the parts of the keys first, then those of every table."""
        keys = list(dict.fromkeys(name for value in self.values for name in value.key))
        return [*keys, "value", "unit", *NUMBERS[1:], *VALUE_TEXTS, *RUN, *RUN_TEXTS]

    def rows(self) -> list[dict[str, Any]]:
        """Flat rows, one a value, all with the same columns; None where undefined.

        What is said in words about the whole run stands in the first row only.
        """
        run = {name: getattr(self, name) for name in RUN}
        for name in ("selection", "chosen", "dropped", "parameters"):
            run[name] = _compact(dict(run[name]))
        names = self.columns()
        rows = []
        for value in self.values:
            row: dict[str, Any] = dict.fromkeys(names)
            row.update(value.key)
            row.update({name: getattr(value, name) for name in ("unit", "category", "verdict", "status", *NUMBERS)})
            row.update({f"reason_{tag}": value.reason[tag] if value.reason else None for tag in languages()})
            row.update({f"sentence_{tag}": value.sentence[tag] if value.sentence else None for tag in languages()})
            row["evidence"] = ";".join(value.evidence) or None
            row.update(run)
            row.update({"null": value.null or self.null, "exact": value.exact or self.exact})
            rows.append(row)
        for row in rows[:1]:
            row.update({f"reading_{tag}": self.reading.get(tag) or None for tag in languages()})
            row.update({f"notes_{tag}": " ".join(note[tag] for note in self.notes) or None for tag in languages()})
        return rows

    def to_frame(self) -> pandas.DataFrame:
        """A DataFrame with the columns of :meth:`columns`; nullable types, so undefined is <NA> and never
        NaN.
        """
        import pandas

        frame = pandas.DataFrame(self.rows(), columns=self.columns(), dtype=object)
        for name in frame.columns:
            kind = "Int64" if name in WHOLE or name in ("permutations", "seed") else "Float64"
            kind = kind if name in NUMBERS or kind == "Int64" else "boolean" if name == "exact" else "string"
            frame[name] = frame[name].astype(kind)
        return frame

    def to_csv(self) -> str:
        """RFC 4180 text with LF line ends; an empty cell is undefined."""
        return write_csv(self.columns(), self.rows())

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists and numbers, values nested under the run."""
        run = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "values"}
        for name in ("selection", "chosen", "dropped", "parameters", "reading"):
            run[name] = dict(run[name])
        run["notes"] = [dict(note) for note in self.notes]
        return {**run, "values": [_plain(value) for value in self.values]}

    def _repr_html_(self) -> str:
        """What a notebook shows: the reading in both languages, the first values, what they rest on."""
        from triskele.metrics.showing import show

        return show(self)

    def to_json(self) -> str:
        """:meth:`to_dict` as JSON; NaN cannot occur."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)


RUN = (
    "metric",
    "null",
    "permutations",
    "seed",
    "exact",
    "direction",
    "weights",
    "hybrids",
    "as_of",
    "release",
    "layer",
    "projection",
    "selection",
    "chosen",
    "dropped",
    "parameters",
    "version",
    "address",
)
"""The fields of the run that every flat row repeats."""

VALUE_TEXTS = ("verdict", "category", "evidence", "status", "reason_tr", "reason_en", "sentence_tr", "sentence_en")
RUN_TEXTS = ("reading_tr", "reading_en", "notes_tr", "notes_en")
"""What is said in words about the run, in the first row only."""


def _plain(value: Value) -> dict[str, Any]:
    plain = {**asdict(value), "null_low": value.null_low, "null_high": value.null_high}
    plain["key"] = dict(value.key)
    for name in ("reason", "sentence"):
        text = getattr(value, name)
        plain[name] = dict(text) if text else None
    return plain


def _compact(mapping: dict[str, Any]) -> str:
    return json.dumps(mapping, ensure_ascii=False, sort_keys=True, allow_nan=False)


@cache
def code_version() -> str:
    """The version of the installed distribution, or "source" when it runs from a bare checkout."""
    try:
        return version("triskele")
    except PackageNotFoundError:
        return "source"
