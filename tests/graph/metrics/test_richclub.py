"""B18: do the best connected connect to each other."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.engines.worked import karate, toy
from triskele import metrics


def test_rich_club_of_the_karate_club() -> None:
    result = metrics.run("rich-club", karate(), attribute="club", permutations=19)
    expected = {0: 0.1390, 4: 0.4889, 10: 0.3333, 12: 0.0}
    for k, phi in expected.items():
        assert result.pick(quantity="phi-at", k=str(k)).value == pytest.approx(phi, abs=5e-5)
    # 17, 16 and 12 exceed 10, the fourth has ten
    assert result.pick(quantity="phi-at", k="10").n == 3
    # φ(0) is the density when nobody is isolated
    assert result.pick(quantity="phi-at", k="0").value == pytest.approx(nx.density(karate()))
    theirs = nx.rich_club_coefficient(nx.Graph(karate()), normalized=False)
    for k, phi in theirs.items():
        assert result.pick(quantity="phi-at", k=str(k)).value == pytest.approx(phi)
    # degrees 17 and above 16: nobody beside node 33
    assert result.pick(quantity="phi-at", k="16").value is None
    rho = result.pick(quantity="rho", k="4").value
    at = result.pick(quantity="phi-at", k="4")
    assert rho == pytest.approx(at.value / at.expected)


def test_spheres_of_the_rich() -> None:
    result = metrics.run("rich-club", toy(), k=2, permutations=0)
    # degree above 2: U1, G1, T1, I2; tied pairs U1-G1 and T1-I2 of six
    assert result.headline.value == pytest.approx(2 / 6)
    assert result.pick(**{"from": "university", "to": "government"}).value == 1.0
    assert result.pick(**{"from": "university", "to": "industry"}).value == 0.0
    assert result.pick(**{"from": "university", "to": "university"}).value is None


def test_a_bound_above_all_degrees_is_null() -> None:
    result = metrics.run("rich-club", toy(), k=50, permutations=5)
    assert result.headline.value is None
    assert metrics.run("rich-club", nx.Graph()).headline.value is None
