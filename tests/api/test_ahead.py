"""What the first page asks for is computed before anybody asks."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from triskele.release import Release
from triskele.settings import Settings
from triskele_api import ahead
from triskele_api.app import create_app
from triskele_api.own_request import ask_inside
from triskele_api.state import State


def look(monkeypatch: pytest.MonkeyPatch, *steps: tuple[int, dict[str, list[Any]]]) -> list[tuple[int, str]]:
    """What is asked, by release, while the release is each number of the steps in turn; by path the statuses of the
    answers that are yet to come (else 200), or how many actors the summary tells."""
    asked: list[tuple[int, str]] = []
    library = SimpleNamespace(current_number=lambda: now[0])
    now: list[Any] = list(steps[0])

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append((now[0], scope["path"]))
        coming = now[1].get(scope["path"], [])
        status = coming.pop(0) if coming else 200
        body = b'{"counts": {"actors": %d}}' % now[1].get("actors", [10])[0]
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})

    async def run() -> None:
        looking = asyncio.create_task(ahead.look_ahead(app, SimpleNamespace(library=library)))
        for step in steps:
            now[:] = step
            await asyncio.sleep(0.05)
        looking.cancel()

    monkeypatch.setattr(ahead, "PULSE", 0.005)
    asyncio.run(run())
    return asked


def test_each_current_release_is_asked_once_and_a_large_one_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = look(monkeypatch, (1, {}), (2, {"actors": [ahead.MOST + 1]}))
    assert asked == [(1, "/summary"), (1, ahead.PATH), (2, "/summary")]


def test_a_busy_service_is_asked_again_and_one_that_cannot_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = {"/summary": [503, 503], ahead.PATH: [503]}
    asked = look(monkeypatch, (1, busy), (2, {"/summary": [410]}))
    summary, metric = (1, "/summary"), (1, ahead.PATH)
    assert asked == [summary, summary, summary, metric, summary, metric, (2, "/summary")]


def test_what_is_asked_before_its_routes_are_imported_waits_for_them(settings: Settings, release: Release) -> None:
    app = create_app(settings, ahead=True)
    app.state.triskele = State(settings)
    try:
        before = len(app.state.routes)
        found = asyncio.run(ask_inside(app, "/problems/", "", "application/json", "en", "test"))
        assert (found.status, found.headers["location"]) == (307, "/problems")
        assert len(app.state.routes) > before
    finally:
        app.state.triskele.close()
