"""Draws that decide: intervals, families, what is open and what would close it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import networkx as nx
import numpy as np
import pytest

from tests.graph.engines.worked import karate, toy
from tests.graph.metrics.graphs import random_network
from triskele import metrics
from triskele.exports.cube import write_cube
from triskele.metrics import metric, nulls, registry, significance, typed
from triskele.metrics.bridging import gefura
from triskele.metrics.record import Value
from triskele.metrics.verdicts import (
    DISTINGUISHABLE,
    NO_NULL,
    NOT,
    UNDECIDED,
    VERDICTS,
    in_looks,
    interval,
    judged,
    needed,
    next_draws,
)


def value(low: int, draws: int = 999, **more: object) -> Value:
    """A value as small as or smaller than all but ``low`` draws."""
    p_low, p_high = (1 + low) / (1 + draws), 1.0
    fields = {"expected": 1.0, "sd": 1.0, "p_low": p_low, "p_high": p_high, "p": min(1.0, 2 * p_low), "draws": draws}
    return Value({"quantity": "x"}, 0.0, **{**fields, **more})


def test_the_interval_by_hand() -> None:
    # none of 199: (1 − p)^199 = .01; all of 199: p^199 = .01
    low, high = interval(np.array([0.0, 199.0]), 199.0, 0.01)
    assert high[0] == pytest.approx(1 - 0.01 ** (1 / 199))
    assert low[1] == pytest.approx(0.01 ** (1 / 199))
    assert (low[0], high[1]) == (0.0, 1.0)
    # half of 100: 100 · KL(.5, p) = ln 100 where KL = ½ ln(.25/(p(1 − p)))
    low, high = interval(np.array([50.0]), 100.0, 0.01)
    for end in (low[0], high[0]):
        assert 50 * np.log(0.25 / (end * (1 - end))) == pytest.approx(np.log(100))


@pytest.mark.parametrize("p", [0.004, 0.05, 0.5])
def test_the_interval_holds_the_truth_as_often_as_it_says(p: float) -> None:
    counts = np.random.default_rng(1).binomial(400, p, size=4000).astype(float)
    low, high = interval(counts, 400.0, 0.01)
    assert (high < p).mean() <= 0.012
    assert (low > p).mean() <= 0.012


@pytest.mark.parametrize(
    ("low", "draws", "verdict"), [(0, 199, DISTINGUISHABLE), (0, 99, UNDECIDED), (30, 999, UNDECIDED), (90, 999, NOT)]
)
def test_one_test_with_a_given_number_of_draws(low: int, draws: int, verdict: str) -> None:
    [found] = judged([value(low, draws)])
    assert found.verdict == verdict
    assert found.tests == 1
    assert found.p_least <= found.p_adjusted <= found.p_most
    assert (found.needed is not None) == (verdict == UNDECIDED)


def test_what_would_decide_does() -> None:
    [open_] = judged([value(5, 499)])  # 1.2 % of the draws: P 2.4 %
    assert open_.verdict == UNDECIDED
    more = open_.needed
    assert 499 < more < 3000
    [closed] = judged([value(5 * more // 499, more)])
    assert closed.verdict == DISTINGUISHABLE


def test_a_family_needs_more_than_a_single_test() -> None:
    alone, among = judged([value(0)])[0], judged([value(0), *(value(400) for _ in range(99))])[0]
    assert (alone.verdict, among.verdict) == (DISTINGUISHABLE, UNDECIDED)
    assert among.tests == 100
    # the cut is .05/100 two-sided, so .00025 a tail: −ln(.01/100)/−ln(1 − .00025) draws, were they all less extreme
    assert among.needed == pytest.approx(np.log(10_000) / 0.00025, rel=0.05)


def test_looking_again_and_again_has_its_price() -> None:
    once = judged([value(0, 199)])[0]
    with in_looks():
        often = judged([value(0, 199)])[0]
    assert (once.verdict, often.verdict) == (DISTINGUISHABLE, UNDECIDED)


def test_what_the_null_cannot_change_is_no_test_and_what_it_never_gives_is_one() -> None:
    fixed = value(999, sd=0.0, expected=0.0, p=1.0)
    never = value(0, sd=0.0, expected=1.0)
    found = judged([fixed, never])
    assert [v.verdict for v in found] == [NO_NULL, DISTINGUISHABLE]
    assert found[1].tests == 1


def test_few_possibilities_decide_nothing_and_no_draws_would() -> None:
    few, enough = judged([value(0, 6, exact=True, p=1 / 6)])[0], judged([value(0, 60, exact=True, p=1 / 60)])[0]
    assert (few.verdict, few.needed, enough.verdict) == (UNDECIDED, None, DISTINGUISHABLE)
    assert next_draws([few], 999, 10_000) is None


def test_draws_go_on_until_all_is_decided_or_nothing_more_can_be() -> None:
    open_ = judged([value(5, 499)])[0]
    assert next_draws([judged([value(0)])[0]], 999, 10_000) is None
    assert next_draws([open_], 499, 100_000) == max(open_.needed, 998)
    # as many as the last one within the budget needs, so that one look more decides all that can be
    several = [replace(open_, needed=count) for count in (1200, 6000, 90_000)]
    assert next_draws(several, 999, 10_000) == 6000
    assert next_draws([open_], 499, 600) == 600
    assert next_draws([open_], 600, 600) is None
    hopeless = replace(open_, needed=10**9)
    assert next_draws([hopeless], 999, 10_000) is None
    assert needed(value(24, 999), 0.05, 1) > 10**5  # 24 of 999, where the cut is 25 of 1000


def test_draws_of_a_round_are_those_of_asking_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metric, "WORK", 2_000_000_000)
    graph = karate()
    grown = metrics.run("brokerage", graph, attribute="club")
    at_once = metrics.run("brokerage", graph, attribute="club", permutations=grown.permutations)
    assert 999 < grown.permutations < 4000
    for one, other in zip(grown.values, at_once.values, strict=True):
        assert (one.expected, one.p_low, one.p_high) == (other.expected, other.p_low, other.p_high)


def test_ten_times_the_draws_take_no_distinguishable_back() -> None:
    """Over 20 seeds; the error rate of .01 a family would allow one of the families to be wrong in five such tests."""
    changed = decided = 0
    for seed in range(20):
        graph = random_network(seed, n=24, p=0.12)
        for name in ("ei-index", "sphere-assortativity", "mixing-matrix"):
            few = metrics.run(name, graph, seed=seed, permutations=199)
            many = metrics.run(name, graph, seed=seed, permutations=1999)
            for one, other in zip(few.values, many.values, strict=True):
                decided += one.verdict in (DISTINGUISHABLE, NOT)
                changed += {one.verdict, other.verdict} == {DISTINGUISHABLE, NOT}
    assert decided > 150
    assert changed <= 1


def test_actors_whom_rewiring_cannot_tell_apart_share_their_draws() -> None:
    star = nx.star_graph(5)
    star.add_edge(1, 2)
    nx.set_node_attributes(star, {0: "university", 1: "industry", 2: "industry", 3: "industry"}, "sphere")
    groups = [g.tolist() for g in nulls.alike(typed.read(star))]
    assert groups == [[0], [1, 2], [1, 2], [3], [4, 5], [4, 5]]
    # two values a draw, of one law: each draw counts with the share that is as extreme
    found = significance.against(1.0, np.array([[0.0, 2.0], [0.0, 0.0], [1.0, np.nan]]))
    assert found["p_low"] == pytest.approx((1 + 0.5 + 1 + 1) / 4)
    assert found["p_high"] == pytest.approx((1 + 0.5 + 0 + 1) / 4)
    assert found["draws"] == 3
    assert found["expected"] == pytest.approx(3 / 5)


def test_pooled_draws_agree_with_an_actor_s_own() -> None:
    graph = random_network(5, n=20, p=0.15)
    net = typed.read(graph)
    drawn = nulls.degree_draws(net, partial(gefura, codes=net.codes), 2000, 1)
    for group in nulls.alike(net):
        means = drawn.values[:, group].mean(axis=0)
        spread = drawn.values[:, group].std(axis=0) / np.sqrt(2000)
        assert np.all(np.abs(means - means.mean()) <= 5 * spread + 1e-9)


@pytest.mark.parametrize("name", ["cross-sphere-betweenness", "ei-index", "interface-removal", "degree-centrality"])
def test_every_value_has_one_of_four_verdicts_in_every_form(name: str) -> None:
    result = metrics.run(name, toy(), **({"permutations": 99} if registry.get(name).nulls else {}))
    known = [v for v in result.values if v.status == "ok"]
    assert {v.verdict for v in known} <= set(VERDICTS)
    assert all(v.verdict is None for v in result.values if v.status != "ok")
    assert [v["verdict"] for v in json.loads(result.to_json())["values"]] == [v.verdict for v in result.values]
    assert [row["verdict"] for row in result.rows()] == [v.verdict for v in result.values]
    rdf = write_cube(result).decode()
    assert rdf.count("verdicts#") + rdf.count("verdict:") >= len(known)


def test_removal_can_be_compared_with_networks_of_the_same_degrees() -> None:
    result = metrics.run("interface-removal", toy(), null="degree-preserving", permutations=499)
    assert result.null == "degree-preserving"
    [loss] = [v for v in result.values if v.key["quantity"] == "relative-loss"]
    assert loss.draws == 499
    # T1 holds U, I and G together here; in random networks of these degrees it seldom does
    assert loss.value > loss.expected


def test_the_sentence_gives_the_p_the_verdict_rests_on_and_what_it_is_corrected_for() -> None:
    said = metrics.run("cross-sphere-betweenness", karate(), attribute="club", permutations=99).reading["en"]
    assert "P corrected for " in said
    assert "99 draws do not do, about " in said
    one = metrics.run("ei-index", toy()).reading
    assert "exact, all 12,600 possibilities" in one["en"]
    assert "kesin, 12.600 olanağın hepsi" in one["tr"]
    assert "network kept, spheres shuffled" in one["en"]
