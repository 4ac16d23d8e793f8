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


# exports of 1995 by ten countries of thirty products (HS 1992), where their location quotient is at least 1, and what
# ecomplexity for Stata makes of them: the fixture stata_single_year_1995.csv of cid-harvard/py-ecomplexity
PRODUCTS = (
    1704, 1806, 1905, 2007, 2105, 3208, 3402, 3917, 3922, 4008, 4010, 4905, 5602, 6804, 6810, 7010, 7307, 7308, 7309,
    7310, 7325, 7604, 7608, 7612, 7616, 8309, 8431, 8474, 8530, 9403,
)  # fmt: skip
EXPORTED = {
    "aut": ("000100011000110111001101101010", 1.073207217992253),
    "blx": ("111111100110001101011110000000", -0.3159764634559932),
    "che": ("110101011011010010000111101010", 1.06773721349865),
    "deu": ("000001110110110110010001011110", 1.200861157616729),
    "dnk": ("101110000001101000000011000101", -0.9777046345252988),
    "esp": ("100110100110110100111011110000", 0.0180390442936879),
    "gbr": ("111101111011100011101001011110", 0.5359206138129307),
    "ita": ("000000001000001110100000110101", -0.421184002398617),
    "pol": ("100010000000001001101000000001", -2.170709342895322),
    "svn": ("000001001110011000101110111001", -0.0101908039390183),
}
PCI = (
    -1.470491886427003, 0.9898334389413032, -1.28829614655021, 0.3359789984244054, -3.323137535581785,
    1.211838680172189, 0.7575610835667231, 2.794806326517154, 1.056227717927282, 0.3013836399410316,
    0.9458555639215322, 0.2528276298920076, 0.7921553064524651, 1.794091102846822, -3.047699996853477,
    0.5947683743763661, 1.865519843983964, -1.177374641095858, -1.81300391183786, 0.5613061109624367,
    -0.928657059139727, 1.071585041866113, -0.590077081819932, 1.180674892441301, 0.7101505141850155,
    0.4400665963872156, 2.140168306589086, -0.1620847904245116, 2.794806326517154, -3.434600369331548,
)  # fmt: skip
DENSITY = {("aut", 1704): 0.4625, ("aut", 1806): 0.483619344773791, ("svn", 9403): 0.6039387308533917}


def test_eci_pci_and_density_as_ecomplexity_for_stata_has_them() -> None:
    rows = [
        {"region": country, "sector": str(product), "value": int(has)}
        for country, (line, _) in EXPORTED.items()
        for product, has in zip(PRODUCTS, line, strict=True)
    ]
    result = metrics.run("economic-complexity", rows, presence=True)
    assert not any("tiny samples" in note["en"] for note in result.notes)  # ten regions are said to be enough
    fewer = metrics.run("economic-complexity", [row for row in rows if row["region"] != "pol"], presence=True)
    assert any(note["en"].startswith("Only 9 regions") for note in fewer.notes)
    # there the sd is that of the vector before it is joined to the products, which PCI shares: units differ, not order
    for quantity, keys, theirs in (
        ("eci", [{"region": c} for c in EXPORTED], np.array([eci for _, eci in EXPORTED.values()])),
        ("pci", [{"sector": str(p)} for p in PRODUCTS], np.array(PCI)),
    ):
        ours = [result.pick(**key, quantity=quantity).value for key in keys]
        assert ours == pytest.approx((theirs - theirs.mean()) / theirs.std(), abs=1e-12)
    near = metrics.run("sector-relatedness", rows, presence=True)
    for (country, product), density in DENSITY.items():
        assert near.pick(region=country, sector=str(product), quantity="density").value == pytest.approx(density)


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
