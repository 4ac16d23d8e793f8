"""The interface describes itself: every path in both languages, its parameters, its answers and its errors."""

from __future__ import annotations

import json
import warnings
from typing import Any

import httpx
import pytest
import rdflib
from jsonschema import Draft202012Validator

from triskele_api.interface.operations import OPERATIONS

SPATIAL = rdflib.URIRef("http://purl.org/dc/terms/spatial")
LABEL = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
ANSWERED = (
    ("/actors", "/actors?limit=3"),
    ("/ties", "/ties"),
    ("/figures", "/figures"),
    ("/events", "/events"),
    ("/clusters", "/clusters"),
    ("/contradictions", "/contradictions"),
    ("/search", "/search?q=deniz"),
    ("/suggest", "/suggest?q=den"),
    ("/summary", "/summary"),
    ("/words", "/words"),
    ("/completion", "/completion"),
    ("/places/map", "/places/map"),
    *(("/data/{kind}/{name}", f"/data/{thing}.json") for thing in (
        "actor/sea-park", "actor/sea-cluster", "place/harbour", "tie/tiny-t01", "figure/tiny-f1", "event/tiny-e1",
        "contradiction/tiny-k1", "evidence/tiny-t01", "source/novel")),
    ("/data/metric/{name}", "/data/metric/sphere-entropy"),
    ("/graph/{name}", "/graph/entities"),
    ("/cube", "/cube"),
    ("/prefixes", "/prefixes"),
    ("/alignments", "/alignments"),
    ("/alignments/{name}", "/alignments/org"),
    ("/ontology", "/ontology"),
    ("/vocabularies", "/vocabularies"),
    ("/vocabularies/{scheme}", "/vocabularies/maturity"),
    ("/shapes", "/shapes"),
    ("/dataset", "/dataset"),
    ("/examples", "/examples"),
    ("/examples/{name}", "/examples/founders"),
    ("/networks", "/networks"),
    *(("/networks/{projection}", f"/networks/{p}?positions=true") for p in ("organisations", "layers", "hyperedges")),
    ("/networks/{projection}/ego", "/networks/organisations/ego?actor=ship-firm"),
    ("/networks/{projection}/paths", "/networks/organisations/paths?source=ship-firm&target=sail-firm"),
    ("/networks/{projection}/paths", "/networks/organisations/paths?source=ship-firm&target=idle-university"),
    ("/networks/{projection}/partners", "/networks/organisations/partners?actor=ship-firm"),
    ("/metrics", "/metrics"),
    ("/metrics/{name}", "/metrics/sphere-entropy"),
    ("/metrics/{name}/readings", "/metrics/degree-centrality/readings?about=town-ministry"),
    ("/metrics/{name}/series", "/metrics/sphere-entropy/series?from=2010&to=2011"),
    ("/what-if", "/what-if?changes=remove-actor:transfer-office&metrics=degree-centrality"),
    ("/profiles/{kind}/{key}", "/profiles/region/harbour"),
    ("/profiles/{kind}/{key}", "/profiles/cluster/sea-cluster?permutations=9&modalities=all"),
    ("/comparisons", "/comparisons?of=region/harbour,region/hill,cluster/sea-cluster"),
    ("/releases", "/releases"),
    ("/releases/{number}", "/releases/1"),
    ("/releases/{number}/report", "/releases/1/report"),
    ("/quality", "/quality"),
    ("/quality/{check}", "/quality/tie-undated"),
    ("/releases/{older}/diff/{newer}", "/releases/1/diff/1"),
    ("/problems", "/problems"),
    ("/problems/{code}", "/problems/refused"),
    ("/reconcile", "/reconcile"),
    ("/reconcile/propose", "/reconcile/propose"),
    ("/reconcile/suggest/{kind}", "/reconcile/suggest/entity?prefix=den"),
    ("/health", "/health"),
    ("/ready", "/ready"),
)  # fmt: skip
"""Paths whose JSON is looked at, and where."""


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(m, p, operation) for p, methods in document["paths"].items() for m, operation in methods.items()]


def resolve(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """The part itself, or what it refers to."""
    if "$ref" in part:
        found = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        return found
    return part


def check(document: dict[str, Any], method: str, path: str, answer: httpx.Response) -> None:
    """The answer is one that the document tells: its status, its media type, the schema of its JSON."""
    told = document["paths"][path][method]["responses"]
    assert str(answer.status_code) in told, (path, answer.status_code)
    content = resolve(document, told[str(answer.status_code)]).get("content", {})
    media = answer.headers["content-type"].partition(";")[0]
    assert media in content, (path, media)
    if media.endswith("json"):
        schema = {**content[media]["schema"], "components": document["components"]}
        Draft202012Validator(schema).validate(json.loads(answer.content))


def test_every_path_says_in_both_languages_what_it_does(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.")
    for method, path, operation in operations(document):
        english, slash, turkish = operation["summary"].partition(" / ")
        assert slash, (method, path)
        assert english
        assert turkish
        assert operation["description"], (method, path)
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (method, path, parameter["name"])


def test_every_path_tells_its_answers_and_its_errors(document: dict[str, Any]) -> None:
    assert {(method, path) for method, path, _ in operations(document)} == set(OPERATIONS)
    for method, path, operation in operations(document):
        told = operation["responses"]
        assert {"400", "404", "406", "500"} <= set(told), (method, path)
        assert "422" not in told or path == "/releases"
        for status, response in told.items():
            found = resolve(document, response)
            assert found["description"], (method, path, status)
            if status >= "400":
                words = {"application/json"} if path == "/mcp" else set()  # the protocol has errors of its own
                assert {"application/problem+json"} <= set(found["content"]) <= words | {"application/problem+json"}
            elif status in ("200", "201", "202") and (path, status) != ("/mcp", "202"):  # a note has no answer
                assert found["content"], (method, path)
                assert all(media["schema"] for media in found["content"].values()), (method, path, status)
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema.get("description") or schema.get("title"), name


@pytest.mark.parametrize(("path", "where"), ANSWERED)
def test_answers_are_what_the_document_says(
    client: httpx.Client, document: dict[str, Any], path: str, where: str
) -> None:
    answer = client.get(where)
    if answer.status_code == 202:  # on a machine with other things to do it became a job, whose result is then there
        check(document, "get", path, answer)
        done = client.get(answer.headers["Location"], headers={"Prefer": "wait=50"}).json()
        assert done["state"] == "done", done
        answer = client.get(where)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    check(document, "get", path, answer)


def test_every_json_answer_is_looked_at() -> None:
    looked = {path for path, _ in ANSWERED}
    elsewhere = {"/jobs/{key}", "/jobs/{key}/result", "/permalinks/{key}"}
    assert {path for (method, path), o in OPERATIONS.items() if method == "get" and o.model} == looked | elsewhere


def test_posts_and_jobs_answer_as_the_document_says(client: httpx.Client, document: dict[str, Any]) -> None:
    made = client.post("/permalinks", json={"query": "ASK { # openapi\n}"})
    check(document, "post", "/permalinks", made)
    check(document, "get", "/permalinks/{key}", client.get(made.json()["url"]))
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "find", "arguments": {"text": "a"}},
    }
    spoken = client.post("/mcp", json=message, headers={"Accept": "application/json, text/event-stream"})
    check(document, "post", "/mcp", spoken)
    batch = client.post("/reconcile", data={"queries": '{"q": {"query": "deniz"}}'})
    check(document, "post", "/reconcile", batch)
    job = client.get("/metrics/sphere-entropy?form=variables&spheres=university", headers={"Prefer": "respond-async"})
    check(document, "get", "/metrics/{name}", job)
    if job.status_code == 202:
        where = job.headers["location"]
        check(document, "get", "/jobs/{key}", client.get(where, headers={"Prefer": "wait=20"}))
        check(document, "get", "/jobs/{key}/result", client.get(f"{where}/result"))


@pytest.mark.parametrize(
    ("method", "path", "where"),
    [
        ("get", "/actors", "/actors?limit=none"),
        ("get", "/actors", "/actors?shpere=industry"),
        ("get", "/actors", "/r/99/actors"),
        ("get", "/actors", "/actors?format=xlsx"),
        ("get", "/data/{kind}/{name}", "/data/actor/nobody"),
        ("get", "/exports/{form}", "/exports/xlsx"),
        ("get", "/sparql", "/sparql?query=SELEC"),
        ("get", "/sparql", "/sparql?query=LOAD%20%3Cx%3E"),
        ("get", "/sparql", "/sparql?query=ASK%7B%7D&format=png"),
        ("get", "/metrics/{name}", "/metrics/nothing"),
        ("get", "/metrics/{name}", "/metrics/sphere-entropy?form=what"),
        ("get", "/jobs/{key}", "/jobs/0"),
        ("get", "/permalinks/{key}", "/permalinks/0"),
        ("post", "/releases", "/releases"),
        ("post", "/permalinks", "/permalinks"),
        ("post", "/reconcile", "/reconcile"),
        ("post", "/sparql", "/sparql"),
        ("post", "/mcp", "/mcp"),
        ("post", "/metrics/{name}", "/metrics/location-quotient"),
        ("delete", "/jobs/{key}", "/jobs/0"),
    ],
)
def test_errors_are_those_the_document_tells(
    client: httpx.Client, document: dict[str, Any], method: str, path: str, where: str
) -> None:
    answer = client.request(method, where)
    assert answer.status_code >= 400
    check(document, method, path, answer)


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/ties", "/metrics", "/releases/1"])
def test_people_are_sent_to_pages_as_the_document_says(
    client: httpx.Client, document: dict[str, Any], path: str
) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    told = document["paths"][path.replace("/1", "/{number}")]["get"]["responses"]
    assert answer.status_code in (200, 303)
    assert str(answer.status_code) in told


def test_the_paths_of_the_design_are_there(client: httpx.Client) -> None:
    paths = set(client.get("/openapi.json").json()["paths"])
    assert paths >= {
        "/sparql", "/id/{kind}/{key}", "/page/{kind}/{key}", "/data/{kind}/{name}", "/ontology",
        "/vocabularies/{scheme}",
        "/shapes", "/.well-known/void", "/dataset", "/examples", "/actors", "/ties", "/figures", "/events", "/clusters",
        "/contradictions", "/search", "/suggest", "/summary", "/completion", "/places/map", "/networks",
        "/networks/{projection}", "/networks/{projection}/paths", "/networks/{projection}/ego", "/metrics",
        "/metrics/{name}", "/metrics/{name}/readings", "/metrics/{name}/series", "/releases", "/releases/{number}",
        "/releases/{number}/report",
        "/releases/{older}/diff/{newer}", "/exports/{form}", "/permalinks", "/permalinks/{key}", "/reconcile",
        "/jobs/{key}", "/health", "/ready", "/telemetry",
    }  # fmt: skip


def test_every_post_tells_what_it_takes(client: httpx.Client, document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        assert ("requestBody" in operation) == (method == "post"), path
        for media, told in operation.get("requestBody", {"content": {}})["content"].items():
            Draft202012Validator.check_schema(told["schema"])
            assert media
    for body in ("x", "[]", '{"jsonrpc": "2.0"}'):
        answer = client.post("/mcp", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400
        check(document, "post", "/mcp", answer)
    note = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert client.post("/mcp", json=note).status_code == 202


def test_telemetry_counts_what_was_answered(client: httpx.Client) -> None:
    def answered() -> int:
        text = client.get("/telemetry").text
        return sum(int(line.split()[-1]) for line in text.splitlines() if line.startswith("triskele_requests_total"))

    before = answered()
    client.get("/health")
    assert answered() == before + 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own JSON-LD reader
@pytest.mark.parametrize("where", [where for _, where in ANSWERED])
def test_the_context_makes_statements_of_every_answer(client: httpx.Client, where: str) -> None:
    context = client.get("/context.jsonld").json()["@context"]
    document = {"@context": context, **client.get(where).json()}
    base = "https://nobody.example/"
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld", publicID=base)
    assert not [part for triple in graph for part in triple if str(part).startswith(base)], "a bare key is no address"
    # what it says of things, places and evidence the release says too
    mine = [(s, p, o) for s, p, o in graph if str(s).startswith("https://w3id.org/triskele/id/actor/")]
    said = {f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in mine if p in (rdflib.RDF.type, SPATIAL, LABEL)}
    query = "ASK { " + " . ".join(sorted(said)) + " }"
    assert client.post("/sparql", data={"query": query}).json()["boolean"] is True


def test_a_tie_keeps_its_ends_dates_and_evidence_as_json_ld(client: httpx.Client) -> None:
    context = client.get("/context.jsonld").json()["@context"]
    document = {"@context": context, **client.get("/ties?modality=all").json()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    root = "https://w3id.org/triskele/"
    tsk = rdflib.Namespace(f"{root}ontology#")
    tie = rdflib.URIRef(f"{root}id/tie/tiny-t12")
    assert graph.value(tie, tsk.source) == rdflib.URIRef(f"{root}id/actor/sea-park")
    assert graph.value(tie, tsk.target) == rdflib.URIRef(f"{root}id/actor/sea-cluster")
    assert str(graph.value(tie, tsk.validFrom)) == "2020"
    evidence = graph.value(tie, tsk.evidence)
    assert evidence == rdflib.URIRef(f"{root}id/evidence/tiny-t12")
    assert {text.language for text in graph.objects(evidence, tsk.statement)} == {"tr", "en"}
