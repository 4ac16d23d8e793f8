"""K-densities against their definition, and what counts as localised."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from triskele import metrics
from triskele.errors import ParameterError, TableError
from triskele.metrics.localisation import global_band

GRID = [(10.0 * i, 10.0 * j) for i in range(6) for j in range(6)]


def plants(near: int, places: list[tuple[float, float]] = GRID) -> list[dict[str, Any]]:
    """Plants on all sites; those nearest to a corner are of the sector ``a``."""
    ordered = sorted(range(len(places)), key=lambda i: sum(places[i]))
    of_a = set(ordered[:near])
    return [{"plant": f"p{i}", "sector": "a" if i in of_a else "b", "x": x, "y": y} for i, (x, y) in enumerate(places)]


def test_k_density_of_three_plants_by_hand() -> None:
    """On a line at 0, 3 and 7: distances 3, 4, 7, mean 14/3, sd √(13/3) = 2.0817, quartiles 3 and 7, IQR/1.34 = 2.985;
    so h = .9 · 2.0817 · 3^−.2 = 1.504."""
    table = [{"plant": str(x), "sector": "a", "x": x, "y": 0} for x in (0, 3, 7)]
    found = metrics.run("duranton-overman", table, permutations=2, points=3)
    h = 0.9 * (13 / 3) ** 0.5 * 3**-0.2
    assert h == pytest.approx(1.504, abs=5e-4)
    for value in found.values:
        if value.key["quantity"] == "k-density":
            d = float(value.key["distance"])
            by_hand = sum(norm.pdf((d - x) / h) + norm.pdf((d + x) / h) for x in (3, 4, 7)) / (3 * h)
            assert value.value == pytest.approx(by_hand, rel=5e-3)  # distances are counted in 1,024 steps
    # the last distance is the middle of the step that holds the median, 4: step 586 of 7/1024 each, 585.5 · 7/1024
    assert max(float(v.key["distance"]) for v in found.values if "distance" in v.key) == 4.002
    # the only sector stands on all sites, so every relocation is the observed pattern
    assert found.headline.category == "not-localised"
    assert found.headline.p == 1.0


def test_plants_in_a_corner_are_localised_and_plants_here_and_there_are_not() -> None:
    found = metrics.run("duranton-overman", plants(5), permutations=99)
    near = found.pick(sector="a", quantity="localisation")
    assert near.category == "localised"
    assert near.p == pytest.approx(1 / 100)  # no relocation of 99 comes near: (1 + 0)/(1 + 99)
    assert near.p_adjusted == pytest.approx(1 / 100)  # so are the others, who lack a far corner: .01 · 2/2
    assert found.pick(sector="a", quantity="dispersion").value == 0.0
    assert found.pick(sector="b", quantity="localisation").value < near.value / 20
    scattered = [{**row, "sector": "ab"[i % 2 if i // 6 % 2 else (i + 1) % 2]} for i, row in enumerate(plants(0))]
    mixed = metrics.run("duranton-overman", scattered, permutations=99).headline
    assert mixed.category != "localised"
    assert mixed.value == 0.0


def test_draws_cross_the_global_band_as_often_as_it_says() -> None:
    drawn = np.random.default_rng(1).normal(size=(999, 30)).cumsum(axis=1)
    low, high = global_band(drawn, 0.95)
    for crossing in ((drawn > high).any(axis=1).mean(), (drawn < low).any(axis=1).mean()):
        assert 0.02 < crossing <= 0.05


def test_degrees_are_measured_on_the_globe() -> None:
    """One degree along the equator is 6371.0088 · π/180 = 111.195 km."""
    table = [{"plant": str(x), "sector": "a", "latitude": 0, "longitude": x} for x in (0, 1, 2)]
    found = metrics.run("duranton-overman", table, permutations=1, points=2)
    farthest = max(float(v.key["distance"]) for v in found.values if "distance" in v.key)
    assert farthest == pytest.approx(111.195, rel=2e-3)  # the median of 111, 111 and 222 km
    assert any("km" in note["en"] for note in found.notes)


def test_what_cannot_be_said_and_what_cannot_be_read() -> None:
    few = metrics.run("duranton-overman", plants(2), permutations=9)
    assert few.pick(sector="a", quantity="localisation").status == "undefined"
    spot = metrics.run("duranton-overman", plants(2, [(1.0, 1.0)] * 4), permutations=9)
    assert spot.headline.status == "undefined"
    unknown = [*plants(5), {"plant": "nowhere", "sector": "a", "x": "", "y": ""}]
    assert metrics.run("duranton-overman", unknown, permutations=9).dropped == {"unknown-place-or-size": 1}
    with pytest.raises(TableError, match="column x, y is missing"):
        metrics.run("duranton-overman", [{"plant": "p", "sector": "a"}])
    with pytest.raises(TableError, match="latitude must be at most 90"):
        metrics.run("duranton-overman", [{"plant": "p", "sector": "a", "latitude": 91, "longitude": 0}])
    with pytest.raises(TableError, match="column employment is missing"):
        metrics.run("duranton-overman", plants(5), weighted=True)
    with pytest.raises(ParameterError, match="no sector 'c'"):
        metrics.run("duranton-overman", plants(5), sector="c")
