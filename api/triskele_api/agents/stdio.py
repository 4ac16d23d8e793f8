"""The protocol over standard input and output: the service in a process of the agent's own, without a socket."""

from __future__ import annotations

import asyncio

from mcp.server.stdio import stdio_server

from triskele.release import Library
from triskele.settings import Settings
from triskele_api.agents.server import make_server
from triskele_api.agents.service import Service
from triskele_api.app import create_app


def speak(settings: Settings, number: int | None = None) -> None:
    """Answer until the other side closes. ``number`` pins a release; UnknownRelease, OutdatedRelease or DamagedRelease
    before anything is said."""
    library = Library(settings.data)
    release = library.current() if number is None else library.release(number)
    _ = release.scope
    release.store.graphs()
    asyncio.run(_speak(settings, "" if number is None else f"/r/{number}"))


async def _speak(settings: Settings, prefix: str) -> None:
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        server = make_server(lambda _: Service(app, "stdio", prefix))
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
