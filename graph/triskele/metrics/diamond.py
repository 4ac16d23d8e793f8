"""Porter's diamond: which facets are evidenced, how evenly, and which of them are tied to each other."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from triskele.errors import TableError
from triskele.metrics import tables
from triskele.metrics.checklist import (
    NOTHING_KNOWN,
    Checklist,
    item_value,
    read_checklist,
    share_value,
    source_note,
    unknown_note,
)
from triskele.metrics.entropy import xlogx
from triskele.metrics.record import Parameter, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.rules import rule_file
from triskele.words import phrase


def evenness(counts: list[int]) -> float | None:
    """H/log₂ k of k counts, in [0, 1]; None when they sum to 0."""
    total = sum(counts)
    if not total:
        return None
    share = np.array(counts) / total
    return float(-xlogx(share).sum() / np.log2(len(counts))) + 0.0


def facet_state(states: list[str | None]) -> str | None:
    """present with one evidenced indicator; absent when all are known to be absent; otherwise unknown."""
    if "present" in states:
        return "present"
    return "absent" if states and None not in states else None


@metric(
    name="diamond-coverage",
    section="C10",
    range="[0, 1]",
    reference="Porter 1990",
    input="checklist",
    parameters=(
        Parameter(
            "pairs",
            "table",
            None,
            phrase("diamond.diamond-coverage.parameters.pairs"),
        ),
    ),
    units=("ratio", "count"),
    example="test_diamond_by_hand",
)
def diamond_coverage(data: Any, *, pairs: Any) -> Result:
    """Coverage, balance, interplay, then every facet with its number of evidenced indicators."""
    rule = rule_file("diamond-facets")
    found = read_checklist(data, "facet", rule["items"], keys=("indicator",), name="indicator table")
    inner = [str(item["name"]) for item in rule["items"] if not item.get("outside")]
    outer = [str(item["name"]) for item in rule["items"] if item.get("outside")]
    tied = _read_pairs(pairs, rule["items"], inner) if pairs is not None else None
    values: list[Value] = []
    for about in found.subjects:
        states = {
            facet: [row.state for row in found.rows if row.about == about and row.item == facet]
            for facet in (*inner, *outer)
        }
        facets = {facet: facet_state(known) for facet, known in states.items()}
        counts = {facet: known.count("present") for facet, known in states.items()}
        unknown = sum(facets[facet] is None for facet in inner)
        present = sum(facets[facet] == "present" for facet in inner)
        values.append(share_value(found.key(about, quantity="coverage"), present, unknown, len(inner)))
        values.append(_balance(found.key(about, quantity="balance"), [counts[facet] for facet in inner]))
        values.append(_interplay(found.key(about, quantity="interplay"), tied, about, inner))
        for facet in (*inner, *outer):
            rests = [
                part
                for row in found.rows
                if row.about == about and row.item == facet and row.state == facets[facet]
                for part in row.evidence
            ]
            values.append(item_value(found.key(about, quantity="facet", facet=facet), facets[facet], rests))
            key = found.key(about, quantity="indicators", facet=facet)
            values.append(Value(key, counts[facet], "count", n=len(states[facet])))
    dropped = dict(found.dropped)
    if tied is not None and tied.dropped:
        bare = "states-without-evidence"
        dropped[bare] = dropped.get(bare, 0) + tied.dropped[bare]
    return Result(values, dropped=dropped, notes=[source_note(rule), *unknown_note(dropped)])


def _balance(key: dict[str, str], counts: list[int]) -> Value:
    even = evenness(counts)
    if even is None:
        reason = phrase("diamond.no-evidenced-indicator")
        return undefined(key, reason, unit="ratio", n=0)
    return Value(key, even, "ratio", n=sum(counts))


def _read_pairs(pairs: Any, items: list[dict[str, Any]], inner: list[str]) -> Checklist:
    found = read_checklist(pairs, "facet", items, keys=("other",), name="pairs table")
    names = [row.more["other"] for row in found.rows] + [row.item for row in found.rows]
    wrong = sorted(set(names) - set(inner)) or [r.item for r in found.rows if r.item == r.more["other"]]
    if wrong:
        raise TableError(
            f"pairs table: found {', '.join(wrong[: tables.SHOWN])}; "
            f"expected two different facets of {', '.join(inner)}",
            hint="Interplay counts the six pairs of the four facets.",
        )
    return found


def _interplay(key: dict[str, str], tied: Checklist | None, about: str, inner: list[str]) -> Value:
    if tied is None:
        reason = phrase("diamond.no-pairs")
        return undefined(key, reason, unit="ratio")
    states: dict[frozenset[str], list[str | None]] = {}
    for row in tied.rows:
        if row.about == about or not tied.named:
            states.setdefault(frozenset((row.item, row.more["other"])), []).append(row.state)
    pairs = [facet_state(states.get(frozenset(pair), [])) for pair in combinations(inner, 2)]
    if all(state is None for state in pairs):
        return undefined(key, NOTHING_KNOWN, unit="ratio", low=0.0, high=1.0, coverage=0.0, n=len(pairs))
    return share_value(key, pairs.count("present"), pairs.count(None), len(pairs))
