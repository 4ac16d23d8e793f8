"""Input that means harm: each is answered with its own error within the bound, while others are served."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.serving import serve
from triskele.release import Release
from triskele.settings import Settings
from triskele_api.pages.bundle import ADDRESS

FIRST, TOTAL = 1.5, 2.5
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?i"
GREEDY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f || ?a != ?i) }"


@pytest.fixture(scope="module")
def bounded(settings: Settings, release: Release) -> Iterator[httpx.Client]:
    """A service with tight bounds over the tiny release."""
    tight = Settings.read({}, data=settings.data, seeds=settings.seeds, first_seconds=FIRST, total_seconds=TOTAL,
                          memory_mb=256, result_mb=1)  # fmt: skip
    with serve(tight) as client:
        client.get("/sparql?query=ASK%7B%7D")
        yield client


@contextmanager
def neighbour() -> Iterator[tuple[int, list[str]]]:
    """A listener on this host that writes down whoever calls."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, address = listener.accept()
                except TimeoutError:
                    continue
                calls.append(str(address))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield listener.getsockname()[1], calls
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:PORT/sparql> { ?s ?p ?o } }", "refused"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }", "refused"),
        ("SELECT * { seRVice<http://127.0.0.1:PORT/>{ ?s ?p ?o } }", "refused"),
        ("SELECT * { VALUES ?e { <http://127.0.0.1:PORT/> } SERVICE ?e { ?s ?p ?o } }", "refused"),
        ("SELECT * { # }\n SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }", "refused"),
        ('SELECT * { ?s ?p "#" . SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }', "refused"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }", None),
        ("SELECT * { \\U00000053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }", None),
        ("SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }", "refused"),
        ("PREFIX e: <http://127.0.0.1:PORT/> SELECT * { SERVICEe: { ?s ?p ?o } }", "refused"),
        ("PREFIX SERVICEe: <http://127.0.0.1:PORT/> SELECT * { SERVICEe: { ?s ?p ?o } }", "refused"),
        ("PREFIX x: <http://x/> SELECT * { ?s ?p x:a\\#b . SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }", "refused"),
        ("SELECT * { ?s ?p true.SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }", "refused"),
        ("SELECT * { FILTER(1<2)#>'''\n SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } #'''\n }", None),
        ("LOAD <http://127.0.0.1:PORT/>", "refused"),
        ("LOAD SILENT <http://127.0.0.1:PORT/> INTO GRAPH <g>", "refused"),
        ("ASK FROM <http://127.0.0.1:PORT/> { ?s ?p ?o }", ""),
        ("ASK FROM NAMED <http://127.0.0.1:PORT/> { GRAPH ?g { ?s ?p ?o } }", ""),
        ("ASK FROM <file:///etc/passwd> { ?s ?p ?o }", ""),
        ("DESCRIBE <http://127.0.0.1:PORT/>", ""),
    ],
)
def test_the_server_calls_nobody(bounded: httpx.Client, query: str, code: str | None) -> None:
    with neighbour() as (port, calls):
        answer = bounded.get("/sparql", params={"query": query.replace("PORT", str(port))})
        if code == "":
            assert answer.status_code == 200, answer.text
            assert answer.json()["boolean"] is False if "boolean" in answer.text else True
        elif code is None:
            assert answer.status_code in (400, 403), answer.text
        else:
            assert (answer.status_code, answer.json()["code"]) == (403, code)
        via_graph = bounded.get("/sparql", params={"query": "ASK {}", "default-graph-uri": f"http://127.0.0.1:{port}/"})
        assert via_graph.status_code == 200
        time.sleep(0.1)
    assert calls == []


def test_the_word_service_is_no_crime(bounded: httpx.Client) -> None:
    query = 'SELECT ?service { BIND("SERVICE <http://x/> { }" AS ?service) # SERVICE\n FILTER(?service != "LOAD") }'
    assert bounded.get("/sparql", params={"query": query}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 3_000 + "}" * 3_000,
        "SELECT (" + "(" * 5_000 + "1" + ")" * 5_000 + " AS ?x) {}",
        "ASK { FILTER(" + " || ".join(["true"] * 50_000) + ") }",
        "ASK { ?s " + "/".join(["<p>"] * 50_000) + " ?o }",
        "ASK { FILTER(" + "!" * 20_000 + "true) }",
        "ASK { VALUES ?x { " + "<x> " * 100_000 + "} }",
        "ASK { ?s ?p " + '"' + "x" * 300_000 + '" }',
    ],
    ids=["braces", "parentheses", "alternatives", "path", "negations", "values", "long"],
)
def test_depth_and_length_are_bounded(bounded: httpx.Client, query: str) -> None:
    start = time.monotonic()
    answer = bounded.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 400, answer.text
    assert answer.json()["hint"]
    assert time.monotonic() - start < TOTAL + 1
    assert bounded.get("/sparql?query=ASK%7B%7D").json()["boolean"] is True


CRASHERS = {
    "filters": "ASK { ?s ?p ?o " + "FILTER(?o)" * 15_000 + " }",
    "joins": "ASK { " + "".join(f"?s{n} ?p ?s{n + 1}." for n in range(10_000)) + " }",
    "objects": "ASK { ?s ?p ?o" + ",?o" * 60_000 + " }",
    "bindings": "SELECT (1 AS ?x0) " + " ".join(f"(?x{n}+1 AS ?x{n + 1})" for n in range(4_900)) + " {}",
    "values": "ASK { " + "VALUES ?x {1}" * 14_000 + " }",
    "groups": "ASK { " + "GRAPH ?g {?s ?p ?o}" * 9_000 + " }",
    "replacement": "SELECT (REPLACE('" + "a" * 50_000 + "','a','" + "b" * 50_000 + "') AS ?x) {}",
}


@pytest.mark.parametrize("name", CRASHERS)
def test_what_crashed_the_engine_is_answered_or_named_by_its_limit(bounded: httpx.Client, name: str) -> None:
    answer = bounded.post("/sparql", content=CRASHERS[name], headers={"Content-Type": "application/sparql-query"})
    if answer.status_code != 200:
        assert answer.json()["code"] in ("query-timeout", "memory-exceeded", "queue-full"), answer.text
    assert bounded.get("/sparql?query=ASK%7B%7D").json()["boolean"] is True


@pytest.mark.parametrize("function", ["http://example.org/f", "http://www.w3.org/2001/XMLSchema#hexBinary"])
def test_an_unknown_function_is_a_fault_of_the_query(bounded: httpx.Client, function: str) -> None:
    answer = bounded.get("/sparql", params={"query": f"SELECT (<{function}>('a') AS ?x) {{}}"})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")
    assert function in answer.json()["detail"]


def test_a_text_that_took_a_quadratic_reader_a_minute_silences_nobody(bounded: httpx.Client) -> None:
    """40,000 characters, and a body of ten megabytes."""
    for body, status in (('\\"' * 20_000, 400), ('\\"' * 5_000_000, 413)):
        start = time.monotonic()
        answer = bounded.post("/sparql", content=body, headers={"Content-Type": "application/sparql-query"})
        assert answer.status_code == status, answer.text
        assert bounded.get("/health").status_code == 200
        assert time.monotonic() - start < 3


@pytest.mark.parametrize("query", [CROSS, GREEDY], ids=["cross product with ORDER BY", "aggregate without end"])
def test_a_query_without_end_is_stopped_while_others_are_served(bounded: httpx.Client, query: str) -> None:
    results: list[tuple[int, str, float]] = []

    def attack() -> None:
        with httpx.Client(base_url=bounded.base_url, timeout=60) as attacker:
            start = time.monotonic()
            answer = attacker.get("/sparql", params={"query": query})
            results.append((answer.status_code, answer.json()["code"], time.monotonic() - start))

    thread = threading.Thread(target=attack)
    thread.start()
    time.sleep(0.1)
    served = 0
    while thread.is_alive():
        answer = bounded.get("/sparql", params={"query": "SELECT * { ?s a tsk:Firm }", "format": "json"})
        assert (answer.status_code, len(answer.json()["results"]["bindings"])) == (200, 4)
        assert bounded.get("/data/actor/sea-park.ttl").status_code == 200
        served += 1
        time.sleep(0.02)
    thread.join()
    (status, code, seconds) = results[0]
    assert (status, code) in ((504, "query-timeout"), (503, "memory-exceeded"), (503, "result-too-large"))
    assert seconds < TOTAL + 2
    assert served >= 1


def test_a_result_over_the_bound_is_refused_and_not_cut(bounded: httpx.Client) -> None:
    answer = bounded.get("/sparql", params={"query": "SELECT * { ?s ?p ?o . }"})
    assert (answer.status_code, answer.json()["code"]) == (503, "result-too-large")
    assert answer.headers["retry-after"]


def test_a_client_that_leaves_frees_its_worker(bounded: httpx.Client) -> None:
    """Both workers are taken by queries whose clients leave; the next one need not wait for the bound."""
    for _ in range(2):
        with httpx.Client(base_url=bounded.base_url, timeout=0.2) as leaving, pytest.raises(httpx.ReadTimeout):
            leaving.get("/sparql", params={"query": GREEDY})
    start = time.monotonic()
    assert bounded.get("/sparql", params={"query": "ASK { ?s a tsk:Ministry }"}).json()["boolean"] is True
    assert time.monotonic() - start < FIRST


def test_a_body_over_the_bound_is_refused(client: httpx.Client, settings: Settings) -> None:
    body = b"#" * (settings.upload_mb * 1024 * 1024 + 1)
    answer = client.post("/sparql", content=body, headers={"Content-Type": "application/sparql-query"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


@pytest.mark.parametrize(
    "path",
    ["/id/actor/..%2F..%2F..%2Fetc%2Fpasswd", "/data/actor/%00.ttl", f"{ADDRESS}/..%2f..%2fapp.py", "/exports/..%2Fnq",
     "/page/actor/%22%3E%3Cscript%3E", "/networks/..%2F..", "/vocabularies/..%2Fmaturity",
     f"/r/1{ADDRESS}/../../app.py"],
)  # fmt: skip
def test_paths_cannot_climb(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404, 406), answer.text
    assert "root:" not in answer.text
    assert answer.headers["content-type"] in ("application/problem+json", "text/plain; charset=utf-8")


def test_a_client_may_bring_the_bound_nearer_but_not_push_it_away(bounded: httpx.Client) -> None:
    def seconds(timeout: str) -> float:
        start = time.perf_counter()
        answer = bounded.get("/sparql", params={"query": GREEDY, "timeout": timeout})
        assert (answer.status_code, answer.json()["code"]) == (504, "query-timeout")
        return time.perf_counter() - start

    assert 0.2 < seconds("0.2") < FIRST
    assert FIRST < seconds("60") < TOTAL + 1
    for wrong in ("soon", "0", "-1", "nan", "inf"):
        assert bounded.get("/sparql", params={"query": "ASK {}", "timeout": wrong}).json()["code"] == "invalid-input"
