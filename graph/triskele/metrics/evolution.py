"""Which graph is this: ties active in a year, cumulative ties, and how many are replaced from year to year."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from triskele.errors import ParameterError, TableError
from triskele.metrics import tables
from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import left_out
from triskele.metrics.typed import WITHOUT, value_or
from triskele.words import phrase

EVERY_YEAR_UP_TO = 60
EMPTY = phrase("evolution.empty")


@dataclass(frozen=True)
class DatedTie:
    """One tie; ``first`` None is unknown, ``last`` None is open. Years inclusive."""

    name: Hashable
    first: int | None
    last: int | None

    def active(self, year: int, undated: bool) -> bool:
        """Whether from ≤ year ≤ to; an unknown first year counts as already begun when ``undated``."""
        begun = undated if self.first is None else self.first <= year
        return begun and (self.last is None or year <= self.last)

    def begun(self, year: int, undated: bool) -> bool:
        """Whether it was ever active up to this year."""
        return undated if self.first is None else self.first <= year


def turnover(before: set[Any], after: set[Any]) -> float | None:
    """1 − Jaccard of two tie sets; None when both are empty."""
    union = before | after
    return 1 - len(before & after) / len(union) if union else None


def _year(cell: str, row: int) -> int | None:
    if cell.strip().lower() in tables.UNKNOWN_WORDS:
        return None
    found = re.fullmatch(r"(-?\d{1,4})(-\d{2}(-\d{2})?)?(\.0)?", cell.strip())
    if not found:
        raise TableError(f"tie table: row {row + 1} has the date {cell!r}", hint="Give a year or an ISO date.")
    return int(found.group(1))


def read_dated(data: Any, directed: bool, without: Sequence[Any] = ()) -> list[DatedTie]:
    """Rows source, target, from, to (and type): a tie is told apart by its ends and type."""
    frame = tables.read(data, "source", "target", "from", "to", name="tie table")
    tables.labels(frame, "source", "target", name="tie table")
    gone = _gone({*frame["source"], *frame["target"]}, without)
    frame = frame[~(frame["source"].isin(gone) | frame["target"].isin(gone))]
    kinds = frame["type"] if "type" in frame.columns else [""] * len(frame)
    ties = []
    for row, (a, b, kind, first, last) in enumerate(
        zip(frame["source"], frame["target"], kinds, frame["from"], frame["to"], strict=True)
    ):
        begin, end = _year(first, row), _year(last, row)
        if begin is not None and end is not None and begin > end:
            raise TableError(f"tie table: row {row + 1} ends before it begins", hint="from must not be after to.")
        ties.append(DatedTie((*((a, b) if directed else sorted((a, b))), kind), begin, end))
    return ties


def _gone(actors: set[Any], without: Sequence[Any]) -> set[Any]:
    """The actors to leave out, as the data spell them; ParameterError for one that is not there."""
    ids = list(actors)
    keep, _ = left_out(ids, without)
    return {actor for actor, stays in zip(ids, keep.tolist(), strict=True) if not stays}


def _years(ties: Sequence[DatedTie], years: Sequence[Any]) -> list[int]:
    """The years asked for, else every year of change (every year when the span is short)."""
    if years:
        try:
            return sorted({int(year) for year in years})
        except (TypeError, ValueError) as wrong:
            raise ParameterError(f"years is {years!r}; expected years", hint="For instance years=2000,2010.") from wrong
    marks = {t.first for t in ties} | {t.last for t in ties} | {t.last + 1 for t in ties if t.last is not None}
    known = sorted(mark for mark in marks if mark is not None)
    if not known:
        return []
    return list(range(known[0], known[-1] + 1)) if known[-1] - known[0] <= EVERY_YEAR_UP_TO else known


@metric(
    name="tie-turnover",
    section="B23",
    range="[0, 1]",
    reference="Battiston et al. 2014; Jaccard 1901",
    input="tie-sets",
    parameters=(
        Parameter("years", "list", (), phrase("evolution.tie-turnover.parameters.years")),
        Parameter(
            "mode",
            "str",
            "active",
            phrase("evolution.tie-turnover.parameters.mode"),
            choices=("active", "cumulative"),
        ),
        Parameter("directed", "bool", False, phrase("evolution.tie-turnover.parameters.directed")),
        WITHOUT,
    ),
    units=("ratio", "ties"),
    weights=phrase("common.ignored"),
    example="test_turnover_by_hand",
)
def tie_turnover(data: Any, *, years: Sequence[Any], mode: str, directed: bool, without: Any) -> Result:
    """Turnover between consecutive years with and without undated ties, the undated share, ties a year.

    ``data`` is a table of dated ties, or a mapping from period to a network or to the ties of that period.
    """
    if isinstance(data, Mapping):
        return _of_sets(data, directed, without)
    ties = read_dated(data, directed, without)
    span = _years(ties, years)
    run: dict[str, Any] = {"direction": "directed" if directed else "undirected", "weights": "none"}
    if not ties or not span:
        why = phrase("evolution.no-dated-tie") if ties else phrase("evolution.no-tie")
        return Result([undefined({"quantity": "turnover"}, why, unit="ratio", n=len(ties)), *_undated(ties)], **run)
    sets = {
        word: [{t.name for t in ties if getattr(t, _WAY[mode])(year, flag)} for year in span]
        for word, flag in (("with", True), ("without", False))
    }
    values: list[Value] = []
    for word, found in sets.items():
        for i in range(1, len(span)):
            key = {"from": str(span[i - 1]), "to": str(span[i]), "undated": word, "quantity": "turnover"}
            values.append(value_or(key, turnover(found[i - 1], found[i]), EMPTY, m=len(found[i])))
    values += _undated(ties)
    for word, found in sets.items():
        values += [
            Value({"year": str(year), "undated": word, "quantity": f"{mode}-ties"}, len(found[i]), "ties")
            for i, year in enumerate(span)
        ]
    return Result(values, **run, notes=[_SAID[mode]])


_WAY = {"active": "active", "cumulative": "begun"}
_SAID: dict[str, Text] = {
    "active": phrase("evolution.said.active"),
    "cumulative": phrase("evolution.said.cumulative"),
}


def _undated(ties: Sequence[DatedTie]) -> list[Value]:
    if not ties:
        return []
    share = sum(t.first is None for t in ties) / len(ties)
    return [Value({"quantity": "undated-share"}, share, "ratio", n=len(ties), coverage=1 - share)]


def _of_sets(data: Mapping[Any, Any], directed: bool, without: Sequence[Any]) -> Result:
    """The same of tie sets that somebody else has cut already."""
    names = sorted(data, key=lambda period: (str(type(period)), period))
    sets = [_pairs(data[name], directed) for name in names]
    gone = _gone({actor for ties in sets for tie in ties for actor in tie}, without)
    sets = [{tie for tie in ties if gone.isdisjoint(tie)} for ties in sets]
    values = [
        value_or(
            {"from": str(names[i - 1]), "to": str(names[i]), "quantity": "turnover"},
            turnover(sets[i - 1], sets[i]),
            EMPTY,
            m=len(sets[i]),
        )
        for i in range(1, len(names))
    ]
    if not values:
        few = phrase("evolution.fewer-than-two-periods")
        values = [undefined({"quantity": "turnover"}, few, unit="ratio")]
    values += [Value({"year": str(n), "quantity": "ties"}, len(s), "ties") for n, s in zip(names, sets, strict=True)]
    return Result(values, direction="directed" if directed else "undirected", weights="none")


def _pairs(period: Any, directed: bool) -> set[Any]:
    ties = period.edges() if isinstance(period, nx.Graph) else period
    return {tuple(tie) if directed else frozenset(tie) for tie in ties}
