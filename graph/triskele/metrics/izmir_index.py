"""The İzmir cluster index: a value from 0 to 100 and its maturity class."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import rules, tables
from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.tables import exact
from triskele.metrics.territory import EMPTY, fraction
from triskele.words import phrase


@metric(
    name="izmir-cluster-index",
    section="C4",
    range="(0, 100]",
    input="checklist",
    parameters=(
        Parameter(
            "heading_weights",
            "numbers",
            None,
            phrase("izmir_index.izmir-cluster-index.parameters.heading-weights"),
        ),
    ),
    units=("index",),
    example="test_izmir_index_published_values",
)
def izmir_cluster_index(data: Any, *, heading_weights: Any) -> Result:
    """Index and class of every cluster, from a column ``value`` or from the four headings and their weights."""
    rule = rules.rule_file("izmir-index")
    frame = tables.read(data, "cluster", name="index table")
    tables.labels(frame, "cluster", name="index table")
    tables.unique(frame, "cluster", name="index table")
    if frame.empty:
        return Result([undefined({"quantity": "index"}, EMPTY, unit="index")])
    if "value" in frame.columns:
        scores = tables.numbers(frame, "value", name="index table", blank=True, minimum=None)
        reason = phrase("izmir_index.value-unknown")
    else:
        scores, reason = _from_headings(frame, rule["headings"], heading_weights)
    values = [_maturity(name, score, rule, reason) for name, score in zip(frame["cluster"], scores, strict=True)]
    classes = ", ".join(f"{c['name']} ≥ {c['from']}" for c in rule["classes"])
    note = phrase(
        "izmir_index.rule-set", name=rule["name"], date=rule["date"], classes=classes, reference=rule["reference"]
    )
    values.sort(key=lambda v: v.key["cluster"])
    return Result(values, direction="none", weights="none" if heading_weights is None else "given", notes=[note])


def _from_headings(frame: Any, headings: list[str], weights: Any) -> tuple[NDArray[Any], Text]:
    tables.need(frame, *headings, name="index table")
    scores = [tables.numbers(frame, h, name="index table", blank=True, maximum=100.0) for h in headings]
    if weights is None:
        reason = phrase("izmir_index.no-weights")
        return np.full(len(frame), np.nan), reason
    given = dict(weights)
    if set(given) != set(headings):
        raise ParameterError(
            f"heading_weights name {', '.join(map(str, given)) or 'nothing'}; expected {', '.join(headings)}",
            hint="Give one weight a heading.",
        )
    numbers = [float(fraction(h, given[h])) for h in headings]
    if min(numbers) < 0 or not sum(numbers):
        raise ParameterError("heading_weights are negative or all 0", hint="Give positive weights.")
    reason = phrase("izmir_index.score-unknown")
    return np.average(np.column_stack(scores), axis=1, weights=numbers), reason


def _maturity(cluster: str, score: float, rule: dict[str, Any], unknown: Text) -> Value:
    key = {"cluster": cluster, "quantity": "index"}
    if np.isnan(score):
        return undefined(key, unknown, unit="index", category="unknown")
    if not 0 < score <= float(rule["maximum"]):
        reason = phrase("izmir_index.outside-the-scale", score=score)
        return undefined(key, reason, unit="index")
    held = exact(float(score))
    name = next(c["name"] for c in rule["classes"] if held >= fraction("from", c["from"]))
    return Value(key, score, "index", category=name)
