"""C5 and C6 by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from triskele import metrics
from triskele.errors import TableError

RI = [(100, 0, 0, 0, 0), (0, 15, 5, 70, 10), (0, 20, 10, 20, 50), (0, 25, 30, 5, 40), (0, 40, 55, 5, 0)]
TABLE = [
    {"region": f"R{i + 1}", "sector": f"I{j + 1}", "value": value}
    for i, row in enumerate(RI)
    for j, value in enumerate(row)
]


def test_herfindahl_of_the_worked_table() -> None:
    # R4: .25² + .30² + .05² + .40² = .0625 + .09 + .0025 + .16 = .315
    result = metrics.run("regional-specialisation", TABLE)
    for region, expected in zip(("R1", "R2", "R3", "R4", "R5"), (1, 0.525, 0.34, 0.315, 0.465), strict=True):
        assert result.pick(region=region, quantity="hhi").value == pytest.approx(expected)


def test_the_other_indices_by_hand() -> None:
    # every reference share is .2. R2 (0, .15, .05, .7, .1): |-.2| + |-.05| + |-.15| + .5 + |-.1| = 1
    # Hachman: LQ = 5s, so 1/(5·Σs²) = 1/(5·.525) = .380952; entropy of (.15, .05, .7, .1)
    result = metrics.run("regional-specialisation", TABLE)
    assert result.pick(region="R2", quantity="krugman").value == pytest.approx(1)
    assert result.pick(region="R2", quantity="hoover").value == pytest.approx(0.5)
    assert result.pick(region="R2", quantity="hachman").value == pytest.approx(1 / (5 * 0.525))
    share = np.array([0.15, 0.05, 0.7, 0.1])
    assert result.pick(region="R2", quantity="entropy").value == pytest.approx(-(share * np.log2(share)).sum())
    assert result.pick(region="R1", quantity="entropy").value == 0.0


def test_an_empty_region_is_null_and_an_empty_sector_is_left_out() -> None:
    table = [*TABLE, {"region": "R6", "sector": "I1", "value": 0}, {"region": "R1", "sector": "I6", "value": 0}]
    result = metrics.run("regional-specialisation", table)
    assert result.pick(region="R6", quantity="hhi").value is None
    assert any("left out: I6." in note["en"] for note in result.notes)
    assert result.pick(region="R2", quantity="krugman").value == pytest.approx(1)


def plants(*rows: tuple[str, str, int]) -> list[dict[str, Any]]:
    return [{"plant": f"p{i}", "region": r, "sector": s, "employment": e} for i, (r, s, e) in enumerate(rows)]


PLANTS = plants(("A", "x", 10), ("A", "x", 10), ("B", "x", 20), ("A", "y", 5), ("B", "y", 5), ("C", "y", 50))


def test_ellison_glaeser_by_hand() -> None:
    # all: A 25, B 25, C 50 of 100: x = (.25, .25, .5), Σx² = .375, 1 - Σx² = .625
    # sector x: s = (.5, .5, 0): G = .0625 + .0625 + .25 = .375; H = .25² + .25² + .5² = .375
    # γ = (.375/.625 - .375)/(1 - .375) = .225/.625 = .36
    result = metrics.run("ellison-glaeser", PLANTS)
    assert result.pick(sector="x", quantity="geographic-concentration").value == pytest.approx(0.375)
    assert result.pick(sector="x", quantity="plant-herfindahl").value == pytest.approx(0.375)
    assert result.pick(sector="x", quantity="gamma").value == pytest.approx(0.36)
    assert result.pick(sector="x", quantity="gamma").category == "strong"
    # sector y: s = (5, 5, 50)/60: G = 2·(1/12 - 1/4)² + (5/6 - 1/2)² = 1/6; H = 2/144 + 25/36 = .708333
    gamma = (1 / 6 / 0.625 - 102 / 144) / (1 - 102 / 144)
    assert result.pick(sector="y", quantity="gamma").value == pytest.approx(gamma)
    assert result.pick(sector="y", quantity="gamma").category == "dispersed"


@pytest.mark.parametrize(("here", "category"), [(50, "dispersed"), (62, "weak"), (63, "strong")])
def test_an_industry_is_strong_above_a_twentieth(here: int, category: str) -> None:
    # of 100 equal plants a share s in one of two equal regions: G/(1 − Σx²) = 4(s − ½)², γ = (that − .01)/.99
    plants = [{"plant": str(i), "region": "A" if i < here else "B", "sector": "x", "employment": 1} for i in range(100)]
    halves = [{"region": name, "value": 1} for name in "AB"]
    gamma = metrics.run("ellison-glaeser", plants, reference=halves).pick(sector="x", quantity="gamma")
    assert gamma.value == pytest.approx((4 * (here / 100 - 0.5) ** 2 - 0.01) / 0.99)
    assert gamma.category == category


def test_coagglomeration_by_hand() -> None:
    # together s = x, so G = 0; w = (.4, .6); H = .16·.375 + .36·.708333 = .315
    # own = .36·.16·.625 + γ_y·.36·.291667 = .036 - .159 = -.123; (0 - .315 + .123)/(1 - .52) = -.4
    result = metrics.run("ellison-glaeser", PLANTS, coagglomeration="x,y")
    assert result.pick(quantity="coagglomeration").value == pytest.approx(-0.4)
    with pytest.raises(TableError, match="not in the table: z"):
        metrics.run("ellison-glaeser", PLANTS, coagglomeration="x,z")


def test_one_plant_or_one_region_is_null() -> None:
    one_plant = metrics.run("ellison-glaeser", plants(("A", "x", 5), ("B", "y", 5), ("A", "y", 5)))
    assert one_plant.pick(sector="x", quantity="gamma").value is None
    assert one_plant.pick(sector="y", quantity="gamma").value is not None
    one_region = metrics.run("ellison-glaeser", plants(("A", "x", 5), ("A", "x", 5)))
    assert one_region.headline.value is None
    nobody = metrics.run("ellison-glaeser", plants(("A", "x", 0), ("B", "x", 0)))
    assert "0" in (nobody.headline.reason or {})["en"]


def test_a_wider_reference_and_unknown_sizes() -> None:
    wider = [{"region": r, "value": v} for r, v in (("A", 100), ("B", 100), ("C", 100), ("D", 100))]
    # x = .25 four times: G = 2·.0625 + 2·.0625 = .25; (.25/.75 - .375)/.625
    result = metrics.run("ellison-glaeser", PLANTS, reference=wider)
    assert result.pick(sector="x", quantity="gamma").value == pytest.approx((0.25 / 0.75 - 0.375) / 0.625)
    with pytest.raises(TableError, match="no row for region C"):
        metrics.run("ellison-glaeser", PLANTS, reference=wider[:2])
    unknown = [*PLANTS, {"plant": "q", "region": "A", "sector": "x", "employment": None}]
    assert metrics.run("ellison-glaeser", unknown).dropped == {"unknown-size": 1}
    with pytest.raises(TableError, match="plant occurs more than once"):
        metrics.run("ellison-glaeser", [*PLANTS, PLANTS[0]])


def test_litzenberger_sternberg_by_hand() -> None:
    # A has 30 of 40 jobs, 2 of 8 firms, 1/4 of the land and 1/2 of the people: (.75·.25)/(.25·.5) = 1.5
    rows = [
        {"region": "A", "sector": "x", "value": 30, "firms": 2},
        {"region": "B", "sector": "x", "value": 10, "firms": 6},
        {"region": "C", "sector": "x", "value": 0, "firms": 0},
    ]
    regions = [
        {"region": "A", "area": 25, "population": 500},
        {"region": "B", "area": 75, "population": 500},
    ]
    result = metrics.run("litzenberger-sternberg", rows, regions=regions)
    assert result.pick(region="A", sector="x").value == pytest.approx(1.5)
    # density 3, stock 1.5, firms 3 times the usual size: 3·1.5/3
    assert result.pick(region="A", sector="x").value == pytest.approx(3 * 1.5 / 3)
    assert result.pick(region="C", sector="x").value is None
    with pytest.raises(TableError, match="column firms is missing"):
        metrics.run("litzenberger-sternberg", [{"region": "A", "sector": "x", "value": 1}], regions=regions)
