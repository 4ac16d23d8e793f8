"""B22: consortia as sets."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from triskele import metrics
from triskele.networks import Hypergraph

SPHERES = {"u": "university", "v": "university", "i": "industry", "g": "government", "h": "hybrid", "n": ""}
GROUPS = {"p1": "uig", "p2": "uv", "p3": "uih", "p4": "i", "p5": "n"}
ROWS = [{"group": g, "actor": a, "sphere": SPHERES[a]} for g, members in GROUPS.items() for a in members]


def test_heterophily_by_hand() -> None:
    result = metrics.run("hyperedge-heterophily", ROWS, permutations=49)
    values = {v.key["group"]: v.value for v in result.values if v.key["quantity"] == "heterophily"}
    assert values["p1"] == pytest.approx(2 / 3)
    assert values["p2"] == 0.0
    assert values["p3"] == pytest.approx(2 / 3)
    assert values["p4"] == 0.0
    assert values["p5"] is None
    assert result.headline.value == pytest.approx(4 / 3 / 4)
    assert result.headline.coverage == 0.8
    assert result.null == "both-margins"
    unknown = metrics.run("hyperedge-heterophily", {"p": ["a", "b"]}, permutations=3)
    assert [v.value for v in unknown.values] == [None, None]  # nobody's sphere is known


def test_the_table_of_sphere_sets() -> None:
    result = metrics.run("sphere-sets", ROWS, permutations=49)
    found = {v.key["spheres"]: v.value for v in result.values}
    # a hybrid on its own brings no sphere; the unknown has none
    assert found == {"UIG": 1, "UI": 1, "UG": 0, "IG": 0, "U": 1, "I": 1, "G": 0, "none": 1}
    assert sum(v.expected for v in result.values) == pytest.approx(5)


def test_spread_hybrids_bring_their_spheres() -> None:
    shares = np.array([[0.5, 0.5, 0, 0], [0, 0, 1, 0]])
    consortium = Hypergraph(
        ["t", "g"],
        ["p"],
        csr_array(np.array([[1, 1]])),
        np.array([4, 2], dtype=np.int8),
        shares,
        {"hybrids": "fractional"},
    )
    result = metrics.run("sphere-sets", consortium, permutations=0)
    assert result.headline.value == 1
    assert result.hybrids == "fractional"
    # shares ¼, ¼, ½
    mixed = metrics.run("hyperedge-heterophily", consortium, permutations=0)
    assert mixed.headline.value == pytest.approx(1 - (1 / 16 + 1 / 16 + 1 / 4))
    apart = metrics.run("sphere-sets", consortium, hybrids="exclusive", permutations=0)
    assert apart.pick(spheres="G").value == 1


def test_connectivity_by_hand() -> None:
    groups = {"p1": "abc", "p2": "abd", "p3": "de", "p4": "f"}
    result = metrics.run("s-connectivity", groups, most=4)
    # s = 1: p1-p2 by a, b and p2-p3 by d; s = 2: p1-p2 only, p3 alone; s = 3: two of three actors, apart
    expected = {("1", "components"): 2, ("1", "largest"): 3, ("1", "hyperedges"): 4, ("2", "components"): 2,
                ("2", "largest"): 2, ("2", "hyperedges"): 3, ("3", "components"): 2,
                ("3", "hyperedges"): 2}  # fmt: skip
    for (s, quantity), value in expected.items():
        assert result.pick(s=s, quantity=quantity).value == value
    assert result.pick(s="4", quantity="components").value is None
    assert metrics.run("s-connectivity", {}).headline.value is None


def test_without_hyperedges_all_is_null() -> None:
    for name in ("hyperedge-heterophily", "sphere-sets"):
        assert metrics.run(name, {}).headline.reason["en"] == "There is no hyperedge."
