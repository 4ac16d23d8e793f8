"""Another engine in place of the embedded store: loaded by one command, it answers the same questions the same way."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serving import serve
from triskele.cli import main
from triskele.questions import read_questions
from triskele.release import Release
from triskele.settings import Settings


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, release: Release) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Address and process of Oxigraph's own server, which holds the tiny release."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    oxigraph = Path(sys.executable).with_name("oxigraph")
    command = [oxigraph, "serve", "--location", tmp_path_factory.mktemp("engine"), "--bind", place]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(place)
            data, store = release.folder.parents[1], f"http://{place}/store"
            address = f"http://{place}/query"
            assert main(["endpoint", "load", "--endpoint", address, "--graph-store", store, "--data", str(data)]) == 0
            yield address, process
        finally:
            process.kill()


def _wait(place: str) -> None:
    for _ in range(200):
        try:
            httpx.get(f"http://{place}/")
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the engine did not start")


def _rows(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return sorted(map(str, found["results"]["bindings"])) if "results" in found else [str(found["boolean"])]


GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def test_it_answers_as_the_embedded_store_and_says_when_it_is_gone(
    engine: tuple[str, subprocess.Popen[bytes]], settings: Settings, release: Release, client: httpx.Client
) -> None:
    address, process = engine
    questions = [question.text() for question in read_questions(release.ontology / "questions")]
    with serve(replace(settings, endpoint=address, cache_mb=0)) as other:
        for query in (*questions[::6], GRAPHS):
            for year in ({}, {"as_of": "2010"}, {"as_of": "2010", "when": "certain"}):
                told = {"query": query, "format": "json", **year}
                assert _rows(other.get("/sparql", params=told)) == _rows(client.get("/sparql", params=told)), query
        refused = other.get("/sparql", params={"query": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"})
        assert refused.status_code == client.get("/sparql", params=dict(refused.request.url.params)).status_code
        process.kill()
        process.wait()
        gone = other.get("/sparql", params={"query": "ASK { ?gone a tsk:Firm }"})
        assert (gone.status_code, gone.json()["code"]) == (502, "endpoint")


def test_an_endpoint_that_holds_another_release_is_not_asked(settings: Settings, client: httpx.Client) -> None:
    with serve(replace(settings, endpoint=f"{client.base_url}/sparql")) as other:  # it was never loaded
        answer = other.get("/sparql", params={"query": "ASK {}"})
    assert answer.status_code == 502
    assert "does not hold this release" in answer.json()["detail"]
