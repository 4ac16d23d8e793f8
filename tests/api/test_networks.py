"""Networks over HTTP: every format is read back, the neighbourhood is right, every step of a path has its evidence."""

from __future__ import annotations

import io
import json
import zipfile

import httpx
import networkx as nx
import pytest

FORMATS = ("graphml", "gexf", "node-link", "cytoscape", "net", "pajek", "csv")


def test_the_projections_describe_themselves(client: httpx.Client) -> None:
    document = client.get("/networks").json()
    assert {p["name"] for p in document["items"]} == {"organisations", "membership", "layers", "hyperedges"}
    for projection in document["items"]:
        assert projection["title"]["tr"]
        assert all(p["help"]["tr"] and p["help"]["en"] for p in projection["parameters"])
    assert "graphml" in {f["name"] for f in document["formats"]}


def test_the_explorer_s_network_has_positions_and_ties(client: httpx.Client) -> None:
    document = client.get("/networks/organisations?positions=true&modalities=stated,implied").json()
    assert (
        (document["meta"]["n"], document["meta"]["m"]) == (len(document["nodes"]), len(document["links"])) == (12, 11)
    )
    node = next(n for n in document["nodes"] if n["key"] == "transfer-office")
    assert isinstance(node["x"], float)
    assert isinstance(node["community"], int)
    assert sum(node["membership"].values()) == pytest.approx(1)
    assert (node["degree"], node["sphere"], node["labels"]["tr"]) == (3, "hybrid", "Aktarım Ofisi")
    link = next(k for k in document["links"] if "tiny-t02" in k["ties"])
    assert (link["types"], link["from"], link["to"], link["modality"]) == (["rnd-partnership"], 2008, 2016, "stated")
    assert document["dropped"]["other_modality"] == 1
    plain = client.get("/networks/organisations").json()
    assert "x" not in plain["nodes"][0]


def test_the_year_and_every_filter_narrow_the_network(client: httpx.Client) -> None:
    def size(query: str) -> tuple[int, int]:
        document = client.get(f"/networks/organisations?{query}").json()
        return document["meta"]["n"], document["meta"]["m"]

    assert size("as_of=2004") == (11, 2)  # the sea cluster is of 2015
    assert size("as_of=2004&undated=false&isolates=false") == (0, 0)
    assert size("spheres=university") == (3, 1)
    assert size("places=hill&isolates=false")[0] < 7
    assert size("tie_types=funding&isolates=false") == (4, 2)
    assert size("without=transfer-office")[0] == 11


def test_a_year_tells_what_is_certain_from_what_is_merely_possible(client: httpx.Client) -> None:
    """In 2012 the partnership of sail-firm and rope-firm (2011 to 2013) is certain, the support of town-ministry for
    ship-firm (undated) possible; planned ties are never certain."""
    document = client.get("/networks/organisations?as_of=2012&modalities=all").json()
    certain = {(link["source"], link["target"]): link["certain"] for link in document["links"]}
    assert certain["rope-firm", "sail-firm"] is True
    assert certain["ship-firm", "town-ministry"] is False
    sure = client.get("/networks/organisations?as_of=2012&when=certain&modalities=all").json()["links"]
    assert {(link["source"], link["target"]) for link in sure} == {pair for pair, known in certain.items() if known}
    assert "certain" not in client.get("/networks/organisations").json()["links"][0]
    for form in FORMATS:
        assert client.get(f"/networks/organisations?as_of=2012&format={form}").status_code == 200, form


def test_a_focus_says_why_the_table_of_its_ties_is_longer(client: httpx.Client) -> None:
    def around(actor: str, query: str = "") -> dict[str, object]:
        return client.get(f"/networks/organisations?focus={actor}{query}").json()["around"]

    # a partnership (2008 to 2016) and an undated support: two lines, of which one is left in 2020
    assert around("ship-firm") == {"actor": "ship-firm", "ties": 2, "drawn": 2, "lines": 2, "apart": {}}
    later = around("ship-firm", "&as_of=2020")
    assert (later["ties"], later["lines"], later["apart"]) == (2, 1, {"not_active": 1})
    # its only tie is planned, which the usual selection leaves out
    assert around("sea-park", "&isolates=true")["apart"] == {"filtered": 1}
    assert around("sea-park", "&modalities=all")["apart"] == {}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read_back(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/networks/organisations?format={name}&positions=true")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    body = answer.content
    if name == "graphml":
        graph = nx.read_graphml(io.BytesIO(body))
    elif name == "gexf":
        graph = nx.read_gexf(io.BytesIO(body))
    elif name == "node-link":
        graph = nx.node_link_graph(json.loads(body), edges="links")
    elif name == "cytoscape":
        graph = nx.cytoscape_graph(json.loads(body))
    elif name == "csv":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            assert {"nodes.csv", "links.csv", "about.json"} == set(archive.namelist())
            assert archive.read("links.csv").count(b"\n") == 12
        return
    else:
        text = body.decode() if name == "net" else zipfile.ZipFile(io.BytesIO(body)).read("network.net").decode()
        graph = nx.parse_pajek(text)
    assert (len(graph), graph.number_of_edges()) == (12, 11)


def test_formats_by_media_type(client: httpx.Client) -> None:
    answer = client.get("/networks/organisations", headers={"Accept": "application/gexf+xml"})
    assert answer.headers["content-type"] == "application/gexf+xml"
    assert client.get("/networks/organisations", headers={"Accept": "image/png"}).status_code == 406


def test_a_neighbourhood_grows_with_its_steps(client: httpx.Client) -> None:
    def around(k: int) -> set[str]:
        return {n["key"] for n in client.get(f"/networks/organisations/ego?actor=sail-firm&k={k}").json()["nodes"]}

    assert around(0) == {"sail-firm"}
    assert around(1) == {"sail-firm", "transfer-office", "rope-firm", "paint-firm"}
    assert around(2) == around(1) | {"south-university", "coast-agency"}
    focused = client.get("/networks/organisations?focus=sail-firm&k=1&positions=true").json()
    assert {n["key"] for n in focused["nodes"]} == around(1)
    whole = {n["key"]: (n["x"], n["y"]) for n in client.get("/networks/organisations?positions=true").json()["nodes"]}
    assert all(whole[n["key"]] == (n["x"], n["y"]) for n in focused["nodes"]), "a neighbourhood stands where it stood"


def test_several_neighbourhoods_are_one_network_in_every_format(client: httpx.Client) -> None:
    """sail-firm has three neighbours (above), ship-firm one (north-university): 4 + 2 actors. Who is not in the network
    is passed over as long as somebody is."""
    path = "/networks/organisations?focus=sail-firm,ship-firm,nobody"
    document = client.get(path).json()
    one, other = (
        {n["key"] for n in client.get(f"/networks/organisations?focus={k}").json()["nodes"]}
        for k in ("sail-firm", "ship-firm")
    )
    assert {n["key"] for n in document["nodes"]} == one | other
    graph = nx.read_graphml(io.BytesIO(client.get(path + "&format=graphml").content))
    assert (set(graph), graph.number_of_edges()) == (one | other, len(document["links"]))
    assert client.get("/networks/organisations?focus=nobody,no-one").status_code == 404


def test_paths_show_the_evidence_of_each_step(client: httpx.Client) -> None:
    path = "/networks/organisations/paths?source=ship-firm&target=coast-agency&k=3&modalities=stated"
    document = client.get(path).json()
    lengths = [p["length"] for p in document["paths"]]
    assert lengths == sorted(lengths)
    assert lengths[0] == 4
    first = document["paths"][0]
    assert [n["key"] for n in first["nodes"]] == [
        "ship-firm", "north-university", "south-university", "transfer-office", "coast-agency",
    ]  # fmt: skip
    for step in first["steps"]:
        assert step["ties"]
        assert all(tie["evidence"][0]["statement"] for tie in step["ties"])
    nodes = [tuple(n["key"] for n in p["nodes"]) for p in document["paths"]]
    assert len(nodes) == len(set(nodes))


def test_paths_follow_arrows_when_asked(client: httpx.Client) -> None:
    to = client.get("/networks/organisations/paths?source=town-ministry&target=north-university&directed=true").json()
    back = client.get("/networks/organisations/paths?source=idle-university&target=town-ministry&directed=true").json()
    assert to["paths"][0]["length"] == 1
    assert back["paths"] == []
    assert back["reason"]["tr"]
    assert back["reason"]["en"]


@pytest.mark.parametrize(
    ("path", "status", "hint"),
    [
        ("/networks/organizations", 404, "organisations"),
        ("/networks/organisations?tie_types=fundin", 400, "funding"),
        ("/networks/organisations?hybrids=no", 400, "exclusive"),
        ("/networks/organisations?focus=sail-frm", 404, "sail-firm"),
        ("/networks/organisations?weigth=count", 400, "weight"),
        ("/networks/organisations?format=dot", 406, "graphml"),
        ("/networks/organisations/ego?actor=sail-firm&k=99", 400, ""),
        ("/networks/organisations/paths?source=sail-firm&target=sail-firm", 400, "two different"),
        ("/networks/organisations/paths?source=sail-firm&target=nobody", 404, ""),
        ("/networks/organisations/paths?source=sail-firm", 400, ""),
    ],
)
def test_bad_requests_are_told(client: httpx.Client, path: str, status: int, hint: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert hint in answer.json()["hint"]


def test_membership_layers_and_hyperedges(client: httpx.Client) -> None:
    two_mode = client.get("/networks/membership?modalities=planned&isolates=false").json()
    assert {n["key"]: n["mode"] for n in two_mode["nodes"]} == {"sea-park": 0, "sea-cluster": 1}
    layers = client.get("/networks/layers").json()
    assert {layer["key"]: layer["m"] for layer in layers["layers"]}["rnd-partnership"] == 2
    sets = client.get("/networks/hyperedges?modalities=planned").json()["hyperedges"]
    assert sets == [
        {"key": "sea-cluster", "members": ["sea-park"], "spheres": ["government", "industry", "university"]}
    ]


def test_networkx_reads_the_plain_json(client: httpx.Client) -> None:
    for projection, directed in (("organisations", True), ("organisations", False), ("membership", False)):
        document = client.get(f"/networks/{projection}?format=json&directed={str(directed).lower()}").json()
        graph = nx.node_link_graph(document, edges="links")
        assert (graph.is_directed(), graph.is_multigraph()) == (document["directed"], False)
        assert (len(graph), graph.number_of_edges()) == (document["meta"]["n"], document["meta"]["m"])
        assert graph.nodes["sea-park"]["labels"]["tr"] == "Deniz Teknoparkı"
        assert graph.graph["licence"].startswith("https://creativecommons.org/")
    edge = nx.node_link_graph(client.get("/networks/organisations").json(), edges="links").edges
    assert edge["north-university", "ship-firm"]["ties"] == ["tiny-t02"]


def test_a_network_is_offered_by_level(client: httpx.Client) -> None:
    whole = client.get("/networks/organisations?positions=true").json()
    document = client.get("/networks/organisations?level=communities&positions=true").json()
    assert document["level"] == "communities"
    members = [n for n in whole["nodes"] if n["community"] is not None]
    assert sum(n["size"] for n in document["nodes"]) == len(members)
    assert sum(n["inner"] for n in document["nodes"]) + sum(k["ties"] for k in document["links"]) == 11
    for node in document["nodes"]:
        assert node["labels"]["tr"]
        own = [n for n in members if n["community"] == node["community"]]
        assert node["x"] == pytest.approx(sum(n["x"] for n in own) / len(own), abs=0.002)
        inside = client.get(f"/networks/organisations?community={node['community']}").json()
        assert {n["key"] for n in inside["nodes"]} == {n["key"] for n in own}
        assert len(inside["links"]) == node["inner"]
    graph = nx.read_graphml(io.BytesIO(client.get("/networks/organisations?level=communities&format=graphml").content))
    assert set(graph) == {n["id"] for n in document["nodes"]}
    assert client.get("/networks/organisations?community=99").status_code == 400
    assert client.get("/networks/organisations?level=regions").status_code == 400


def test_what_was_chosen_is_told_everywhere(client: httpx.Client) -> None:
    """Numbers of 2012 as tests/graph/networks/test_choosing.py works them out."""
    for when, ties, actors in (("possible", 10, 11), ("certain", 4, 0)):
        chosen = {"ties": ties, "actors": actors, "certain": 4, "possible": 10, "never": 0}
        asked = f"as_of=2012&when={when}"
        assert client.get(f"/networks/organisations?{asked}").json()["chosen"] == chosen
        node_link = client.get(f"/networks/layers?{asked}&format=node-link").json()
        assert node_link["graph"]["chosen"] == chosen
        ego = client.get(f"/networks/organisations/ego?actor=sail-firm&{asked}").json()
        assert ego["chosen"] == chosen
        paths = client.get(f"/networks/organisations/paths?source=sail-firm&target=paint-firm&{asked}").json()
        assert paths["chosen"] == chosen
        result = client.get(f"/metrics/ei-index?{asked}&permutations=9").json()
        assert result["chosen"] == chosen


@pytest.mark.parametrize(
    "year", ["+2010", "1_000", "\u00b2", "\u0662\u0660\u0661\u0660", "", "2010.0", "soon", "99999"]
)
def test_years_are_read_in_one_way(client: httpx.Client, year: str) -> None:
    for path in ("/networks/organisations", "/actors", "/metrics/ei-index"):
        answer = client.get(path, params={"as_of": year})
        assert answer.status_code == 400, (path, answer.text)
        assert "as_of" in answer.json()["detail"]
    assert client.get("/networks/organisations?when=certain").status_code == 400
