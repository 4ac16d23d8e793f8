"""A network by level: communities with their sizes and the ties between them, and the members of one."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import numpy as np
import pytest

from triskele.ecosystem import Ecosystem
from triskele.errors import InvalidInput
from triskele.networks.csr import Network
from triskele.networks.parts import FEW, compress
from triskele.positions import open_positions


def test_communities_hold_every_tie_of_the_network(ecosystem: Ecosystem) -> None:
    whole = ecosystem.network()
    label = open_positions(ecosystem.release).communities
    drawn = ecosystem.project(level="communities")
    network = drawn.network
    sizes = Counter(label[key] for key in whole if key in label)
    assert {data["community"]: data["size"] for _, data in network.nodes(data=True)} == sizes
    # the park and the cluster have one by the plan that ties them; the idle university has no tie of any kind
    assert drawn.dropped["no_community"] == 1
    inner = sum(data["inner"] for _, data in network.nodes(data=True))
    assert inner + network.size(weight="weight") == whole.number_of_edges() == 11
    between = Counter(
        frozenset(f"community-{label[end]}" for end in edge)
        for edge in whole.edges
        if len({label[e] for e in edge}) > 1
    )
    assert {frozenset(edge): data["weight"] for *edge, data in network.edges(data=True)} == between
    assert len(drawn.ties) == sum(between.values())
    shares = network.nodes["community-0"]
    assert sum(shares[name] for name in ("university", "industry", "government", "civil_society")) == pytest.approx(1)


def test_the_members_of_a_community_with_the_ties_among_them(ecosystem: Ecosystem) -> None:
    label = open_positions(ecosystem.release).communities
    members = {key for key, number in label.items() if number == 0}
    inside = ecosystem.project(community=0)
    assert set(inside.network) == members
    assert nx.utils.graphs_equal(nx.Graph(inside.network), nx.Graph(ecosystem.network().subgraph(members)))
    assert ecosystem.network(level="communities").nodes["community-0"]["inner"] == inside.network.number_of_edges()


def test_weights_and_directions_are_kept(ecosystem: Ecosystem) -> None:
    weighed = ecosystem.network(weight="confidence", level="communities")
    label = open_positions(ecosystem.release).communities
    whole = ecosystem.network(weight="confidence")
    apart = sum(w for u, v, w in whole.edges(data="weight") if label[u] != label[v])
    assert weighed.size(weight="weight") == pytest.approx(apart)
    assert ecosystem.network(directed=True, level="communities").is_directed()


def test_what_is_not_there_is_told(ecosystem: Ecosystem) -> None:
    with pytest.raises(InvalidInput, match="community 99") as caught:
        ecosystem.network(community=99)
    assert "There are 0 to" in caught.value.hint
    with pytest.raises(InvalidInput, match="level"):
        ecosystem.network(level="regions")


def test_auto_gathers_when_there_are_many(ecosystem: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ecosystem.project(level="auto")
    assert len(whole.network) == len(ecosystem.project().network), "twelve actors are not many"
    monkeypatch.setattr("triskele.positions.MANY", 5)
    gathered = ecosystem.project(level="auto")
    assert gathered.network.ids == ecosystem.project(level="communities").network.ids
    assert ecosystem.project(level="auto", community=0).network.ids == ecosystem.project(community=0).network.ids


def test_few_arcs_are_compressed_as_many_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below a number of arcs they are sorted, above it counted: both give the same arrays."""
    rng = np.random.default_rng(3)
    pairs = np.unique(rng.integers(0, 200, (3000, 2)), axis=0)
    rng.shuffle(pairs)
    few = compress(200, pairs[:, 0], pairs[:, 1])
    monkeypatch.setattr("triskele.networks.parts.FEW", 0)
    many = compress(200, pairs[:, 0], pairs[:, 1])
    assert len(pairs) < FEW
    for one, other in zip(few, many, strict=True):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)
    for size in (0, FEW):
        monkeypatch.setattr("triskele.networks.parts.FEW", size)
        with pytest.raises(InvalidInput, match="parallel to another tie"):
            Network.from_arrays(["a", "b"], [0, 1], [1, 0])
