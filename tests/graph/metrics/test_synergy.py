"""A7, A9, A10: firms, bias, significance and its interval."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

from triskele import metrics
from triskele.errors import ParameterError
from triskele.metrics import bootstrap

COLUMNS = ("university", "industry", "government")
TAB = [
    dict(zip((*COLUMNS, "count"), row, strict=True))
    for row in (
        (1, 0, 0, 60),
        (0, 1, 0, 20),
        (0, 0, 1, 10),
        (1, 1, 0, 6),
        (1, 0, 1, 8),
        (0, 1, 1, 2),
        (1, 1, 1, 4),
    )
]


def exclusive(copies: int) -> list[dict[str, Any]]:
    """Size is technology xor place, every combination ``copies`` times."""
    return [
        {"geography": f"g{g}", "technology": f"t{t}", "size": f"o{g ^ t}", "count": copies}
        for g, t in product((0, 1), repeat=2)
    ]


def firms(seed: int, n: int = 300) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    place = rng.integers(0, 6, n)
    technology = (place + rng.integers(0, 2, n)) % 4
    return pd.DataFrame(
        {"region": place // 2, "geography": place, "technology": technology, "size": rng.integers(0, 3, n)}
    )


def test_firm_form_of_exclusive_or() -> None:
    # every pair independent, all three determined: H = 1+1+1-2-2-2+2 = -1 bit
    result = metrics.run("firm-transmission", exclusive(25))
    assert result.headline.value == pytest.approx(-1000)
    assert result.headline.p == pytest.approx(2 / 1000)  # (1+0)/(1+999), twice
    assert result.pick(quantity="t-star").value == pytest.approx(-1)
    # (2-1)(2-1)(2-1)/(2·100·ln 2) = .0072135 bit
    assert result.pick(quantity="bias-estimate").value == pytest.approx(-7.2135, abs=1e-4)
    assert "synergy" in result.reading["en"]


def test_firm_columns_can_be_named() -> None:
    renamed = pd.DataFrame(exclusive(5)).rename(columns={"geography": "ilçe", "size": "büyüklük"})
    result = metrics.run("firm-transmission", renamed, geography="ilçe", size="büyüklük", permutations=99)
    assert result.headline.value == pytest.approx(-1000)


def test_fine_classes_alone_make_t_negative() -> None:
    rng = np.random.default_rng(4)
    table = pd.DataFrame(
        {"geography": rng.integers(0, 12, 200), "technology": rng.integers(0, 6, 200), "size": rng.integers(0, 4, 200)}
    )
    result = metrics.run("firm-transmission", table)
    value = result.headline
    assert value.value is not None
    assert value.value < -100  # independent variables, and yet
    assert value.p is not None
    assert value.p > 0.05
    assert "not distinguishable" in result.reading["en"]
    assert any("10(r−1)(s−1)(t−1)" in note["en"] for note in result.notes)


@pytest.mark.parametrize("firms", [7, 8])
def test_fewer_firms_than_cells_are_told(firms: int) -> None:
    rows = [{"geography": i % 2, "technology": i // 2 % 2, "size": i // 4 % 2} for i in range(firms)]
    notes = metrics.run("firm-transmission", pd.DataFrame(rows), permutations=2).notes
    assert any("below the number of cells" in note["en"] for note in notes) == (firms < 8)


def test_firms_with_unknown_classes_are_counted() -> None:
    rows = [*exclusive(25), {"geography": "g0", "technology": "", "size": "o1", "count": 7}]
    result = metrics.run("firm-transmission", rows, permutations=99)
    assert result.dropped == {"unknown-class": 7}
    assert result.headline.coverage == pytest.approx(100 / 107)


def test_places_shuffled_inside_their_region_use_only_firms_with_a_region() -> None:
    table = firms(1).astype(object)
    table.loc[0, "region"] = None
    result = metrics.run("firm-transmission", table, null="within-region-permutation", permutations=99)
    assert result.headline.n == 299
    assert result.dropped == {"unknown-class": 1}


def test_bias_of_the_toy_table() -> None:
    # bias = -1/(2·110·ln 2) bit = -6.557705 mbit; t* = -215.978/756.834; threshold 10·1·1·1
    result = metrics.run("transmission-bias", TAB)
    assert result.headline.value == pytest.approx(-215.978, abs=5e-4)
    assert result.pick(quantity="bias-estimate").value == pytest.approx(-6.557705, abs=1e-6)
    assert result.pick(quantity="t-star").value == pytest.approx(-215.978202 / 756.834, abs=1e-5)
    assert result.pick(quantity="T-minus-bias").value == pytest.approx(-215.978202 + 6.557705, abs=1e-5)
    assert result.pick(quantity="rank-threshold").value == 10
    expected = result.headline.expected
    assert expected is not None
    assert result.pick(quantity="T-minus-expected").value == pytest.approx(-215.978202 - expected, abs=1e-5)


def test_records_that_cannot_fill_000_have_no_first_order_bias() -> None:
    """Seven occupied cells: (3·1 − 3·3 + 6)/(2N ln 2) = 0 instead of (3·1 − 3·3 + 7 = 1)/(2N ln 2); 200,000 multinomial
    samples of TAB with N = 500 gave a mean of −0.08 ± 0.06 mbit, and of eight equal cells −1.455 (formula −1.443)."""
    result = metrics.run("transmission-bias", TAB)
    assert result.pick(quantity="bias-of-occupied-cells").value == 0.0
    assert any("000" in note["en"] and "occupied" in note["en"] for note in result.notes)
    full = [{"university": u, "industry": i, "government": g, "count": 9} for u, i, g in product((0, 1), repeat=3)]
    whole = metrics.run("transmission-bias", full)
    assert whole.pick(quantity="bias-of-occupied-cells").value == whole.pick(quantity="bias-estimate").value


def test_the_position_among_all_tables_of_these_sizes() -> None:
    """The 153 tables of TAB's team sizes and sphere totals run from U 58, I 12, G 20, UI 16, UIG 4 (T −336.977) to
    U 74, I 12, G 4, IG 16, UIG 4 (T 38.461): (−215.978 + 336.977)/(38.461 + 336.977) = .322."""
    result = metrics.run("transmission-bias", TAB)
    assert result.pick(quantity="attainable-lowest").value == pytest.approx(-336.977, abs=1e-3)
    assert result.pick(quantity="attainable-highest").value == pytest.approx(38.461, abs=1e-3)
    assert result.pick(quantity="attainable-position").value == pytest.approx(0.322, abs=5e-4)
    alone = [{"university": int(k == 0), "industry": int(k == 1), "government": int(k == 2)} for k in range(3)]
    single = metrics.run("transmission-bias", alone).pick(quantity="attainable-position")
    assert single.status == "undefined"


def test_t_star_is_null_when_a_sphere_never_varies() -> None:
    rows = [{"university": 1, "industry": i, "government": g} for i, g in product((0, 1), repeat=2)]
    result = metrics.run("transmission-bias", rows)
    assert result.pick(quantity="t-star").value is None
    assert result.pick(quantity="bias-estimate").value == 0.0


def test_significance_of_the_toy_table() -> None:
    # the null keeps 000 empty and every record's size: its mean is below the observed T, which is no synergy at all
    result = metrics.run("transmission-significance", TAB)
    value = result.headline
    assert value.value == pytest.approx(-215.978, abs=5e-4)
    assert result.exact
    assert result.null == "both-margins"
    assert result.permutations == 153
    assert value.expected == pytest.approx(-238.094, abs=5e-4)
    assert value.sd == pytest.approx(29.0356, abs=5e-4)
    assert value.p == pytest.approx(2 * 0.236025, abs=1e-5)
    assert value.low is not None
    assert value.high is not None
    assert value.low < value.value < value.high
    assert "not distinguishable" in result.reading["en"]


def test_resamples_that_equal_the_observed_are_half_below_it() -> None:
    # records that are all alike have T = 0 in every resample: the middle, and not an end, of what is drawn
    codes, counts, rng = np.array([[1, 1, 0]]), np.array([5.0]), np.random.default_rng(1)
    assert bootstrap.interval(codes, counts, kind="bca", level=0.95, resamples=99, rng=rng) == (0.0, 0.0)


@pytest.mark.parametrize("kind", ["bca", "basic"])
def test_intervals_hold_the_truth_about_as_often_as_they_say(kind: str) -> None:
    # truth: seven cells uniform, T = -87.597 mbit; 60 samples of 400 records
    rng = np.random.default_rng(12)
    cells = [c for c in product((0, 1), repeat=3) if any(c)]
    hits = 0
    codes = np.array(cells)
    for _ in range(60):
        counts = rng.multinomial(400, [1 / 7] * 7)
        low, high = bootstrap.interval(codes, counts, kind=kind, level=0.95, resamples=199, rng=rng) or (0, 0)
        hits += low * 1000 <= -87.597 <= high * 1000
    assert hits >= 51


def test_no_interval_when_not_asked_for() -> None:
    value = metrics.run("transmission-significance", TAB, interval="none").headline
    assert (value.low, value.high) == (None, None)


def test_a_null_must_go_with_its_form() -> None:
    with pytest.raises(ParameterError, match="does not go with form 'record'"):
        metrics.run("transmission-significance", TAB, null="independent-permutation")
    with pytest.raises(ParameterError, match="does not go with form 'firm'"):
        metrics.run("transmission-significance", firms(1), form="firm", null="both-margins")
    with pytest.raises(ParameterError, match="level is 2"):
        metrics.run("transmission-significance", TAB, level=2)


def test_firm_significance_with_both_nulls() -> None:
    for null in ("independent-permutation", "within-region-permutation"):
        result = metrics.run("transmission-significance", firms(2), form="firm", null=null, permutations=199)
        assert result.null == null
        assert result.permutations == 199
        assert result.headline.expected is not None


def test_every_null_of_one_record_is_itself() -> None:
    result = metrics.run("transmission-significance", [dict.fromkeys(COLUMNS, 1)])
    assert result.headline.value == 0.0
    assert result.headline.z is None
    assert result.headline.p == 1.0
