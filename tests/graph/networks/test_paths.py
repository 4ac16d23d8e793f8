"""Shortest paths over arrays: as long as networkx finds them, and of equals the first."""

from __future__ import annotations

from itertools import islice

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triskele.catalogue.paths import shortest_paths
from triskele.errors import InvalidInput, UnknownThing
from triskele.networks.csr import Network

PAIRS = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] != p[1]), max_size=20)


@settings(max_examples=60, deadline=None)
@given(PAIRS, st.booleans())
def test_paths_are_the_shortest_and_of_equals_the_first(pairs: set[tuple[int, int]], directed: bool) -> None:
    plain = nx.DiGraph() if directed else nx.Graph()
    plain.add_nodes_from(range(8))
    plain.add_edges_from(sorted(pairs))
    network = Network.from_networkx(nx.relabel_nodes(plain, str))
    found = [[int(node) for node in path] for path in shortest_paths(network, "0", "7", 6)]
    assert all(nx.is_simple_path(plain, path) for path in found)
    assert len({tuple(path) for path in found}) == len(found)
    if not nx.has_path(plain, 0, 7):
        assert found == []
        return
    others = list(islice(nx.shortest_simple_paths(plain, 0, 7), 6))
    assert [len(path) for path in found] == [len(path) for path in others]
    assert found[0] == min(nx.all_shortest_paths(plain, 0, 7))


def test_what_is_no_question_about_paths_is_told() -> None:
    network = Network.from_networkx(nx.path_graph(["a", "b"]))
    with pytest.raises(UnknownThing):
        shortest_paths(network, "a", "c")
    for target, k in (("a", 1), ("b", 0), ("b", 21)):
        with pytest.raises(InvalidInput):
            shortest_paths(network, "a", target, k)
