"""Routes that are imported once the service listens: importing all of them takes as long as all else before it answers,
and whoever asks a query after a restart need not wait for them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from anyio import to_thread
from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from triskele_api.addresses import OtherSlash

_PACKAGE = "triskele_api.routes"


class Later:
    """What answers paths that no route takes: it waits for the rest of the routes (``names`` of modules), and looks
    again. ``there`` are all routes of our own so far."""

    def __init__(self, router: Router, there: list[Any], names: Sequence[str]) -> None:
        self._router, self._there, self._names = router, there, names
        self._slash = OtherSlash(router)
        self._turn = threading.Lock()
        self._complete = False

    def complete(self) -> None:
        """Import what is missing, once; whoever else calls this meanwhile waits."""
        with self._turn:
            if not self._complete:
                found = [route for name in self._names for route in import_module(f"{_PACKAGE}.{name}").router.routes]
                self._there.extend(found)
                # including a router would match each of its routes twice a request
                self._router.routes.extend(found)
                self._complete = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._complete:
            await self._slash(scope, receive, send)
            return
        await to_thread.run_sync(self.complete)
        await self._router(scope, receive, send)
