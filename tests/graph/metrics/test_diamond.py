"""C10 by hand: coverage, balance, interplay, and missing evidence that is not a weak facet."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from triskele import metrics
from triskele.errors import TableError

F, D, R, S = (
    "factor-conditions",
    "demand-conditions",
    "related-and-supporting-industries",
    "firm-strategy-and-rivalry",
)


def row(facet: str, indicator: str, state: str = "present", evidence: str = "e1") -> dict[str, Any]:
    return {"facet": facet, "indicator": indicator, "state": state, "evidence": evidence}


def test_diamond_by_hand() -> None:
    # indicators F 2, D 1, R 1, S none known to be there: coverage 3/4; H(.5, .25, .25)/2 = 1.5/2 = .75
    rows = [row(F, "labour"), row(F, "capital"), row(D, "demand"), row(R, "suppliers"), row(S, "rules", "absent")]
    pairs = [
        {"facet": F, "other": R, "state": "present", "evidence": "e2"},
        {"facet": D, "other": F, "state": "absent", "evidence": "e3"},
    ]
    result = metrics.run("diamond-coverage", rows, pairs=pairs)
    coverage = result.headline
    assert coverage.value == pytest.approx(0.75)
    assert (coverage.low, coverage.high, coverage.coverage) == (0.75, 0.75, 1.0)
    assert result.pick(quantity="balance").value == pytest.approx(0.75)
    interplay = result.pick(quantity="interplay")
    assert interplay.value == pytest.approx(1 / 6)
    assert interplay.high == pytest.approx(5 / 6)  # four pairs are unknown
    assert result.pick(quantity="facet", facet=S).category == "absent"
    assert result.pick(quantity="facet", facet="government").category == "unknown"


def test_missing_evidence_is_not_a_weak_facet() -> None:
    result = metrics.run("diamond-coverage", [row(F, "labour"), row(S, "rules", "present", "")])
    assert result.pick(quantity="facet", facet=S).category == "unknown"
    assert result.headline.value == 0.25
    assert result.headline.high == 1.0
    assert result.dropped == {"states-without-evidence": 1}
    assert any("read as unknown" in note["en"] for note in result.notes)


def test_one_facet_only_has_no_balance_to_speak_of_and_none_has_null() -> None:
    one = metrics.run("diamond-coverage", [row(D, "a"), row(D, "b")])
    assert one.pick(quantity="balance").value == 0.0
    even = metrics.run("diamond-coverage", [row(facet, "a") for facet in (F, D, R, S)])
    assert even.pick(quantity="balance").value == pytest.approx(1)
    none = metrics.run("diamond-coverage", [row(D, "a", "absent")])
    assert none.pick(quantity="balance").value is None
    assert none.pick(quantity="interplay").value is None
    outside = metrics.run("diamond-coverage", [row("chance", "a")])
    assert outside.headline.value is None
    assert outside.pick(quantity="facet", facet="chance").value == 1.0


def test_several_subjects_are_kept_apart() -> None:
    rows = [{**row(F, "labour"), "about": "ostim"}, {**row(D, "demand"), "about": "izmir"}]
    result = metrics.run("diamond-coverage", rows)
    assert result.pick(about="ostim", quantity="facet", facet=F).category == "present"
    assert result.pick(about="izmir", quantity="facet", facet=F).category == "unknown"


def test_names_off_the_list_offer_the_nearest() -> None:
    with pytest.raises(TableError, match="factor-condition is not on the list") as caught:
        metrics.run("diamond-coverage", [row("factor-condition", "a")])
    assert F in caught.value.hint
    with pytest.raises(TableError, match="occurs more than once"):
        metrics.run("diamond-coverage", [row(F, "a"), row(F, "a")])
    with pytest.raises(TableError, match="column evidence is missing"):
        metrics.run("diamond-coverage", [{"facet": F, "indicator": "a", "state": "present"}])
    with pytest.raises(TableError, match="two different facets"):
        metrics.run(
            "diamond-coverage",
            [row(F, "a")],
            pairs=[{"facet": F, "other": "chance", "state": "present", "evidence": "e"}],
        )


def test_evenness_is_the_entropy_of_the_counts() -> None:
    rows = [row(F, str(i)) for i in range(5)] + [row(D, str(i)) for i in range(3)]
    share = np.array([5, 3]) / 8
    value = metrics.run("diamond-coverage", rows).pick(quantity="balance").value
    assert value == pytest.approx(-(share * np.log2(share)).sum() / 2)
