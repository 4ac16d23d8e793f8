"""What the first page asks for takes seconds of computing: it is asked for at the start and after each promotion.

Nobody waits for it: it takes its turn among those who ask, and what it finds is kept as any answer is.
"""

from __future__ import annotations

import asyncio
import json
import logging
from urllib.parse import urlencode

from starlette.types import ASGIApp

from triskele_api.own_request import ask_inside
from triskele_api.state import State

_LOG = logging.getLogger("uvicorn.error")
PATH, QUERY = "/metrics/cross-sphere-betweenness", {"permutations": "0"}
"""The question of the page (web/src/home/Answers.tsx): who bridges. What chance gives is asked for by whoever looks:
its draws would keep the seat of others' jobs for a while after every start."""
MOST = 3000
"""Above so many actors the page asks only when somebody wants it (BUBBLES_ABOVE of the explorer)."""
PULSE = 5.0
"""Seconds between two looks at which release is current."""


async def look_ahead(app: ASGIApp, state: State) -> None:
    """Ask for it whenever another release is current, until cancelled; when others' work comes first, again later."""
    seen = None
    while True:
        number = state.library.current_number()
        if number is not None and number != seen:
            done = True
            try:
                done = await _ask(app)
            except Exception:  # the page asks again; nothing else may end with it
                _LOG.exception("What the first page asks for could not be computed ahead")
            seen = number if done else None
        await asyncio.sleep(PULSE)


async def _ask(app: ASGIApp) -> bool:
    """Whether it has been asked for, or will not be: not when the service is busy now."""
    for path, query in (("/summary", ""), (PATH, urlencode(QUERY))):
        found = await ask_inside(app, path, query, "application/json", "en", "ahead")
        if found.status != 200:
            return found.status != 503
        if path == "/summary" and json.loads(found.body)["counts"]["actors"] > MOST:
            return True
    return True
