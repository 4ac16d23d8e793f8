"""A8: the parts add up, T0 is T of the region's label, and small regions are not ranked."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from triskele import metrics


def small() -> pd.DataFrame:
    """Region A: two places, size = technology xor place, 4 firms. Region B: one place, 4 firms alike."""
    rows = [("A", f"a{g}", f"t{t}", f"o{g ^ t}") for g, t in product((0, 1), repeat=2)]
    rows += [("B", "b0", "t0", "o0")] * 4
    return pd.DataFrame(rows, columns=["region", "geography", "technology", "size"])


def random_firms(seed: int, n: int = 400) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    place = rng.integers(0, 9, n)
    return pd.DataFrame(
        {
            "region": place // 3,
            "geography": place,
            "technology": (place + rng.integers(0, 3, n)) % 4,
            "size": rng.integers(0, 3, n),
        }
    )


def test_decomposition_by_hand() -> None:
    # T_A = -1 bit (exclusive or), T_B = 0; ΔT_A = (4/8)·(-1000) = -500 mbit, ΔT_B = 0
    result = metrics.run("regional-decomposition", small(), permutations=99)
    assert result.pick(region="A", quantity="T").value == pytest.approx(-1000)
    assert result.pick(region="A", quantity="delta").value == pytest.approx(-500)
    assert result.pick(region="B", quantity="T").value == pytest.approx(0, abs=1e-9)
    total, between = result.headline.value, result.pick(quantity="T0").value
    assert total is not None
    assert between == pytest.approx(total + 500)
    assert result.pick(region="A", quantity="share").value == pytest.approx(-500 / total)


def test_regional_identity() -> None:
    # region coarsens geography, so T0 is T computed with the region's label in place of the place
    table = random_firms(3)
    result = metrics.run("regional-decomposition", table, permutations=99)
    by_label = metrics.run("firm-transmission", table, geography="region", permutations=1)
    assert result.pick(quantity="T0").value == pytest.approx(by_label.headline.value)
    parts = sum(v.value or 0 for v in result.values if v.key["quantity"] == "delta")
    assert result.headline.value == pytest.approx((result.pick(quantity="T0").value or 0) + parts)


def test_t0_does_not_move_when_places_are_shuffled_inside_regions() -> None:
    value = metrics.run("regional-decomposition", random_firms(3), permutations=99).pick(quantity="T0")
    assert value.sd == 0.0
    assert value.z is None
    assert value.expected == pytest.approx(value.value)


def test_t0_moves_when_classes_are_shuffled_everywhere() -> None:
    result = metrics.run("regional-decomposition", random_firms(3), null="independent-permutation", permutations=99)
    assert (result.pick(quantity="T0").sd or 0) > 0


def test_a_region_with_one_place_is_zero_by_construction() -> None:
    notes = [note["en"] for note in metrics.run("regional-decomposition", small(), permutations=9).notes]
    assert any("0 by construction" in note and note.endswith("B.") for note in notes)
    assert any("never draw them as a pie" in note for note in notes)


def test_places_in_two_regions_break_the_identity_and_say_so() -> None:
    table = random_firms(5)
    table["geography"] = table["geography"] % 4
    result = metrics.run("regional-decomposition", table, permutations=9)
    assert any("more than one region" in note["en"] for note in result.notes)
    parts = sum(v.value or 0 for v in result.values if v.key["quantity"] == "delta")
    assert result.headline.value == pytest.approx((result.pick(quantity="T0").value or 0) + parts)


def test_small_regions_are_not_ranked() -> None:
    # 3 places, 4 technologies, 3 sizes: 10·2·3·2 = 120 firms at least
    table = random_firms(7, 500)
    table = table[(table["region"] < 2) | (table.index % 6 == 0)]
    sizes = table["region"].value_counts()
    assert (sizes[[0, 1]] >= 120).all()
    assert sizes[2] < 120
    result = metrics.run("regional-decomposition", table, permutations=99)
    ranks = {r: result.pick(region=r, quantity="rank") for r in ("0", "1", "2")}
    assert sorted(ranks[r].value for r in ("0", "1")) == [1, 2]
    assert ranks["2"].status == "suppressed"
    assert "not ranked" in (ranks["2"].reason or {})["en"]
    assert result.pick(region="2", quantity="bias-estimate").value is not None


@pytest.mark.parametrize(("firms", "status"), [(10, "ok"), (9, "suppressed")])
def test_a_region_of_ten_firms_a_degree_of_freedom_is_ranked(firms: int, status: str) -> None:
    rows = [("A", f"p{i % 2}", f"t{i // 2 % 2}", f"s{i // 4 % 2}") for i in range(firms)]
    table = pd.DataFrame(rows, columns=["region", "geography", "technology", "size"])
    assert metrics.run("regional-decomposition", table, permutations=2).pick(quantity="rank").status == status


def test_shares_are_null_when_t_is_zero() -> None:
    table = pd.DataFrame(
        [(r, f"{r}{i}", "t", "o") for r in "AB" for i in range(3)],
        columns=["region", "geography", "technology", "size"],
    )
    result = metrics.run("regional-decomposition", table, permutations=9)
    assert result.headline.value == pytest.approx(0, abs=1e-9)
    assert result.pick(region="A", quantity="share").value is None


def test_regions_are_tested_together() -> None:
    result = metrics.run("regional-decomposition", random_firms(9), permutations=99)
    tested = [v for v in result.values if v.key.get("region") and v.key["quantity"] == "T"]
    assert all(v.p_adjusted is not None and v.p is not None and v.p_adjusted >= v.p for v in tested)
