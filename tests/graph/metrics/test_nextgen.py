"""C11: no sum while a feature is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from triskele import metrics
from triskele.errors import TableError
from triskele.metrics.rules import rule_file

FEATURES = [str(item["name"]) for item in rule_file("next-generation-features")["items"]]


def rows(levels: list[Any], evidence: str = "e") -> list[dict[str, Any]]:
    return [
        {"feature": f, "level": level, "evidence": evidence, "rule": "two sources agree"}
        for f, level in zip(FEATURES, levels, strict=False)
    ]


def test_there_are_nine_features() -> None:
    assert len(FEATURES) == 9


def test_no_sum_while_a_feature_is_unknown() -> None:
    # 2·3 + 1·4 + 0·1 = 10 and one unknown: between 10 and 12
    result = metrics.run("next-generation-scorecard", rows([2, 2, 2, 1, 1, 1, 1, 0, None]))
    total = result.headline
    assert (total.value, total.status) == (None, "suppressed")
    assert (total.low, total.high) == (10, 12)
    counts = {q: result.pick(quantity=q).value for q in ("met", "partial", "unmet", "unknown")}
    assert counts == {"met": 3, "partial": 4, "unmet": 1, "unknown": 1}
    assert result.reading["en"] == "3 features met, 4 partial, 1 unmet, 1 unknown."


def test_the_sum_and_the_profile_when_all_is_known() -> None:
    result = metrics.run("next-generation-scorecard", rows([2, 2, 2, 1, 1, 1, 1, 0, 0]))
    assert result.headline.value == 10
    assert result.pick(quantity="feature", feature=FEATURES[3]).category == "partial"
    assert result.pick(quantity="feature", feature=FEATURES[3]).value == 1
    assert result.pick(quantity="feature", feature=FEATURES[7]).category == "unmet"


def test_a_missing_row_and_a_missing_evidence_are_unknown() -> None:
    result = metrics.run("next-generation-scorecard", rows([2, 2]))
    assert result.pick(quantity="unknown").value == 7
    bare = metrics.run("next-generation-scorecard", rows([2] * 9, evidence=""))
    assert bare.pick(quantity="unknown").value == 9
    assert bare.dropped == {"states-without-evidence": 9}
    assert metrics.run("next-generation-scorecard", []).pick(quantity="unknown").value == 9


def test_levels_are_checked() -> None:
    with pytest.raises(TableError, match="level must be"):
        metrics.run("next-generation-scorecard", rows([3]))
    with pytest.raises(TableError, match="feature occurs more than once"):
        metrics.run("next-generation-scorecard", rows([2]) + rows([1]))
