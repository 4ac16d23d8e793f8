"""What a client would rather have: the Prefer header (RFC 7240), as far as this service honours it."""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from fastapi import Depends, Header, Request

LONGEST_WAIT = 25.0
"""Seconds that one answer may be waited for; proxies give up not much later."""


class Preference(NamedTuple):
    """``later``: answer with a job rather than with the result; ``wait``: after so many seconds at the latest.
    ``now``: with the result or not at all, since the client said how long it waits and nothing of later."""

    later: bool
    wait: float
    now: bool = False


async def preference(
    request: Request,
    prefer: Annotated[
        str | None,
        Header(
            description="`respond-async`: 202 and the address of a job instead of the result; "
            "`respond-async, wait=5`: only if it takes longer than 5 seconds; `wait=30` alone: no job, 504 when "
            "the time of the service is up (RFC 7240)"
        ),
    ] = None,
) -> Preference:
    """The Prefer headers of a request; what is unknown or malformed in them is passed over, as the RFC asks."""
    later, wait, waits = False, 0.0, False
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
            wait, waits = min(max(seconds, 0.0), LONGEST_WAIT) if math.isfinite(seconds) else 0.0, True
    return Preference(later, wait, waits and not later)


Prefer = Annotated[Preference, Depends(preference)]
