"""B26: reciprocity, transitivity and the triad census."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.graph.metrics.graphs import random_network
from tests.graph.metrics.published import ADVICE, FRIENDS, managers
from triskele import metrics
from triskele.metrics.triads import KINDS

# as printed for these data by sna's triad.census (J. A. Smith, Integrated Network Science, chapter 9)
CENSUS = {
    "friends": (376, 366, 143, 114, 34, 35, 39, 101, 23, 0, 20, 16, 25, 9, 23, 6),
    "advice": (74, 153, 90, 160, 86, 49, 59, 101, 190, 2, 72, 62, 78, 17, 107, 30),
}
# mean and standard deviation under U|MAN, printed by netmem's triad_uman (Holland & Leinhardt 1976)
UMAN = {
    "003": (320.057, 9.394), "012": (416.818, 14.555), "102": (171.193, 9.430), "021D": (44.087, 6.224),
    "021C": (88.173, 8.171), "111U": (73.745, 7.776), "030T": (18.173, 3.860), "030C": (6.058, 2.386),
    "201": (28.971, 4.524), "120D": (7.740, 2.713), "120C": (15.481, 3.736), "210": (12.385, 3.246),
    "300": (1.548, 1.200),
}  # fmt: skip


def census(result: metrics.Result) -> dict[str, float]:
    return {v.key["triad"]: v.value for v in result.values if "triad" in v.key}


def test_census_of_the_high_tech_managers() -> None:
    for name, arcs in (("friends", FRIENDS), ("advice", ADVICE)):
        assert tuple(census(metrics.run("triad-census", managers(arcs), permutations=0)).values()) == CENSUS[name]
    # sna's gtrans(advice, measure = "weak") prints 0.664
    assert metrics.run("triad-census", managers(ADVICE), permutations=0).headline.value == pytest.approx(
        0.664, abs=5e-4
    )


def test_chance_level_of_the_census() -> None:
    draws = 800
    result = metrics.run("triad-census", managers(FRIENDS), permutations=draws)
    assert result.null == "dyad-preserving"
    for kind, (mean, sd) in UMAN.items():
        value = result.pick(triad=kind)
        assert value.expected == pytest.approx(mean, abs=4 * sd / draws**0.5)
        assert value.sd == pytest.approx(sd, rel=0.15)
    # sna's cug.test prints P(≥ 25) = 0 for 120U of 1000 draws
    assert result.pick(triad="120U").verdict == "distinguishable"


def test_reciprocity_of_the_high_tech_managers() -> None:
    # sna's dyad.census prints 23 mutual, 56 asymmetric, 131 null pairs; grecip .29114, of advice .31034
    result = metrics.run("reciprocity", managers(FRIENDS), permutations=99)
    kinds = [result.pick(quantity=f"{kind}-pairs").value for kind in ("mutual", "one-way", "untied")]
    assert kinds == [23, 56, 131]
    assert result.headline.value == pytest.approx(46 / 102)
    assert result.pick(quantity="pair-reciprocity").value == pytest.approx(0.29114, abs=5e-6)
    # d = 102/420; ρ = (46/102 − d)/(1 − d)
    assert result.pick(quantity="reciprocity-rho").value == pytest.approx((46 / 102 - 102 / 420) / (1 - 102 / 420))
    assert result.null == "degree-preserving"
    advice = metrics.run("reciprocity", managers(ADVICE), null="tie-preserving", permutations=49)
    assert advice.pick(quantity="pair-reciprocity").value == pytest.approx(0.31034, abs=5e-6)
    assert advice.null == "tie-preserving"


def test_reciprocity_between_spheres_by_hand() -> None:
    graph = nx.DiGraph([("u", "i"), ("i", "u"), ("u", "g"), ("u", "v"), ("v", "u")])
    nx.set_node_attributes(graph, {"u": "university", "v": "university", "i": "industry", "g": "government"}, "sphere")
    result = metrics.run("reciprocity", graph, permutations=0)
    found = {
        (v.key["from"], v.key["to"]): v.value for v in result.values if v.key["quantity"] == "reciprocity-of-spheres"
    }
    assert found["university", "industry"] == 1
    assert found["university", "government"] == 0
    assert found["university", "university"] == 1
    assert found["government", "university"] is None


@pytest.mark.parametrize("seed", range(6))
def test_census_is_that_of_networkx(seed: int) -> None:
    graph = random_network(seed, directed=True, n=11, p=0.1 + 0.12 * seed)
    found = metrics.run("triad-census", graph, permutations=0)
    assert census(found) == nx.triadic_census(graph)
    plain = metrics.run("triad-census", graph.to_undirected(), permutations=0)
    assert sum(census(plain).values()) == 11 * 10 * 9 / 6
    assert plain.headline.value == pytest.approx(nx.transitivity(graph.to_undirected()))
    assert set(census(plain)) == {"003", "102", "201", "300"} < set(KINDS)


def test_what_each_null_model_keeps() -> None:
    from triskele.metrics.nulls import pairs_of, uniform_draws
    from triskele.metrics.simple import simple

    network = simple(managers(FRIENDS))[0]
    assert set(map(tuple, uniform_draws(network, pairs_of, 20, 1, dyads=True).values.tolist())) == {(23, 56)}
    kept = uniform_draws(network, pairs_of, 20, 1, dyads=False).values
    assert set((2 * kept[:, 0] + kept[:, 1]).tolist()) == {102}
    assert len(set(kept[:, 0].tolist())) > 1


def test_undefined() -> None:
    assert metrics.run("triad-census", nx.path_graph(2)).headline.value is None
    assert metrics.run("reciprocity", nx.path_graph(3)).headline.reason["en"].startswith("The network is undirected")
    assert metrics.run("reciprocity", nx.empty_graph(3, create_using=nx.DiGraph)).headline.value is None
    assert metrics.run("triad-census", nx.empty_graph(3)).headline.value is None
