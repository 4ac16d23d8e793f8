"""Bytes from outside: counted while they come, named by us and never by whoever sends them."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Request

from triskele.bounded import Workers
from triskele.bounded.queries import take_apart
from triskele.errors import InvalidInput, TriskeleError
from triskele_api.negotiate import UnsupportedMedia

MAX_FIELDS = 1000
SHORT = 1 << 14
"""Characters of a form that are sooner read than sent to another process."""


class TooLarge(TriskeleError):
    """A body over the bound."""

    code = "too-large"


async def read_body(request: Request, bound_mb: int = 0, *, bound: int = 0) -> bytes:
    """The body, unless it is larger than the bound (in MiB or in bytes): then TooLarge as soon as that is known."""
    bound = bound or bound_mb * 1024 * 1024
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > bound:
            raise TooLarge(f"The body is larger than {bound / 1024 / 1024:g} MiB.", hint="Send less at once.")
    return bytes(body)


async def read_form(request: Request, bound_mb: int, workers: Workers, client: str) -> dict[str, str]:
    """The fields of a url-encoded form, each once; UnsupportedMedia for a body of another kind, InvalidInput for a
    field that says two things."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise UnsupportedMedia(f"The body is {kind or 'of no stated kind'}.", hint="Send a url-encoded form.")
    body = await read_body(request, bound_mb)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput("The form is not UTF-8.", hint="Encode it as UTF-8.") from error
    if text.count("&") >= MAX_FIELDS:
        raise InvalidInput(f"The form has more than {MAX_FIELDS} fields.", hint="Send less at once.")
    pairs = await pairs_of(text, workers, client, errors="strict")
    check_once(pairs)
    return dict(pairs)


async def pairs_of(text: str, workers: Workers, client: str, errors: str = "replace") -> list[tuple[str, str]]:
    """The names and values of a url-encoded text, whose length and number of fields were looked at before."""
    if len(text) <= SHORT:
        return take_apart(None, text, errors)
    found: list[tuple[str, str]] = await workers.run(take_apart, text, errors, client=client)
    return found


def check_once(pairs: Iterable[tuple[str, str]]) -> None:
    """InvalidInput for a name that is given two values: nobody can say which counts."""
    seen: dict[str, str] = {}
    for name, value in pairs:
        if seen.setdefault(name, value) != value:
            raise InvalidInput(f"{name[:80]!r} is given two values.", hint="Send it once.")
