"""Asking the service from inside, as what an agent's question is made of."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from anyio import to_thread
from starlette.types import ASGIApp

from triskele.errors import TriskeleError
from triskele_api.own_request import Inner, ask_inside

Document = dict[str, Any]
MOST_READ = 8 << 20
"""Bytes of an inner answer that are read. Whoever may be told 40,000 of them has no use for more."""
_IN_THREAD = 1 << 16
PATIENCE = 45.0
"""Seconds that a job is followed: programs that call tools give up after a minute."""
_LOOK = 20.0
"""Seconds between two looks at a job."""


class Refused(TriskeleError):
    """What the service, or a tool, has against a question; ``more`` goes beside the hint (near names)."""

    code = "refused"

    def __init__(self, code: str, message: str, *, hint: str, **more: Any) -> None:
        super().__init__(message, hint=hint)
        self.own, self.more = code, more


def told(error: TriskeleError) -> Document:
    """An error as an agent reads it."""
    code, more = (error.own, error.more) if isinstance(error, Refused) else (error.code, {})
    return {"error": {"code": code, "detail": error.message, "hint": error.hint, **more}}


@dataclass(frozen=True)
class Service:
    """The app, spoken to on behalf of a client; ``prefix`` is ``/r/{n}`` when a release is pinned."""

    app: ASGIApp
    client: str
    prefix: str = ""

    async def get(self, path: str, **parameters: Any) -> Document:
        """The JSON of a path; None is no parameter, a list its values joined. Refused with the problem it has."""
        found = await self.ask(path, "application/json", **parameters)
        document: Document = await read(found)
        return document

    async def ask(self, path: str, accept: str, **parameters: Any) -> Inner:
        """The answer of a path as it is, when it is one."""
        query = urlencode({name: _text(value) for name, value in parameters.items() if value not in (None, "", [])})
        language = str(parameters.get("lang") or "en")
        found = await ask_inside(self.app, f"{self.prefix}{path}", query, accept, language, self.client)
        if found.status == 202:
            found = await self._follow(found, language)
        if found.status == 200:
            return found
        problem = await read(found)
        raise Refused(problem["code"], problem["detail"], hint=problem["hint"])

    async def _follow(self, found: Inner, language: str) -> Inner:
        """What a job comes to; Refused when it is not over in the time that whoever calls a tool usually waits. It goes
        on, and whoever asks the same again gets its answer."""
        until = time.monotonic() + PATIENCE
        url = found.headers["location"]

        async def get(path: str, prefer: str = "") -> Inner:
            return await ask_inside(self.app, path, "", "application/json", language, self.client, prefer=prefer)

        while "retry-after" in found.headers and (left := until - time.monotonic()) > 0:
            found = await get(url, f"wait={min(left, _LOOK):.1f}")
        if "retry-after" in found.headers:
            job = await read(found)
            raise Refused(
                "not-done",
                f"It is being computed; {job['fraction']:.0%} is done after {job['elapsed']:.0f} s.",
                hint="Call the tool again with the same arguments: the work goes on and its result is kept.",
            )
        return await get(f"{url}/result")


async def read(found: Inner) -> Any:
    """The document in an answer; Refused for one that nobody could be told."""
    size = len(found.body)
    if size > MOST_READ:
        raise Refused(
            "result-too-large", f"The answer has {size} bytes.", hint="Ask for less: filters, LIMIT, or an aggregate."
        )
    return await to_thread.run_sync(json.loads, found.body) if size > _IN_THREAD else json.loads(found.body)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
