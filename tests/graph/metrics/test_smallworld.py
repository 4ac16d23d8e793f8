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


def test_a_projection_is_compared_with_projections() -> None:
    """Three boards of three in a ring (abc, cde, efa): each closes a triangle, whatever they share."""
    boards = {"p": "abc", "q": "cde", "r": "efa"}
    result = metrics.run("projection-small-world", boards, permutations=199)
    # b, d, f have two neighbours, tied: 1; a, c, e four (a: b c e f), tied pairs bc, ce, ef of six: 1/2
    assert result.pick(quantity="clustering").value == pytest.approx((3 * 1 + 3 * 1 / 2) / 6)
    # 9 pairs of 15 are tied, the other six two steps apart
    assert result.pick(quantity="distance").value == pytest.approx((9 * 1 + 6 * 2) / 15)
    assert result.null == "both-margins"
    # against graphs of the same degrees the boards look clustered, against boards of the same sizes they do not
    plain = nx.Graph([pair for board in boards.values() for pair in zip(board, board[1:] + board[0], strict=True)])
    assert metrics.run("small-world", plain, permutations=199).headline.value > 1
    assert result.headline.value == pytest.approx(1, abs=0.15)
    assert metrics.run("projection-small-world", {"p": "a", "q": "b"}, permutations=9).headline.value is None
