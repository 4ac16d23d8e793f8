"""The Model Context Protocol at /mcp: for agents, read-only, under the limits of the service.

The library that speaks it is an extra and slow to import, so it waits until somebody asks.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.types import Message, Receive, Scope, Send

from triskele.errors import InvalidInput, MissingPackage
from triskele_api.asking import load
from triskele_api.negotiate import UnsupportedMedia
from triskele_api.routes.direct import Direct
from triskele_api.uploads import read_body

MODULE = "triskele_api.agents.http"
MAX_BODY = 1 << 20
"""Bytes of a request: the longest query that is read, in any script, and what is around it."""
MAX_MEMBERS = 1_000
"""What calls need, many times over: the library tells of each member that it does not know."""
_MEMBER = re.compile(rb'"\s*+:')


class Agents:
    """What answers agents: begun at the first request, ended with the app."""

    def __init__(self) -> None:
        self._opening = asyncio.Lock()
        self._ended = asyncio.Event()
        self._manager: Any = None
        self._task: asyncio.Task[None] | None = None

    async def manager(self) -> Any:
        """The library's own handler of requests; MissingPackage without the library."""
        async with self._opening:
            if self._manager is None:
                self._manager = await self._open()
        return self._manager

    async def _open(self) -> Any:
        try:
            manager = (await load(MODULE)).make_manager()
        except ModuleNotFoundError as error:
            raise MissingPackage(
                f"This service does not speak to agents: {error.name} is not installed.",
                hint='Whoever runs it may install it: pip install "triskele[agents]".',
            ) from error
        begun = asyncio.Event()
        self._task = asyncio.create_task(self._run(manager, begun))
        await begun.wait()
        return manager

    async def _run(self, manager: Any, begun: asyncio.Event) -> None:
        async with manager.run():
            begun.set()
            await self._ended.wait()

    async def close(self) -> None:
        self._ended.set()
        if self._task is not None:
            await self._task


class _Spoken(Response):
    """An answer that the library gives itself, to a body that was read already."""

    def __init__(self, manager: Any, body: bytes) -> None:
        super().__init__()
        self._manager, self._read = manager, body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        messages = [{"type": "http.request", "body": self._read, "more_body": False}]

        async def again() -> Message:
            return messages.pop() if messages else await receive()

        await self._manager.handle_request(scope, again, send)


router = APIRouter(tags=["agents"], route_class=Direct)


@router.post("/mcp", summary="For agents: Model Context Protocol / Aracılar için: Model Context Protocol")
async def mcp(request: Request) -> Response:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise UnsupportedMedia(f"The body is {kind or 'of no stated kind'}.", hint="Send application/json.")
    body = await read_body(request, bound=MAX_BODY)
    if len(_MEMBER.findall(body)) > MAX_MEMBERS:
        raise InvalidInput(f"The JSON has more than {MAX_MEMBERS} members.", hint="Send one call at a time.")
    agents: Agents = request.app.state.agents
    return _Spoken(await agents.manager(), body)
