"""Numbers, names and weights at the edges of what people bring: each is right or is refused in words."""

from __future__ import annotations

import io
import json
import random
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from tests.graph.engines.worked import karate
from triskele import metrics
from triskele.ecosystem import Ecosystem
from triskele.errors import NetworkError, TableError
from triskele.exports.document import NetworkDocument
from triskele.exports.pajek import write_net
from triskele.metrics import registry
from triskele.networks import Selection, project

SPHERES = ("university", "industry", "government", "hybrid", "civil-society")


def weighed(unit: float, *, directed: bool = False, n: int = 12) -> nx.Graph:
    rng = np.random.default_rng(3)
    graph: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    for i in range(n):
        graph.add_node(f"a{i:02}", sphere=SPHERES[i % 5], x=float(i))
    for a, b in ((a, b) for a in graph for b in graph if a != b if directed or a < b):
        if rng.random() < 0.35:
            graph.add_edge(a, b, weight=float(rng.integers(1, 6)) * unit)
    return graph


# -------------------------------------------------------------------- weights


@pytest.mark.parametrize("weights", [(1.0, 1e12), (1e-300, 1.0, 1e300), (0.1, 0.2, 0.3, 0.7), (1.0, 2.0, 3.0, 6.0)])
def test_weighted_betweenness_is_that_of_exact_fractions(weights: tuple[float, ...]) -> None:
    for seed in range(12):
        draw = random.Random(seed)
        graph = nx.Graph()
        graph.add_nodes_from(range(6))
        for a, b in combinations(range(6), 2):
            if draw.random() < 0.6:
                graph.add_edge(a, b, weight=draw.choice(weights))
        for *_, row in graph.edges(data=True):
            row["length"] = 1 / Fraction(row["weight"])
        wanted = nx.betweenness_centrality(graph, weight="length", normalized=False)
        result = metrics.run("betweenness-centrality", graph, weight="weight")
        found = {int(v.key["actor"]): v.value for v in result.values if v.key["quantity"] == "betweenness"}
        assert found == pytest.approx(wanted)


def test_a_way_a_million_millionth_longer_is_longer() -> None:
    # 0-1 is 1 long, 0-2-1 is 1 + 1e-12 long: nobody stands between 0 and 1, and 1 stands nowhere
    graph = nx.Graph([(0, 1, {"weight": 1.0}), (0, 2, {"weight": 1.0}), (2, 1, {"weight": 1e12})])
    result = metrics.run("betweenness-centrality", graph, weight="weight")
    assert [v.value for v in result.values if v.key["quantity"] == "betweenness"] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("unit", [1e200, 1e-200])
def test_what_has_no_unit_does_not_depend_on_the_unit_of_weights(unit: float, directed: bool) -> None:
    with_unit = {"weight", "strength"}
    for metric in registry.all():
        if metric.input != "network" or all(p.name != "weight" for p in metric.parameters):
            continue
        if metric.name in ("closeness-centrality", "harmonic-centrality", "cross-sphere-efficiency"):
            continue  # a length has the unit 1/weight
        names = {p.name for p in metric.parameters}
        given: dict[str, Any] = {"weight": "weight"}
        given |= {"permutations": 9} if "permutations" in names else {}
        given |= {"seeds": 3} if "seeds" in names else {}
        plain, far = metric(weighed(1.0, directed=directed), **given), metric(weighed(unit, directed=directed), **given)
        for one, other in zip(plain.values, far.values, strict=True):
            coefficient = one.key.get("quantity") == "coefficient"
            scale = unit if one.unit in with_unit or coefficient else 1.0
            wanted = None if one.value is None else pytest.approx(one.value * scale, rel=1e-6, abs=1e-9 * scale)
            assert other.value == wanted, (metric.name, dict(one.key))
            assert other.p == pytest.approx(one.p), (metric.name, dict(one.key))


def test_weights_whose_sum_nothing_can_hold_are_refused() -> None:
    graph = nx.Graph([(0, 1, {"weight": 1.5e308}), (1, 2, {"weight": 1.5e308})])
    with pytest.raises(NetworkError, match="add up to more"):
        metrics.run("strength-centrality", graph, weight="weight")


def test_ties_without_the_weight_are_told() -> None:
    graph = nx.Graph([(0, 1, {"weight": 2.0}), (1, 2)])
    result = metrics.run("strength-centrality", graph, weight="weight")
    assert [v.value for v in result.values] == [2.0, 3.0, 1.0]
    assert any(note["en"] == "1 ties have no attribute weight; they weigh 1." for note in result.notes)


def test_a_weight_never_takes_the_null_model_away() -> None:
    """With every choice of null, what is compared without a weight is compared with one."""
    graph = weighed(1.0)
    for metric in registry.all():
        names = {p.name: p for p in metric.parameters}
        if metric.input != "network" or not {"weight", "permutations"} <= set(names):
            continue
        small: dict[str, Any] = {"permutations": 9} | ({"seeds": 3} if "seeds" in names else {})
        choices = [{"null": c} for c in names["null"].choices if c != "none"] if "null" in names else [{}]
        for choice in choices:
            plain = {tuple(v.key.items()) for v in metric(graph, **small, **choice).values if v.expected is not None}
            heavy = metric(graph, weight="weight", **small, **choice)
            tested = {tuple(v.key.items()) for v in heavy.values if v.expected is not None}
            assert plain <= tested, (metric.name, choice)


def test_weights_are_dealt_out_anew_over_rewired_ties() -> None:
    # a star keeps its ties under every rewiring; only who has which weight can change
    star = nx.Graph([("hub", f"a{i}", {"weight": 1.0 + i}) for i in range(6)])
    nx.set_node_attributes(star, {n: "university" if n in ("hub", "a5") else "industry" for n in star}, "sphere")
    result = metrics.run("ei-index", star, weight="weight", null="degree-preserving", permutations=199)
    heavy = result.pick(quantity="weighted-ei")
    # inside weighs 6 of 21; dealt anew it weighs 1 to 6 alike: EI is 1 − 2w/21, its mean 1 − 7/21
    assert heavy.value == pytest.approx(1 - 12 / 21)
    assert heavy.expected == pytest.approx(1 - 7 / 21, abs=0.03)
    assert result.headline.sd == 0


# -------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("region,sector,value\nR1,a,20.500\nR1,b,350\n", "20.500"),
        ("region,sector,value\nR1,a,1.234\nR1,b,20.500\n", "1.234"),
        ("region,sector,value\nR1,a,1e308\nR1,b,1e308\n", "1e308"),
    ],
)
def test_a_number_that_may_be_two_or_is_beyond_counting_is_refused(text: str, refused: str) -> None:
    with pytest.raises(TableError, match=refused):
        metrics.run("location-quotient", io.StringIO(text))


@pytest.mark.parametrize("cells", [("0.125", "20.500"), ("20.500", "1.5"), ("2.125", "3.375"), ("20.5", "12")])
def test_a_dot_that_can_only_be_a_decimal_one_is_read(cells: tuple[str, str]) -> None:
    text = f"region,sector,value\nR1,a,{cells[0]}\nR1,b,{cells[1]}\n"
    result = metrics.run("regional-specialisation", io.StringIO(text))
    share = float(cells[0]) / (float(cells[0]) + float(cells[1]))
    assert result.pick(quantity="hhi").value == pytest.approx(share**2 + (1 - share) ** 2)


@pytest.mark.parametrize("name", [m.name for m in registry.all() if m.input in ("region-table", "plants")])
def test_no_table_of_huge_numbers_ends_in_a_traceback(name: str) -> None:
    rows = [
        {"region": r, "sector": s, "value": 1e308, "plant": f"{r}{s}", "x": float(i), "y": 1e308}
        for i, (r, s) in enumerate((r, s) for r in ("R1", "R2") for s in "ab")
    ]
    with pytest.raises(TableError, match="must be below 1e"):
        metrics.run(name, [{**row, **dict.fromkeys(("employment", "firms", "area"), 1e308)} for row in rows])


def test_names_that_differ_in_letters_alone_are_noted() -> None:
    rows = [{"region": r, "sector": "a", "value": 1} for r in ("İzmir", "Izmir", "İZMİR", "Manisa")]
    result = metrics.run("location-quotient", rows)
    assert {v.key["region"] for v in result.values} == {"İzmir", "Izmir", "İZMİR", "Manisa"}
    told = [note for note in result.notes if "İzmir / Izmir / İZMİR" in note["en"]]
    assert len(told) == 1
    assert "ayrı sayıldı" in told[0]["tr"]


def test_the_only_sector_of_a_region_has_a_quotient_and_no_interval() -> None:
    rows = [("R1", "a", 100), ("R2", "a", 1), ("R2", "b", 99)]
    result = metrics.run("location-quotient", [dict(zip(("region", "sector", "value"), r, strict=True)) for r in rows])
    value = result.pick(region="R1", sector="a", quantity="lq")
    # (100/100)/(101/200)
    assert (value.value, value.low, value.high) == (pytest.approx(200 / 101), None, None)
    assert any("no interval: R1" in note["en"] for note in result.notes)


# -------------------------------------------------------------------- labels


@pytest.mark.parametrize(
    ("letters", "read"),
    [
        ("CUCU", {"C", "U"}),
        ("ABCU", {"A", "B", "C", "U"}),
        ("UIGC", {"university", "industry", "government", "civil-society"}),
    ],
)
def test_letters_are_spheres_only_where_they_can_be_nothing_else(letters: str, read: set[str]) -> None:
    graph = nx.path_graph(4)
    nx.set_node_attributes(graph, dict(enumerate(letters)), "sphere")
    result = metrics.run("mixing-matrix", graph, permutations=0)
    assert {v.key["from"] for v in result.values} == read


def test_names_of_groups_and_actors_are_not_translated() -> None:
    graph = nx.Graph([("total", "mixed"), ("mixed", "random")])
    result = metrics.run("degree-centrality", graph)
    assert "mixed" in result.reading["tr"]


# -------------------------------------------------------------------- writers


def test_networkx_writes_our_networks(ecosystem: Ecosystem) -> None:
    for chosen in (Selection(), Selection(as_of=2015, weight="count"), Selection(directed=True)):
        network = project(ecosystem.release, "organisations", chosen).network
        for write, read in (
            (nx.write_graphml, nx.read_graphml),
            (nx.write_graphml_xml, nx.read_graphml),
            (nx.write_gml, nx.read_gml),
            (nx.write_gexf, nx.read_gexf),
        ):
            file = io.BytesIO()
            write(network, file)
            file.seek(0)
            again = read(file)
            assert set(again) == set(network)
            assert again.number_of_edges() == network.number_of_edges()
        assert json.loads(network.graph["selection"])["directed"] is chosen.directed


def test_pajek_numbers_are_written_in_full(tmp_path: Path) -> None:
    weights = (1234567.0, 0.1 + 0.2, 1e-7, 123456.789, 5e22)
    nodes = [{"id": f"a{i}"} for i in range(6)]
    links = [{"source": "a0", "target": f"a{i + 1}", "weight": w} for i, w in enumerate(weights)]
    path = tmp_path / "network.net"
    path.write_bytes(write_net(NetworkDocument(False, nodes, links, {})))
    read = nx.Graph(nx.read_pajek(path))
    assert sorted(w for *_, w in read.edges(data="weight")) == sorted(weights)


# -------------------------------------------------------------------- agreement and QAP


def test_agreement_is_tested_by_dealing_the_clusters_out_anew() -> None:
    result = metrics.run("community-agreement", karate(), clusters="club", permutations=199, seeds=10)
    for quantity in ("nmi", "ami", "ari"):
        value = result.pick(quantity=quantity)
        assert value.p_high == pytest.approx(1 / 200)
        assert value.z > 5
    assert result.pick(quantity="ari").expected == pytest.approx(0, abs=0.02)
    assert result.pick(quantity="ami").expected == pytest.approx(0, abs=0.02)
    alone = nx.Graph(karate())
    nx.set_node_attributes(alone, {n: "xy"[i % 2] for i, n in enumerate(sorted(alone))}, "club")
    assert metrics.run("community-agreement", alone, clusters="club", permutations=199, seeds=10).pick(
        quantity="ari"
    ).p > 0.05  # fmt: skip


def test_observed_and_null_modularity_come_from_one_procedure() -> None:
    # a random graph is a draw of its own null: one run on it is like one run on any rewiring
    graph = nx.gnm_random_graph(60, 120, seed=4)
    result = metrics.run("community-agreement", graph, permutations=99, seeds=10)
    one = result.pick(quantity="modularity-of-a-run")
    assert abs(one.z) < 3
    assert result.headline.key["quantity"] == "modularity"
    assert result.headline.expected is None


def test_the_regression_says_its_p_in_words() -> None:
    result = metrics.run("qap-regression", karate(), attribute="club", permutations=99)
    assert "P " in result.reading["en"]
    assert "It cannot be decided" in result.reading["en"]  # (1 + 0)/100 twice is .02, and may be .09
