"""The nine features of next-generation clusters, each unmet, partial, met or unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from triskele.metrics.checklist import evidence_of, item_value, of_each, read_checklist, source_note, unknown_note
from triskele.metrics.record import Result, Text, Value, suppressed
from triskele.metrics.registry import metric
from triskele.metrics.rules import rule_file
from triskele.words import phrase

LEVELS = {"0": "unmet", "1": "partial", "2": "met", "unmet": "unmet", "partial": "partial", "met": "met"}
POINTS = {"unmet": 0.0, "partial": 1.0, "met": 2.0}


@metric(
    name="next-generation-scorecard",
    section="C11",
    input="checklist",
    units=("points", "count"),
    example="test_no_sum_while_a_feature_is_unknown",
)
def next_generation_scorecard(data: Any) -> Result:
    """The sum (only without unknowns), the counts of the four states, then the profile feature by feature."""
    rule = rule_file("next-generation-features")
    found = read_checklist(
        data, "feature", rule["items"], words=LEVELS, optional=("rule",), state="level", name="feature table"
    )
    features = [str(item["name"]) for item in rule["items"]]
    values: list[Value] = []
    said: list[Text] = []
    for about, rows in found.each():
        states = {name: rows[name].state if name in rows else None for name in features}
        known = [state for state in states.values() if state is not None]
        unknown = len(features) - len(known)
        key = found.key(about, quantity="sum")
        points = sum(POINTS[state] for state in known)
        coverage = len(known) / len(features)
        bounds: dict[str, Any] = {"low": points, "high": points + 2 * unknown, "coverage": coverage, "n": len(features)}
        if unknown:
            reason = phrase("nextgen.no-sum", unknown=unknown)
            head = suppressed(key, reason, unit="points", **bounds)
        else:
            head = Value(key, points, "points", **bounds)
        said.append(_said(about, known.count("met"), known.count("partial"), known.count("unmet"), unknown))
        values.append(replace(head, sentence=said[-1] if found.named else None))
        for state in ("met", "partial", "unmet"):
            values.append(Value(found.key(about, quantity=state), known.count(state), "count"))
        values.append(Value(found.key(about, quantity="unknown"), unknown, "count"))
        for name, level in states.items():
            key = found.key(about, quantity="feature", feature=name)
            points_of = POINTS[level] if level else None
            values.append(item_value(key, level, evidence_of(rows, name), level=points_of, unit="points"))
    notes = [source_note(rule), *unknown_note(found.dropped)]
    return Result(
        values,
        dropped=dict(found.dropped),
        notes=notes,
        reading=of_each(phrase("nextgen.next-generation-scorecard.title"), said, values),
    )


def _said(about: str, met: int, partial: int, unmet: int, unknown: int) -> Text:
    whom = f"{about}: " if about else ""
    return phrase("nextgen.counts", whom=whom, met=met, partial=partial, unmet=unmet, unknown=unknown)
