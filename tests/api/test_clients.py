"""Clients as they are: SPARQLWrapper with its defaults, rdflib as store and as federation, headers of the field."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from triskele_api.negotiate import spoken

UNIVERSITIES = "SELECT ?a { ?a a tsk:University } ORDER BY ?a"
KEYS = ["idle-university", "north-university", "south-university"]
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),  # SPARQLWrapper and rdflib themselves
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated"),
]


@pytest.fixture
def endpoint(client: httpx.Client) -> str:
    return f"{str(client.base_url).rstrip('/')}/sparql"


# --- SPARQLWrapper ---


def test_the_first_line_of_the_tutorial(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery("SELECT (COUNT(*) AS ?n) { ?t a tsk:Tie }")
    document = wrapper.query().convert()  # XML, as it asks when told nothing
    assert [node.data for node in (e.firstChild for e in document.getElementsByTagName("literal"))] == ["12"]


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("form", [XML, JSON, CSV, TSV])
def test_sparqlwrapper_reads_rows(endpoint: str, form: str, method: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(UNIVERSITIES)
    wrapper.setMethod(method)
    wrapper.setReturnFormat(form)
    found = wrapper.queryAndConvert()
    if form == JSON:
        values = [row["a"]["value"] for row in found["results"]["bindings"]]
    elif form == XML:
        values = [e.firstChild.data for e in found.getElementsByTagName("uri")]
    else:
        values = [line.strip("<>") for line in found.decode().split()[1:]]
    assert [value.rpartition("/")[2] for value in values] == KEYS


@pytest.mark.parametrize("form", [XML, RDFXML, TURTLE, JSONLD])
def test_sparqlwrapper_reads_graphs(endpoint: str, form: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery("CONSTRUCT { ?a a tsk:University } WHERE { ?a a tsk:University }")
    wrapper.setReturnFormat(form)
    found = wrapper.queryAndConvert()
    if isinstance(found, bytes):
        found = rdflib.Graph().parse(data=found, format="turtle")
    assert sorted(str(s).rpartition("/")[2] for s in set(found.subjects())) == KEYS


def test_sparqlwrapper_asks_and_names_graphs(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint, defaultGraph="https://w3id.org/triskele/graph/source/tiny")
    wrapper.setQuery("ASK { ?a a tsk:University }")
    wrapper.setReturnFormat(JSON)
    assert wrapper.queryAndConvert()["boolean"] is True


# --- rdflib ---


def test_rdflib_reads_it_as_a_store(endpoint: str) -> None:
    for form in ("xml", "json", "csv", "tsv"):
        graph = rdflib.Graph(SPARQLStore(endpoint, returnFormat=form))
        rows = graph.query("PREFIX tsk: <https://w3id.org/triskele/ontology#> " + UNIVERSITIES)
        assert [str(row[0]).rpartition("/")[2] for row in rows] == KEYS, form
    kind = rdflib.URIRef("https://w3id.org/triskele/ontology#University")
    assert len(list(graph.triples((None, rdflib.RDF.type, kind)))) == 3
    assert sum(1 for _ in graph.subjects(rdflib.RDF.type, kind)) == 3


def test_rdflib_federates_with_it(endpoint: str) -> None:
    graph = rdflib.Graph()
    rows = graph.query(
        f"""PREFIX tsk: <https://w3id.org/triskele/ontology#>
        SELECT ?a WHERE {{ SERVICE <{endpoint}> {{ SELECT ?a WHERE {{ ?a a tsk:University }} ORDER BY ?a }} }}"""
    )
    assert [str(row["a"]).rpartition("/")[2] for row in rows] == KEYS


# --- parameters ---


def get(client: httpx.Client, *pairs: tuple[str, str], **headers: str) -> httpx.Response:
    return client.get("/sparql", params=[("query", "ASK {}"), *pairs], headers=headers)


def test_what_nobody_reads_is_ignored_and_named(client: httpx.Client) -> None:
    answer = get(client, ("debug", "on"), ("queryLn", "SPARQL"), ("çok\r\nX: y", "1"))
    assert answer.status_code == 200
    assert answer.headers["triskele-ignored"] == "debug, queryLn, %C3%A7ok%0D%0AX%3A%20y"
    assert "triskele-ignored" not in get(client).headers
    form = client.post("/sparql", data={"query": "ASK {}", "debug": "on"})
    assert form.headers["triskele-ignored"] == "debug"
    assert client.get("/sparql?debug=on", headers={"Accept": "text/turtle"}).headers["triskele-ignored"] == "debug"


@pytest.mark.parametrize("name", ["asof", "as-of", "As_Of", "querry", "default-graph", "named-graph-url", "time_out"])
def test_a_near_name_is_a_slip_and_not_ignored(client: httpx.Client, name: str) -> None:
    answer = get(client, (name, "2012"))
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")
    assert "Did you mean" in answer.json()["hint"]


def test_empty_and_equal_parameters_are_as_good_as_none_and_one(client: httpx.Client) -> None:
    plain = get(client).headers["etag"]
    empty = [("default-graph-uri", ""), ("named-graph-uri", ""), ("timeout", ""), ("format", "")]
    assert get(client, *empty).headers["etag"] == plain
    assert get(client, ("as_of", "")).status_code == 400, "an empty year is no year, here as everywhere"
    same = [("format", "json"), ("format", "json"), ("output", "json"), ("results", "json")]
    assert get(client, *same).headers["etag"] == get(client, ("format", "json")).headers["etag"]
    assert get(client, ("output", "xml")).headers["content-type"] == "application/sparql-results+xml"
    assert get(client, ("format", "json"), ("format", "xml")).status_code == 400
    assert get(client, ("as_of", "2012"), ("as_of", "2013")).status_code == 400


@pytest.mark.parametrize("year", ["²", "٢٠١٢", "20121", "--5", "1e3", "0x7", "9" * 5000, " "])
def test_a_year_is_four_digits_at_most(client: httpx.Client, year: str) -> None:
    for path in ("/sparql?query=ASK%7B%7D", "/actors?", "/networks/organisations?", "/metrics/sphere-entropy?"):
        answer = client.get(f"{path}&{httpx.QueryParams({'as_of': year})}")
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input"), path


@pytest.mark.parametrize(
    ("name", "rows", "graph"),
    [
        ("json", "application/sparql-results+json", "application/ld+json"),
        ("xml", "application/sparql-results+xml", "application/rdf+xml"),
        ("application/sparql-results+json", "application/sparql-results+json", None),
        ("text/turtle", None, "text/turtle"),
        ("rdf+xml", None, "application/rdf+xml"),
        ("text/csv", "text/csv", None),
    ],
)
def test_names_of_formats(client: httpx.Client, name: str, rows: str | None, graph: str | None) -> None:
    for query, expected in (("SELECT * { ?s a tsk:Firm }", rows), ("CONSTRUCT WHERE { ?s a tsk:Firm }", graph)):
        answer = client.get("/sparql", params={"query": query, "format": name})
        if expected is None:
            assert answer.status_code == 406
        else:
            assert answer.headers["content-type"].partition(";")[0] == expected


# --- headers ---


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*", "application/sparql-results+json"),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", None),
        ("image/gif, *;q=.2", "application/sparql-results+json"),
        ("application/json, text/html;q=0.5", "application/sparql-results+json"),
        ("application/xml, text/html;q=0.9", "application/sparql-results+xml"),
        ("text/html;q=0.5, text/csv", "text/csv"),
    ],
)
def test_accept_headers_of_the_field(client: httpx.Client, accept: str, media_type: str | None) -> None:
    answer = get(client, Accept=accept)
    if media_type is None:
        assert answer.status_code == 303
    else:
        assert answer.headers["content-type"].partition(";")[0] == media_type


def test_who_takes_pages_second_gets_data_and_is_told_of_slips(client: httpx.Client) -> None:
    headers = {"Accept": "application/json, text/html;q=0.5"}
    assert client.get("/actors?shpere=industry", headers=headers).status_code == 400
    assert client.get("/data/actor/sea-park", headers=headers).headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "en"), ("tr", "tr"), ("TR-tr", "tr"), ("trv", "en"), ("trv, tr;q=0.1", "tr"), ("eng, tr", "tr"),
        ("en;q=0", "tr"), ("en;q=0, *", "tr"), ("tr;q=0, *", "en"), ("tr;q=0", "en"), ("de, *;q=0.5", "en"),
        ("en-GB;q=0.8, tr;q=0.7", "en"), ("en;q=0.5, tr; q=0.5", "en"), ("tr;q=0.5, en;q=0.5", "tr"),
        ("tr;Q=0.2,en;Q=0.1", "tr"), ("en-US;q=0", "en"), ("tr;q=x, en;q=0.1", "en"), ("tr;q=2, en;q=0.1", "en"),
        ("tr;q=0.3, *;q=0.9", "en"), ("*", "en"), ("de", "en"), ("tr-Latn-TR;q=0.9, en;q=0.8", "tr"),
    ],
)  # fmt: skip
def test_languages_are_looked_up_as_the_rfc_says(header: str, expected: str) -> None:
    assert spoken(header) == expected


def test_a_post_is_answered_whatever_the_client_has(client: httpx.Client) -> None:
    first = client.post("/sparql", data={"query": "ASK {}"})
    for tag in (first.headers["etag"], "*"):
        again = client.post("/sparql", data={"query": "ASK {}"}, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (200, first.content)


# --- one resource, in every syntax ---


def triples(answer: httpx.Response, form: str) -> int:
    assert answer.status_code == 200, answer.text
    syntax = {"jsonld": "json-ld", "rdfxml": "xml", "nq": "nquads"}.get(form, form)
    return len(rdflib.Graph().parse(data=answer.content, format=syntax, publicID="https://example.org/"))


@pytest.mark.parametrize(
    "path",
    ["/dataset", "/shapes", "/sparql", "/alignments/org", "/data/metric/sphere-entropy", "/ontology",
     "/data/actor/sea-park", "/.well-known/void", "/graph/entities"],
)  # fmt: skip
def test_a_reader_of_one_resource_finds_all_of_it_in_every_syntax(client: httpx.Client, path: str) -> None:
    forms = ("ttl", "nt", "jsonld", "trig", "nq", "rdfxml")
    types = {"ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json",
             "trig": "application/trig", "nq": "application/n-quads", "rdfxml": "application/rdf+xml"}  # fmt: skip
    counts = {form: triples(client.get(path, headers={"Accept": types[form]}), form) for form in forms}
    assert len(set(counts.values())) == 1, counts
    assert counts["ttl"] > 5


# --- addresses ---


def test_an_address_too_long_is_told_as_a_problem(client: httpx.Client) -> None:
    long = "ASK { # " + "x" * 50_000 + "\n}"
    assert client.get("/sparql", params={"query": long}).status_code == 200
    for size in (60_000, 200_000, 2_000_000):
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{str(client.base_url).rstrip('/')}/sparql?query={'x' * size}")
        with refused.value as answer:
            assert (answer.code, answer.headers["content-type"]) == (414, "application/problem+json")
            document = json.load(answer)
        assert document["code"] == "address-too-long"
        assert client.get(document["type"].removeprefix("https://w3id.org/triskele")).json()["status"] == 414
    assert client.post("/sparql", data={"query": "ASK { # " + "x" * 100_000 + "\n}"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "headers", "status", "code"),
    [
        ("/id/actor/" + "a" * 4_000, {}, 414, "address-too-long"),
        ("/id/actor/" + "a" * 3_900, {}, 404, "unknown-thing"),
        ("/actors?" + "type=x&" * 1_000, {}, 414, "address-too-long"),
        ("/health", {"X-Much": "x" * 33_000}, 431, "headers-too-large"),
        ("/health", {"X-Endless": "x" * 3_000_000}, 431, "headers-too-large"),
        ("/health", {f"X-{n}": "x" * 300 for n in range(200)}, 431, "headers-too-large"),
        ("/health", {"X-Much": "x" * 30_000}, 200, ""),
        ("/sparql?query=ASK%7B%7D", {"Accept": "a/b," * 101}, 400, "invalid-input"),
        ("/actors?limit=1", {"Accept-Language": "a," * 5_000 + "tr"}, 200, ""),
        ("/actors?" + "x" * 50_000 + "=1", {}, 400, "invalid-input"),
    ],
)
def test_lengths_are_looked_at_first(
    client: httpx.Client, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port, timeout=10)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it had heard enough
        connection.request("GET", path, headers=headers)
    with contextlib.closing(connection.getresponse()) as answer:
        body = answer.read()
    connection.close()
    assert answer.status == status, body
    if code:
        assert json.loads(body)["code"] == code
        assert len(body) < 30_000, "what is wrong with a request is told without repeating all of it"


def test_what_is_no_http_is_told_as_a_problem(client: httpx.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 0), timeout=5) as connection:
        connection.sendall(b"\x16\x03\x01 TLS spoken to a plain port\r\n\r\n")
        head, _, body = connection.recv(10_000).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert json.loads(body)["code"] == "http-error"


def test_columns_of_a_table_stand_in_the_order_of_the_query(client: httpx.Client) -> None:
    query = "SELECT * { ?b a ?type ; skos:prefLabel ?a } LIMIT 1"
    for form, first in (("csv", "b,type,a"), ("tsv", "?b\t?type\t?a")):
        answer = client.get("/sparql", params={"query": query, "format": form})
        assert answer.text.splitlines()[0] == first
    assert client.get("/sparql", params={"query": query}).json()["head"]["vars"] == ["b", "type", "a"]


OFFER = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAA\r\n"
FORM = b"Host: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def test_an_offer_to_speak_another_protocol_costs_nothing(client: httpx.Client) -> None:
    """Java's own library offers HTTP/2 with a request; what follows over the same connection must be read too."""
    body = b"query=ASK+%7B%7D"
    sized = b"POST /sparql HTTP/1.1\r\n" + FORM + OFFER + b"Content-Length: 16\r\n\r\n"
    chunked = b"POST /sparql HTTP/1.1\r\n" + FORM + OFFER + b"Transfer-Encoding: chunked\r\n\r\n10\r\n" + body
    socketed = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    last = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    sent = [sized + body, sized, body[:3], body[3:], chunked, b"\r\n0\r\n\r\n" + socketed + sized, body + last]
    with socket.create_connection((client.base_url.host, client.base_url.port or 0), timeout=5) as connection:
        for part in sent:
            connection.sendall(part)
            time.sleep(0.02)
        answers = b"".join(iter(lambda: connection.recv(10_000), b""))
    assert answers.count(b"HTTP/1.1 200 ") == answers.count(b'"boolean":true') == 6, answers
