"""What may take long is made elsewhere than where others are answered, and ends."""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serving import serve
from triskele import positions
from triskele.release import Release
from triskele.settings import Settings
from triskele_api.routes import networks, reconcile
from triskele_api.state import State

ASIDE = "aside"


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
    with serve(replace(settings, wait_seconds=60)) as client:
        node = client.get("/networks/organisations/ego?actor=sea-park").json()["nodes"][0]
        assert {"x", "y"} <= set(node)
    assert not (derived / ASIDE).exists()


def test_an_upload_that_takes_long_keeps_nobody_waiting_for_what_is_made(settings: Settings, release: Release) -> None:
    async def work() -> None:
        state = State(replace(settings, wait_seconds=5))
        uploads = [asyncio.create_task(state.builders.run(time.sleep, 60)) for _ in range(2)]
        await asyncio.sleep(0.1)
        await state.made("something", os.getpid)  # type: ignore[arg-type]  # what it returns is nothing here
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

    monkeypatch.setattr(reconcile, "_one", one)
    queries = json.dumps({f"q{n}": {"query": "sea"} for n in range(500)})
    with serve(replace(settings, total_seconds=0.3)) as client:
        answer: httpx.Response = client.post("/reconcile", data={"queries": queries})
    assert (answer.status_code, answer.json()["code"]) == (504, "query-timeout")
    assert "of 500 queries" in answer.json()["detail"]
