"""C7 by hand."""

from __future__ import annotations

from typing import Any

import pytest

from triskele import metrics
from triskele.errors import ParameterError, TableError


def presence(rows: list[tuple[int, ...]]) -> list[dict[str, Any]]:
    return [
        {"region": f"R{i + 1}", "sector": "abcdefg"[j], "value": v}
        for i, row in enumerate(rows)
        for j, v in enumerate(row)
    ]


# ubiquity a 3, b 2, c 1, d 0; together: ab 2, ac 1, bc 1
TABLE = presence([(1, 1, 1, 0), (1, 1, 0, 0), (1, 0, 0, 0)])


def test_proximity_and_density_by_hand() -> None:
    # φ_ab = 2/3, φ_ac = 1/3, φ_bc = 1/2
    result = metrics.run("sector-relatedness", TABLE, presence=True)
    assert result.pick(sector="a", other="b").value == pytest.approx(2 / 3)
    assert result.pick(sector="a", other="c").value == pytest.approx(1 / 3)
    assert result.pick(sector="b", other="c").value == pytest.approx(1 / 2)
    # ω of R3 (has a) at b: φ_ab/(φ_ab + φ_bc) = (2/3)/(7/6) = 4/7; of R2 (a, b) at c: 1; of R3 at a: 0
    density = {"quantity": "density"}
    assert result.pick(region="R3", sector="b", **density).value == pytest.approx(4 / 7)
    assert result.pick(region="R2", sector="c", **density).value == pytest.approx(1)
    assert result.pick(region="R3", sector="a", **density).value == 0.0
    assert result.pick(region="R3", sector="b", **density).category == "lacks"
    assert result.pick(region="R3", sector="a", **density).category == "has"


def test_a_sector_nobody_has_is_null() -> None:
    result = metrics.run("sector-relatedness", TABLE, presence=True)
    assert result.pick(sector="a", other="d").value is None
    assert result.pick(region="R1", sector="d", quantity="density").value is None


def test_a_sector_that_goes_with_no_other_has_no_density() -> None:
    result = metrics.run("sector-relatedness", presence([(1, 0), (0, 1)]), presence=True)
    assert result.pick(sector="a", other="b").value == 0.0
    assert result.pick(region="R1", sector="a", quantity="density").value is None


def test_presence_is_made_by_exact_quotients() -> None:
    # R3 × I4 of the worked table: 20·500 = 1·100·100, so LQ is exactly 1 and R3 has I4
    rows = [(100, 0, 0, 0, 0), (0, 15, 5, 70, 10), (0, 20, 10, 20, 50), (0, 25, 30, 5, 40), (0, 40, 55, 5, 0)]
    result = metrics.run("sector-relatedness", presence(rows))
    assert result.pick(region="R3", sector="d", quantity="density").category == "has"
    assert result.pick(region="R3", sector="c", quantity="density").category == "lacks"
    higher = metrics.run("sector-relatedness", presence(rows), cutoff="1.25")
    assert higher.pick(region="R3", sector="d", quantity="density").category == "lacks"


def test_bad_presence_and_cut_off() -> None:
    with pytest.raises(TableError, match="other than 0 and 1"):
        metrics.run("sector-relatedness", presence([(2, 1)]), presence=True)
    with pytest.raises(ParameterError, match="cutoff is 'x'"):
        metrics.run("sector-relatedness", TABLE, cutoff="x")
