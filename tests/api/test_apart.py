"""What may take long is made elsewhere than where others are answered, and ends."""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import Request

from tests.serving import serve
from triskele import positions
from triskele.bounded import queries
from triskele.release import Release
from triskele.settings import Settings
from triskele_api.apart import repeatable, write_answer
from triskele_api.app import open_writer
from triskele_api.routes import networks, reconcile
from triskele_api.state import State

ASIDE = "aside"
FORM = "application/x-www-form-urlencoded"


def bring_back(folder: str) -> None:
    """Runs in place of drawing, which takes seconds, in the process that would draw."""
    derived = Path(folder) / "derived"
    (derived / ASIDE).rename(derived / positions.MAP)


def test_where_actors_are_drawn_is_found_in_another_process(
    settings: Settings, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(*_: Any) -> None:
        raise AssertionError("made where others are answered")

    positions.open_positions(release)
    derived = release.folder / "derived"
    (derived / positions.MAP).rename(derived / ASIDE)
    monkeypatch.setattr(positions, "_make", make)
    monkeypatch.setattr(networks, "run_positions", bring_back)
    with serve(settings) as client:
        node = client.get("/networks/organisations/ego?actor=sea-park").json()["nodes"][0]
        assert {"x", "y"} <= set(node)
    assert not (derived / ASIDE).exists()


def test_an_upload_that_takes_long_keeps_nobody_waiting_for_what_is_made(settings: Settings, release: Release) -> None:
    async def work() -> None:
        state = State(replace(settings, wait_seconds=5))
        uploads = [asyncio.create_task(state.builders.run(time.sleep, 60)) for _ in range(2)]
        await asyncio.sleep(0.1)
        await state.made("something", os.getpid)
        assert not any(upload.done() for upload in uploads)
        for upload in uploads:
            upload.cancel()
        await asyncio.gather(*uploads, return_exceptions=True)
        state.close()

    asyncio.run(work())


def test_a_batch_ends_however_many_queries_it_holds(
    settings: Settings, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one(*_: Any) -> dict[str, Any]:
        time.sleep(0.05)
        return {"result": []}

    monkeypatch.setattr(reconcile, "answer_one", one)
    queries = json.dumps({f"q{n}": {"query": "sea"} for n in range(500)})
    with serve(replace(settings, total_seconds=0.3)) as client:
        answer: httpx.Response = client.post("/reconcile", data={"queries": queries})
    assert (answer.status_code, answer.json()["code"]) == (504, "query-timeout")
    assert "of 500 queries" in answer.json()["detail"]


def test_while_much_is_written_another_process_writes_the_same_answers(
    settings: Settings, release: Release, client: httpx.Client
) -> None:
    """It is asked once it stands ready, when others are answered too, for what takes longer than the way there."""
    plain = client.get("/ties?limit=2&lang=en")
    batch = client.post("/reconcile", data={"queries": '{"q": {"query": "sail"}}'}, headers={"Accept-Language": "en"})
    headers = [(b"host", b"x"), (b"accept", b"application/json"), (b"if-none-match", b"*")]
    scope = {
        "type": "http", "asgi": {}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": "/ties",
        "query_string": b"limit=2&lang=en", "headers": headers, "client": ("192.0.2.1", 1), "server": ("x", 80),
    }  # fmt: skip

    async def work() -> None:
        state = State(settings, writer=partial(open_writer, settings))
        asked = write_answer, repeatable(Request(scope)), release.number
        query = {"query": "sail"}

        async def ask(*call: Any, kind: str = "long") -> Any:
            return await state.apart(*call, kind=kind, client="192.0.2.1")

        try:
            state.answering = 2
            assert await ask(*asked) is None, "little was written"
            state.turns.learn("long", 5.0)
            state.turns.learn("quick", 0.001)
            assert await ask(*asked) is None, "it is being made ready"
            async with asyncio.timeout(60):
                while not state.writers.is_warm:
                    await asyncio.sleep(0.02)
            assert await ask(*asked, kind="quick") is None
            state.turns.learn("short", 0.02)
            state.turns.learn("brief", 0.02)
            assert await ask(*asked, kind="short") is not None
            long = asyncio.create_task(ask(*asked))
            await asyncio.sleep(0)
            assert await ask(*asked, kind="brief") is None, "it would wait behind a long one"
            await long
            found = await ask(*asked)
            assert (found.body, found.headers["Content-Type"]) == (plain.content, plain.headers["content-type"])
            assert state.turns.takes("long") < 5
            assert {
                "q": await ask(reconcile.reconcile_one, release.number, "en", None, "possible", query)
            } == batch.json()
            assert await ask(asked[0], asked[1], release.number + 1) is None, "another release has become current"
            assert await ask(asked[0], {**asked[1], "path": "/tiess"}, release.number) is None, "errors are told here"
            state.answering = 1
            assert await ask(*asked) is None, "nobody waits"
        finally:
            state.close()

    asyncio.run(work())


def test_a_long_form_is_taken_apart_where_questions_are_answered(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Percent signs of a megabyte are a tenth of a second of computing."""

    def parse(*_: Any, **__: Any) -> None:
        raise AssertionError("taken apart where others are answered")

    query = "ASK { ?s a tsk:Firm } # " + "ş" * 20_000
    batch = json.dumps({"q": {"query": "sail"}, "wide": {"query": "ş" * 20_000}})
    with monkeypatch.context() as patched:
        patched.setattr(queries, "parse_qsl", parse)
        asked = client.post("/sparql", data={"query": query})
        named = client.post("/reconcile", data={"queries": batch})
    plain = client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    assert (asked.json(), asked.headers["etag"]) == ({"head": {}, "boolean": True}, plain.headers["etag"])
    assert named.json()["q"]["result"]
    assert client.post("/sparql", data={"query": "ş" * 400_000}).status_code == 413
    assert client.post("/sparql", content=b"&" * 20_000, headers={"Content-Type": FORM}).status_code == 400
    broken = client.post("/reconcile", content="queries=" + "%FF" * 20_000, headers={"Content-Type": FORM})
    assert (broken.status_code, broken.json()["code"]) == (400, "invalid-input")
    assert "not UTF-8" in broken.json()["detail"]
