"""Checklists: what is present, absent or unknown, each state with its evidence.

One row an item: the item, its state, the ids of its evidence, and (optional) ``about``, whom the row is about. A
state without evidence, like a missing row, is unknown: missing evidence is not a no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from triskele.errors import TableError
from triskele.metrics import tables
from triskele.metrics.record import Text, Value, undefined
from triskele.text import did_you_mean
from triskele.words import languages, phrase

if TYPE_CHECKING:
    import pandas as pd

NOT_KNOWN = phrase("checklist.not-known")
NOTHING_KNOWN = phrase("checklist.nothing-known")


@dataclass(frozen=True)
class Row:
    """One item of one subject; ``state`` None is unknown. ``more`` holds further columns."""

    about: str
    item: str
    state: str | None
    evidence: tuple[str, ...]
    more: Mapping[str, str]


@dataclass(frozen=True)
class Checklist:
    """The rows, whom they are about (in order), and how many states were left without evidence."""

    rows: tuple[Row, ...]
    subjects: tuple[str, ...]
    named: bool
    dropped: Mapping[str, int]

    def key(self, about: str, **rest: str) -> dict[str, str]:
        """A key that names the subject only when the table does."""
        return {"about": about, **rest} if self.named else dict(rest)

    def of(self, about: str) -> dict[str, Row]:
        """The rows of one subject by item (the last of several)."""
        return {row.item: row for row in self.rows if row.about == about}

    def each(self) -> Iterator[tuple[str, dict[str, Row]]]:
        """Subjects with their rows by item."""
        return ((about, self.of(about)) for about in self.subjects)


def read_checklist(
    data: Any,
    item: str,
    items: Sequence[Mapping[str, Any]],
    *,
    words: Mapping[str, str] = tables.PRESENCE,
    keys: Sequence[str] = (),
    optional: Sequence[str] = (),
    state: str = "state",
    name: str,
) -> Checklist:
    """Rows ``item``, ``state``, ``evidence`` (and ``about``); ``keys`` are further columns that tell rows apart.

    Items that the checklist does not know raise TableError with the nearest name.
    """
    frame = tables.read(data, item, state, "evidence", *keys, name=name)
    tables.labels(frame, item, *keys, name=name)
    named = "about" in frame.columns
    if named:
        tables.labels(frame, "about", name=name)
    frame[item] = _known_items(frame[item], item, items, name)
    tables.unique(frame, *(["about"] if named else []), item, *keys, name=name)
    found = tables.states(frame, state, words, name=name)
    evidenced = [bool(evidence) for evidence in frame["evidence"]]
    bare = sum(1 for s, e in zip(found, evidenced, strict=True) if s is not None and not e)
    extra = [column for column in (*keys, *optional) if column in frame.columns]
    rows = tuple(
        Row(
            row["about"] if named else "",
            row[item],
            s if e else None,
            tuple(part.strip() for part in row["evidence"].split(";") if part.strip()),
            {column: row[column] for column in extra},
        )
        for row, s, e in zip(frame.to_dict("records"), found, evidenced, strict=True)
    )
    subjects = tuple(dict.fromkeys(row.about for row in rows)) or ("",)
    return Checklist(rows, tuple(sorted(subjects)), named, {"states-without-evidence": bare} if bare else {})


def _known_items(column: pd.Series, item: str, items: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    names = {alias: str(one["name"]) for one in items for alias in (one["name"], *one.get("also", ()))}
    unknown = [cell for cell in dict.fromkeys(column) if cell not in names]
    if unknown:
        listed = ", ".join(str(one["name"]) for one in items)
        raise TableError(
            f"{name}: {item} {', '.join(unknown[: tables.SHOWN])} is not on the list; expected {listed}",
            hint=did_you_mean(unknown[0], names, "Use the names of the list.", 2, 0.5),
        )
    return [names[cell] for cell in column]


def item_value(
    key: Mapping[str, str],
    state: str | None,
    evidence: Sequence[str] = (),
    *,
    level: float | None = None,
    unit: str = "",
) -> Value:
    """One item: 1 present, 0 absent (or its level), undefined when unknown; the state stands in ``category``."""
    if state is None:
        return undefined(key, NOT_KNOWN, unit=unit, category="unknown")
    number = level if level is not None else float(state == "present")
    return Value(key, number, unit, category=state, evidence=tuple(dict.fromkeys(evidence)))


def evidence_of(rows: Mapping[str, Row], item: str) -> tuple[str, ...]:
    """What the state of an item rests on; nothing when the item has no row."""
    return rows[item].evidence if item in rows else ()


def share_value(key: Mapping[str, str], present: int, unknown: int, required: int) -> Value:
    """present/required; ``low`` and ``high`` are what the unknown items allow, ``coverage`` the known share."""
    bounds: dict[str, Any] = {"low": present / required, "high": (present + unknown) / required}
    coverage = (required - unknown) / required
    if unknown == required:
        return undefined(key, NOTHING_KNOWN, unit="ratio", n=required, coverage=coverage, **bounds)
    return Value(key, present / required, "ratio", n=required, coverage=coverage, **bounds)


def of_each(title: Text, said: Sequence[Text], values: Sequence[Value]) -> Text:
    """The sentences of up to three subjects; of more, how many there are and between which two they lie.

    The first value of each subject carries its own sentence.
    """
    if len(said) <= 3:
        return {tag: " ".join(one[tag] for one in said) for tag in languages()}
    heads = [v for v in values if v.sentence is not None]
    bounds = [(v.low if v.value is None and v.low is not None else v.value or 0.0, v) for v in heads]
    most, least = max(bounds, key=lambda one: one[0])[1], min(bounds, key=lambda one: one[0])[1]
    first, last = most.sentence or {}, least.sentence or {}
    return phrase("checklist.highest-and-lowest", title=title, count=len(said), first=first, last=last)


def source_note(rule: Mapping[str, Any]) -> Text:
    """Where the list comes from."""
    return phrase("checklist.list", date=rule["date"], reference=rule["reference"])


def unknown_note(dropped: Mapping[str, int]) -> list[Text]:
    """That states without evidence were read as unknown."""
    count = dropped.get("states-without-evidence", 0)
    if not count:
        return []
    return [phrase("checklist.states-without-evidence", count=count)]
