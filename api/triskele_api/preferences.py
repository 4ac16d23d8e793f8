"""What a client would rather have: the Prefer header (RFC 7240), as far as this service honours it."""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from fastapi import Depends, Header, Request

LONGEST_WAIT = 25.0
"""Seconds that one answer may be waited for; proxies give up not much later."""


class Preference(NamedTuple):
    """``later``: answer with a job rather than with the result; ``wait``: after so many seconds at the latest."""

    later: bool
    wait: float


async def preference(
    request: Request,
    prefer: Annotated[
        str | None,
        Header(
            description="`respond-async`: 202 and the address of a job instead of the result; "
            "`respond-async, wait=5`: only if it takes longer than 5 seconds (RFC 7240)"
        ),
    ] = None,
) -> Preference:
    """The Prefer headers of a request; what is unknown or malformed in them is passed over, as the RFC asks."""
    later, wait = False, 0.0
    for part in ",".join(request.headers.getlist("prefer")).split(","):
        name, _, value = part.partition(";")[0].partition("=")
        name, value = name.strip().lower(), value.strip().strip('"')
        if name == "respond-async":
            later = True
        elif name == "wait":
            try:
                seconds = float(value)
            except ValueError:
                continue
            wait = min(max(seconds, 0.0), LONGEST_WAIT) if math.isfinite(seconds) else 0.0
    return Preference(later, wait)


Prefer = Annotated[Preference, Depends(preference)]
