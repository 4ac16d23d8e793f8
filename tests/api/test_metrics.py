"""Metrics over HTTP: the registry, results in every format, tables of one's own, bounds that stop the work."""

from __future__ import annotations

import csv
import io

import httpx
import pytest
import rdflib

from triskele.metrics import registry

TSK = rdflib.Namespace("https://w3id.org/triskele/ontology#")
QB = rdflib.Namespace("http://purl.org/linked-data/cube#")
TABLE = "region,sector,value\nA,x,30\nA,y,70\nB,x,10\nB,y,90\n"


def test_the_registry_is_there_whole(client: httpx.Client) -> None:
    items = client.get("/metrics").json()["items"]
    assert [m["name"] for m in items] == [m.name for m in registry.all()]
    for metric in items:
        assert metric["question"]["tr"]
        assert metric["reference"]
        assert all({"name", "type", "default", "help", "choices"} <= set(p) for p in metric["parameters"])


def test_the_registry_says_which_metrics_need_a_table(client: httpx.Client) -> None:
    reads = {m["name"]: m["reads_release"] for m in client.get("/metrics").json()["items"]}
    for name in ("diamond-coverage", "cluster-typology", "location-quotient"):
        answer = client.get(f"/metrics/{name}")
        assert (answer.status_code, answer.json().get("code")) == ((200, None) if reads[name] else (400, "bad-table"))
    assert [reads[name] for name in ("diamond-coverage", "cluster-typology", "location-quotient")] == [
        True,
        True,
        False,
    ]


def test_a_result_says_all_that_could_have_changed_it(client: httpx.Client) -> None:
    document = client.get("/metrics/ei-index?permutations=49&seed=7&as_of=2016").json()
    head = document["values"][0]
    assert head["status"] == "ok"
    assert {"value", "expected", "sd", "p", "n", "m", "coverage"} <= set(head)
    assert (document["null"], document["permutations"], document["seed"]) == ("label-permutation", 49, 7)
    assert (document["release"], document["as_of"], document["projection"]) == (1, 2016, "organisations")
    assert document["reading"]["tr"]
    assert document["dropped"]["not_active"] >= 0
    again = client.get("/metrics/ei-index?permutations=49&seed=7&as_of=2016")
    assert again.json()["values"] == document["values"]


def test_the_network_parameters_reach_the_network(client: httpx.Client) -> None:
    whole = client.get("/metrics/mixing-matrix?permutations=9").json()
    part = client.get("/metrics/mixing-matrix?permutations=9&tie_types=funding&hybrids=fractional").json()
    assert part["values"][0]["m"] != whole["values"][0]["m"]
    assert part["hybrids"] == "fractional"
    named = client.get("/metrics/brokerage?permutations=9").json()
    assert named["labels"]["transfer-office"]["tr"] == "Aktarım Ofisi"


def test_csv_and_data_cube_hold_the_same_numbers(client: httpx.Client) -> None:
    query = "/metrics/mixing-matrix?permutations=19"
    values = client.get(query).json()["values"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{query}&format=csv").text)))
    assert [float(r["value"]) for r in rows] == [v["value"] for v in values]
    answer = client.get(query, headers={"Accept": "text/turtle"})
    assert answer.content == client.get(f"{query}&format=ttl").content
    graph = rdflib.Graph()
    graph.parse(data=answer.text, format="turtle")
    observations = list(graph.subjects(rdflib.RDF.type, QB.Observation))
    assert len(observations) == len(values)
    found = sorted(float(o) for o in graph.objects(None, TSK.value))
    assert found == pytest.approx(sorted(v["value"] for v in values))
    dimensions = (TSK.metric, TSK.analysisUnit, TSK.quantity, TSK.ofSnapshot, TSK.layer, TSK.nullModel)
    keys = {tuple(str(graph.value(one, d)) for d in dimensions) for one in observations}
    assert len(keys) == len(observations), "an observation is found by its dimensions"
    assert "None" not in {part for key in keys for part in key}


def test_a_series_has_a_point_a_year_and_says_why_one_is_missing(client: httpx.Client) -> None:
    document = client.get("/metrics/ei-index/series?from=1990&to=2015&step=5&permutations=9&undated=false").json()
    points = {p["as_of"]: p for p in document["points"]}
    assert list(points) == [1990, 1995, 2000, 2005, 2010, 2015]
    assert points[1990]["value"] is None
    assert points[1990]["status"] == "undefined"
    assert points[1990]["reason"]["tr"]
    assert points[2015]["status"] == "ok"
    assert client.get("/metrics/ei-index/series?from=2000&to=1990").status_code == 400
    assert client.get("/metrics/ei-index/series?from=-9000&to=9000").status_code == 400


def test_a_table_of_ones_own_is_measured(client: httpx.Client) -> None:
    answer = client.post("/metrics/location-quotient", content=TABLE, headers={"Content-Type": "text/csv"})
    assert answer.status_code == 200, answer.text
    quotients = {
        (v["key"]["region"], v["key"]["sector"]): v["value"]
        for v in answer.json()["values"]
        if v["key"].get("quantity") == "lq"
    }
    assert quotients["A", "x"] == pytest.approx((30 / 100) / (40 / 200))
    files = {"table": ("t.csv", TABLE), "reference": ("r.csv", "sector,value\nx,50\ny,250\n")}
    compared = client.post("/metrics/location-quotient?territory=land", files=files)
    assert compared.status_code == 200, compared.text


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/metrics/ei-indx", 404, "unknown-metric"),
        ("/metrics/ei-index?projection=organization", 404, "unknown-projection"),
        ("/metrics/ei-index?permutatons=9", 400, "bad-parameter"),
        ("/metrics/ei-index?permutations=many", 400, "bad-parameter"),
        ("/metrics/ei-index?null=chance", 400, "bad-parameter"),
        ("/metrics/location-quotient", 400, "bad-table"),
        ("/metrics/location-quotient?reference=/etc/passwd", 403, "refused"),
        ("/metrics/three-star?rule_set=../../../etc/passwd", 400, "bad-table"),
        ("/metrics/trilateral-transmission?permutations=0", 403, "null-required"),
        ("/metrics/ei-index?format=xlsx", 406, "not-acceptable"),
    ],
)
def test_bad_requests_are_told(client: httpx.Client, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("region,sektor,value\nA,x,1\n", "text/csv", 400),
        ("region,sector,value\nA,x,-1\n", "text/csv", 400),
        ("", "text/csv", 400),
        ("\xff".encode("latin-1"), "text/csv", 400),
        (TABLE, "application/json", 415),
        (TABLE, "", 415),
    ],
)
def test_bad_tables_are_told(client: httpx.Client, body: str | bytes, kind: str, status: int) -> None:
    answer = client.post("/metrics/location-quotient", content=body, headers={"Content-Type": kind} if kind else {})
    assert answer.status_code == status, answer.text
    assert answer.json()["hint"]


def test_an_empty_network_gives_null_with_the_reason(client: httpx.Client) -> None:
    document = client.get("/metrics/ei-index?as_of=1800&undated=false&isolates=false&permutations=9").json()
    assert document["values"][0]["value"] is None
    assert document["values"][0]["reason"]["en"]


def test_a_result_has_an_address_that_gives_it_again(client: httpx.Client) -> None:
    asked = "as_of=2012&permutations=9&seed=7&tie_types=funding,cluster-membership&hybrids=fractional&attribute=sphere"
    first = client.get(f"/metrics/ei-index?{asked}", headers={"Accept": "text/turtle"})
    address = client.get(f"/metrics/ei-index?{asked}").json()["address"]
    assert address == (
        "https://w3id.org/triskele/r/1/metrics/ei-index?as_of=2012&hybrids=fractional&null=label-permutation"
        "&permutations=9&projection=organisations&seed=7&tie_types=funding,cluster-membership"
    )
    path = address.removeprefix("https://w3id.org/triskele")
    again = client.get(path, headers={"Accept": "text/turtle"})
    assert again.content == first.content

    graph = rdflib.Graph()
    graph.parse(data=first.text, format="turtle")
    assert graph.value(predicate=rdflib.RDF.type, object=QB.DataSet) == rdflib.URIRef(address)
    snapshot = graph.value(predicate=rdflib.RDF.type, object=TSK.Snapshot)
    network = client.get(str(snapshot).removeprefix("https://w3id.org/triskele")).json()
    assert (network["release"], network["as_of"]) == (1, 2012)
    browser = client.get(path, headers={"Accept": "text/html"})
    assert browser.headers["location"].startswith("/r/1/measures/ei-index?as_of=2012&")


def test_a_result_of_a_table_has_none(client: httpx.Client) -> None:
    answer = client.post("/metrics/location-quotient", content=TABLE, headers={"Content-Type": "text/csv"}).json()
    assert answer["address"] is None


def test_what_a_result_points_to_as_its_metric_is_there(client: httpx.Client) -> None:
    for media in ("text/turtle", "application/ld+json", "application/n-triples"):
        answer = client.get("/id/metric/ei-index", headers={"Accept": media}, follow_redirects=True)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media)
    definition = rdflib.Graph().parse(data=client.get("/data/metric/ei-index.ttl").text, format="turtle")
    metric = rdflib.URIRef("https://w3id.org/triskele/id/metric/ei-index")
    assert {word.language for word in definition.objects(metric, TSK.undefinedWhen)} == {"tr", "en"}
    assert definition.value(metric, TSK.formula)
    assert client.get("/data/metric/ei-index.json").json()["name"] == "ei-index"
    page = client.get("/id/metric/ei-index", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/measures/ei-index")
    assert client.get("/id/metric/ei-indx").json()["code"] == "unknown-metric"


def test_absurd_amounts_are_refused_at_once(client: httpx.Client) -> None:
    """Also as a job, and behind a permanent link: nobody computes for years because of one address."""
    path = "/metrics/small-world?permutations=1000000000"
    link = {"path": "/metrics/small-world", "parameters": {"permutations": 1_000_000_000}}
    for answer in (
        client.get(path),
        client.get(path, headers={"Prefer": "respond-async"}),
        client.post("/permalinks", json=link),
    ):
        assert (answer.status_code, answer.json()["code"]) == (400, "bad-parameter"), answer.text
        assert answer.elapsed.total_seconds() < 5
    assert client.get("/metrics/ei-index?permutations=9&seed=99999999999").status_code == 200


def test_a_form_that_says_two_things_or_is_damaged_is_refused(client: httpx.Client) -> None:
    """Whatever it is is found where it is measured, never in the process that answers."""
    table = ("table", ("a.csv", b"region,sector,value\n", "text/csv"))
    for files, code, told in (
        ([table, table], "invalid-input", "came twice"),
        ([("other", table[1])], "bad-parameter", "takes no table"),
        ([table] * 201, "invalid-input", "more than 200 parts"),
        ([("table", ("a.csv", b"\xff", "text/csv"))], "invalid-input", "not UTF-8"),
    ):
        answer = client.post("/metrics/location-quotient", files=files)
        assert (answer.status_code, answer.json()["code"]) == (400, code)
        assert told in answer.json()["detail"]
    form = b'--x\r\nContent-Disposition: form-data; name="table"\r\n\r\nregion,sector,value\r\n--x--'
    for kind, body in (("", form), ("; boundary=y", form), ("; boundary=x", form[:60]), ("; boundary=x", b"\0" + form)):
        sent = {"Content-Type": "multipart/form-data" + kind}
        answer = client.post("/metrics/location-quotient", content=body, headers=sent)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input"), (kind, body)
        assert "form cannot be read" in answer.json()["detail"]
