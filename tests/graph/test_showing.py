"""What notebooks show: results, networks and rows as small HTML in both languages, everything in it escaped."""

from __future__ import annotations

from xml.etree import ElementTree

import networkx as nx

from triskele.ecosystem import Ecosystem, Rows
from triskele.markup import table
from triskele.metrics.record import Result, Value
from triskele.networks.csr import Network

NASTY = "<script>alert(1)</script> & \"quotes\" 'too'"


def read(html: str) -> ElementTree.Element:
    """The HTML as a tree: it is well formed, and holds no script."""
    tree = ElementTree.fromstring(f"<div>{html}</div>")
    assert not list(tree.iter("script"))
    return tree


def texts(tree: ElementTree.Element) -> str:
    return " ".join(tree.itertext())


def test_a_network_tells_its_size_its_spheres_and_who_is_in_it(ecosystem: Ecosystem) -> None:
    network = ecosystem.network("organisations")
    tree = read(network._repr_html_())
    said = texts(tree)
    n, m = len(network), network.number_of_edges()
    assert f"{n} nodes, {m} ties · {n} düğüm, {m} bağ" in said
    assert "North University" in said
    assert "Kuzey Üniversitesi" in said
    assert "industry · sanayi" in said
    assert len(list(tree.iter("circle"))) == n
    (path,) = tree.iter("path")
    assert path.attrib["d"].count("M") == m
    directed = texts(read(ecosystem.network("organisations", directed=True, as_of=2010)._repr_html_()))
    assert "directed · yönlü" in directed
    assert "as_of: 2010" in directed


def test_networks_of_others_show_too() -> None:
    graph = nx.Graph([(NASTY, "b"), ("b", "c")])
    network = Network.from_networkx(graph)
    said = texts(read(network._repr_html_()))
    assert NASTY in said
    assert "3 nodes, 2 ties" in said
    assert "0 nodes" in texts(read(Network.from_networkx(nx.Graph())._repr_html_()))
    large = texts(read(Network.from_networkx(nx.complete_graph(60))._repr_html_()))
    assert "1770 ties" in large
    assert "<svg" not in Network.from_networkx(nx.complete_graph(60))._repr_html_()


def test_a_result_tells_its_reading_its_values_and_its_address(ecosystem: Ecosystem) -> None:
    result = ecosystem.measure("degree-centrality")
    said = texts(read(result._repr_html_()))
    assert result.reading["en"] in said
    assert result.reading["tr"] in said
    assert result.address is not None
    assert result.address in said
    assert "value · değer" in said


def test_values_without_a_number_say_why_and_nothing_is_taken_for_markup() -> None:
    reason = {"en": f"No ties. {NASTY}", "tr": "Bağ yok."}
    values = [
        Value({"actor": NASTY}, None, status="undefined", reason=reason),
        *(Value({"actor": f"a{i}"}, float(i)) for i in range(40)),
    ]
    said = texts(read(Result(values, metric="density", reading={"en": NASTY, "tr": NASTY})._repr_html_()))
    assert "Bağ yok." in said
    assert "undefined" in said
    assert "21 more / 21 daha" in said
    assert said.count(NASTY) >= 4


def test_rows_and_tables_show_the_first_of_many() -> None:
    rows = Rows([{"a": number, "b": NASTY if number == 0 else None} for number in range(25)])
    said = texts(read(rows._repr_html_()))
    assert NASTY in said
    assert "5 more / 5 daha" in said
    assert "more" not in texts(read(table(["x"], [[1.23456789]], 1)))
    assert "1.23457" in table(["x"], [[1.23456789]])
    read(Rows()._repr_html_())
