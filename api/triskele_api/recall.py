"""Answers remembered at the door: a request somebody has made before is answered before the framework wakes up.

Only answers that say so are kept (``remember``): those that follow from the release and the request alone. The key
holds all of the request that can decide such an answer, and which release is current.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from triskele_api.answers import Answer
from triskele_api.state import State
from triskele_api.timing import HEADER, REPEATED

_SAID = "triskele.recall"
_HEADERS = (b"accept", b"accept-language")
MAX_BODY = 1 << 20


def matches(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names this tag (weakly, RFC 9110 13.1.2)."""
    return header.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in header.split(","))


def remember(scope: Scope) -> None:
    """Say that the answer to this request may be kept."""
    scope.get(_SAID, {})["keep"] = True


class Recall:
    """Keeps finished answers of GET requests beside the other cached ones, under the same bound."""

    def __init__(self, app: ASGIApp, state: Any, counters: Counter[str]) -> None:
        self.app, self._state, self.counters = app, state, counters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        state: State = self._state.triskele
        wanted, other = b"", [scope["scheme"]]
        for name, value in scope["headers"]:
            if name in _HEADERS or (name == b"host" and not state.settings.base_url):
                other.append((name, value))
            elif name == b"if-none-match":
                wanted = wanted + b"," + value if wanted else value
            elif name == b"origin":
                other.append((name, b"*"))
        key = repr((state.library.current_number(), scope["path"], scope["query_string"], other))
        found = state.cache.get(key)
        if found is not None:
            await self._repeat(found, wanted, send)
            return
        said: dict[str, bool] = {}
        kept: dict[str, Any] = {"body": bytearray()}

        async def listen(message: Message) -> None:
            if said.get("keep") and "over" not in kept:
                if message["type"] == "http.response.start" and message["status"] == 200:
                    kept["headers"] = [*(h for h in message["headers"] if h[0] != HEADER), REPEATED]
                elif "headers" in kept:
                    kept["body"] += message.get("body", b"")
                    if len(kept["body"]) > MAX_BODY:
                        kept["over"] = True
                    elif not message.get("more_body"):
                        state.cache.put(key, Answer(bytes(kept["body"]), {}, tuple(kept["headers"])))
            await send(message)

        await self.app({**scope, _SAID: said}, receive, listen)

    async def _repeat(self, found: Answer, wanted: bytes, send: Send) -> None:
        headers = found.raw
        status, body = 200, found.body
        if wanted:
            tag = next((value for name, value in headers if name == b"etag"), b"")
            if matches(wanted.decode("latin-1"), tag.decode("latin-1")):
                status, body = 304, b""
                headers = tuple(h for h in headers if h[0] not in (b"content-length", b"content-type"))
        self.counters[str(status)] += 1
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
