"""A11 and A12 on the worked table."""

from __future__ import annotations

import pytest

from triskele import metrics

COLUMNS = ("university", "industry", "government", "count")
TAB = [
    dict(zip(COLUMNS, row, strict=True))
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
EMPTY = dict(zip(COLUMNS, (0, 0, 0, 5), strict=True))


def test_overlap_of_the_toy_table() -> None:
    result = metrics.run("sphere-overlap", TAB)
    assert result.headline.value == pytest.approx(4 / 110)
    assert result.pick(quantity="multi-sphere-share").value == pytest.approx((6 + 8 + 2 + 4) / 110)
    # 90 records with one, 16 with two, 4 with three spheres: (90 + 32 + 12)/110 = (78 + 32 + 24)/110
    assert result.pick(quantity="mean-spheres").value == pytest.approx(134 / 110)
    # together 6 + 4 = 10; union 78 + 32 - 10 = 100
    assert result.pick(pair="university-industry", quantity="jaccard").value == pytest.approx(0.1)
    assert result.pick(pair="university-industry", quantity="salton").value == pytest.approx(10 / (78 * 32) ** 0.5)
    assert result.pick(pair="industry-government", quantity="jaccard").value == pytest.approx(6 / (32 + 24 - 6))


def test_shapley_of_the_toy_table() -> None:
    # U: 60 + (6 + 8)/2 + 4/3; I: 20 + (6 + 2)/2 + 4/3; G: 10 + (8 + 2)/2 + 4/3; together 110
    result = metrics.run("sphere-shapley", TAB)
    expected = {"university": 60 + 7 + 4 / 3, "industry": 20 + 4 + 4 / 3, "government": 10 + 5 + 4 / 3}
    for sphere, phi in expected.items():
        assert result.pick(sphere=sphere, quantity="shapley").value == pytest.approx(phi)
        assert result.pick(sphere=sphere, quantity="share").value == pytest.approx(phi / 110)
    assert any("strictly convex" in note["en"] for note in result.notes)


def test_convexity_is_not_strict_without_every_combination() -> None:
    result = metrics.run("sphere-shapley", [row for row in TAB if row != TAB[5]])
    assert any("not strictly" in note["en"] for note in result.notes)


def test_records_without_a_sphere_are_left_out_and_counted() -> None:
    with_empty = [*TAB, EMPTY]
    for name in ("sphere-overlap", "sphere-shapley"):
        plain, more = metrics.run(name, TAB), metrics.run(name, with_empty)
        assert [v.value for v in plain.values] == [v.value for v in more.values]
        assert more.dropped == {"no-sphere": 5}


def test_four_spheres_are_at_least_three_and_part_of_one_is_one() -> None:
    names = ("university", "industry", "government", "civil-society")
    rows = [dict(zip(names, cells, strict=True)) for cells in ((1, 1, 1, 1), (1, 0.5, 0, 0))]
    result = metrics.run("sphere-overlap", rows)
    assert result.headline.value == pytest.approx(1 / 2)
    assert result.pick(quantity="mean-spheres").value == pytest.approx((4 + 2) / 2)


def test_an_empty_union_is_null() -> None:
    rows = [{"university": 1, "industry": 0, "government": 0}]
    result = metrics.run("sphere-overlap", rows)
    value = result.pick(pair="industry-government", quantity="jaccard")
    assert value.value is None
    assert value.reason == {
        "tr": "İki alan da hiçbir kayıtta yok.",
        "en": "Neither sphere occurs in any record.",
    }
    assert result.pick(pair="university-industry", quantity="jaccard").value == 0.0
    assert result.pick(pair="university-industry", quantity="salton").value is None
    only_empty = metrics.run("sphere-overlap", [EMPTY])
    assert all(value.value is None for value in only_empty.values)


def test_a_fourth_sphere_counts_when_its_column_is_there() -> None:
    rows = [{"university": 1, "industry": 1, "government": 1, "civil-society": 1, "count": 8}]
    result = metrics.run("sphere-shapley", rows)
    assert [v.value for v in result.values if v.key["quantity"] == "shapley"] == [2.0] * 4
