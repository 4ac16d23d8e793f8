"""Positions: the same for the same network, steady when it grows, and true to who is tied to whom."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import networkx as nx
import numpy as np

from triskele.layout import RADIUS, lay_out
from triskele.positions import Positions, open_positions
from triskele.publish import publish
from triskele.release import Library, Release
from triskele.release.build import build_release
from triskele.settings import Settings


def two_cliques() -> tuple[list[str], list[int], list[int]]:
    """Two cliques of five joined by one tie, and one node alone."""
    graph = nx.barbell_graph(5, 0)
    u, v = zip(*graph.edges(), strict=True)
    return [f"n{i}" for i in range(11)], list(u), list(v)


def test_the_same_network_is_drawn_the_same() -> None:
    keys, u, v = two_cliques()
    assert np.array_equal(lay_out(keys, u, v), lay_out(keys, u, v))
    doubled = lay_out(keys, [*u, *v], [*v, *u])
    assert np.array_equal(doubled, lay_out(keys, u, v)), "parallel ties do not pull twice"


def test_what_is_tied_lies_together_and_the_lonely_lie_outside() -> None:
    keys, u, v = two_cliques()
    points = lay_out(keys, u, v)
    left, right = points[:5], points[5:10]
    within = max(np.ptp(left, axis=0).max(), np.ptp(right, axis=0).max())
    assert np.hypot(*(left.mean(axis=0) - right.mean(axis=0))) > within
    assert np.hypot(*points[10]) > RADIUS
    across = np.cov(points[:10].T)
    assert across[0, 0] > 2 * across[1, 1], "the two cliques lie side by side, as a screen is wide"
    assert abs(across[0, 1]) < 1e-6 * across[0, 0]


def test_who_was_there_stays_and_who_is_new_comes_near_its_ties() -> None:
    keys, u, v = two_cliques()
    before = lay_out(keys, u, v)
    known = {key: (float(x), float(y)) for key, (x, y) in zip(keys, before, strict=True)}
    after = lay_out([*keys, "new"], [*u, 11, 11], [*v, 0, 1], known)
    assert np.array_equal(after[:11], before)
    to_friends = np.hypot(*(after[11] - before[:5].mean(axis=0)))
    assert to_friends < np.hypot(*(after[11] - before[5:10].mean(axis=0)))


def test_empty_and_tieless_networks_have_positions() -> None:
    assert lay_out([], [], []).shape == (0, 2)
    alone = lay_out(["a", "b"], [], [])
    assert np.isfinite(alone).all()
    assert not np.array_equal(alone[0], alone[1])


def test_ten_thousand_actors_are_placed_in_time() -> None:
    rng = np.random.default_rng(1)
    n, m = 10_000, 30_000
    u = rng.integers(0, n, m)
    v = np.clip(u + rng.geometric(0.02, m) * rng.choice([-1, 1], m), 0, n - 1)
    start = time.process_time()
    points = lay_out([f"k{i}" for i in range(n)], u, v, rounds=20)
    spent = time.process_time() - start
    assert np.isfinite(points).all()
    assert spent < 30 * 20 / 240, "240 rounds would take more than half a minute"


def test_a_release_starts_from_the_one_before(release: Release, tiny: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(release.folder, data / "releases" / "1", ignore=shutil.ignore_patterns("derived"))
    seeds = Path(shutil.copytree(tiny, tmp_path / "seeds"))
    actors = seeds / "tiny" / "actors.csv"
    row = actors.read_text(encoding="utf-8").splitlines()[1].replace("coast-agency", "lake-agency")
    actors.write_text(
        actors.read_text(encoding="utf-8") + row.replace("Coast", "Lake").replace("Kıyı", "Göl") + "\n",
        encoding="utf-8",
    )
    second = build_release(Settings.read({}, data=data, seeds=seeds))
    said: list[str] = []
    publish(second, said.append)
    assert "Placing actors on the map" in said
    old, new = open_positions(Library(data).release(1)), open_positions(second)
    assert {key: new.places[key] for key in old.places} == old.places
    assert set(new.places) - set(old.places) == {"lake-agency"}
    assert set(old.communities.values()) == set(range(len(set(old.communities.values()))))


def test_a_key_that_a_place_has_too_is_found() -> None:
    """Sets of RDF may give a place, which is not drawn, the key of a thing, which is."""
    keys = np.array(["a", "b", "b", "c", "c"], dtype=object)
    points = np.array([[0, 1], [np.nan, np.nan], [2, 3], [np.nan, np.nan], [np.nan, np.nan]])
    found = Positions(keys, points, np.array([-1, -1, 4, -1, -1], dtype=np.int32))
    assert dict(found.places) == {"a": (0, 1), "b": (2, 3)}
    assert dict(found.communities) == {"b": 4}
    assert found.places.get("c") is found.places.get("d") is None
