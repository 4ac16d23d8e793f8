"""Answers written in a process of its own, while much is written and others wait.

Python computes in one thread at a time, so whoever writes long documents where others are answered takes from all of
them. The process holds an app like this one over the same release, without processes below it; it is begun when it is
needed and ends when nobody has needed it for a while.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.types import Scope

from triskele_api.addresses import prefix_of
from triskele_api.answers import Answer
from triskele_api.own_request import collect

MADE = "triskele.made"
"""Where in the scope a list waits for the answer and the number of its release."""
_KEPT = ("type", "asgi", "http_version", "method", "scheme", "query_string", "client", "server")
Opened = tuple[asyncio.AbstractEventLoop, FastAPI]
"""What a process is that stands ready (:func:`triskele_api.app.open_writer`)."""
Written = tuple[Any, float] | None
"""What was asked for, and the seconds of computing it took; None when it has to be written elsewhere."""


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
    loop, app = opened
    begun, made = time.process_time(), list[tuple[int, Answer]]()
    loop.run_until_complete(collect(app, {**scope, MADE: made}))
    if not made or made[0][0] != release:
        return None
    return made[0][1], time.process_time() - begun
