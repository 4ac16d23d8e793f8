"""Asking the app itself, without a socket: what permalinks are re-run with."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Scope

from triskele_api.logs import HEADER, REQUEST


class Inner(NamedTuple):
    """The answer of an inner request."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str]


async def ask_inside(
    app: ASGIApp, path: str, query: str, accept: str, language: str, client: str, *, prefer: str = ""
) -> Inner:
    """GET a path of the app, on behalf of a client. ``prefer`` is a header of RFC 7240."""
    number = REQUEST.get().encode()  # it is one request, however many of ours it takes
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [
            (b"host", b"inside"),
            (b"accept", accept.encode()),
            (b"accept-language", language.encode()),
            *([(HEADER, number)] if number else []),
            *([(b"prefer", prefer.encode())] if prefer else []),
        ],
        "client": (client, 0),
        "server": ("inside", 80),
        "state": {},
    }
    return await collect(app, scope)


async def collect(app: ASGIApp, scope: Scope) -> Inner:
    """The answer of the app to a request without a body."""
    status, media_type, parts = 500, "", bytearray()
    headers: dict[str, str] = {}
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await _never()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, media_type, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in message["headers"]}
            media_type = headers.get("content-type", "").partition(";")[0]
        elif message["type"] == "http.response.body":
            parts.extend(message.get("body", b""))

    await app(scope, receive, send)
    return Inner(status, media_type, bytes(parts), headers)


async def _never() -> None:
    await asyncio.Event().wait()
