"""B17: clustered and short at once."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.engines.worked import karate, toy
from triskele import metrics
from triskele.metrics.smallworld import lattice_clustering


def test_small_world_of_the_karate_club() -> None:
    result = metrics.run("small-world", karate(), permutations=19)
    assert result.pick(quantity="clustering").value == pytest.approx(0.570638, abs=5e-7)
    assert result.pick(quantity="transitivity").value == pytest.approx(0.255682, abs=5e-7)
    assert result.pick(quantity="distance").value == pytest.approx(2.408200, abs=5e-7)
    c, far = result.pick(quantity="clustering"), result.pick(quantity="distance")
    assert result.headline.value == pytest.approx((c.value / c.expected) / (far.value / far.expected))
    k = 2 * 78 / 34
    omega = far.expected / far.value - c.value / (3 * (k - 2) / (4 * (k - 1)))
    assert result.pick(quantity="omega").value == pytest.approx(omega)


def test_the_lattice_has_the_clustering_of_its_formula() -> None:
    ring = nx.watts_strogatz_graph(30, 6, 0, seed=1)
    assert lattice_clustering(6) == pytest.approx(nx.average_clustering(ring)) == pytest.approx(0.6)


def test_a_disconnected_network_shows_its_largest_component() -> None:
    result = metrics.run("small-world", toy(), permutations=9)
    assert result.pick(quantity="largest-component-share").value == 0.9
    assert result.pick(quantity="distance").n == 9
    assert any("largest component" in note["en"] for note in result.notes)


def test_without_triangles_sigma_is_null() -> None:
    result = metrics.run("small-world", nx.path_graph(4), permutations=9)
    assert result.headline.value is None
    assert "triangle" in result.headline.reason["en"]
    # mean degree 1.5: no ring lattice either
    assert result.pick(quantity="omega").value is None
    assert metrics.run("small-world", nx.empty_graph(3)).headline.value is None
    assert metrics.run("small-world", karate(), permutations=0).headline.value is None
