"""The property tests of the reference that concern records and regional tables, on generated data."""

from __future__ import annotations

from itertools import permutations, product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triskele import metrics

FAST = settings(derandomize=True, max_examples=12, deadline=None, database=None)
NAMES = ("university", "industry", "government")
CELLS = list(product((0, 1), repeat=3))
counts = st.lists(st.integers(0, 30), min_size=8, max_size=8).filter(any)


def table_of(numbers: list[int], names: tuple[str, ...] = NAMES) -> list[dict[str, Any]]:
    return [{**dict(zip(names, cell, strict=True)), "count": n} for cell, n in zip(CELLS, numbers, strict=True)]


def t(rows: Any, **parameters: Any) -> float:
    value = metrics.run("trilateral-transmission", rows, permutations=1, **parameters).headline.value
    assert value is not None
    return value


@FAST
@given(counts)
def test_t_does_not_know_the_names_of_the_spheres(numbers: list[int]) -> None:
    plain = t(table_of(numbers))
    for names in permutations(NAMES):
        assert t(table_of(numbers, names)) == pytest.approx(plain, abs=1e-8)


@FAST
@given(counts, st.integers(2, 9))
def test_t_does_not_change_when_counts_are_multiplied(numbers: list[int], factor: int) -> None:
    assert t(table_of([factor * n for n in numbers])) == pytest.approx(t(table_of(numbers)), abs=1e-8)


@FAST
@given(counts)
def test_t_lies_within_its_range_and_equals_omega(numbers: list[int]) -> None:
    rows = table_of(numbers)
    entropies = metrics.run("sphere-entropy", rows)
    smallest = min(entropies.pick(variables=name).value or 0.0 for name in NAMES) * 1000
    assert abs(t(rows)) <= smallest + 1e-6
    omega = metrics.run("o-information", rows, permutations=1).headline.value
    assert omega == pytest.approx(t(rows), abs=1e-8)


@FAST
@given(counts)
def test_bilateral_transmission_lies_within_its_range(numbers: list[int]) -> None:
    rows = table_of(numbers)
    entropies = metrics.run("sphere-entropy", rows)
    single = {name: (entropies.pick(variables=name).value or 0.0) * 1000 for name in NAMES}
    for value in metrics.run("bilateral-transmission", rows, permutations=1).values:
        if value.key["quantity"] == "T":
            first, second = value.key["pair"].split("-")
            assert -1e-9 <= (value.value or 0.0) <= min(single[first], single[second]) + 1e-6


@FAST
@given(counts)
def test_interaction_information_is_not_negative(numbers: list[int]) -> None:
    result = metrics.run("interaction-information", table_of(numbers), permutations=1)
    i, q, r = (result.pick(quantity=name).value for name in ("interaction", "Q", "R"))
    assert i is not None
    assert i >= 0
    assert r == pytest.approx(i - (q or 0.0), abs=1e-8)


@FAST
@given(counts)
def test_shapley_values_sum_to_the_records_with_a_sphere(numbers: list[int]) -> None:
    result = metrics.run("sphere-shapley", table_of(numbers))
    values = [v.value for v in result.values if v.key["quantity"] == "shapley"]
    total = sum(numbers[1:])
    if total:
        assert sum(v or 0.0 for v in values) == pytest.approx(total)
    else:
        assert values == [None] * 3


@FAST
@given(counts, st.randoms(use_true_random=False))
def test_input_order_never_changes_a_byte(numbers: list[int], random: Any) -> None:
    rows = [row for row in table_of(numbers) for _ in range(row["count"])]
    rows = [{name: row[name] for name in NAMES} for row in rows]
    shuffled = list(rows)
    random.shuffle(shuffled)
    for name in ("transmission-significance", "bilateral-transmission", "sphere-overlap"):
        assert metrics.run(name, rows).to_csv() == metrics.run(name, shuffled).to_csv()
    # one row a record is the same as one row a pattern with its count
    assert metrics.run("sphere-overlap", rows).to_csv() == metrics.run("sphere-overlap", table_of(numbers)).to_csv()


@st.composite
def regional(draw: Any) -> list[dict[str, Any]]:
    regions, sectors = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return [
        {"region": f"r{i}", "sector": f"s{j}", "value": draw(st.integers(0, 60))}
        for i in range(regions)
        for j in range(sectors)
    ]


@FAST
@given(regional())
def test_weighted_quotients_average_to_one(rows: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame(rows)
    total = frame["value"].sum()
    size = frame.groupby("region")["value"].sum()
    result = metrics.run("location-quotient", rows)
    for sector, column in frame.groupby("sector"):
        if column["value"].sum():
            weighted = sum(
                size[v.key["region"]] / total * v.value
                for v in result.values
                if v.key["sector"] == sector and v.key["quantity"] == "lq" and v.value is not None
            )
            assert weighted == pytest.approx(1)


@FAST
@given(regional(), st.integers(2, 9))
def test_quotients_and_herfindahl_do_not_change_when_counts_are_multiplied(
    rows: list[dict[str, Any]], factor: int
) -> None:
    more = [{**row, "value": factor * row["value"]} for row in rows]
    for name in ("location-quotient", "regional-specialisation"):
        for a, b in zip(metrics.run(name, rows).values, metrics.run(name, more).values, strict=True):
            assert a.key == b.key
            assert a.status == b.status
            assert (a.value or 0.0) == pytest.approx(b.value or 0.0, abs=1e-12)


@FAST
@given(regional())
def test_krugman_is_twice_hoover_and_all_indices_keep_their_ranges(rows: list[dict[str, Any]]) -> None:
    result = metrics.run("regional-specialisation", rows)
    for region in {row["region"] for row in rows}:
        found = {v.key["quantity"]: v.value for v in result.values if v.key["region"] == region}
        if found["hhi"] is None:
            continue
        assert found["krugman"] == pytest.approx(2 * (found["hoover"] or 0.0))
        assert 0 <= (found["krugman"] or 0.0) < 2
        assert 0 < (found["hachman"] or 0.0) <= 1 + 1e-12
        assert 0 < found["hhi"] <= 1 + 1e-12


@FAST
@given(regional(), st.randoms(use_true_random=False))
def test_the_order_of_a_regional_table_never_changes_a_byte(rows: list[dict[str, Any]], random: Any) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    for name in ("location-quotient", "three-star", "regional-specialisation", "sector-relatedness"):
        assert metrics.run(name, rows).to_csv() == metrics.run(name, shuffled).to_csv()
    assert metrics.run("economic-complexity", rows).to_csv() == metrics.run("economic-complexity", shuffled).to_csv()


@FAST
@given(regional())
def test_relatedness_keeps_its_range_and_nothing_is_nan(rows: list[dict[str, Any]]) -> None:
    for value in metrics.run("sector-relatedness", rows).values:
        assert value.value is None or 0 <= value.value <= 1 + 1e-12
    for name in ("standardised-location-quotient", "economic-complexity"):
        result = metrics.run(name, rows)
        assert all((value.value is None) == (value.reason is not None) for value in result.values)


@FAST
@given(st.integers(0, 10_000))
def test_decomposition_adds_up_and_t0_is_t_of_the_region(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 80))
    place = rng.integers(0, 7, n)
    table = pd.DataFrame(
        {"region": place // 3, "geography": place, "technology": rng.integers(0, 3, n), "size": rng.integers(0, 3, n)}
    )
    result = metrics.run("regional-decomposition", table, permutations=3)
    between = result.pick(quantity="T0").value or 0.0
    parts = sum(v.value or 0.0 for v in result.values if v.key["quantity"] == "delta")
    assert result.headline.value == pytest.approx(between + parts, abs=1e-8)
    label = metrics.run("firm-transmission", table, geography="region", permutations=1).headline.value
    assert between == pytest.approx(label, abs=1e-8)


@FAST
@given(st.integers(0, 10_000))
def test_same_seed_same_bytes_and_another_seed_others(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({c: rng.integers(0, 4, 60) for c in ("geography", "technology", "size")})
    once = metrics.run("firm-transmission", table, permutations=50, seed=seed).to_json()
    again = metrics.run("firm-transmission", table.sample(frac=1, random_state=1), permutations=50, seed=seed)
    assert once == again.to_json()
