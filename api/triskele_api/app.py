"""The app: opens one release, wires the routes, nothing else."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from triskele import __version__
from triskele.bounded import Limits
from triskele.settings import Settings
from triskele_api import problems
from triskele_api.ahead import look_ahead
from triskele_api.apart import Opened
from triskele_api.asking import load
from triskele_api.compression import Compression
from triskele_api.frame import Frame, HeadRequests, PinnedRelease
from triskele_api.later import Later
from triskele_api.logs import RequestLog
from triskele_api.pages.bundle import ADDRESS, Bundle
from triskele_api.recall import Recall
from triskele_api.routes import agents, health, sparql
from triskele_api.state import State

FIRST = (sparql, health, agents)
LATER = (
    "lists", "definitions", "statements", "resources", "terms", "networks", "metrics", "what_if", "profiles",
    "releases", "quality", "changes", "findable", "jobs", "permalinks", "reconcile", "problems", "explorer",
)  # fmt: skip
"""Modules of routes that the service begins with, and names of the others, imported while it answers."""


INTERFACE = "triskele_api.interface.document"


def _describe(app: FastAPI, later: Later) -> dict[str, Any]:
    """The OpenAPI document, made once; its models are as slow to make as all routes together."""
    if app.openapi_schema is None:
        later.complete()
        app.openapi_schema = import_module(INTERFACE).describe_interface(app)
    return app.openapi_schema


async def _warm(later: Later) -> None:
    """What is slow to import is imported once the service answers, in the order a reader comes to need it."""
    await to_thread.run_sync(later.complete)
    for module in ("triskele_api.drawing", "triskele.metrics.registry", INTERFACE):
        await load(module)


def create_app(settings: Settings, *, ahead: bool = False) -> FastAPI:
    """An app that serves the current release of the settings' data folder; ``ahead`` answers queries before most routes
    are imported, and computes what its first page asks for before anybody asks."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.triskele = State(settings, writer=partial(open_writer, settings))
        app.state.agents = agents.Agents()
        warming = asyncio.create_task(_warm(later))
        looking = asyncio.create_task(look_ahead(app, app.state.triskele)) if ahead else None
        yield
        if looking:
            looking.cancel()
        await app.state.agents.close()
        await warming
        app.state.triskele.close()

    app = FastAPI(
        title="Triskele",
        version=__version__,
        summary="Knowledge graph of the innovation ecosystem / Yenilik ekosistemi bilgi çizgesi",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    app.state.counters = Counter[str]()
    app.state.routes = [route for module in FIRST for route in module.router.routes]
    problems.install(app)
    app.openapi = lambda: _describe(app, later)  # type: ignore[method-assign]  # as FastAPI documents it
    app.router.routes.extend(app.state.routes)
    app.mount(ADDRESS, Bundle(), name="static")
    app.router.redirect_slashes = False
    later = Later(app.router, app.state.routes, LATER)
    app.router.default = later
    if not ahead:
        later.complete()

    app.add_middleware(Frame, counters=app.state.counters)
    app.add_middleware(PinnedRelease)
    app.add_middleware(HeadRequests)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=[
            "ETag",
            "Link",
            "Location",
            "Retry-After",
            "Preference-Applied",
            "Triskele-Release",
            "Triskele-As-Of",
            "Triskele-View",
            "Triskele-Truncated",
            "Triskele-Ignored",
            "Server-Timing",
            "X-Request-Id",
        ],
    )
    app.add_middleware(Recall, state=app.state, counters=app.state.counters)
    app.add_middleware(Compression, state=app.state)
    app.add_middleware(RequestLog)
    return app


def open_writer(settings: Settings, _: Limits) -> Opened:
    """What makes a process ready to write answers of this app (:mod:`triskele_api.apart`)."""
    app = create_app(settings)
    app.state.triskele = State(replace(settings, cache_mb=0))
    app.state.triskele.current.read()
    return asyncio.new_event_loop(), app
