"""C1 and C2 on the worked region × industry table RI."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from triskele import metrics
from triskele.errors import ParameterError
from triskele.metrics import location

RI = [(100, 0, 0, 0, 0), (0, 15, 5, 70, 10), (0, 20, 10, 20, 50), (0, 25, 30, 5, 40), (0, 40, 55, 5, 0)]
TABLE = [
    {"region": f"R{i + 1}", "sector": f"I{j + 1}", "value": value}
    for i, row in enumerate(RI)
    for j, value in enumerate(row)
]


def lq(result: Any, region: str, sector: str, quantity: str = "lq") -> Any:
    return result.pick(region=region, sector=sector, quantity=quantity)


def test_location_quotients_of_the_worked_table() -> None:
    # every e_i = 100, every E_j = 100, E = 500: LQ = (e_ij/100)/(100/500) = e_ij/20
    result = metrics.run("location-quotient", TABLE)
    for region, sector, expected in (
        ("R1", "I1", 5),
        ("R2", "I4", 3.5),
        ("R3", "I5", 2.5),
        ("R5", "I3", 2.75),
        ("R4", "I4", 0.25),
    ):
        assert lq(result, region, sector).value == pytest.approx(expected)


def test_the_interval_by_hand() -> None:
    # R2 × I4: p = .7, x = 70: se = sqrt(.3/70) = .065465; 3.5·exp(±1.959964·.065465)
    value = lq(metrics.run("location-quotient", TABLE), "R2", "I4")
    assert value.low == pytest.approx(3.5 * np.exp(-1.959964 * np.sqrt(0.3 / 70)))
    assert value.high == pytest.approx(3.5 * np.exp(1.959964 * np.sqrt(0.3 / 70)))
    wider = lq(metrics.run("location-quotient", TABLE, level=0.99), "R2", "I4")
    assert wider.low < value.low
    nothing = lq(metrics.run("location-quotient", TABLE), "R1", "I2")
    assert (nothing.value, nothing.low, nothing.high) == (0.0, None, None)
    with pytest.raises(ParameterError, match="level is 1"):
        metrics.run("location-quotient", TABLE, level=1.5)


def test_the_region_left_out_of_the_reference() -> None:
    # R2 × I4: .7 against (100 - 70)/(500 - 100) = .075: 9.3333
    result = metrics.run("location-quotient", TABLE)
    assert lq(result, "R2", "I4", "lq-left-out").value == pytest.approx(0.7 / 0.075)
    alone = lq(result, "R1", "I1", "lq-left-out")
    assert alone.value is None
    assert alone.reason["en"] == "The sector does not occur in any other region."


def test_cut_offs_are_compared_in_whole_numbers() -> None:
    # e = 3, e_i = 5, E_j = 99, E = 495: 3·495 = 3·(5·99), so LQ is exactly 3; floating point says 2.9999999999999996
    assert (3 / 5) / (99 / 495) < 3
    table = [
        {"region": "A", "sector": "x", "value": 3},
        {"region": "A", "sector": "y", "value": 2},
        {"region": "B", "sector": "x", "value": 96},
        {"region": "B", "sector": "y", "value": 394},
    ]
    assert lq(metrics.run("location-quotient", table, cutoff="3"), "A", "x", "meets-cutoff").value == 1.0
    assert lq(metrics.run("location-quotient", table, cutoff="3.01"), "A", "x", "meets-cutoff").value == 0.0
    ri = metrics.run("location-quotient", TABLE, cutoff="3.5")
    assert lq(ri, "R2", "I4", "meets-cutoff").category == "met"
    with pytest.raises(ParameterError, match="cutoff is 'high'"):
        metrics.run("location-quotient", TABLE, cutoff="high")


def test_an_empty_region_or_sector_is_null_and_not_zero() -> None:
    table = [*TABLE, {"region": "R6", "sector": "I1", "value": 0}, {"region": "R1", "sector": "I6", "value": 0}]
    result = metrics.run("location-quotient", table)
    assert lq(result, "R6", "I2").reason["en"] == "The region's total is 0."
    assert lq(result, "R2", "I6").reason["en"] == "The sector's total is 0."


def test_what_is_not_stated_is_said_to_be_missing() -> None:
    notes = [n["en"] for n in metrics.run("location-quotient", TABLE, year="2008").notes]
    assert "Not stated: reference territory, sector revision, base." in notes
    assert "The region itself is part of the reference territory." in notes
    stated = metrics.run(
        "location-quotient", TABLE, territory="Türkiye", revision="NACE 1.1", year="2008", base="employment"
    )
    assert not any(n["en"].startswith("Not stated") for n in stated.notes)
    assert stated.parameters["revision"] == "NACE 1.1"


def three_regions(values: tuple[int, ...]) -> list[dict[str, Any]]:
    """Regions of total 100 with this much of sector a, the rest in b."""
    return [
        {"region": f"R{i}", "sector": s, "value": v}
        for i, a in enumerate(values)
        for s, v in (("a", a), ("b", 100 - a))
    ]


def test_standardised_quotients_by_hand() -> None:
    # E = 300, E_a = 150: LQ_a = .5, 1, 1.5; mean 1; sd .5 with ddof 1 and .408248 with ddof 0
    sample = metrics.run("standardised-location-quotient", three_regions((25, 50, 75)))
    assert [lq(sample, f"R{i}", "a", "z").value for i in range(3)] == pytest.approx([-1, 0, 1])
    population = metrics.run("standardised-location-quotient", three_regions((25, 50, 75)), ddof=0)
    assert lq(population, "R2", "a", "z").value == pytest.approx(0.5 / 0.408248, abs=1e-5)
    assert lq(sample, "R2", "a", "cluster").category == "no-cluster"
    assert lq(
        metrics.run("standardised-location-quotient", three_regions((25, 50, 75)), cutoff=1), "R2", "a", "cluster"
    )
    assert any("needs many" in note["en"] for note in sample.notes)
    assert any("ddof = 1" in note["en"] for note in sample.notes)


def test_regions_that_do_not_differ_have_no_z() -> None:
    value = lq(metrics.run("standardised-location-quotient", three_regions((40, 40, 40))), "R0", "a", "z")
    assert value.value is None
    assert value.reason["en"] == "The regions do not differ (sd = 0)."
    few = lq(metrics.run("standardised-location-quotient", three_regions((40, 50))), "R0", "a", "z")
    assert few.reason["en"] == "Fewer than three regions have an LQ."


def test_skewed_quotients_use_logs_or_the_bootstrap() -> None:
    skewed = (1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 11, 16, 24, 40, 90)
    logs = metrics.run("standardised-location-quotient", three_regions(skewed))
    assert any(note["en"].startswith("ln LQ is used: a") for note in logs.notes)
    top = lq(logs, "R14", "a", "cluster")
    assert top.category == "cluster"
    zeros = metrics.run("standardised-location-quotient", three_regions((0,) * 10 + skewed))
    assert any("bootstrap: a" in note["en"] for note in zeros.notes)
    assert lq(zeros, "R24", "a", "cluster").value == 1.0
    assert zeros.to_csv() == metrics.run("standardised-location-quotient", three_regions((0,) * 10 + skewed)).to_csv()
    with pytest.raises(ParameterError, match="ddof is 3"):
        metrics.run("standardised-location-quotient", three_regions(skewed), ddof=3)


def test_the_cut_off_of_a_bootstrap_is_its_95th_percentile() -> None:
    assert location._bootstrap_cutoff(np.arange(1.0, 401.0), 99, 1) == pytest.approx(380, abs=4)


def test_location_quotient_as_reat_prints_it() -> None:
    # the manual of REAT (Wieland), locq: 1714 of 79006 employed there, 879213 of 15593224 everywhere: 0.3847623
    table = [
        {"region": "there", "sector": "i", "value": 1714},
        {"region": "there", "sector": "rest", "value": 79006 - 1714},
        {"region": "elsewhere", "sector": "i", "value": 879213 - 1714},
        {"region": "elsewhere", "sector": "rest", "value": 15593224 - 79006 - (879213 - 1714)},
    ]
    found = metrics.run("location-quotient", table).pick(region="there", sector="i", quantity="lq")
    assert found.value == pytest.approx(0.3847623, abs=5e-8)
