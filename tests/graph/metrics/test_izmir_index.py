"""C4: the published values fall into their published classes."""

from __future__ import annotations

import pytest

from triskele import metrics
from triskele.errors import ParameterError, TableError
from triskele.metrics import rules

PUBLISHED = {
    "industrial-ventilation-and-cooling": (97, "mature"),
    "canned-food": (83, "developing"),
    "chemicals": (73, "developing"),
    "vehicle-superstructure": (60, "developing"),
    "road-and-sea-freight": (50, "potential"),
    "bridal-wear": (47, "potential"),
}


def test_izmir_index_published_values() -> None:
    shipped = {one["cluster"]: float(one["value"]) for one in rules.rule_file("izmir-index")["published"]}
    assert shipped == {name: value for name, (value, _) in PUBLISHED.items()}
    result = metrics.run("izmir-cluster-index", [{"cluster": c, "value": v} for c, v in shipped.items()])
    assert {v.key["cluster"]: (v.value, v.category) for v in result.values} == PUBLISHED


def test_the_screening_is_shipped() -> None:
    screening = rules.rule_file("izmir-index")["screening"]
    assert screening["four_digit"] == {"sectors": 195, "passed": 39, "employment_share": "0.5373"}
    assert screening["two_digit"] == {"sectors": 51, "passed": 14, "employment_share": "0.5331"}


@pytest.mark.parametrize(
    ("value", "category"),
    [
        (100, "mature"),
        (85, "mature"),
        (84.99999, "developing"),
        (51, "developing"),
        (50.99999, "potential"),
        (0.001, "potential"),
        (0, None),
        (-1, None),
        (100.001, None),
    ],
)
def test_edges_of_the_classes(value: float, category: str | None) -> None:
    found = metrics.run("izmir-cluster-index", [{"cluster": "c", "value": value}]).headline
    assert found.category == category
    assert (found.value is None) == (category is None)


def test_headings_need_weights_because_none_were_published() -> None:
    row = {"cluster": "c", "marketing": 90, "management": 80, "production": 70, "clustering-capacity": 60}
    without = metrics.run("izmir-cluster-index", [row]).headline
    assert without.value is None
    assert "never published" in (without.reason or {})["en"]
    # (4·90 + 3·80 + 2·70 + 1·60)/10 = 80
    weights = {"marketing": 4, "management": 3, "production": 2, "clustering-capacity": 1}
    found = metrics.run("izmir-cluster-index", [row], heading_weights=weights).headline
    assert found.value == pytest.approx(80)
    assert found.category == "developing"
    unknown = metrics.run("izmir-cluster-index", [{**row, "marketing": None}], heading_weights=weights).headline
    assert (unknown.value, unknown.category) == (None, "unknown")
    with pytest.raises(ParameterError, match="expected marketing, management, production, clustering-capacity"):
        metrics.run("izmir-cluster-index", [row], heading_weights={"marketing": 1})
    with pytest.raises(ParameterError, match="negative or all 0"):
        metrics.run("izmir-cluster-index", [row], heading_weights=dict.fromkeys(weights, 0))
    with pytest.raises(TableError, match="at most 100"):
        metrics.run("izmir-cluster-index", [{**row, "marketing": 101}])


def test_an_empty_table_has_no_index() -> None:
    assert metrics.run("izmir-cluster-index", []).headline.status == "undefined"
