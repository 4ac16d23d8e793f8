"""Answers written in a process of its own, while much is written and others wait.

Python computes in one thread at a time, so whoever writes long documents where others are answered takes from all of
them. The process holds an app like this one over the same release, without processes below it; it is begun when it is
needed and ends when nobody has needed it for a while.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import Request
from starlette.types import Scope

from triskele.bounded import Limits
from triskele.ledger.time import When
from triskele.settings import Settings
from triskele_api.addresses import prefix_of
from triskele_api.answers import Answer

if TYPE_CHECKING:
    from fastapi import FastAPI

MADE = "triskele.made"
"""Where in the scope a list waits for the answer and the number of its release."""
_KEPT = ("type", "asgi", "http_version", "method", "scheme", "query_string", "client", "server")
Opened = tuple[asyncio.AbstractEventLoop, "FastAPI"]
Written = tuple[Any, float] | None
"""What was asked for, and the seconds of computing it took; None when it has to be written elsewhere."""


def open_app(settings: Settings, _: Limits) -> Opened:
    """What makes a process ready to write answers."""
    from triskele_api.app import create_app
    from triskele_api.state import State

    app = create_app(settings)
    app.state.triskele = State(replace(settings, cache_mb=0), apart=True)
    app.state.triskele.current.read()
    return asyncio.new_event_loop(), app


def repeatable(request: Request) -> Scope:
    """What of a request another process needs to answer it."""
    scope = request.scope
    path = prefix_of(scope) + scope["path"]
    headers = [(name, value) for name, value in scope["headers"] if name != b"if-none-match"]
    asked = {"path": path, "raw_path": quote(path).encode(), "root_path": "", "headers": headers, "state": {}}
    return {**{name: scope[name] for name in _KEPT}, **asked}


def write_answer(opened: Opened, scope: Scope, release: int) -> Written:
    """The answer to a request about this release; None when it is none (an error is told where it is asked), or when
    another release has become current."""
    from triskele_api.own_request import collect

    loop, app = opened
    begun, made = time.process_time(), list[tuple[int, Answer]]()
    loop.run_until_complete(collect(app, {**scope, MADE: made}))
    if not made or made[0][0] != release:
        return None
    return made[0][1], time.process_time() - begun


def reconcile_one(
    opened: Opened, release: int, language: str, as_of: int | None, when: When, query: dict[str, Any]
) -> Written:
    """The result of one query of a batch to reconcile."""
    from triskele_api.asking import Asked
    from triskele_api.routes.reconcile import answer_one

    state = opened[1].state.triskele
    begun = time.process_time()
    it = Asked(Request({"type": "http"}), state, state.served(release), language, as_of, when)
    return answer_one(it, query), time.process_time() - begun
