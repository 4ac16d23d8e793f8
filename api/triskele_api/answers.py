"""A finished answer, as it is kept and repeated."""

from __future__ import annotations

from typing import NamedTuple


class Answer(NamedTuple):
    """A finished body with the headers that are part of it (Content-Type, Link), or with all that were sent."""

    body: bytes
    headers: dict[str, str]
    raw: tuple[tuple[bytes, bytes], ...] = ()
