"""The query part of the W3C's SPARQL 1.1 Protocol tests, case by case under their names there, and what the protocol
says beside them. Updates are refused as such: a release never changes."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
SOURCE = "https://w3id.org/triskele/graph/source/tiny"
ONTOLOGY = "https://w3id.org/triskele/graph/ontology"
ENTITIES = "https://w3id.org/triskele/graph/entities"
CLUSTER = "<https://w3id.org/triskele/id/actor/sea-cluster>"


def ask(answer: httpx.Response) -> bool:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/sparql-results+json"
    return bool(answer.json()["boolean"])


def get(
    client: httpx.Client, *pairs: tuple[str, str], accept: str = "application/sparql-results+json"
) -> httpx.Response:
    return client.get(f"/sparql?{urlencode(pairs)}", headers={"Accept": accept})


def post(client: httpx.Client, body: str | bytes, kind: str | None, query: str = "") -> httpx.Response:
    headers = {"Accept": "application/sparql-results+json", **({"Content-Type": kind} if kind else {})}
    content = body.encode() if isinstance(body, str) else body
    return client.post(f"/sparql{query}", content=content, headers=headers)


# --- requests that must work ---


def test_query_get(client: httpx.Client) -> None:
    assert ask(get(client, ("query", "ASK {}"))) is True


def test_query_post_form(client: httpx.Client) -> None:
    assert ask(post(client, urlencode({"query": "ASK {}"}), FORM)) is True
    assert ask(post(client, urlencode({"query": "ASK {}"}), f"{FORM}; charset=UTF-8")) is True


def test_query_post_direct(client: httpx.Client) -> None:
    assert ask(post(client, "ASK {}", DIRECT)) is True
    assert ask(post(client, "ASK {}", f"{DIRECT}; charset=utf-8")) is True


ROWS = {"application/sparql-results+json", "application/sparql-results+xml"}
TABLES = ROWS | {"text/csv", "text/tab-separated-values"}
TRIPLES = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}


@pytest.mark.parametrize(
    ("query", "media_types"),
    [
        pytest.param("SELECT (1 AS ?value) {}", TABLES, id="query_content_type_select"),
        pytest.param("ASK {}", ROWS, id="query_content_type_ask"),
        pytest.param("DESCRIBE <http://example.org/>", TRIPLES, id="query_content_type_describe"),
        pytest.param("CONSTRUCT { <s> <p> 1 } WHERE {}", TRIPLES, id="query_content_type_construct"),
        pytest.param("CONSTRUCT { <s> <p> 1 } WHERE {}", {"application/trig", "application/n-quads"}, id="with_graphs"),
    ],
)
def test_query_content_type(client: httpx.Client, query: str, media_types: set[str]) -> None:
    for media_type in media_types:
        answer = get(client, ("query", query), accept=media_type)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].partition(";")[0] == media_type
    unasked = client.get("/sparql", params={"query": query}).headers["content-type"].partition(";")[0]
    assert unasked in TABLES | TRIPLES


IN_SOURCE = f"ASK {{ {CLUSTER} a ?class ; <https://w3id.org/triskele/ontology#evidence> ?evidence }}"


def test_query_dataset_default_graphs_get(client: httpx.Client) -> None:
    assert ask(get(client, ("query", IN_SOURCE), ("default-graph-uri", SOURCE))) is True
    assert ask(get(client, ("query", IN_SOURCE), ("default-graph-uri", ENTITIES))) is False
    both = (("default-graph-uri", ENTITIES), ("default-graph-uri", SOURCE))
    assert ask(get(client, ("query", IN_SOURCE), *both)) is True


def test_query_dataset_default_graphs_post(client: httpx.Client) -> None:
    parameters = [("default-graph-uri", ENTITIES), ("default-graph-uri", SOURCE)]
    assert ask(post(client, IN_SOURCE, DIRECT, f"?{urlencode(parameters)}")) is True
    assert ask(post(client, urlencode([("query", IN_SOURCE), *parameters]), FORM)) is True
    assert ask(post(client, IN_SOURCE, DIRECT, f"?{urlencode(parameters[:1])}")) is False


IN_NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def graphs(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["g"]["value"] for row in answer.json()["results"]["bindings"]]


def test_query_dataset_named_graphs_get(client: httpx.Client) -> None:
    named = (("named-graph-uri", ONTOLOGY), ("named-graph-uri", SOURCE))
    assert graphs(get(client, ("query", IN_NAMED), *named)) == [ONTOLOGY, SOURCE]
    assert ask(get(client, ("query", IN_SOURCE), *named)) is False, "the default graph is empty then"


def test_query_dataset_named_graphs_post(client: httpx.Client) -> None:
    parameters = [("named-graph-uri", ONTOLOGY), ("named-graph-uri", SOURCE)]
    assert graphs(post(client, urlencode([("query", IN_NAMED), *parameters]), FORM)) == [ONTOLOGY, SOURCE]
    assert graphs(post(client, IN_NAMED, DIRECT, f"?{urlencode(parameters[:1])}")) == [ONTOLOGY]


def test_query_dataset_full(client: httpx.Client) -> None:
    query = f"ASK {{ {CLUSTER} a ?class . GRAPH <{ONTOLOGY}> {{ ?class a <http://www.w3.org/2002/07/owl#Class> }} }}"
    full = (("default-graph-uri", SOURCE), ("named-graph-uri", ONTOLOGY))
    assert ask(get(client, ("query", query), *full)) is True
    assert ask(get(client, ("query", query), full[0])) is False
    assert ask(get(client, ("query", query), full[1])) is False


def test_query_multiple_dataset(client: httpx.Client) -> None:
    """A dataset in the protocol overrides FROM in the query."""
    query = f"ASK FROM <{ENTITIES}> {{ {CLUSTER} <https://w3id.org/triskele/ontology#evidence> ?evidence }}"
    assert ask(get(client, ("query", query))) is False
    assert ask(get(client, ("query", query), ("default-graph-uri", SOURCE))) is True


# --- requests that must be refused ---


def test_bad_query_method(client: httpx.Client) -> None:
    answer = client.put("/sparql?query=ASK%20%7B%7D")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= {m.strip() for m in answer.headers["allow"].split(",")}


def test_bad_multiple_queries(client: httpx.Client) -> None:
    twice = [("query", "ASK {}"), ("query", "SELECT * {}")]
    assert get(client, *twice).status_code == 400
    assert post(client, urlencode(twice), FORM).status_code == 400
    assert post(client, "ASK {}", DIRECT, "?query=ASK%20%7B%7D").status_code == 400


def test_bad_query_wrong_media_type(client: httpx.Client) -> None:
    assert post(client, "ASK {}", "text/plain").status_code == 415


def test_bad_query_missing_form_type(client: httpx.Client) -> None:
    assert post(client, urlencode({"query": "ASK {}"}), None).status_code == 415


def test_bad_query_missing_direct_type(client: httpx.Client) -> None:
    assert post(client, "ASK {}", None).status_code == 415


def test_bad_query_non_utf8(client: httpx.Client) -> None:
    assert post(client, "ASK {}".encode("utf-16"), f"{DIRECT}; charset=UTF-16").status_code == 415
    assert post(client, 'ASK { ?s ?p "\xe7" }'.encode("latin-1"), DIRECT).status_code == 400
    assert client.get("/sparql?query=ASK%7B%3Fs%20%3Fp%20%22%E7%22%7D").status_code in (200, 400)


def test_bad_query_syntax(client: httpx.Client) -> None:
    answer = get(client, ("query", "ASK {"))
    assert (answer.status_code, answer.json()["code"]) == (400, "query-syntax")


def test_query_missing(client: httpx.Client) -> None:
    assert post(client, "", FORM).status_code == 400
    assert post(client, urlencode({"quary": "ASK {}"}), FORM).status_code == 400


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("CLEAR ALL", "application/sparql-update"),
        (urlencode({"update": "CLEAR ALL"}), FORM),
        (urlencode({"query": "INSERT DATA { <s> <p> <o> }"}), FORM),
        ("DELETE WHERE { ?s ?p ?o }", DIRECT),
        ("LOAD <http://127.0.0.1:9/>", DIRECT),
        ("PREFIX a: <b> # comment\nDROP ALL", DIRECT),
    ],
)
def test_update_is_refused_as_update(client: httpx.Client, body: str, kind: str) -> None:
    answer = post(client, body, kind)
    assert (answer.status_code, answer.json()["code"]) == (403, "refused")
    assert client.get("/sparql?update=CLEAR%20ALL").status_code == 403


# --- negotiation ---


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("*/*;q=0.1, text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("application/xml", "application/sparql-results+xml"),
    ],
)
def test_quality_values_are_strict(client: httpx.Client, accept: str, media_type: str) -> None:
    answer = get(client, ("query", "SELECT * { ?s ?p ?o } LIMIT 1"), accept=accept)
    assert answer.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        ("ASK {}", "image/png", 406),
        ("ASK {}", "text/turtle", 406),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", "text/csv", 406),
        ("ASK {}", "text/turtle;q=2", 400),
        ("ASK {}", "nonsense", 400),
    ],
)
def test_nothing_that_fits_is_told(client: httpx.Client, query: str, accept: str, status: int) -> None:
    assert get(client, ("query", query), accept=accept).status_code == status


def test_a_browser_is_sent_to_the_query_page(client: httpx.Client) -> None:
    answer = get(client, ("query", "ASK {}"), accept="text/html,*/*;q=0.8")
    assert (answer.status_code, answer.headers["location"]) == (303, "/query?query=ASK+%7B%7D")


def test_service_description(client: httpx.Client) -> None:
    for media_type, syntax in (("text/turtle", ox.RdfFormat.TURTLE), ("application/rdf+xml", ox.RdfFormat.RDF_XML)):
        answer = client.get("/sparql", headers={"Accept": media_type})
        quads = list(ox.parse(answer.content, syntax))
        values = {q.object.value for q in quads}
        assert "http://www.w3.org/ns/sparql-service-description#Service" in values
        assert SOURCE in values
        assert "http://www.w3.org/ns/formats/SPARQL_Results_JSON" in values


def test_formats_by_name_and_year(client: httpx.Client) -> None:
    ties = "SELECT (COUNT(?t) AS ?n) { ?t a tsk:Tie }"

    def count(**more: Any) -> int:
        answer = client.get("/sparql", params={"query": ties, "format": "json", **more})
        return int(json.loads(answer.content)["results"]["bindings"][0]["n"]["value"])

    assert (count(), count(as_of=2004), count(as_of=2012), count(as_of=2050)) == (12, 2, 10, 9)
    assert client.get("/sparql", params={"query": ties, "format": "tsv"}).text == "?n\n12\n"
    assert (
        client.get("/sparql", params={"query": ties, "as_of": "2012", "default-graph-uri": SOURCE}).status_code == 400
    )
    assert client.get("/sparql", params={"query": ties, "as_of": "soon"}).status_code == 400
