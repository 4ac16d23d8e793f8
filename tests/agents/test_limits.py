"""What an agent sends can neither write, nor fetch, nor exceed the limits; and nobody else notices it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import replace
from typing import Any

import httpx
import pytest
from mcp import Client, StdioServerParameters

from tests.agents.talking import read, talk
from tests.conformance.test_kills import below
from tests.serving import serve
from triskele.release import Release
from triskele.settings import Settings
from triskele_api.agents import service

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUGE = "x" * 900_000


@pytest.fixture(scope="module")
def address(client: httpx.Client) -> str:
    return f"{client.base_url}/mcp"


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("query", {"query": "INSERT DATA { <a:b> <a:b> <a:b> }"}, "refused"),
        ("query", {"query": "LOAD <http://example.org/x>"}, "refused"),
        ("query", {"query": "SELECT * { SERVICE <http://example.org/x> { ?s ?p ?o } }"}, "refused"),
        ("query", {"query": "SELECT * {"}, "query-syntax"),
        ("query", {"query": "{" * 5000}, "invalid-input"),
        ("query", {"query": "SELECT ?s { ?s ?p ?o }", "cursor": "-1"}, "invalid-input"),
        ("query", {"query": "SELECT ?s { ?s ?p ?o }", "cursor": "no"}, "invalid-input"),
        ("query", {"query": HUGE}, "invalid-input"),
        ("find", {"text": "x" * 201}, "invalid-input"),
        ("ties", {"thing": HUGE}, "invalid-input"),
        ("ties", {"type": ["a"] * 51}, "invalid-input"),
        ("ties", {"cursor": "nonsense"}, "invalid-input"),
        ("ties", {"limit": 10**9}, "invalid-input"),
        ("ties", {"thing": "ship-firm", "as_of": "later"}, "invalid-input"),
        ("describe", {"thing": "../../etc/passwd"}, "unknown-thing"),
        ("describe", {"thing": "actor/..%2f..%2fhealth"}, "unknown-thing"),
        ("list", {"what": "secrets"}, "invalid-input"),
        ("list", {"what": "clusters", "sphere": ["industry"]}, "invalid-input"),
        ("list", {"what": "concepts"}, "invalid-input"),
        ("list", {"what": "concepts", "scheme": "../releases"}, "not-found"),
        ("list", {"what": "actors", "count_by": "colour"}, "invalid-input"),
        ("measure", {"metric": "../../releases"}, "invalid-input"),
        ("measure", {"metric": "degree-centrality", "parameters": {"format": "csv"}}, "invalid-input"),
        ("measure", {"metric": "degree-centrality", "parameters": {"permutations": 10**9}}, "bad-parameter"),
        ("measure", {"metric": "sphere-entropy", "parameters": {"nobody": 1}}, "bad-parameter"),
        ("path", {"source": "ship-firm", "target": "ship-firm"}, "invalid-input"),
        ("path", {"source": "ship-firm", "target": "sail-firm", "network": "nets"}, "unknown-projection"),
        ("questions", {"name": "actors-in-place", "parameters": {"place": "nowhere at all"}}, "unknown-thing"),
        ("questions", {"name": "ties-active-in-year", "parameters": {"year": "2010> } #"}}, "invalid-input"),
        ("sources", {"document": "no such book"}, "unknown-thing"),
    ],
)
def test_bad_arguments_are_told_and_nothing_else_happens(
    address: str, name: str, given: dict[str, Any], code: str
) -> None:
    error = talk(address, [(name, given)], fails=True)[0]["error"]
    assert error["code"] == code, error
    assert error["detail"]
    assert error["hint"]
    assert len(error["detail"]) + len(error["hint"]) < 1500, "what was sent is not sent back"


def test_requests_over_the_bound_are_refused_before_they_are_read(client: httpx.Client) -> None:
    body = (
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query","arguments":{"query":"' + b"x" * 2**21
    )
    headers = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    answer = client.post("/mcp", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    for broken in (b"", b"[", b"{}", b"null", b"[" * 100_000, b'{"jsonrpc":"2.0","id":1,"method":"no/such"}'):
        answer = client.post("/mcp", content=broken, headers=headers)
        assert answer.status_code < 500, broken[:20]
    assert client.get("/mcp").status_code == 405
    assert client.delete("/mcp").json()["code"] == "method-not-allowed"
    assert client.get("/health").status_code == 200


def test_a_question_that_runs_away_is_ended_and_a_killed_process_costs_nothing(
    settings: Settings, release: Release
) -> None:
    """Over standard input and output, in a process of its own: list, ask, run away, kill its workers, ask again."""
    command = ["-m", "triskele.cli", "mcp", "--data", str(settings.data), "--release", "1"]
    limits = {"TRISKELE_FIRST_SECONDS": "4", "PATH": os.environ["PATH"]}
    server = StdioServerParameters(command=sys.executable, args=command, env=limits)

    found: dict[str, Any] = {}
    calls = {
        "tie": ("ties", {"thing": "Ship Firm"}),
        "long": ("query", {"query": LONG}),
        "huge": ("query", {"query": "{" * 3_000_000}),
    }

    async def run() -> None:
        async with Client(server) as client:
            found["tools"] = (await client.list_tools()).tools
            for name, (tool, given) in calls.items():
                found[name] = await client.call_tool(tool, given)
            (pid,) = [child for child in below(os.getpid()) if b"triskele.cli\0mcp" in cmdline(child)]
            found["workers"] = below(pid)
            for worker in found["workers"]:
                os.kill(worker, signal.SIGKILL)
            found["again"] = await client.call_tool("query", {"query": "SELECT ?t { ?t a tsk:Tie }"})

    asyncio.run(run())
    assert len(found["tools"]) == 10
    assert read(calls["tie"], found["tie"])["items"][0]["evidence"][0]["lines"]
    assert read(calls["long"], found["long"], fails=True)["error"]["code"] == "query-timeout"
    assert read(calls["huge"], found["huge"], fails=True)["error"]["code"] == "invalid-input"
    assert found["workers"]
    assert read(("query", {}), found["again"])["count"] == 12


def test_a_metric_that_becomes_a_job_is_followed_to_its_end(
    settings: Settings, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"metric": "ei-index", "parameters": {"permutations": 99}}
    endless = {"metric": "small-world", "parameters": {"permutations": 400_000}}
    with serve(replace(settings, total_seconds=0.3)) as client:  # less than importing the metrics takes
        address = f"{client.base_url}/mcp"
        assert client.get("/metrics/ei-index?permutations=98").status_code == 202
        found = talk(address, [("measure", given)])[0]
        assert (found["permutations"], type(found["values"][0]["value"])) == (99, float)
        monkeypatch.setattr(service, "PATIENCE", 0.2)
        error = talk(address, [("measure", endless)], fails=True)[0]["error"]
        assert (error["code"], "again" in error["hint"]) == ("not-done", True)


def cmdline(pid: int) -> bytes:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""
