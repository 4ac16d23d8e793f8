"""The null models: complete enumeration against brute force, trades against enumeration."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest

from triskele import metrics
from triskele.errors import TableError
from triskele.metrics import draws, significance
from triskele.metrics.entropy import coinformation, dense_profile

AXES = (0, 1, 2)


def as_table(rows: list[tuple[int, ...]]) -> np.ndarray:
    table = np.zeros((2,) * len(rows[0]))
    for row in rows:
        table[row] += 1
    return table


def brute_force(rows: list[tuple[int, ...]]) -> Counter[tuple[float, ...]]:
    """All record × sphere matrices with the same row and column sums, as count tables with their number."""
    k = len(rows[0])
    choices = [[c for c in product((0, 1), repeat=k) if sum(c) == sum(row)] for row in rows]
    wanted = np.sum(rows, axis=0)
    found: Counter[tuple[float, ...]] = Counter()
    for matrix in product(*choices):
        if (np.sum(matrix, axis=0) == wanted).all():
            found[tuple(as_table(list(matrix)).ravel())] += 1
    return found


ROWS = [(1, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0), (0, 1, 1), (1, 0, 1), (1, 1, 1), (0, 0, 0)]


def test_enumeration_is_brute_force() -> None:
    counted = brute_force(ROWS)
    tables, weights = draws.enumerate_margins(as_table(ROWS))
    total = sum(counted.values())
    assert {tuple(t.ravel()): pytest.approx(w * total) for t, w in zip(tables, weights, strict=True)} == dict(counted)


def test_trades_reach_the_same_distribution() -> None:
    table = as_table(ROWS)
    tables, weights = draws.enumerate_margins(table)
    exact = coinformation(dense_profile(tables, 3), AXES)
    traded = draws.trade(table, 20_000, np.random.default_rng(5))
    drawn = coinformation(dense_profile(traded, 3), AXES)
    for value in np.unique(np.round(exact, 9)):
        p = weights[np.abs(exact - value) < 1e-9].sum()
        seen = np.mean(np.abs(drawn - value) < 1e-9)
        assert seen == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 20_000) + 1e-12)


def test_trades_keep_both_margins_for_four_spheres() -> None:
    rng = np.random.default_rng(1)
    rows = [tuple(int(b) for b in rng.integers(0, 2, 4)) for _ in range(60)]
    table = as_table(rows)
    traded = draws.trade(table, 50, rng)
    size = np.indices((2,) * 4).sum(axis=0)
    for axis in range(4):
        keep = tuple(a for a in range(4) if a != axis)
        assert (traded.sum(axis=tuple(a + 1 for a in keep)) == table.sum(axis=keep)).all()
    for k in range(5):
        assert (traded[:, size == k].sum(axis=1) == table[size == k].sum()).all()
    assert len({one.tobytes() for one in traded}) > 40


def test_trades_over_four_spheres_are_brute_force() -> None:
    rows = [(1, 0, 0, 0), (0, 1, 0, 0), (1, 1, 0, 0), (0, 0, 1, 1), (1, 0, 1, 0)]
    counted = brute_force(rows)
    traded = draws.trade(as_table(rows), 20_000, np.random.default_rng(2))
    seen = Counter(tuple(one.ravel()) for one in traded)
    total = sum(counted.values())
    assert set(seen) == set(counted)
    for key, number in counted.items():
        p = number / total
        assert seen[key] / 20_000 == pytest.approx(p, abs=4.5 * np.sqrt(p * (1 - p) / 20_000))


def test_exact_and_monte_carlo_p_agree_within_three_standard_errors() -> None:
    table = np.array([[[0, 10], [20, 2]], [[60, 8], [6, 4]]], dtype=float)
    observed = float(coinformation(dense_profile(table[None], 3), AXES)[0])
    tables, weights = draws.enumerate_margins(table)
    exact = significance.exactly(observed, coinformation(dense_profile(tables, 3), AXES), weights)
    traded = draws.trade(table, 9_999, np.random.default_rng(7))
    drawn = significance.against(observed, coinformation(dense_profile(traded, 3), AXES))
    for tail in ("p_low", "p_high"):
        p = exact[tail]
        assert abs(drawn[tail] - p) <= 3 * np.sqrt(p * (1 - p) / 9_999)
    assert drawn["expected"] == pytest.approx(exact["expected"], abs=3 * exact["sd"] / 100)


def test_large_tables_are_traded_and_small_ones_enumerated() -> None:
    rng = np.random.default_rng(0)
    small = np.array([[[0, 10], [20, 2]], [[60, 8], [6, 4]]], dtype=float)
    assert draws.both_margins(small, 99, rng).weights is not None
    assert draws.both_margins(small, 99, rng, enumerate_if_small=False).size == 99
    large = small * 1000
    assert draws.both_margins(large, 99, rng).weights is None


def test_p_counts_the_observed_and_two_sided_is_twice_the_smaller() -> None:
    # 4 draws, none as low as -1: (1+0)/(1+4) = .2; all as high: 5/5 = 1; two-sided 2·.2 = .4
    told = significance.against(-1.0, np.array([0.0, 0.0, 1.0, 1.0]))
    assert (told["p_low"], told["p_high"], told["p"]) == (0.2, 1.0, 0.4)
    assert told["expected"] == 0.5
    assert told["z"] == pytest.approx(-1.5 / np.std([0, 0, 1, 1], ddof=1))


def test_a_null_without_spread_has_no_z() -> None:
    told = significance.against(1.0, np.array([1.0, 1.0, 1.0]))
    assert (told["sd"], told["z"], told["p"]) == (0.0, None, 1.0)
    assert significance.against(None, np.array([1.0]))["expected"] is None


def test_benjamini_hochberg_by_hand() -> None:
    # sorted .01 .02 .03 .5 over 4: .04, .04, .04, .5 after taking the smallest from above
    assert significance.adjust([0.5, None, 0.03, 0.01, 0.02]) == [
        pytest.approx(0.5),
        None,
        pytest.approx(0.04),
        pytest.approx(0.04),
        pytest.approx(0.04),
    ]


def test_shuffles_stay_inside_their_region() -> None:
    region = np.repeat([0, 1, 2], [3, 4, 5])
    for order in draws.within(region, 20, np.random.default_rng(3)):
        assert (region[order] == region).all()
        assert sorted(order) == list(range(12))


@pytest.mark.parametrize(
    ("good", "bad", "sample"),
    [(10**9, 2 * 10**9, 5 * 10**8), (5, 10**12, 10**11), (10**5, 10**9, 10**5), (2 * 10**9, 10**6 + 1, 10**9)],
)
def test_hypergeometric_draws_beyond_a_thousand_million(good: int, bad: int, sample: int) -> None:
    """Mean n·g/N and variance n·(g/N)·(b/N)·(N − n)/(N − 1), within five standard errors."""
    size, total = 4000, good + bad
    drawn = draws.hypergeometric(*(np.full(size, x) for x in (good, bad, sample)), np.random.default_rng(3))
    mean = sample * good / total
    variance = mean * (bad / total) * ((total - sample) / (total - 1))
    assert abs(drawn.mean() - mean) < 5 * (variance / size) ** 0.5
    assert drawn.var() == pytest.approx(variance, rel=0.15)
    assert drawn.min() >= max(0, sample - bad)
    assert drawn.max() <= min(good, sample)


def test_tables_drawn_by_cells_are_those_of_shuffled_firms() -> None:
    """Both nulls of firms, drawn by cells and by rows: means of T within five standard errors, sds within a tenth."""
    rng = np.random.default_rng(5)
    table = rng.integers(0, 9, size=(2, 3, 2, 2))  # region, place, technology, size
    codes, counts = np.argwhere(table), table[table > 0]
    rows = draws.firm_rows(codes, counts)
    shuffler = draws.FirmEntropies(np.zeros(len(rows), dtype=np.int64), (3, 2, 2))
    size = 1500
    by_rows = {
        "independent": (moved for moved in draws.independent(rows[:, 1:], size, rng)),
        "within": (np.column_stack([rows[order, 1], rows[:, 2:]]) for order in draws.within(rows[:, 0], size, rng)),
    }
    by_cells = {
        "independent": draws.independent_tables(table.sum(axis=0), size, rng),
        "within": draws.within_tables(table, size, rng),
    }
    for null, shuffled in by_rows.items():
        one = np.array([float(coinformation(shuffler.profile(moved), AXES)[0]) for moved in shuffled])
        other = coinformation(by_cells[null], AXES)
        assert abs(one.mean() - other.mean()) < 5 * (2 / size) ** 0.5 * one.std(), null
        assert other.std() == pytest.approx(one.std(), rel=0.1), null


def test_a_thousand_million_firms_in_few_cells_are_no_burden() -> None:
    table = [
        {"region": r, "geography": g, "technology": t, "size": s, "count": 10**8 * (1 + (i * 7) % 5)}
        for i, (r, g, t, s) in enumerate((r, r + g, t, s) for r in "ab" for g in "12" for t in "xy" for s in "ls")
    ]
    found = metrics.run("firm-transmission", table, permutations=99).headline
    assert found.expected == pytest.approx(0.0, abs=1e-3)  # no bias is left at such an N
    within = metrics.run("firm-transmission", table, null="within-region-permutation", permutations=99).headline
    between = metrics.run("firm-transmission", table, geography="region", permutations=1).headline
    assert within.expected == pytest.approx(between.value, abs=1e-3)  # T0 does not move (A8)
    with pytest.raises(TableError, match="expected at most 20000000 to shuffle one by one"):
        metrics.run("regional-decomposition", table)
