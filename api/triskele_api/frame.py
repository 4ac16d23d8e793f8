"""What stands around every request: the pinned release in its path, the headers of its answer, the counters.

Plain ASGI: a wrapper that makes request and response objects would cost more than many queries do.
"""

from __future__ import annotations

import re
from collections import Counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from triskele_api.timing import begin, told

CSP = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'self'"
_HEADERS = [
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"timing-allow-origin", b"*"),
]
_PINNED = re.compile(r"/r/([0-9]{1,9})(/.*|$)")


class PinnedRelease:
    """Takes ``/r/{n}`` off the path and leaves the number in the scope as ``triskele.release``."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (match := _PINNED.fullmatch(scope["path"])):
            path = match.group(2) or "/"
            scope = {**scope, "path": path, "raw_path": path.encode(), "triskele.release": int(match.group(1))}
        await self.app(scope, receive, send)


class HeadRequests:
    """Answers HEAD as GET without the body (RFC 9110, 9.3.2): the same headers, the length included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, bodiless)


class Frame:
    """Adds the security headers and the time it took, and counts answers by status and requests under way."""

    def __init__(self, app: ASGIApp, counters: Counter[str]) -> None:
        self.app, self.counters = app, counters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        clock = begin(scope)

        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.counters[str(message["status"])] += 1
                message["headers"] = [*message["headers"], told(clock)]
                present = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in _HEADERS if h[0] not in present)]
            await send(message)

        state = scope["app"].state.triskele
        state.answering += 1
        try:
            await self.app(scope, receive, framed)
        finally:
            state.answering -= 1
