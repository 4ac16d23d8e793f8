"""C8 by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from triskele import metrics


def presence(rows: list[tuple[int, ...]]) -> list[dict[str, Any]]:
    return [
        {"region": f"R{i + 1}", "sector": "abcdefg"[j], "value": v}
        for i, row in enumerate(rows)
        for j, v in enumerate(row)
    ]


def run(rows: list[tuple[int, ...]], **parameters: Any) -> Any:
    return metrics.run("economic-complexity", presence(rows), presence=True, **parameters)


NESTED = [(1, 1, 1), (1, 1, 0), (1, 0, 0)]


def test_reflections_and_eci_by_hand() -> None:
    # k_c0 = 3, 2, 1 and k_p0 = 3, 2, 1; k_c1: R1 (3 + 2 + 1)/3 = 2, R2 (3 + 2)/2 = 2.5, R3 3/1 = 3
    result = run(NESTED)
    assert [result.pick(region=f"R{i}", quantity="k-1").value for i in (1, 2, 3)] == pytest.approx([2, 2.5, 3])
    assert [result.pick(sector=s, quantity="k-1").value for s in "abc"] == pytest.approx([2, 2.5, 3])
    # k_c2: R1 (2 + 2.5 + 3)/3 = 2.5, R2 (2 + 2.5)/2 = 2.25, R3 2
    assert [result.pick(region=f"R{i}", quantity="k-2").value for i in (1, 2, 3)] == pytest.approx([2.5, 2.25, 2])
    # the region matrix has eigenvalues 1, 1/4, 1/9; for 1/4 the vector is (2, -1, -4), which is (3, 0, -3) - 1
    # population sd of (3, 0, -3) is sqrt(6): ECI = 3/sqrt(6), 0, -3/sqrt(6); it rises with diversity already
    eci = [result.pick(region=f"R{i}", quantity="eci").value for i in (1, 2, 3)]
    assert eci == pytest.approx([3 / 6**0.5, 0, -3 / 6**0.5], abs=1e-9)


def test_eci_is_standardised_and_rises_with_diversity() -> None:
    rows = [(1, 1, 1, 1, 0), (1, 1, 1, 0, 0), (1, 0, 1, 0, 1), (1, 1, 0, 0, 0), (0, 0, 1, 0, 0)]
    result = run(rows)
    eci = np.array([result.pick(region=f"R{i}", quantity="eci").value for i in range(1, 6)], dtype=float)
    assert eci.mean() == pytest.approx(0, abs=1e-12)
    assert eci.std() == pytest.approx(1)
    assert np.corrcoef(eci, [sum(row) for row in rows])[0, 1] > 0
    pci = np.array([result.pick(sector=s, quantity="pci").value for s in "abcde"], dtype=float)
    assert pci.std() == pytest.approx(1)
    # the same from the definition, without the symmetric form
    m = np.array(rows, dtype=float)
    region_matrix = (m / m.sum(axis=1)[:, None]) @ (m / m.sum(axis=0)).T
    values, vectors = np.linalg.eig(region_matrix)
    second = np.real(vectors[:, np.argsort(-np.real(values))[1]])
    second = (second - second.mean()) / second.std()
    assert np.abs(second) == pytest.approx(np.abs(eci))


def test_a_disconnected_table_is_null() -> None:
    result = run([(1, 1, 0, 0), (1, 0, 0, 0), (0, 0, 1, 1), (0, 0, 0, 1)])
    value = result.headline
    assert value.value is None
    assert "2 parts" in (value.reason or {})["en"]
    assert result.pick(region="R1", quantity="k-1").value == pytest.approx(1.5)


def test_no_single_second_eigenvalue_or_no_sign_is_null() -> None:
    alike = run([(1, 1), (1, 1), (1, 1)])
    assert "second eigenvalue" in (alike.headline.reason or {})["en"]
    # a path a-R1-b-R2-c: both regions have two sectors, so diversity cannot fix the sign
    even = run([(1, 1, 0), (0, 1, 1)])
    assert "sign cannot be fixed" in (even.headline.reason or {})["en"]


def test_empty_rows_and_columns_are_dropped_and_reported() -> None:
    result = run([*[(*row, 0) for row in NESTED], (0, 0, 0, 0)])
    assert result.dropped == {"regions-without-sectors": 1, "sectors-without-regions": 1}
    assert result.pick(region="R1", quantity="eci").value == pytest.approx(3 / 6**0.5)
    assert result.pick(region="R4", quantity="eci").reason == {
        "tr": "Bölgenin hiçbir sektörü yok.",
        "en": "The region has no sector.",
    }
    assert result.pick(sector="d", quantity="pci").value is None
    assert any("tiny samples" in note["en"] for note in result.notes)


def test_a_table_without_any_presence_is_null() -> None:
    result = run([(0, 0), (0, 0)])
    assert all(value.value is None for value in result.values)
