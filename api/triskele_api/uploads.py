"""Bytes from outside: counted while they come, named by us and never by whoever sends them."""

from __future__ import annotations

from fastapi import Request

from triskele.errors import TriskeleError


class TooLarge(TriskeleError):
    """A body over the bound."""

    code = "too-large"


async def read_body(request: Request, bound_mb: int) -> bytes:
    """The body, unless it is larger than the bound: then TooLarge as soon as that is known."""
    bound = bound_mb * 1024 * 1024
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > bound:
            raise TooLarge(f"The body is larger than {bound_mb} MiB.", hint="Send less at once.")
    return bytes(body)
