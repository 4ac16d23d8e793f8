"""The benchmark's generator makes what it says, and its runner runs."""

import sys

import numpy as np
import pytest
from benchmarks.networks.__main__ import main
from benchmarks.networks.ecosystem import FIRST_YEAR, LAST_YEAR, grow


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


def test_runner_prints_ratios(monkeypatch, capsys):
    arguments = "networks --nodes 60 --ties 150 --libraries networkx --only pagerank mixing"
    monkeypatch.setattr(sys, "argv", arguments.split())
    main()
    printed = capsys.readouterr().out
    assert "| pagerank |" in printed
    assert "| mixing |" in printed
    assert "| networkx |" in printed


def test_runner_names_the_library_that_failed(monkeypatch):
    monkeypatch.setattr(
        sys, "argv", ["networks", "--nodes", "60", "--ties", "150", "--libraries", "nothing", "--only", "pagerank"]
    )
    with pytest.raises(SystemExit, match="nothing failed"):
        main()
