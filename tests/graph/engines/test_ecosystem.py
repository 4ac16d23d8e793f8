"""The benchmark's generator makes what it says, and its runner runs."""

import gc

import numpy as np

from benchmarks.networks.__main__ import table
from benchmarks.networks.ecosystem import FIRST_YEAR, LAST_YEAR, grow
from benchmarks.networks.worker import measure


def test_grows_the_ecosystem_it_is_asked_for():
    eco = grow(2000, 8000, seed=1)
    again = grow(2000, 8000, seed=1)
    assert np.array_equal(eco.target, again.target)
    G = eco.network()
    assert (len(G), G.number_of_edges(), len(G.self_ties)) == (2000, 8000, 0)
    assert G.degrees.max() > 10 * np.median(G.degrees)
    assert eco.year.min() >= FIRST_YEAR
    assert eco.year.max() <= LAST_YEAR
    inside = (eco.community[eco.source] == eco.community[eco.target]).mean()
    assert inside > 0.5
    assert G.degrees[0] > 0


def test_measures_and_prints_ratios():
    gc.freeze()  # the runner collects garbage before each run; here that would be the garbage of all tests
    found = {name: measure(name, 60, 150, 1, {"pagerank", "mixing"}) for name in ("triskele", "networkx")}
    gc.unfreeze()
    assert set(found["triskele"]["seconds"]) == {"build", "pagerank", "mixing"}
    printed = table(found)
    assert "| pagerank |" in printed
    assert "| networkx |" in printed
