"""What a metric says about itself, and what a run of it gives back.

A :class:`Metric` is a record in the registry: every surface (command line, service, reference page,
explorer menu, CSV header) reads it from there. Calling the record runs it. A :class:`Result` is a list of
:class:`Value` rows, the first of which is the headline, together with everything that could have changed
the numbers.

Nothing heavy is imported here: the records must be readable before numpy is.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from triskele.errors import NullRequired, ParameterError
from triskele.metrics.parameter import PERMUTATIONS, SEED, Parameter, Text, both
from triskele.progress import expecting

if TYPE_CHECKING:
    import pandas

__all__ = [
    "PERMUTATIONS",
    "SEED",
    "Metric",
    "Parameter",
    "Result",
    "Text",
    "Value",
    "both",
    "code_version",
    "suppressed",
    "undefined",
]

INPUTS = (
    "network",
    "layers",
    "records",
    "firms",
    "region-table",
    "plants",
    "checklist",
    "incidence",
    "tie-sets",
    "system",
)
"""The kinds of input a metric can ask for."""

STATES = ("ok", "undefined", "suppressed")


@dataclass(frozen=True)
class Value:
    """One number of a result.

    ``key`` says what it is about ({} when that goes without saying; ``quantity`` names one of several
    measures). ``value`` is None when undefined or suppressed, and then ``reason`` says why in both
    languages. ``low`` and ``high`` bound the value (confidence interval, or what the unknown cases allow);
    ``p_low`` is P(null ≤ observed), ``p_high`` P(null ≥ observed), ``p`` two-sided. ``coverage`` is the
    known share of what should be known. ``category`` is a class name when the metric classifies, and
    ``evidence`` the keys of what a verdict rests on.
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
    n: int | None = None
    m: float | None = None
    coverage: float | None = None
    category: str | None = None
    evidence: tuple[str, ...] = ()
    status: str = "ok"
    reason: Text | None = None

    def __post_init__(self) -> None:
        for name in NUMBERS:
            number = getattr(self, name)
            if number is None:
                continue
            if not math.isfinite(number):
                raise ValueError(f"{name} of {dict(self.key)} is {number}: undefined values are None with a reason")
            object.__setattr__(self, name, int(number) if name == "n" else float(number))
        if self.status not in STATES:
            raise ValueError(f"status {self.status!r} is not one of {STATES}")
        if (self.status == "ok") != (self.value is not None):
            raise ValueError(f"{dict(self.key)}: value {self.value} does not go with status {self.status!r}")
        if self.status != "ok" and not (self.reason and self.reason["tr"] and self.reason["en"]):
            raise ValueError(f"{dict(self.key)}: {self.status} without a reason in both languages")


NUMBERS = (
    "value",
    "expected",
    "sd",
    "z",
    "low",
    "high",
    "p_low",
    "p_high",
    "p",
    "p_adjusted",
    "n",
    "m",
    "coverage",
)
"""The numeric fields of a Value, in the order of every table."""


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
    ``address`` gives the result again, and is None where a table of the caller's went into it.
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
        for name in ("selection", "dropped", "parameters"):
            run[name] = _compact(dict(run[name]))
        names = self.columns()
        rows = []
        for value in self.values:
            row: dict[str, Any] = dict.fromkeys(names)
            row.update(value.key)
            row.update({name: getattr(value, name) for name in ("unit", "category", "status", *NUMBERS)})
            row.update({f"reason_{tag}": value.reason[tag] if value.reason else None for tag in ("tr", "en")})
            row["evidence"] = ";".join(value.evidence) or None
            row.update(run)
            rows.append(row)
        for row in rows[:1]:
            row.update({f"reading_{tag}": self.reading.get(tag) or None for tag in ("tr", "en")})
            row.update({f"notes_{tag}": " ".join(note[tag] for note in self.notes) or None for tag in ("tr", "en")})
        return rows

    def to_frame(self) -> pandas.DataFrame:
        """A DataFrame with the columns of :meth:`columns`; nullable types, so undefined is <NA> and never
        NaN.
        """
        import pandas

        frame = pandas.DataFrame(self.rows(), columns=self.columns(), dtype=object)
        for name in frame.columns:
            kind = "Int64" if name in ("n", "permutations", "seed") else "Float64"
            kind = kind if name in NUMBERS or kind == "Int64" else "boolean" if name == "exact" else "string"
            frame[name] = frame[name].astype(kind)
        return frame

    def to_csv(self) -> str:
        """RFC 4180 text with LF line ends; an empty cell is undefined."""
        out = io.StringIO()
        writer = csv.DictWriter(out, self.columns(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows())
        return out.getvalue()

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists and numbers, values nested under the run."""
        run = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "values"}
        for name in ("selection", "dropped", "parameters", "reading"):
            run[name] = dict(run[name])
        run["notes"] = [dict(note) for note in self.notes]
        return {**run, "values": [_plain(value) for value in self.values]}

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
    "dropped",
    "parameters",
    "version",
    "address",
)
"""The fields of the run that every flat row repeats."""

VALUE_TEXTS = ("category", "evidence", "status", "reason_tr", "reason_en")
RUN_TEXTS = ("reading_tr", "reading_en", "notes_tr", "notes_en")
"""What is said in words about the run, in the first row only."""


def _plain(value: Value) -> dict[str, Any]:
    plain = asdict(value)
    plain["key"] = dict(value.key)
    plain["reason"] = dict(value.reason) if value.reason else None
    return plain


def _compact(mapping: dict[str, Any]) -> str:
    return json.dumps(mapping, ensure_ascii=False, sort_keys=True, allow_nan=False)


def code_version() -> str:
    """The version of the installed distribution, or "source" when it runs from a bare checkout."""
    try:
        return version("triskele")
    except PackageNotFoundError:
        return "source"


@dataclass(frozen=True)
class Metric:
    """One metric: what it asks, how it answers, when it cannot, and the function that does it.

    ``function(data, **parameters)`` returns a :class:`Result`; calling the record checks the parameters
    first and completes the result. ``example`` is the id of the test that proves the worked number. With
    ``needs_null`` the metric is never computed without its null model: permutations=0 is refused.
    """

    name: str
    section: str
    title: Text
    question: Text
    formula: str
    range: str
    undefined_when: Text
    cost: str
    reference: str
    input: str
    function: Callable[..., Result]
    example: str
    direction: Text = field(default_factory=lambda: both("yön yok", "none"))
    weights: Text = field(default_factory=lambda: both("sayımlar", "counts"))
    units: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    nulls: tuple[str, ...] = ()
    needs_null: bool = False
    lower: Text | None = None
    higher: Text | None = None

    def __call__(self, data: Any, **given: Any) -> Result:
        """Run the metric; unknown or unreadable parameters raise ParameterError."""
        from triskele.metrics.reading import describe

        chosen = self.resolve(given)
        if self.needs_null and chosen.get("permutations") == 0:
            raise NullRequired(
                f"{self.name} was asked for with permutations=0; expected at least 1 (999 by default)",
                hint="This number cannot be read without its null model: leave permutations out, or give 999 or more.",
            )
        draws = 0 if chosen.get("null") == "none" else chosen.get("permutations") or 0
        with expecting(draws if self.nulls else 0):
            found = self.function(data, **chosen)
        result = replace(
            found,
            metric=self.name,
            version=found.version or code_version(),
            parameters={**{k: _printable(v) for k, v in chosen.items()}, **found.parameters},
        )
        if result.null and not result.exact and (result.permutations or 0) < PERMUTATIONS.default:
            result = replace(result, notes=[*result.notes, _few(result.permutations or 0)])
        return replace(result, reading=describe(self, result)) if not result.reading else result

    def resolve(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters with their values in their types, defaults included."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, 3, 0.5)
                raise ParameterError(
                    f"{self.name} has no parameter {name!r}",
                    hint=f"Did you mean {', '.join(near)}?" if near else f"It takes: {', '.join(known) or 'none'}.",
                )
        return {name: p.read(given[name]) if name in given else p.default for name, p in known.items()}

    def describe(self) -> dict[str, Any]:
        """The record as plain data, without the function."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("function", "parameters")}
        plain["parameters"] = [asdict(parameter) for parameter in self.parameters]
        return plain


def _few(permutations: int) -> Text:
    return both(
        f"B = {permutations}: en az {PERMUTATIONS.default} örnek önerilir.",
        f"B = {permutations}: at least {PERMUTATIONS.default} draws are advised.",
    )


def _printable(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (tuple, list)) and all(isinstance(part, (str, int, float)) for part in value):
        return list(value)
    if isinstance(value, Mapping) and all(isinstance(part, (str, int, float)) for part in value.values()):
        return dict(value)
    return f"{type(value).__name__} of {len(value)}" if hasattr(value, "__len__") else str(value)
