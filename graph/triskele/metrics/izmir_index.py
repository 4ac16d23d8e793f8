"""The İzmir cluster index: a value from 0 to 100 and its maturity class."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import rules, tables
from triskele.metrics.record import Parameter, Result, Text, Value, both, undefined
from triskele.metrics.registry import metric
from triskele.metrics.tables import exact
from triskele.metrics.territory import EMPTY, fraction

TESTS = "tests/graph/metrics/test_izmir_index.py::"


@metric(
    name="izmir-cluster-index",
    section="C4",
    title=both("İzmir kümelenme endeksi", "İzmir cluster index"),
    question=both("Küme ne kadar olgun?", "How mature is the cluster?"),
    formula="0-100 from marketing, management, production and clustering-capacity (weights are input); classes mature "
    "[85, 100], developing [51, 85), potential (0, 51)",
    range="(0, 100]",
    undefined_when=both(
        "Değer aralığın dışındaysa sınıfı yoktur; başlık puanları ağırlık olmadan endekse çevrilemez.",
        "A value outside the range has no class; headings cannot be turned into an index without weights.",
    ),
    cost="O(clusters)",
    reference="Özdemir & İneler 2010; 000_a951264cb5006b77.txt, Table 4",
    input="checklist",
    parameters=(
        Parameter(
            "heading_weights",
            "numbers",
            None,
            both(
                "Başlıkların ağırlıkları (başlık: sayı); yayımlanmadıkları için girdidir.",
                "Weights of the headings (heading: number); they were never published, so they are input.",
            ),
        ),
    ),
    units=("index",),
    example=TESTS + "test_izmir_index_published_values",
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
        reason = both("Değer bilinmiyor.", "The value is unknown.")
    else:
        scores, reason = _from_headings(frame, rule["headings"], heading_weights)
    values = [_maturity(name, score, rule, reason) for name, score in zip(frame["cluster"], scores, strict=True)]
    classes = ", ".join(f"{c['name']} ≥ {c['from']}" for c in rule["classes"])
    note = both(
        f"Kural takımı {rule['name']} ({rule['date']}): {classes}. {rule['reference']}",
        f"Rule set {rule['name']} ({rule['date']}): {classes}. {rule['reference']}",
    )
    values.sort(key=lambda v: v.key["cluster"])
    return Result(values, direction="none", weights="none" if heading_weights is None else "given", notes=[note])


def _from_headings(frame: Any, headings: list[str], weights: Any) -> tuple[NDArray[Any], Text]:
    tables.need(frame, *headings, name="index table")
    scores = [tables.numbers(frame, h, name="index table", blank=True, maximum=100.0) for h in headings]
    if weights is None:
        reason = both(
            "Başlık ağırlıkları yayımlanmadı; ağırlık verilmeden endeks hesaplanamaz.",
            "The weights of the headings were never published; without weights there is no index.",
        )
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
    reason = both("Bir başlığın puanı bilinmiyor.", "The score of a heading is unknown.")
    return np.average(np.column_stack(scores), axis=1, weights=numbers), reason


def _maturity(cluster: str, score: float, rule: dict[str, Any], unknown: Text) -> Value:
    key = {"cluster": cluster, "quantity": "index"}
    if np.isnan(score):
        return undefined(key, unknown, unit="index", category="unknown")
    if not 0 < score <= float(rule["maximum"]):
        reason = both(
            f"{score:g}, (0, 100] aralığının dışında; sınıfı yok.", f"{score:g} lies outside (0, 100]: no class."
        )
        return undefined(key, reason, unit="index")
    held = exact(float(score))
    name = next(c["name"] for c in rule["classes"] if held >= fraction("from", c["from"]))
    return Value(key, score, "index", category=name)
