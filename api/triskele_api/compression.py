"""Answers packed with gzip for whoever takes it: once for each entity tag, in a thread when large.

It stands before everything else, so that what lies behind never asks how an answer travels. A packed answer is another
representation of the same thing: its entity tag is weak (RFC 9110, 8.8.1), which If-None-Match compares alike.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from triskele_api.state import Answer, State

SMALLEST = 1024
"""Bytes below which packing gains nothing: the answer fits in one packet anyway."""
IN_THREAD = 32 * 1024
LEVEL = 5
_PLAIN = {
    b"application/n-triples",
    b"application/n-quads",
    b"application/trig",
    b"application/javascript",
    b"image/svg+xml",
}

Headers = list[tuple[bytes, bytes]]


@lru_cache(maxsize=256)
def accepts_gzip(header: bytes) -> bool:
    """Whether an Accept-Encoding header takes gzip; the most exact of its parts decides."""
    found: dict[str, float] = {}
    for part in header.decode("latin-1").lower().split(","):
        name, _, parameter = part.partition(";")
        try:
            found[name.strip()] = float(parameter.partition("=")[2]) if parameter.strip() else 1.0
        except ValueError:
            return False
    return found.get("gzip", found.get("*", 0.0)) > 0


@lru_cache(maxsize=256)
def is_text(content_type: bytes) -> bool:
    """Whether a media type is text by nature, which packs well; what is packed already is not, and what is told as it
    happens must not wait in a packer."""
    media = content_type.partition(b";")[0].strip().lower()
    if media == b"text/event-stream":
        return False
    return media.startswith(b"text/") or media.endswith((b"json", b"xml")) or media in _PLAIN


def pack(body: bytes) -> bytes:
    """The body as gzip, without a time in its head: the same body gives the same bytes."""
    packer = zlib.compressobj(LEVEL, wbits=31)
    return packer.compress(body) + packer.flush()


class Compression:
    """Packs answers of text with at least ``SMALLEST`` bytes; those with a tag are kept packed beside the others."""

    def __init__(self, app: ASGIApp, state: Any) -> None:
        self.app, self._state = app, state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"")
        sender = _Sender(send, self._state, scope["method"] == "HEAD", accepts_gzip(asked))
        await self.app(scope, receive, sender)


class _Sender:
    """Passes one answer on, packed or as it is."""

    def __init__(self, send: Send, state: Any, head: bool, wanted: bool) -> None:
        self._send, self._state, self._head, self._wanted = send, state, head, wanted
        self._start: Message | None = None
        self._packer: Any = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            if not _worth_it(message["status"], headers):
                await self._send(message)
                return
            message = {**message, "headers": _varying(message["headers"])}
            if not self._wanted:
                await self._send(message)
            elif self._head:
                await self._send({**message, "headers": _packed(message["headers"], None)})
            else:
                self._start = message
            return
        if self._start is not None and self._packer is None and not message.get("more_body"):
            body = await self._whole(message.get("body", b""), dict(self._start["headers"]).get(b"etag"))
            await self._send({**self._start, "headers": _packed(self._start["headers"], len(body))})
            await self._send({**message, "body": body})
        elif self._start is not None:
            await self._part(message)
        else:
            await self._send(message)

    async def _whole(self, body: bytes, tag: bytes | None) -> bytes:
        state: State = self._state.triskele
        key = f"gzip {tag.decode('latin-1')} {len(body)}" if tag else ""
        found = state.cache.get(key) if key else None
        if found is not None:
            return found.body
        packed = await to_thread.run_sync(pack, body) if len(body) > IN_THREAD else pack(body)
        if key:
            state.cache.put(key, Answer(packed, {}))
        return packed

    async def _part(self, message: Message) -> None:
        """One part of a file that is sent piece by piece: nobody holds the whole of it."""
        if self._packer is None:
            assert self._start is not None
            self._packer = zlib.compressobj(LEVEL, wbits=31)
            await self._send({**self._start, "headers": _packed(self._start["headers"], None)})
        body = await to_thread.run_sync(self._packer.compress, message.get("body", b""))
        if not message.get("more_body"):
            body += self._packer.flush()
        await self._send({**message, "body": body})


def _worth_it(status: int, headers: dict[bytes, bytes]) -> bool:
    if status == 206 or b"content-encoding" in headers or not is_text(headers.get(b"content-type", b"")):
        return False
    return int(headers.get(b"content-length", SMALLEST)) >= SMALLEST


def _varying(headers: Headers) -> Headers:
    """The headers, telling caches that the answer depends on Accept-Encoding too."""
    vary = b", ".join([*(value for name, value in headers if name == b"vary"), b"Accept-Encoding"])
    return [*(h for h in headers if h[0] != b"vary"), (b"vary", vary)]


def _packed(headers: Headers, length: int | None) -> Headers:
    """The headers of the packed answer; without a length where it is not known before."""
    kept = [(name, _weak(value) if name == b"etag" else value) for name, value in headers
            if name not in (b"content-length", b"accept-ranges")]  # fmt: skip
    known = [] if length is None else [(b"content-length", str(length).encode())]
    return [*kept, (b"content-encoding", b"gzip"), *known]


def _weak(tag: bytes) -> bytes:
    return tag if tag.startswith(b"W/") else b"W/" + tag
