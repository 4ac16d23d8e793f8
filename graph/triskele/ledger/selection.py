"""Who is chosen, once: one record of what is asked, one rule of which ties and actors that keeps.

The same record in Python, command line and address. Its rules are conditions on columns, which :func:`mask` reads over
arrays and :func:`where` writes for the engine: lists, networks, metrics, exports and the graphs of the years share
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from triskele.errors import InvalidInput
from triskele.ledger.time import WHEN, When, parse_when, parse_year
from triskele.text import listed

MODALITIES = ("stated", "planned", "implied", "recommended")
WEIGHTS = ("none", "count", "confidence", "amount")
PARALLEL = ("sum", "max", "count")
HYBRIDS = ("exclusive", "fractional")
OCCURRENCES = ("from", "none")
_OPTIONS = {"weight": WEIGHTS, "parallel": PARALLEL, "hybrids": HYBRIDS, "when": WHEN, "occurrences": OCCURRENCES}


@dataclass(frozen=True)
class Selection:
    """Filters and conventions of one question. Empty tuples mean all.

    ``as_of``: what was there in that year, by :mod:`triskele.ledger.time`; None takes ties of any date, and ``when``
    says whether possibly (the usual reading) or certainly. ``occurrences``: what happens once counts from its year on,
    or not at all. ``modalities``: stated and implied unless said otherwise (``all`` takes every one), with a confidence
    of at least ``min_confidence``. ``places``: a place takes in the places inside it. ``persons`` and ``collectives``
    (groups that stand for many) stay out of networks unless asked for. ``parallel`` says what the weight of a merged
    tie is. ``hybrids``: exclusive counts an actor of several spheres as hybrid, fractional spreads it over them; the
    network carries both, metrics read which one was meant. ``undated``: False leaves out ties without any date.
    ``without``: actors left out, for instance the agency whose directory was the source. ``types`` keeps classes.
    """

    as_of: int | None = None
    when: When = "possible"
    tie_types: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ("stated", "implied")
    spheres: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    min_confidence: float = 0.5
    occurrences: str = "from"
    persons: bool = False
    collectives: bool = False
    directed: bool = False
    weight: str = "none"
    parallel: str = "sum"
    hybrids: str = "exclusive"
    isolates: bool = True
    undated: bool = True

    def __post_init__(self) -> None:
        for name, options in _OPTIONS.items():
            if getattr(self, name) not in options:
                raise InvalidInput(f"{name} is {getattr(self, name)!r}.", hint=f"Use one of {', '.join(options)}.")
        if self.modalities == ("all",):
            object.__setattr__(self, "modalities", MODALITIES)
        unknown = set(self.modalities) - set(MODALITIES)
        if unknown:
            raise InvalidInput(
                f"No modality is called {', '.join(sorted(unknown))}.", hint=f"Use all, or {', '.join(MODALITIES)}."
            )
        if not 0 <= self.min_confidence <= 1:
            raise InvalidInput(f"min_confidence is {self.min_confidence}.", hint="It lies between 0 and 1.")
        parse_when(self.when, self.as_of)

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Selection:
        """A selection from texts or values, as a URL or command line gives them; InvalidInput names what is wrong."""
        names = {f.name: f for f in fields(cls)}
        unknown = set(given) - set(names)
        if unknown:
            raise InvalidInput(
                f"No network parameter is called {', '.join(sorted(unknown))}.", hint=f"There are: {', '.join(names)}."
            )
        return cls(**{name: _read(name, value) for name, value in given.items() if value is not None})

    def public(self) -> dict[str, Any]:
        """The selection as plain values, for the inside of exported files and results."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    def changed(self) -> dict[str, Any]:
        """What the selection says differently from the usual one, as plain values."""
        usual = DEFAULT.public()
        return {name: value for name, value in self.public().items() if value != usual[name]}

    # -- the rule ---------------------------------------------------------------------------------------------------

    def tie_conditions(self) -> list[Condition]:
        """What a tie must be, whatever the year. Columns: modality, confidence, type, layer, document, occurrence,
        dated."""
        found = [Condition("modality", "in", self.modalities), Condition("confidence", "at least", self.min_confidence)]
        for column, keys in (("type", self.tie_types), ("layer", self.layers), ("document", self.documents)):
            if keys:
                found.append(Condition(column, "in", keys))
        if self.occurrences == "none":
            found.append(Condition("occurrence", "is", False))
        if not self.undated:
            found.append(Condition("dated", "is", True))
        return found

    def year_conditions(self) -> list[Condition]:
        """What a pair of ends, or a thing, must be in the year: the columns ``<when>_from`` and ``<when>_to``."""
        if self.as_of is None:
            return []
        return [
            Condition(f"{self.when}_from", "at most", self.as_of),
            Condition(f"{self.when}_to", "at least", self.as_of),
        ]

    def tie_query(self) -> str:
        """The IRIs of the ties that are chosen whatever the year, over the tables of a build."""
        conditions = [c for c in self.tie_conditions() if c.column != "document"]
        return f"""SELECT t.iri FROM (SELECT t.iri, t.modality, CAST(t.confidence AS DOUBLE) AS confidence,
          k.key AS type, k.layer, k.occurrence, coalesce(t.valid_from, t.valid_from_latest, t.valid_to,
          t.valid_to_latest) IS NOT NULL AS dated FROM ties t JOIN tie_types k ON k.iri = t.type) t
          WHERE {where(conditions)}"""


class Condition(NamedTuple):
    """One thing a row must be: a column, ``in`` (any of some keys), ``at least``, ``at most`` or ``is``, a value."""

    column: str
    op: str
    value: Any


class Columns(Protocol):
    """Columns as arrays: numbers and flags as they are, keys as a mask of the rows that carry any of some."""

    def __getitem__(self, name: str) -> NDArray[Any]: ...

    def carries(self, name: str, keys: Sequence[str]) -> NDArray[np.bool_]: ...


def mask(conditions: Sequence[Condition], columns: Columns, rows: int) -> NDArray[np.bool_]:
    """Which rows meet all conditions."""
    kept = np.ones(rows, dtype=bool)
    for condition in conditions:
        kept &= meets(condition, columns)
    return kept


def meets(condition: Condition, columns: Columns) -> NDArray[np.bool_]:
    """Which rows meet one condition."""
    column, op, value = condition
    match op:
        case "in":
            return columns.carries(column, value)
        case "at least":
            return np.asarray(columns[column] >= value)
        case "at most":
            return np.asarray(columns[column] <= value)
        case _:
            return np.asarray(columns[column] == value)


def until(selection: Selection, subject: str) -> str:
    """What was counted or happened until the year, as a condition in SQL on figures or events: what has no year stays,
    unless the thing in the column ``subject`` began later."""
    year = selection.as_of
    if year is None:
        return "TRUE"
    return f"(year IS NULL OR year <= {year}) AND {subject} NOT IN (SELECT iri FROM thing WHERE possible_from > {year})"


def where(conditions: Sequence[Condition]) -> str:
    """The conditions as SQL over columns of the same names; keys are quoted."""
    parts = ["TRUE"]
    for column, op, value in conditions:
        match op:
            case "in":
                quoted = ", ".join("'" + str(key).replace("'", "''") + "'" for key in value)
                parts.append(f"{column} IN ({quoted})")
            case "at least":
                parts.append(f"{column} >= {float(value)!r}" if isinstance(value, float) else f"{column} >= {value}")
            case "at most":
                parts.append(f"{column} <= {value}")
            case _:
                parts.append(f"{column} IS {'TRUE' if value else 'NOT TRUE'}")
    return " AND ".join(parts)


DEFAULT = Selection()

_FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def _read(name: str, value: Any) -> Any:
    if name == "as_of":
        return parse_year(value)
    kind = type(getattr(DEFAULT, name))
    try:
        if kind is tuple:
            parts = listed(value) if isinstance(value, str) else value
            return tuple(str(part).strip() for part in parts if str(part).strip())
        if kind is bool and isinstance(value, str):
            return _FLAGS[value.lower()]
        return kind(value)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            f"{name} is {value!r}.",
            hint=f"Expected {'a list separated by commas' if kind is tuple else kind.__name__}.",
        ) from error
